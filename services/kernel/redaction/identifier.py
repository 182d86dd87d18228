"""What would tell a reader who a person is (可识别信息), as the case knows it."""

from services.kernel.document.model import Frozen
from services.kernel.document.reference import IDENTIFYING, FactKind, Facts


class Identifier(Frozen):
    """One identifying fact of one party. `aliases` are other spellings the officer knows (曾用名, 简称, 小名)."""

    ref: str
    kind: FactKind
    value: str
    aliases: tuple[str, ...] = ()


def identifiers_of(facts: Facts) -> tuple[Identifier, ...]:
    """Everything identifying among the facts of a paper."""
    return tuple(Identifier(ref=f.ref, kind=f.kind, value=f.value) for f in facts if f.kind in IDENTIFYING)
