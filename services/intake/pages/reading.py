"""From the posted fields of the filing form to what is filed."""

from collections.abc import Iterator, Mapping

from ..domain.filing import DATE_TITLES
from ..parts import MOST_UNITS

Values = Mapping[str, str]
LEAST_UNITS = 3
MOST_ROWS = {"units": MOST_UNITS, "agents": 4, "co_applicants": 60}
PREFIX = {"units": "u", "agents": "g", "co_applicants": "c"}
PARTY = (
    "name",
    "kind",
    "id_number",
    "phone",
    "email",
    "district",
    "road",
    "detail",
    "birth_on",
    "electronic_consent",
    "lacks_capacity",
    "is_foreign",
    "is_representative",
)
STATUTORY = ("relation", "name", "phone", "id_number")
AGENT = ("name", "kind", "phone", "id_number", "authority", "limits", "term")
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
    "bulk",
    "arbitration_clause",
    "special_party",
    "prior",
    *DATE_TITLES,
)
OF_ORGANS = frozenset({"act", "inaction", "information"})
# What a row must say to be a row at all: its lists always send their first answer.
TELLS = {
    "units": ("claim", "nature", "other_name", "act_title"),
    "agents": ("name", "phone", "id_number", "limits"),
    "co_applicants": ("name", "phone", "id_number", "sa_name"),
}


def rows(values: Values, kind: str) -> tuple[int, ...]:
    """The rows of the form that are shown: as many as were asked for, and one more when another was."""
    said = values.get(f"{kind}_rows", "")
    least = LEAST_UNITS if kind == "units" else 0
    count = int(said) if said.isdecimal() and len(said) < 4 else least
    if values.get("more") == kind:
        count += 1
    return tuple(range(min(max(count, least), MOST_ROWS[kind])))


def filled(values: Values, kind: str) -> list[int]:
    """The rows that say something. The first claim unit always does: a filing without any is a fault of its own."""
    return [row for row in rows(values, kind) if (kind == "units" and row == 0) or is_filled(values, kind, row)]


def is_filled(values: Values, kind: str, row: int) -> bool:
    """Whether anything was said in this row."""
    return any(values.get(f"{PREFIX[kind]}{row}-{name}") for name in TELLS[kind])


def content(values: Values) -> Iterator[tuple[str, object]]:
    """The parts of a filing, as far as anything was said."""
    yield "received_on", values.get("received_on", "")
    yield "entry", values.get("entry") or "counter"
    yield "applicant", _party(values, "")
    yield "story", values.get("story", "")
    yield "units", [_unit(values, row) for row in filled(values, "units")]
    yield "co_applicants", [_party(values, f"c{row}-") for row in filled(values, "co_applicants")]
    yield "agents", [_told(values, f"g{row}-", AGENT) for row in filled(values, "agents")]
    if values.get("postmark_on"):
        yield "postmark_on", values["postmark_on"]
    if values.get("source_partner") or values.get("source_reference"):
        yield "source", {"partner": values.get("source_partner", ""), "reference": values.get("source_reference", "")}
    if values.get("despite_reason") and values.get("despite_numbers"):
        yield "despite", {"numbers": values["despite_numbers"].split(), "reason": values["despite_reason"]}


def _told(values: Values, at: str, names: tuple[str, ...]) -> dict[str, object]:
    return {name: values[at + name] for name in names if values.get(at + name)}


def _party(values: Values, at: str) -> dict[str, object]:
    spoken_for = _told(values, f"{at}sa_", STATUTORY)
    return _told(values, at, PARTY) | ({"statutory_agent": spoken_for} if spoken_for else {})


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
