"""The law as the house uses it: the rulebook, the calendar and the readings, in one value handed to every decision."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from services.kernel.calendar import WorkCalendar, chinese_calendar
from services.kernel.clock import Deadline, Reminder, deadline, due_on, next_start, reminders
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.period import Period
from services.kernel.plain_limit import PlainLimit, plain_limit
from services.kernel.policy import DEFAULT, Policy
from services.kernel.refusal import Refused
from services.kernel.rule import Ripens, RuleVersion
from services.kernel.rulebook import LawAt, Rulebook, read_rulebook


@dataclass(frozen=True, slots=True)
class Law:
    """What `decide` is given: rules by date, and the last day of any limit. It never asks what day it is.

    The rulebook is read by the policy, so that a disputed provision has one reading in the whole house.

    >>> law = the_law()
    >>> law.reckon("arl.review", date(2026, 9, 29)).due_on
    datetime.date(2026, 10, 12)
    """

    rulebook: Rulebook
    calendar: WorkCalendar
    policy: Policy = DEFAULT
    _plain: dict[str, PlainLimit | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rulebook", self.rulebook.read_by(self.policy))

    def at(self, on: date) -> LawAt:
        """The rules that govern a case with this legal date."""
        return self.rulebook.at(on)

    def rule(self, facts: ClockFacts) -> RuleVersion:
        """The version of the rule under which the limit runs."""
        return self.rulebook.version(facts.rule, self._law_on(facts))

    def deadline(self, facts: ClockFacts) -> Deadline:
        """The last day of a limit, with its trace."""
        plain = self._plain_limit(facts)
        found = plain.deadline(facts.started_on) if plain else None
        return found or deadline(facts, self.rule(facts), self.calendar, self.policy)

    def due_on(self, facts: ClockFacts) -> date | None:
        """The last day alone; `None` while the clock stands still."""
        plain = self._plain_limit(facts)
        if plain:
            return self.calendar.add_working_days(facts.started_on, plain.length)
        return due_on(facts, self.rule(facts), self.calendar, self.policy)

    def chained_on(self, facts: ClockFacts) -> date | None:
        """Day 0 of what runs from the end of this limit; the switch `chain_from` says from which end."""
        return next_start(self.deadline(facts), self.policy)

    def ripe_on(self, facts: ClockFacts) -> date | None:
        """The first day on which that may be done which must wait for this period; `None` where nothing waits for it."""
        ripens, due = self.rule(facts).ripens, self.due_on(facts)
        if ripens is None or due is None:
            return None
        return due if ripens is Ripens.LAST_DAY else due + timedelta(days=1)

    def is_expired(self, facts: ClockFacts, today: date) -> bool:
        """Whether a running limit's last day lies behind us: the sweep may propose the rule's `on_lapse`."""
        if facts.state is not ClockState.RUNNING:
            return False
        due = self.due_on(facts)
        return due is not None and due < today

    def reckon(
        self, rule: str, started_on: date, *, law_on: date | None = None, period: Period | None = None
    ) -> Deadline:
        """The last day of a limit that is only computed and never runs in a case."""
        return self.deadline(
            ClockFacts(key=rule, rule=rule, started_on=started_on, law_on=law_on or started_on, period=period)
        )

    def reminders(self, facts: ClockFacts) -> tuple[Reminder, ...]:
        """The days on which to remind whoever is bound; none while the clock stands still or once it has ended."""
        due = self.due_on(facts) if facts.state is ClockState.RUNNING else None
        return () if due is None else reminders(due, self.rule(facts), self.calendar, after=facts.started_on)

    def check_extension(self, facts: ClockFacts, length: int, decided_on: date) -> None:
        """Refuse an extension the law does not know: none provided, above the cap, once too often, or too late."""
        rule = self.rule(facts)
        allowed = rule.extension
        if allowed is None:
            raise Refused("clock.no_extension", f"“{rule.title}”的期限不得延长。", cite=rule.cite)
        cite = f"{rule.law} {allowed.article}"
        if len(facts.extensions) >= allowed.times:
            raise Refused("clock.extended_twice", f"期限已延长过{allowed.times}次，不得再次延长。", cite=cite)
        if length <= 0:
            raise Refused("clock.extension_too_short", "延长的期限必须大于零。", cite=cite)
        if allowed.cap is not None and length > allowed.cap.length:
            raise Refused("clock.extension_too_long", f"延长期限最多不得超过{allowed.cap.text_zh}。", cite=cite)
        if decided_on < facts.started_on:
            raise Refused("clock.extended_too_early", "延长决定不能早于期限开始之日。", cite=cite)
        due = self.due_on(facts)
        if due is not None and decided_on > due:
            raise Refused("clock.extended_too_late", f"期限已于{due}届满，届满后作出的延长决定无效。", cite=cite)

    def check_suspension(self, facts: ClockFacts, ground: str, on: date) -> None:
        """Refuse a ground on which this limit cannot stand still, and a day on which it has run out already."""
        rule = self.rule(facts)
        if ground not in rule.suspension_grounds:
            raise Refused("clock.no_such_ground", f"“{rule.title}”的期限不能以该事由中止。", cite=rule.cite)
        due = self.due_on(facts)
        if due is not None and on > due:
            raise Refused("clock.suspended_too_late", f"期限已于{due}届满，届满后不能再中止。", cite=rule.cite)

    def check_period(self, facts: ClockFacts) -> None:
        """Refuse a length for a limit whose length the law itself sets."""
        rule = self.rule(facts)
        if facts.period is not None and rule.period is not None:
            text = f"“{rule.title}”的期限由法律规定，不能另行填写。"
            raise Refused("clock.period_fixed", text, cite=rule.cite)

    def _plain_limit(self, facts: ClockFacts) -> PlainLimit | None:
        """The rule made ready, if this limit needs nothing else: no suspension, no extension, the newest version."""
        if facts.suspensions or facts.extensions or facts.period:
            return None
        try:
            plain = self._plain[facts.rule]
        except KeyError:
            plain = self._plain[facts.rule] = plain_limit(self.rulebook.versions(facts.rule)[-1], self.calendar)
        # The newest version governs whatever the policy says of pending cases: no later act could take them over.
        return plain if plain and facts.law_on >= plain.valid_from else None

    def _law_on(self, facts: ClockFacts) -> date:
        """The date that chooses the version; where a new act takes over pending cases, the day the limit starts."""
        if self.policy.pending_cases == "new_act" and facts.started_on > facts.law_on:
            for version in self.rulebook.versions(facts.rule):
                if version.takes_pending and facts.law_on < version.valid_from <= facts.started_on:
                    return facts.started_on
        return facts.law_on


@cache
def the_law() -> Law:
    """The law in force with the house's data; read once, cheap ever after."""
    return Law(read_rulebook(), chinese_calendar())
