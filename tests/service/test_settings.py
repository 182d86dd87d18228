"""Settings: development needs none, production refuses every default at once."""

import pytest

from services.chassis.settings import DEVELOPMENT_SECRET, read_settings
from services.kernel.refusal import Refused

SAFE = {
    "JIEFEN_ENVIRONMENT": "production",
    "JIEFEN_SECRET": "k" * 40,
    "JIEFEN_DATABASE_URL": "postgresql://owner:word@db/jiefen",
    "JIEFEN_REDIS_URL": "redis://redis/0",
    "JIEFEN_FILES_DIR": "/srv/files",
    "JIEFEN_GATEWAY_URL": "https://jiefen.example",
    "JIEFEN_PUBLIC_URL": "https://jiefen.example",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch):
    def choose(**values: str) -> None:
        for name in (*SAFE, "JIEFEN_SIMULATED_CLOCK", "JIEFEN_DEMO_USERS", "PREFECT_API_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return choose


def refusal() -> Refused:
    with pytest.raises(Refused) as caught:
        read_settings()
    return caught.value


def test_development_starts_without_any_setting(environment) -> None:
    environment()
    assert read_settings().secret.get_secret_value() == DEVELOPMENT_SECRET


def test_production_refuses_every_development_default_in_one_message(environment) -> None:
    environment(JIEFEN_ENVIRONMENT="production")
    told = refusal()
    assert {fault.field for fault in told.faults} == {
        "secret", "database_url", "redis_url", "files_dir", "gateway_url", "public_url",
    }  # fmt: skip
    assert "JIEFEN_SECRET" in told.text
    assert "JIEFEN_REDIS_URL" in told.text


def test_a_wrong_value_is_told_together_with_the_unsafe_ones(environment) -> None:
    environment(**{**SAFE, "JIEFEN_POOL_SIZE": "many", "JIEFEN_SECRET": "short"})
    assert {fault.field for fault in refusal().faults} == {"pool_size", "secret"}


def test_production_refuses_a_simulated_clock_and_demo_users(environment) -> None:
    environment(**SAFE, JIEFEN_SIMULATED_CLOCK="true", JIEFEN_DEMO_USERS="true")
    assert {fault.field for fault in refusal().faults} == {"simulated_clock", "demo_users"}


def test_no_secret_is_shown_in_a_refusal_or_a_print(environment) -> None:
    environment(**{**SAFE, "JIEFEN_SECRET": "hush-hush"})
    assert "hush" not in refusal().text
    environment(**SAFE)
    assert "word" not in repr(read_settings())
    assert SAFE["JIEFEN_SECRET"] not in repr(read_settings())


def test_a_safe_production_starts(environment) -> None:
    environment(**SAFE, PREFECT_API_URL="http://prefect:4200/api")
    assert read_settings().is_production
    assert read_settings().prefect_api_url == "http://prefect:4200/api"
