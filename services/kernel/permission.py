"""Permissions as data: role × state × action. What no grant names is denied."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.kernel.principal import Principal


@dataclass(frozen=True, slots=True)
class Grant:
    """The roles that may take an action, in the named states of a case (`None`: whatever its state)."""

    action: str
    roles: frozenset[str]
    states: frozenset[str] | None = None


def grant(action: str, roles: str, states: str | None = None) -> Grant:
    """Read a grant from two lists written as words.

    >>> grant("accept", "officer head", "RECEIVED").roles == {"officer", "head"}
    True
    """
    return Grant(action, frozenset(roles.split()), frozenset(states.split()) if states is not None else None)


class Permissions:
    """All grants of one service. A role, state or action that nobody thought of is denied."""

    def __init__(self, grants: Iterable[Grant]) -> None:
        self.grants = tuple(grants)

    def allows(self, principal: Principal, action: str, state: str | None = None) -> bool:
        """Whether the principal may take the action in this state; without a state, in any state at all."""
        return any(
            held.action == action
            and not held.roles.isdisjoint(principal.roles)
            and (state is None or held.states is None or state in held.states)
            for held in self.grants
        )

    def actions(self, principal: Principal, state: str) -> frozenset[str]:
        """Every action the principal may take on a case in this state."""
        return frozenset(held.action for held in self.grants if self.allows(principal, held.action, state))

    def names(self) -> frozenset[str]:
        """Every action that some grant names."""
        return frozenset(held.action for held in self.grants)
