"""The public pages, which everybody may read, and the one form behind them, which only the head may open."""

from fastapi import APIRouter

from . import calculator, reading, withdrawing

router = APIRouter()
router.include_router(reading.router)
router.include_router(calculator.router)
router.include_router(withdrawing.router)
