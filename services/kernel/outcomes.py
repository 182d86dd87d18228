"""How a reconsideration may end, on which grounds, and what defects of enforcement the law knows - as cited data."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

FOLDER = Path(__file__).parent / "rules" / "outcomes"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ground(_Row):
    """A coded ground (法定理由) with its provision. `defect`: it shows a defect of enforcement (执法缺陷).

    `limit`: the amount in yuan up to which the ground holds, where the provision names one.
    """

    title: str
    cite: str
    defect: bool = False
    confidence: str = "verified"
    limit: int | None = None


class Outcome(_Row):
    """A kind of decision (决定种类): the grounds that carry it and what it sets in motion.

    `operative`: the one wording of the operative part (决定主文) that fits it, with the facts it needs.
    """

    title: str
    grounds: tuple[str, ...]
    cite: str
    operative: str
    advice: bool
    corrects: bool
    performs: bool = False
    needs_terms: bool = False
    inaction_only: bool = False
    needs_evidence: bool = False
    period_rule: str | None = None


class SuspensionGround(_Row):
    """One of the ten grounds of suspension (中止事由). `ends_after`: the rule after which the case may end."""

    title: str
    cite: str
    both_agree: bool = False
    ends_after: str | None = None


class RefusalGround(_Row):
    """A missing condition of acceptance (受理条件). `names_organ`: the refusal must name the competent organ."""

    title: str
    cite: str
    names_organ: bool = False


class EscalationStep(_Row):
    """What follows when an organ does not answer a letter of advice, in this order."""

    step: str
    title: str
    document: str
    cite: str


class Outcomes(_Row):
    """The coded endings, grounds and defects of one procedure."""

    id: str
    law: str
    checked_on: str
    grounds: dict[str, Ground]
    outcomes: dict[str, Outcome]
    defects: dict[str, Ground]
    suspension_grounds: dict[str, SuspensionGround]
    refusal_grounds: dict[str, RefusalGround]
    withhold_grounds: dict[str, Ground]
    escalation: tuple[EscalationStep, ...]
    summary_types: dict[str, Ground]

    @model_validator(mode="after")
    def _known_grounds(self) -> "Outcomes":
        for code, outcome in self.outcomes.items():
            if unknown := set(outcome.grounds) - self.grounds.keys():
                raise ValueError(f"{self.id}: outcome {code} names unknown grounds {sorted(unknown)}")
        return self

    def defect(self, code: str) -> Ground | None:
        """The defect behind a code, whether it is a ground of the decision (G-…) or a finding beside it (F…)."""
        return self.defects.get(code) or self.grounds.get(code)


@cache
def outcomes(name: str = "reconsideration") -> Outcomes:
    """Load the coded endings of one procedure from kernel/rules/outcomes."""
    path = FOLDER / f"{name}.yaml"
    return Outcomes.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
