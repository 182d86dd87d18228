import pytest
from itsdangerous import URLSafeTimedSerializer

from services.chassis import tokens
from services.chassis.settings import settings
from services.kernel.refusal import Refused


def test_a_token_says_who_speaks() -> None:
    principal = tokens.verify(tokens.issue("flows", "reconsideration"), "reconsideration")
    assert (principal.kind, principal.id, principal.roles) == ("service", "flows", frozenset({"service:flows"}))


def test_a_token_for_one_audience_opens_no_other() -> None:
    with pytest.raises(Refused):
        tokens.verify(tokens.issue("flows", "reconsideration"), "publication")


def test_a_token_dies_after_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    token = tokens.issue("flows", "reconsideration")
    monkeypatch.setattr(tokens, "LIVES_SECONDS", -1)
    with pytest.raises(Refused):
        tokens.verify(token, "reconsideration")


@pytest.mark.parametrize("spoilt", ["", "x", "a.b.c", "令牌", "." * 3000])
def test_a_spoilt_token_is_refused(spoilt: str) -> None:
    with pytest.raises(Refused):
        tokens.verify(spoilt, "reconsideration")


def test_a_changed_token_is_refused() -> None:
    token = tokens.issue("flows", "reconsideration")
    with pytest.raises(Refused):
        tokens.verify(("A" if token[0] != "A" else "B") + token[1:], "reconsideration")


def test_a_token_signed_with_another_secret_is_refused() -> None:
    forged = URLSafeTimedSerializer("another secret", salt="jiefen service token").dumps(
        {"sub": "flows", "aud": "notify"}
    )
    with pytest.raises(Refused):
        tokens.verify(forged, "notify")


def test_a_token_with_more_in_it_than_we_wrote_is_refused() -> None:
    secret = settings().secret.get_secret_value()
    serializer = URLSafeTimedSerializer(secret, salt="jiefen service token")
    with pytest.raises(Refused):
        tokens.verify(serializer.dumps({"sub": "flows", "aud": "notify", "roles": ["head"]}), "notify")
