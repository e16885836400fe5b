"""The threshold is decided: what the law makes of the reports, and what the bodies decide."""

from __future__ import annotations

from sqlmodel import func, select

from conference.errors import BadInput, Problem, Refused
from conference.forms import ThresholdForm
from conference.law.access import Operation
from conference.law.threshold import Assessment, Outcome
from conference.record.facts import latest_decision
from conference.record.tables import Report, Ruling, ThresholdDecision
from conference.record.weighing import weigh
from conference.review.desk import Desk, Work, required
from conference.review.intake import application_of
from conference.text import clean, one_line


def rule_on_report(desk: Desk, case_id: str, report_id: str, *, counts: bool, why: str) -> None:
    """Decide whether a borderline report counts. The reason is kept; a later ruling replaces it."""
    required(why=why)
    with desk.acting(Operation.RULE_ON_REPORT, case_id) as work:
        report = work.find(Report, report_id)
        earlier = select(func.max(Ruling.ruled_at)).where(Ruling.report_id == report.id)
        ruling = work.new(
            Ruling,
            report_id=report.id,
            counts=counts,
            why=clean(why),
            ruled_by=work.actor,
            ruled_at=work.moment_after(work.session.exec(earlier).one()),
        )
        work.did("ruled on a borderline report", ruling)


def decide(desk: Desk, case_id: str, form: ThresholdForm) -> str:
    """Record the decision whether the threshold is met, with its reasons; return its id.

    Under s.104(4) three qualifying complaints leave no choice: a refusal then needs a named ground
    and a senior sign-off. Below that, s.104(5): persistence, harm and adequacy are each recorded.
    """
    required(reasons=form.reasons)
    with desk.acting(Operation.DECIDE_THRESHOLD, case_id) as work:
        _still_asked_for(work)
        assessment = weigh(work.session, work.case, work.procedure)
        _check_against_the_law(form, assessment)
        earlier = latest_decision(work.session, work.case.id)
        decision = work.new(
            ThresholdDecision,
            decided_on=work.today,
            decided_at=work.moment_after(earlier.decided_at if earlier else None),
            decided_by=work.actor,
            decider=one_line(form.decider),
            met=form.met,
            discretionary=form.discretionary and not form.met,
            basis=_basis(form, assessment),
            statute_outcome=assessment.statute.outcome.value,
            local_outcome=assessment.local.outcome.value,
            complaints_counted=assessment.statute.count,
            persistence=clean(form.persistence),
            harm=clean(form.harm),
            adequacy=clean(form.adequacy),
            reasons=clean(form.reasons),
            refusal_ground=one_line(form.refusal_ground),
            signed_off_by=one_line(form.senior_sign_off),
        )
        if earlier is not None:
            work.note("put a new threshold decision in place of the earlier one", earlier)
        work.did("decided the threshold", decision)
        return decision.id


def _still_asked_for(work: Work) -> None:
    """A withdrawn application is counted as received and never becomes one that was not met."""
    if application_of(work).withdrawn_on is not None:
        raise Refused(
            "The application was withdrawn.",
            safe="Nothing was decided.",
            next="Take in a new application if a review is wanted after all.",
        )


def _check_against_the_law(form: ThresholdForm, assessment: Assessment) -> None:
    must_be_met = assessment.statute.outcome is Outcome.MET
    signed_off = form.refusal_ground.strip() and form.senior_sign_off.strip()
    if not form.met and must_be_met and not signed_off:
        raise Refused(
            f"{assessment.statute.count} qualifying complaints were made: section 104(4) says the "
            "threshold is met, with no discretion.",
            safe="Nothing was decided.",
            next="Decide that it is met; or name the ground of refusal and the senior person who "
            "signs it off.",
        )
    if assessment.statute.outcome is not Outcome.MET:
        _check_discretion(form, assessment)


def _check_discretion(form: ThresholdForm, assessment: Assessment) -> None:
    """S.104(5) asks for three things to be looked at wherever the number alone does not decide."""
    if form.met and assessment.local.outcome is Outcome.MET:
        return
    looked_at = {"persistence": form.persistence, "harm": form.harm, "adequacy": form.adequacy}
    missing = [name for name, words in looked_at.items() if not words.strip()]
    if missing:
        raise BadInput(
            "Below the number of complaints the decision is a weighing: section 104(5).",
            tuple(Problem(name, "say what was found") for name in missing),
            next="Fill these in and save again.",
        )


def _basis(form: ThresholdForm, assessment: Assessment) -> str:
    if assessment.statute.outcome is Outcome.MET:
        return "s.104(4)"
    if form.met and assessment.local.outcome is Outcome.MET:
        return "; ".join(assessment.local.limbs) or "the area's own threshold"
    return "s.104(5)"
