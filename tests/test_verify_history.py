"""The check of an export that needs nothing of the program: whatever was done to it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conference.verify_history import (
    DISPOSED,
    FORMAT,
    SEALED,
    WITNESSED,
    case_faults,
    digest_of,
    digest_of_heads,
    faults,
    heads_told,
    main,
    read_lines,
    witness_faults,
    witnessed_in,
)

Entry = dict[str, Any]


def entry(number: int, before: str, act: str = "did something", **told: Any) -> Entry:
    """An entry as it is exported, sealed after the one before it."""
    made: Entry = dict.fromkeys(SEALED, "x") | {"number": number, "act": act}
    made |= {"details": told, "details_digest": digest_of(told)}
    return made | {"digest": digest_of([before, *(made[name] for name in SEALED)])}


def history(*acts: str) -> list[Entry]:
    """An export with an entry for each act, under its first line."""
    entries: list[Entry] = []
    for number, act in enumerate(acts or ("received", "read", "closed"), start=1):
        entries.append(entry(number, entries[-1]["digest"] if entries else "", act, n=number))
    return [
        {
            "format": FORMAT,
            "details": True,
            "length": len(entries),
            "head": entries[-1]["digest"] if entries else "",
        },
        *entries,
    ]


def found(lines: list[Entry], head: str = "") -> list[str]:
    return faults(lines[0], lines[1:], head)


CHANGED = "entry 2 was changed, moved or inserted"
LENGTH = "the entries are not as many as the first line says, or end with another"
DETAILS = "the details of entry 2 were changed"
CUT = "the head that was written down is not in this history: its end was cut off"


def test_what_nobody_touched_has_no_fault() -> None:
    assert found(history()) == []
    empty = {"format": FORMAT, "details": True, "length": 0, "head": ""}
    assert faults(empty, []) == []


def test_the_digest_is_that_of_canonical_json() -> None:
    """Written here as it was released: an export of long ago has to hold for ever."""
    canonical = "419ff44f480459a5cdd6aeb75a186f36f6233aabfe4b00e778651f4001e9a9bd"
    assert digest_of({"b": ["é", 1], "a": None}) == canonical
    assert digest_of("\ud800") == digest_of("\ud800")


@pytest.mark.parametrize("name", SEALED)
def test_a_change_of_anything_that_is_sealed_shows_at_its_entry(name: str) -> None:
    lines = history()
    lines[2][name] = 7 if name == "number" else "other"
    assert any("entry 7" in fault or "entry 2" in fault for fault in found(lines))


@pytest.mark.parametrize(
    ("done", "faults"),
    [
        (lambda lines: lines[2].update(act="other"), [CHANGED]),
        (lambda lines: lines[2].update(details={"n": 9}), [DETAILS]),
        (lambda lines: lines[2].update(details={}), [DETAILS]),
        (lambda lines: lines[2].pop("details"), ["the details of entry 2 are missing"]),
        (
            lambda lines: lines.pop(2),
            [
                "entry 2 is missing or out of order",
                "entry 3 was changed, moved or inserted",
                LENGTH,
            ],
        ),
        (
            lambda lines: lines.insert(3, lines[2]),
            ["entry 3 is missing or out of order", CHANGED, LENGTH],
        ),
        (
            lambda lines: lines.__setitem__(slice(2, 4), [lines[3], lines[2]]),
            [
                "entry 2 is missing or out of order",
                "entry 3 was changed, moved or inserted",
                "entry 4 is missing or out of order",
                CHANGED,
                LENGTH,
            ],
        ),
        (lambda lines: lines.pop(), [LENGTH]),
        (lambda lines: lines[0].update(length=2), [LENGTH]),
        (lambda lines: lines[0].update(head="other"), [LENGTH]),
        (lambda lines: lines.__delitem__(slice(1, None)), [LENGTH]),
    ],
    ids=[
        *("an act changed", "details changed", "details emptied", "details left out"),
        *("removed", "repeated", "swapped", "cut off", "other length", "other head", "all gone"),
    ],
)
def test_what_was_done_to_an_export_is_told_by_the_entry_it_was_done_to(
    done: Any, faults: list[str]
) -> None:
    lines = history()
    done(lines)
    assert found(lines) == faults


def test_an_entry_whose_number_is_none_is_told_and_the_rest_is_checked() -> None:
    lines = history()
    lines[2]["number"] = "two"
    assert found(lines) == [
        "entry 2 is missing or out of order",
        "entry two was changed, moved or inserted",
    ]


def test_details_may_be_left_out_of_all_where_the_first_line_says_so() -> None:
    lines = history()
    lines[0]["details"] = False
    for line in lines[1:]:
        del line["details"]
    assert found(lines) == []


def test_details_may_be_gone_before_the_disposal_and_neither_at_it_nor_after_it() -> None:
    lines = history("received", "read", DISPOSED, "sealed")
    lines[1]["details"] = lines[2]["details"] = {}
    assert found(lines) == []
    lines[2]["details"] = {"n": 9}
    assert found(lines) == [DETAILS]
    for number in (3, 4):
        lines = history("received", "read", DISPOSED, "sealed")
        lines[number]["details"] = {}
        assert found(lines) == [f"the details of entry {number} were changed"]


def test_a_disposal_without_a_number_excuses_nothing() -> None:
    lines = history("received", "read", DISPOSED)
    lines[2]["details"] = {}
    lines[3]["number"] = None
    assert DETAILS in found(lines)
    lines = history("received", "read", DISPOSED)
    lines[2] |= {"details": {}, "number": None}
    assert "the details of entry None were changed" in found(lines)


def test_a_head_that_was_written_down_has_to_be_in_the_history() -> None:
    lines = history()
    assert [found(lines, line["digest"]) for line in lines[1:]] == [[], [], []]
    assert found(lines, "0" * 64) == [CUT]
    assert found(history("received")[:1], "0" * 64) == [LENGTH, CUT]


def text_of(lines: list[Any]) -> str:
    return "\n".join(json.dumps(line) for line in lines)


def test_empty_lines_and_the_separators_of_other_systems_break_no_line() -> None:
    lines = history()
    lines[1]["actor"] = "a\u2028b"
    text = json.dumps(lines[0]) + "\n\n" + json.dumps(lines[1], ensure_ascii=False) + "\n \n"
    assert read_lines(text) == (lines[0], [lines[1]])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1: this is not the history of a case"),
        ('{"format": "else"}', "line 1: this is not the history of a case"),
        ("no json", "line 1: this cannot be read"),
        (f'{{"format": "{FORMAT}"}}\n\n[]', "line 3: this is no entry"),
    ],
)
def test_what_is_no_export_is_refused_with_the_number_of_the_line(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        read_lines(text)


def test_whoever_runs_it_is_told_and_a_script_by_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, lines = tmp_path / "é.jsonl", history()
    lines[1]["actor"] = "Zoë"
    lines = [lines[0], *lines[2:]]

    def says(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        out, err = capsys.readouterr()
        return status, out, err

    whole = history()
    file.write_text(text_of(whole), encoding="utf-8")
    head = whole[0]["head"]
    told = f"3 entries: nothing was altered. Head: {head}\n"
    assert says(str(file)) == says(str(file), head) == (0, told, "")
    assert says(str(file), "0" * 64) == (1, f"{CUT}\n", "")
    file.write_text(text_of(lines), encoding="utf-8")
    status, out, err = says(str(file))
    assert (status, err) == (1, "")
    assert out.splitlines()[0] == "entry 1 is missing or out of order"
    file.write_bytes(b"\xff\n")
    assert says(str(file))[:2] == (2, "")
    for wrong in ((), (str(file), "a", "b")):
        with pytest.raises(SystemExit) as ended:
            main(list(wrong))
        assert ended.value.code == 2
        assert "usage: verify_history.py" in capsys.readouterr().err
    status, out, err = says(str(tmp_path / "none"))
    assert (status, out) == (2, "")
    assert err.startswith("It cannot be checked: ")


# The council's own history, which is told of the head of each case, and its witness


def of_chain(lines: list[Entry], chain: str, heads: dict[int, Any]) -> list[Entry]:
    """The entries of a history, as those of a chain that was told of heads, by entry."""
    return [
        {**line, "council_id": "council", "chain_id": chain}
        | ({"details": {"heads": heads[line["number"]]}} if line["number"] in heads else {})
        for line in lines[1:]
    ]


CASE = of_chain(history(), "case", {})
ENDS = [line["digest"] for line in CASE]
COUNCIL = of_chain(
    history("set up", "a day", "a backup", "a search"),
    "council",
    {1: {"other": [1, "o"]}, 2: {"case": [1, ENDS[0]]}, 3: {"case": [3, ENDS[2]]}},
)


def test_the_heads_that_a_council_was_told_of_are_the_last_of_each_chain() -> None:
    assert heads_told(COUNCIL, 2) == {"other": [1, "o"], "case": [1, ENDS[0]]}
    assert heads_told(COUNCIL, 4) == {"other": [1, "o"], "case": [3, ENDS[2]]}
    assert heads_told([{**COUNCIL[0], "number": "1"}, {"number": 1, "details": "none"}], 4) == {}
    assert heads_told([{"number": 1, "details": {"heads": "none"}}], 4) == {}
    first, other = {"a": [1, "x"], "b": [2, "y"]}, {"b": [2, "y"], "a": [1, "x"]}
    assert (
        digest_of_heads(first)
        == digest_of_heads(other)
        == digest_of([["a", 1, "x"], ["b", 2, "y"]])
    )


def test_a_case_that_was_worked_out_anew_is_not_the_one_that_the_council_was_told_of() -> None:
    assert case_faults(CASE, COUNCIL) == []
    assert case_faults([], COUNCIL) == []
    odd = [
        {"number": 9, "details": "none"},
        {"details": {"heads": 1}},
        {"details": {"heads": {"case": 1}}},
    ]
    assert case_faults(CASE, odd) == []
    anew = [CASE[0], *({**line, "digest": "anew"} for line in CASE[1:])]
    assert case_faults(anew, COUNCIL) == [
        "entry 3 is not the one that the council's history was told of (its entry 3)"
    ]
    assert len(case_faults([{**CASE[0], "digest": "anew"}], COUNCIL)) == 2


def witness(number: int, council: str = "council", **told: Any) -> Entry:
    """The line that a witness was sent at an entry of the council's history."""
    line = {
        "format": WITNESSED,
        "council": council,
        "length": number,
        "head": COUNCIL[number - 1]["digest"],
        "heads": digest_of_heads(heads_told(COUNCIL, number)),
        "at": f"day {number}",
    }
    return line | told


