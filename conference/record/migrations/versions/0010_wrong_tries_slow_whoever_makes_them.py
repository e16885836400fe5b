"""Wrong tries slow whoever makes them; a device that somebody signed in on is known again"""

import sqlalchemy as sa
from alembic import op

from conference.record.columns import Instant
from conference.record.walls import lower_walls, raise_walls

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; a count that shut people out for good goes, and nobody is locked by it."""
    op.create_table(
        "known_device",
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("last_used", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_known_device_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_device_person_id_person")
        ),
        sa.PrimaryKeyConstraint("council_id", "person_id", "digest", name=op.f("pk_known_device")),
    )
    op.create_table(
        "try_count",
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("whence", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", Instant(timezone=True), nullable=True),
        sa.Column("last_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_try_count_council_id_council")
        ),
        sa.PrimaryKeyConstraint("council_id", "who", "whence", name=op.f("pk_try_count")),
    )
    for table in ("known_device", "try_count"):
        raise_walls(op.get_bind(), table)
    with op.batch_alter_table("credential") as credential:
        credential.drop_column("failures")
        credential.drop_column("wait_until")


def downgrade() -> None:
    """Count by person alone again, from nothing."""
    with op.batch_alter_table("credential") as credential:
        credential.add_column(
            sa.Column("failures", sa.Integer(), nullable=False, server_default="0")
        )
        credential.add_column(sa.Column("wait_until", Instant(timezone=True), nullable=True))
    for table in ("known_device", "try_count"):
        lower_walls(op.get_bind(), table)
        op.drop_table(table)
