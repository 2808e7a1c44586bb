"""From annotations to claims: who makes which claim, on whose word."""

from onrecord.record.claims import find_claims

__all__ = ["find_claims"]
