"""The whole record as 0.1 made it, and what finds and sorts its rows.

The steps that led to it, 0001 to 0006, are in no release.
"""

from alembic import op

from conference.record.finding import make_tables as make_index
from conference.record.migrations.notation import make_tables
from conference.record.walls import raise_walls

revision = "0007"
down_revision = None

ROW = "id 32!, version int"
COUNCIL = f"{ROW}, council_id council.id*"
CASE = f"{COUNCIL}, case_id review_case.id*"
MARKED = "mark 40, summary_wording, named_agencies json"
ENTRY = (
    "grade 40, source_id source.id?, source_line int?, source_digest 64*, entered_by, "
    f"entered_at instant, {MARKED}, "
    f"when_from date?*, when_to date?, when_precision 40, when_words, {CASE}"
)
TABLES = f"""
council: {ROW}, name, code 8, department, address json, phone, email, practice bool, source,
    lock_minutes int = 10, retention_months int?, retention_words = ''
agency: {COUNCIL}, name, kind 40, role 40, email, phone, position int, active bool, escalation = ''
person: {COUNCIL}, name, title, agency_id agency.id?, email, phone, active bool
procedure: {COUNCIL}, key, name, effective_from date, text, digest 64, adopted_at instant
reference_counter: council_id council.id!, year int!, last int
published_year: {COUNCIL}, period_from date, period_to date, received int, not_met int, reviews int,
    with_recommendations int, appeals int?, note, source, entered_by, entered_at instant,
    unique council_id+period_from+period_to
credential: {COUNCIL}, person_id person.id, password, must_change bool, changed_at instant,
    failures int, wait_until instant?, totp_secret, totp_last int, recovery json, unique person_id
review_case: {COUNCIL}, reference 24, procedure_id procedure.id, received_on date,
    received_at instant, stage 40*, next_step, next_due date?*, applicant_name, spoc_id person.id?,
    chair_id person.id?, acknowledged_on date?, closed_on date?, closed_why,
    linked_case_id review_case.id?, closed_view = '', disposed_on date?, unique council_id+reference
role_held: {COUNCIL}, person_id person.id*, role 20, case_id review_case.id?
draft: {COUNCIL}, person_id person.id, case_id review_case.id?*, place 120, values json,
    saved_at instant, unique person_id+place
chain: id 32!, council_id council.id*, length int, head 64
history: id 32!, council_id council.id*, chain_id chain.id*, case_id review_case.id?*, number int,
    at instant, actor_id 32, actor, act, subject, subject_id 32, details json, details_digest 64,
    digest 64, unique chain_id+number
hold: {CASE}, kind 40, why, placed_on date, placed_by, lifted_on date?, lifted_by
disposal: {CASE}, proposed_on date, proposed_by, proposed_by_id person.id, why, declined_on date?,
    done_at instant?, done_by
clock_stop: {CASE}, step 40, stopped_on date, why, stopped_by, resumed_on date?, resumed_by
application: {CASE}, basis 40, channel 20, problem, location, others_affected, hate_strands json,
    impact, health_impact, routine_impact, feeling_of_risk, wanted_outcome, action_taken, tenure,
    landlord, adjustments, letter_format 40, language 10, preferred_contact, contact_notes,
    consent_to_share bool, signed_on date?, withdrawn_on date?, withdrawn_why
party: {CASE}, role 40, position int, name, address json, postcode, phone, mobile, email,
    born_on date?, organisation, relationship, consent 40, consent_on date?, vulnerabilities
source: {CASE}, file_name, digest 64, imported_at instant, imported_by
incident_group: {CASE}, why, made_by, made_at instant
incident: {ENTRY}, summary, time_words, place, hate bool, about_applicant bool = false,
    group_id incident_group.id?*
report: {ENTRY}, agency_id agency.id?, told_to, reported_by, method, reference, taken_by, summary,
    response, formal bool, in_application bool
reported_incident: {COUNCIL}, report_id report.id*, incident_id incident.id*,
    unique report_id+incident_id
ruling: {CASE}, report_id report.id*, counts bool, why, ruled_by, ruled_at instant
threshold_decision: {CASE}, decided_on date, decided_at instant, decided_by, decider 20, met bool,
    discretionary bool, basis, statute_outcome 20, local_outcome 20, complaints_counted int,
    persistence, harm, adequacy, reasons, refusal_ground, signed_off_by
information_request: {CASE}, agency_id agency.id*, asked, period_from date?, period_to date?,
    legal_basis, asked_on date, due_on date?, state 40, answered_on date?, note,
    extended_from date?, asked_again_of_id information_request.id?
chase: {CASE}, request_id information_request.id*, rung 20, chased_on date, chased_at instant,
    chased_by, channel 20, sent_to, words
action: {ENTRY}, agency_id agency.id?*, done_by, report_id report.id?, kind, summary, outcome,
    contact_with, still_open bool, more_could_be_done, reference, moment 40, keyed_by, keyed_for
meeting: {CASE}, state 40, planned_for date?, starts_at time?, booked_minutes int, place, link,
    chair_id person.id?, chair_independence, applicant_part 40?, applicant_words, applicant_reason,
    opened_at instant?, closed_at instant?, review_on date?, applicant_wants = '',
    applicant_in_room_since instant?, calendar_sequence int = 0, cancelled_on date?,
    cancelled_why = '', room_item_id 32?, room_before_id 32?, room_held bool = true
agenda_item: {CASE}, meeting_id meeting.id*, position int, key 40, title, visibility 40,
    planned_minutes int, owner, state 40, required bool, note, started_at instant?, used_seconds int
attendance: {CASE}, meeting_id meeting.id*, person_id person.id?, agency_id agency.id?, name,
    capacity 40, substitute_for, apologies bool, conflict, confidentiality_at instant?
presence: {CASE}, attendance_id attendance.id*, arrived_at instant, left_at instant?, left_why = ''
decision: {MARKED}, {CASE}, meeting_id meeting.id*, agenda_item_id agenda_item.id?, kind 40,
    agency_id agency.id?, what, outcome, reason, decided_at instant, present json
risk_assessment: {CASE}, moment 40, meeting_id meeting.id?, assessed_on date, assessed_at instant,
    assessed_by, answers json, band 40, why, review_on date?
minutes: {CASE}, meeting_id meeting.id*, edition int, text, approved_at instant?, approved_by,
    digest 64, paragraphs json = {{}}, why = '', head 64 = ''
minutes_file: {CASE}, minutes_id minutes.id*, format 8, content bytes, size int, digest 64,
    unique minutes_id+format
recommendation: {MARKED}, {CASE}, meeting_id meeting.id?*, number int, to_body,
    agency_id agency.id?, what, power, why, owner, owner_id person.id?, due_on date?, how_known,
    done_on date?, carried_from_id recommendation.id?
recommendation_answer: {CASE}, recommendation_id recommendation.id*, answer 40, reason,
    answered_on date, answered_by
progress: {CASE}, recommendation_id recommendation.id*, noted_on date, noted_at instant, note,
    evidence, done bool, noted_by, applicant_told_on date?
stance: {CASE}, recommendation_id recommendation.id*, agency_id agency.id, stance 40, words,
    taken_at instant?, taken_by = ''
letter: {CASE}, kind 40, number int, state 40, title, paragraphs json, agency_id agency.id?,
    letter_date date?, drafted_by, checked_by, approved_by, approved_at instant?, approval_note,
    issued_by, issued_at instant?, channel 20, sent_to, last_appeal_day date?,
    supersedes_id letter.id?, about_id 32 = '', overrides json = []
letter_file: {CASE}, letter_id letter.id*, format 8, content bytes, size int, digest 64,
    unique letter_id+format
delivery: {CASE}, letter_id letter.id*, channel 20, sent_to, state 40, message_id, attempts int,
    tried_at instant?, tried_by, problem
follow_up: {CASE}, kind 40, due_on date, words, done_on date?, done_by, happened, stopped 20,
    applicant_view, letter_id letter.id?
appeal: {CASE}, against 20, ground, lodged_on date, lodged_by, out_of_time bool,
    acknowledged_on date?, sent_on date?, sent_to, result 40?, result_on date?, note,
    letter_id letter.id?, last_day date?, result_words = '', referred_case_id review_case.id?
appeal_bundle: {CASE}, appeal_id appeal.id*, made_at instant, made_by, pages int
bundle_file: {CASE}, bundle_id appeal_bundle.id*, name, content bytes, size int, digest 64
"""

ORDERS = {
    "due": "next_due, reference",
    "reference": "reference",
    "applicant": "lower(substr(applicant_name, 1, 80)), reference",
    "received": "received_on, reference",
    "stage": "stage, next_due, reference",
}
"""What a caseload can be in order of, and by which columns."""


def upgrade() -> None:
    """Make the tables, the index of words, and what a long list is sorted and looked up by."""
    make_tables(TABLES)
    connection = op.get_bind()
    make_index(connection)
    raise_walls(connection, "found_entry")
    # A list is read from such an index alone. A name can be too long for one on a server.
    more = "stage, id" if connection.dialect.name == "postgresql" else "stage, applicant_name, id"
    for name, columns in ORDERS.items():
        op.execute(
            f"CREATE INDEX ix_caseload_{name} ON review_case (council_id, {columns}, {more})"
        )
    op.execute(
        "CREATE INDEX ix_caseload_conflicts ON attendance (person_id, case_id) WHERE conflict <> ''"
    )
    op.execute(
        "CREATE INDEX ix_caseload_asked ON information_request "
        "(agency_id, case_id, state, due_on, council_id)"
    )
