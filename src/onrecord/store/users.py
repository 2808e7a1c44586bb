"""The part of a record's object that is about who may read and write when the record is served.

Accounts are no evidence: the journal says who was given which role, and holds no password, session or token.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from onrecord.errors import MissingError, QueryError
from onrecord.store import journal
from onrecord.store.database import Database
from onrecord.store.passwords import fits, hashed, mark_of, new_secret
from onrecord.store.tables import sessions, tokens, users

SESSION = timedelta(days=7)
"""How long somebody stays signed in."""

TOKEN = "onrecord_"
"""How a token begins, so that it is known where it is found."""

_NAME = re.compile(r"\w[\w .@'’-]{0,59}")


class Role(StrEnum):
    """What somebody may do; each may also do what the ones before may."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"

    def may(self, needed: str) -> bool:
        """Whether it is enough for what needs this role.

        >>> Role.REVIEWER.may("reader"), Role.REVIEWER.may("editor")
        (True, False)
        """
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(Role(needed))


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account; `disabled` is when it was taken away. Moments are ISO 8601 in UTC."""

    name: str
    role: Role
    created: str
    disabled: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows to act for a person: its name, whose it is, and when it was used last, to the hour."""

    name: str
    owner: str
    created: str
    used: str | None


class Users:
    """What `Store` does with accounts. Every method is one transaction."""

    who: str
    _database: Database

    def has_users(self) -> bool:
        """Whether anybody has an account."""
        with self._database.reading() as connection:
            return bool(connection.execute(select(exists().where(users.c.disabled.is_(None)))).scalar())

    def users(self) -> list[User]:
        """Everybody who has or had an account, by name."""
        with self._database.reading() as connection:
            return [_user(row) for row in connection.execute(select(users).order_by(users.c.plain))]

    def add_user(self, name: str, role: str, password: str) -> User:
        """Give somebody an account, or give one that was taken away back.

        Raises:
            QueryError: somebody has this name, or name, role or password cannot be so.

        >>> from onrecord.store import Store
        >>> with Store(":memory:") as record:
        ...     made = record.add_user("Ana Kos", "reviewer", "rain over four harbours")
        ...     record.sign_in("ana kos", "rain over four harbours").role.value
        'reviewer'
        """
        name, plain = _name(name)
        row = {"plain": plain, "name": name, "role": _role(role), "password": hashed(password, name), "disabled": None}
        with self._database.writing() as connection:
            there = _row(connection, plain)
            if there and there.disabled is None:
                raise QueryError(found=f"{there.name}, who has an account", wanted="another name", hint="choose another")
            connection.execute(delete(users).where(users.c.plain == plain))
            connection.execute(insert(users).values(**row, created=journal.now()))
            self._tell(connection, "add user", after={"user": name, "role": role})
            return _user(_row(connection, plain))

    def set_role(self, name: str, role: str) -> User:
        """Give somebody another role.

        Raises:
            MissingError: nobody has an account of this name.
            QueryError: there is no such role.
        """
        with self._database.writing() as connection:
            row = _one(connection, name)
            connection.execute(update(users).where(users.c.plain == row.plain).values(role=_role(role)))
            before = {"user": row.name, "role": row.role}
            self._tell(connection, "change user", before=before, after={"user": row.name, "role": role})
            return _user(_row(connection, row.plain))

    def set_password(self, name: str, password: str) -> User:
        """Give somebody another password, and sign them out everywhere.

        Raises:
            MissingError: nobody has an account of this name.
            QueryError: the password is too short.
        """
        kept = hashed(password, name)
        with self._database.writing() as connection:
            row = _one(connection, name)
            connection.execute(update(users).where(users.c.plain == row.plain).values(password=kept))
            connection.execute(delete(sessions).where(sessions.c.owner == row.plain))
            self._tell(connection, "change user", after={"user": row.name, "password": "another"})
            return _user(_row(connection, row.plain))

    def remove_user(self, name: str) -> User:
        """Take somebody's account away, with all sessions and tokens; what they did stays.

        Raises:
            MissingError: nobody has an account of this name.
        """
        with self._database.writing() as connection:
            row = _one(connection, name)
            for table in (sessions, tokens):
                connection.execute(delete(table).where(table.c.owner == row.plain))
            gone = {"disabled": journal.now(), "password": ""}
            connection.execute(update(users).where(users.c.plain == row.plain).values(gone))
            self._tell(connection, "remove user", before={"user": row.name, "role": row.role})
            return _user(_row(connection, row.plain))

    def sign_in(self, name: str, password: str) -> User | None:
        """Who has this name and password; takes as long where nobody has."""
        with self._database.reading() as connection:
            row = _row(connection, _plain(name))
        kept = row.password if row and row.disabled is None else None
        return _user(row) if fits(password, kept) else None

    def open_session(self, user: User) -> str:
        """A new secret by which a browser is known as this person's for a while."""
        secret, now = new_secret(), datetime.now(UTC)
        with self._database.writing() as connection:
            row = _one(connection, user.name)
            connection.execute(delete(sessions).where(sessions.c.expires <= _moment(now)))
            made = {"hash": mark_of(secret), "owner": row.plain, "expires": _moment(now + SESSION)}
            connection.execute(insert(sessions).values(made))
        return secret

    def session(self, secret: str) -> User | None:
        """Whose browser has this secret, None where nobody is signed in by it."""
        where = sessions.c.hash == mark_of(secret), sessions.c.expires > _moment(datetime.now(UTC)), users.c.disabled.is_(None)
        query = select(users).join(sessions, sessions.c.owner == users.c.plain).where(*where)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _user(row) if row else None

    def close_session(self, secret: str) -> None:
        """Sign a browser out."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == mark_of(secret)))

    def add_token(self, owner: str, name: str) -> str:
        """A new token by which a program acts for somebody. It is given once, and only its hash is kept.

        Raises:
            MissingError: nobody has an account of this name.
            QueryError: there is a token of this name, or it has none.
        """
        secret, name = TOKEN + new_secret(), name.strip()[:60]
        with self._database.writing() as connection:
            row = _one(connection, owner)
            same = select(tokens.c.name).where(tokens.c.owner == row.plain, tokens.c.name == name)
            if not name or connection.execute(same).first():
                found = f"a token {name!r} of {row.name} already" if name else "no name for the token"
                raise QueryError(found=found, wanted="a name that tells it from others", hint="say what it is for")
            made = {"hash": mark_of(secret), "owner": row.plain, "name": name, "created": journal.now(), "used": None}
            connection.execute(insert(tokens).values(made))
            self._tell(connection, "add token", after={"user": row.name, "token": name})
        return secret

    def tokens(self) -> list[Token]:
        """All tokens, by owner and name."""
        c = tokens.c
        query = select(c.name, users.c.name.label("owner"), c.created, c.used).join(users, users.c.plain == c.owner)
        with self._database.reading() as connection:
            return [Token(**row._mapping) for row in connection.execute(query.order_by(c.owner, c.name))]

    def token(self, secret: str) -> User | None:
        """For whom a program with this token acts, None where it acts for nobody."""
        query = select(users, tokens.c.used).join(tokens, tokens.c.owner == users.c.plain)
        mark, hour = mark_of(secret), journal.now()[:13]
        with self._database.reading() as connection:
            row = connection.execute(query.where(tokens.c.hash == mark, users.c.disabled.is_(None))).first()
        if row and row.used != hour:
            with self._database.writing() as connection:
                connection.execute(update(tokens).where(tokens.c.hash == mark).values(used=hour))
        return _user(row) if row else None

    def remove_token(self, owner: str, name: str) -> None:
        """Make a token worthless.

        Raises:
            MissingError: there is no such token.
        """
        with self._database.writing() as connection:
            row = _one(connection, owner)
            where = tokens.c.owner == row.plain, tokens.c.name == name.strip()
            if not connection.execute(delete(tokens).where(*where)).rowcount:
                raise MissingError(found=f"no token {name!r} of {row.name}", wanted="one", hint="`onrecord users` lists them")
            self._tell(connection, "remove token", before={"user": row.name, "token": name.strip()})

    def _tell(self, connection: Connection, act: str, before: Any = None, after: Any = None) -> None:
        journal.append(connection, self.who, act, "record", before=before, after=after)


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def _user(row: Any) -> User:
    return User(row.name, Role(row.role), row.created, row.disabled)


def _row(connection: Connection, plain: str) -> Any:
    return connection.execute(select(users).where(users.c.plain == plain)).first()


def _one(connection: Connection, name: str) -> Any:
    row = _row(connection, _plain(name))
    if row is None or row.disabled is not None:
        raise MissingError(found=f"nobody called {name!r}", wanted="somebody with an account", hint="`onrecord users` lists them")
    return row


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()[:200]


def _name(name: str) -> tuple[str, str]:
    plain = " ".join(name.split())
    if not _NAME.fullmatch(plain):
        hint = "take letters, digits, blanks and . @ ' -"
        raise QueryError(found=f"the name {name[:80]!r}", wanted="a name of 1 to 60 characters", hint=hint)
    return plain, _plain(plain)


def _role(role: str) -> str:
    if role not in list(Role):
        raise QueryError(found=f"the role {role!r}", wanted=", ".join(Role), hint="give one of them")
    return Role(role).value
