"""A decision comes to the public site: by the flows alone, once, unchanged, and never with a number of a person."""

import base64
import hashlib
import os
import threading
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import select

from services.chassis import render
from services.chassis.contracts import RedactedPackage
from services.chassis.db import SERVICES, transaction
from services.chassis.render import scan
from services.chassis.tables import AuditEntry, EventLog
from services.kernel.document import Document, FactKind
from services.kernel.redaction import apply, identifiers_of, mask_suspect, plan
from services.reconsideration import handlers
from services.reconsideration.commands import AcceptApplication, ApproveRedaction
from tests.fixtures import reconsideration as recon
from tests.fixtures import sample_papers
from tests.fixtures.publication import (
    STORY,
    client,
    document,
    logged,
    number_of,
    package,
    post,
    program,
    publish,
    stored,
)

pytestmark = pytest.mark.usefixtures("clean")
PERSONAL = {
    "a mobile number": "13812345678",
    "a mobile number in full width": "１３８１２３４５６７８",
    "a mobile number with spaces": "138 1234 5678",
    "an identity number": "11010519850302029X",
    "an identity number with a wrong check digit": "110105198503020291",
    "a bank card": "6222021234567890128",
    "an e-mail address": "ouyang@example.com",
    "a landline": "021-52561234",
    "a plate": "沪A12345",
    "a company's credit code": "91310107MA1FY0AB4Y",
    "a passport": "E12345678",
    "a date of birth": "1985年3月2日出生",
}


def kept_files() -> list[Path]:
    return [path for path in Path(os.environ["JIEFEN_FILES_DIR"]).rglob("*") if path.is_file()]


def nothing_is_stored() -> bool:
    return not stored() and logged() == 0 and kept_files() == []


def with_pdf(sent: RedactedPackage, pdf: bytes) -> RedactedPackage:
    changed = {"pdf_base64": base64.b64encode(pdf).decode(), "sha256_pdf": hashlib.sha256(pdf).hexdigest()}
    return sent.model_copy(update=changed)


def test_nobody_publishes_without_being_known():
    by = client()
    answer = post(package(), by)
    assert answer.status_code in {401, 403}
    assert nothing_is_stored()


@pytest.mark.parametrize("role", ["officer", "publisher", "head", "leader", "operator"])
def test_no_person_publishes_past_the_flow(role: str):
    assert post(package(), client(role)).status_code == 403
    assert nothing_is_stored()


@pytest.mark.parametrize("source", ["reconsideration", "intake", "notify", "relay", "publication"])
def test_no_other_service_publishes(source: str):
    assert post(package(), program(source)).status_code == 403
    assert nothing_is_stored()


def test_a_token_for_another_service_opens_nothing_here():
    assert post(package(), program("flows", "reconsideration")).status_code == 401
    assert nothing_is_stored()


def test_a_decision_is_published_with_its_address_and_day():
    answer = post(package())
    assert answer.status_code == 200
    (row,) = stored()
    assert answer.json()["url"] == f"http://127.0.0.1:8080/public/decisions/{row.id}"
    assert answer.json()["published_on"] == row.published_on.isoformat()
    assert (row.state, row.decision_number, row.outcome) == ("published", number_of(128), "维持")


def test_no_word_of_the_decision_stands_in_the_event_log_or_the_audit():
    publish()
    with transaction("publication") as session:
        (event,) = session.exec(select(EventLog))
        entries = list(session.exec(select(AuditEntry)))
    assert "申请人" not in str(event.data)
    assert [(entry.action, entry.outcome) for entry in entries] == [("release_publication", "done")]


def test_the_same_call_twice_is_one_page():
    first, again = post(package(), key="k"), post(package(), key="k")
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (len(stored()), logged()) == (1, 1)


def test_the_same_decision_under_another_key_is_the_same_page():
    first, again = post(package()), post(package())
    assert (first.json(), again.status_code) == (again.json(), 200)
    assert (len(stored()), logged()) == (1, 1)


def test_two_at_the_same_moment_are_one_page():
    sent = package()
    answers: list[tuple[int, str]] = []

    def send() -> None:
        answer = post(sent)
        answers.append((answer.status_code, answer.text))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _ in answers} == {200}
    assert len({text for _, text in answers}) == 1
    assert (len(stored()), logged()) == (1, 1)


def test_other_words_under_a_published_number_are_refused():
    publish()
    answer = post(package(story="另一种说法。"))
    assert answer.status_code == 409
    assert "更正文书" in answer.json()["detail"]
    assert STORY in stored()[0].text


