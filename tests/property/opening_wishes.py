"""One maker for each command of the opening: filing, correction, parties, dismissal, orders from above."""

from collections.abc import Callable
from datetime import date, timedelta

from services.reconsideration import commands as c
from services.reconsideration.domain import Case

Wish = Callable[[Case], c.AnyCommand]
# They end a case or stop its review, and would keep most walks from a decision.
CLOSING = frozenset({"ask_correction", "dismiss_application"})


def opening_wishes(on: date, order: int) -> dict[str, Wish]:
    """Lawful and unlawful ones by the order of the wish."""
    return {**_of_filing(on, order), **_of_parties(order)}


def _of_filing(on: date, order: int) -> dict[str, Wish]:
    return {
        "record_knowledge": lambda _: c.RecordKnowledge(manner="posted", known_on=date(2026, 9, 21)),
        "record_obstacle": lambda _: c.RecordObstacle(
            from_on=on - timedelta(days=order + 2), until_on=on - timedelta(days=2), reason="住院"
        ),
        "record_forwarding": lambda _: c.RecordForwarding(ground="on_the_spot", organ_received_on=date(2026, 9, 28)),
        "record_oral_application": lambda _: c.RecordOralApplication(record="口头申请", confirmed=order % 2 == 0),
        "offer_mediation": lambda _: c.OfferMediation(applicant_willing=True, respondent_willing=order % 2 == 0),
        "end_offered_mediation": lambda _: c.EndOfferedMediation(reason="未达成"),
        "ask_correction": lambda _: c.AskCorrection(gaps=("身份证明",)),
        "extend_correction": lambda _: c.ExtendCorrection(days=5, reason="住院"),
        "file_correction": lambda _: c.FileCorrection(materials=("身份证明",), late_reason="住院" if order % 2 else ""),
        "abandon_application": lambda _: c.AbandonApplication(due_on=on - timedelta(days=1)),
        "dismiss_application": lambda _: c.DismissApplication(grounds=("A5",), reasons="不属于范围"),
        "obey_superior": lambda _: c.ObeySuperior(
            measure=("accept", "proceed", "resume")[order % 3], organ="市政府", ordered_on=on, content="纠正"
        ),
    }


def _of_parties(order: int) -> dict[str, Wish]:
    return {
        "add_applicant": lambda _: c.AddApplicant(name=f"申请人{order}"),
        "join_third_party": lambda _: c.JoinThirdParty(name=f"第三人{order}", interest="相邻权人"),
        "appoint_agent": lambda _: c.AppointAgent(
            principal="A1", name=f"律师{order}", kind="lawyer", matters="复议", powers="一般", proved=order != 0
        ),
        "release_agent": lambda case: c.ReleaseAgent(
            principal="A1", name=case.agents[0].name if case.agents else "某", in_writing=order != 0
        ),
        "name_representatives": lambda _: c.NameRepresentatives(representatives=("A1", "A2")),
        "join_cases": lambda case: c.JoinCases(
            other_number="普府复〔2026〕9号", other_id=case.dispute_id if order else None, reason="同一事实"
        ),
        "split_cases": lambda _: c.SplitCases(other_number="普府复〔2026〕9号", reason="分开审理"),
    }
