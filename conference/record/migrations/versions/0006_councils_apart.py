"""Several councils in one database have no sight of each other"""

from alembic import op

from conference.record.walls import lower_walls, raise_walls

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = [
    "council",
    "agency",
    "chain",
    "procedure",
    "published_year",
    "reference_counter",
    "person",
    "credential",
    "review_case",
    "application",
    "clock_stop",
    "disposal",
    "draft",
    "history",
    "hold",
    "incident_group",
    "information_request",
    "letter",
    "meeting",
    "party",
    "role_held",
    "source",
    "threshold_decision",
    "agenda_item",
    "appeal",
    "attendance",
    "chase",
    "delivery",
    "follow_up",
    "incident",
    "letter_file",
    "minutes",
    "recommendation",
    "report",
    "risk_assessment",
    "action",
    "appeal_bundle",
    "decision",
    "minutes_file",
    "presence",
    "progress",
    "recommendation_answer",
    "reported_incident",
    "ruling",
    "stance",
    "bundle_file",
]
"""Every table there is by now; a later one raises its wall in the migration that makes it."""


def upgrade() -> None:
    """Raise a wall before every table; on SQLite nothing changes."""
    for table in TABLES:
        raise_walls(op.get_bind(), table)


def downgrade() -> None:
    """Take the walls away."""
    for table in TABLES:
        lower_walls(op.get_bind(), table)
