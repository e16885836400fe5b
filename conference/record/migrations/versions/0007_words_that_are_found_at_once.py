"""Words are found at once, over any number of cases; a caseload is read in any order

The tables of the index are filled by the program once they are there: `finding.fill_missing`.
"""

from alembic import op

from conference.record.finding import make_tables
from conference.record.walls import raise_walls

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


_NAME = "lower(substr(applicant_name, 1, 80))"
_ORDERS = {
    "due": "next_due, reference",
    "reference": "reference",
    "applicant": f"{_NAME}, reference",
    "received": "received_on, reference",
    "stage": "stage, next_due, reference",
}
"""What a caseload can be in order of, and by which columns."""
_CONFLICTS = (
    "CREATE INDEX ix_caseload_conflicts ON attendance (person_id, case_id) WHERE conflict <> ''"
)


def upgrade() -> None:
    """Make the index's tables, and what a long list is sorted and looked up by."""
    connection = op.get_bind()
    make_tables(connection)
    raise_walls(connection, "found_entry")
    # A list is read from such an index alone. A name can be too long for one on a server.
    more = "stage, id" if connection.dialect.name == "postgresql" else "stage, applicant_name, id"
    for name, columns in _ORDERS.items():
        op.execute(
            f"CREATE INDEX ix_caseload_{name} ON review_case (council_id, {columns}, {more})"
        )
    op.execute(_CONFLICTS)
    op.execute(
        "CREATE INDEX ix_caseload_asked ON information_request "
        "(agency_id, case_id, state, due_on, council_id)"
    )


def downgrade() -> None:
    """Take them away: nothing of the record is in them."""
    op.execute("DROP TABLE found_gram")
    op.execute("DROP TABLE found_entry")
    for name in (*_ORDERS, "conflicts", "asked"):
        op.execute(f"DROP INDEX ix_caseload_{name}")
