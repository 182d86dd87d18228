"""Rendered papers: the text layer is the text, the bytes are the same, a missing glyph is a refusal."""

import re
import time
from datetime import date
from io import BytesIO

import pikepdf
import pytest
import typst

from services.chassis.render import html, paper, pdf, seal
from services.chassis.render.art import seal_svg
from services.chassis.render.fonts import font_set
from services.chassis.render.pdf_parts import text_layer
from services.kernel.document import Document, Draft, Edition, Facts, fact, public
from services.kernel.refusal import Refused
from tests.fixtures.sample_papers import ORGAN, advice_letter, decision_letter, facts_of

PAPERS = {"decision": decision_letter(), "advice": advice_letter(), "public": public(decision_letter())}


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _layer(document: Document) -> str:
    """The text layer without page numbers and without the mark at the head."""
    pages = (re.sub(r"—\s*\d+\s*—", "", page).replace(paper.MARKS[document.edition] or "\x00", "")
             for page in text_layer(pdf(document)))  # fmt: skip
    return _bare("".join(pages))


def _with(name: str) -> Document:
    draft = Draft(Facts([fact("applicant.name", name)])).paragraph("text", "申请人{applicant.name}。")
    return draft.document(
        kind="n", organ=ORGAN, title="通知书", number="普府复字〔2026〕1号", dated_on=date(2026, 9, 29)
    )


@pytest.mark.parametrize("name", PAPERS)
def test_the_text_layer_is_the_text_of_the_paper(name: str) -> None:
    assert _layer(PAPERS[name]) == _bare(PAPERS[name].plain)


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    assert pdf(PAPERS[name]) == pdf(PAPERS[name])
    assert seal(pdf(PAPERS[name])).sha256 == seal(pdf(PAPERS[name])).sha256


def test_two_different_papers_do_not_disturb_each_other() -> None:
    first = pdf(PAPERS["decision"])
    pdf(PAPERS["advice"])
    assert pdf(PAPERS["decision"]) == first


def test_rare_characters_compound_and_minority_names_are_set() -> None:
    text = _layer(_with("欧阳㛃、张𬱖、䶮、堃喆旻頔赟翀镕𫖯𬭎、阿依古丽·买买提"))
    assert "欧阳㛃、张𬱖、䶮、堃喆旻頔赟翀镕𫖯𬭎、阿依古丽·买买提" in text


def test_a_character_no_font_has_is_refused_with_the_field() -> None:
    with pytest.raises(Refused) as refusal:
        pdf(_with("张𡝕"))
    assert refusal.value.code == "document.missing_glyph"
    assert refusal.value.faults[0].field == "applicant.name"
    assert "𡝕" in refusal.value.text
    assert "申请人的姓名" in refusal.value.text


def test_a_private_use_character_is_refused() -> None:
    with pytest.raises(Refused):
        pdf(_with("张\ue863"))


def test_typesetting_itself_refuses_a_missing_glyph() -> None:
    """The second lock: without PDF/A the typesetter would drop the character without a word."""
    data = paper._data(_with("张𡝕"), font_set(), None)
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        paper._set(data)


def test_it_is_a_tagged_pdf_a_that_carries_the_papers_own_date() -> None:
    with pikepdf.open(BytesIO(pdf(PAPERS["decision"]))) as made:
        xmp = made.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert str(made.docinfo["/CreationDate"]).startswith("D:20261123")
        assert made.Root.MarkInfo.Marked
        assert made.Root.Lang == "zh-CN"


def test_the_page_has_22_lines_and_its_numbers_stand_outside() -> None:
    """GB/T 9704-2012 5.2.3 and 7.5."""
    page = text_layer(pdf(PAPERS["decision"]))[1]
    assert re.search(r"—\s*2\s*—", page)
    assert len([line for line in page.splitlines() if line.strip()]) == 22 + 1


def test_a_line_has_28_characters_and_a_paragraph_is_indented_by_two() -> None:
    """GB/T 9704-2012 5.2.3."""
    lines = [line.strip() for line in text_layer(pdf(_with("国" * 90)))[0].splitlines() if "国国" in line]
    assert lines[0] == "申请人" + "国" * 23
    assert lines[1] == "国" * 28


def test_no_page_carries_the_signature_alone() -> None:
    for document in PAPERS.values():
        last = _bare(text_layer(pdf(document))[-1])
        assert not last.startswith(_bare(document.signature + document.plain.splitlines()[-1]))


def test_the_public_edition_is_marked_and_unsealed() -> None:
    layer = "".join(text_layer(pdf(PAPERS["public"])))
    assert "隐名公开件" in layer
    assert "隐名公开件" in html(PAPERS["public"])
    assert "印章" not in html(PAPERS["public"])


def test_a_draft_says_so() -> None:
    draft = decision_letter().model_copy(update={"edition": Edition.DRAFT})
    assert "草稿" in "".join(text_layer(pdf(draft)))
    assert "草稿" in html(draft)


def test_the_seal_is_drawn_as_paths_and_adds_no_text() -> None:
    assert "<text" not in seal_svg(ORGAN)
    assert _layer(decision_letter(seal=None)) == _layer(decision_letter(seal=ORGAN))
    assert pdf(decision_letter(seal=None)) != pdf(decision_letter(seal=ORGAN))


def test_the_verification_code_is_a_drawing_and_changes_nothing_else() -> None:
    with_code = pdf(PAPERS["decision"], verify_url="https://example.invalid/v/AB12")
    assert b"/Subtype /Image" not in with_code.replace(b"/Subtype/Image", b"/Subtype /Image")
    assert "扫码核验" in "".join(text_layer(with_code))


def test_markup_in_facts_stays_text_in_both_formats() -> None:
    evil = _with('<script>alert(1)</script>&#x5F20;#read("/etc/passwd")$x$*b*')
    assert "<script>" not in html(evil)
    assert "&lt;script&gt;" in html(evil)
    assert '#read("/etc/passwd")$x$*b*' in _layer(evil)


def test_html_shows_every_block_and_a_fragment_is_only_the_article() -> None:
    whole, part = html(PAPERS["advice"]), html(PAPERS["advice"], fragment=True)
    assert part.startswith("<article")
    assert part in whole
    shown = _bare(re.sub(r"<[^>]+>", "", part))
    assert all(_bare(block.text) in shown for block in PAPERS["advice"].blocks)


def test_html_does_not_carry_the_names_of_facts() -> None:
    assert "applicant.name" not in html(decision_letter(facts_of()))


def test_a_seal_is_the_fingerprint_of_the_bytes() -> None:
    made = pdf(PAPERS["advice"])
    closed = seal(made)
    assert closed.content == made
    assert closed.sha256 != seal(made + b" ").sha256


def test_setting_a_paper_again_is_quick() -> None:
    """A reused compiler takes some 15 ms; a fresh one per paper takes thirteen times as long."""
    pdf(PAPERS["decision"])
    started = time.perf_counter()
    for n in range(5):
        pdf(_with("张" * (n + 1)))
    assert time.perf_counter() - started < 2
