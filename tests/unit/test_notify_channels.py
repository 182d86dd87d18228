"""The ways out: exact bytes, one line in the post book, and which errors are worth another try."""

import email
import email.policy
import json
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller

from services.kernel.refusal import Refused
from services.local import smtp_sink
from services.notify.channels.letter import Attachment, Letter, letter_bytes
from services.notify.channels.mail import Mail
from services.notify.channels.parcel import Parcel
from services.notify.channels.post import PostBook, tracking_number
from services.notify.domain.attempt import Accepted, ErrorClass, Rejected, Retry
from services.notify.events import Addressee

PERSON = Addressee(key="a", role="applicant", name="吴小芹", address="上海市普陀区兰溪路1号", email="wu@mail.example")
SENDER = "no-reply@jiefen.invalid"


def parcel(item: UUID | None = None, content: bytes = b"Subject: x\r\n\r\nx\r\n") -> Parcel:
    return Parcel(
        id=item or uuid4(), addressee=PERSON, title="决定书", content=content, sha256="ab" * 32, on=date(2026, 10, 9)
    )


def letter(**changes: object) -> Letter:
    facts = {
        "id": UUID(int=7), "sender": SENDER, "to": "wu@mail.example", "subject": "电子送达：行政复议决定书",
        "text": "请查收。\n", "at": datetime(2026, 10, 9, 1, tzinfo=UTC),
        "attachment": Attachment("决定书.pdf", b"%PDF-1.7 \x00\xff"),
    }  # fmt: skip
    return Letter(**(facts | changes))


@contextmanager
def smtp(handler: object) -> Iterator[str]:
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Answers:
    """A mail server that answers every recipient and every message with the given lines."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK", mail: str = "250 OK", bye: str = "221 Bye") -> None:
        self.rcpt, self.data, self.mail, self.bye = rcpt, data, mail, bye

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: ARG002
        envelope.mail_from = address
        return self.mail

    async def handle_QUIT(self, server, session, envelope) -> str:  # noqa: ARG002
        return self.bye

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: ARG002
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: ARG002
        return self.data


def test_the_same_letter_is_the_same_bytes():
    assert letter_bytes(letter()) == letter_bytes(letter())


def test_a_letter_reads_back_as_it_was_written():
    read = email.message_from_bytes(letter_bytes(letter()), policy=email.policy.default)
    assert read["Subject"] == "电子送达：行政复议决定书"
    assert read["Message-ID"] == f"<{UUID(int=7)}@jiefen.invalid>"
    assert read.get_body().get_content() == "请查收。\r\n"
    (attached,) = read.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("决定书.pdf", b"%PDF-1.7 \x00\xff")


def test_a_subject_cannot_add_a_header():
    read = email.message_from_bytes(
        letter_bytes(letter(subject="提醒\r\nBcc: all@x.example")), policy=email.policy.default
    )
    assert read["Bcc"] is None


@pytest.mark.parametrize("address", ["", "无", "a b", "a@b@c", "@x", "x\r\nBcc: y@z"])
def test_an_address_no_server_can_read_is_refused_before_sending(address: str):
    with pytest.raises(Refused) as caught:
        letter_bytes(letter(to=address))
    assert caught.value.code == "delivery.bad_address"


def test_the_sink_keeps_exactly_the_bytes_that_were_sent(tmp_path: Path):
    with smtp(smtp_sink.Sink(tmp_path)) as url:
        content = letter_bytes(letter())
        outcome = Mail(url, SENDER).send(parcel(UUID(int=7), content))
    assert outcome == Accepted(reference=f"<{UUID(int=7)}@jiefen.invalid>", arrived=True)
    (kept,) = tmp_path.glob("*.eml")
    assert kept.read_bytes() == content


@pytest.mark.parametrize(
    ("answers", "error", "code"),
    [
        (Answers(rcpt="550 no such user"), ErrorClass.PERMANENT, "smtp_550"),
        (Answers(rcpt="451 greylisted"), ErrorClass.TRANSIENT, "smtp_451"),
        (Answers(data="554 refused"), ErrorClass.PERMANENT, "smtp_554"),
        (Answers(data="452 disk full"), ErrorClass.TRANSIENT, "smtp_452"),
        (Answers(mail="550 we do not know you"), ErrorClass.TRANSIENT, "smtp_550"),
    ],
)
def test_a_servers_answer_decides_whether_to_try_again(answers: Answers, error: ErrorClass, code: str):
    with smtp(answers) as url:
        assert Mail(url, SENDER).send(parcel()) == Rejected(error=error, code=code)


def test_a_rude_farewell_does_not_undo_what_was_accepted():
    with smtp(Answers(bye="421 go away")) as url:
        assert isinstance(Mail(url, SENDER).send(parcel()), Accepted)


def test_a_server_that_is_away_is_tried_again():
    outcome = Mail(f"smtp://127.0.0.1:{free_port()}", SENDER).send(parcel())
    assert outcome == Rejected(error=ErrorClass.TRANSIENT, code="smtp_unreachable")


def lines(book: PostBook) -> list[dict[str, str]]:
    return [json.loads(line) for line in book.path.read_bytes().splitlines()]


def test_a_letter_posted_twice_stands_once_in_the_book(tmp_path: Path):
    item = parcel()
    first, again = PostBook(tmp_path).send(item), PostBook(tmp_path).send(item)
    assert first == again == Accepted(reference=tracking_number(item.id))
    assert [entry["item"] for entry in lines(PostBook(tmp_path))] == [str(item.id)]


def test_a_line_cut_off_by_a_crash_never_counted(tmp_path: Path):
    book, first, second = PostBook(tmp_path), parcel(), parcel()
    book.send(first)
    whole = book.path.read_bytes()
    PostBook(tmp_path).send(second)
    book.path.write_bytes(book.path.read_bytes()[:-20])  # the second writer died before its last bytes
    PostBook(tmp_path).send(second)
    assert book.path.read_bytes().startswith(whole)
    assert [entry["item"] for entry in lines(book)] == [str(first.id), str(second.id)]


def post_all(folder: str, items: list[UUID]) -> None:
    book = PostBook(Path(folder))
    for item in items:
        book.send(parcel(item))


def test_two_processes_with_the_same_letters_write_each_once(tmp_path: Path):
    items = [uuid4() for _ in range(40)]
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=post_all, args=(str(tmp_path), items)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(entry["item"] for entry in lines(PostBook(tmp_path))) == sorted(map(str, items))


def test_a_book_that_cannot_be_written_is_tried_again(tmp_path: Path):
    folder = tmp_path / "file"
    folder.write_text("in the way")
    assert PostBook(folder).send(parcel()) == Rejected(error=ErrorClass.TRANSIENT, code="post_book_unwritable")


def test_the_post_book_is_for_its_owner_alone(tmp_path: Path):
    book = PostBook(tmp_path / "post")
    book.send(parcel())
    assert book.path.stat().st_mode & 0o077 == 0


def test_tries_become_rarer_and_end():
    waits = [Retry().wait(tried) for tried in range(1, 11)]
    assert all(a <= b for a, b in pairwise(waits[:-1]))
    assert waits[-1] is None
