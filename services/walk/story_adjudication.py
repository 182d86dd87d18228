"""How an adjudication case of the demo district came to where it is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from services.adjudication import handlers
from services.adjudication.commands import AcceptRequest, AnyCommand, DraftDecision, FileReply, SignDecision
from services.chassis.db import HouseSession
from services.walk.district_people import Story
from services.walk.people import person
from services.walk.slips import come_back
from services.walk.stagehand import Act

Work = Callable[[HouseSession, date], object]
COMMANDS: Mapping[str, tuple[str, AnyCommand]] = {
    "accepted": ("adjudicator", AcceptRequest()),
    "replied": ("adjudicator", FileReply(statement="我方名称经核准登记，没有攀附的意思。")),
    "drafted": (
        "adjudicator",
        DraftDecision(
            outcome="supported",
            found="申请人登记在先，字号在本区有一定影响；被申请人的字号与其相同，经营地相邻，已发生多次混淆。",
            reasons="被申请人的企业名称容易使公众误认为与申请人存在特定联系，损害申请人的合法权益。",
            terms="被申请人应当自收到本裁决书之日起三十日内办理企业名称变更登记。",
        ),
    ),
    "signed": ("leader", SignDecision(approved=True)),
}


def tell(story: Story, days: Mapping[str, date], _today: date) -> Iterator[Act]:
    """The stages the story has reached."""
    for stage, day in days.items():
        service, work = _work(story, stage)
        if work is not None:
            yield Act(day, f"{story.label}:{stage}", service, work)


def _work(story: Story, stage: str) -> tuple[str, Work | None]:
    match stage:
        case "copied":
            return "adjudication", lambda session, on: handlers.send_copy(
                session, story.case_id, person("adjudicator"), today=on
            )
        case "issued":
            return "adjudication", lambda session, on: handlers.issue_decision(
                session, story.case_id, person("adjudicator"), today=on
            )
        case "copy_served" | "decision_served":
            return "notify", lambda session, on: come_back(session, story.case_id, on)
        case _ if stage in COMMANDS:
            role, command = COMMANDS[stage]
            return "adjudication", lambda session, on: handlers.act(
                session, story.case_id, command, person(role), today=on
            )
        case _:
            return "adjudication", None
