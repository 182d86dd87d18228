"""A desk with people in front of it: browsers, partners, flows, and what they file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import SQLModel, func, select

from services.chassis import csrf, now, sessions, tokens
from services.chassis.db import transaction
from services.chassis.tables import AuditEntry, EventLog, Outbox
from services.intake.app import create
from services.intake.store import DisputeRow, UnitRow
from services.kernel.principal import Principal

TODAY = date(2026, 9, 29)


@contextmanager
def living_on(day: date) -> Iterator[None]:
    """The house believes it is ten in the morning of this day in Shanghai."""
    moment = datetime.combine(day, datetime.min.time(), now.SHANGHAI) + timedelta(hours=10)
    shift = moment - (now.now() - now.offset())
    now.use_offset_reader(lambda: shift)
    try:
        yield
    finally:
        now.use_offset_reader(None)


def browser(*roles: str) -> TestClient:
    """A browser, signed in with these roles or not at all."""
    made = TestClient(create(), follow_redirects=False, headers={"Accept": "text/html"})
    if roles:
        principal = Principal(kind="user", id=f"person-{roles[0]}", name="周敏", roles=frozenset(roles))
        made.cookies.set(sessions.SESSION_COOKIE, sessions.begin(principal))
    return made


def program(source: str) -> TestClient:
    """Another process, with its token."""
    headers = {"Authorization": f"Bearer {tokens.issue(source, 'intake')}", "Accept": "application/json"}
    return TestClient(create(), headers=headers)


def submit(
    client: TestClient, path: str, form: dict[str, str], *, key: str | None = None, token: str | None = None
) -> Response:
    session_id = client.cookies.get(sessions.SESSION_COOKIE)
    given = token if token is not None else csrf.token_for(session_id) if session_id else "x"
    return client.post(path, data={**form, "csrf_token": given, "idempotency_key": key or uuid4().hex})


def fine(**changes: str) -> dict[str, str]:
    """吴小芹 was fined by the market bureau nine days ago."""
    form = {
        "name": "吴小芹",
        "kind": "person",
        "phone": "13900000001",
        "district": "上海市普陀区",
        "road": "长寿路",
        "detail": "170号302室",
        "received_on": "2026-09-29",
        "entry": "counter",
        "story": "9月20日，市场监管局认定我店里的秤不准，罚款两千元。我认为检测程序不对。",
        "u0-claim": "撤销罚款决定",
        "u0-nature": "act",
        "u0-respondent_organ": "putuo.market",
        "u0-act_kind": "penalty",
        "u0-act_title": "行政处罚决定书",
        "u0-act_number": "普市监罚〔2026〕118号",
        "u0-act_made_on": "2026-09-20",
        "u0-served_on": "2026-09-20",
        "u0-on_spot": "no",
        "u0-told_remedy": "yes",
        "u0-fine_amount": "2000",
    }
    return {**form, **{name.replace("__", "-"): value for name, value in changes.items()}}


def besides(*numbers: int) -> dict[str, str]:
    """The clerk has seen that these are there already and says that this is another one."""
    told = " ".join(f"普非诉〔2026〕{number}号" for number in numbers)
    return {"despite_numbers": told, "despite_reason": "另一份决定书，已核对原件"}


def quarrel(row: int) -> dict[str, str]:
    """… and the neighbour's smoke comes in at the window."""
    said = {
        "claim": "楼下饭店停止排油烟并赔偿",
        "nature": "private",
        "field": "noise",
        "respondent_kind": "company",
        "other_name": "香满楼饭店",
        "place_organ": "putuo.street.changshou",
        "event_on": "2026-08-20",
    }
    return {f"u{row}-{name}": value for name, value in said.items()}


def handed_over(reference: str = "12345-2026-0929-001", **changes: object) -> dict[str, object]:
    """What the city's hotline hands over."""
    filing: dict[str, object] = {
        "received_on": "2026-09-29",
        "entry": "transfer",
        "source": {"partner": "12345市民服务热线", "reference": reference},
        "applicant": {"name": "赵海燕", "kind": "person", "phone": "13900000002", "district": "上海市普陀区"},
        "story": "健身房关门，年卡余款不退。",
        "units": [
            {
                "claim": "退还年卡余款6800元",
                "answers": {
                    "nature": "private",
                    "field": "consumer",
                    "respondent_kind": "company",
                    "event_on": "2026-09-22",
                },
                "other_side": {"name": "动力健身有限公司"},
            }
        ],
    }
    return filing | changes


def hand_over(client: TestClient, filing: dict[str, object], key: str | None = None) -> Response:
    return client.post("/api/intake/disputes", json=filing, headers={"Idempotency-Key": key or uuid4().hex})


def count(table: type[SQLModel]) -> int:
    with transaction("intake") as session:
        return session.exec(select(func.count()).select_from(table)).one()


def nothing_written() -> bool:
    return count(DisputeRow) == count(UnitRow) == count(EventLog) == count(Outbox) == 0


def units() -> list[UnitRow]:
    with transaction("intake") as session:
        return list(session.exec(select(UnitRow).order_by(UnitRow.dispute_id, UnitRow.position)))  # type: ignore[arg-type]


def messages() -> list[Outbox]:
    with transaction("intake") as session:
        return list(session.exec(select(Outbox).order_by(Outbox.seq)))  # type: ignore[arg-type]


def audited() -> list[str]:
    with transaction("intake") as session:
        return [entry.action for entry in session.exec(select(AuditEntry).order_by(AuditEntry.seq))]  # type: ignore[arg-type]


def dispute_id(response: Response) -> UUID:
    return UUID(response.headers["location"].split("/")[3])