def test_another_file_of_the_same_words_is_refused_too():
    publish()
    out = BytesIO()
    with pikepdf.open(BytesIO(base64.b64decode(package().pdf_base64))) as file:
        file.docinfo["/Keywords"] = "second"
        file.save(out)
    assert post(with_pdf(package(), out.getvalue())).status_code == 409
    assert stored()[0].sha256_pdf == package().sha256_pdf


def test_a_verification_code_belongs_to_one_decision():
    publish(1)
    assert post(package(2).model_copy(update={"verification_code": package(1).verification_code})).status_code == 409
    assert len(stored()) == 1


def test_a_decision_of_tomorrow_is_refused():
    answer = post(package().model_copy(update={"decided_on": date(2999, 1, 1)}))
    assert answer.status_code == 422
    assert nothing_is_stored()


@pytest.mark.parametrize("value", PERSONAL.values(), ids=PERSONAL.keys())
def test_a_number_of_a_person_in_the_words_stops_the_publication(value: str):
    answer = post(package(story=f"证明材料写明{value}，请求撤销。"))
    assert answer.status_code == 422
    assert value not in answer.text
    assert "行政复议法 第七十九条第一款" in answer.text
    assert nothing_is_stored()
    with transaction("publication") as session:
        (entry,) = session.exec(select(AuditEntry))
    assert (entry.action, entry.outcome) == ("release_publication", "refused")


@pytest.mark.parametrize("field", ["title", "subject", "respondent", "outcome"])
def test_a_telephone_number_in_any_field_stops_the_publication(field: str):
    answer = post(package().model_copy(update={field: "行政处罚 13812345678"}))
    assert answer.status_code == 422
    assert field in {fault["field"] for fault in answer.json()["faults"]}
    assert nothing_is_stored()


def test_a_telephone_number_in_the_metadata_alone_stops_the_publication():
    out = BytesIO()
    with pikepdf.open(BytesIO(base64.b64decode(package().pdf_base64))) as file:
        file.docinfo["/Keywords"] = "13812345678"
        file.save(out)
    answer = post(with_pdf(package(), out.getvalue()))
    assert answer.status_code == 422
    assert "文档信息" in answer.text
    assert nothing_is_stored()


def _hash(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"sha256_pdf": "0" * 64})


def _no_pdf(sent: RedactedPackage) -> RedactedPackage:
    return with_pdf(sent, b"not a pdf at all")


def _cut_pdf(sent: RedactedPackage) -> RedactedPackage:
    return with_pdf(sent, base64.b64decode(sent.pdf_base64)[:4000])


def _no_base64(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"pdf_base64": "%%%"})


def _foreign_pdf(sent: RedactedPackage) -> RedactedPackage:
    return with_pdf(sent, render.pdf(document(999)))


def _script(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"html": sent.html + "<script>alert(1)</script>"})


def _handler(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"html": sent.html.replace("<header>", '<header onclick="x">')})


def _picture(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"html": sent.html + '<img src="data:image/png;base64,AA">'})


def _unclosed(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"html": sent.html.removesuffix("</article>")})


def _other_html(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"html": sent.html.replace("欧阳某", "欧阳晓岚")})


def _other_text(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"text": sent.text.replace("欧阳某", "欧阳晓岚")})


def _other_number(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"decision_number": number_of(7)})


def _nothing(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"title": " "})


def _long(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"respondent": "局" * 4000})


def _control(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"title": "决定\x0b书"})


def _nul(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"subject": "处罚\x00"})


def _code(sent: RedactedPackage) -> RedactedPackage:
    return sent.model_copy(update={"verification_code": "../../etc"})


UNFIT = [_hash, _no_pdf, _cut_pdf, _no_base64, _foreign_pdf, _script, _handler, _picture, _unclosed, _other_html,
         _other_text, _other_number, _nothing, _long, _control, _nul, _code]  # fmt: skip


@pytest.mark.parametrize("spoil", UNFIT, ids=[spoil.__name__[1:] for spoil in UNFIT])
def test_what_cannot_be_checked_or_does_not_agree_is_not_published(spoil):
    answer = post(spoil(package()))
    assert answer.status_code == 422, answer.text
    assert nothing_is_stored()


def test_a_refused_package_can_be_sent_again_corrected_under_the_same_key():
    assert post(_hash(package()), key="k").status_code == 422
    assert post(package(), key="k").status_code == 200


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'{"html": 1}'])
def test_a_broken_body_is_answered_in_words(body: bytes):
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = program().post("/api/publication/decisions", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]
    assert nothing_is_stored()


