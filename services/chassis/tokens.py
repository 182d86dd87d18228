"""How one process of the house proves to another who it is: a signed, short-lived token for one audience."""

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pydantic import BaseModel, ConfigDict, ValidationError

from services.chassis.settings import settings
from services.kernel.principal import Principal
from services.kernel.principal import service as service_principal
from services.kernel.refusal import Refused

LIVES_SECONDS = 300


class Claims(BaseModel):
    """Who speaks (`sub`) and to whom alone (`aud`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sub: str
    aud: str


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret.get_secret_value(), salt="jiefen service token")


def issue(source: str, audience: str) -> str:
    """A token with which `source` may speak to `audience` for five minutes, and to nobody else."""
    return _serializer().dumps(Claims(sub=source, aud=audience).model_dump())


def verify(token: str, audience: str) -> Principal:
    """The service behind a token; a stolen, old or misdirected token is refused without saying which."""
    try:
        claims = Claims.model_validate(_serializer().loads(token, max_age=LIVES_SECONDS))
    except (BadSignature, ValidationError):
        raise Refused("sign_in.token", "服务令牌无效或已过期。") from None
    if claims.aud != audience:
        raise Refused("sign_in.token", "服务令牌无效或已过期。")
    return service_principal(claims.sub)
