"""Papers by upload: looked at before they are kept, listed with who and when, given only to those who read the dispute."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pikepdf
import pytest
from fastapi.testclient import TestClient
from httpx import Response
from PIL import Image

from services.chassis import csrf, files, sessions, uploads
from services.kernel.refusal import Refused
from tests.service.intake_desk import TODAY, audited, besides, browser, dispute_id, fine, living_on, submit

Sent = list[tuple[str, bytes]]


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


def pdf(password: str = "") -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(user=password, owner="x") if password else False)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(out, kind)
    return out.getvalue()


def docx(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document/>")
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


GOOD = {
    "决定书.pdf": (pdf, "application/pdf"),
    "现场.jpg": (lambda: picture("JPEG"), "image/jpeg"),
    "现场.png": (lambda: picture("PNG"), "image/png"),
    "陈述.docx": (docx, uploads.DOCX),
}


@pytest.fixture
def dispute() -> UUID:
    return dispute_id(submit(browser("intake_clerk"), "/desk/disputes", fine()))


def send(client: TestClient, dispute: UUID, *papers: tuple[str, bytes], token: str | None = None) -> Response:
    session_id = client.cookies.get(sessions.SESSION_COOKIE)
    given = token or (csrf.token_for(session_id) if session_id else "x")
    form = {"csrf_token": given, "idempotency_key": uuid4().hex}
    sent = [("papers", (name, content, "application/octet-stream")) for name, content in papers]
    return client.post(f"/desk/disputes/{dispute}/papers", data=form, files=sent)


@pytest.mark.parametrize("name", GOOD)
def test_a_paper_is_what_its_bytes_say(name: str) -> None:
    make, media_type = GOOD[name]
    found = uploads.checked("..\\..\\名.exe", make())
    assert found.media_type == media_type
    assert found.name == "名.exe" + {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}.get(
        media_type, ".docx"
    )


def bomb() -> bytes:
    return docx(word__media=b"\0" * 30_000_000)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "空文件"),
    "a program": (lambda: b"MZ\x90\0" + b"\0" * 100, "不是 PDF"),
    "a web page": (lambda: b"<html><script>alert(1)</script>", "不是 PDF"),
    "a locked PDF": (lambda: pdf("secret"), "密码"),
    "half a PDF": (lambda: pdf()[:60], "已损坏"),
    "a PDF in name only": (lambda: b"%PDF-1.7\nnothing", "已损坏"),
    "half a JPEG": (lambda: picture("JPEG")[:200], "已损坏"),
    "half a PNG": (lambda: picture("PNG")[:200], "已损坏"),
    "half a DOCX": (lambda: docx()[:-40], "已损坏"),
    "a ZIP that is no DOCX": (lambda: docx().replace(b"word/document.xml", b"word/documents.xm"), "不是 Word 文档"),
    "a DOCX with macros": (lambda: docx(word__vbaProject=b"x"), "宏"),
    "a locked DOCX": (lambda: uploads.OLE + b"\0" * 100, "取消密码"),
    "a bomb": (bomb, "内容异常"),
    "too large": (lambda: b"%PDF-" + b"\0" * uploads.LARGEST, "超过 10 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_broken_locked_or_something_else_is_refused_by_name(name: str) -> None:
    make, why = BAD[name]
    with pytest.raises(Refused) as refusal:
        uploads.checked("决定书.pdf", make())
    assert why in refusal.value.text
    assert "决定书.pdf" in refusal.value.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\决定书.pdf", "决定书.pdf"),
        ("a\u202egpj.exe\0\r\n.pdf", "agpj.exe.pdf"),
        ('"; rm -rf "*".pdf', "rm -rf .pdf"),
        ("", "材料"),
        ("...", "材料"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert uploads.safe_name(given) == kept


def test_several_papers_are_kept_by_their_hash_and_listed_with_who_and_when(dispute: UUID) -> None:
    clerk = browser("intake_clerk")
    sent = [(name, make()) for name, (make, _) in GOOD.items()]
    assert send(clerk, dispute, *sent).status_code == 303
    page = clerk.get(f"/desk/disputes/{dispute}").text
    for name, content in sent:
        sha256 = hashlib.sha256(content).hexdigest()
        assert name in page
        assert sha256 in page
        assert files.read(sha256) == content
    assert "收到材料4份" in page
    assert "周敏" in page


def test_one_bad_paper_keeps_all_out_and_each_bad_one_is_named(dispute: UUID) -> None:
    clerk = browser("intake_clerk")
    answer = send(clerk, dispute, ("好.pdf", pdf()), ("锁.pdf", pdf("x")), ("页.html", b"<html>"))
    assert answer.status_code == 422
    assert "“锁.pdf”设有密码" in answer.text
    assert "“页.html”不是 PDF" in answer.text
    assert "还没有材料" in answer.text
    assert not files.exists(hashlib.sha256(pdf()).hexdigest())
    assert send(clerk, dispute).status_code == 422
    assert send(clerk, dispute, *[(f"{turn}.pdf", pdf()) for turn in range(11)]).status_code == 422


def test_the_same_paper_twice_is_listed_once(dispute: UUID) -> None:
    clerk, content = browser("intake_clerk"), pdf()
    for name in ("一.pdf", "二.pdf"):
        assert send(clerk, dispute, (name, content)).status_code == 303
    page = clerk.get(f"/desk/disputes/{dispute}").text
    assert "一.pdf" in page
    assert "二.pdf" not in page


@pytest.fixture
def paper(dispute: UUID) -> str:
    content = pdf()
    send(browser("intake_clerk"), dispute, ("决定书\r\n.pdf", content))
    return f"/desk/disputes/{dispute}/papers/{hashlib.sha256(content).hexdigest()}"


def test_a_paper_is_given_as_a_download_that_nothing_can_run(paper: str) -> None:
    answer = browser("auditor").get(paper)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5%86%B3")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "no-store" in answer.headers["cache-control"]
    assert "read_paper" in audited()


@pytest.mark.parametrize("role", ["mediator", "officer", "respondent", "applicant", "publisher"])
def test_who_does_not_read_the_dispute_gets_no_paper(paper: str, dispute: UUID, role: str) -> None:
    assert browser(role).get(paper).status_code == 403
    assert send(browser(role), dispute, ("a.pdf", pdf())).status_code == 403


def test_nobody_signed_in_gets_no_paper(paper: str, dispute: UUID) -> None:
    assert browser().get(paper).status_code == 303
    assert send(browser(), dispute, ("a.pdf", pdf())).status_code in {401, 403}
    assert send(browser("intake_clerk"), dispute, ("a.pdf", pdf()), token="forged").status_code == 403
    assert send(browser("supervisor"), dispute, ("a.pdf", pdf())).status_code == 403


def test_a_paper_of_another_dispute_is_not_found(paper: str) -> None:
    other = dispute_id(submit(browser("intake_clerk"), "/desk/disputes", fine() | besides(1)))
    sha256 = paper.rsplit("/", 1)[1]
    assert browser("intake_clerk").get(f"/desk/disputes/{other}/papers/{sha256}").status_code == 404
    assert browser("intake_clerk").get(f"/desk/disputes/{uuid4()}/papers/{sha256}").status_code == 404
