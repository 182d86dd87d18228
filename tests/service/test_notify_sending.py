"""From the request of a case to the way out: once in effect, whatever is told twice or goes wrong."""

import email
import email.policy
import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from redis import Redis
from sqlmodel import select

from services.chassis import files, now
from services.chassis.db import engine, transaction
from services.chassis.inbox import Consumer
from services.chassis.messages import DeliveryFailed, DeliveryServed
from services.chassis.migrate import schema_drift
from services.chassis.stream import Stream
from services.kernel.principal import Principal
from services.notify import store
from services.notify.app import consumers
from services.notify.domain.attempt import Accepted, ErrorClass, Rejected
from services.notify.handlers.receipts import Verdict, take_receipt
from tests.service.notify_cases import (
    ASKED,
    PERSON,
    TODAY,
    Scripted,
    ask,
    ask_notice,
    attempts,
    delivery,
    live_on,
    mail_server,
    message,
    notice,
    request,
    send_all,
    sender,
    slip,
    the_notice,
    told,
)

CLERK = Principal(kind="user", id="clerk", name="周敏", roles=frozenset({"intake_clerk"}))
GONE = Rejected(error=ErrorClass.PERMANENT, code="smtp_550")
LATER = Rejected(error=ErrorClass.TRANSIENT, code="smtp_451")


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    live_on(TODAY)
    yield
    now.use_offset_reader(None)


def test_the_tables_are_as_the_classes_say():
    assert schema_drift("notify", store.Own.metadata) == ()


def test_the_same_request_twice_on_the_stream_is_one_delivery(redis: Redis, tmp_path: Path):
    body = request()
    stream, first = Stream(redis), message(body)
    stream.append([first, first, message(body)])  # the same message twice, and the same request under another id
    consumer = Consumer("notify", consumers(), stream=Stream(redis), retry_seconds=0)
    while consumer.consume_once():
        pass
    assert send_all(sender(tmp_path)) == 1
    assert delivery(body.delivery_id).version == 2
    assert delivery(body.delivery_id).asked_on == ASKED


def test_a_posted_document_waits_in_the_book_for_its_slip(tmp_path: Path):
    delivery_id = ask(request())
    send_all(sender(tmp_path))
    found = delivery(delivery_id)
    (line,) = (tmp_path / "post" / "post-book.jsonl").read_text("utf-8").splitlines()
    assert (found.state, found.dispatched_on, told()) == ("dispatched", TODAY, [])
    assert json.loads(line)["tracking"] == found.tracking
    assert json.loads(line)["sha256"] == found.paper.sha256


def test_electronic_service_counts_on_the_day_the_server_took_the_message(tmp_path: Path):
    with mail_server(tmp_path / "mail") as url:
        delivery_id = ask(request("electronic"))
        send_all(sender(tmp_path, url))
    (kept,) = (tmp_path / "mail").glob("*.eml")
    served = delivery(delivery_id)
    assert (served.state, served.served_on) == ("served", TODAY)
    read = email.message_from_bytes(kept.read_bytes(), policy=email.policy.default)
    assert (read["To"], read["Message-ID"]) == (PERSON.email, f"<{delivery_id}@jiefen.invalid>")
    assert [part.get_content() for part in read.iter_attachments()] == [b"%PDF-1.7 decision"]
    (body,) = told()
    assert isinstance(body, DeliveryServed)
    assert (body.served_on, body.mode, body.reply_to) == (TODAY, "electronic", "reconsideration")
    assert "送达日期：2026年10月20日" in files.read(body.proof_sha256 or "").decode()


def test_the_exact_bytes_that_were_sent_are_archived(tmp_path: Path):
    with mail_server(tmp_path / "mail") as url:
        delivery_id = ask(request("electronic"))
        ask_notice(notice())
        send_all(sender(tmp_path, url))
    sent = {kept.read_bytes() for kept in (tmp_path / "mail").glob("*.eml")}
    with transaction("notify") as session:
        rows = [store.sending_of(session, item) for item in (delivery_id, the_notice().id)]
    assert {files.read(row.content_sha256 or "") for row in rows} == sent


def test_a_paper_for_the_counter_waits_for_the_clerk(tmp_path: Path):
    delivery_id = ask(request("direct"))
    send_all(sender(tmp_path))
    assert (delivery(delivery_id).state, delivery(delivery_id).tracking) == ("dispatched", None)


@pytest.mark.parametrize("mode", ["electronic", "post"])
def test_without_an_address_the_case_is_told_at_once(mode: str, tmp_path: Path):
    nobody = PERSON.model_copy(update={"email": None, "address": None})
    delivery_id = ask(request(mode, nobody))
    assert send_all(sender(tmp_path)) == 0
    (body,) = told()
    assert isinstance(body, DeliveryFailed)
    assert (delivery(delivery_id).state, body.delivery_id) == ("failed", delivery_id)


