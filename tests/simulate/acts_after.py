"""After the meeting: the letter, what was promised, the end of the case, appeals, disposal."""

from __future__ import annotations

from datetime import date, timedelta

from conference.errors import BadInput, NeedsConfirming, Refused
from conference.forms import FollowUpDone, NewAppeal, NewFollowUp
from conference.record import tables
from conference.review import appeals, follow_up, outcome, retention
from conference.views import AppealResult, Channel, FollowUpKind, HoldKind, LetterKind
from tests.simulate.council import KEPT_MONTHS, Council
from tests.simulate.model import OUTSIDE_BODIES, Case, Model, Promise
from tests.simulate.model import Appeal as Lodged
from tests.simulate.plan import REFUSED, Plan, act, by, keep, pick, words

_LOOKS = (FollowUpKind.REVIEW, FollowUpKind.REVIEW, FollowUpKind.UPDATE)


def _can_be_told(council: Council) -> Case | None:
    """A case that was decided, and of whose end the applicant was not told yet."""
    if not council.writes_letters:
        return None
    return pick(
        council,
        lambda one: (
            one.contact
            and one.acknowledged
            and one.decided
            and not one.told
            and (not one.has_review or any(m.state == "closed" for m in one.meetings.values()))
            and not one.live_meeting
        ),
    )


@act(9)
def write_letter(council: Council) -> Plan | None:
    """The letter that tells how it ended goes its way: drafted, approved, issued."""
    case = _can_be_told(council)
    if case is None:
        return None
    ref, now = case.reference, case.letter
    kind = LetterKind.OUTCOME if case.has_review else LetterKind.THRESHOLD_NOT_MET
    following = {"": "draft", "draft": "approved", "approved": "issued"}[now]
    if now == "approved" and council.chance.random() < 0.1:
        following = "draft"
    is_chairs = (now, following) in (("draft", "approved"), ("approved", "draft"))
    desk, expected = by(council, "approve" if is_chairs else "file", ref)
    letter_id = council.row(tables.Letter, case_id=_id(council, ref)).id if now else ""
    held = case.has_review

    def do() -> object:
        if following == "draft" and now:
            return outcome.send_back(desk, ref, letter_id, note="Not yet.")
        if following == "draft":
            return outcome.draft(desk, ref, kind)
        if following == "approved":
            return outcome.approve(desk, ref, letter_id)
        return outcome.issue(desk, ref, letter_id, channel=Channel.POST)

    def learn(model: Model) -> None:
        one = model.cases[ref]
        one.letter = following
        if following == "issued":
            one.told, one.held = desk.today, held
            _usual_follow_ups(one, desk.today)

    # What a letter has to hold is told by other tests; here it is only not half done.
    lacking = () if following == "draft" else (BadInput, Refused)
    return Plan(f"letter {following}", desk, do, learn, expected, ref, lacking)


def _id(council: Council, reference: str) -> str:
    return str(council.row(tables.Case, reference=reference).id)


def _usual_follow_ups(case: Case, told: date) -> None:
    """What is looked at when the outcome was told: the panel's day, and three and six months."""
    if not case.held:
        return
    usual = [(FollowUpKind.REVIEW.value, _later(told, months)) for months in (3, 6)]
    if (meeting := case.counting_meeting) and meeting.again:
        usual.append((FollowUpKind.UPDATE.value, meeting.again))
    there = {(one.kind, one.due) for one in case.promises.values()}
    for number, (kind, due) in enumerate(usual):
        if (kind, due) not in there:
            case.promises[f"usual {number}"] = Promise(kind, due)


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, min(day.day, 28))


@act(0.8)
def promise(council: Council) -> Plan | None:
    case = pick(council, lambda one: one.decided)
    if case is None:
        return None
    ref, told = case.reference, council.marker()
    kind = council.chance.choice(_LOOKS)
    desk, expected = by(council, "follow up", ref)
    due = desk.today + timedelta(days=council.chance.randint(1, 90))
    form = NewFollowUp(kind, due, words(told))

    def learn(model: Model) -> None:
        model.cases[ref].promises[told] = Promise(kind.value, due)
        keep(model, ref, "FollowUp.words", told, OUTSIDE_BODIES | {"applicant"})

    return Plan("promise", desk, lambda: follow_up.promise(desk, ref, form), learn, expected, ref)


@act(0.8)
def do_what_was_promised(council: Council) -> Plan | None:
    def open_ones(case: Case) -> list[str]:
        return [k for k, one in case.promises.items() if not one.done and not k.startswith("usual")]

    case = pick(council, open_ones)
    if case is None:
        return None
    ref, key, happened = case.reference, council.chance.choice(open_ones(case)), council.marker()
    desk, expected = by(council, "follow up", ref)
    row = council.row(tables.FollowUp, words=words(key))
    form = FollowUpDone(words(happened), stopped="no", applicant_view="Asked by telephone.")

    def learn(model: Model) -> None:
        model.cases[ref].promises[key].done = True
        keep(model, ref, "FollowUp.happened", happened)

    return Plan(
        "do what was promised",
        desk,
        lambda: follow_up.done(desk, ref, row.id, form),
        learn,
        expected,
        ref,
    )


