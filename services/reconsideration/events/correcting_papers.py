"""更正文书: what happened."""

from typing import Literal

from services.kernel.steps import Event


class PaperCorrected(Event):
    type: Literal["paper_corrected"] = "paper_corrected"
    paper_number: str
    wrong: str
    right: str