def test_a_council_that_says_what_its_witness_was_told_has_no_fault() -> None:
    assert witness_faults(COUNCIL, [witness(2), witness(4), witness(1, "another")]) == []


@pytest.mark.parametrize(
    "told", [{"head": "anew"}, {"heads": "anew"}, {"length": 9}, {"length": "4"}, {"length": None}]
)
def test_whatever_a_witness_was_told_otherwise_is_a_fault(told: dict[str, Any]) -> None:
    length = told.get("length", 3)
    assert witness_faults(COUNCIL, [witness(2), witness(3, **told)]) == [
        f"entry {length} is not the one that the witness was told on day 3"
    ]


def test_a_witness_of_another_history_says_nothing_and_that_is_told() -> None:
    for entries, lines in (
        (COUNCIL, []),
        (COUNCIL, [witness(2, "another")]),
        (CASE, [witness(2)]),
        ([], [witness(2)]),
    ):
        with pytest.raises(ValueError, match="no line of the witness"):
            witness_faults(entries, lines)


def test_the_lines_of_a_witness_are_found_in_its_file_and_in_broken_e_mail() -> None:
    line, other = witness(2), {"format": "else"}
    text = json.dumps(line)
    broken = text.replace('", "', '",\n> "')
    sent = f"Dear all,\n> {broken}\n{{no json}}\n{json.dumps(other)}\n{text}\n"
    assert list(witnessed_in(sent)) == [line, line]