@act(5)
def close_case(council: Council) -> Plan | None:
    """Closed once the applicant was told; refused before."""
    case = pick(council, lambda one: one.decided and one.closed is None)
    if case is None or (case.told is None and council.chance.random() < 0.9):
        return None
    ref, why = case.reference, council.marker()
    desk, expected = by(council, "follow up", ref)
    is_open = any(not one.done for one in case.promises.values()) or any(
        not one.done and not one.declined for one in case.recommendations.values()
    )
    confirmed = council.chance.random() < 0.7
    if not expected and case.told is None:
        expected = REFUSED
    elif not expected and is_open and not confirmed:
        expected = (NeedsConfirming,)

    def learn(model: Model) -> None:
        model.cases[ref].closed = desk.today
        keep(model, ref, "Case.closed_why", why)

    return Plan(
        "close a case",
        desk,
        lambda: follow_up.close_case(
            desk, ref, why=words(why), applicant_view="Content.", confirmed=confirmed
        ),
        learn,
        expected,
        ref,
    )


@act(0.6)
def lodge_appeal(council: Council) -> Plan | None:
    ended = council.chance.random() < 0.3
    case = pick(council, lambda one: one.told and one.withdrawn is None, ended=ended)
    if case is None or len(case.appeals) > 1:
        return None
    ref, ground, note = case.reference, council.marker(0), council.marker(1)
    desk, expected = by(council, "file", ref)
    form = NewAppeal("review" if case.held else "threshold", words(ground), note=words(note))

    def learn(model: Model) -> None:
        model.cases[ref].appeals[ground] = Lodged(desk.today)
        keep(model, ref, "Appeal.ground", ground, OUTSIDE_BODIES | {"applicant"})
        keep(model, ref, "Appeal.note", note)

    return Plan("appeal", desk, lambda: appeals.lodge(desk, ref, form), learn, expected, ref)


@act(1)
def end_appeal(council: Council) -> Plan | None:
    case = pick(council, lambda one: any(not a.result for a in one.appeals.values()))
    if case is None:
        return None
    ref, said = case.reference, council.marker()
    key = next(key for key, one in case.appeals.items() if not one.result)
    desk, expected = by(council, "file", ref)
    row = council.row(tables.Appeal, ground=words(key))

    def learn(model: Model) -> None:
        model.cases[ref].appeals[key].result = True
        keep(model, ref, "Appeal.result_words", said, OUTSIDE_BODIES | {"applicant"})

    return Plan(
        "end an appeal",
        desk,
        lambda: appeals.result(desk, ref, row.id, AppealResult.NOT_UPHELD, words(said)),
        learn,
        expected,
        ref,
    )


@act(0.5)
def place_hold(council: Council) -> Plan | None:
    case = pick(council, lambda one: True, ended=council.chance.random() < 0.5)
    if case is None or any(case.holds.values()):
        return None
    ref, why = case.reference, council.marker()
    desk, expected = by(council, "hold", ref)

    def learn(model: Model) -> None:
        model.cases[ref].holds[why] = True
        keep(model, ref, "Hold.why", why)

    return Plan(
        "place a hold",
        desk,
        lambda: retention.place_hold(desk, ref, HoldKind.COURT, words(why)),
        learn,
        expected,
        ref,
    )


@act(0.7)
def lift_hold(council: Council) -> Plan | None:
    ended = council.chance.random() < 0.5
    case = pick(council, lambda one: any(one.holds.values()), ended=ended)
    if case is None:
        return None
    ref = case.reference
    key = next(key for key, stands in case.holds.items() if stands)
    desk, expected = by(council, "hold", ref)
    row = council.row(tables.Hold, why=words(key))

    def learn(model: Model) -> None:
        model.cases[ref].holds[key] = False

    return Plan(
        "lift a hold",
        desk,
        lambda: retention.lift_hold(desk, ref, row.id, why="It is over."),
        learn,
        expected,
        ref,
    )


def _why_needed(case: Case, today: date) -> bool:
    """Whether something speaks for keeping the case still."""
    ends = [day for day in (case.closed, case.withdrawn) if day]
    appealed = any(not one.result for one in case.appeals.values())
    return any(case.holds.values()) or appealed or _later(max(ends), KEPT_MONTHS) > today


@act(5)
def propose_disposal(council: Council) -> Plan | None:
    case = pick(council, lambda one: not one.proposed_by, ended=True)
    if case is None:
        return None
    ref = case.reference
    desk, expected = by(council, "propose disposal", ref)
    against = _why_needed(case, desk.today)
    why = "It was asked for." if council.chance.random() < 0.3 else ""
    if against and not why:
        expected = expected or REFUSED

    def learn(model: Model) -> None:
        model.cases[ref].proposed_by = desk.person.name

    return Plan(
        "propose disposal",
        desk,
        lambda: retention.propose(desk, ref, why=why),
        learn,
        expected,
        ref,
    )


@act(5)
def dispose(council: Council) -> Plan | None:
    """Carried out by somebody else; refused to whoever proposed it, and while it is to be kept."""
    case = pick(council, lambda one: one.proposed_by, ended=True)
    if case is None:
        return None
    ref = case.reference
    desk, expected = by(council, "dispose", ref)
    why = "It was asked for." if council.chance.random() < 0.5 else ""
    same = desk.person.name == case.proposed_by
    if same or (_why_needed(case, desk.today) and not why):
        expected = expected or REFUSED

    def learn(model: Model) -> None:
        one = model.cases[ref]
        one.disposed = True
        gone = {key for key, entry in model.entries.items() if entry.case == ref}
        model.forms = [form for form in model.forms if form[0] not in gone]

    return Plan(
        "dispose",
        desk,
        lambda: retention.dispose(desk, ref, why=why),
        learn,
        expected,
        ref,
    )
