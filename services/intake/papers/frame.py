"""What every paper of the desk is written with: its heading, and the facts of dispute, unit and office by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.kernel.document import Document, Draft, FactKind, Facts, Reference, day, fact
from services.kernel.organs import Profile
from services.kernel.routing_table import RouteChannel, RoutingTable

from ..parts import Dispute, Party, PartyKind, Unit

NAME_KINDS: dict[PartyKind, FactKind] = {
    "person": FactKind.PERSON,
    "company": FactKind.COMPANY,
    "sole_trader": FactKind.SOLE_TRADER,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a paper's text: number, day, district, and the tables that say what must be told."""

    number: str
    dated_on: date
    profile: Profile
    table: RoutingTable

    def office(self, organ_id: str | None, name: str | None) -> str:
        """An office with its address, where the profile knows it."""
        if organ_id and self.profile.has(organ_id):
            organ = self.profile.organ(organ_id)
            return f"{organ.name}（{organ.address}）"
        return name or ""

    def document(self, draft: Draft, kind: str, title: str, addressee: str | None = None) -> Document:
        """Close the paper under the name and the seal of the centre."""
        centre = self.profile.centre.name
        return draft.document(
            kind=kind,
            organ=centre,
            title=title,
            number=self.number,
            addressee=addressee,
            dated_on=self.dated_on,
            seal=centre,
        )


def dispute_facts(dispute: Dispute, frame: Frame) -> Iterator[Reference]:
    """What every paper may say of the dispute and of the centre."""
    centre = frame.profile.centre
    yield fact("dispute.number", dispute.number)
    yield day("dispute.received_on", dispute.received_on)
    yield from party_facts("applicant", dispute.applicant)
    yield fact("centre.name", centre.name, FactKind.ORGAN)
    yield fact("centre.address", centre.address)
    yield fact("centre.telephone", centre.telephone)
    yield fact("centre.hours", centre.hours)


def party_facts(name: str, party: Party) -> Iterator[Reference]:
    """A person of the dispute, by need: where to be found, never a number of identity."""
    yield fact(f"{name}.name", party.name, NAME_KINDS[party.kind])
    yield fact(f"{name}.phone", party.phone, FactKind.PHONE)
    yield fact(f"{name}.address", party.address, FactKind.ADDRESS)


def unit_facts(unit: Unit, frame: Frame) -> Iterator[Reference]:
    """What every paper of a claim unit may say of it and of the office it goes to."""
    route, profile = unit.route, frame.profile
    organ = profile.organ(route.organ_id) if route.organ_id and profile.has(route.organ_id) else None
    ours = route.channel is RouteChannel.RECONSIDERATION
    yield fact("unit.position", str(unit.position))
    yield fact("unit.claim", unit.claim, FactKind.FREE)
    yield fact("unit.procedure", route.procedure)
    yield fact("unit.reasons", "；".join(route.reasons))
    yield fact("unit.articles", cited(route.articles, route.unverified))
    yield fact("unit.question", route.question)
    yield fact("office.name", organ.name if organ else route.organ, FactKind.ORGAN)
    yield fact("office.address", organ.address if organ else None)
    yield fact("office.body", profile.organ(profile.body).name if ours else None, FactKind.ORGAN)


def cited(articles: Iterable[str], unverified: Iterable[str] = ()) -> str:
    """Provisions one after another; those that nobody has read in the text are marked."""
    doubtful = frozenset(unverified)
    return "、".join(f"{one}（待核）" if one in doubtful else one for one in articles)


def facts_of(dispute: Dispute, unit: Unit, frame: Frame, lists: Iterable[tuple[str, Iterable[str]]]) -> Facts:
    """The facts of a paper on one unit; each list gives its sentences as `name1`, `name2` …"""
    return Facts([*dispute_facts(dispute, frame), *unit_facts(unit, frame), *numbered(lists)])


def numbered(lists: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Reference]:
    """The sentences of every list under their names. They are facts: nothing in them is read as wording."""
    for name, sentences in lists:
        yield from (fact(f"{name}{n}", text, FactKind.FREE) for n, text in enumerate(sentences, 1))


def listed(draft: Draft, name: str, sentences: Iterable[str]) -> None:
    """Write every sentence of a list as an item with its number."""
    for n, _ in enumerate(sentences, 1):
        draft.item(f"{name}{n}", f"{n}．{{{name}{n}}}")
