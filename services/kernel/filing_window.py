"""申请期限: until when an application could be filed (行政复议法 第二十条、第二十一条), from facts alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.kernel.deadline import Deadline
from services.kernel.explain import day_zh, explain
from services.kernel.facts import ClockFacts, Suspension
from services.kernel.law import Law
from services.kernel.period import Period, Unit
from services.kernel.steps import Part

OBSTACLE = "行政复议法 第二十条第二款"
WAITING = {"duty_asked": "arl.inaction", "information_asked": "ogi.answer"}
INACTION = frozenset({"duty_ended", "duty_asked", "information_asked", "urgent"})


class Obstacle(Part):
    """耽误申请的障碍: from its first day until the day on which it was gone."""

    from_on: date
    until_on: date
    reason: str


class Knowledge(Part):
    """How and when the applicant came to know; without `remedies_told` the organ failed to tell the remedies.

    `told_on`: when they were learnt after all. `longer_days`: a longer limit that a statute sets, by `longer_basis`.
    """

    manner: str
    known_on: date | None = None
    remedies_told: bool = True
    told_on: date | None = None
    real_property: bool = False
    longer_days: int | None = None
    longer_basis: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The limits that bind the applicant, the first of which ends the window, and the first day to apply."""

    filed_on: date
    opens_on: date | None
    limits: tuple[Deadline, ...]

    @property
    def binding(self) -> Deadline | None:
        """The limit that ends first."""
        ending = [one for one in self.limits if one.due_on is not None]
        return min(ending, key=lambda one: one.due_on or date.max) if ending else None

    @property
    def due_on(self) -> date | None:
        """The last day to apply; `None` where no limit runs yet."""
        return self.binding.due_on if self.binding else None

    @property
    def is_late(self) -> bool:
        """Whether the application was filed after the last day."""
        return self.due_on is not None and self.filed_on > self.due_on

    @property
    def is_early(self) -> bool:
        """Whether it was filed while the organ still had time to act."""
        return self.opens_on is not None and self.filed_on < self.opens_on

    def lines(self) -> tuple[str, ...]:
        """How the last day was found, in sentences."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.opens_on is not None:
            yield f"自{day_zh(self.opens_on)}起可以申请。"
        for one in self.limits:
            yield from explain(one)
        if len(self.limits) > 1 and self.due_on is not None:
            yield f"以先到的为准：{day_zh(self.due_on)}。"
        yield f"申请于{day_zh(self.filed_on)}提出" + (f"，{self._verdict()}。" if self.due_on else "，没有期限届满。")

    def _verdict(self) -> str:
        if self.is_early:
            return "行政机关的履行期限尚未届满"
        return "已超过申请期限" if self.is_late else "在申请期限内"


@dataclass(frozen=True, slots=True)
class Filing:
    """When the application came, and when the act was made; `received_on` chooses the version of the law."""

    received_on: date
    filed_on: date
    made_on: date | None
    known: Knowledge | None
    obstacles: tuple[Obstacle, ...] = ()


def filing_window(filing: Filing, law: Law) -> Window:
    """Reckon every limit that binds this application; where nothing is known of the start, none runs."""
    known = filing.known
    opens_on = _opens_on(filing, law)
    found = [*_personal(filing, opens_on, law), *_bar(filing, law)] if known else []
    return Window(filing.filed_on, opens_on, tuple(found))


def _opens_on(filing: Filing, law: Law) -> date | None:
    known = filing.known
    if known is None or known.known_on is None or known.manner not in WAITING:
        return None
    rule = WAITING[known.manner]
    clock = ClockFacts(key=rule, rule=rule, started_on=known.known_on, law_on=filing.received_on)
    return law.ripe_on(clock) or law.chained_on(clock)


def _personal(filing: Filing, opens_on: date | None, law: Law) -> Iterator[Deadline]:
    """The limits that run from what the applicant knew."""
    known = filing.known
    if known is None or known.known_on is None or known.manner in {"unknown", "urgent"}:
        return
    if known.manner in INACTION:
        yield from _run("arl.application_inaction", opens_on or known.known_on, filing, law)
    elif known.remedies_told:
        yield from _run("arl.application", known.known_on, filing, law)
    else:
        if known.told_on is not None:
            yield from _run("arl.application_told", known.told_on, filing, law)
        yield from _run("arl.application_cap", known.known_on, filing, law)


def _bar(filing: Filing, law: Law) -> Iterator[Deadline]:
    """The bar from the day the act was made; an organ that did nothing made none (第二十一条)."""
    known = filing.known
    if known is None or filing.made_on is None or known.manner in INACTION:
        return
    yield from _run("arl.bar_real_property" if known.real_property else "arl.bar_general", filing.made_on, filing, law)


def _run(rule: str, started_on: date, filing: Filing, law: Law) -> Iterator[Deadline]:
    rules = law.at(filing.received_on)
    if rule not in rules:
        return
    may_wait = "obstacle" in rules[rule].suspension_grounds
    stops = tuple(
        Suspension(from_on=max(one.from_on, started_on), until_on=one.until_on, ground="obstacle", basis=OBSTACLE)
        for one in filing.obstacles
        if may_wait and one.until_on > started_on
    )
    longer = filing.known.longer_days if filing.known else None
    period = Period(length=longer, unit=Unit.DAY) if longer and rule == "arl.application" else None
    yield law.deadline(
        ClockFacts(
            key=rule, rule=rule, started_on=started_on, law_on=filing.received_on, suspensions=stops, period=period
        )
    )
