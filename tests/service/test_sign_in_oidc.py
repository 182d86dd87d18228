"""Sign-in through an identity provider: a small real one, on a socket, that checks PKCE and signs its tokens."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Form
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from services.chassis import identity, oidc, sessions
from services.chassis.db import transaction
from services.chassis.now import now
from services.chassis.settings import settings
from tests.service.live import listening
from tests.service.sample_app import browser, seed

SUBJECT = "employee-4711"


@dataclass
class Provider:
    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}))
    signing: RSAKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[str, object] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """The person agrees; the code that the browser would carry back."""
        self.asked["code-1"] = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return "code-1"

    def app(self) -> FastAPI:
        made = FastAPI()

        @made.get("/.well-known/openid-configuration")
        def describe() -> dict[str, str]:
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.url} | {name: f"{self.url}/{path}" for name, path in names.items()}

        @made.get("/keys")
        def keys() -> dict[str, object]:
            return {"keys": [self.key.as_dict(private=False)]}

        @made.post("/token")
        def token(code: Annotated[str, Form()], code_verifier: Annotated[str, Form()]) -> dict[str, object]:
            asked = self.asked[code]
            digest = base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
            assert asked["code_challenge"] == digest
            instant = int(now().timestamp())
            claims = {"iss": self.url, "aud": "jiefen", "sub": SUBJECT, "nonce": asked["nonce"], "exp": instant + 60}
            signed = jwt.encode({"alg": "RS256", "kid": "k1"}, claims | self.claims, self.signing or self.key)
            return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

        return made


@pytest.fixture
def provider(clean: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    made = Provider()
    with listening(made.app()) as url:
        made.url = url
        update = {"oidc_issuer": url, "oidc_client_id": "jiefen", "gateway_url": "http://testserver"}
        chosen = settings().model_copy(update=update)
        monkeypatch.setattr(oidc, "settings", lambda: chosen)
        seed()
        with transaction("intake") as session:
            account = identity.find_account(session, "chuangkou")
            assert account is not None
            account.subject = f"{url}|{SUBJECT}"
        yield made


def _return(client: TestClient, provider: Provider, **changed: str) -> httpx.Response:
    address = client.get("/sign-in/oidc", params={"next": "/desk?state=open"}).headers["location"]
    code = provider.authorize(address)
    return client.get(oidc.RETURN_PATH, params={"code": code, "state": provider.asked[code]["state"]} | changed)


def test_whom_the_provider_vouches_for_comes_in_and_goes_on(provider: Provider) -> None:
    with browser() as client:
        assert "/sign-in/oidc?next=" in client.get("/sign-in").text
        answer = _return(client, provider)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk?state=open")
        assert client.get("/desk").status_code == 200


def test_a_subject_without_an_account_stays_outside(provider: Provider) -> None:
    provider.claims = {"sub": "a stranger"}
    with browser() as client:
        answer = _return(client, provider)
        assert answer.status_code == 401
        assert "还没有您的账号" in answer.text
        assert client.cookies.get(sessions.SESSION_COOKIE) is None


@pytest.mark.parametrize(
    "claims", [{"aud": "another"}, {"iss": "https://evil.example"}, {"nonce": "another"}, {"exp": 1}], ids=str
)
def test_a_token_that_was_not_meant_for_this_sign_in_is_refused(provider: Provider, claims: dict[str, object]) -> None:
    provider.claims = claims
    with browser() as client:
        assert _return(client, provider).status_code == 401


def test_a_token_signed_by_another_key_is_refused(provider: Provider) -> None:
    provider.signing = RSAKey.generate_key(2048, {"kid": "k1"})
    with browser() as client:
        assert _return(client, provider).status_code == 401


def test_an_answer_is_good_once_and_in_the_same_browser_alone(provider: Provider) -> None:
    with browser() as client, browser() as other:
        address = client.get("/sign-in/oidc").headers["location"]
        code = provider.authorize(address)
        back = {"code": code, "state": provider.asked[code]["state"]}
        assert other.get(oidc.RETURN_PATH, params=back).status_code == 401
        assert client.get(oidc.RETURN_PATH, params=back).status_code == 401


def test_a_made_up_state_is_refused(provider: Provider) -> None:
    with browser() as client:
        assert _return(client, provider, state="made-up").status_code == 401


def test_a_provider_that_is_away_is_one_sentence(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    away = oidc.settings().model_copy(update={"oidc_issuer": "http://127.0.0.1:1"})
    monkeypatch.setattr(oidc, "settings", lambda: away)
    with browser() as client:
        answer = client.get("/sign-in/oidc")
    assert answer.status_code == 401
    assert "统一身份认证没有成功" in answer.text
