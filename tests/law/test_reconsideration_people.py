"""公务员法第七十六条、第七十七条; 实施条例第三十二条; 行政复议法第六十一条: who may handle, review and sign."""

from datetime import date

import pytest

from services.kernel.actor import Actor
from services.kernel.law import the_law
from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import Case, decide, evolve
from services.reconsideration.parts.people import View
from tests.fixtures.reconsideration import DRAFT
from tests.law.test_reconsideration_decisions import ANSWERED

DAY = date(2026, 10, 10)
OFFICER, SECOND, REVIEWER, HEAD, LEADER = (
    Actor(id=name, name=name) for name in ("officer", "second", "reviewer", "head", "leader")
)


def go(case: Case, command: c.AnyCommand, by: Actor = OFFICER) -> Case:
    for fact in decide(case, command.model_copy(update={"by": by}), DAY, the_law()):
        case = evolve(case, fact)
    return case


def drafted() -> Case:
    return go(go(ANSWERED, c.AssignOfficer()), c.DraftDecision(draft=DRAFT))


def objecting(case: Case, *, excluded: bool, by: Actor = HEAD) -> Case:
    case = go(case, c.DeclareConflict(ground="relative", reason="与申请人是兄妹"), OFFICER)
    return go(case, c.DecideConflict(excluded=excluded, reason="经核实"), by)


@pytest.mark.parametrize(
    "command", [c.DraftDecision(draft=DRAFT), c.AssignOfficer(), c.HearOpinions(way="telephone", summary="要点")]
)
def test_whoever_was_excluded_takes_no_step(command: c.AnyCommand) -> None:
    """公务员法第七十六条."""
    case = objecting(go(ANSWERED, c.AssignOfficer()), excluded=True)
    assert case.officer is None
    with pytest.raises(Refused) as refused:
        go(case, command)
    assert (refused.value.code, refused.value.cite) == ("arl.excluded", "公务员法 第七十六条")


def test_whoever_need_not_stand_aside_goes_on() -> None:
    case = objecting(go(ANSWERED, c.AssignOfficer()), excluded=False)
    assert go(case, c.DraftDecision(draft=DRAFT)).state == "DRAFTED"


def test_nobody_decides_whether_he_himself_stands_aside() -> None:
    """公务员法第七十七条."""
    with pytest.raises(Refused, match="own_conflict"):
        objecting(ANSWERED, excluded=False, by=OFFICER)


def test_nothing_is_signed_while_an_objection_waits_or_on_the_draft_of_an_excluded_person() -> None:
    case = go(drafted(), c.ReviewDecision(approved=True), REVIEWER)
    case = go(case, c.DeclareConflict(ground="relative", reason="当事人提出", whom="officer"), REVIEWER)
    with pytest.raises(Refused, match="conflict_open"):
        go(case, c.SignDecision(approved=True), LEADER)
    case = go(case, c.DecideConflict(excluded=True, reason="属实"), HEAD)
    with pytest.raises(Refused, match="excluded_draft"):
        go(case, c.SignDecision(approved=True), LEADER)


def test_two_officers_take_part_in_every_case() -> None:
    """实施条例第三十二条: also where the review was passed over."""
    case = go(drafted(), c.BypassReview(reason="审核人均已回避"), HEAD)
    with pytest.raises(Refused, match="two_officers"):
        go(case, c.SignDecision(approved=True), LEADER)
    assert go(go(case, c.AssignSecond(), SECOND), c.SignDecision(approved=True), LEADER).state == "DECIDED"


def test_the_second_officer_is_another_person() -> None:
    with pytest.raises(Refused, match="same_officer"):
        go(drafted(), c.AssignSecond())


def test_a_bypass_keeps_its_reason_and_who_passes_over_does_not_sign() -> None:
    case = go(go(drafted(), c.AssignSecond(), SECOND), c.BypassReview(reason="审核人均已回避"), HEAD)
    assert [(one.by, one.reason) for one in case.people.bypasses] == [(HEAD, "审核人均已回避")]
    with pytest.raises(Refused, match="own_review"):
        go(case, c.SignDecision(approved=True), HEAD)
    with pytest.raises(Refused, match="own_draft"):
        go(drafted(), c.BypassReview(reason="无人审核"), OFFICER)


def views(*agrees: bool) -> tuple[View, ...]:
    return tuple(View(member=f"委员{n}", agrees=one, view="已阅") for n, one in enumerate(agrees))


@pytest.mark.parametrize(
    ("agrees", "state"), [((True, True, False), "DECIDED"), ((True, False), "TRIAL"), ((False, False), "TRIAL")]
)
def test_a_collective_discussion_stands_in_for_the_heads_agreement(agrees: tuple[bool, ...], state: str) -> None:
    """第六十一条第一款: with every member's view in the file."""
    case = go(drafted(), c.ReviewDecision(approved=True), REVIEWER)
    case = go(case, c.DiscussDecision(views=views(*agrees)), LEADER)
    assert case.state == state
    assert case.people.discussion is not None
    assert len(case.people.discussion.views) == len(agrees)


def test_a_drafter_does_not_preside_and_no_member_speaks_twice() -> None:
    case = go(drafted(), c.ReviewDecision(approved=True), REVIEWER)
    with pytest.raises(Refused, match="own_draft"):
        go(case, c.DiscussDecision(views=views(*(True,) * 2)), OFFICER)
    twice = views(*(True,)) * 2
    with pytest.raises(Refused, match="member_twice"):
        go(case, c.DiscussDecision(views=twice), LEADER)


def test_only_the_officer_gives_his_case_back() -> None:
    case = go(ANSWERED, c.AssignOfficer())
    with pytest.raises(Refused, match="not_own_case"):
        go(case, c.ReturnCase(reason="工作调整"), SECOND)
    assert go(case, c.ReturnCase(reason="工作调整")).officer is None
