"""Sign-ins are kept while they are open, and end; a second factor can be asked for by role"""

import sqlalchemy as sa
from alembic import op

from conference.record.columns import Instant
from conference.record.walls import lower_walls, raise_walls

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is signed in yet, and nobody has to give a code."""
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("started_at", Instant(timezone=True), nullable=False),
        sa.Column("last_seen", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_sign_in_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_council_id"), ["council_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)
    raise_walls(op.get_bind(), "sign_in")
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sign_in_hours", sa.Integer(), server_default="12", nullable=False)
        )
        batch_op.add_column(sa.Column("codes_for", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    """Take them away: whoever signed in stays in, and nobody has to give a code."""
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_column("codes_for")
        batch_op.drop_column("sign_in_hours")
    lower_walls(op.get_bind(), "sign_in")
    op.drop_table("sign_in")
