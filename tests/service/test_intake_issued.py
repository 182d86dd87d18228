"""The papers of the desk: each says what the route says, stays as it went out, and never carries a concession."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest

from services.chassis import files
from services.chassis.db import transaction
from services.chassis.render import pdf
from services.chassis.render.pdf_parts import text_layer
from services.intake import papers, store
from services.intake.commands import RegisterDispute
from services.intake.domain import Reference, decide, evolve
from services.intake.papers import Frame, Wanted
from services.intake.parts import ActPaper, Dispute, Filing, OtherSide, PaperKind, Party, UnitDraft
from services.kernel.document import Document, zh_date
from services.kernel.handover import ConfirmedAddress, HandOver, Outcome
from services.kernel.law import the_law
from services.kernel.organs import Profile, profile
from services.kernel.refusal import Refused
from services.kernel.routing import Route
from services.kernel.routing_examples import Example, read_examples
from services.kernel.routing_table import routing_table
from services.kernel.rule import Confidence
from tests.service.intake_desk import TODAY, audited, browser, dispute_id, fine, living_on, quarrel, submit

PUTUO = profile("putuo")
IDENTITY = "310107198803021223"
REFERENCE = Reference(the_law(), routing_table(), PUTUO)
EXAMPLES = {one.number: one for one in read_examples().examples if one.number}
RECKONED = ("1", "4", "12", "17", "27", "35", "38", "41", "R-2", "R-5", "R-8", "H-01")
SENT_ON, REFUSED = ("1", "17", "35", "26"), ("R-5", "R-8", "R-2", "27")
WITHOUT_A_PLACE = PUTUO.model_copy(
    update={"organs": tuple(one.model_copy(update={"address": " "}) for one in PUTUO.organs)}
)


def dispute_of(example: Example) -> Dispute:
    """The example as somebody files it; where the act's own day is not told, it is the first day that is."""
    facts, act = example.facts, ActPaper()
    if facts.nature == "act":
        told = [day for day in (facts.served_on, facts.known_on, facts.decided_on, example.came_on) if day]
        facts = facts.model_copy(update={"act_made_on": facts.act_made_on or min(told)})
        act = ActPaper(title="决定书")
    filing = Filing(
        received_on=example.came_on,
        applicant=Party(name="吴小芹", phone="13900000001", id_number=IDENTITY, district="上海市普陀区"),
        story=example.story,
        units=(UnitDraft(claim=example.story, answers=facts, other_side=OtherSide(name="香满楼饭店"), act=act),),
    )
    command = RegisterDispute(dispute_id=uuid4(), number="普非诉〔2026〕1号", unit_ids=(uuid4(),), filing=filing)
    (registered,) = decide(None, command, example.came_on, REFERENCE)
    return evolve(None, registered)


def frame(on: date, organs: Profile = PUTUO) -> Frame:
    return Frame("普非诉告〔2026〕1号", on, organs, routing_table())


def written(number: str, kind: PaperKind) -> tuple[Route, Document]:
    dispute = dispute_of(EXAMPLES[number])
    (unit,) = dispute.units
    wanted = Wanted(kind, None if kind is PaperKind.RECEIPT else unit.id)
    return unit.route, papers.write(dispute, wanted, frame(dispute.received_on))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def layer(content: bytes) -> str:
    return bare("".join(re.sub(r"—\s*\d+\s*—", "", page) for page in text_layer(content)))


ONE_OF_EACH = [
    *((number, PaperKind.RECEIPT) for number in ("1", "35", "R-5")),
    *((number, PaperKind.RIGHTS) for number in RECKONED),
    *((number, PaperKind.TRANSFER) for number in SENT_ON),
    *((number, PaperKind.GUIDANCE) for number in REFUSED),
]


@pytest.mark.parametrize(("number", "kind"), ONE_OF_EACH)
def test_the_text_of_the_pdf_is_the_text_of_the_model(number: str, kind: PaperKind) -> None:
    _, document = written(number, kind)
    assert layer(pdf(document)) == bare(document.plain)


