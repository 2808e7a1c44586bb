"""An evidence bundle: what a record holds, in one zip file that can be checked on a machine without onrecord."""

from onrecord.export.bundle.bag import Sealed
from onrecord.export.bundle.contents import Contents
from onrecord.export.bundle.verify import FaultError, check, stamp_lines
from onrecord.export.bundle.write import write_bundle

__all__ = ["Contents", "FaultError", "Sealed", "check", "stamp_lines", "write_bundle"]
