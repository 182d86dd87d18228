"""The invented people of the demo district and what they ask for, read from `district/*.yaml`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from services.chassis.referral import CASE_NAMES
from services.intake.parts import ActPaper, Filing, OtherSide, Party, UnitDraft
from services.kernel.law import the_law
from services.kernel.routing_facts import Answers

FOLDER = Path(__file__).parent / "district"
DISTRICT = "上海市普陀区"
DESK_ACTS = {"information": "information_refusal"}  # the desk's finer words for kinds that a channel folds together


SHAPE = TypeAdapter(dict[str, dict[str, int]])


@cache
def stages(channel: str) -> Mapping[str, int]:
    """The stages of a channel in order, with their distance from the first in working days."""
    return SHAPE.validate_python(yaml.safe_load((FOLDER / "stages.yaml").read_text(encoding="utf-8")))[channel]


class Story(BaseModel):
    """One person, what happened, and how far the case has come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Literal["person", "company"] = "person"
    phone: str
    road: str
    detail: str
    claim: str
    story: str
    # against an organ
    organ: str | None = None
    act: str = "penalty"
    title: str = ""
    number: str = ""
    fine: int | None = None
    # against a private party
    field: str = ""
    other: str = ""
    other_at: str = ""
    other_kind: Literal["person", "company"] = "company"
    place: str | None = None
    answers: dict[str, str] = {}
    # how far
    stage: str = "filed"
    age: int = 1
    limit: str | None = None
    due: int = 0
    then: str | None = None
    outcome: str = "REVOKE"
    left: bool = False
    # given by the reader
    label: str = ""

    @property
    def dispute_id(self) -> UUID:
        """The same in every house."""
        return uuid5(NAMESPACE_URL, f"urn:jiefen:demo:dispute:{self.label}")

    @property
    def case_id(self) -> UUID:
        """The case that its channel opens for the one unit of the dispute."""
        return uuid5(CASE_NAMES, str(uuid5(self.dispute_id, "unit 1")))

    def filing(self, on: date) -> Filing:
        """What the clerk writes down."""
        applicant = Party(
            name=self.name, kind=self.kind, phone=self.phone, district=DISTRICT, road=self.road, detail=self.detail
        )
        unit = self._against_organ(on) if self.organ else self._against_party(on)
        return Filing(received_on=on, applicant=applicant, story=self.story, units=(unit,))

    def _against_organ(self, on: date) -> UnitDraft:
        calendar = the_law().calendar
        answers = Answers(
            nature="act",
            respondent_kind="organ",
            respondent_organ=self.organ,
            act_kind=DESK_ACTS.get(self.act, self.act),
            act_made_on=calendar.add_working_days(on, stages("act")["made"]),
            served_on=calendar.add_working_days(on, stages("act")["served"]),
            on_spot="no",
            told_remedy="yes",
        )
        paper = ActPaper(title=self.title, number=self.number, fine_amount=self.fine)
        return UnitDraft(claim=self.claim, answers=answers, act=paper)

    def _against_party(self, on: date) -> UnitDraft:
        given = {
            "nature": "private",
            "field": self.field,
            "respondent_kind": self.other_kind,
            "place_organ": self.place,
            "event_on": the_law().calendar.add_working_days(on, stages("act")["made"]),
            "for_living": "yes",
            "in_district": "yes",
        }
        answers = Answers.model_validate({**given, **self.answers})
        return UnitDraft(
            claim=self.claim, answers=answers, other_side=OtherSide(name=self.other, address=self.other_at)
        )


@cache
def stories(channel: str) -> tuple[Story, ...]:
    """The stories of one file, in its order."""
    rows = TypeAdapter(tuple[Story, ...]).validate_python(
        yaml.safe_load((FOLDER / f"{channel}.yaml").read_text(encoding="utf-8"))
    )
    return tuple(row.model_copy(update={"label": f"{channel}:{turn}"}) for turn, row in enumerate(rows, start=1))
