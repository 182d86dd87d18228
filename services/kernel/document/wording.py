"""Wording written once, with references: `申请人{applicant.name}不服…`.

    {ref}        the fact, or a refusal that names it
    [[…]]        private clause: printed on the original, left out of the public edition whole
    [?…]         optional clause: left out when one of its facts is missing; [[?…]] is both
    **…**        set strong
    {{ }}        a brace

The wording is parsed before any fact is put in, so a fact can never become wording.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from services.kernel.refusal import Fault, Refused

from .model import Block, BlockKind, Document, Edition, Line, Run
from .reference import Facts, missing

_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<ref>[a-z][a-z0-9_.]*)\}|\[\[\??|\]\]|\[\?|\]|\*\*")


def clean(text: str) -> str:
    """Drop what cannot be seen (control and format characters, category Cc and Cf) but line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"})


def write(wording: str, facts: Facts) -> tuple[Run, ...]:
    """Put the facts into the wording. Every missing fact is named at once."""
    runs, faults = _parse(wording, facts)
    if faults:
        raise Refused.of(faults)
    return runs


class _Clause:
    """An open bracket: what has been read inside it so far."""

    def __init__(self, mark: str, parent: "_Clause | None" = None) -> None:
        self.close = {"[[": "]]", "[?": "]"}.get(mark[:2], "")
        self.optional: bool = mark.endswith("?")
        self.private: bool = mark.startswith("[[") or bool(parent and parent.private)
        self.runs: list[Run] = []
        self.faults: list[Fault] = []


def _parse(wording: str, facts: Facts) -> tuple[tuple[Run, ...], tuple[Fault, ...]]:
    stack, strong, at = [_Clause("")], False, 0

    def text(value: str, ref: str | None = None) -> None:
        if value:
            stack[-1].runs.append(Run(text=value, ref=ref, private=stack[-1].private, strong=strong))

    for found in _TOKEN.finditer(wording):
        text(wording[at : found.start()])
        at, mark, ref = found.end(), found[0], found["ref"]
        if ref:
            known = facts.find(ref)
            text(clean(known.display), ref) if known else stack[-1].faults.append(missing(ref))
        elif mark in {"{{", "}}"}:
            text(mark[0])
        elif mark == "**":
            strong = not strong
        elif mark.startswith("["):
            stack.append(_Clause(mark, stack[-1]))
        elif mark == "]" and stack[-1].close != "]":
            text(mark)
        else:
            _close(stack, mark, wording)
    text(wording[at:])
    if len(stack) > 1:
        raise ValueError(f"unclosed clause in wording: {wording!r}")
    return tuple(stack[0].runs), tuple(stack[0].faults)


def _close(stack: list[_Clause], mark: str, wording: str) -> None:
    if len(stack) == 1 or stack[-1].close != mark:
        raise ValueError(f"clause closed that was not opened in wording: {wording!r}")
    clause = stack.pop()
    if clause.optional and clause.faults:
        return
    stack[-1].runs.extend(clause.runs)
    stack[-1].faults.extend(clause.faults)


class Draft:
    """Collects the blocks of one paper, and every missing fact, so that the officer learns all of them at once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._blocks: list[Block] = []
        self._faults: list[Fault] = []

    def party(self, block_id: str, wording: str) -> "Draft":
        """A party's line (当事人)."""
        return self.add(block_id, BlockKind.PARTY, wording)

    def heading(self, block_id: str, wording: str) -> "Draft":
        """A heading on a line of its own."""
        return self.add(block_id, BlockKind.HEADING, wording)

    def paragraph(self, block_id: str, wording: str) -> "Draft":
        """A paragraph; line breaks inside a fact make further paragraphs."""
        return self.add(block_id, BlockKind.PARAGRAPH, wording)

    def item(self, block_id: str, wording: str) -> "Draft":
        """One item of the operative part."""
        return self.add(block_id, BlockKind.ITEM, wording)

    def note(self, block_id: str, wording: str) -> "Draft":
        """A remark under the text, such as the quoted articles (附：相关法律条文)."""
        return self.add(block_id, BlockKind.NOTE, wording)

    def signing(self, block_id: str, wording: str) -> "Draft":
        """A line for a party's own hand (签名、盖章), as a mediation statement needs."""
        return self.add(block_id, BlockKind.SIGNING, wording)

    def add(self, block_id: str, kind: BlockKind, wording: str) -> "Draft":
        """Write one block; further paragraphs of it are named `id.2`, `id.3` …"""
        if any(block.id == block_id for block in self._blocks):
            raise ValueError(f"two blocks named {block_id!r}")
        for order, runs in enumerate(_paragraphs(self._write(wording)), 1):
            name = block_id if order == 1 else f"{block_id}.{order}"
            self._blocks.append(Block(id=name, kind=kind, runs=runs))
        return self

    def document(  # noqa: PLR0913 - one argument for each part of the paper
        self,
        *,
        kind: str,
        organ: str,
        title: str,
        number: str,
        dated_on: date,
        addressee: str | None = None,
        attachments: Sequence[str] = (),
        copies: Sequence[str] = (),
        signature: str | None = None,
        seal: str | None = None,
        edition: Edition = Edition.ORIGINAL,
    ) -> Document:
        """Close the paper, or refuse with every missing fact. `title`, `addressee` and the lists are wordings too."""
        self._demand(organ=organ, title=title)
        if edition is not Edition.DRAFT:
            self._demand(number=number)
        lines = {name: Line(runs=self._write(text)) for name, text in (("title", title), ("to", addressee or ""))}
        attached = tuple(Line(runs=self._write(text)) for text in attachments)
        copied = tuple(Line(runs=self._write(text)) for text in copies)
        if self._faults:
            raise Refused.of(_distinct(self._faults), text="文书缺少必填内容，请补全后再生成。")
        return Document(
            kind=kind, organ=clean(organ), title=lines["title"], number=clean(number), dated_on=dated_on,
            addressee=lines["to"] if lines["to"].runs else None, blocks=tuple(self._blocks), attachments=attached,
            copies=copied, signature=clean(signature or organ), seal=seal, edition=edition,
        )  # fmt: skip

    def _write(self, wording: str) -> tuple[Run, ...]:
        runs, faults = _parse(wording, self.facts)
        self._faults.extend(faults)
        return runs

    def _demand(self, **parts: str) -> None:
        self._faults.extend(missing(name) for name, value in parts.items() if not value.strip())


def _paragraphs(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], ...]:
    """Cut runs at the line breaks inside them."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        for order, piece in enumerate(run.text.split("\n")):
            if order:
                paragraphs.append([])
            if piece.strip():
                paragraphs[-1].append(run.model_copy(update={"text": piece}))
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def _distinct(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    return tuple({fault.field: fault for fault in faults}.values())
