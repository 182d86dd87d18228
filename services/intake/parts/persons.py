"""The persons of a dispute: applicants (申请人), who speaks for them by law, and the agents they sent (委托代理人)."""

import re
from datetime import date
from typing import Literal

from .words import Optional, Part, Word

PartyKind = Literal["person", "company", "sole_trader"]
Relation = Literal["legal_representative", "parent", "guardian", "unknown"]
AgentKind = Literal["lawyer", "legal_worker", "relative", "other"]
Authority = Literal["general", "special"]

PARTY_TITLES: dict[PartyKind, str] = {"person": "个人", "company": "公司或其他单位", "sole_trader": "个体工商户"}
RELATION_TITLES: dict[Relation, str] = {
    "legal_representative": "法定代表人、负责人",
    "parent": "父母",
    "guardian": "其他监护人",
    "unknown": "尚不清楚",
}
AGENT_TITLES: dict[AgentKind, str] = {
    "lawyer": "律师",
    "legal_worker": "基层法律服务工作者",
    "relative": "近亲属",
    "other": "其他公民",
}
AUTHORITY_TITLES: dict[Authority, str] = {"general": "一般授权", "special": "特别授权"}
IDENTITY = re.compile(r"[1-9]\d{5}(?P<born>(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))\d{3}[\dXx]")
ADULT_AT = 18  # 民法典 第十七条
MOST_AGENTS = 2  # 行政复议法 第十七条
MOST_WITHOUT_REPRESENTATIVES = 5  # 行政复议法实施条例 第八条
MOST_REPRESENTATIVES = 5
MOST_APPLICANTS = 200


class StatutoryAgent(Part):
    """法定代理人 of a person, or 法定代表人 of a unit; that nobody knows yet who it is, is an answer too."""

    relation: Relation
    name: Optional = ""
    phone: Optional = ""
    id_number: Optional = ""


class Agent(Part):
    """委托代理人: a special authority names each power it gives, and a general one gives none over the claim."""

    name: Word
    kind: AgentKind = "lawyer"
    phone: Optional = ""
    id_number: Optional = ""
    authority: Authority = "general"
    limits: Optional = ""
    term: Optional = "至本事项办结"


class Party(Part):
    """来访人, the later applicant (申请人)."""

    name: Word
    kind: PartyKind = "person"
    id_number: Optional = ""
    phone: Optional = ""
    email: Optional = ""
    district: Optional = ""
    road: Optional = ""
    detail: Optional = ""
    birth_on: date | None = None
    electronic_consent: bool = False
    lacks_capacity: bool = False
    is_foreign: bool = False
    is_representative: bool = False
    statutory_agent: StatutoryAgent | None = None

    @property
    def address(self) -> str:
        """The whole address for service (送达地址)."""
        return f"{self.district}{self.road}{self.detail}"

    @property
    def born_on(self) -> date | None:
        """The date of birth as told, else as the identity number has it."""
        found = IDENTITY.fullmatch(self.id_number) if self.kind == "person" else None
        if self.birth_on or found is None:
            return self.birth_on
        try:
            return date.fromisoformat(found["born"])
        except ValueError:
            return None

    def is_minor(self, on: date) -> bool:
        """不满十八周岁 (民法典 第十七条): full age begins on the birthday itself.

        >>> child = Party(name="某", birth_on=date(2008, 9, 29))
        >>> child.is_minor(date(2026, 9, 28)), child.is_minor(date(2026, 9, 29))
        (True, False)
        """
        born = self.born_on
        if self.kind != "person" or born is None:
            return False
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < ADULT_AT

    def needs_guardian(self, on: date) -> bool:
        """Whether somebody must act for this person (民法典 第十九条至第二十三条)."""
        return self.kind == "person" and (self.lacks_capacity or self.is_minor(on))
