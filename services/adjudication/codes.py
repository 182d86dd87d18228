"""The kinds, reasons and endings of this channel, from the kernel's cited data (rules/codes/adjudication.yaml)."""

from services.kernel.codes import Code, Ending, Kind, adjudication_codes

__all__ = ["ACCEPTANCE", "ELSEWHERE", "KINDS", "OUTCOMES", "REFUSALS", "Code", "Ending", "Kind", "kind_of"]

_CODES = adjudication_codes()
ACCEPTANCE = _CODES.acceptance.cite
KINDS = _CODES.kinds
ELSEWHERE = _CODES.elsewhere
REFUSALS = _CODES.refusals
OUTCOMES = _CODES.endings
kind_of = _CODES.kind
