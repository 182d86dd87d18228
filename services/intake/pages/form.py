"""The filing form (登记表): what was typed, its faults beside their fields, and the filing that it says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError
from starlette.datastructures import FormData

from services.kernel.organs import Profile
from services.kernel.refusal import Fault

from ..domain.filing import DATE_TITLES, faults_of
from ..parts import Filing
from .reading import ACT, OTHER, PREFIX, content, filled, is_filled, rows

Place = tuple[str | int, ...]
TITLES = {
    "name": "姓名或名称",
    "phone": "电话",
    "email": "电子邮箱",
    "id_number": "证件号码",
    "district": "所在区",
    "road": "路、街道",
    "detail": "门牌、室号",
    "birth_on": "出生日期",
    "received_on": "收到日期",
    "story": "事情经过",
    "claim": "请求",
    "partner": "移送单位",
    "reference": "移送编号",
    "fine_amount": "罚款数额",
    "act_published": "是否公开过",
    "limits": "授权范围",
    "term": "委托期限",
    "relation": "关系",
    "postmark_on": "邮戳日期",
    "reason": "理由",
    "title": "决定或行为",
    "number": "文号",
    **DATE_TITLES,
}
SENTENCES = {
    "missing": "请填写{title}。",
    "string_too_short": "请填写{title}。",
    "string_too_long": "{title}太长了，请精简。",
    "date_from_datetime_parsing": "{title}应当是日期，例如 2026-10-12。",
    "date_parsing": "{title}应当是日期，例如 2026-10-12。",
    "int_parsing": "{title}应当是整数。",
    "greater_than_equal": "{title}不能小于零。",
    "less_than_equal": "{title}过大，请核对。",
}


@dataclass(frozen=True)
class FilingForm:
    """What was typed, kept as typed, with its faults beside the fields."""

    values: Mapping[str, str]
    faults: tuple[Fault, ...] = ()

    def value(self, name: str, default: str = "") -> str:
        """What stands in a field."""
        return self.values.get(name, default)

    def error(self, name: str) -> str | None:
        """Everything that is wrong with a field."""
        return " ".join(fault.text for fault in self.faults if fault.field == name) or None

    def is_used(self, row: int, kind: str = "units") -> bool:
        """Whether anything was said in this row, or it was just asked for, so that it is shown open."""
        is_asked = self.value("more") == kind and row == self.rows(kind)[-1]
        return (kind == "units" and row == 0) or is_asked or is_filled(self.values, kind, row)

    def rows(self, kind: str) -> tuple[int, ...]:
        """The rows of this kind that are shown."""
        return rows(self.values, kind)

    def has(self, *names: str) -> bool:
        """Whether any of these fields says something or is wrong."""
        return any(self.value(name) or self.error(name) for name in names)


def typed(form: FormData) -> dict[str, str]:
    """The text fields as they came."""
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


def filing_of(values: Mapping[str, str], today: date, profile: Profile) -> tuple[Filing | None, tuple[Fault, ...]]:
    """The filing, or every fault of the form at once: those of single fields and those of the matter itself."""
    told = dict(content(values))
    try:
        filing = Filing.model_validate(told)
    except ValidationError as error:
        broken = tuple(_broken(error))
    else:
        lawful = tuple(faults_of(filing, today, profile))
        return (None if lawful else filing), lawful
    faults = tuple(_fault([*map(str, path)], kind) for path, kind in broken)
    patched = _patched(told, broken, today)
    others = faults_of(patched, today, profile) if patched else ()
    known = {fault.field for fault in faults}
    return None, (*faults, *(one for one in others if one.field not in known))


def _broken(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Each broken place with what is wrong. A list that is “too short” only because its units are broken is no fault."""
    for one in error.errors():
        if one["loc"] != ("units",):
            yield one["loc"], str(one["type"])


def _patched(told: dict[str, object], broken: Sequence[tuple[Place, str]], today: date) -> Filing | None:
    """The filing with a stand-in at every broken place, only to see what else is wrong."""
    for (*path, last), kind in broken:
        inner = _inner(told, path)
        if isinstance(inner, dict):
            _stand_in(inner, str(last), kind, today)
    try:
        return Filing.model_validate(told)
    except ValidationError:
        return None


def _inner(told: object, path: Sequence[str | int]) -> object:
    for step in path:
        if isinstance(told, dict):
            told = told.get(step)
        elif isinstance(told, list) and isinstance(step, int):
            told = told[step]
    return told


def _stand_in(inner: dict[str, object], name: str, kind: str, today: date) -> None:
    if name == "received_on":
        inner[name] = today
    elif name == "relation":
        inner[name] = "unknown"
    elif kind in {"missing", "string_too_short", "string_too_long"}:
        inner[name] = "…"
    else:
        inner.pop(name, None)


def _fault(path: list[str], kind: str) -> Fault:
    title = TITLES.get(path[-1], "这一项") if path else "登记内容"
    return Fault(kind, SENTENCES.get(kind, "{title}不对，请核对。").format(title=title), field=".".join(path))


def placed(faults: tuple[Fault, ...], values: Mapping[str, str]) -> tuple[Fault, ...]:
    """The same faults, each naming the form's own field. Blank rows in between do not shift the numbers."""
    used = {kind: filled(values, kind) for kind in PREFIX}
    return tuple(Fault(one.code, _named(one, used["units"]), one.cite, _field(one.field, used)) for one in faults)


def _named(fault: Fault, units: list[int]) -> str:
    """With several units filed, a fault says in which of them it stands."""
    found = re.match(r"units\.(\d+)\.", fault.field or "")
    return f"第{int(found[1]) + 1}项：{fault.text}" if found and len(units) > 1 else fault.text


def _field(path: str | None, used: Mapping[str, list[int]]) -> str | None:
    if path is None:
        return None
    found = re.fullmatch(r"(units|agents|co_applicants)\.(\d+)\.(.+)", path)
    if found is None:
        inner = path.removeprefix("applicant.").replace("source.", "source_").replace("despite.", "despite_")
        return inner.replace("statutory_agent.", "sa_")
    kind, row, inner = found[1], used[found[1]][int(found[2])], found[3]
    return f"{PREFIX[kind]}{row}-{_part(inner)}"


def _part(inner: str) -> str:
    named = {f"other_side.{part}": name for name, part in OTHER.items()} | {
        f"act.{part}": name for name, part in ACT.items()
    }
    return named.get(inner, inner.removeprefix("answers.").replace("statutory_agent.", "sa_"))
