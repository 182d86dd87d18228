"""The forms of a case's steps as data: which fields a step needs, and how a posted form becomes its command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from services.chassis import faults
from services.kernel.refusal import Refused

Kind = Literal["text", "textarea", "select", "checks", "check", "number", "date", "lines"]
Options: TypeAlias = tuple[tuple[str, str], ...]
Value: TypeAlias = str | bool | list[str]
K = TypeVar("K")


@dataclass(frozen=True)
class Field:
    """One field of a step's form."""

    name: str
    label: str
    kind: Kind = "textarea"
    options: Options = ()
    required: bool = True
    hint: str | None = None


@dataclass(frozen=True)
class StepForm:
    """The form of one step; `tone` danger marks a step that ends something."""

    command: str
    fields: tuple[Field, ...] = ()
    tone: Literal["primary", "secondary", "danger"] = "secondary"
    values: Mapping[str, str] = field(default_factory=dict)


REASON = Field("reason", "理由")
COMMENT = Field("comment", "意见", required=False)
APPROVED: Options = (("true", "同意"), ("false", "退回"))

TOLD_DATE = StepForm(
    "decide_told_date",
    (Field("keeps", "如何处理", "select", (("true", "保留已告知的日期"), ("false", "改按现日期，通知当事人"))), REASON),
    tone="primary",
)


def by_command(*forms: StepForm) -> Mapping[str, StepForm]:
    """The forms by the command they ask for."""
    return {form.command: form for form in forms}


@dataclass(frozen=True)
class Reader(Generic[K]):
    """Turns a posted form into its command, or into every fault at once."""

    forms: Mapping[str, StepForm]
    adapter: TypeAdapter[K]

    def read(self, command: str, form: FormData, extra: Mapping[str, object] | None = None) -> K:
        """The command that a posted form means, or every fault of the form at once."""
        shape = self.forms.get(command)
        if shape is None and extra is None:
            raise Refused("missing.step", "没有这一步骤。")
        values: dict[str, object] = {"type": command, **(extra or {})}
        for one in shape.fields if shape else ():
            if (value := _value(one, form)) not in ("", []):
                values[one.name] = value
        try:
            return self.adapter.validate_python(values)
        except ValidationError as error:
            # A code of our own: "missing" alone would read as "there is no such thing".
            found = faults.faults_in(error, self._labels(command))
            raise Refused("form.invalid", "请先改正下列各项。", faults=found) from error

    def _labels(self, command: str) -> Mapping[str, str]:
        """The fields' names as the form shows them."""
        shape = self.forms.get(command)
        return {one.name: one.label for one in shape.fields} if shape else {}


def _value(one: Field, form: FormData) -> Value:
    match one.kind:
        case "checks":
            return [str(value) for value in form.getlist(one.name)]
        case "lines":
            return [line.strip() for line in str(form.get(one.name, "")).splitlines() if line.strip()]
        case "check":
            return form.get(one.name) == "true"
        case _:
            return str(form.get(one.name, "")).strip()


def kept(form: FormData) -> Mapping[str, str]:
    """What the person had typed, so that nothing is lost when a step is refused."""
    return {name: str(value) for name, value in form.multi_items() if isinstance(value, str)}


def chosen(form: FormData, name: str) -> Sequence[str]:
    """The values of a group of boxes."""
    return tuple(str(value) for value in form.getlist(name))


def version_in(form: FormData) -> int | None:
    """Which version of the case the person had seen."""
    version = form.get("version")
    return int(version) if isinstance(version, str) and version.isdigit() else None
