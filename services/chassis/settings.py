"""What a deployment may set: environment variables `JIEFEN_…`, read once, wrong ones refused all together."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kernel.refusal import Fault, Refused

DEVELOPMENT_SECRET = "development-only-secret-that-no-deployment-may-keep"  # noqa: S105 - refused outside development
SHORTEST_SECRET = 32


class Settings(BaseSettings):
    """Defaults suit development. Outside development and test every default secret is refused."""

    model_config = SettingsConfigDict(env_prefix="JIEFEN_", frozen=True, extra="ignore", populate_by_name=True)

    environment: Literal["development", "test", "production"] = "development"
    secret: SecretStr = SecretStr(DEVELOPMENT_SECRET)

    # The owner of the database; the services' own roles and passwords are derived (services/chassis/db.py).
    database_url: SecretStr = SecretStr("postgresql://jiefen@127.0.0.1:5432/jiefen")
    role_prefix: str = Field(default="jiefen", pattern=r"^[a-z][a-z0-9_]{0,30}$")
    pool_size: int = Field(default=3, ge=1)
    pool_overflow: int = Field(default=7, ge=0)
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    prefect_api_url: str = Field(default="http://127.0.0.1:4200/api", validation_alias="PREFECT_API_URL")
    prefect_ui_url: str | None = None

    gateway_url: str = "http://127.0.0.1:8080"
    public_url: str = "http://127.0.0.1:8080"
    files_dir: Path = Path(".jiefen/files")
    organ_profile: str = Field(default="putuo", pattern=r"^[a-z][a-z0-9_-]*$")
    simulated_clock: bool = False
    demo_users: bool = False

    smtp_url: SecretStr = SecretStr("smtp://127.0.0.1:1025")
    mail_from: str = "no-reply@jiefen.invalid"
    post_book_dir: Path = Path(".jiefen/post")

    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    relay_seconds: float = Field(default=0.3, gt=0)
    retry_seconds: float = Field(default=15.0, ge=0)
    outbox_days: int = Field(default=30, ge=1)
    redis_loss_hours: int = Field(default=24, ge=1)

    @property
    def is_production(self) -> bool:
        """Whether real cases are handled here: secure cookies, no demo users, no simulated time."""
        return self.environment == "production"


def _production_faults(chosen: Settings) -> list[Fault]:
    secret = chosen.secret.get_secret_value()
    database = urlsplit(chosen.database_url.get_secret_value())
    checks = [
        ("secret", secret != DEVELOPMENT_SECRET, "仍是开发用的默认值：请设置一个随机的长密钥。"),
        ("secret", len(secret) >= SHORTEST_SECRET, f"太短：至少 {SHORTEST_SECRET} 个字符。"),
        ("database_url", "database_url" in chosen.model_fields_set, "未设置：正式环境必须写明数据库。"),
        ("database_url", bool(database.password), "没有密码：正式环境的数据库所有者必须有密码。"),
        ("redis_url", "redis_url" in chosen.model_fields_set, "未设置：正式环境必须写明 Redis。"),
        ("files_dir", "files_dir" in chosen.model_fields_set, "未设置：正式环境必须写明文书存放处。"),
        ("gateway_url", chosen.gateway_url.startswith("https://"), "必须以 https:// 开头。"),
        ("public_url", chosen.public_url.startswith("https://"), "必须以 https:// 开头：它印在文书的验证码里。"),
        ("simulated_clock", not chosen.simulated_clock, "只能用于演示和测试。"),
        ("demo_users", not chosen.demo_users, "只能用于演示和测试。"),
    ]
    return [_fault(field, text) for field, holds, text in checks if not holds]


def _fault(field: str, text: str) -> Fault:
    name = field if field.isupper() else f"JIEFEN_{field.upper()}"
    return Fault("settings", f"{name}：{text}", field=field)


def _defaults_of(fields: Collection[str]) -> Mapping[str, object]:
    named = {str(field.validation_alias or name): field for name, field in Settings.model_fields.items()}
    return {name: field.default for name, field in named.items() if name in fields}


def read_settings() -> Settings:
    """Read the environment now; every fault is told in one refusal, and no value of a secret is ever shown."""
    faults: list[Fault] = []
    try:
        chosen = Settings()
    except ValidationError as error:
        wrong = {str(detail["loc"][0]): detail["msg"] for detail in error.errors(include_input=False)}
        faults = [_fault(field, text) for field, text in wrong.items()]
        # Read again with the wrong ones left out, so that the other faults are told in the same breath.
        chosen = Settings.model_validate(_defaults_of(wrong))
    if chosen.is_production:
        faults += _production_faults(chosen)
    if faults:
        text = "\n".join(["设置有误，程序没有启动：", *(f"· {fault.text}" for fault in faults)])
        raise Refused("settings", text, faults=faults)
    return chosen


@cache
def settings() -> Settings:
    """The settings of this process. Tests change the environment and call `settings.cache_clear()`."""
    return read_settings()