@pytest.mark.parametrize("address", ["wu@@mail", "吴@邮箱.example"])
def test_an_address_that_no_server_can_read_fails_without_a_connection(address: str, tmp_path: Path):
    delivery_id = ask(request("electronic", PERSON.model_copy(update={"email": address})))
    send_all(sender(tmp_path))
    assert attempts(delivery_id) == [("permanent", "delivery.bad_address")]
    assert [type(body) for body in told()] == [DeliveryFailed]


def test_a_refusal_for_good_ends_the_delivery_and_tells_the_case(tmp_path: Path):
    delivery_id = ask(request("electronic"))
    send_all(sender(tmp_path, mail=Scripted([GONE])))
    (body,) = told()
    assert isinstance(body, DeliveryFailed)
    assert "邮件系统没有接收" in body.reason
    assert attempts(delivery_id) == [("permanent", "smtp_550")]


def test_a_passing_trouble_is_tried_again_with_the_same_bytes(tmp_path: Path):
    delivery_id = ask(request("electronic"))
    channel = Scripted([LATER, LATER, Accepted(reference="<x>", arrived=True)])
    send_all(sender(tmp_path, mail=channel))
    assert delivery(delivery_id).state == "served"
    assert [outcome for outcome, _ in attempts(delivery_id)] == ["transient", "transient", "accepted"]
    assert len({parcel.content for parcel in channel.seen}) == 1


def test_a_trouble_that_does_not_pass_ends_after_the_last_try(tmp_path: Path):
    delivery_id = ask(request("electronic"))
    assert send_all(sender(tmp_path, mail=Scripted([LATER]))) == 4
    assert delivery(delivery_id).state == "failed"
    assert len(told()) == 1


def test_a_waiting_item_is_left_alone_until_its_time(tmp_path: Path):
    ask(request("electronic"))
    one = sender(tmp_path, mail=Scripted([LATER]), retry=sender(tmp_path).retry.model_copy(update={"first": _long()}))
    assert one.send_once()
    assert not one.send_once()


def test_a_paper_that_was_exchanged_on_the_disk_is_not_sent(tmp_path: Path):
    body = request()
    delivery_id = ask(body)
    files.path_of(body.document.sha256).write_bytes(b"something else")
    send_all(sender(tmp_path))
    assert (delivery(delivery_id).state, attempts(delivery_id)) == ("failed", [("permanent", "file.changed")])
    assert not (tmp_path / "post").exists()


def test_a_paper_served_by_hand_meanwhile_is_not_sent_any_more(tmp_path: Path):
    delivery_id = ask(request())
    with transaction("notify") as session:
        take_receipt(session, delivery_id, slip(), CLERK)
    channel = Scripted([GONE])
    send_all(sender(tmp_path, mail=channel))
    assert delivery(delivery_id).state == "served"
    assert channel.seen == []
    assert not (tmp_path / "post").exists()


def test_a_slip_that_comes_before_the_dispatch_is_recorded_is_kept(tmp_path: Path):
    """The post is faster than our second transaction: its slip arrives while the sender still holds the answer."""
    delivery_id = ask(request())

    class Fast:
        def send(self, parcel):
            with transaction("notify") as session:
                taken = take_receipt(session, parcel.id, slip(), CLERK)
            assert taken.verdict is Verdict.RECORDED
            return Accepted(reference="JF1CN")

    one = sender(tmp_path)
    send_all(type(one)({**one.channels, next(m for m in one.channels if m == "post"): Fast()}))
    found = delivery(delivery_id)
    assert (found.state, found.served_on, found.tracking) == ("served", date(2026, 10, 13), "JF1CN")
    assert len(told()) == 1


def test_a_slip_twice_and_late_tells_the_case_once(tmp_path: Path):
    delivery_id = ask(request())
    send_all(sender(tmp_path))
    verdicts = []
    for day in (TODAY, date(2026, 12, 1)):
        live_on(day)
        with transaction("notify") as session:
            verdicts.append(take_receipt(session, delivery_id, slip(), CLERK).verdict)
    assert verdicts == [Verdict.RECORDED, Verdict.KNOWN]
    assert [body.served_on for body in told()] == [date(2026, 10, 13)]