@pytest.mark.parametrize("number", RECKONED)
def test_a_notice_of_rights_tells_every_limit_and_every_right_of_the_route(number: str) -> None:
    route, document = written(number, PaperKind.RIGHTS)
    text = document.plain
    for limit in route.limits:
        assert limit.title in text
        assert limit.cite in text
        if limit.due_on and limit.started_on:
            law_on = EXAMPLES[number].came_on
            if not EXAMPLES[number].expect.held_by:
                again = REFERENCE.law.reckon(limit.rule, limit.started_on, law_on=law_on)
                assert again.due_on == limit.due_on
            assert f"{zh_date(limit.due_on)}{'（暂定）' if limit.provisional else ''}" in text
            assert limit.explanation[0] in text
    for notice in route.notices:
        line = next(one.text for one in document.blocks if notice.code in one.text and notice.text in one.text)
        assert all(cite in line for cite in notice.cite)
        assert ("待核" in line) is (notice.confidence is not Confidence.VERIFIED)
    if route.if_fails:
        assert route.if_fails.text in text
        assert all(way.text in text for way in route.if_fails.ways)


def test_where_two_readings_exist_both_stand_and_the_earlier_is_advised() -> None:
    route, document = written("27", PaperKind.RIGHTS)
    rivals = [limit for limit in route.limits if limit.reading]
    assert len(rivals) == 2
    lines = {limit.rule: next(b.text for b in document.blocks if str(limit.reading) in b.text) for limit in rivals}
    earliest = min(rivals, key=lambda limit: limit.due_on or date.max)
    assert {rule for rule, line in lines.items() if "建议按这一日期办理" in line} == {earliest.rule}
    assert "2026年12月14日" in lines[earliest.rule]


def test_a_provisional_day_is_called_so_and_a_sure_one_is_not() -> None:
    _, document = written("35", PaperKind.RIGHTS)
    assert "2027年1月19日（暂定）届满" in document.plain
    _, other = written("4", PaperKind.RIGHTS)
    assert "2026年12月7日届满" in other.plain


def test_a_limit_without_a_start_says_what_is_missing() -> None:
    example = EXAMPLES["17"]
    unknown = example.facts.model_copy(update={"served_on": None, "known_on": None})
    dispute = dispute_of(example.model_copy(update={"facts": unknown}))
    text = papers.write(dispute, Wanted(PaperKind.RIGHTS, dispute.units[0].id), frame(dispute.received_on)).plain
    assert "届满日尚不能确定" in text


@pytest.mark.parametrize("number", REFUSED)
def test_a_refusal_names_reason_article_and_the_right_place(number: str) -> None:
    route, document = written(number, PaperKind.GUIDANCE)
    text = document.plain
    organ = PUTUO.organ(route.organ_id or "")
    for said in (*route.reasons, *route.articles, organ.name, organ.address, "N-05"):
        assert said in text


def test_a_missing_fact_stops_the_paper_by_its_name() -> None:
    dispute = dispute_of(EXAMPLES["35"])
    unit = dispute.units[0]
    with pytest.raises(Refused) as refused:
        papers.write(dispute, Wanted(PaperKind.TRANSFER, unit.id), frame(TODAY, WITHOUT_A_PLACE))
    assert [fault.field for fault in refused.value.faults] == ["office.address"]


def test_every_example_has_its_papers() -> None:
    for example in read_examples().examples:
        dispute = dispute_of(example)
        for wanted in papers.due_papers(dispute):
            assert papers.write(dispute, wanted, frame(dispute.received_on)).blocks


def test_a_transfer_note_carries_what_was_signed_and_confirmed_and_no_number_of_identity() -> None:
    dispute = dispute_of(EXAMPLES["35"])
    unit = dispute.units[0]
    file = HandOver(
        unit_id=unit.id,
        case_id=uuid4(),
        number="普行调〔2026〕7号",
        channel="mediation",
        outcome=Outcome.FAILED,
        reason="no_agreement",
        reason_title="未达成协议",
        cite="人民调解法 第二十六条",
        opened_on=date(2026, 9, 1),
        ended_on=date(2026, 9, 20),
        held_on=(date(2026, 9, 10),),
        undisputed=("罚款二百元已经缴纳",),
        addresses=(ConfirmedAddress(party="applicant", address="上海市普陀区长寿路170号"),),
    )
    handed = dispute.model_copy(update={"units": (unit.model_copy(update={"handed_over": (file,)}),)})
    text = papers.write(handed, Wanted(PaperKind.TRANSFER, unit.id), frame(TODAY)).plain
    for said in (
        "普行调〔2026〕7号",
        "未达成协议",
        "2026年9月10日",
        "罚款二百元已经缴纳",
        "吴小芹：上海市普陀区长寿路170号",
    ):
        assert said in text
    assert IDENTITY not in text


@pytest.fixture
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


