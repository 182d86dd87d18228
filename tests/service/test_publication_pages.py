"""The public pages: for everybody, without a script, and searched with anything."""

import re
from urllib.parse import quote
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from sqlmodel import select

from services.chassis.db import transaction
from services.publication.store import PublishedDecision
from services.publication.views.shelf import snippet
from tests.fixtures.markup import sound
from tests.fixtures.publication import (
    BUREAU,
    CUSTOMS,
    client,
    number_of,
    package,
    publish,
    stored,
)

pytestmark = pytest.mark.usefixtures("clean")
ATOM = "{http://www.w3.org/2005/Atom}"
DECISIONS = "/api/publication/decisions"


def listed(source: str) -> list[str]:
    return re.findall(r'<h3><a href="/public/decisions/([0-9a-f-]+)">', source)


def fill(count: int) -> list[str]:
    """So many decisions, copied in the database from one that was really published."""
    if not count:
        return []
    paths = [publish(1)]
    with transaction("publication") as session:
        (first,) = session.exec(select(PublishedDecision))
        for number in range(2, count + 1):
            copied = first.model_dump() | {
                "id": uuid4(), "decision_number": number_of(number), "verification_code": f"Code_{number:07}",
                "sha256_pdf": f"{number:064}", "title": f"行政复议决定书（{number_of(number)}）",
                "words": first.words.replace("普府复字20261号", f"普府复字2026{number}号"),
            }  # fmt: skip
            row = PublishedDecision(**copied)
            session.add(row)
            paths.append(f"/public/decisions/{row.id}")
    return paths


@pytest.mark.parametrize("count", [0, 1, 26])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_public_page_is_open_sound_and_without_a_script(count: int, language: str):
    paths = fill(count)
    reader = client()
    reader.cookies.set("lang", language)
    pages = ["/public", "/public?q=没有这个词", "/public?q=行政&page=2", "/public/verify", "/public/verify/nothing"]
    pages += [*paths[:1], *(f"/public/verify/Code_0000001{more}" for more in ("", "?sha256=1") if paths)]
    for address in pages:
        answer = reader.get(address)
        assert answer.status_code == (404 if address.endswith("nothing") else 200), address
        sound(answer.text)
        assert "script-src 'none'" in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers
    assert reader.get("/public/feed.atom").status_code == 200
    assert reader.get(DECISIONS).json()["total"] == count


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (25, 1), (26, 2)])
def test_a_page_of_the_list_holds_twenty_five(count: int, pages: int):
    paths = fill(count)
    shown = [found for page in range(1, pages + 1) for found in listed(client().get(f"/public?page={page}").text)]
    assert sorted(shown) == sorted(path.rpartition("/")[2] for path in paths)
    assert ("page=2" in client().get("/public").text) == (pages > 1)
    assert listed(client().get("/public?page=99").text) == listed(client().get(f"/public?page={pages}").text)


def test_the_pages_of_a_search_keep_the_question():
    fill(26)
    shown = client().get("/public", params={"q": "听证 申辩", "organ": BUREAU}).text
    assert "q=%E5%90%AC%E8%AF%81+" in shown or "没有找到" in shown
    shown = client().get("/public", params={"q": "申辩", "organ": BUREAU}).text
    assert f"/public?q={quote('申辩')}&amp;organ={quote(BUREAU)}&amp;page=2" in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "陈述、申辩"},
        {"q": "陈述申辩 撤销"},
        {"q": "普府复字[2026]1号"},
        {"q": "０７２０２６ 第六十四条"},
        {"number": "2026-1"},
        {"number": "〔2026〕1号"},
        {"number": "普复案"},
        {"organ": BUREAU},
        {"outcome": "撤销"},
        {"q": "行政处罚", "number": "1", "organ": BUREAU, "outcome": "撤销"},
    ],
)
def test_a_decision_is_found_by(asked: dict[str, str]):
    path = publish(1)
    assert path.rpartition("/")[2] in listed(client().get("/public", params=asked).text)


@pytest.mark.parametrize(
    "asked",
    [{"q": "听证"}, {"number": "77"}, {"organ": "不存在的局"}, {"outcome": "驳回"}, {"q": "申辩", "number": "9"}],
)
def test_a_decision_is_not_found_by(asked: dict[str, str]):
    publish(1)
    answer = client().get("/public", params=asked)
    assert (answer.status_code, listed(answer.text)) == (200, [])
    assert "没有找到" in answer.text


STRANGE = ["%", "_", "%%%", "\\", "'", '"', "' OR 1=1 --", "'; DROP TABLE published_decision; --",
           "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "${jndi:x}", "。，、", "甲\x00乙",
           "\U0001f600", "长" * 1900, "a b c d e f g h i j k l m n", "ﷺ" * 100]  # fmt: skip
FIELDS = ("q", "number", "organ", "outcome")


@pytest.mark.parametrize("typed", STRANGE, ids=range(len(STRANGE)))
def test_nothing_typed_breaks_the_search_or_comes_back_as_markup(typed: str):
    publish(1)
    for field in FIELDS:
        answer = client().get("/public", params={field: typed})
        assert answer.status_code == 200
        sound(answer.text)
        for markup in ("<script", "<img src=x", "onerror=alert(1)>"):
            assert markup not in answer.text
        assert listed(answer.text) == []
        assert client().get(DECISIONS, params={field: typed}).json()["decisions"] == []
    assert len(stored()) == 1


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\x00", "\x00\x01", "\u202e", "\ud7ff"], ids=range(7))
def test_an_invisible_question_is_none(typed: str):
    publish(1)
    for field in FIELDS:
        assert len(listed(client().get("/public", params={field: typed}).text)) == 1


