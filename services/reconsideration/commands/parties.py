"""当事人: what may be asked about those who join a case or speak for someone in it."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel.matter import PartyKind
from services.kernel.steps import Command, Sentence


class _Newcomer(Command):
    """A person or body that joins the case."""

    name: str = Field(min_length=1, max_length=200)
    kind: PartyKind = "person"
    id_number: str | None = Field(default=None, max_length=40)
    phone: str | None = Field(default=None, max_length=40)
    district: str = Field(default="", max_length=200)
    street: str = Field(default="", max_length=200)
    detail: str = Field(default="", max_length=200)


class AddApplicant(_Newcomer):
    """追加共同申请人, before the application is accepted."""

    type: Literal["add_applicant"] = "add_applicant"


class JoinThirdParty(_Newcomer):
    """第三人参加: at its own wish or because it was notified; why the act or the decision concerns it."""

    type: Literal["join_third_party"] = "join_third_party"
    interest: Sentence
    at_own_wish: bool = False


class AppointAgent(Command):
    """委托代理人: one or two for each party, with a power of attorney and the papers of both."""

    type: Literal["appoint_agent"] = "appoint_agent"
    principal: str
    name: str = Field(min_length=1, max_length=200)
    kind: str
    matters: Sentence
    powers: Sentence
    until_on: date | None = None
    proved: bool = Field(default=False, description="power of attorney and identity of both are in the file")


class ReleaseAgent(Command):
    """变更或者解除代理权限, told in writing."""

    type: Literal["release_agent"] = "release_agent"
    principal: str
    name: str
    in_writing: bool = False


class NameRepresentatives(Command):
    """推选代表人 of many applicants, by their refs (A1, A2 …)."""

    type: Literal["name_representatives"] = "name_representatives"
    representatives: tuple[str, ...] = Field(min_length=1)


class JoinCases(Command):
    """并案审理 with another case; recorded in both files."""

    type: Literal["join_cases"] = "join_cases"
    other_number: str = Field(min_length=1, max_length=100)
    reason: Sentence
    other_id: UUID | None = None


class SplitCases(Command):
    """分案审理: the other case goes its own way again; recorded in both files."""

    type: Literal["split_cases"] = "split_cases"
    other_number: str = Field(min_length=1, max_length=100)
    reason: Sentence


Joining = AddApplicant | JoinThirdParty | AppointAgent | ReleaseAgent | NameRepresentatives | JoinCases | SplitCases
