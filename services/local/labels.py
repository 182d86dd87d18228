"""How surely the house knows a provision, in words for the shell: Chinese, English."""

from services.kernel.rule import Confidence

SURE = {
    Confidence.VERIFIED: ("已核对原文", "verified"),
    Confidence.SECOND_HAND: ("转引", "second-hand"),
    Confidence.MEMORY: ("待核", "from memory"),
    Confidence.INFERRED: ("推定", "inferred"),
}
