"""The database is what the table classes say, the common ones and each service's own."""

import importlib
import importlib.util

import pytest
from sqlalchemy import MetaData

from services.chassis.db import SERVICES
from services.chassis.identity import Identity
from services.chassis.migrate import schema_drift

pytestmark = pytest.mark.usefixtures("database")


# Accounts stand in the schema of the desk, but every service's chassis signs people in with them.
ACCOUNTS = {"intake": (Identity.metadata,)}


def own_tables(service: str) -> list[MetaData]:
    if importlib.util.find_spec(f"services.{service}.store") is None:
        return []
    return [importlib.import_module(f"services.{service}.store").Own.metadata]


@pytest.mark.parametrize("service", SERVICES)
def test_the_tables_of_every_service_are_as_described(service: str) -> None:
    assert schema_drift(service, *own_tables(service), *ACCOUNTS.get(service, ())) == ()
