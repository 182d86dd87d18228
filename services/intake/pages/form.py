"""The filing form (登记表): from posted fields to a filing, and every fault back to the field it stands in."""

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

Place = tuple[str | int, ...]
ROWS = 3
PARTY = ("name", "kind", "id_number", "phone", "email", "district", "road", "detail", "birth_on", "electronic_consent")
OTHER = {"other_name": "name", "other_phone": "phone", "other_address": "address"}
ACT = {"act_title": "title", "act_number": "number", "fine_amount": "fine_amount", "act_published": "published"}
ANSWERS = (
    "nature",
    "field",
    "respondent_kind",
    "respondent_organ",
    "place_organ",
    "act_kind",
    "on_spot",
    "acquired_right",
    "told_remedy",
    "real_property",
    "urgency",
    "willing",
    "in_district",
    "for_living",
    "certificate",
    "prior",
    *DATE_TITLES,
)
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
    "title": "决定或行为",
    "number": "文号",
    **DATE_TITLES,
}
OF_ORGANS = frozenset({"act", "inaction", "information"})
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

    def is_used(self, row: int) -> bool:
        """Whether anything was said in this unit's row, so that it is shown open."""
        return row == 0 or bool(self.value(f"u{row}-claim") or self.value(f"u{row}-nature"))


def typed(form: FormData) -> dict[str, str]:
    """The text fields as they came."""
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


def filing_of(values: Mapping[str, str], today: date, profile: Profile) -> tuple[Filing | None, tuple[Fault, ...]]:
    """The filing, or every fault of the form at once: those of single fields and those of the matter itself."""
    content = dict(_content(values))
    try:
        return Filing.model_validate(content), ()
    except ValidationError as error:
        broken = tuple(_broken(error))
    faults = tuple(_fault([*map(str, path)], kind) for path, kind in broken)
    patched = _patched(content, broken, today)
    others = faults_of(patched, today, profile) if patched else ()
    known = {fault.field for fault in faults}
    return None, (*faults, *(one for one in others if one.field not in known))


def _broken(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Each broken place with what is wrong. A list that is “too short” only because its units are broken is no fault."""
    for one in error.errors():
        if one["loc"] != ("units",):
            yield one["loc"], str(one["type"])


def _patched(content: dict[str, object], broken: Sequence[tuple[Place, str]], today: date) -> Filing | None:
    """The filing with a stand-in at every broken place, only to see what else is wrong."""
    for (*path, last), kind in broken:
        inner = _inner(content, path)
        if isinstance(inner, dict):
            _stand_in(inner, str(last), kind, today)
    try:
        return Filing.model_validate(content)
    except ValidationError:
        return None


def _inner(content: object, path: Sequence[str | int]) -> object:
    for step in path:
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and isinstance(step, int):
            content = content[step]
    return content


def _stand_in(inner: dict[str, object], name: str, kind: str, today: date) -> None:
    if name == "received_on":
        inner[name] = today
    elif kind in {"missing", "string_too_short", "string_too_long"}:
        inner[name] = "…"
    else:
        inner.pop(name, None)


def _content(values: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    yield "received_on", values.get("received_on", "")
    yield "entry", values.get("entry") or "counter"
    yield "applicant", {name: values[name] for name in PARTY if values.get(name)}
    yield "story", values.get("story", "")
    yield "units", [_unit(values, row) for row in range(ROWS) if row == 0 or _is_filled(values, row)]
    if values.get("source_partner") or values.get("source_reference"):
        yield "source", {"partner": values.get("source_partner", ""), "reference": values.get("source_reference", "")}


def _is_filled(values: Mapping[str, str], row: int) -> bool:
    return any(values.get(f"u{row}-{name}") for name in ("claim", "nature", "other_name", "act_title"))


def _unit(values: Mapping[str, str], row: int) -> dict[str, object]:
    def said(name: str) -> str:
        return values.get(f"u{row}-{name}", "")

    answers: dict[str, object] = {name: said(name) for name in ANSWERS if said(name)}
    if said("prior"):
        answers["prior"] = (said("prior"),)
    # The part about a private party is only hidden: its list still sends its first answer.
    if said("nature") in OF_ORGANS and (said("respondent_organ") or said("respondent_kind") in {"", "company"}):
        answers["respondent_kind"] = "organ"
    elif answers.get("respondent_kind") != "organ":
        answers.pop("respondent_organ", None)
    return {
        "claim": said("claim"),
        "answers": answers,
        "other_side": {part: said(name) for name, part in OTHER.items() if said(name)},
        "act": {part: said(name) for name, part in ACT.items() if said(name)},
    }


def _fault(path: list[str], kind: str) -> Fault:
    title = TITLES.get(path[-1], "这一项") if path else "登记内容"
    return Fault(kind, SENTENCES.get(kind, "{title}不对，请核对。").format(title=title), field=".".join(path))


def placed(faults: tuple[Fault, ...], values: Mapping[str, str]) -> tuple[Fault, ...]:
    """The same faults, each naming the form's own field. Blank rows in between do not shift the numbers."""
    rows = [row for row in range(ROWS) if row == 0 or _is_filled(values, row)]
    return tuple(Fault(one.code, _named(one, rows), one.cite, _field(one.field, rows)) for one in faults)


def _named(fault: Fault, rows: list[int]) -> str:
    """With several units filed, a fault says in which of them it stands."""
    found = re.match(r"units\.(\d+)\.", fault.field or "")
    return f"第{int(found[1]) + 1}项：{fault.text}" if found and len(rows) > 1 else fault.text


def _field(path: str | None, rows: list[int]) -> str | None:
    if path is None:
        return None
    found = re.fullmatch(r"units\.(\d+)\.(.+)", path)
    if found is None:
        return path.removeprefix("applicant.").replace("source.", "source_")
    row, inner = rows[int(found[1])], found[2]
    named = {f"other_side.{part}": name for name, part in OTHER.items()} | {
        f"act.{part}": name for name, part in ACT.items()
    }
    return f"u{row}-{named.get(inner, inner.removeprefix('answers.'))}"
