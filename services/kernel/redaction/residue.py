"""Whether an identifier is still in a text, however it is written."""

from collections.abc import Callable, Sequence

from services.kernel.document.model import Frozen
from services.kernel.document.reference import FactKind

from .identifier import Identifier

Fold = Callable[[str], str]


def same(text: str) -> str:
    """No folding of variants."""
    return text


class Residue(Frozen):
    """An identifier that can still be read: whose, in which spelling, and where."""

    ref: str
    kind: FactKind
    form: str
    excerpt: str


def residue(
    text: str, identifiers: Sequence[Identifier], *, fold: Fold = same, allowed: Sequence[str] = ()
) -> tuple[Residue, ...]:
    """Every identifier that can be read in `text`. `fold` turns traditional characters into simplified ones."""
    raise NotImplementedError
