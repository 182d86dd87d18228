"""Rows arranged as bit masks: which of them an answer leaves possible, which match surely, and which comes first."""

from collections.abc import Collection, Iterator
from datetime import date

from services.kernel.routing_rows import Row
from services.kernel.routing_vocabulary import Condition


class RowIndex:
    """Bit n of a mask stands for row n in the order asked. A mask of answers is the rows they do not exclude."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        self.every = (1 << len(rows)) - 1
        self._when = {name: self._tests(name, "when") for name in self._names("when")}
        self._unless = {name: self._tests(name, "unless") for name in self._names("unless")}
        self._wanting: dict[tuple[str, str], int] = {}
        self._barring: dict[tuple[str, str], int] = {}
        self._days: dict[date, int] = {}
        for bit, row in self._bits(self.every):
            for name, wanted in row.when.items():
                for answer in wanted:
                    self._wanting[name, answer] = self._wanting.get((name, answer), 0) | bit
            for name, barred in row.unless.items():
                for answer in barred:
                    self._barring[name, answer] = self._barring.get((name, answer), 0) | bit

    def _names(self, part: str) -> set[str]:
        return {name for row in self.rows for name in getattr(row, part)}

    def _tests(self, name: str, part: str) -> int:
        return sum(bit for bit, row in self._bits(self.every) if name in getattr(row, part))

    def _bits(self, mask: int) -> Iterator[tuple[int, Row]]:
        for number, row in enumerate(self.rows):
            if mask >> number & 1:
                yield 1 << number, row

    def on(self, day: date) -> int:
        """The rows that are the law of that day."""
        if day not in self._days:
            self._days[day] = sum(1 << number for number, row in enumerate(self.rows) if row.holds_on(day))
        return self._days[day]

    def left_by(self, name: str, answers: tuple[str, ...]) -> int:
        """The rows that these answers to one question do not exclude."""
        wanting = barring = 0
        for answer in answers:
            wanting |= self._wanting.get((name, answer), 0)
            barring |= self._barring.get((name, answer), 0)
        return (self.every ^ self._when.get(name, 0) | wanting) & ~barring

    def possible(self, inputs: Condition, day: date) -> int:
        """The rows that the answers so far do not exclude; a question without an answer here excludes nothing."""
        mask = self.on(day)
        for name, answers in inputs.items():
            mask &= self.left_by(name, answers)
        return mask

    def testing(self, names: Collection[str]) -> int:
        """The rows that ask one of these questions."""
        mask = 0
        for name in names:
            mask |= self._when.get(name, 0) | self._unless.get(name, 0)
        return mask

    def candidates(self, possible: int, open_questions: int) -> int:
        """The rows that may still be the first to match: up to the first that matches whatever is answered next."""
        sure = possible & ~open_questions
        return possible & ((sure & -sure) * 2 - 1) if sure else possible

    def first(self, mask: int) -> Row | None:
        """The first row of a mask."""
        return self.rows[(mask & -mask).bit_length() - 1] if mask else None

    def of(self, mask: int) -> tuple[Row, ...]:
        """The rows of a mask in order."""
        return tuple(row for _, row in self._bits(mask))
