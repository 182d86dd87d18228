"""Who calls an interface: every service that some grant names, a person with every role, a respondent, and nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.chassis import csrf, sessions, tokens
from services.chassis.service import Service
from services.kernel.principal import Principal

ORGAN = "putuo.market"


@dataclass(frozen=True)
class Caller:
    name: str
    headers: Mapping[str, str] = field(default_factory=dict)


def callers(spec: Service) -> tuple[Caller, ...]:
    """Ask inside a test: sessions live in the Redis of the worker."""
    roles = frozenset(role for held in spec.permissions.grants for role in held.roles)
    services = sorted(role.removeprefix("service:") for role in roles if role.startswith("service:"))
    staff = frozenset(role for role in roles if not role.startswith("service:")) - {"respondent", "applicant"}
    people = {"staff": staff} | ({"respondent": frozenset({"respondent"})} if "respondent" in roles else {})
    return (
        *(program(name, spec.name) for name in services),
        *(person(name, held) for name, held in people.items() if held),
        Caller("nobody"),
    )


def program(source: str, audience: str) -> Caller:
    return Caller(source, {"Authorization": f"Bearer {tokens.issue(source, audience)}"})


def person(name: str, roles: frozenset[str], organ: str | None = ORGAN) -> Caller:
    held = Principal(kind="user", id=f"person-{name}", name="周敏", roles=roles, organ=organ)
    session_id = sessions.begin(held)
    cookie = f"{sessions.SESSION_COOKIE}={session_id}"
    return Caller(name, {"Cookie": cookie, csrf.HEADER: csrf.token_for(session_id)})
