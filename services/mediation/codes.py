"""The coded reasons and ways of this channel, from the kernel's cited data (rules/codes/mediation.yaml)."""

from services.kernel.codes import Code, mediation_codes

__all__ = ["CHANNELS", "CONSENT", "REFUSALS", "TELLING", "TERMINATIONS", "Code"]

_CODES = mediation_codes()
CONSENT = _CODES.consent.cite
TELLING = _CODES.telling.cite
REFUSALS = _CODES.refusals
TERMINATIONS = _CODES.terminations
CHANNELS = _CODES.channels
