"""The meeting is live; appeals, follow-ups and yearly figures are kept"""

import sqlalchemy as sa
from alembic import op

import conference.record.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_year",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("not_met", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("with_recommendations", sa.Integer(), nullable=False),
        sa.Column("appeals", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("entered_at", conference.record.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_published_year_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_year")),
        sa.UniqueConstraint(
            "council_id", "period_from", "period_to", name=op.f("uq_published_year_council_id")
        ),
    )
    with op.batch_alter_table("published_year", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_published_year_council_id"), ["council_id"], unique=False
        )

    op.create_table(
        "clock_stop",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "acknowledge",
                "threshold",
                "agency returns",
                "panel papers",
                "meeting",
                "outcome",
                name="step",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("stopped_on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("stopped_by", sa.Text(), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("resumed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_clock_stop_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_clock_stop_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_stop")),
    )
    with op.batch_alter_table("clock_stop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_stop_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clock_stop_council_id"), ["council_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("letter_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "being sent",
                "sent",
                "failed",
                "not certain",
                name="deliverystate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", conference.record.columns.Instant(timezone=True), nullable=True),
        sa.Column("tried_by", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_delivery_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_delivery_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_delivery_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_council_id"), ["council_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "update to the applicant",
                "look whether it stopped",
                name="followupkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("stopped", sa.String(length=20), nullable=False),
        sa.Column("applicant_view", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_follow_up_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_follow_up_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_follow_up_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_council_id"), ["council_id"], unique=False)

    op.create_table(
        "risk_assessment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "at the time of the application",
                "at the meeting",
                "after the meeting",
                name="riskmoment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessed_at", conference.record.columns.Instant(timezone=True), nullable=False),
        sa.Column("assessed_by", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column(
            "band",
            sa.Enum("low", "medium", "high", name="riskband", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_risk_assessment_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_risk_assessment_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_risk_assessment_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment")),
    )
    with op.batch_alter_table("risk_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_assessment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_risk_assessment_council_id"), ["council_id"], unique=False
        )

    op.create_table(
        "appeal_bundle",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("appeal_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", conference.record.columns.Instant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_bundle_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_appeal_bundle_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_appeal_bundle_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_bundle")),
    )
    with op.batch_alter_table("appeal_bundle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_bundle_appeal_id"), ["appeal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_bundle_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_appeal_bundle_council_id"), ["council_id"], unique=False
        )

    op.create_table(
        "minutes_file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("minutes_id", sa.String(length=32), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_minutes_file_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_minutes_file_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_file_minutes_id_minutes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_file")),
        sa.UniqueConstraint("minutes_id", "format", name=op.f("uq_minutes_file_minutes_id")),
    )
    with op.batch_alter_table("minutes_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_file_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_minutes_file_council_id"), ["council_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_minutes_file_minutes_id"), ["minutes_id"], unique=False
        )

    op.create_table(
        "bundle_file",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("bundle_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["appeal_bundle.id"], name=op.f("fk_bundle_file_bundle_id_appeal_bundle")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_case.id"], name=op.f("fk_bundle_file_case_id_review_case")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_bundle_file_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_file")),
    )
    with op.batch_alter_table("bundle_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bundle_file_bundle_id"), ["bundle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bundle_file_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bundle_file_council_id"), ["council_id"], unique=False)

    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("last_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("result_words", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("referred_case_id", sa.String(length=32), nullable=True))
        batch_op.alter_column("result", existing_type=sa.VARCHAR(length=40), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_appeal_letter_id_letter"), "letter", ["letter_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_appeal_referred_case_id_review_case"),
            "review_case",
            ["referred_case_id"],
            ["id"],
        )

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("about_id", sa.String(length=32), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("overrides", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("applicant_wants", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "applicant_in_room_since",
                conference.record.columns.Instant(timezone=True),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("calendar_sequence", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("cancelled_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("cancelled_why", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("room_item_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("room_before_id", sa.String(length=32), nullable=True))
        batch_op.add_column(
            sa.Column("room_held", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paragraphs", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("why", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("head", sa.String(length=64), server_default="", nullable=False)
        )

    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_why", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("review_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_view", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("stance", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("taken_at", conference.record.columns.Instant(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("taken_by", sa.Text(), server_default="", nullable=False))
        batch_op.alter_column(
            "stance",
            existing_type=sa.VARCHAR(length=20),
            type_=sa.Enum(
                "agrees", "dissents", "abstains", name="stancekind", native_enum=False, length=40
            ),
            existing_nullable=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("stance", schema=None) as batch_op:
        batch_op.alter_column(
            "stance",
            existing_type=sa.Enum(
                "agrees", "dissents", "abstains", name="stancekind", native_enum=False, length=40
            ),
            type_=sa.VARCHAR(length=20),
            existing_nullable=False,
        )
        batch_op.drop_column("taken_by")
        batch_op.drop_column("taken_at")

    with op.batch_alter_table("review_case", schema=None) as batch_op:
        batch_op.drop_column("closed_view")

    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.drop_column("left_why")

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_column("head")
        batch_op.drop_column("why")
        batch_op.drop_column("paragraphs")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("room_held")
        batch_op.drop_column("room_before_id")
        batch_op.drop_column("room_item_id")
        batch_op.drop_column("cancelled_why")
        batch_op.drop_column("cancelled_on")
        batch_op.drop_column("calendar_sequence")
        batch_op.drop_column("applicant_in_room_since")
        batch_op.drop_column("applicant_wants")

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_column("overrides")
        batch_op.drop_column("about_id")

    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_appeal_referred_case_id_review_case"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_appeal_letter_id_letter"), type_="foreignkey")
        batch_op.alter_column("result", existing_type=sa.VARCHAR(length=40), nullable=False)
        batch_op.drop_column("referred_case_id")
        batch_op.drop_column("result_words")
        batch_op.drop_column("last_day")
        batch_op.drop_column("letter_id")

    with op.batch_alter_table("bundle_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bundle_file_council_id"))
        batch_op.drop_index(batch_op.f("ix_bundle_file_case_id"))
        batch_op.drop_index(batch_op.f("ix_bundle_file_bundle_id"))

    op.drop_table("bundle_file")
    with op.batch_alter_table("minutes_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_file_minutes_id"))
        batch_op.drop_index(batch_op.f("ix_minutes_file_council_id"))
        batch_op.drop_index(batch_op.f("ix_minutes_file_case_id"))

    op.drop_table("minutes_file")
    with op.batch_alter_table("appeal_bundle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_bundle_council_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_bundle_case_id"))
        batch_op.drop_index(batch_op.f("ix_appeal_bundle_appeal_id"))

    op.drop_table("appeal_bundle")
    with op.batch_alter_table("risk_assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_assessment_council_id"))
        batch_op.drop_index(batch_op.f("ix_risk_assessment_case_id"))

    op.drop_table("risk_assessment")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_council_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_case_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_letter_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_council_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_case_id"))

    op.drop_table("delivery")
    with op.batch_alter_table("clock_stop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_stop_council_id"))
        batch_op.drop_index(batch_op.f("ix_clock_stop_case_id"))

    op.drop_table("clock_stop")
    with op.batch_alter_table("published_year", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_year_council_id"))

    op.drop_table("published_year")
