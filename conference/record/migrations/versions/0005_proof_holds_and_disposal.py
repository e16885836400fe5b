"""People prove who they are; closed cases are held and disposed of"""

import sqlalchemy as sa
from alembic import op

import conference.record.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("changed_at", conference.record.columns.Instant(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", conference.record.columns.Instant(timezone=True), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=False),
        sa.Column("totp_last", sa.Integer(), nullable=False),
        sa.Column("recovery", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_credential_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_credential_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("person_id", name=op.f("uq_credential_person_id")),
    )
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credential_council_id"), ["council_id"], unique=False)

    op.create_table(
        "disposal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("declined_on", sa.Date(), nullable=True),
        sa.Column("done_at", conference.record.columns.Instant(timezone=True), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_disposal_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_disposal_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_disposal_proposed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
    )
    with op.batch_alter_table("disposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposal_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disposal_council_id"), ["council_id"], unique=False)

    op.create_table(
        "hold",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "appeal",
                "ombudsman",
                "court",
                "other",
                name="holdkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_hold_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_hold_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hold_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hold_council_id"), ["council_id"], unique=False)

    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("lock_minutes", sa.Integer(), server_default="10", nullable=False)
        )
        batch_op.add_column(sa.Column("retention_months", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("retention_words", sa.Text(), server_default="", nullable=False)
        )

    with op.batch_alter_table("review_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("disposed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("review_case", schema=None) as batch_op:
        batch_op.drop_column("disposed_on")

    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_column("retention_words")
        batch_op.drop_column("retention_months")
        batch_op.drop_column("lock_minutes")

    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hold_council_id"))
        batch_op.drop_index(batch_op.f("ix_hold_case_id"))

    op.drop_table("hold")
    with op.batch_alter_table("disposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposal_council_id"))
        batch_op.drop_index(batch_op.f("ix_disposal_case_id"))

    op.drop_table("disposal")
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credential_council_id"))

    op.drop_table("credential")
