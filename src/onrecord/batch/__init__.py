"""Reading a corpus: everything in folders and files to tables, or into a record, with many processes or machines.

`run` does what an `Asked` says, and goes on where an earlier run of the same stopped.
"""

from onrecord.batch.runs import Asked, Silent, Summary, Watch, run

__all__ = ["Asked", "Silent", "Summary", "Watch", "run"]
