"""What came after 0.1: heads that are told, sign-ins that end, tries that slow whoever makes them

The first act after it begins the sum with the heads as they stand, and tells them: `record.heads`.
A count that shut people out for good goes, and nobody is locked by it. Nobody is signed in yet, and
nobody has to give a code.
"""

from alembic import op

from conference.record.migrations.notation import add_columns, make_tables

revision = "0011"
down_revision = "0007"

TABLES = """
head_sum: council_id council.id!, total bigint
known_device: council_id council.id!, person_id person.id!, digest 64!, last_used date
try_count: council_id council.id!, who 64!, whence 64!, failures int, wait_until instant?,
    last_at instant
sign_in: id 32!, version int, council_id council.id*, person_id person.id*, place,
    started_at instant, last_seen instant, ended_at instant?, ended_why
"""


def upgrade() -> None:
    """Make the tables and columns, and take away what counted tries until now."""
    make_tables(TABLES)
    add_columns("chain", "told int = 0")
    add_columns("council", "witness = '', sign_in_hours int = 12, codes_for json = []")
    with op.batch_alter_table("credential") as credential:
        credential.drop_column("failures")
        credential.drop_column("wait_until")
