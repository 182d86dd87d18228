"""Sign-in through an outside identity provider (OpenID Connect with PKCE). Without one in the settings it is absent.

The provider only says who the person is. Roles are ours: an account must already carry the provider's subject.
"""

import secrets
from typing import Annotated

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, ValidationError

from services.chassis import audit, identity, sessions
from services.chassis.access import local_path, public
from services.chassis.db import Db
from services.chassis.entrance import enter
from services.chassis.settings import settings
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

router = APIRouter()
Anybody = Annotated[Principal, public()]

STATE_SECONDS = 600
STATE_KEY = "jiefen:oidc:"
RETURN_PATH = "/sign-in/oidc/return"
SIGNATURES = ["RS256", "PS256", "ES256", "EdDSA"]
TIMEOUT = 10.0


class Provider(BaseModel):
    """What is needed of the provider's published description."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Tokens(BaseModel):
    """What is needed of the provider's answer."""

    model_config = ConfigDict(frozen=True)

    id_token: str


class Attempt(BaseModel):
    """One sign-in under way, kept in Redis under its random state and used once."""

    model_config = ConfigDict(frozen=True)

    nonce: str
    verifier: str
    next: str


def is_configured() -> bool:
    """Whether an outside provider is set."""
    return bool(settings().oidc_issuer and settings().oidc_client_id)


def _provider() -> Provider:
    issuer = str(settings().oidc_issuer)
    found = httpx.get(issuer.rstrip("/") + "/.well-known/openid-configuration", timeout=TIMEOUT)
    found.raise_for_status()
    provider = Provider.model_validate_json(found.content)
    if provider.issuer.rstrip("/") != issuer.rstrip("/"):
        raise ValueError("issuer")
    return provider


def _return_address() -> str:
    return settings().gateway_url.rstrip("/") + RETURN_PATH


def _authorization(endpoint: str, state: str, attempt: Attempt) -> str:
    challenge = create_s256_code_challenge(attempt.verifier)  # type: ignore[no-untyped-call]
    address: str = prepare_grant_uri(  # type: ignore[no-untyped-call]
        endpoint,
        settings().oidc_client_id,
        "code",
        redirect_uri=_return_address(),
        scope="openid",
        state=state,
        nonce=attempt.nonce,
        code_challenge=challenge,
        code_challenge_method="S256",
    )
    return address


def _redeem(endpoint: str, attempt: Attempt, code: str) -> str:
    """Change the code for the identity token; a client without a secret shows only its id."""
    client_id, secret = str(settings().oidc_client_id), settings().oidc_client_secret
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _return_address(),
        "client_id": client_id,
        "code_verifier": attempt.verifier,
    }
    auth = httpx.BasicAuth(client_id, secret.get_secret_value()) if secret else None
    answer = httpx.post(endpoint, data=form, auth=auth, timeout=TIMEOUT).raise_for_status()
    return Tokens.model_validate_json(answer.content).id_token


def _failed() -> Refused:
    return Refused("sign_in.provider", "统一身份认证没有成功，您还没有登录。请重试，或使用用户名和密码登录。")


@router.get("/sign-in/oidc")
def begin(_: Anybody, next: str = "/") -> RedirectResponse:  # noqa: A002 - the address's own word
    """Send the person to the provider; what must fit on return is kept here, not in the address."""
    state = secrets.token_urlsafe(32)
    attempt = Attempt(nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48), next=local_path(next))
    try:
        address = _authorization(_provider().authorization_endpoint, state, attempt)
    except (httpx.HTTPError, ValueError):
        raise _failed() from None
    sessions.redis_store().set(STATE_KEY + state, attempt.model_dump_json(), ex=STATE_SECONDS)
    response = RedirectResponse(address, status_code=303)
    # Bound to this browser: nobody can be walked into another person's session with a foreign answer.
    response.set_cookie(
        "jiefen_oidc", state, max_age=STATE_SECONDS, httponly=True, samesite="lax", secure=settings().is_production
    )
    return response


@router.get(RETURN_PATH)
def come_back(request: Request, session: Db, _: Anybody, state: str = "", code: str = "") -> RedirectResponse:
    """Let the person in whom the provider vouches for, if an account of ours carries that subject."""
    kept = sessions.redis_store().getdel(STATE_KEY + state) if state else None
    if not code or not isinstance(kept, str) or request.cookies.get("jiefen_oidc") != state:
        raise _failed()
    attempt = Attempt.model_validate_json(kept)
    account = identity.find_subject(session, _subject(attempt, code))
    if account is None:
        raise Refused("sign_in.unknown", "统一身份认证成功，但本系统还没有您的账号。请联系系统管理员开通。")
    audit.record(session, account.principal(), "sign_in", f"account:{account.id}", "done", {"by": "oidc"})
    response = enter(request, account.principal(), attempt.next)
    response.delete_cookie("jiefen_oidc")
    return response


def _subject(attempt: Attempt, code: str) -> str:
    try:
        provider = _provider()
        token = _redeem(provider.token_endpoint, attempt, code)
        keys = KeySet.import_key_set(httpx.get(provider.jwks_uri, timeout=TIMEOUT).raise_for_status().json())
        claims = jwt.decode(token, keys, algorithms=SIGNATURES).claims
        _registry(provider, attempt).validate(claims)
    except (httpx.HTTPError, JoseError, KeyError, ValueError, ValidationError):
        raise _failed() from None
    return f"{provider.issuer}|{claims['sub']}"


def _registry(provider: Provider, attempt: Attempt) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": str(settings().oidc_client_id)},
        sub={"essential": True},
        exp={"essential": True},
        nonce={"essential": True, "value": attempt.nonce},
    )
