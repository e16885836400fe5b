"""What each output leaves out, by the reason that a person would accept."""

from __future__ import annotations

_ABOUT_TELLING = "It is about who may be told, and is not told itself."
_FOR_READERS_ELSEWHERE = "Digests are told by `conference history export`, with what checks them."
_BEFORE_THE_MEETING = "The pack is made before the meeting: what comes of it is not there yet."
_NOT_OF_THE_MEETING = "The minutes tell what happened at the meeting; the case file has the rest."
_HOW_IT_WAS_KEPT = "Who typed it, and from which file, says nothing of what happened."
_WHAT_THE_REVIEW_NEEDS = "Those at the table learn of the applicant what the review needs."
_INSIDE = "It is for those who run the case, not for everybody at the table."

LEFT_OUT: dict[str, dict[str, str]] = {
    "case show": {_FOR_READERS_ELSEWHERE: "HistoryLine.digest"},
    "JSON": {},
    "screens": {
        "The day it was received stands above, with the steps.": "ApplicationView.received_on",
        "The text of the letter or the minutes is shown beside it, with these words in it.": (
            "LetterView.paragraphs MinutesView.paragraphs MinutesView.approved_by "
            "MinutesView.digest MinutesView.head"
        ),
    },
    "subject access": {
        "The text of the letter has them.": "LetterView.paragraphs",
        "The papers of an appeal are copies of what is told here.": "BundleView.* BundleFileView.*",
        "It tells how far the council is, and nothing of the person.": (
            "CaseFile.acknowledged_on CaseFile.closed_on CaseFile.linked_reference "
            "CaseFile.next_due CaseFile.next_step CaseFile.received_on CaseFile.stage "
            "CaseFile.warnings"
        ),
        "It names whoever typed the entry in, and tells nothing of the person.": (
            "IncidentView.entered_by ReportView.entered_by ActionView.entered_by"
        ),
        "It tells what the staff did with the items that are told here.": "HistoryLine.*",
    },
    "bundle": {
        _ABOUT_TELLING: (
            "ActionView.mark DecisionView.mark IncidentView.mark RecommendationView.mark "
            "ReportView.mark ActionView.summary_wording DecisionView.summary_wording "
            "IncidentView.summary_wording RecommendationView.summary_wording "
            "ReportView.summary_wording"
        ),
        _HOW_IT_WAS_KEPT: (
            "ActionView.entered_by IncidentView.entered_by ReportView.entered_by "
            "ActionView.source IncidentView.source ReportView.source *.keyed_by "
            "*.keyed_for ReportView.taken_by IncidentView.group_made_by "
            "IncidentView.group_why"
        ),
        "A grade is told where an entry is disputed.": (
            "ActionView.grade IncidentView.grade ReportView.grade"
        ),
        "Whom a body spoke to is not needed to judge what it did.": "ActionView.contact_with",
        "What the panel went through is told by its minutes, which are in the bundle.": (
            "AgendaItemView.*"
        ),
        "How far the appeal has come is known to the body that has it.": (
            "AppealView.acknowledged_on AppealView.note AppealView.out_of_time "
            "AppealView.referred_reference AppealView.result AppealView.result_on "
            "AppealView.result_words AppealView.sent_on AppealView.sent_to BundleView.* "
            "BundleFileView.*"
        ),
        "The appeal body writes to the council, which knows how it is safe to reach them.": (
            "ApplicationView.contact_notes ApplicationView.preferred_contact "
            "ApplicationView.letter_format ApplicationView.language "
            "ApplicationView.consent_to_share PartyView.born_on PartyView.consent "
            "PartyView.consent_on PartyView.email PartyView.mobile PartyView.organisation "
            "PartyView.phone PartyView.relationship PartyView.vulnerabilities"
        ),
        "The day it was received stands above the application.": "ApplicationView.received_on",
        "Who came is told with their times, and who sent apologies in a list.": (
            "AttendanceView.apologies"
        ),
        "It tells how far the council is with the case today.": (
            "CaseFile.acknowledged_on CaseFile.closed_on CaseFile.closed_view "
            "CaseFile.closed_why CaseFile.next_due CaseFile.next_step CaseFile.stage "
            "CaseFile.warnings"
        ),
        "Who was there is told by the panel's own record, beside the decision.": (
            "DecisionView.present"
        ),
        "What is promised after the letter is not what is appealed against.": "FollowUpView.*",
        "The details tell entries of every mark: the digests show that nothing was altered.": (
            "HistoryLine.detail"
        ),
        "It served to hold the meeting, which the bundle names by its day.": (
            "MeetingView.applicant_in_room_since MeetingView.booked_minutes "
            "MeetingView.link MeetingView.planned_for MeetingView.state"
        ),
    },
    "agenda pack": {
        _ABOUT_TELLING: (
            "DecisionView.mark RecommendationView.mark ActionView.summary_wording "
            "DecisionView.summary_wording IncidentView.summary_wording "
            "RecommendationView.summary_wording ReportView.summary_wording"
        ),
        _BEFORE_THE_MEETING: (
            "AppealView.* BundleView.* BundleFileView.* DecisionView.agency_name "
            "DecisionView.decided_at DecisionView.kind DecisionView.outcome "
            "DecisionView.present DecisionView.reason DecisionView.what FollowUpView.* "
            "MinutesView.* ProgressView.* StanceView.* StretchView.* "
            "RecommendationView.answer_reason RecommendationView.answered_by "
            "RecommendationView.answered_on RecommendationView.carried_to "
            "RecommendationView.how_known RecommendationView.power RecommendationView.why "
            "LetterView.* DeliveryView.* HistoryLine.* AttendanceView.confidentiality_at "
            "AgendaItemView.started_at AgendaItemView.state AgendaItemView.used_seconds "
            "MeetingView.applicant_in_room_since MeetingView.applicant_reason "
            "MeetingView.applicant_wants MeetingView.cancelled_on "
            "MeetingView.cancelled_why MeetingView.chair_independence "
            "MeetingView.closed_at MeetingView.opened_at MeetingView.review_on "
            "MeetingView.state"
        ),
        _HOW_IT_WAS_KEPT: (
            "ActionView.entered_by IncidentView.entered_by ReportView.entered_by "
            "ActionView.source IncidentView.source ReportView.source *.keyed_by "
            "*.keyed_for ReportView.taken_by IncidentView.group_made_by "
            "IncidentView.group_why ActionView.grade IncidentView.grade ReportView.grade"
        ),
        _INSIDE: (
            "AgendaItemView.note AgendaItemView.owner AttendanceView.conflict "
            "AttendanceView.substitute_for ChaseView.channel ChaseView.chased_by "
            "ChaseView.rung ChaseView.sent_to ChaseView.words HoldView.* RulingView.* "
            "RiskView.* ClockStopView.* ThresholdDecisionView.signed_off_by "
            "ThresholdDecisionView.decided_by ThresholdDecisionView.refusal_ground"
        ),
        _WHAT_THE_REVIEW_NEEDS: (
            "ApplicationView.action_taken ApplicationView.basis ApplicationView.channel "
            "ApplicationView.consent_to_share ApplicationView.contact_notes "
            "ApplicationView.feeling_of_risk ApplicationView.hate_strands "
            "ApplicationView.health_impact ApplicationView.landlord "
            "ApplicationView.language ApplicationView.letter_format "
            "ApplicationView.preferred_contact ApplicationView.received_on "
            "ApplicationView.routine_impact ApplicationView.signed_on "
            "ApplicationView.tenure ApplicationView.withdrawn_on "
            "ApplicationView.withdrawn_why PartyView.born_on PartyView.consent "
            "PartyView.consent_on PartyView.email PartyView.mobile PartyView.organisation "
            "PartyView.phone PartyView.relationship PartyView.vulnerabilities"
        ),
        "It tells how far the council is with the case today.": (
            "CaseFile.acknowledged_on CaseFile.closed_on CaseFile.closed_view "
            "CaseFile.closed_why CaseFile.linked_reference CaseFile.next_due "
            "CaseFile.next_step CaseFile.stage CaseFile.warnings"
        ),
    },
    "minutes": {
        _NOT_OF_THE_MEETING: (
            "ActionView.* AppealView.* ApplicationView.* BundleView.* BundleFileView.* "
            "CaseFile.acknowledged_on CaseFile.closed_on CaseFile.closed_view "
            "CaseFile.closed_why CaseFile.linked_reference CaseFile.next_due "
            "CaseFile.next_step CaseFile.received_on CaseFile.stage CaseFile.warnings "
            "ChaseView.* ClockStopView.* DeliveryView.* FollowUpView.* HistoryLine.* "
            "HoldView.* IncidentView.* LetterView.* PartyView.* ProgressView.* "
            "ReportView.* RequestView.* RiskView.answers RiskView.assessed_by "
            "RiskView.assessed_on RiskView.band RiskView.review_on RiskView.why "
            "RulingView.* ThresholdDecisionView.*"
        ),
        _ABOUT_TELLING: "DecisionView.summary_wording RecommendationView.summary_wording",
        "What was planned, and the chair's own note, are no part of what was decided.": (
            "AgendaItemView.note AgendaItemView.planned_minutes AgendaItemView.started_at"
        ),
        "Who came is told with their times, and who sent apologies in a list.": (
            "AttendanceView.apologies"
        ),
        "An answer comes after the meeting.": (
            "RecommendationView.answer RecommendationView.answer_reason "
            "RecommendationView.answered_by RecommendationView.answered_on "
            "RecommendationView.carried_to RecommendationView.done_on "
            "RecommendationView.overdue"
        ),
        "It served to hold the meeting, which the minutes name by its day.": (
            "MeetingView.applicant_in_room_since MeetingView.cancelled_on "
            "MeetingView.cancelled_why MeetingView.starts_at MeetingView.state"
        ),
        "An edition tells its own number, approval and reason in its head.": "MinutesView.*",
        "Who wrote a stance down stands in the case file.": "StanceView.taken_by",
    },
}
