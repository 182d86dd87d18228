"""For each role and state the complete list of permitted steps: a lawyer reads the table, and nothing is added unseen."""

import yaml

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.reconsideration.access import PERMISSIONS
from services.reconsideration.domain import MACHINE
from tests.property import reconsideration_steps as steps


def test_every_role_may_take_in_every_state_exactly_the_steps_of_the_table() -> None:
    assert yaml.safe_load(steps.TABLE.read_text(encoding="utf-8")) == steps.permitted()


def test_the_table_names_every_step_as_the_machine_does() -> None:
    assert steps.TABLE.read_text(encoding="utf-8") == steps.text()


def test_an_added_permission_would_be_noticed() -> None:
    known = steps.permitted()
    wider = Permissions([*PERMISSIONS.grants, grant("sign_decision", "officer", "REVIEWED")])
    officer = Principal(kind="user", id="o", roles=frozenset({"officer"}))
    added = {row.command for row in MACHINE.lawful("REVIEWED") if wider.allows(officer, row.command, "REVIEWED")}
    assert "sign_decision" in added - set(known["REVIEWED"]["officer"])
