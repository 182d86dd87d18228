"""The document model: wording with references, refusals that name the field, another resolver, one fingerprint."""

from datetime import date

import pytest

from services.kernel.document import Draft, Edition, FactKind, Facts, day, fact, label, public, resolve, write
from services.kernel.refusal import Refused
from tests.fixtures.sample_papers import ORGAN, advice_letter, decision_letter, facts_of

FACTS = Facts([fact("applicant.name", "欧阳㛃", FactKind.PERSON), day("act.made_on", date(2026, 9, 20))])


def _text(wording: str, facts: Facts = FACTS) -> str:
    return "".join(run.text for run in write(wording, facts))


def test_wording_is_written_once_and_every_fact_remembers_its_name() -> None:
    runs = write("申请人{applicant.name}不服{act.made_on}的决定", FACTS)
    assert [(run.text, run.ref) for run in runs] == [
        ("申请人", None), ("欧阳㛃", "applicant.name"), ("不服", None), ("2026年9月20日", "act.made_on"), ("的决定", None),
    ]  # fmt: skip


def test_a_missing_fact_is_refused_with_the_name_of_the_field() -> None:
    with pytest.raises(Refused) as refusal:
        write("申请人{applicant.name}，身份证号码{applicant.id_number}", FACTS)
    assert refusal.value.code == "document.missing_fact"
    assert [fault.field for fault in refusal.value.faults] == ["applicant.id_number"]
    assert "申请人的身份证件号码" in refusal.value.text


def test_an_empty_fact_is_a_missing_fact() -> None:
    with pytest.raises(Refused):
        write("{applicant.name}", Facts([fact("applicant.name", "  ")]))


def test_all_missing_facts_of_a_paper_are_named_at_once_each_once() -> None:
    with pytest.raises(Refused) as refusal:
        decision_letter(facts_of("applicant.name", "court.name", "act.number"))
    assert {fault.field for fault in refusal.value.faults} == {"applicant.name", "court.name", "act.number"}


@pytest.mark.parametrize(
    "ref",
    [
        "applicant.name", "applicant.sex", "applicant.birth", "applicant.id_number", "applicant.phone",
        "applicant.address", "respondent.name", "act.number", "act.made_on", "case.claim", "case.story",
        "case.facts_found", "case.reasons", "court.name",
    ],
)  # fmt: skip
def test_each_required_fact_stops_the_decision_with_its_name(ref: str) -> None:
    with pytest.raises(Refused) as refusal:
        decision_letter(facts_of(ref))
    assert [fault.field for fault in refusal.value.faults] == [ref]


def test_a_paper_without_number_is_refused_unless_it_is_a_draft() -> None:
    draft = Draft(FACTS).paragraph("text", "申请人{applicant.name}。")
    parts = {"kind": "notice", "organ": ORGAN, "title": "通知书", "number": "", "dated_on": date(2026, 9, 29)}
    with pytest.raises(Refused) as refusal:
        draft.document(**parts)
    assert refusal.value.faults[0].field == "number"
    fresh = Draft(FACTS).paragraph("text", "申请人{applicant.name}。")
    assert fresh.document(**parts, edition=Edition.DRAFT).number == ""


def test_a_fact_can_never_become_wording() -> None:
    facts = Facts([fact("case.story", "他说{applicant.name}欠钱[[，见附件]]**并且**}}{{")])
    assert _text("申请人称：{case.story}", facts) == "申请人称：他说{applicant.name}欠钱[[，见附件]]**并且**}}{{"


def test_an_optional_clause_is_left_out_when_its_fact_is_missing() -> None:
    assert _text("申请人{applicant.name}[?，电话{applicant.phone}]。") == "申请人欧阳㛃。"
    with_phone = Facts([*FACTS, fact("applicant.phone", "13812345678")])
    assert _text("申请人{applicant.name}[?，电话{applicant.phone}]。", with_phone) == "申请人欧阳㛃，电话13812345678。"


def test_brackets_and_braces_can_be_written() -> None:
    assert _text("见[1]和{{甲}}") == "见[1]和{甲}"


@pytest.mark.parametrize("broken", ["[[没有结束", "没有开始]]", "[?没有结束"])
def test_broken_wording_is_an_error_of_the_template(broken: str) -> None:
    with pytest.raises(ValueError, match="clause"):
        write(broken, FACTS)


def test_private_clauses_are_left_out_of_the_public_edition_whole() -> None:
    opened = public(decision_letter())
    assert opened.block("applicant").text == "申请人：欧阳㛃，女，住上海市普陀区柳浪街88弄3号502室。"
    assert opened.edition is Edition.PUBLIC
    assert opened.seal is None


def test_a_block_that_is_private_as_a_whole_disappears() -> None:
    draft = Draft(FACTS).party("contact", "[[联系人：{applicant.name}]]").paragraph("text", "正文。")
    paper = draft.document(kind="n", organ=ORGAN, title="通知书", number="1号", dated_on=date(2026, 9, 29))
    assert [block.id for block in public(paper).blocks] == ["text"]


def test_another_resolver_gives_the_same_blocks_with_other_texts() -> None:
    letter = decision_letter()
    other = resolve(letter, lambda run: "某某" if run.ref == "applicant.name" else run.text)
    assert [block.id for block in other.blocks] == [block.id for block in letter.blocks]
    assert other.block("applicant").text.startswith("申请人：某某，女")
    assert resolve(letter, lambda run: run.text) == letter


def test_line_breaks_inside_a_fact_make_paragraphs() -> None:
    letter = decision_letter()
    assert [block.id for block in letter.blocks if block.id.startswith("story")] == ["story", "story.2"]


def test_what_cannot_be_seen_is_cleaned_out_of_facts() -> None:
    facts = Facts([fact("applicant.name", "张\u200b三\u202e\x07")])
    assert _text("{applicant.name}", facts) == "张三"


def test_the_same_paper_has_the_same_fingerprint_and_any_change_another() -> None:
    assert decision_letter().sha256 == decision_letter().sha256
    assert decision_letter().canonical == decision_letter().canonical
    assert decision_letter(seal=None).sha256 != decision_letter().sha256


def test_a_paper_survives_its_json() -> None:
    letter = advice_letter()
    assert type(letter).model_validate_json(letter.model_dump_json()) == letter


def test_plain_text_reads_in_the_order_of_the_paper() -> None:
    lines = advice_letter().plain.splitlines()
    assert lines[:4] == [ORGAN, "行政复议意见书", "普府复意字〔2026〕9号", "上海市普陀区市场监督管理局："]
    assert lines[-3:] == [ORGAN, "2026年11月23日", "抄送：上海市市场监督管理局，上海市普陀区司法局。"]


def test_the_advice_letter_names_the_sixty_days_of_the_report() -> None:
    """行政复议法 第七十六条."""
    assert "自收到本意见书之日起六十日内，将纠正相关违法或者不当行政行为的情况报送本机关" in advice_letter().plain


def test_labels_speak_the_officers_language() -> None:
    assert label("third_party.id_number") == "第三人的身份证件号码（third_party.id_number）"
    assert label("unknown") == "unknown"