def test_a_search_for_signs_alone_finds_nothing_rather_than_everything():
    publish(1)
    for sign in ("%", "_", "%_%", "*"):
        assert listed(client().get("/public", params={"q": sign}).text) == []


def test_an_absurdly_long_question_is_refused_in_words():
    answer = client().get("/public", params={"q": "长" * 2_001})
    assert answer.status_code == 422
    assert "<!doctype html>" in answer.text


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30])
def test_a_page_number_that_is_none_is_refused_in_words(number: str):
    assert client().get(f"/public?page={number}").status_code == 422
    assert client().get(f"{DECISIONS}?page={number}").status_code == 422


def test_a_hit_is_marked_and_its_neighbourhood_escaped():
    publish(1, story="甲<b>乙</b>丙，没有告知陈述、申辩的权利。")
    shown = client().get("/public", params={"q": "陈述申辩"}).text
    assert "<mark>陈述、申辩</mark>" in shown
    assert "甲&lt;b&gt;乙&lt;/b&gt;丙" in shown
    assert "<b>乙" not in shown


def test_overlapping_hits_are_marked_once():
    text = "没有告知陈述申辩的权利"
    pieces = snippet(text, ("陈述申", "述申辩", "权利"))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_hit] == ["陈述申辩", "权利"]


def test_a_decision_page_shows_the_copy_with_its_hashes_and_articles():
    path, sent = publish(1), package(1)
    shown = client().get(path)
    assert sent.html in shown.text
    for said in (sent.sha256_pdf, sent.original_sha256, sent.verification_code, *sent.articles, BUREAU, "隐名公开件"):
        assert said in shown.text
    assert f'href="{path}.pdf"' in shown.text
    assert "x-robots-tag" not in shown.headers
    assert "撤回公开" not in shown.text


def test_the_copy_is_the_file_that_was_released_named_by_its_number_alone():
    path, sent = publish(1), package(1)
    answer = client().get(f"{path}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    assert answer.headers["etag"] == f'"{sent.sha256_pdf}"'
    assert quote(number_of(1)) in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client().get(f"{path}.pdf", headers={"If-None-Match": f'"{sent.sha256_pdf}"'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/public/decisions/{}", "/public/decisions/{}.pdf"])
def test_an_unknown_decision_is_not_found(path: str):
    assert client().get(path.format(uuid4())).status_code == 404
    assert client().get(path.format("1; DROP TABLE")).status_code == 404
    assert client().get(path.format("%00")).status_code == 404


def test_a_code_leads_to_its_decision_and_a_hash_to_original_or_copy():
    path, sent = publish(1), package(1)
    reader = client()
    led = reader.get("/public/verify", params={"code": f" {sent.verification_code} "})
    assert (led.status_code, led.headers["location"]) == (303, f"/public/verify/{sent.verification_code}")
    known = led.headers["location"]
    assert path in reader.get(known).text
    assert "正在公开" in reader.get(known).text
    answers = {
        sent.original_sha256: "与原件一致",
        f" {sent.sha256_pdf.upper()}\n": "与公开件一致",
        "0" * 64: "不一致",
        "abc": "格式不对",
        "<script>alert(1)</script>": "格式不对",
    }
    for pasted, said in answers.items():
        shown = reader.get(known, params={"sha256": pasted}).text
        assert said in shown
        assert "<script>alert" not in shown


@pytest.mark.parametrize(
    "code", ["nothing", "%00", "%2e%2e", "<script>alert(1)</script>", "'--", "长" * 500, "code_0000001"]
)
def test_an_unknown_code_says_so_and_comes_back_escaped(code: str):
    publish(1)
    answer = client().get(f"/public/verify/{quote(code, safe='%')}")
    assert answer.status_code == 404
    assert "没有查到" in answer.text or "没有找到" in answer.text
    assert "<script>alert" not in answer.text


def test_the_feed_is_atom_and_names_each_decision_once():
    first, second = publish(1), publish(2)
    answer = client().get("/public/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own feed
    assert root.tag == f"{ATOM}feed"
    addresses = [link.get("href") for link in root.iterfind(f"{ATOM}entry/{ATOM}link[@rel='alternate']")]
    assert addresses == [f"http://127.0.0.1:8080{path}" for path in (second, first)]
    for needed in ("id", "title", "updated"):
        assert root.find(f"{ATOM}{needed}") is not None
        assert all(entry.find(f"{ATOM}{needed}") is not None for entry in root.iterfind(f"{ATOM}entry"))


def test_open_data_is_the_same_search_for_programs():
    publish(1)
    publish(3)
    reader = client()
    everything = reader.get(DECISIONS).json()
    assert (everything["total"], everything["page"], len(everything["decisions"])) == (2, 1, 2)
    (found,) = reader.get(DECISIONS, params={"organ": CUSTOMS}).json()["decisions"]
    assert found["decision_number"] == number_of(3)
    assert found["text"] == package(3).text
    assert "html" not in found
    assert reader.get(DECISIONS, params={"page": 9}).json()["decisions"] == []


def test_the_public_site_needs_no_redis(monkeypatch: pytest.MonkeyPatch):
    path = publish(1)
    monkeypatch.setattr("services.chassis.sessions.find", _no_redis)
    for address in ("/public", path, f"{path}.pdf", "/public/verify", "/public/feed.atom", DECISIONS):
        assert client().get(address).status_code == 200


def _no_redis(_: str) -> None:
    raise ConnectionError
