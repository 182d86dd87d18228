"""All rules with all their versions, read from the data files; which version governs is a question of dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from services.kernel.period import Period, Unit
from services.kernel.policy import DEFAULT, Policy, positions
from services.kernel.refusal import Refused
from services.kernel.rule import RuleVersion
from services.kernel.rule_files import LawEdition, LawsFile, RuleEntry, RuleFile, VersionEntry
from services.kernel.yaml_data import BrokenData, Entry, read

__all__ = ["Ground", "LawAt", "RuleVersion", "Rulebook", "UnknownRule", "read_rulebook"]

FOLDER = Path(__file__).with_name("rules")
_ONE_DAY = timedelta(days=1)


class UnknownRule(KeyError):  # noqa: N818 - a name that is wrong in the code, not a refusal to a person
    """No rule has this id: a slip in the calling code."""


class Ground(Entry):
    """A ground on which a limit may stand still, with its provision."""

    id: str
    title: str
    title_en: str
    cite: str
    ends_case: bool = False


class LawAt:
    """The rules as they stood on one legal date: `law.at(on)["arl.review"]`."""

    def __init__(self, rulebook: "Rulebook", on: date) -> None:
        self._rulebook = rulebook
        self.on = on

    def __getitem__(self, rule: str) -> RuleVersion:
        return self._rulebook.version(rule, self.on)

    def __contains__(self, rule: str) -> bool:
        return any(version.holds_on(self.on) for version in self._rulebook.versions(rule))


@dataclass(frozen=True)
class Rulebook:
    """Every rule by id, its versions in order of time. `version_hash` stands on what is computed from it.

    `policy` is what its disputed provisions were read by.
    """

    rules: Mapping[str, tuple[RuleVersion, ...]]
    grounds: Mapping[str, Ground]
    version_hash: str
    policy: Policy = DEFAULT

    def __iter__(self) -> Iterator[RuleVersion]:
        return (version for versions in self.rules.values() for version in versions)

    def at(self, on: date) -> LawAt:
        """The law on a legal date."""
        return LawAt(self, on)

    def versions(self, rule: str) -> tuple[RuleVersion, ...]:
        """All versions of a rule, oldest first."""
        try:
            return self.rules[rule]
        except KeyError:
            raise UnknownRule(rule) from None

    def read_by(self, policy: Policy) -> "Rulebook":
        """The same rules, their disputed provisions read as the policy says; the hash tells the readings apart."""
        if policy == self.policy:
            return self
        rules = {
            key: tuple(v.read_at(policy.position(v.readings.switch)) if v.readings else v for v in versions)
            for key, versions in self.rules.items()
        }
        digest = sha256(f"{self.version_hash}{policy.model_dump_json()}".encode()).hexdigest()
        return replace(self, rules=rules, version_hash=digest, policy=policy)

    def version(self, rule: str, on: date) -> RuleVersion:
        """The version that governs on the date; refused where none was in force."""
        for version in self.versions(rule):
            if version.holds_on(on):
                return version
        newest = self.rules[rule][-1]
        raise Refused("rule.not_in_force", f"规则“{newest.title}”在{on}不适用。", cite=newest.cite)


@cache
def read_rulebook(folder: Path = FOLDER) -> Rulebook:
    """Read every rule file of the folder; anything missing, unknown, overlapping or uncited stops the house."""
    laws = read(folder / "laws.yaml", LawsFile).laws
    digest = sha256()
    rules: dict[str, tuple[RuleVersion, ...]] = {}
    grounds: dict[str, Ground] = {}
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.read_bytes())
        if path.name == "laws.yaml":
            continue
        file = read(path, RuleFile)
        for key, ground in file.grounds.items():
            _once(path, key, grounds)
            grounds[key] = Ground(id=key, **ground.model_dump())
        for key, rule in file.rules.items():
            _once(path, key, rules)
            rules[key] = _versions(path, key, rule, file.channel, laws)
            if rule.suspension_grounds and any(version.is_in_hours for version in rules[key]):
                raise BrokenData(path, f"rules.{key}.suspension_grounds: hours are not suspended")
            unknown = sorted(set(rule.suspension_grounds) - set(grounds))
            if unknown:
                raise BrokenData(path, f"rules.{key}.suspension_grounds: unknown {unknown}")
    return Rulebook(rules, grounds, digest.hexdigest())


def _once(path: Path, key: str, found: Mapping[str, object]) -> None:
    if key in found:
        raise BrokenData(path, f"{key}: the id stands in another file already")


def _versions(
    path: Path, key: str, rule: RuleEntry, channel: str, laws: Mapping[str, LawEdition]
) -> tuple[RuleVersion, ...]:
    for place, version in enumerate(rule.versions):
        where = f"rules.{key}.versions.{place}"
        law = laws.get(version.law)
        if law is None:
            raise BrokenData(path, f"{where}.law: {version.law} is not in laws.yaml")
        _check_readings(path, where, version)
        for period, counting in _lengths(version):
            _check_unit(path, where, period, counting, law)
        if version.valid_until is not None and version.valid_until < version.valid_from:
            raise BrokenData(path, f"{where}.valid_until: before valid_from")
        if place and rule.versions[place - 1].valid_until != version.valid_from - _ONE_DAY:
            raise BrokenData(path, f"{where}.valid_from: gap or overlap with the version before")
    return tuple(_version(key, rule, version, channel, laws[version.law]) for version in rule.versions)


def _lengths(version: VersionEntry) -> Iterator[tuple[Period | None, str | None]]:
    """Every length the version can have, with what it says about how the days are counted."""
    if version.readings is None or "period" not in version.read_fields:
        yield version.period, version.counting
        return
    for one in version.readings.choices.values():
        yield one.period, one.counting or version.counting


def _check_readings(path: Path, where: str, version: VersionEntry) -> None:
    """A rule may lean only on a switch there is, and must say what each of its positions gives."""
    if version.readings is None:
        return
    known = positions(version.readings.switch)
    if known is None:
        raise BrokenData(path, f"{where}.readings.switch: there is no switch {version.readings.switch}")
    if set(version.readings.choices) != set(known):
        raise BrokenData(path, f"{where}.readings.choices: must be {', '.join(known)}")
    decided = version.read_fields
    for position, one in version.readings.choices.items():
        missing = sorted(decided - one.model_fields_set)
        if missing or not decided:
            raise BrokenData(path, f"{where}.readings.choices.{position}: {', '.join(missing) or 'decides nothing'}")


def _check_unit(path: Path, where: str, period: Period | None, counting: str | None, law: LawEdition) -> None:
    """Hold a period in days against the law's own clause on 日, unless the provision itself names the unit."""
    if period is None or counting is not None or period.unit not in (Unit.DAY, Unit.WORKING_DAY):
        return
    expected = Unit.WORKING_DAY if period.length in law.working_day_lengths else Unit.DAY
    if period.unit is not expected:
        raise BrokenData(path, f"{where}.period: {period.length} 日 in {law.short} is {expected}")


def _version(key: str, rule: RuleEntry, version: VersionEntry, channel: str, law: LawEdition) -> RuleVersion:
    counting = version.counting or (
        f"{law.short} {law.working_day_article}"
        if version.period is not None and version.period.unit is Unit.WORKING_DAY
        else f"{law.short} {version.article}"
    )
    found = RuleVersion(
        id=key,
        title=rule.title,
        title_en=rule.title_en,
        channel=channel,
        law=law.short,
        article=version.article,
        quote=version.quote,
        note=version.note,
        bound=rule.bound,
        starts=version.starts or rule.starts,
        stops=rule.stops,
        on_lapse=rule.on_lapse,
        period=version.period,
        roll=version.roll,
        hours_from=version.hours_from,
        ripens=version.ripens,
        readings=version.readings,
        takes_pending=law.takes_pending,
        direction=rule.direction,
        counting=counting,
        extension=version.extension,
        interruption=version.interruption,
        suspension_grounds=rule.suspension_grounds,
        document=rule.document,
        reminders=rule.reminders,
        confidence=version.confidence,
        checked_on=version.checked_on,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )
    return found.read_at(DEFAULT.position(found.readings.switch)) if found.readings else found
