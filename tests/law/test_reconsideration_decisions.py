"""第六十三条至第七十二条: what keeps a draft from being a decision, and that each decision has one text and no other."""

from datetime import date
from itertools import combinations
from uuid import uuid4

import pytest

from services.chassis.district import district
from services.kernel.actor import SYSTEM
from services.kernel.document import BlockKind
from services.kernel.law import the_law
from services.reconsideration import papers
from services.reconsideration.commands import ReceiveApplication
from services.reconsideration.domain import CODES, Case, decide, evolve
from services.reconsideration.domain.drafting import SECTIONS, by_section, draft_faults
from services.reconsideration.handlers.cases import application_of
from services.reconsideration.papers.decision import operative_items
from services.reconsideration.parts import Draft, Opinions, Reply
from services.reconsideration.parts.trial import BasisReview
from tests.fixtures.reconsideration import DRAFT, offer

HEADING = papers.Heading("普府复〔2026〕1号", date(2026, 10, 10), district(), the_law())


def answered() -> Case:
    """A case of the ordinary procedure in which the organ has answered and the applicant was heard."""
    command = ReceiveApplication(case_id=uuid4(), number="普府复〔2026〕1号", application=application_of(offer()))
    (event,) = decide(None, command, date(2026, 9, 29), the_law())
    heard = Opinions(heard_on=date(2026, 10, 9), way="telephone", summary="坚持请求。", by=SYSTEM)
    return evolve(None, event).model_copy(
        update={
            "state": "TRIAL",
            "procedure": "ordinary",
            "accepted_on": date(2026, 9, 30),
            "reply": Reply(filed_on=date(2026, 10, 9), statement="程序合法。", evidence=(), in_time=True),
            "opinions": (heard,),
        }
    )


ANSWERED = answered()


def case_of(kind: str = "penalty", *, claim: str = "撤销行政处罚决定", fine: int | None = None) -> Case:
    act = ANSWERED.act.model_copy(update={"kind": kind, "fine_amount": fine})
    application = ANSWERED.application.model_copy(update={"act": act, "claim": claim})
    return ANSWERED.model_copy(update={"application": application})


def draft(outcome: str, *grounds: str, **change: object) -> Draft:
    kept = {"found": "查明如下。", "reasons": "理由如下。", "compensation": "none_due"}
    row = CODES.outcomes[outcome]
    if row.needs_terms:
        kept["terms"] = "写明的内容。"
    if row.never_worse:
        kept["effect"] = "lighter"
    chosen = grounds or row.grounds[:1]
    return Draft.model_validate({"outcome": outcome, "grounds": chosen, "perform_days": 30, **kept, **change})


def codes(case: Case, one: Draft) -> set[str]:
    return {fault.code for fault in draft_faults(case, one, the_law())}


def fitting(outcome: str) -> Case:
    kinds = {"inaction": "inaction", "agreement": "agreement"}
    return case_of(kinds.get(CODES.outcomes[outcome].for_acts, "penalty"), claim="撤销并确认无效")


ALL = [
    (outcome, grounds)
    for outcome, row in CODES.outcomes.items()
    for size in (1, 2, 3)
    for grounds in combinations(row.grounds, size)
]


@pytest.mark.parametrize("outcome", CODES.outcomes)
def test_every_kind_of_decision_can_be_drafted_on_its_own_grounds(outcome: str) -> None:
    case = fitting(outcome)
    for ground in CODES.outcomes[outcome].grounds:
        if ground == "G-NOREPLY":
            barred = case.model_copy(update={"evidence_barred": True, "reply": None})
            assert draft_faults(barred, draft(outcome, ground), the_law()) == []
        else:
            assert draft_faults(case, draft(outcome, ground), the_law()) == []


@pytest.mark.parametrize("outcome", CODES.outcomes)
def test_no_kind_of_decision_rests_on_the_ground_of_another(outcome: str) -> None:
    for ground in CODES.grounds.keys() - set(CODES.outcomes[outcome].grounds):
        assert "arl.ground" in codes(fitting(outcome), draft(outcome, ground))


def text_of(outcome: str, grounds: tuple[str, ...], **change: object) -> tuple[str, ...]:
    """What the letter derives from outcome and grounds: conclusion, provisions, operative part and remedies."""
    case = fitting(outcome).model_copy(update={"draft": draft(outcome, *grounds, **change)})
    letter = papers.decision_letter(case, HEADING)
    derived = [b for b in letter.blocks if b.id.split(".")[0] in {"basis", "remedy"} or b.kind is BlockKind.ITEM]
    return tuple(block.text for block in derived)


