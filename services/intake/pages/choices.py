"""What the lists of the forms offer: titles of the desk, questions of the tables, organs of the district."""

from services.chassis.district import district
from services.kernel.organs import OrganKind
from services.kernel.routing_table import routing_table

from ..parts import AGENT_TITLES, AUTHORITY_TITLES, PARTY_TITLES, RELATION_TITLES
from .contexts import Choices, Options

SOMEBODY = ("", "本人自己来，不需要")


def choices() -> Choices:
    """Everything that the filing form asks by lists."""
    return Choices(
        kinds=tuple(PARTY_TITLES.items()),
        relations=(SOMEBODY, *RELATION_TITLES.items()),
        agents=tuple(AGENT_TITLES.items()),
        authorities=tuple(AUTHORITY_TITLES.items()),
        inputs={one.name: one for one in routing_table().inputs.inputs},
        organs=organs(),
        places=places(),
    )


def organs() -> Options:
    """The organs whose acts may be disputed."""
    return (("", "请选择"), *((organ.id, organ.name) for organ in district().respondents()))


def places() -> Options:
    """The subdistricts and towns."""
    known = district().of_kind(OrganKind.SUBDISTRICT, OrganKind.TOWN)
    return (("", "不清楚"), *((organ.id, organ.short) for organ in known))
