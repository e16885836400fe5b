"""The council's own history covers every case, and its head can be sent to a witness

The first act after it begins the sum with the heads as they stand, and tells them: `record.heads`.
"""

import sqlalchemy as sa
from alembic import op

from conference.record.walls import raise_walls

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the sum of the heads, for what was told of each, and for the witness."""
    op.create_table(
        "head_sum",
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_head_sum_council_id_council")
        ),
        sa.PrimaryKeyConstraint("council_id", name=op.f("pk_head_sum")),
    )
    raise_walls(op.get_bind(), "head_sum")
    with op.batch_alter_table("chain", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.add_column(sa.Column("witness", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_column("witness")
    with op.batch_alter_table("chain", schema=None) as batch_op:
        batch_op.drop_column("told")
    op.drop_table("head_sum")
