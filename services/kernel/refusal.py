"""What the law or the house forbids, told as a value: a code, a sentence for the person, and the provision."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, with the field it stands in and the provision (条文) that says so."""

    code: str
    text: str
    cite: str | None = None
    field: str | None = None


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the domain, not a failure of the program
    """The step may not be taken. `faults` lists every reason at once, never only the first."""

    def __init__(self, code: str, text: str, *, cite: str | None = None, faults: Sequence[Fault] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.cite = cite
        self.faults = tuple(faults) or (Fault(code, text, cite),)

    @classmethod
    def of(cls, faults: Sequence[Fault], *, code: str = "faults", text: str = "请先改正下列各项。") -> "Refused":
        """Bundle several faults into one refusal; a single fault keeps its own code and sentence."""
        if len(faults) == 1:
            only = faults[0]
            return cls(only.code, only.text, cite=only.cite, faults=faults)
        return cls(code, text, faults=faults)
