"""Finding words at once: every entry's words, folded, and what runs of three letters are in which.

An index beside the record and no part of it: it holds what the rows say once more, follows them
within the same transaction, and can be made again from them at any time. It knows nothing of who
may see what: it only says where words can be, and `casefile` decides on the rows themselves. A case
that was disposed of is not in it, and none of it is in a backup.
"""

from conference.record.finding.checking import case_faults, council_faults
from conference.record.finding.filling import fill_anew, fill_missing
from conference.record.finding.following import follow
from conference.record.finding.looking import Among, Found, look
from conference.record.finding.tables import (
    empty_on_file,
    forget_on_file,
    forget_on_server,
    is_of_record,
    make_tables,
)
from conference.record.finding.words import TABLES, WORDS

__all__ = [
    "TABLES",
    "WORDS",
    "Among",
    "Found",
    "case_faults",
    "council_faults",
    "empty_on_file",
    "fill_anew",
    "fill_missing",
    "follow",
    "forget_on_file",
    "forget_on_server",
    "is_of_record",
    "look",
    "make_tables",
]
