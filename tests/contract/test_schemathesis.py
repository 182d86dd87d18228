"""Every service keeps its own description (OpenAPI), whatever anybody sends: no 500, and a sentence that helps."""

from collections.abc import Iterator
from datetime import date

import pytest

from services.local.programs import present
from tests.contract.explorer import Explorer
from tests.service.intake_desk import living_on

A_FEW, MANY = 8, 300
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


@pytest.mark.parametrize("service", present())
def test_whatever_is_sent_is_answered_as_described(service: str) -> None:
    _explore(service, A_FEW)


@pytest.mark.slow
@pytest.mark.parametrize("service", present())
def test_whatever_is_sent_is_answered_as_described_a_thousand_times(service: str) -> None:
    _explore(service, MANY)


def _explore(service: str, examples: int) -> None:
    explorer = Explorer(service)
    faults = []
    for operation in explorer.operations():
        try:
            explorer.explore(operation, examples)
        except AssertionError as fault:
            faults.append(f"{operation.label}: {fault}")
    assert not faults, "\n\n".join(faults)
    reached = {label for label, status in explorer.seen if status not in {401, 403, 404}}
    assert reached == {operation.label for operation in explorer.operations()}, "nobody got past the door"
