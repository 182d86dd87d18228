"""How a mediation case of the demo district came to where it is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from services.chassis.db import HouseSession
from services.kernel.law import the_law
from services.mediation import handlers
from services.mediation.commands import (
    AcceptRequest,
    AnyCommand,
    CloseCase,
    DraftAgreement,
    RecordSession,
    SignAgreement,
    TerminateMediation,
)
from services.walk.district_people import Story
from services.walk.people import person
from services.walk.stagehand import Act

Making = Callable[[date], AnyCommand]
STAGES: Mapping[str, Making] = {
    "accepted": lambda _on: AcceptRequest(applicant_consents=True, respondent_consents=True),
    "met": lambda on: RecordSession(
        held_on=on,
        place="非诉讼争议解决中心一号调解室",
        attended=("A1", "B1"),
        record="双方各自陈述，调解员分别做了工作。",
        undisputed="双方对事情经过没有争议。",
    ),
    "drafted": lambda _on: DraftAgreement(text="对方于十日内支付商定的款项，申请人不再提出其他请求。"),
    "one_signed": lambda on: SignAgreement(side="A1", signed_on=on),
    "agreed": lambda on: SignAgreement(side="B1", signed_on=on),
}
ENDS: Mapping[str, Making] = {
    "failed": lambda _on: TerminateMediation(
        reason="no_agreement", statement="双方对赔偿数额分歧较大。", channels=("court", "people_mediation")
    ),
    "closed": lambda _on: CloseCase(),
}


def tell(story: Story, days: Mapping[str, date], today: date) -> Iterator[Act]:
    """The stages the story has reached, and its end."""
    for stage, day in days.items():
        if stage in STAGES:
            yield _act(story, stage, day, STAGES[stage])
    if story.then is not None:
        yield _act(story, story.then, the_law().calendar.add_working_days(today, -1), ENDS[story.then])


def _act(story: Story, stage: str, day: date, making: Making) -> Act:
    def work(session: HouseSession, on: date) -> object:
        return handlers.act(session, story.case_id, making(on), person("mediator"), today=on)

    return Act(day, f"{story.label}:{stage}", "mediation", work)
