"""The database is what the table classes say."""

import pytest

from services.chassis.db import SERVICES
from services.chassis.migrate import schema_drift
from services.chassis.tables import Common

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("service", SERVICES)
def test_the_common_tables_of_every_service_are_as_described(service: str) -> None:
    common = set(Common.metadata.tables)
    drift = [line for line in schema_drift(service) if any(f"'{name}'" in line for name in common)]
    assert drift == []
