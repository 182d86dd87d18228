"""What a paper consists of (文书): blocks of runs, and each run remembers which fact it came from."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: never changed, only replaced."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Frozen):
    """A piece of text. `ref` names the fact it shows; `private` pieces are left out of the public edition whole."""

    text: str
    ref: str | None = None
    private: bool = False
    strong: bool = False


class Line(Frozen):
    """Text that is not a block of the body: title, addressee (主送), attachment (附件), copy (抄送)."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words without their references."""
        return "".join(run.text for run in self.runs)

    @classmethod
    def of(cls, text: str) -> "Line":
        """A line of fixed words that hold no fact."""
        return cls(runs=(Run(text=text),))


class BlockKind(StrEnum):
    """How a block is set: parties and paragraphs run on, headings and items stand alone, signing lines stay together."""

    PARTY = "party"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    NOTE = "note"
    SIGNING = "signing"


class Block(Line):
    """One paragraph of the body. `id` is stable, so that an edited paper can be compared block by block."""

    id: str
    kind: BlockKind


class Edition(StrEnum):
    """Which of the three papers with the same wording this is: 正本, 草稿, 隐名公开件."""

    ORIGINAL = "original"
    DRAFT = "draft"
    PUBLIC = "public"


class Document(Frozen):
    """A paper of the office (文书).

    `dated_on` is the day of the instrument (成文日期), and the only date the rendered files know. `seal` is the text
    in the ring of the seal; None leaves the paper unsealed.
    """

    kind: str
    organ: str
    title: Line
    number: str
    addressee: Line | None = None
    blocks: tuple[Block, ...]
    signature: str
    seal: str | None = None
    dated_on: date
    attachments: tuple[Line, ...] = ()
    copies: tuple[Line, ...] = ()
    edition: Edition = Edition.ORIGINAL

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every text of the paper with the name of its place, in reading order."""
        yield "organ", Line.of(self.organ)
        yield "title", self.title
        yield "number", Line.of(self.number)
        if self.addressee:
            yield "addressee", self.addressee
        yield from ((f"block:{block.id}", block) for block in self.blocks)
        yield from ((f"attachment:{order}", line) for order, line in enumerate(self.attachments))
        yield "signature", Line.of(self.signature)
        yield from ((f"copy:{order}", line) for order, line in enumerate(self.copies))

    def block(self, block_id: str) -> Block:
        """The block of that name."""
        return next(block for block in self.blocks if block.id == block_id)

    @property
    def plain(self) -> str:
        """The paper as plain text, one line a block."""
        return plain(self)

    @property
    def canonical(self) -> bytes:
        """The same paper gives the same bytes on every machine: what is hashed."""
        return json.dumps(
            self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    @property
    def sha256(self) -> str:
        """Fingerprint of the model (not of a rendered file)."""
        return hashlib.sha256(self.canonical).hexdigest()


def plain(document: Document) -> str:
    """Read the paper out in the order in which a reader meets it, the date under the signature."""
    parts = [document.organ, document.title.text, document.number]
    if document.addressee:
        parts.append(f"{document.addressee.text}：")
    parts.extend(block.text for block in document.blocks if block.kind is not BlockKind.NOTE)
    parts.extend(attachment_lines(document))
    parts.extend((document.signature, long_date(document.dated_on)))
    parts.extend(block.text for block in document.blocks if block.kind is BlockKind.NOTE)
    if document.copies:
        parts.append(copies_line(document))
    return "\n".join(parts) + "\n"


def attachment_lines(document: Document) -> tuple[str, ...]:
    """附件说明 (GB/T 9704 7.3.4): one attachment stands without a number."""
    texts = [line.text for line in document.attachments]
    if len(texts) == 1:
        return (f"附件：{texts[0]}",)
    return tuple(f"附件：{n}.{text}" if n == 1 else f"{n}.{text}" for n, text in enumerate(texts, 1))


def copies_line(document: Document) -> str:
    """抄送 (GB/T 9704 7.4.2), closed by a full stop."""
    return f"抄送：{'，'.join(line.text for line in document.copies)}。"


def long_date(on: date) -> str:
    """成文日期 in Arabic figures, month and day without leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"
