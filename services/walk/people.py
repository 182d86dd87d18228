"""The demo users as they act in the demo district, and an organ's own user for each respondent."""

from functools import cache

from services.chassis import identity
from services.chassis.db import HouseSession
from services.chassis.demo_users import demo_users, seed_demo_users
from services.kernel.actor import Actor
from services.kernel.principal import Principal


@cache
def person(role: str) -> Principal:
    """The demo user of a role."""
    user = next(one for one in demo_users() if one.role == role)
    return Principal(kind="user", id=str(user.id), name=user.name, roles=frozenset({user.role}), organ=user.organ)


def actor(role: str) -> Actor:
    """The same person as a file remembers it."""
    who = person(role)
    return Actor(id=who.id, name=who.name)


def of_organ(organ: str) -> Principal:
    """Whoever answers for an organ: the demo user for its own organ, an invented colleague for any other."""
    known = person("respondent")
    if known.organ == organ:
        return known
    return Principal(kind="user", id=f"demo:{organ}", name="出庭负责人", roles=frozenset({"respondent"}), organ=organ)


def seed_people(session: HouseSession) -> None:
    """The demo users' accounts, once: to set a password anew would change what is already right."""
    if any(identity.find_account(session, user.username) is None for user in demo_users()):
        seed_demo_users(session)
