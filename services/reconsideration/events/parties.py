"""当事人: who joined, and who speaks for whom."""

from typing import Literal

from services.kernel.matter import Party
from services.kernel.steps import Event

from ..parts.opening import Agent, LinkedCase


class ApplicantAdded(Event):
    type: Literal["applicant_added"] = "applicant_added"
    party: Party


class ThirdPartyJoined(Event):
    type: Literal["third_party_joined"] = "third_party_joined"
    party: Party
    interest: str
    at_own_wish: bool


class AgentAppointed(Event):
    type: Literal["agent_appointed"] = "agent_appointed"
    agent: Agent


class AgentReleased(Event):
    type: Literal["agent_released"] = "agent_released"
    principal: str
    name: str


class RepresentativesNamed(Event):
    type: Literal["representatives_named"] = "representatives_named"
    representatives: tuple[str, ...]


class CasesJoined(Event):
    type: Literal["cases_joined"] = "cases_joined"
    other: LinkedCase
    reason: str


class CasesSplit(Event):
    type: Literal["cases_split"] = "cases_split"
    other_number: str
    reason: str


JoiningEvent = (
    ApplicantAdded | ThirdPartyJoined | AgentAppointed | AgentReleased | RepresentativesNamed | CasesJoined | CasesSplit
)
