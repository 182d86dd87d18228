"""How a reconsideration may end, on which grounds, and what defects of enforcement the law knows - as cited data."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

ActScope = Literal["any", "act", "inaction", "agreement"]
FOLDER = Path(__file__).parent / "rules" / "outcomes"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ground(_Row):
    """A coded ground (法定理由) with its provision. `defect`: it shows a defect of enforcement (执法缺陷).

    `limit`: the amount in yuan up to which the ground holds, where the provision names one. `lifts_ban`: alone, it lets
    the organ make the same act anew. `procedural`: a finding on it alone leaves the result of the act as it was.
    `of_the_organ`: it speaks of the organ, not of its act.
    """

    title: str
    cite: str
    defect: bool = False
    confidence: str = "verified"
    limit: int | None = None
    lifts_ban: bool = False
    procedural: bool = False
    of_the_organ: bool = False


class Outcome(_Row):
    """A kind of decision (决定种类): the grounds that carry it and what it sets in motion.

    `operative`: the one wording of the operative part (决定主文) that fits it, with the facts it needs. `for_acts`: the
    kind of conduct it answers. `says`: the conclusions its reasons may draw; those of every other outcome may not stand
    there. `asked_words`: it is open only to whoever asked for it in such words.
    """

    title: str
    grounds: tuple[str, ...]
    cite: str
    operative: str
    advice: bool
    corrects: bool
    performs: bool = False
    needs_terms: bool = False
    terms: str = ""
    for_acts: ActScope = "any"
    needs_evidence: bool = False
    period_rule: str | None = None
    remakes: bool = False
    remedial: bool = False
    keeps_act: bool = False
    never_worse: bool = False
    asked_words: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


class Effect(_Row):
    """How a changed act weighs on the applicant beside the first one (更为不利)."""

    title: str
    cite: str
    worse: bool = False


class Compensation(_Row):
    """行政赔偿, decided with the act: asked for, or of the organ's own motion. No `outcomes`: beside any of them."""

    title: str
    cite: str
    operative: str = ""
    outcomes: tuple[str, ...] = ()
    asked: bool = False
    own_motion: bool = False
    needs_terms: bool = False
    confidence: str = "verified"


class Clause(_Row):
    """A fixed sentence of the operative part with its provision."""

    text: str
    cite: str


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


class Burden(_Row):
    """A matter to be proved (待证事项) and who bears the burden of it (举证责任)."""

    title: str
    cite: str
    borne_by: str


class BasisResult(_Row):
    """What the review of a normative document came to (附带审查结果). `stops`: its provision is no longer applied.

    `says` and `operative`: how the decision tells it.
    """

    title: str
    cite: str
    says: str
    operative: str = ""
    stops: bool = False


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
    complexity_grounds: dict[str, Ground]
    committee_cases: dict[str, Ground]
    evidence_kinds: dict[str, Ground]
    burdens: dict[str, Burden]
    inquiry_ways: dict[str, Ground]
    excluded_times: dict[str, Ground]
    reading_refusals: dict[str, Ground]
    stay_grounds: dict[str, Ground]
    normative_documents: dict[str, Ground]
    basis_results: dict[str, BasisResult]
    repeat_ban: Clause
    effects: dict[str, Effect]
    third_party_facts: dict[str, Ground]
    compensations: dict[str, Compensation]
    compensation_words: tuple[str, ...]
    remedial: Clause
    remedy_words: tuple[str, ...]
    conflict_grounds: dict[str, Ground]

    @model_validator(mode="after")
    def _known_grounds(self) -> "Outcomes":
        for code, outcome in self.outcomes.items():
            if unknown := set(outcome.grounds) - self.grounds.keys():
                raise ValueError(f"{self.id}: outcome {code} names unknown grounds {sorted(unknown)}")
        for code, row in self.compensations.items():
            if unknown := set(row.outcomes) - self.outcomes.keys():
                raise ValueError(f"{self.id}: compensation {code} names unknown outcomes {sorted(unknown)}")
        return self

    def keeps_result(self, code: str, grounds: Sequence[str]) -> bool:
        """Whether the act's result stands: upheld, or found unlawful for its procedure alone (行政诉讼法解释 第二十二条)."""
        outcome = self.outcomes[code]
        procedural = bool(grounds) and all(self.grounds[ground].procedural for ground in grounds)
        return not outcome.corrects or (outcome.keeps_act and procedural)

    def bans_repeat(self, code: str, grounds: Sequence[str]) -> bool:
        """Whether the same act may not be made again: not after a revocation for its procedure alone."""
        return self.outcomes[code].remakes and not all(self.grounds[ground].lifts_ban for ground in grounds)

    def defect(self, code: str) -> Ground | None:
        """The defect behind a code, whether it is a ground of the decision (G-…) or a finding beside it (F…)."""
        return self.defects.get(code) or self.grounds.get(code)


@cache
def outcomes(name: str = "reconsideration") -> Outcomes:
    """Load the coded endings of one procedure from kernel/rules/outcomes."""
    path = FOLDER / f"{name}.yaml"
    return Outcomes.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
