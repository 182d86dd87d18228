"""调解书: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence


class RecordAgreement(Command):
    """达成调解协议: lawful and voluntary, on the terms that the statement will hold."""

    type: Literal["record_agreement"] = "record_agreement"
    terms: Sentence
    perform_days: int | None = Field(default=None, gt=0)
    voluntary: bool = False
    lawful: bool = False


class SignStatement(Command):
    """登记一方在调解书上签名或者盖章."""

    type: Literal["sign_statement"] = "sign_statement"
    party: str


class SealStatement(Command):
    """加盖行政复议机关印章: the statement takes effect."""

    type: Literal["seal_statement"] = "seal_statement"


class BreakMediation(Command):
    """调解书生效前一方反悔: the trial goes on."""

    type: Literal["break_mediation"] = "break_mediation"
    reason: Sentence


Settling = RecordAgreement | SignStatement | SealStatement | BreakMediation