def test_a_case_is_checked_with_its_council_and_the_councils_witness(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, council, told = (tmp_path / name for name in ("case", "council", "witness"))

    def write(file: Path, entries: list[Entry]) -> None:
        sealed, before = [], ""
        for one in entries:
            made = {**one, "details_digest": digest_of(one["details"])}
            before = digest_of([before, *(made[name] for name in SEALED)])
            sealed.append({**made, "digest": before})
        first = {"format": FORMAT, "details": True, "length": len(sealed), "head": before}
        file.write_text(text_of([first, *sealed]), encoding="utf-8")

    def says() -> tuple[int, list[str]]:
        status = main([str(case), "--council", str(council), "--witness", str(told)])
        return status, capsys.readouterr().out.splitlines()

    write(case, CASE)
    mine = json.loads(case.read_text().splitlines()[-1])
    heads = {1: {"case": [3, mine["digest"]]}}
    write(council, of_chain(history("a backup"), "council", heads))
    first, *entries = map(json.loads, council.read_text().splitlines())
    line = {
        "format": WITNESSED,
        "council": "council",
        "length": 1,
        "head": first["head"],
        "at": "d",
    }
    line["heads"] = digest_of_heads(heads_told(entries, 1))
    told.write_text(json.dumps(line))
    assert says()[0] == 0
    told.write_text(json.dumps({**line, "head": "other"}))
    assert says() == (1, ["entry 1 is not the one that the witness was told on d"])
    told.write_text(json.dumps(line))
    write(case, CASE[:2])
    status, out = says()
    assert status == 1
    assert out == ["entry 3 is not the one that the council's history was told of (its entry 1)"]
    council.write_text(council.read_text().replace("a backup", "else"))
    assert says()[1][0] == "the council's history: entry 1 was changed, moved or inserted"
