"""Where a record is kept: a SQLite file or a PostgreSQL database. The only layer with SQL."""

from onrecord.store.adding import Added, Outcome
from onrecord.store.carrying import Orphan
from onrecord.store.casting import Cast
from onrecord.store.contents import Contents
from onrecord.store.journal import Head, Line
from onrecord.store.known import RecordedActor, Suggestion
from onrecord.store.layers import Act, Correction
from onrecord.store.originals import Original
from onrecord.store.query import Filter, Hit, RecordedClaim
from onrecord.store.rereading import Reread
from onrecord.store.settling import Settled
from onrecord.store.snapshot import Chosen, Snapshot
from onrecord.store.stamps import Stamp, check_signature, read_stamp
from onrecord.store.store import Store
from onrecord.store.users import Role, Token, User
from onrecord.store.verify import Verdict
from onrecord.store.versions import Fate

__all__ = [
    "Act",
    "Added",
    "Cast",
    "Chosen",
    "Contents",
    "Correction",
    "Fate",
    "Filter",
    "Head",
    "Hit",
    "Line",
    "Original",
    "Orphan",
    "Outcome",
    "RecordedActor",
    "RecordedClaim",
    "Reread",
    "Role",
    "Settled",
    "Snapshot",
    "Stamp",
    "Store",
    "Suggestion",
    "Token",
    "User",
    "Verdict",
    "check_signature",
    "read_stamp",
]
