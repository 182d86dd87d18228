"""The pages of reconsideration (/reconsideration): list, case, decision, public copy, the organ's answers."""

from fastapi import APIRouter

from . import board, case, decision, distribution, hearings, organ, redaction

router = APIRouter()
router.include_router(board.router)
router.include_router(hearings.router)
router.include_router(organ.router)
router.include_router(distribution.router)
router.include_router(decision.router)
router.include_router(redaction.router)
router.include_router(case.router)
