"""One time for the whole house: legal days in Shanghai, simulated only where that is allowed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.chassis import now as time
from services.chassis.settings import settings
from services.kernel.refusal import Refused

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JIEFEN_SIMULATED_CLOCK", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_legal_day_changes_at_midnight_in_shanghai() -> None:
    assert time.legal_day(datetime(2026, 9, 29, 15, 59, tzinfo=UTC)) == date(2026, 9, 29)
    assert time.legal_day(datetime(2026, 9, 29, 16, 0, tzinfo=UTC)) == date(2026, 9, 30)


def test_instants_are_aware_and_utc() -> None:
    assert time.now().tzinfo is UTC


def test_the_real_clock_cannot_be_moved() -> None:
    with pytest.raises(Refused) as refused:
        time.set_simulated(datetime(2026, 10, 12, tzinfo=UTC))
    assert refused.value.code == "clock.real"
    assert time.offset() == timedelta()


@pytest.mark.usefixtures("simulated")
def test_a_simulated_moment_moves_the_house_and_time_goes_on() -> None:
    time.set_simulated(datetime(2026, 10, 12, 1, 0, tzinfo=UTC))
    first = time.now()
    assert time.today() == date(2026, 10, 12)
    assert first < time.now() < datetime(2026, 10, 12, 1, 1, tzinfo=UTC)
    time.set_simulated(None)
    assert time.offset() == timedelta()


def test_a_test_may_read_the_shift_from_elsewhere() -> None:
    real = time.now()
    time.use_offset_reader(lambda: timedelta(days=60))
    try:
        assert time.now() - real > timedelta(days=59)
    finally:
        time.use_offset_reader(None)
    assert time.now() - real < timedelta(days=1)