def filed() -> UUID:
    return dispute_id(submit(browser("intake_clerk"), "/desk/disputes", fine() | quarrel(1)))


def issue(of: UUID, role: str = "intake_clerk", **form: str) -> int:
    return submit(browser(role), f"/desk/disputes/{of}/issued", form).status_code


def kept(of: UUID) -> Dispute:
    with transaction("intake") as session:
        found = store.load(session, of)
        assert found is not None
        return found


@pytest.mark.usefixtures("_day")
def test_all_papers_are_made_out_once_numbered_and_kept() -> None:
    of = filed()
    assert issue(of) == 303
    first = kept(of).issued
    assert [(one.kind.value, one.number) for one in first] == [
        ("receipt", "普非诉〔2026〕1号"),
        ("rights", "普非诉告〔2026〕1号"),
        ("transfer", "普非诉移〔2026〕1号"),
        ("rights", "普非诉告〔2026〕2号"),
        ("transfer", "普非诉移〔2026〕2号"),
    ]
    assert issue(of) == 303
    assert kept(of).issued == first
    for paper in first:
        assert bare(paper.document.plain) in layer(files.read(paper.pdf_sha256)).replace("扫码查进展", "")


@pytest.mark.usefixtures("_day")
def test_a_paper_is_fetched_again_unchanged_and_the_reading_is_kept() -> None:
    of = filed()
    issue(of, paper="receipt:")
    (paper,) = kept(of).issued
    path = f"/desk/disputes/{of}/issued/{paper.pdf_sha256}"
    first, again = (browser("auditor").get(f"{path}.pdf") for _ in range(2))
    assert first.content == again.content == files.read(paper.pdf_sha256)
    assert "吴" not in first.headers["content-disposition"]
    shown = browser("auditor").get(path)
    assert "登记回执" in shown.text
    assert "吴小芹" in shown.text
    assert audited()[-3:] == ["read_paper"] * 3


@pytest.mark.usefixtures("_day")
def test_a_paper_is_shown_in_chinese_on_an_english_page() -> None:
    of = filed()
    issue(of)
    clerk = browser("intake_clerk")
    clerk.cookies.set("jiefen_language", "en")
    page = clerk.get(f"/desk/disputes/{of}", headers={"Accept-Language": "en"})
    assert "普非诉告〔2026〕1号" in page.text
    paper = kept(of).issued[1]
    shown = clerk.get(f"/desk/disputes/{of}/issued/{paper.pdf_sha256}", headers={"Accept-Language": "en"})
    assert 'lang="zh-CN"' in shown.text
    assert "您可以自知道行政行为之日起" in shown.text


@pytest.mark.usefixtures("_day")
def test_only_the_desk_makes_out_papers_and_only_its_readers_read_them() -> None:
    of = filed()
    assert issue(of, "auditor") == 403
    assert kept(of).issued == ()
    issue(of, paper="receipt:")
    (paper,) = kept(of).issued
    for end in ("", ".pdf"):
        path = f"/desk/disputes/{of}/issued/{paper.pdf_sha256}{end}"
        assert browser("mediator").get(path).status_code == 403
        assert browser().get(path).status_code == 303
        other = f"/desk/disputes/{uuid4()}/issued/{paper.pdf_sha256}{end}"
        assert browser("intake_clerk").get(other).status_code == 404


@pytest.mark.usefixtures("_day")
def test_a_paper_the_dispute_does_not_call_for_is_refused_and_takes_no_number() -> None:
    of = filed()
    unit = kept(of).units[0]
    assert issue(of, paper=f"guidance:{unit.id}") == 409
    assert kept(of).issued == ()


@pytest.mark.usefixtures("_day")
def test_a_new_route_gives_a_new_paper_and_keeps_the_earlier_one() -> None:
    of = filed()
    issue(of)
    before = kept(of)
    unit = before.units[0]
    form = {"version": str(before.version), "reason": "当事人改变请求", "channel": "elsewhere"}
    moved = submit(browser("intake_clerk"), f"/desk/disputes/{of}/units/{unit.id}/route", form)
    assert moved.status_code == 303
    issue(of)
    after = kept(of).issued
    assert after[: len(before.issued)] == before.issued
    assert {one.kind for one in after[len(before.issued) :]} >= {PaperKind.RIGHTS, PaperKind.GUIDANCE}
    page = browser("intake_clerk").get(f"/desk/disputes/{of}").text
    assert all(one.pdf_sha256 in page for one in after)
