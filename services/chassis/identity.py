"""Accounts: who may sign in, in which roles, for which organ. They stand in the schema of the desk (intake)."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import ClassVar
from uuid import UUID, uuid4

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Column, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel, col, select

from services.chassis.columns import Instant, Json
from services.chassis.now import now
from services.chassis.settings import settings
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
Roles = tuple[str, ...]


class Identity(SQLModel, registry=registry()):
    """The tables of sign-in, apart from the desk's own."""


class Account(Identity, table=True):
    """A person who may sign in. Nothing is deleted: who left is disabled, and the audit still knows the id."""

    __tablename__: ClassVar[str] = "account"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    username: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    roles: Roles = Field(default=(), sa_column=Column(Json(Roles), nullable=False))
    organ: str | None = Field(default=None, sa_type=Text)
    password_hash: str | None = Field(default=None, sa_type=Text)
    subject: str | None = Field(default=None, sa_type=Text, unique=True)
    is_disabled: bool = False
    created_at: datetime = Field(sa_type=Instant)

    def principal(self) -> Principal:
        """The account as the subject of permission questions."""
        return Principal(kind="user", id=str(self.id), name=self.name, roles=frozenset(self.roles), organ=self.organ)


def hasher() -> PasswordHash:
    """Argon2id with the library's own measures, which follow RFC 9106; in tests, which sign in thousands, the least.

    A hash made by the least is renewed at the first sign-in elsewhere.
    """
    is_test = settings().environment == "test"
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1) if is_test else Argon2Hasher(),))


@cache
def _nobody_hash() -> str:
    return hasher().hash("nobody has this password")


def normal_username(typed: str) -> str:
    """The name as it is stored: full-width letters and capitals of a phone's keyboard do not keep anyone out."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def find_account(session: Session, username: str) -> Account | None:
    """The account of this name, disabled or not."""
    return session.exec(select(Account).where(col(Account.username) == normal_username(username))).first()


def find_subject(session: Session, subject: str) -> Account | None:
    """The living account that the outside identity provider knows by this subject."""
    account = session.exec(select(Account).where(col(Account.subject) == subject)).first()
    return account if account is not None and not account.is_disabled else None


def authenticate(session: Session, username: str, password: str) -> Account | None:
    """The account, when the password is right. An unknown name takes as long as a wrong password."""
    account = find_account(session, username)
    stored = account.password_hash if account is not None and not account.is_disabled else None
    is_right, renewed = hasher().verify_and_update(password[:LONGEST_PASSWORD], stored or _nobody_hash())
    if account is None or stored is None or not is_right:
        return None
    if renewed is not None:
        account.password_hash = renewed
    return account


def add_account(  # noqa: PLR0913 - what an account is
    session: Session,
    username: str,
    name: str,
    roles: Sequence[str],
    password: str | None,
    *,
    organ: str | None = None,
    account_id: UUID | None = None,
) -> Account:
    """Add an account, or bring an existing one of this name to these facts."""
    account = find_account(session, username)
    if account is None:
        account = Account(id=account_id or uuid4(), username=normal_username(username), name=name, created_at=now())
        session.add(account)
    account.name, account.roles, account.organ = name, tuple(sorted(roles)), organ
    if password is not None:
        set_password(account, password)
    session.flush()
    return account


def set_password(account: Account, password: str) -> None:
    """Give an account a new password; the caller ends its sessions."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused("account.password", f"密码应为{SHORTEST_PASSWORD}至{LONGEST_PASSWORD}个字符。")
    account.password_hash = hasher().hash(password)
