"""The last look at a public copy, without the original: what cannot be read, or looks identifying, is not published.

The case was scanned for its own identifiers before. Here nothing is known of the parties, so shapes are sought: numbers
that name a person by their form alone. Names and organs' addresses have no such form and were settled by two readers.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping

from services.chassis.contracts import RedactedPackage
from services.chassis.render import scan
from services.chassis.render.paper import MARKS
from services.chassis.render.pdf_parts import Part, pdf_parts
from services.kernel.document.reference import FactKind
from services.kernel.redaction.patterns import propose
from services.kernel.refusal import Fault, Refused

from ..domain import fragment
from ..domain.decision import CITE
from ..domain.wording import fold

TELLING = frozenset(
    {
        FactKind.ID_NUMBER,
        FactKind.CREDIT_CODE,
        FactKind.ACCOUNT,
        FactKind.PHONE,
        FactKind.PLATE,
        FactKind.EMAIL,
        FactKind.CERTIFICATE,
        FactKind.BIRTH,
    }
)
LONGEST: Mapping[str, int] = {
    "case_number": 100,
    "decision_number": 100,
    "title": 300,
    "outcome": 100,
    "subject": 300,
    "respondent": 200,
    "articles": 5000,
}
SHA256 = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[A-Za-z0-9_-]{6,64}")
# A machine's own name for a file, in its metadata: long enough to hold any run of figures by chance.
MACHINE_NAME = re.compile(r"(?=[\w+/-]*[A-Za-z])[\w+/-]{20,}={0,2}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
FULL_TEXT = "全文"
PAGE = re.compile(r"第\d+页")


def inspect(package: RedactedPackage) -> bytes:
    """Give the bytes of the copy, or refuse with every place that is wrong; what was found is never repeated."""
    try:
        pdf = base64.b64decode(package.pdf_base64, validate=True)
    except (binascii.Error, ValueError):
        raise _refused([_fault("unreadable", "公开件 PDF 无法解码。", "pdf_base64")]) from None
    faults = list(dict.fromkeys((*_form(package, pdf), *_readable(package, pdf), *_telling(package, pdf))))
    if faults:
        raise _refused(faults)
    return pdf


def words_of(package: RedactedPackage) -> str:
    """The hash of the decision's words alone, however they are set."""
    return hashlib.sha256(fold(package.text).encode()).hexdigest()


def found_in(text: str) -> tuple[str, ...]:
    """What in a text has the form of a person's number, named by its kind."""
    return tuple(dict.fromkeys(_shapes(text)))


def _refused(faults: list[Fault]) -> Refused:
    return Refused("publication.unfit", "公开件没有通过核对，没有公开，也没有保存。", cite=CITE, faults=faults)


def _fault(code: str, text: str, field: str) -> Fault:
    return Fault(f"publication.{code}", text, CITE, field)


def _form(package: RedactedPackage, pdf: bytes) -> Iterator[Fault]:
    if hashlib.sha256(pdf).hexdigest() != package.sha256_pdf:
        yield _fault("hash", "公开件 PDF 与所附的校验值不符。", "sha256_pdf")
    if not SHA256.fullmatch(package.original_sha256):
        yield _fault("hash", "原件的校验值格式不对。", "original_sha256")
    if not CODE.fullmatch(package.verification_code):
        yield _fault("code", "验证码格式不对。", "verification_code")
    for field, text in _texts(package).items():
        if not text.strip():
            yield _fault("empty", "没有内容。", field)
        if len(text) > LONGEST.get(field, len(text)):
            yield _fault("too_long", f"最多 {LONGEST[field]} 个字。", field)
        if UNPRINTABLE.search(text):
            yield _fault("unprintable", "含有看不见的控制字符，无法核对。", field)


def _texts(package: RedactedPackage) -> Mapping[str, str]:
    named = {field: str(getattr(package, field)) for field in LONGEST if field != "articles"}
    articles = {"articles": "\n".join(package.articles)} if package.articles else {}
    return named | articles | {"text": package.text, "html": package.html}


def _readable(package: RedactedPackage, pdf: bytes) -> Iterator[Fault]:
    """The three forms of the decision can be read, and say the same."""
    files = {"decision.html": package.html.encode(), "decision.pdf": pdf}
    for one in scan.scan(files, ()):
        yield _fault("unreadable", f"公开件“{one.file}”的{one.place}无法核对：{one.excerpt}。", "pdf_base64")
    shown = fragment.read(package.html)
    if not shown.is_ours:
        yield _fault("foreign_html", "网页正文含有不允许的标记。", "html")
    said = _said(package.text)
    if _said(shown.text) != said:
        yield _fault("differs", "网页正文与文字正文不一致。", "html")
    if _said(_full_text(pdf)) != said:
        yield _fault("differs", "公开件 PDF 与文字正文不一致。", "pdf_base64")
    if fold(package.decision_number) not in said:
        yield _fault("number", "决定书正文中没有所报的文号。", "decision_number")


def _said(text: str) -> str:
    folded = fold(text)
    for mark in filter(None, MARKS.values()):
        folded = folded.replace(fold(mark), "")
    return folded


def _full_text(pdf: bytes) -> str:
    return "".join(part.text for part in _parts(pdf) if part.place == FULL_TEXT and part.text is not None)


def _parts(pdf: bytes) -> Iterator[Part]:
    return (part for part in pdf_parts(pdf) if isinstance(part, Part))


def _telling(package: RedactedPackage, pdf: bytes) -> Iterator[Fault]:
    texts = {**_texts(package), "html": fragment.read(package.html).text}
    for field, text in texts.items():
        for kind in found_in(text):
            yield _fault("telling", f"公开件中有疑似{kind}，没有公开。", field)
    for part in _parts(pdf):
        # A number cut by the end of a page is whole in the full text, where the pages are put together.
        if part.text is None or PAGE.fullmatch(part.place):
            continue
        whole = re.sub(r"[\r\n]+", "", part.text) if part.place == FULL_TEXT else MACHINE_NAME.sub(" ", part.text)
        for kind in found_in(whole):
            yield _fault("telling", f"公开件 PDF 的{part.place}有疑似{kind}，没有公开。", "pdf_base64")


def _shapes(text: str) -> Iterator[str]:
    hits = tuple(propose(text))
    # The serial of an organ's paper may look like a telephone number; it was settled with the paper's other numbers.
    serials = [(hit.start, hit.end) for hit in hits if hit.kind is FactKind.PLAIN]
    for hit in hits:
        inside = any(start <= hit.start and hit.end <= end for start, end in serials)
        if hit.kind in TELLING and not inside:
            yield hit.reason
