"""The leak scan reads the rendered bytes: every hiding place is found, what cannot be read is a finding."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from services.chassis.render import html, pdf
from services.chassis.render.pdf_parts import text_layer
from services.chassis.render.scan import Finding, scan
from services.kernel.document import Document, Draft, FactKind, Facts, fact
from services.kernel.redaction import Identifier, Plan, apply, mask_suspect, plan
from tests.fixtures.sample_papers import KEEP, ORGAN, advice_letter, decision_letter, identifiers

NAME = (Identifier(ref="applicant.name", kind=FactKind.PERSON, value="欧阳㛃"),)
URL = "https://example.invalid/v/AB12"


@cache
def _masked(paper: Document) -> tuple[Plan, Document]:
    drawn = plan(paper, identifiers(), KEEP)
    while drawn.suspects:
        drawn = mask_suspect(drawn, drawn.suspects[0].id, reason="个人信息", by="王审")
    return drawn, apply(paper, drawn)


def _files(paper: Document) -> dict[str, bytes]:
    return {
        "decision.pdf": pdf(paper, verify_url=URL),
        "decision.html": html(paper, verify_url=URL).encode(),
        "decision.txt": paper.plain.encode(),
    }


def _look(content: bytes, name: str = "decision.pdf") -> tuple[Finding, ...]:
    drawn, _ = _masked(decision_letter())
    return scan({name: content}, drawn.watch, allowed=drawn.allowed)


def _changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    _, masked = _masked(decision_letter())
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(masked))) as file:
        change(file)
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("paper", [decision_letter(), advice_letter()], ids=["decision", "advice"])
def test_nothing_is_found_in_the_public_edition(paper: Document) -> None:
    drawn, masked = _masked(paper)
    texts = {"title": f"{masked.organ}{masked.title.text}", "snippet": masked.plain[:200]}
    assert scan(_files(masked), drawn.watch, texts=texts, allowed=drawn.allowed) == ()


@pytest.mark.parametrize("name", ["decision.pdf", "decision.html", "decision.txt"])
def test_every_identifier_is_found_in_the_original(name: str) -> None:
    found = scan({name: _files(decision_letter())[name]}, identifiers())
    assert {f.ref for f in found} == {i.ref for i in identifiers()}


def _docinfo(file: pikepdf.Pdf) -> None:
    file.docinfo["/Title"] = "关于欧阳㛃的决定"


def _xmp(file: pikepdf.Pdf) -> None:
    old = file.Root.Metadata.read_bytes().decode()
    file.Root.Metadata.write(old.replace("行政复议决定书", "欧阳㛃案决定书").encode())


def _annotation(file: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="欧阳 㛃")
    file.pages[0].Annots = file.make_indirect(pikepdf.Array([note]))


def _embedded(file: pikepdf.Pdf) -> None:
    file.attachments["notes.txt"] = "原件当事人欧阳㛃".encode()


def _embedded_name(file: pikepdf.Pdf) -> None:
    file.attachments["欧阳㛃.txt"] = "无".encode()


def _nested_pdf(file: pikepdf.Pdf) -> None:
    file.attachments["original.pdf"] = pdf(decision_letter())


def _outline(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("欧阳㛃的请求", 0))


def _actual_text(file: pikepdf.Pdf) -> None:
    hidden = b"/Span << /ActualText <FEFF6B27963336C3> >> BDC EMC\n"
    file.pages[0].contents_add(file.make_stream(hidden), prepend=True)


def _form(file: pikepdf.Pdf) -> None:
    field = file.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="name", V="欧阳㛃"))
    file.Root.AcroForm = pikepdf.Dictionary(Fields=[field])


def _script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('\\u6b27\\u9633\\u36c3')")


def _unused_stream(file: pikepdf.Pdf) -> None:
    file.Root.Extra = file.make_stream("欧阳㛃".encode("utf-16-be"))


@pytest.mark.parametrize(
    "plant",
    [_docinfo, _xmp, _annotation, _embedded, _embedded_name, _nested_pdf, _outline, _actual_text, _form, _script,
     _unused_stream],
)  # fmt: skip
def test_a_name_hidden_in_the_pdf_is_found(plant: Callable[[pikepdf.Pdf], None]) -> None:
    assert "applicant.name" in {f.ref for f in _look(_changed(plant))}


def test_a_name_in_a_comment_between_the_objects_is_found() -> None:
    _, masked = _masked(decision_letter())
    plain = pdf(masked).replace(b"%PDF-1.7\n", "%PDF-1.7\n% 欧阳㛃\n".encode(), 1)
    assert "applicant.name" in {f.ref for f in _look(plain)}


def _long(filling: int) -> bytes:
    story = "国" * filling + "欧阳㛃到场。" + "国" * 90
    draft = (
        Draft(Facts([fact("case.story", story, FactKind.FREE)]))
        .paragraph("text", "{case.story}")
        .paragraph("e", "完。")
    )
    return pdf(draft.document(kind="d", organ=ORGAN, title="决定书", number="1号", dated_on=date(2026, 11, 23)))


def test_a_name_cut_by_the_end_of_a_page_is_found() -> None:
    made = [_long(filling) for filling in range(496, 505)]
    cut = [file for file in made if "欧阳㛃" not in text_layer(file)[0] + "\n" + text_layer(file)[1]]
    assert cut
    assert all({f.ref for f in scan({"d.pdf": file}, NAME)} == {"applicant.name"} for file in cut)


def _image(file: pikepdf.Pdf) -> None:
    picture = file.make_stream(b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
                               ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
    file.Root.Picture = picture


def test_a_raster_image_cannot_be_read_and_stops_the_release() -> None:
    assert [(f.ref, f.form) for f in _look(_changed(_image))] == [(None, "无法核对")]


def _encrypted() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(_masked(decision_letter())[1]))) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _without_text() -> bytes:
    out = BytesIO()
    file = pikepdf.new()
    file.add_blank_page()
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("decision.pdf", b""),
        ("decision.pdf", b"not a pdf"),
        ("decision.pdf", pdf(advice_letter())[:4000]),
        ("decision.pdf", pdf(advice_letter()) + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"),
        ("decision.pdf", _encrypted()),
        ("decision.pdf", _without_text()),
        ("decision.html", b""),
        ("decision.html", "欧阳".encode("gb18030")),
        ("decision.html", b'<p>x</p><img src="data:image/png;base64,AAAA">'),
        ("decision.docx", b"PK\x03\x04"),
        ("decision", b"text"),
    ],
)
def test_what_cannot_be_read_is_a_finding(name: str, content: bytes) -> None:
    assert any(f.ref is None and f.form == "无法核对" for f in _look(content, name))


@pytest.mark.parametrize(
    "planted",
    [
        "<!-- 欧阳㛃 -->", '<p title="欧阳㛃">', "<p>欧<b>阳</b>㛃</p>", "<p>欧&#x9633;㛃</p>", "<p>歐陽㛃</p>",
        "<p>欧\u200b阳\u00ad㛃</p>", '<a href="/?q=%E6%AC%A7%E9%98%B3%E3%9B%83">', '<script>{"n":"\\u6b27\\u9633\\u36c3"}</script>',
    ],
)  # fmt: skip
def test_a_name_hidden_in_html_is_found(planted: str) -> None:
    _, masked = _masked(decision_letter())
    page = html(masked).replace("</article>", f"{planted}</article>")
    assert {f.ref for f in _look(page.encode(), "decision.html")} == {"applicant.name"}


def test_file_names_titles_and_snippets_are_read_too() -> None:
    _, masked = _masked(decision_letter())
    found = scan({"欧阳㛃.txt": masked.plain.encode()}, NAME, texts={"title": "关于歐陽㛃的决定", "snippet": "无"})
    assert {(f.file, f.place) for f in found} == {("欧阳㛃.txt", "文件名"), ("title", "文字")}


def test_a_finding_names_the_place() -> None:
    found = _look(_changed(_docinfo))
    assert "文档信息 /Title" in {f.place for f in found}


def test_an_organ_that_contains_a_name_is_no_leak() -> None:
    keep = "曹杨新村街道办事处"
    known = (Identifier(ref="a", kind=FactKind.PERSON, value="曹杨"),)
    assert scan({"a.txt": f"{keep}答复。".encode()}, known, allowed=(keep,)) == ()
    assert scan({"a.txt": f"{keep}答复曹杨。".encode()}, known, allowed=(keep,))


def test_a_short_number_is_sought_in_words_and_not_in_the_file_s_own_bytes() -> None:
    """Every PDF has an object of that number; a decision masked in “〔2026〕118号” must still be released."""
    _, masked = _masked(decision_letter())
    number = (Identifier(ref="act.number", kind=FactKind.PLAIN, value="118"),)
    content = pdf(masked).replace(b"%%EOF", b"% 118\n%%EOF")
    assert scan({"decision.pdf": content}, number) == ()
    assert {f.place for f in scan({"decision.txt": "普市监罚〔2026〕118号".encode()}, number)} == {"正文"}


def test_papers_are_read_by_many_threads_at_once_and_each_says_its_own_text() -> None:
    """PDFium knows no threads: without care the process dies, and with it every request it serves."""
    papers = [pdf(decision_letter()), pdf(advice_letter())]
    alone = [text_layer(paper) for paper in papers]
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(text_layer, papers * 40))
    assert together == alone * 40
