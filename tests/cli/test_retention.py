"""How long cases are kept, on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def withdrawn(run: Run, application: Path) -> str:
    reference = str(run("case", "new", application).out.strip())
    assert run("person", "Carol Chair", "--roles", "chair").status == 0
    assert run("case", "withdraw", reference, "--why", "It stopped.").status == 0
    return reference


def test_while_no_time_is_set_it_says_that_nothing_falls_due(run: Run, application: Path) -> None:
    reference = withdrawn(run, application)
    told = run("retention", "list").out
    assert "is not set: nothing falls due" in told
    assert "Further ended cases: 1" in told
    assert f"NO TIME IS SET {reference} Mrs A. Sample: withdrawn" in (
        run("retention", "list", "--all").out
    )


def test_the_time_is_set_with_where_it_is_published(run: Run, application: Path) -> None:
    withdrawn(run, application)
    assert run("retention", "set", 72).status == 1
    assert run("retention", "set").status == 1
    assert run("retention", "set", 72, "--published", "Schedule 3").status == 0
    assert "kept for 72 months after it ended (Schedule 3)" in run("retention", "list").out
    assert "nothing falls due" in run("retention", "set", "--unset").out


def test_a_hold_is_placed_and_lifted_by_its_number(run: Run, application: Path) -> None:
    reference = withdrawn(run, application)
    assert run("retention", "hold", reference, "court", "--why", "A claim.").status == 0
    assert "held 1. court, since" in run("retention", "list", "--all").out
    assert run("retention", "lift", reference, 2, "--why", "Settled.").status == 1
    assert run("retention", "lift", reference, 1, "--why", "Settled.").status == 0
    assert "held 1." not in run("retention", "list", "--all").out


def test_two_people_dispose_of_a_case(run: Run, application: Path) -> None:
    reference = withdrawn(run, application)
    run("retention", "set", 72, "--published", "Schedule 3")
    assert run("retention", "propose", reference).status == 1
    assert run("retention", "propose", reference, "--why", "She asked.").status == 0
    assert f"PROPOSED {reference}" in run("retention", "list").out
    own = run("retention", "dispose", reference, "--why", "Yes.", "--yes")
    assert "cannot carry it out" in own.err
    asked = run("retention", "dispose", reference, "--why", "Yes.", "--as", "Carol", answer="n")
    assert asked.status == 1
    done = run("retention", "dispose", reference, "--why", "Yes.", "--as", "Carol", answer="y")
    assert done.status == 0
    assert "Backups" in done.err
    told = run("case", "show", reference).out
    assert "Disposed of on" in told
    assert "Sample" not in told
    assert "No cases." in run("case", "list", "--find", "Sample", "--ended").out
    assert f"{reference} removed" in run("case", "list", "--ended").out


def test_a_proposal_is_declined_with_a_reason(run: Run, application: Path) -> None:
    reference = withdrawn(run, application)
    run("retention", "propose", reference, "--why", "She asked.")
    declined = run("retention", "decline", reference, "--why", "A claim may come.", "--as", "Carol")
    assert declined.status == 0
    assert "PROPOSED" not in run("retention", "list", "--all").out
