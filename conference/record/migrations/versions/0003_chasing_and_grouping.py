"""Requests are chased, incidents are grouped"""

import sqlalchemy as sa
from alembic import op

import conference.record.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident_group",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", conference.record.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_incident_group_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_incident_group_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_group")),
    )
    with op.batch_alter_table("incident_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_group_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_incident_group_council_id"), ["council_id"], unique=False
        )

    op.create_table(
        "chase",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("chased_on", sa.Date(), nullable=False),
        sa.Column("chased_at", conference.record.columns.Instant(timezone=True), nullable=False),
        sa.Column("chased_by", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_chase_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_chase_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["information_request.id"],
            name=op.f("fk_chase_request_id_information_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chase")),
    )
    with op.batch_alter_table("chase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chase_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_chase_council_id"), ["council_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_chase_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.add_column(sa.Column("escalation", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("about_applicant", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("group_id", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_incident_group_id"), ["group_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_incident_group_id_incident_group"),
            "incident_group",
            ["group_id"],
            ["id"],
        )

    with op.batch_alter_table("information_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extended_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("asked_again_of_id", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_information_request_asked_again_of_id_information_request"),
            "information_request",
            ["asked_again_of_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("information_request", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_information_request_asked_again_of_id_information_request"),
            type_="foreignkey",
        )
        batch_op.drop_column("asked_again_of_id")
        batch_op.drop_column("extended_from")

    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_incident_group_id_incident_group"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_incident_group_id"))
        batch_op.drop_column("group_id")
        batch_op.drop_column("about_applicant")

    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.drop_column("escalation")

    with op.batch_alter_table("chase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chase_request_id"))
        batch_op.drop_index(batch_op.f("ix_chase_council_id"))
        batch_op.drop_index(batch_op.f("ix_chase_case_id"))

    op.drop_table("chase")
    with op.batch_alter_table("incident_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_group_council_id"))
        batch_op.drop_index(batch_op.f("ix_incident_group_case_id"))

    op.drop_table("incident_group")
