"""Where somebody was is kept for them alone, until they leave by themselves or the case is gone."""

from __future__ import annotations

from sqlmodel import select

from conference.record.tables import Case, Draft
from conference.review.whereabouts import (
    Whereabouts,
    forget_whereabouts,
    keep_whereabouts,
    last_whereabouts,
)
from tests.office import Office
from tests.review.test_retention import dispose, ended, set_six_years, years_on


def test_the_latest_place_is_kept_and_only_for_whoever_was_there(office: Office) -> None:
    first, second = office.receive(), office.receive()
    keep_whereabouts(office.officer, Whereabouts(first, "letters"))
    keep_whereabouts(office.officer, Whereabouts(second, "evidence"))
    assert last_whereabouts(office.officer) == Whereabouts(second, "evidence")
    assert last_whereabouts(office.chair) is None
    with office.record() as session:
        assert session.exec(select(Draft)).one().case_id == second


def test_whoever_left_by_themselves_begins_anew(office: Office) -> None:
    keep_whereabouts(office.officer, Whereabouts(office.receive(), "letters"))
    forget_whereabouts(office.officer)
    forget_whereabouts(office.officer)
    assert last_whereabouts(office.officer) is None


def test_a_case_that_was_disposed_of_is_no_place_to_come_back_to(office: Office) -> None:
    case_id = office.receive()
    with office.record() as session:
        session.get_one(Case, case_id).disposed_on = office.clock.today
    keep_whereabouts(office.officer, Whereabouts(case_id, "record"))
    assert last_whereabouts(office.officer) is None


def test_it_goes_with_the_case_when_that_is_disposed_of(office: Office) -> None:
    case_id = ended(office)
    set_six_years(office)
    keep_whereabouts(office.officer, Whereabouts(case_id, "afterwards"))
    years_on(office)
    dispose(office, case_id)
    assert last_whereabouts(office.officer) is None
    with office.record() as session:
        assert session.exec(select(Draft)).all() == []