def test_each_outcome_with_its_grounds_has_exactly_one_text() -> None:
    """No two decisions read alike, and the order in which grounds were ticked changes nothing."""
    texts = {(outcome, grounds): text_of(outcome, grounds) for outcome, grounds in ALL}
    assert len(set(texts.values())) == len(ALL) > 150
    for outcome, grounds in ALL:
        assert text_of(outcome, grounds[::-1]) == texts[outcome, grounds]


def test_every_text_names_the_provision_of_each_of_its_grounds_and_of_no_other() -> None:
    for outcome, grounds in ALL:
        basis = text_of(outcome, grounds)[0]
        for code in CODES.outcomes[outcome].grounds:
            assert (CODES.grounds[code].title in basis) is (code in grounds), (outcome, grounds, code)


@pytest.mark.parametrize("outcome", ["REVOKE_REMAKE", "PART_REVOKE_REMAKE"])
def test_the_same_act_may_not_be_made_again_except_after_a_revocation_for_procedure(outcome: str) -> None:
    """第六十四条第二款."""
    ban = "不得以同一事实和理由作出"
    assert ban in "".join(text_of(outcome, ("G-FACT",)))
    assert ban in "".join(text_of(outcome, ("G-FACT", "G-PROC")))
    assert ban not in "".join(text_of(outcome, ("G-PROC",)))


@pytest.mark.parametrize("outcome", ["REVOKE_REMAKE", "PART_REVOKE_REMAKE"])
def test_an_order_to_remake_has_its_period_or_the_rules_own(outcome: str) -> None:
    """第六十四条; 实施条例第四十九条: sixty days where the decision names none."""
    assert "30日内" in "".join(text_of(outcome, ("G-FACT",)))
    assert "60日内" in "".join(text_of(outcome, ("G-FACT",), perform_days=None))


@pytest.mark.parametrize("outcome", ["PERFORM", "AGREEMENT", "AGREEMENT_PAY"])
def test_an_order_to_perform_names_its_period(outcome: str) -> None:
    """第六十六条."""
    assert "arl.perform_days" in codes(fitting(outcome), draft(outcome, perform_days=None))


@pytest.mark.parametrize("outcome", CODES.outcomes)
@pytest.mark.parametrize("kind", ["penalty", "inaction", "agreement"])
def test_inaction_is_answered_by_the_decisions_on_inaction_alone(outcome: str, kind: str) -> None:
    """第六十五条第二款第三项、第六十六条、第六十九条、第七十一条."""
    scope = CODES.outcomes[outcome].for_acts
    own = {"penalty": {"act"}, "inaction": {"inaction"}, "agreement": {"agreement", "act"}}[kind]
    assert ("arl.wrong_act" not in codes(case_of(kind, claim="无效"), draft(outcome))) is (scope in own)


def test_an_act_is_void_only_where_the_applicant_asked_for_it() -> None:
    """第六十七条."""
    assert "arl.not_asked" in codes(case_of(claim="撤销行政处罚决定"), draft("VOID"))
    assert codes(case_of(claim="确认行政处罚决定无效"), draft("VOID")) == set()


@pytest.mark.parametrize(("amount", "refused"), [(4999, False), (5000, False), (5001, True)])
def test_a_changed_fine_is_never_higher(amount: int, refused: bool) -> None:
    """第六十三条第二款: whatever the draft calls it."""
    one = draft("MODIFY", fine_amount=amount, terms=f"罚款变更为{amount}元。")
    assert ("arl.worse_result" in codes(case_of(fine=5000), one)) is refused


def test_a_worse_result_is_open_only_where_a_third_party_asked_for_the_opposite() -> None:
    """第六十三条第二款."""
    assert codes(case_of(), draft("MODIFY", effect="heavier")) == {"arl.worse_result"}
    assert codes(case_of(), draft("MODIFY", effect="heavier", third_party=("opposed",))) == set()


def test_the_amount_of_a_changed_fine_stands_in_the_operative_part() -> None:
    one = draft("MODIFY", fine_amount=1000, terms="罚款变更为2000元。")
    assert codes(case_of(fine=5000), one) == {"arl.amount_differs"}


def test_a_request_for_compensation_is_decided_in_the_same_decision() -> None:
    """第七十二条第一款."""
    asking = case_of(claim="撤销行政处罚决定，赔偿停业损失")
    assert codes(asking, draft("REVOKE", compensation="")) == {"arl.compensation_asked"}
    assert codes(asking, draft("REVOKE", compensation="rejected")) == set()
    granted = draft("REVOKE", compensation="granted", compensation_terms="停业损失3000元。")
    assert codes(asking, granted) == set()
    upheld = granted.model_copy(update={"outcome": "UPHOLD", "grounds": ("G-SOUND",)})
    assert codes(asking, upheld) == {"arl.compensation_outcome"}
    assert codes(case_of(), draft("REVOKE", compensation="rejected")) == {"arl.compensation_unasked"}


