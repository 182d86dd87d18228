"""The duty lawyer's page: one unit with every answer open to change."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.chassis.pages import page
from services.kernel.refusal import Refused
from services.kernel.routing_table import routing_table

from ..domain.filing import DATE_TITLES
from ..parts import Dispute, Unit
from .cards import card
from .choices import organs, places
from .contexts import ReroutePage
from .form import FilingForm
from .reading import ANSWERS

LISTS = ("respondent_organ", "place_organ")


def answers_of(values: Mapping[str, str]) -> dict[str, object] | None:
    """The answers of the form, or nothing where it did not ask for them."""
    if "nature" not in values:
        return None
    told: dict[str, object] = {name: values[name] for name in ANSWERS if values.get(name)}
    if values.get("prior"):
        told["prior"] = (values["prior"],)
    return told


def reroute_page(
    request: Request, dispute: Dispute, unit_id: UUID, on: date, form: FilingForm | None = None, status: int = 200
) -> HTMLResponse:
    """The unit with its answers as they stand, or as they were typed."""
    unit = dispute.unit(unit_id)
    if unit is None:
        raise Refused("missing.unit", "没有这项请求，或者您无权查看。")
    shown = ReroutePage(
        dispute=dispute,
        card=card(unit, on),
        form=form or FilingForm(_known(unit)),
        questions=routing_table().inputs.inputs,
        days=tuple(DATE_TITLES.items()),
        organs=organs(),
        places=places(),
    )
    return page(request, shown, status)


def _known(unit: Unit) -> dict[str, str]:
    told = unit.facts.model_dump(mode="json", exclude={"filed_on", "prior"})
    return {name: str(value) for name, value in told.items() if value} | {"prior": "".join(unit.facts.prior[:1])}
