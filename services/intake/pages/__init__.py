"""The pages of the desk (一站式窗口): the board, the filing form, the receipt and the one view of a dispute."""

from .routes import router

__all__ = ["router"]