def test_property_that_was_taken_is_given_back_of_the_organs_own_motion() -> None:
    """第七十二条第二款."""
    assert codes(case_of(fine=5000), draft("REVOKE", compensation="")) == {"arl.property"}
    assert codes(case_of(), draft("REVOKE", compensation="")) == set()
    returned = draft("REVOKE", compensation="returned", compensation_terms="已缴罚款5000元。")
    assert codes(case_of(fine=5000), returned) == set()
    case = case_of(fine=5000).model_copy(update={"draft": returned})
    text = papers.decision_letter(case, HEADING).plain
    assert "一、撤销被申请人" in text
    assert "返还财产：已缴罚款5000元。" in text
    assert "第七十二条第二款" in text


def test_remedial_measures_stand_only_beside_a_finding_of_unlawfulness() -> None:
    """第七十二条第一款."""
    assert "arl.remedial" in codes(case_of(), draft("REVOKE", remedial="恢复原状"))
    assert codes(case_of(), draft("UNLAWFUL", remedial="恢复原状")) == set()


@pytest.mark.parametrize("result", CODES.basis_results)
def test_the_decision_tells_what_the_review_of_the_basis_came_to(result: str) -> None:
    """第五十九条."""
    review = BasisReview(
        state="concluded", kind="local", document="摊位管理办法", provision="第八条", maker="某局", reason="与上位法不符",
        asked_on=date(2026, 10, 1), competent=True, result=result,
    )  # fmt: skip
    case = case_of().model_copy(update={"draft": draft("REVOKE")})
    case = case.model_copy(update={"trial": case.trial.model_copy(update={"bases": (review,)})})
    items = operative_items(case)
    assert (len(items) == 2) is CODES.basis_results[result].stops
    text = papers.decision_letter(case, HEADING).plain
    assert "本机关对《摊位管理办法》第八条进行了审查" in text
    assert ("停止《摊位管理办法》第八条的适用，责令制定机关予以纠正" in text) is CODES.basis_results[result].stops
    still = review.model_copy(update={"state": "taken_up", "result": None})
    case = case.model_copy(update={"trial": case.trial.model_copy(update={"bases": (still,)})})
    assert codes(case, draft("REVOKE")) == {"arl.basis_open"}


@pytest.mark.parametrize(
    ("outcome", "reasons"),
    [("REVOKE", "处罚适当，依法予以维持。"), ("UPHOLD", "程序违法，应予撤销。"), ("REVOKE", "应当确认无效。")],
)
def test_the_reasons_may_not_conclude_otherwise_than_the_decision(outcome: str, reasons: str) -> None:
    assert codes(case_of(), draft(outcome, reasons=reasons)) == {"arl.contradiction"}


def test_nobody_writes_remedies_by_hand() -> None:
    """第七十五条; 行政诉讼法第四十五条: the notice of remedies follows from the outcome."""
    one = draft("REVOKE", reasons="不服的，六个月内向人民法院起诉。")
    assert codes(case_of(), one) == {"arl.own_remedy"}


def test_an_act_found_unlawful_for_its_procedure_alone_keeps_its_result() -> None:
    """行政诉讼法解释第二十二条第三款."""
    assert "上海铁路运输法院" in text_of("UNLAWFUL", ("G-MINOR",))[-1]
    assert "有管辖权的人民法院" in text_of("UNLAWFUL", ("G-PUBLIC",))[-1]
    assert "有管辖权的人民法院" in text_of("REVOKE", ("G-PROC",))[-1]


def test_all_faults_come_at_once_and_by_section() -> None:
    wrong = Draft(outcome="MODIFY", grounds=("G-SOUND",), found=" ", reasons="依法予以维持，不服可提起行政诉讼。")
    case = case_of("inaction", fine=5000).model_copy(update={"reply": None})
    found = by_section(draft_faults(case, wrong, the_law()))
    assert list(found) == ["procedure", "facts", "reasons", "basis", "outcome", "remedies"] == list(SECTIONS)
    assert all(found.values()), found
    assert [f.code for f in found["outcome"]] == [
        "arl.wrong_act", "arl.terms", "arl.effect", "arl.fine_amount", "arl.property",
    ]  # fmt: skip


def test_the_sample_draft_is_a_lawful_decision() -> None:
    assert draft_faults(ANSWERED, DRAFT, the_law()) == []
