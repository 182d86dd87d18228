"""What the opening of a reconsideration asks for as cited data: conditions, ways of knowing, forwarding, parties."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parent / "rules" / "opening"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Row):
    """A coded choice with its provision."""

    title: str
    cite: str
    confidence: str = "verified"


class Number(_Row):
    """A number of persons that a provision fixes."""

    count: int
    cite: str
    confidence: str = "verified"


class OpeningCodes(_Row):
    """受理条件, 知道日期, 转送, 代表人与代理人, 上级监督."""

    id: str
    checked_on: str
    conditions: dict[str, Named]
    manners: dict[str, Named]
    forwarding: dict[str, Named]
    agents: dict[str, Named]
    measures: dict[str, Named]
    many_applicants: Number
    most_representatives: Number
    most_agents: Number


@cache
def opening_codes(name: str = "reconsideration") -> OpeningCodes:
    """Load the codes of one procedure from kernel/rules/opening."""
    path = FOLDER / f"{name}.yaml"
    return OpeningCodes.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
