"""Organ profile (机关名录): a district's organs, document prefixes and jurisdiction, so that no code names a district."""

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import model_validator

from services.kernel.policy import Policy
from services.kernel.refusal import Refused
from services.kernel.rule import Confidence
from services.kernel.yaml_data import Entry, read

FOLDER = Path(__file__).parent / "organs"


class OrganKind(StrEnum):
    """What an organ is in 行政复议法 第二十四条 to 第二十八条; the kind decides who reviews its acts."""

    GOVERNMENT = "government"
    BODY = "body"
    DEPARTMENT = "department"
    TOWN = "town"
    SUBDISTRICT = "subdistrict"
    BRANCH = "branch"
    VERTICAL = "vertical"
    UNCLEAR = "unclear"
    MUNICIPAL = "municipal"
    MUNICIPAL_GOVERNMENT = "municipal_government"
    MEDIATION = "mediation"
    ARBITRATION = "arbitration"
    COURT = "court"
    OTHER = "other"


RESPONDENTS = frozenset(
    {
        OrganKind.GOVERNMENT,
        OrganKind.BODY,
        OrganKind.DEPARTMENT,
        OrganKind.TOWN,
        OrganKind.SUBDISTRICT,
        OrganKind.BRANCH,
        OrganKind.VERTICAL,
        OrganKind.UNCLEAR,
    }
)


class Organ(Entry):
    """One organ, court or mediation body, known everywhere by its stable id."""

    id: str
    name: str
    short: str
    kind: OrganKind
    address: str
    confidence: Confidence
    superior: str | None = None

    @property
    def is_respondent(self) -> bool:
        """Whether a citizen of the district may apply against its acts (被申请人)."""
        return self.kind in RESPONDENTS


class Prefix(Entry):
    """机关代字 of one kind of document, as in 普府复决〔2026〕12号."""

    document: str
    prefix: str
    confidence: Confidence


class Centre(Entry):
    """The 非诉讼争议解决中心 as printed on the desk's papers."""

    name: str
    address: str
    telephone: str
    hours: str


class Jurisdiction(Entry):
    """管辖: which organ reviews an act; `organs` in the order to recommend, empty when a lawyer must say."""

    organs: tuple[Organ, ...]
    cite: str
    reason: str


class Profile(Entry):
    """One district. `addresses` says whether its addresses are real or a sample.

    `readings` are its legal office's answers to what the law leaves open; what it leaves out stays at the default.
    """

    id: str
    district: str
    city: str
    checked_on: date
    addresses: str
    centre: Centre
    government: str
    body: str
    municipal_government: str
    prefixes: tuple[Prefix, ...]
    functions: dict[str, str]
    readings: Policy = Policy()
    organs: tuple[Organ, ...]

    @model_validator(mode="after")
    def _every_name_resolves(self) -> "Profile":
        known = {organ.id for organ in self.organs}
        if len(known) != len(self.organs):
            raise ValueError("organs: an id stands twice")
        named = [self.government, self.body, self.municipal_government, *self.functions.values()]
        named += [organ.superior for organ in self.organs if organ.superior]
        missing = sorted(set(named) - known)
        if missing:
            raise ValueError(f"organs: not in the list: {', '.join(missing)}")
        return self

    def organ(self, organ_id: str) -> Organ:
        """The organ with this id; an unknown one is refused, never guessed."""
        for organ in self.organs:
            if organ.id == organ_id:
                return organ
        raise Refused("organ.unknown", f"机关名录中没有这个机关：{organ_id}。请从名录中选择。")

    def has(self, organ_id: str) -> bool:
        """Whether the profile lists this id."""
        return any(organ.id == organ_id for organ in self.organs)

    def respondents(self) -> tuple[Organ, ...]:
        """Every organ a citizen may apply against here (被申请人), in the order of the file."""
        return tuple(organ for organ in self.organs if organ.is_respondent)

    def of_kind(self, *kinds: OrganKind) -> tuple[Organ, ...]:
        """The organs of the named kinds, in the order of the file."""
        return tuple(organ for organ in self.organs if organ.kind in kinds)

    def function(self, name: str) -> Organ:
        """Who performs a function here: a routing rule names the function, the profile names the office."""
        if name not in self.functions:
            raise Refused("organ.no_function", f"机关名录没有写明由谁负责：{name}。")
        return self.organ(self.functions[name])

    def superior_of(self, organ_id: str) -> Organ | None:
        """上级主管部门, to which 行政复议法 第七十九条第二款 copies a decision or letter of advice."""
        superior = self.organ(organ_id).superior
        return self.organ(superior) if superior else None

    def number(self, document: str, year: int, serial: int) -> str:
        """文号 of a document, such as 普非诉〔2026〕1号."""
        for entry in self.prefixes:
            if entry.document == document:
                return f"{entry.prefix}〔{year}〕{serial}号"
        raise Refused("organ.no_prefix", f"机关名录没有这类文书的机关代字：{document}。")

    def jurisdiction(self, organ_id: str) -> Jurisdiction:
        """Which organ reviews an act of this respondent (行政复议法 第二十四条 to 第二十八条)."""
        organ = self.organ(organ_id)
        here, city = self.organ(self.government), self.organ(self.municipal_government)
        superior = self.superior_of(organ_id)
        article = "行政复议法 第二十四条"
        match organ.kind:
            case OrganKind.DEPARTMENT:
                return _at((here,), f"{article}第一款第一项", f"{organ.name}是本级政府工作部门")
            case OrganKind.TOWN:
                return _at((here,), f"{article}第一款第二项", f"{organ.name}是下一级人民政府")
            case OrganKind.SUBDISTRICT:
                return _at((here,), f"{article}第一款第三项", f"{organ.name}是本级政府的派出机关")
            case OrganKind.GOVERNMENT:
                return _at((city,), f"{article}第一款第二项", f"{organ.name}自己作出的行为由上一级人民政府管辖")
            case OrganKind.BODY:
                both = (here, superior) if superior else (here,)
                return _at(
                    both, "行政复议法 第二十八条", f"{organ.name}是司法行政部门，可向本级政府或上一级司法行政部门申请"
                )
            case OrganKind.BRANCH:
                return _at(
                    (here, city), f"{article}第四款", f"{organ.name}是市级部门按区划设立的派出机构，申请人可以选择"
                )
            case OrganKind.VERTICAL:
                above = (superior,) if superior else ()
                return _at(above, "行政复议法 第二十七条", f"{organ.name}实行垂直领导，向上一级主管部门申请")
            case OrganKind.MUNICIPAL | OrganKind.MUNICIPAL_GOVERNMENT:
                return _at((city,), f"{article}第一款", f"{organ.name}是市级机关，由{city.name}管辖")
            case OrganKind.UNCLEAR | OrganKind.MEDIATION | OrganKind.ARBITRATION | OrganKind.COURT | OrganKind.OTHER:
                return _at((), article, f"{organ.name}的地位待核，复议管辖须由值班律师确认")


def _at(organs: tuple[Organ, ...], cite: str, reason: str) -> Jurisdiction:
    return Jurisdiction(organs=organs, cite=cite, reason=reason)


@cache
def profile(name: str) -> Profile:
    """Load a district's profile; a broken file is named with what is wrong in it."""
    path = FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise Refused("organ.no_profile", f"没有这个区的机关名录：{name}。")
    return read(path, Profile)
