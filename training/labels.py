"""The labels of the heads, in the order of their outputs: those of the product."""

from onrecord.encoder.events import KINDS, STATUSES, TYPES
from onrecord.encoder.names import LABELS as NAMES

__all__ = ["KINDS", "NAMES", "STATUSES", "TYPES"]
