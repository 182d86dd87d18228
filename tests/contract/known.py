"""What each service holds before it is called: without a real id no call gets past "there is no such case"."""

from collections.abc import Callable, Mapping
from importlib import import_module
from uuid import UUID, uuid4

from fastapi.testclient import TestClient

from services.chassis import tokens
from services.chassis.contracts import ActFacts, Address, PartyFacts
from services.chassis.db import transaction
from services.reconsideration import handlers
from services.reconsideration.commands import AcceptApplication
from tests.fixtures import publication
from tests.fixtures import reconsideration as rc
from tests.service import intake_desk, notify_cases

Ids = Mapping[str, tuple[UUID, ...]]
SHOP = PartyFacts(name="动力健身有限公司", kind="company", address=Address(district="上海市普陀区"))


def intake() -> Ids:
    intake_desk.submit(intake_desk.browser("intake_clerk"), "/desk/disputes", intake_desk.fine())
    units = intake_desk.units()
    return {"unit_id": tuple(unit.id for unit in units), "dispute_id": tuple(unit.dispute_id for unit in units)}


def reconsideration() -> Ids:
    """One case at each door: received, under trial, and decided."""
    received, accepted, decided = (rc.open_case() for _ in range(3))
    for case_id in (accepted, decided):
        rc.act(case_id, AcceptApplication(met=rc.ALL_MET), rc.OFFICER, rc.FILED)
    with transaction("reconsideration") as session:
        handlers.send_copy(session, decided, rc.OFFICER, today=rc.FILED)
    rc.decide(decided, rc.FILED)
    return {"case_id": (received, accepted, decided), "delivery_id": (uuid4(),)}


def notify() -> Ids:
    asked = [notify_cases.request(mode) for mode in ("post", "direct", "electronic")]
    return {
        "delivery_id": tuple(notify_cases.ask(body) for body in asked),
        "case_id": tuple(body.case_id for body in asked),
    }


def referred(channel: str) -> Ids:
    """Two cases against a shop, as the desk hands them over."""
    act = ActFacts(kind="patent" if channel == "adjudication" else "consumer", title="年卡余款", made_on=rc.FILED)
    headers = {"Authorization": f"Bearer {tokens.issue('flows', channel)}", "Accept": "application/json"}
    caller = TestClient(import_module(f"services.{channel}.app").create(), headers=headers)
    cases = []
    for _ in range(2):
        offer = rc.offer(channel=channel, respondent_organ="", respondent=SHOP, act=act)
        answer = caller.post(
            f"/api/{channel}/referrals",
            content=offer.model_dump_json(),
            headers={"Idempotency-Key": uuid4().hex, "Content-Type": "application/json"},
        )
        assert answer.status_code == 201, answer.text
        cases.append(UUID(answer.json()["case_id"]))
    return {"case_id": tuple(cases)}


def public() -> Ids:
    publication.publish()
    return {}


KNOWN: Mapping[str, Callable[[], Ids]] = {
    "intake": intake,
    "mediation": lambda: referred("mediation"),
    "adjudication": lambda: referred("adjudication"),
    "reconsideration": reconsideration,
    "publication": public,
    "notify": notify,
}
