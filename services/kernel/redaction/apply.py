"""Make the public edition (隐名公开件)."""

from services.kernel.document import Document, Run, public, rewrite
from services.kernel.refusal import Fault, Refused

from .model import Plan, Replacement
from .residue import residue


def apply(document: Document, plan: Plan) -> Document:
    """The public edition, or a refusal: while a suspect is open, or when the plan was drawn up for another paper."""
    if plan.document_sha256 != document.sha256:
        raise Refused("redaction.other_document", "文书在拟定隐名方案之后有改动，请重新拟定方案。")
    if plan.suspects:
        raise Refused.of(
            [
                Fault("redaction.open", f"“{s.text}”：{s.reason}，尚未决定隐去还是保留。", field=s.id)
                for s in plan.suspects
            ],
            code="redaction.open",
            text="还有疑似身份信息没有逐一决定，不能生成公开件。",
        )
    masked = rewrite(public(document), lambda place, runs: _mask(runs, plan.at(place)))
    _prove(masked, plan)
    return masked


def _mask(runs: tuple[Run, ...], replacements: tuple[Replacement, ...]) -> tuple[Run, ...]:
    """Cut the line at the replaced spots and put the tokens there."""
    made: list[Run] = []
    at = 0
    for run in runs:
        end, start = at + len(run.text), at
        for r in (r for r in replacements if r.start < end and at < r.end):
            made.append(run.model_copy(update={"text": run.text[max(0, start - at) : max(0, r.start - at)]}))
            if r.start >= at:
                made.append(run.model_copy(update={"text": r.text}))
            start = r.end
        made.append(run.model_copy(update={"text": run.text[max(0, start - at) :]}))
        at = end
    return tuple(run for run in made if run.text)


def _prove(masked: Document, plan: Plan) -> None:
    found = [
        Fault("redaction.residue", f"公开件中仍可读到身份信息（{r.form}）：…{r.excerpt}…", field=place)
        for place, line in masked.lines()
        for r in residue(line.text, plan.watch, allowed=plan.allowed)
    ]
    if found:
        raise Refused.of(found, code="redaction.residue", text="公开件中仍可读到身份信息，不能生成。")
