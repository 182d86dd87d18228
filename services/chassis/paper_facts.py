"""What the papers of every channel share: their heading, how a party is named on them, how a law is cited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.kernel.document import FactKind, Reference, day, fact
from services.kernel.law import Law
from services.kernel.matter import Party, PartyKind
from services.kernel.organs import Profile

SHORTEST_PLACE = 4
NAME_KINDS: Mapping[PartyKind, FactKind] = {
    "person": FactKind.PERSON,
    "company": FactKind.COMPANY,
    "sole_trader": FactKind.SOLE_TRADER,
    "organ": FactKind.ORGAN,
}
PERSON = "：{{{n}.name}}[[?，公民身份号码{{{n}.id_number}}]]，住{{{n}.district}}[[?{{{n}.place}}]][[?，联系电话{{{n}.phone}}]]。"
ENTITY = "：{{{n}.name}}[[?，统一社会信用代码{{{n}.id_number}}]]，住所地{{{n}.district}}[[?{{{n}.place}}]]。"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around a paper's text: number, day, and the district in which it goes out."""

    number: str
    dated_on: date
    profile: Profile
    law: Law

    @property
    def organ(self) -> str:
        """The government of the district (行政复议机关), which signs and seals."""
        return self.profile.organ(self.profile.government).name

    @property
    def body(self) -> str:
        """行政复议机构, which runs reconsideration cases."""
        return self.profile.organ(self.profile.body).name

    def period(self, rule: str, law_on: date | None = None) -> str:
        """A limit as a paper states it; the number comes from the rulebook and from nowhere else.

        `law_on`: the legal date by which the limit itself runs, where that is not the day of the paper.
        """
        period = self.law.at(law_on or self.dated_on)[rule].period
        if period is None:
            raise ValueError(f"rule {rule} has no length of its own")
        return period.text_zh


def formal(cite: str) -> str:
    """A citation as papers write it.

    >>> formal("行政复议法 第六十八条")
    '《中华人民共和国行政复议法》第六十八条'
    """
    law, _, article = cite.partition(" ")
    return f"《中华人民共和国{law}》{article}" if law.endswith("法") else f"《{law}》{article}"


def party_line(role: str, name: str, party: Party) -> str:
    """The wording of a party's line (当事人); `name` is the name of its facts."""
    return role + (PERSON if party.kind == "person" else ENTITY).format(n=name)


def party_facts(name: str, party: Party) -> Iterator[Reference]:
    """Everything a paper may say of a party."""
    yield fact(f"{name}.name", party.name, NAME_KINDS[party.kind])
    yield fact(f"{name}.id_number", party.id_number, _number_kind(party))
    yield fact(f"{name}.phone", party.phone, FactKind.PHONE)
    yield fact(f"{name}.email", party.email, FactKind.EMAIL)
    yield day(f"{name}.birth_on", party.birth_on, FactKind.BIRTH)
    yield fact(f"{name}.district", party.district)
    yield fact(f"{name}.address", party.address, FactKind.ADDRESS)
    yield fact(f"{name}.place", f"{party.street}{party.detail}", FactKind.ADDRESS)
    for part, text in (("street", party.street), ("detail", party.detail)):
        if len(text) >= SHORTEST_PLACE:
            yield fact(f"{name}.{part}", text, FactKind.ADDRESS)


def _number_kind(party: Party) -> FactKind:
    return FactKind.ID_NUMBER if party.kind == "person" else FactKind.CREDIT_CODE
