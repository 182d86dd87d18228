"""更正文书: a clerical error is corrected by a paper of its own; the sealed one never changes."""

from datetime import date

from services.kernel.document import Document
from services.kernel.refusal import Fault, Refused

from ..commands import CorrectPaper
from ..events import AnyEvent, PaperCorrected
from .case import Case

CITE = "行政复议法 第七十五条第一款"


def text_of(document: Document) -> str:
    """The wording of a sealed paper, line by line."""
    return "\n".join("".join(run.text for run in block.runs) for block in document.blocks)


def decide(case: Case, command: CorrectPaper, today: date) -> tuple[AnyEvent, ...]:
    """Correct what stands in an issued paper of this case, and nothing that does not stand there."""
    paper = next((one for one in case.papers if one.number == command.paper_number), None)
    if paper is None:
        raise Refused("arl.unknown_paper", "本案没有这一文号的文书。", cite=CITE)
    faults = []
    if command.wrong not in text_of(paper.document):
        faults.append(Fault("arl.not_in_paper", "原文书中没有这段文字。", CITE, "wrong"))
    if command.wrong == command.right:
        faults.append(Fault("arl.same_text", "更正前后的文字相同。", CITE, "right"))
    if faults:
        raise Refused.of(faults)
    return (
        PaperCorrected(
            on=today, by=command.by, paper_number=command.paper_number, wrong=command.wrong, right=command.right
        ),
    )


def evolve(case: Case, _event: PaperCorrected) -> Case:
    """The corrected paper stays as it was issued; the correction joins the file beside it."""
    return case
