"""Passwords as argon2id hashes, and secrets that only their holder knows."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from onrecord.errors import QueryError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1000
"""Characters of a password (NIST SP 800-63B asks for length and nothing else)."""

_few_at_once = BoundedSemaphore(2)
"""Each check takes 64 MiB for a tenth of a second: many at once would take the machine."""


def hashed(password: str, name: str = "") -> str:
    """A password as it is kept.

    Raises:
        QueryError: it is too short or too long, or the person's name.
    """
    if not SHORTEST <= len(password) <= LONGEST or password.strip().casefold() == name.casefold():
        found = "the name as password" if SHORTEST <= len(password) <= LONGEST else f"a password of {len(password)} characters"
        raise QueryError(found=found, wanted=f"at least {SHORTEST} characters", hint="take a few words that nobody would guess")
    with _few_at_once:
        return _hasher().hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether it is this password; takes as long where there is none."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    with _few_at_once:
        try:
            return _hasher().verify(kept or _nobodys(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def new_secret() -> str:
    """A secret of 256 bits."""
    return secrets.token_urlsafe(32)


def mark_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()  # argon2id as RFC 9106 recommends it for little memory


@cache
def _nobodys() -> str:
    return _hasher().hash(new_secret())
