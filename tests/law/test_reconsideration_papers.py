"""What the papers of a case say follows from its outcome: the subject, the article, the court and the period."""

from datetime import date

import pytest

from services.chassis.district import district
from services.kernel.law import the_law
from services.reconsideration import papers
from services.reconsideration.domain import CODES, Case
from services.reconsideration.parts import Draft
from tests.fixtures.reconsideration import DRAFT
from tests.law.test_reconsideration_record import advised, answered, called_on

HEADING = papers.Heading("普府复〔2026〕1号", date(2026, 10, 10), district(), the_law())


def letter(draft: Draft, **change: object) -> str:
    case = answered()
    act = case.act.model_copy(update=change)
    application = case.application.model_copy(update={"act": act})
    decided = case.model_copy(update={"draft": draft, "application": application})
    return papers.decision_letter(decided, HEADING).plain


def drafted(outcome: str, *grounds: str, terms: str = "") -> Draft:
    return Draft(outcome=outcome, grounds=grounds, found="查明。", reasons="理由。", terms=terms, perform_days=30)


def test_a_rejected_claim_names_the_respondent_once() -> None:
    """第六十九条."""
    text = letter(drafted("REJECT_CLAIM", "G-NODUTY"), kind="inaction")
    assert "综上，被申请人没有相应法定职责。根据" in text


def test_it_is_the_respondent_that_did_not_answer_not_its_act() -> None:
    """第七十条."""
    alone = letter(drafted("REVOKE", "G-NOREPLY"))
    assert "综上，被申请人未按规定提出书面答复" in alone
    both = letter(drafted("REVOKE", "G-PROC", "G-NOREPLY"))
    assert "综上，被申请人作出的行政行为违反法定程序；被申请人未按规定提出书面答复" in both


@pytest.mark.parametrize("outcome", ["REVOKE", "REVOKE_REMAKE", "MODIFY", "UNLAWFUL", "VOID"])
def test_a_changed_act_is_not_sued_over_in_the_court_of_the_original_organ(outcome: str) -> None:
    """行政诉讼法第十五条、第二十六条: sued alone, a county government answers before an intermediate court."""
    ground = CODES.outcomes[outcome].grounds[0]
    text = letter(drafted(outcome, ground, terms="罚款变更为1000元。"))
    assert "15日内，依法向有管辖权的人民法院提起行政诉讼" in text


def test_an_upheld_act_is_sued_over_in_the_court_of_the_original_organ() -> None:
    assert "依法向上海铁路运输法院提起行政诉讼" in letter(drafted("UPHOLD", "G-SOUND"))


def advice(case: Case) -> str:
    return papers.advice_letter(case, HEADING).plain


def test_a_letter_of_advice_has_room_for_every_defect() -> None:
    """第七十六条: a letter that cannot be set is a letter that is never served."""
    case = advised()
    every = (*(code for code, ground in CODES.grounds.items() if ground.defect), *CODES.defects)
    text = advice(case.model_copy(update={"advice": case.advice.model_copy(update={"defects": every})}))
    assert "（二十一）" in text


def test_a_letter_of_advice_names_no_provision_that_was_not_offended() -> None:
    case = advised()
    text = advice(case.model_copy(update={"advice": case.advice.model_copy(update={"defects": ("F03", "F08")})}))
    assert "（一）文书瑕疵。" in text
    assert "（二）陈述申辩、听证告知瑕疵（《中华人民共和国行政处罚法》第四十四条）。" in text


def test_the_sample_decision_is_still_whole() -> None:
    assert "违反法定程序" in letter(DRAFT)


def test_the_notice_to_reply_states_the_period_that_its_clock_runs_by() -> None:
    """第四十八条: the law of the day of receipt governs, also for a notice written under the next one."""
    case = called_on()
    application = case.application.model_copy(update={"received_on": date(2023, 12, 28)})
    heading = papers.Heading("普府复通〔2024〕1号", date(2024, 1, 8), district(), the_law())
    text = papers.reply_notice(case.model_copy(update={"application": application}), heading).plain
    assert "第二十三条第一款的规定" in text
    assert "请自收到之日起10日内提出书面答复" in text
