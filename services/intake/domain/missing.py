"""Which facts a unit still lacks: without them no rule fits, or a limit cannot be reckoned."""

from services.kernel.routing import LimitKind
from services.kernel.routing_table import UNKNOWN, RouteChannel

from ..parts import Unit

BOUND = frozenset({"applicant", "parties"})
ALWAYS = ("nature",)
OF_NATURE = {
    "act": ("act_kind", "respondent_organ"),
    "inaction": ("respondent_organ",),
    "information": ("respondent_organ",),
    "private": ("field", "respondent_kind"),
    "title": ("field",),
}


def missing_of(unit: Unit) -> tuple[str, ...]:
    """The names of the answers and dates to ask for, most telling first."""
    return tuple(dict.fromkeys((*_answers(unit), *_dates(unit))))


def _answers(unit: Unit) -> tuple[str, ...]:
    if unit.route.channel is not RouteChannel.LAWYER:
        return ()
    told: dict[str, object] = unit.facts.model_dump()
    wanted = (*ALWAYS, *OF_NATURE.get(unit.facts.nature, ()))
    return tuple(name for name in wanted if told[name] in {None, "", UNKNOWN})


def _dates(unit: Unit) -> tuple[str, ...]:
    """A limit of the person that has no first day."""
    return tuple(
        limit.since for limit in unit.route.limits if limit.state is LimitKind.NO_START and limit.bound in BOUND
    )
