"""Who acts: a person, another service of the house, or nobody known."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["user", "service", "anonymous"]


class Principal(BaseModel):
    """The subject of every permission question. `organ` binds a respondent's user to that organ's cases."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    id: str
    name: str = ""
    roles: frozenset[str] = frozenset()
    organ: str | None = None

    def has(self, *roles: str) -> bool:
        """Whether any of the named roles is held."""
        return not self.roles.isdisjoint(roles)


ANONYMOUS = Principal(kind="anonymous", id="anonymous")


def service(name: str) -> Principal:
    """Another process of the house, acting for itself: `flows`, `intake`, `relay` and the like."""
    return Principal(kind="service", id=name, name=name, roles=frozenset({f"service:{name}"}))
