"""Deciding the threshold: what section 104 leaves to the bodies, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conference.errors import BadInput, Refused
from conference.exchange.procedures import procedure_named
from conference.forms import NewIncident, NewParty, NewReport
from conference.law.annual import financial_year
from conference.law.procedure import Procedure
from conference.law.threshold import Outcome
from conference.law.when import between, on
from conference.record.tables import RoleHeld
from conference.review import annual, intake, people, reading, threshold
from conference.review.desk import Desk
from conference.views import Basis, Consent, PartyRole, Stage
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")
WEIGHED = ("persistence", "harm", "adequacy")


def below_the_number(office: Office) -> str:
    return office.receive(incidents=(office.incident(28), office.incident(21)))


def adopt(office: Office, procedure: Procedure) -> None:
    people.adopt_procedure(office.officer, procedure)


def test_T16_three_complaints_cannot_be_refused_as_vexatious_in_silence(office: Office) -> None:
    case_id = office.receive()
    with pytest.raises(Refused, match=r"section 104\(4\)"):
        office.decide(case_id, met=False, reasons="Vexatious.")
    with pytest.raises(Refused):
        office.decide(case_id, met=False, refusal_ground="vexatious")
    with pytest.raises(Refused):
        office.decide(case_id, met=False, senior_sign_off="Head of service")
    assert office.case(case_id).threshold is None


@pytest.mark.parametrize("blank", [" ", "\n\t"])
def test_T16_a_blank_ground_is_no_ground(office: Office, blank: str) -> None:
    case_id = office.receive()
    with pytest.raises(Refused):
        office.decide(case_id, met=False, refusal_ground=blank, senior_sign_off=blank)


def test_T16_with_ground_and_sign_off_the_refusal_is_on_the_record(office: Office) -> None:
    case_id = office.receive()
    office.decide(case_id, met=False, refusal_ground="malicious", senior_sign_off="Head")
    decision = office.case(case_id).threshold
    assert decision is not None
    assert (decision.met, decision.refusal_ground) == (False, "malicious")
    assert decision.signed_off_by == "Head"


def test_three_complaints_are_met_under_section_104_4(office: Office) -> None:
    case_id = office.receive()
    office.decide(case_id, persistence="", harm="", adequacy="")
    decision = office.case(case_id).threshold
    assert decision is not None
    assert decision.basis == "s.104(4)"


@pytest.mark.parametrize("met", [True, False])
@pytest.mark.parametrize("left_out", WEIGHED)
def test_below_the_number_each_of_the_three_is_weighed(
    office: Office, left_out: str, met: bool
) -> None:
    case_id = below_the_number(office)
    with pytest.raises(BadInput) as refused:
        office.decide(case_id, met=met, **{left_out: "  "})
    assert [problem.where for problem in refused.value.problems] == [left_out]


@pytest.mark.parametrize("met", [True, False])
def test_T10_below_the_number_the_bodies_decide_with_reasons(office: Office, met: bool) -> None:
    case_id = below_the_number(office)
    with pytest.raises(BadInput, match="missing"):
        office.decide(case_id, met=met, reasons=" ")
    office.decide(case_id, met=met)
    decision = office.case(case_id).threshold
    assert decision is not None
    assert (decision.met, decision.basis) == (met, "s.104(5)")


def test_T9_one_hate_incident_meets_a_threshold_that_has_that_limb(office: Office) -> None:
    adopt(office, replace_date(procedure_named("herefordshire"), date(2026, 10, 1)))
    hate = replace(office.incident(14), hate=True)
    case_id = office.receive(incidents=(hate,))
    assert reading.weigh_case(office.officer, case_id).local.outcome is Outcome.MET
    office.decide(case_id, persistence="", harm="", adequacy="")
    decision = office.case(case_id).threshold
    assert decision is not None
    assert "hate" in decision.basis.lower()


def replace_date(procedure: Procedure, day: date) -> Procedure:
    """The same procedure, in force from another day."""
    old = f"effective_from = {procedure.effective_from}"
    assert old in procedure.text
    text = procedure.text.replace(old, f"effective_from = {day}")
    return replace(procedure, effective_from=day, text=text)


def test_T11_without_the_victims_consent_the_clock_runs_and_a_warning_says_so(
    office: Office,
) -> None:
    victim = NewParty("Mr V. Ictim", PartyRole.VICTIM, consent=Consent.AWAITED)
    councillor = NewParty("Councillor A. Vocate", organisation="Ward 4")
    case_id = office.receive(applicant=councillor, others=(victim,), basis=Basis.FOR_VICTIM)
    case = office.case(case_id)
    assert any("Mr V. Ictim's consent" in warning for warning in case.warnings)
    assert "awaited" in " ".join(case.warnings)
    [line] = reading.read_caseload(office.officer)
    assert line.next_step == "acknowledge the application"
    assert line.next_due == date(2026, 11, 9)
    intake.acknowledge(office.officer, case_id)
    office.decide(case_id)
    assert office.case(case_id).stage is Stage.EVIDENCE


def test_T11_once_consent_is_given_the_warning_is_gone(office: Office) -> None:
    victim = NewParty("Mr V. Ictim", PartyRole.VICTIM, consent=Consent.AWAITED)
    case_id = office.receive(others=(victim,), basis=Basis.FOR_VICTIM)
    row = next(p for p in office.case(case_id).parties if p.role is PartyRole.VICTIM)
    given = replace(victim, consent=Consent.GIVEN, consent_on=office.clock.today)
    intake.correct_applicant(office.officer, case_id, row.id, given, shown=row.version)
    assert not any("consent" in warning for warning in office.case(case_id).warnings)


def test_T11_a_refused_consent_is_said_and_stops_nothing(office: Office) -> None:
    victim = NewParty("Mr V. Ictim", PartyRole.VICTIM, consent=Consent.REFUSED)
    case_id = office.receive(others=(victim,), basis=Basis.FOR_VICTIM)
    assert any("does not consent" in warning for warning in office.case(case_id).warnings)
    office.decide(case_id)


@pytest.mark.parametrize(("agreed", "complete"), [(3, False), (4, True)])
def test_T11_a_group_of_four_is_incomplete_where_five_are_asked_for(
    office: Office, agreed: int, complete: bool
) -> None:
    adopt(office, replace_date(procedure_named("wales"), date(2026, 10, 1)))
    others = tuple(
        NewParty(f"Neighbour {n}", PartyRole.GROUP_MEMBER, consent=consent)
        for n, consent in enumerate([Consent.GIVEN] * agreed + [Consent.AWAITED])
    )
    case_id = office.receive(others=others, basis=Basis.GROUP_MEMBER)
    incomplete = [w for w in office.case(case_id).warnings if "incomplete" in w]
    assert bool(incomplete) is not complete
    if incomplete:
        assert "4 of the 5" in incomplete[0]


def test_a_group_is_complete_where_the_procedure_asks_for_no_number(office: Office) -> None:
    case_id = office.receive(basis=Basis.GROUP_MEMBER)
    assert not any("incomplete" in warning for warning in office.case(case_id).warnings)


def test_T15_after_a_review_a_second_application_is_taken_in_and_weighed_afresh(
    office: Office,
) -> None:
    first = office.after_meeting()
    old = office.application().incidents
    office.clock.tick(days=200)
    second = office.receive(incidents=(*old, office.incident(10)))
    assessment = reading.weigh_case(office.officer, second)
    assert (assessment.statute.outcome, assessment.statute.count) == (Outcome.NOT_MET, 1)
    assert office.case(second).reference == "ER-2027-0001"
    assert office.case(first).stage is Stage.OUTCOME


def test_T15_repetition_alone_refuses_nothing(office: Office) -> None:
    office.after_meeting()
    second = office.receive()
    with pytest.raises(Refused, match="no discretion"):
        office.decide(second, met=False, reasons="We have looked at this already.")


def test_T20_a_withdrawn_application_is_received_and_never_not_met(office: Office) -> None:
    case_id = office.receive()
    intake.acknowledge(office.officer, case_id)
    intake.withdraw(office.officer, case_id, why="It has stopped.")
    with pytest.raises(Refused, match="withdrawn"):
        office.decide(case_id, met=False, refusal_ground="withdrawn", senior_sign_off="Head")
    case = office.case(case_id)
    assert (case.stage, case.threshold) == (Stage.WITHDRAWN, None)
    assert reading.read_caseload(office.officer) == ()
    assert [line.id for line in reading.read_caseload(office.officer, ended=True)] == [case_id]
    assert reading.read_caseload(office.officer, ended=True)[0].overdue is False


def test_a_withdrawal_needs_its_reason(office: Office) -> None:
    case_id = office.receive()
    with pytest.raises(BadInput):
        intake.withdraw(office.officer, case_id, why=" ")


def test_T21_a_review_can_be_held_although_the_threshold_was_not_met(office: Office) -> None:
    case_id = below_the_number(office)
    office.decide(case_id, met=False, discretionary=True)
    case = office.case(case_id)
    assert case.threshold is not None
    assert (case.threshold.met, case.threshold.discretionary) == (False, True)
    assert case.stage is Stage.EVIDENCE


def test_a_threshold_that_was_met_is_not_called_discretionary(office: Office) -> None:
    case_id = office.receive()
    office.decide(case_id, discretionary=True)
    decision = office.case(case_id).threshold
    assert decision is not None
    assert not decision.discretionary


def test_a_second_decision_takes_the_place_of_the_first_and_both_stay(office: Office) -> None:
    case_id = below_the_number(office)
    first = office.decide(case_id, met=False)
    second = office.decide(case_id, met=True, reasons="New evidence of harm.")
    decision = office.case(case_id).threshold
    assert decision is not None
    assert decision.id == second != first
    assert office.acts(case_id).count("decided the threshold") == 2
    assert any("in place of the earlier" in act for act in office.acts(case_id))


def test_the_later_decision_counts_also_by_a_clock_that_was_set_back(office: Office) -> None:
    case_id = office.receive()
    office.decide(case_id, met=False, refusal_ground="vexatious", senior_sign_off="A director")
    office.clock.tick(hours=-3)
    office.decide(case_id, reasons="They were three after all.")
    decided = office.case(case_id).threshold
    assert decided is not None
    assert decided.met
    assert annual.read_figures(office.officer, financial_year(office.clock.today)).figures.met


@pytest.mark.parametrize("hours", [1, -3], ids=["later", "by a clock set back"])
def test_a_person_rules_on_a_borderline_report_with_a_reason(office: Office, hours: int) -> None:
    unsure = NewIncident(
        between(office.clock.today - timedelta(days=60), office.clock.today - timedelta(days=40)),
        "Early one night",
        reports=(NewReport(on(office.clock.today - timedelta(days=20)), told_to="police"),),
    )
    case_id = office.receive(incidents=(unsure, office.incident(21), office.incident(14)))
    assert reading.weigh_case(office.officer, case_id).statute.outcome is Outcome.BORDERLINE
    report = next(r for r in office.case(case_id).reports if "Early" in r.summary)
    with pytest.raises(BadInput):
        threshold.rule_on_report(office.officer, case_id, report.id, counts=True, why="")
    for counts, outcome in ((True, Outcome.MET), (False, Outcome.NOT_MET)):
        office.clock.tick(hours=hours)
        threshold.rule_on_report(
            office.officer, case_id, report.id, counts=counts, why="The log shows it."
        )
        assert reading.weigh_case(office.officer, case_id).statute.outcome is outcome


def test_the_procedure_in_force_when_it_was_received_is_kept(office: Office) -> None:
    before = office.receive()
    office.clock.tick(days=1)
    adopt(office, replace_date(procedure_named("chelmsford"), office.clock.today))
    after = office.receive()
    assert office.case(before).procedure.key == "erewash"
    assert office.case(after).procedure.key == "chelmsford"
    late = office.receive(received_on=office.clock.today - timedelta(days=1))
    assert office.case(late).procedure.key == "erewash"


def test_an_application_older_than_any_procedure_is_not_taken_in(office: Office) -> None:
    with pytest.raises(BadInput, match="No review procedure was in force"):
        office.receive(received_on=date(2001, 1, 1), incidents=())


def test_a_role_on_one_case_gives_no_right_to_others(office: Office) -> None:
    case_id, other = office.receive(), office.receive()
    with office.record() as session:
        session.add(
            RoleHeld(
                council_id=office.council_id,
                person_id=office.administrator.person.id,
                role="officer",
                case_id=case_id,
            )
        )
    guest: Desk = office.administrator
    assert office.case(case_id, guest).reference == "ER-2026-0001"
    with pytest.raises(Exception, match="not one of yours"):
        office.case(other, guest)
    with pytest.raises(Refused):
        intake.receive(guest, office.application())
