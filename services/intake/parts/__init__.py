"""The parts of a dispute (争议): who comes, against whom, about which act, and each thing that is asked for."""

from .dispute import Dispute
from .filing import ENTRY_TITLES, MOST_UNITS, PARTNERS, Despite, Entry, Filing, Source
from .issued import PAPER_TITLES, Issued, PaperKind
from .papers import Paper
from .persons import (
    AGENT_TITLES,
    AUTHORITY_TITLES,
    PARTY_TITLES,
    RELATION_TITLES,
    Agent,
    Party,
    PartyKind,
    StatutoryAgent,
)
from .units import (
    UNIT_TITLES,
    ActPaper,
    CaseLink,
    OtherSide,
    OurChannel,
    Override,
    Refusal,
    Unit,
    UnitDraft,
    UnitState,
)
from .words import Optional, Part, Sentence, Story, Word

__all__ = [
    "AGENT_TITLES",
    "AUTHORITY_TITLES",
    "ENTRY_TITLES",
    "MOST_UNITS",
    "PAPER_TITLES",
    "PARTNERS",
    "PARTY_TITLES",
    "RELATION_TITLES",
    "UNIT_TITLES",
    "ActPaper",
    "Agent",
    "CaseLink",
    "Despite",
    "Dispute",
    "Entry",
    "Filing",
    "Issued",
    "Optional",
    "OtherSide",
    "OurChannel",
    "Override",
    "Paper",
    "PaperKind",
    "Part",
    "Party",
    "PartyKind",
    "Refusal",
    "Sentence",
    "Source",
    "StatutoryAgent",
    "Story",
    "Unit",
    "UnitDraft",
    "UnitState",
    "Word",
]
