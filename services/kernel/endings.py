"""How a reconsideration case may be terminated, who enforces its decision, and whom a suit about it is against."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parent / "rules" / "endings"
Needs = Literal["withdrawal", "suspension", "person", "entity", "restraint"]
Side = Literal["respondent", "organ"]
CourtLevel = Literal["basic", "intermediate", "open"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TerminationGround(_Row):
    """One of the grounds of termination (终止事由). `needs`: what must stand in the file before it may be chosen."""

    title: str
    cite: str
    needs: Needs


class SuitRow(_Row):
    """Whom a suit is against (被告) and which court hears it (管辖法院), and how sure that is."""

    title: str
    defendants: tuple[Side, ...]
    court: CourtLevel
    cite: str
    court_cite: str
    confidence: str = "verified"
    note: str = ""


class Enforcer(_Row):
    """Who enforces what has not been performed (行政复议法 第七十八条); no `outcomes`: a mediation statement."""

    by: Side
    cite: str
    outcomes: tuple[str, ...] = ()


class Endings(_Row):
    """The coded endings of one procedure."""

    id: str
    checked_on: str
    termination_grounds: dict[str, TerminationGround]
    suits: dict[str, SuitRow]
    enforcers: dict[str, Enforcer]
    courts: dict[CourtLevel, str | None]


@cache
def endings(name: str = "reconsideration") -> Endings:
    """Load the endings of one procedure from kernel/rules/endings."""
    path = FOLDER / f"{name}.yaml"
    return Endings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
