"""The moment of entering: whoever proved who they are gets a session under a new id."""

from fastapi import Request
from fastapi.responses import RedirectResponse

from services.chassis import csrf, sessions
from services.chassis.navigation import home_of
from services.chassis.pages import set_cookie
from services.kernel.principal import Principal


def enter(request: Request, principal: Principal, back: str) -> RedirectResponse:
    """Open a session and go where the person wanted to go; the id from before sign-in is worth nothing afterwards."""
    session_id = sessions.begin(principal, replaces=request.cookies.get(sessions.SESSION_COOKIE))
    response = RedirectResponse(back if back != "/" else home_of(principal), status_code=303)
    set_cookie(response, sessions.SESSION_COOKIE, session_id)
    response.delete_cookie(csrf.VISIT_COOKIE, path="/")
    return response