def test_a_process_that_died_between_sending_and_recording_has_no_second_effect(tmp_path: Path):
    delivery_id = ask(request("electronic"))

    with mail_server(tmp_path / "mail") as url:
        real = sender(tmp_path, url)

        def send_and_die(parcel):
            real.channels[_mail(real)].send(parcel)
            raise KeyboardInterrupt

        dying = Scripted([])
        dying.send = send_and_die
        with pytest.raises(KeyboardInterrupt):
            sender(tmp_path, mail=dying).send_once()
        assert not real.send_once(), "the lease still holds"
        _end_leases()
        send_all(real)
    letters = [email.message_from_bytes(kept.read_bytes()) for kept in (tmp_path / "mail").glob("*.eml")]
    assert {letter["Message-ID"] for letter in letters} == {f"<{delivery_id}@jiefen.invalid>"}
    assert len(letters) == 2, "at most one e-mail more, and it is the same one"
    assert attempts(delivery_id) == [(None, None), ("accepted", None)]
    assert [type(body) for body in told()] == [DeliveryServed]
    assert delivery(delivery_id).version == 3


def test_an_item_that_kills_its_sender_every_time_is_given_up(tmp_path: Path):
    delivery_id = ask(request("electronic"))
    dying = Scripted([])

    def die(_parcel):
        raise KeyboardInterrupt

    dying.send = die
    one = sender(tmp_path, mail=dying)
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            one.send_once()
        _end_leases()
    assert one.send_once()
    assert (delivery(delivery_id).state, attempts(delivery_id)[-1]) == ("failed", ("permanent", "gave_up"))


def test_many_senders_side_by_side_send_everything_once(tmp_path: Path):
    items = [ask(request(content=b"%PDF " + bytes([n]))) for n in range(24)]
    one = sender(tmp_path)
    threads = [threading.Thread(target=send_all, args=(one,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(attempts(item) == [("accepted", None)] for item in items)
    assert len((tmp_path / "post" / "post-book.jsonl").read_text("utf-8").splitlines()) == len(items)


def test_a_notice_goes_out_once_for_its_key(tmp_path: Path):
    for text in ("一", "二"):
        ask_notice(notice().model_copy(update={"text": text}))
    with mail_server(tmp_path / "mail") as url:
        assert send_all(sender(tmp_path, url)) == 1
    (kept,) = (tmp_path / "mail").glob("*.eml")
    assert email.message_from_bytes(kept.read_bytes(), policy=email.policy.default).get_content().strip() == "一"
    assert (the_notice().state, the_notice().facts.ended_on) == ("sent", TODAY)


def test_a_notice_without_a_mailbox_goes_as_a_letter_and_without_any_address_fails(tmp_path: Path):
    ask_notice(notice("letter", PERSON.model_copy(update={"email": None})))
    send_all(sender(tmp_path))
    assert the_notice().state == "sent"
    assert (tmp_path / "post" / "post-book.jsonl").exists()
    ask_notice(notice("nobody", PERSON.model_copy(update={"email": None, "address": None})))
    with transaction("notify") as session:
        states = {row.key: row.state for row in session.exec(select(store.NoticeRow))}
    assert states == {"letter": "sent", "nobody": "failed"}


def test_a_notice_that_nobody_takes_ends_as_failed(tmp_path: Path):
    ask_notice(notice())
    send_all(sender(tmp_path, mail=Scripted([GONE])))
    assert (the_notice().state, the_notice().facts.failure) == ("failed", "smtp_550")
    assert told() == []


def test_the_logs_name_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture):
    ask(request("electronic"))
    ask(request("electronic", PERSON.model_copy(update={"email": "吴@邮箱"})))
    ask_notice(notice())
    send_all(sender(tmp_path, mail=Scripted([LATER, GONE])))
    captured = capfd.readouterr()
    said = captured.out + captured.err + caplog.text
    for secret in (PERSON.name, PERSON.email, PERSON.address, "普府复字", "审理期限"):
        assert secret not in said


def test_another_paper_under_a_known_number_is_not_accepted():
    body = request()
    ask(body)
    with pytest.raises(Exception, match=r"delivery\.id_taken"):
        ask(request("direct").model_copy(update={"delivery_id": body.delivery_id}))
    assert delivery(body.delivery_id).mode == "post"


def test_an_unknown_delivery_has_no_slip():
    with pytest.raises(Exception, match=r"missing\.delivery"), transaction("notify") as session:
        take_receipt(session, uuid4(), slip(), CLERK)


def _long():
    return sender(Path()).lease * 30


def _mail(one):
    return next(mode for mode in one.channels if mode == "electronic")


def _end_leases() -> None:
    with engine("notify").begin() as connection:
        connection.exec_driver_sql("UPDATE sending SET leased_until = clock_timestamp() - interval '1 second'")
