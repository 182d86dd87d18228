"""The pages of notify (/notices): the service board, one delivery with its proof, and the three steps of a person."""

from fastapi import APIRouter

from . import board, steps

router = APIRouter()
router.include_router(board.router)
router.include_router(steps.router)