def test_a_call_without_a_key_is_refused():
    assert program().post("/api/publication/decisions", json=package().model_dump(mode="json")).status_code == 400
    assert nothing_is_stored()


def masked_sample() -> tuple[Document, tuple[str, ...]]:
    paper = sample_papers.decision_letter()
    drawn = plan(paper, sample_papers.identifiers(), sample_papers.KEEP)
    while drawn.suspects:
        drawn = mask_suspect(drawn, drawn.suspects[0].id, reason="个人信息", by="王审")
    values = tuple(one.value for one in identifiers_of(sample_papers.facts_of()) if one.kind is not FactKind.ORGAN)
    return apply(paper, drawn), values


def test_a_whole_decision_masked_from_its_case_passes_and_the_page_shows_nobody():
    paper, values = masked_sample()
    pdf = render.pdf(paper)
    sent = with_pdf(package(), pdf).model_copy(
        update={
            "decision_number": paper.number, "decided_on": date(2026, 11, 2), "text": paper.plain,
            "html": render.html(paper, fragment=True), "title": f"行政复议决定书（{paper.number}）",
        }
    )  # fmt: skip
    answer = post(sent)
    assert answer.status_code == 200, answer.text
    path = answer.json()["url"].removeprefix("http://127.0.0.1:8080")
    shown = client().get(path).text
    assert "欧阳某" in shown
    for value in values:
        assert value not in shown
    found = scan.scan({"page.html": shown.encode()}, sample_papers.identifiers(), allowed=sample_papers.KEEP)
    assert [one for one in found if one.ref] == []


def released() -> RedactedPackage:
    """A case of reconsideration, walked up to the release of its public copy."""
    on = date(2026, 11, 2)
    case_id = recon.open_case()
    recon.act(case_id, AcceptApplication(met=recon.ALL_MET), recon.OFFICER, date(2026, 10, 9))
    with transaction("reconsideration") as session:
        handlers.send_copy(session, case_id, recon.OFFICER, today=date(2026, 10, 13))
    recon.serve(case_id, "reply_notice", date(2026, 10, 15))
    recon.decide(case_id, date(2026, 10, 28))
    with transaction("reconsideration") as session:
        handlers.issue_decision(session, case_id, recon.FLOWS, today=date(2026, 10, 28))
    recon.serve(case_id, "decision", date(2026, 10, 30))
    with transaction("reconsideration") as session:
        drawn = handlers.plan_redaction(session, case_id, recon.FLOWS, today=on).redaction.plan
    assert drawn is not None
    masks = tuple(handlers.MaskDecision(suspect=one.id, mask=True, reason="可能查到当事人") for one in drawn.suspects)
    with transaction("reconsideration") as session:
        handlers.review_redaction(session, case_id, handlers.MaskReview(decisions=masks), recon.PUBLISHER, today=on)
    recon.act(case_id, ApproveRedaction(approved=True), recon.HEAD, on)
    with transaction("reconsideration") as session:
        return handlers.release_redaction(session, case_id, recon.FLOWS, today=on)


def test_what_reconsideration_releases_is_published_as_it_is():
    sent = released()
    answer = post(sent)
    assert answer.status_code == 200, answer.text
    reader, path = client(), answer.json()["url"].removeprefix("http://127.0.0.1:8080")
    assert sent.html in reader.get(path).text
    surfaces = [path, "/public", "/public?q=陈述申辩", f"/public/verify/{sent.verification_code}", "/public/feed.atom",
                "/api/publication/decisions"]  # fmt: skip
    for address in surfaces:
        shown = reader.get(address).text
        for leak in ("欧阳晓岚", "晓岚", "13800138000", "桂花路", "110101199003070011"):
            assert leak not in shown


@pytest.mark.parametrize("service", [service for service in SERVICES if service != "publication"])
def test_the_role_of_the_public_site_reads_no_row_of_another_service(service: str):
    with transaction("publication") as session:
        tables = session.connection().scalars(
            text("SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                 " WHERE nspname = :schema AND relkind = 'r'"), {"schema": service},
        ).all()  # fmt: skip
        rights = session.connection().scalar(
            text("SELECT has_schema_privilege(current_user, :schema, 'USAGE')"), {"schema": service}
        )
    assert tables
    assert rights is False
    for table in tables:
        with pytest.raises(ProgrammingError), transaction("publication") as session:
            session.connection().execute(text(f'TABLE "{service}"."{table}"'))
