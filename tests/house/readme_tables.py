"""The tables of the READMEs, made from the code. `readme.py` puts them between their marks."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from flows.registry import FLOWS, FlowSpec
from services import cli
from services.chassis.db import SERVICES
from services.chassis.demo_users import DEMO_PASSWORD, _people
from services.chassis.i18n import Language, translate
from services.chassis.navigation import ROLE_TITLES
from services.chassis.settings import Settings
from services.kernel import machine as machines
from services.kernel.machine import Machine, machine, mermaid
from services.kernel.rule import Confidence, RuleVersion
from services.kernel.rulebook import read_rulebook
from tests.house import readme_words as words
from tests.house.services import room, spec
from tests.house.source import HOUSE

ROLES = Settings.model_fields["role_prefix"].default
Rows = list[Sequence[object]]
OTHERS = ("flows", "deploy", "docs", "tests")
UNITS = {
    "working_day": ("working days", "个工作日"),
    "day": ("days", "日"),
    "month": ("months", "个月"),
    "year": ("years", "年"),
    "hour": ("hours", "小时"),
}


def table(name: str, zh: bool, rows: Rows) -> list[str]:
    heads = [pair[zh] for pair in words.HEADS[name]]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows]


def folders(zh: bool, _service: str) -> list[str]:
    """Every folder of the program; one that nobody described is a KeyError."""
    packages = sorted(path.name for path in (HOUSE / "services").iterdir() if (path / "__init__.py").exists())
    found = [*(f"services/{name}" for name in packages), *(name for name in OTHERS if _has_files(name))]
    order = [name for name in words.FOLDERS if name in found]
    assert sorted(order) == sorted(found), "describe every folder in readme_words.py"
    return table("folders", zh, [(f"`{name}/`", words.FOLDERS[name][zh]) for name in order])


def _has_files(folder: str) -> bool:
    return any(path.is_file() for path in (HOUSE / folder).rglob("*"))


def services(zh: bool, _service: str) -> list[str]:
    rows: Rows = []
    for name in (name for name in SERVICES if room(name, "app") is not None):
        told = spec(name)
        what = told.title if zh else words.SERVICES[name]
        rows.append((f"`{name}`", what, f"`{told.page_prefix}`", f"`{told.api_prefix}`", f"`{name}`, `{ROLES}_{name}`"))
    return table("services", zh, rows)


def flows(zh: bool, _service: str) -> list[str]:
    rows = [
        (f"`{one.name}`", one.purpose if zh else words.FLOWS[one.name], _when(one, zh), _started(one)) for one in FLOWS
    ]
    return table("flows", zh, [*rows])


def _when(flow: FlowSpec, zh: bool) -> str:
    if flow.cron is None:
        return "—"
    minute, hour = flow.cron.split()[:2]
    if minute.startswith("*/"):
        return f"每 {minute[2:]} 分钟" if zh else f"every {minute[2:]} minutes"
    return (
        f"每日 {hour.zfill(2)}:{minute.zfill(2)}"
        if zh
        else f"daily at {hour.zfill(2)}:{minute.zfill(2)}, Asia/Shanghai"
    )


def _started(flow: FlowSpec) -> str:
    fixed = (", ".join(f"{key}={value}" for key, value in trigger.fixed.items()) for trigger in flow.triggers)
    told = [f"`{one.message}`" + (f" ({more})" if more else "") for one, more in zip(flow.triggers, fixed, strict=True)]
    return "<br>".join(told) or "—"


def rules(zh: bool, _service: str) -> list[str]:
    versions = list(read_rulebook())
    rows: Rows = []
    for channel in sorted({rule.channel for rule in versions}):
        own = [rule for rule in versions if rule.channel == channel]
        counted = Counter(rule.confidence for rule in own)
        levels = [
            counted[level]
            for level in (Confidence.VERIFIED, Confidence.SECOND_HAND, Confidence.MEMORY, Confidence.INFERRED)
        ]
        rows.append((f"`{channel}`", len({rule.id for rule in own}), len(own), *levels))
    return table("rules", zh, rows)


def procedures(zh: bool, _service: str) -> list[str]:
    rows: Rows = []
    for name in sorted(path.stem for path in machines.FOLDER.glob("*.yaml")):
        told = machine(name)
        sure = sum(row.confidence == "verified" for row in told.transitions)
        rows.append(
            (
                f"[{told.title if zh else name}](services/{name}/README.md)",
                len(told.states),
                len(told.transitions),
                sure,
                told.checked_on,
            )
        )
    return table("machines", zh, rows)


def users(zh: bool, _service: str) -> list[str]:
    language: Language = "zh" if zh else "en"
    rows = [
        (f"`{one.username}`", one.name, translate(language, ROLE_TITLES[one.role]), translate(language, one.note))
        for one in _people()
    ]
    password = f"各用户口令均为 `{DEMO_PASSWORD}`。" if zh else f"The password of all of them is `{DEMO_PASSWORD}`."
    return [*table("users", zh, [*rows]), "", password]


def commands(zh: bool, _service: str) -> list[str]:
    rows = [(f"`jiefen {name}`", words.COMMANDS[name] if zh else one.purpose) for name, one in cli.COMMANDS.items()]
    return table("commands", zh, [*rows])


def make(zh: bool, _service: str) -> list[str]:
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(targets.split()) == set(words.MAKE), "describe every target in readme_words.py"
    return table("make", zh, [(f"`make {name}`", told[zh]) for name, told in words.MAKE.items()])


def diagram(_zh: bool, service: str) -> list[str]:
    return ["```mermaid", *mermaid(machine(service)).splitlines(), "```"]


def steps(zh: bool, service: str) -> list[str]:
    told = machine(service)
    rows = [
        (row.id, f"`{row.command}`", row.title, _from(told, row.sources), f"{row.cite}{_doubt(row.confidence, zh)}")
        for row in told.transitions
    ]
    return table("steps", zh, [*rows])


def _from(told: Machine, sources: frozenset[str]) -> str:
    return "、".join(told.states[name].title for name in told.states if name in sources) or "—"


def _doubt(confidence: str, zh: bool) -> str:
    if confidence == "verified":
        return ""
    labels = {
        "second_hand": ("second-hand", "转引"),
        "memory": ("from memory", "待核"),
        "inferred": ("inferred", "推定"),
    }
    return f"（{labels[confidence][zh]}）"


def clocks(zh: bool, service: str) -> list[str]:
    """The rules of the channel as they stand now: the newest version of each."""
    newest = [versions[-1] for versions in read_rulebook().rules.values() if versions[-1].channel == service]
    rows = [
        (
            f"`{rule.id}`",
            rule.title if zh else rule.title_en,
            _length(rule, zh),
            f"{rule.cite}{_doubt(rule.confidence, zh)}",
            f"`{rule.on_lapse}`" if rule.on_lapse else "—",
        )
        for rule in newest
    ]
    return table("clocks", zh, [*rows])


def _length(rule: RuleVersion, zh: bool) -> str:
    if rule.period is None:
        return "依文书" if zh else "as the document says"
    unit = UNITS[str(rule.period.unit)][zh]
    if zh:
        return f"{rule.period.length}{unit}"
    return f"{rule.period.length} {unit.removesuffix('s') if rule.period.length == 1 else unit}"


TABLES: dict[str, Callable[[bool, str], list[str]]] = {
    "folders": folders,
    "services": services,
    "flows": flows,
    "rules": rules,
    "procedures": procedures,
    "users": users,
    "commands": commands,
    "make": make,
    "diagram": diagram,
    "steps": steps,
    "clocks": clocks,
}
