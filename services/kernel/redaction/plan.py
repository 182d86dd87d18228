"""Draw up the masking plan: fields first, then known identifiers in free text, then what merely looks identifying."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from services.kernel.document import Document, Line, public
from services.kernel.document.reference import FactKind

from .folding import Fold, same
from .identifier import Identifier
from .model import Plan, Replacement, Source, Spot, Suspect
from .patterns import propose
from .spelling import NAMED, NUMBERS, Spelling, spellings, token_of

_CONTEXT = 4


def plan(document: Document, identifiers: Sequence[Identifier], keep: Sequence[str] = (), *, fold: Fold = same) -> Plan:
    """Find every known identifier and propose what looks like one.

    `keep` names what stays readable (organs, courts, their heads and addresses). Private clauses are not looked at:
    they are left out whole. `fold` turns traditional characters into simplified ones, one for one.
    """
    frame = public(document)
    sheet = _Sheet(frame, tuple(identifiers), tuple(text for text in keep if text), fold)
    for place, line in frame.lines():
        sheet.read(place, line)
    sheet.read_again()
    places = tuple(place for place, _ in frame.lines())
    return Plan(
        document_sha256=document.sha256,
        places=places,
        identifiers=sheet.identifiers,
        keep=sheet.keep,
        replacements=numbered(sheet.replacements, places),
        suspects=tuple(sheet.proposals()),
    )


@dataclass
class _Sheet:
    """The plan while it is being drawn up: which characters are already spoken for."""

    frame: Document
    identifiers: tuple[Identifier, ...]
    keep: tuple[str, ...]
    fold: Fold
    replacements: list[Replacement] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    _open: list[tuple[int, int]] = field(default_factory=list)
    _taken: dict[str, list[Spot]] = field(default_factory=lambda: defaultdict(list))

    def read(self, place: str, line: Line) -> None:
        """Look through one line, the surest findings first."""
        self._open = []
        self._fields(place, line)
        self._open = [(start, start + len(kept)) for kept in self.keep for start in _places(line.text, kept)]
        for certain in (True, False):
            self._known(place, line.text, certain=certain)
        self._shapes(place, line.text)

    def read_again(self) -> None:
        """A suspect stands under suspicion wherever the paper repeats it, also where no word before it gave it away."""
        for place, line in self.frame.lines():
            if place == "number":
                continue
            self._open = [(start, start + len(kept)) for kept in self.keep for start in _places(line.text, kept)]
            for first in sorted({(s.text, s.kind): s for s in self.suspects}.values(), key=lambda s: -len(s.text)):
                if first.kind is not FactKind.PLAIN:
                    self._echo(place, line.text, first)

    def _echo(self, place: str, text: str, first: Suspect) -> None:
        spelling = Spelling(first.text, first.token, first.reason)
        for start, end in spelling.find(text, number=first.kind in NUMBERS, fold=self.fold):
            spot = Spot(place=place, start=start, end=end)
            if self._take(spot):
                self.suspects.append(first.model_copy(update={**spot.model_dump(), "text": text[start:end]}))

    def proposals(self) -> Iterator[Suspect]:
        """The suspects with their neighbourhood."""
        texts = {place: line.text for place, line in self.frame.lines()}
        claimed = [*self.replacements, *self.suspects]
        for suspect in self.suspects:
            yield suspect.model_copy(update={"context": context(texts[suspect.place], suspect, claimed)})

    def _take(self, spot: Spot) -> bool:
        # Wholly inside an organ's name it is part of that name; reaching beyond, it is not.
        if any(left <= spot.start and spot.end <= right for left, right in self._open):
            return False
        if any(spot.overlaps(other) for other in self._taken[spot.place]):
            return False
        self._taken[spot.place].append(spot)
        return True

    def _fields(self, place: str, line: Line) -> None:
        owners = {i.ref: i for i in self.identifiers}
        at = 0
        for run in line.runs:
            owner = owners.get(run.ref or "")
            if owner and run.text.strip():
                self._replace(
                    Replacement(
                        place=place, start=at, end=at + len(run.text), original=run.text, token=token_of(owner),
                        key=owner.value, kind=owner.kind, ref=owner.ref, source=Source.STRUCTURE,
                        reason="当事人信息（案件登记）", is_field=True,
                    )
                )  # fmt: skip
            at += len(run.text)

    def _replace(self, replacement: Replacement) -> None:
        if self._take(replacement):
            self.replacements.append(replacement)

    def _known(self, place: str, text: str, *, certain: bool) -> None:
        for owner, spelling in self._spellings(certain=certain):
            for start, end in spelling.find(text, number=owner.kind in NUMBERS, fold=self.fold):
                spot = Spot(place=place, start=start, end=end)
                if certain:
                    self._replace(
                        Replacement(
                            **spot.model_dump(), original=text[start:end], token=spelling.token, key=owner.value,
                            kind=owner.kind, ref=owner.ref, source=Source.STRUCTURE, reason=f"正文中的{spelling.reason}",
                        )
                    )  # fmt: skip
                elif self._take(spot):
                    self.suspects.append(
                        Suspect(
                            **spot.model_dump(), text=text[start:end], kind=owner.kind, token=spelling.token,
                            key=owner.value, reason=spelling.reason, context="",
                        )
                    )  # fmt: skip

    def _spellings(self, *, certain: bool) -> Iterable[tuple[Identifier, Spelling]]:
        known = ((i, s) for i in self.identifiers for s in spellings(i) if s.certain is certain and s.text.strip())
        return sorted(known, key=lambda pair: (-len(pair[1].text), pair[0].ref))

    def _shapes(self, place: str, words: str) -> None:
        if place == "number":
            return
        for hit in propose(words):
            spot = Spot(place=place, start=hit.start, end=hit.end)
            text = words[hit.start : hit.end]
            if not _is_known_number(self.frame, text) and self._take(spot):
                self.suspects.append(
                    Suspect(
                        **spot.model_dump(), text=text, kind=hit.kind, token=hit.token, key=text, reason=hit.reason,
                        context="",
                    )
                )  # fmt: skip


def _is_known_number(frame: Document, text: str) -> bool:
    """A serial that the paper's own number or a field of the case ends in is not news."""
    fields = {run.text for _, line in frame.lines() for run in line.runs if run.ref} | {frame.number}
    return text.isdigit() and any(known.endswith(f"〕{text}号") for known in fields)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def context(text: str, spot: Spot, claimed: Iterable[Spot]) -> str:
    """The spot with a few neighbours on each side, as far as they are not masked themselves."""
    others = [other for other in claimed if other.place == spot.place and not other.overlaps(spot)]
    left = max([spot.start - _CONTEXT, 0, *(other.end for other in others if other.end <= spot.start)])
    right = min([spot.end + _CONTEXT, len(text), *(other.start for other in others if other.start >= spot.end)])
    return text[left:right]


def numbered(replacements: Iterable[Replacement], places: Sequence[str]) -> tuple[Replacement, ...]:
    """Put in reading order; equal tokens of different owners are told apart by figures (张某1、张某2)."""
    order = {place: n for n, place in enumerate(places)}
    ordered = sorted(replacements, key=lambda r: (order[r.place], r.start))
    owners: dict[str, list[str]] = defaultdict(list)
    for r in ordered:
        if r.kind in NAMED and r.token and r.key not in owners[r.token]:
            owners[r.token].append(r.key)
    return tuple(
        r.model_copy(update={"figure": owners[r.token].index(r.key) + 1 if len(owners[r.token]) > 1 else None})
        if r.kind in NAMED and r.token
        else r
        for r in ordered
    )
