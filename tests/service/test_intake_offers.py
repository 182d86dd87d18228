"""What the desk offers, the channels take: every kind of act and every field that is routed to a channel of the house."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from services.chassis import tokens
from services.kernel.routing_table import routing_table
from services.mediation import app as mediation
from services.reconsideration import app as reconsideration
from tests.service.intake_desk import TODAY, browser, fine, living_on, program, quarrel, submit, units

INPUTS = routing_table().inputs


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


def offered_to(channel: str, app: FastAPI) -> Response | None:
    """Hand the only unit of the desk over as the flow does; none where it belongs elsewhere."""
    unit = units()[0]
    if unit.channel != channel:
        return None
    offer = program("flows").get(f"/api/intake/units/{unit.id}/offer").json()
    headers = {"Authorization": f"Bearer {tokens.issue('flows', channel)}", "Idempotency-Key": uuid4().hex}
    return TestClient(app, headers=headers).post(f"/api/{channel}/referrals", json=offer)


@pytest.mark.parametrize("kind", sorted(INPUTS.named("act_kind").answers))
def test_reconsideration_takes_every_kind_of_act_that_is_routed_to_it(kind: str) -> None:
    submit(browser("intake_clerk"), "/desk/disputes", fine(u0__act_kind=kind))
    taken = offered_to("reconsideration", reconsideration.create())
    assert taken is None or taken.status_code == 201, taken.text


def test_reconsideration_takes_the_silence_of_an_organ() -> None:
    silent = fine(u0__nature="inaction", u0__asked_on="2026-06-01", u0__act_made_on="", u0__served_on="")
    submit(browser("intake_clerk"), "/desk/disputes", silent)
    taken = offered_to("reconsideration", reconsideration.create())
    assert taken is not None
    assert taken.status_code == 201


@pytest.mark.parametrize("field", sorted(INPUTS.named("field").answers))
def test_mediation_takes_every_field_that_is_routed_to_it(field: str) -> None:
    form = {name: value for name, value in fine().items() if not name.startswith("u0")} | quarrel(0)
    submit(browser("intake_clerk"), "/desk/disputes", form | {"u0-field": field})
    taken = offered_to("mediation", mediation.create())
    assert taken is None or taken.status_code == 201, taken.text


@pytest.mark.parametrize(("said", "known"), [({}, False), ({"u0__act_published": "true"}, True)])
def test_whether_the_act_was_published_travels_with_the_offer(said: dict[str, str], known: bool) -> None:
    """行政复议法 第七十九条第一款: a decision is published as the act was; a published penalty is taken down in three days."""
    submit(browser("intake_clerk"), "/desk/disputes", fine(**said))
    (unit,) = units()
    assert program("flows").get(f"/api/intake/units/{unit.id}/offer").json()["act"]["published"] is known
