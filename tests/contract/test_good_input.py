"""The same calls as in test_bad_input.py, in order: what is right is written, once."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from tests.contract.doors import Door, doors, is_problem, knock
from tests.contract.ledger import Ledger, open_ledger
from tests.service.intake_desk import living_on


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(date(2026, 11, 20)):
        yield


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger() as ledger:
        yield ledger


@doors()
def test_the_call_itself_is_right(door: Door, ledger: Ledger) -> None:
    """Otherwise every refusal below would prove nothing."""
    address, before = door.address(door.stands()), ledger.rows()
    answer = knock(door, address, door.body())
    assert answer.status_code in {200, 201}, answer.text
    assert ledger.written(before)


@doors()
def test_a_repeated_key_is_one_step_and_never_another(door: Door, ledger: Ledger) -> None:
    address, key = door.address(door.stands()), uuid4().hex
    first = knock(door, address, door.body(), Idempotency_Key=key)
    before = ledger.rows()
    second = knock(door, address, door.body(), Idempotency_Key=key)
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second.headers["Idempotency-Replayed"] == "true"
    assert ledger.written(before) == {}


@doors(text=True)
def test_a_key_that_was_used_for_another_text_is_refused(door: Door, ledger: Ledger) -> None:
    address, key = door.address(door.stands()), uuid4().hex
    knock(door, address, door.body(), Idempotency_Key=key)
    before = ledger.rows()
    other = knock(door, address, {**door.body(), door.text: "另一个内容"}, Idempotency_Key=key)
    assert is_problem(other, 409)
    assert ledger.written(before) == {}


@doors(text=True)
@pytest.mark.parametrize(
    "text", ["𠮷𬱖😀的经过", "\u202e倒写", "第一行\r\n第二行", "<script>alert(1)</script>", "'; DROP TABLE a"]
)
def test_a_rare_text_is_kept_as_it_is(door: Door, ledger: Ledger, text: str) -> None:
    if door.service == "publication":
        pytest.skip("a public copy says the same in its three forms, or is not opened")
    address, before = door.address(door.stands()), ledger.rows()
    assert knock(door, address, {**door.body(), door.text: text}).status_code in {200, 201}
    assert ledger.written(before)
