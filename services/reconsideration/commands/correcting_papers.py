"""更正文书: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence


class CorrectPaper(Command):
    """更正文书中的笔误, by a paper of its own that names the corrected one."""

    type: Literal["correct_paper"] = "correct_paper"
    paper_number: str = Field(min_length=1, max_length=200)
    wrong: Sentence
    right: Sentence
