"""The usual agenda: the one that is shipped, and a council's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference.errors import BadInput
from conference.exchange.agenda import NAME, UsualItem, agenda_items
from conference.views import Visibility

ONE = '[[item]]\ntitle = "Welcome"\nminutes = 5\nvisibility = "room"\n'


def own(folder: Path, content: str | bytes) -> tuple[UsualItem, ...]:
    data = content.encode() if isinstance(content, str) else content
    (folder / NAME).write_bytes(data)
    return agenda_items(folder)


def test_the_shipped_agenda_has_the_order_of_published_practice() -> None:
    assert [item.key for item in agenda_items()] == [
        "attendance",
        "confidentiality",
        "conflicts",
        "threshold",
        "applicant",
        "carried",
        "agencies",
        "risk",
        "gaps",
        "options",
        "recommendations",
        "actions",
        "contact",
        "dissent",
        "review",
        "close",
    ]


def test_the_shipped_agenda_fits_in_two_hours_and_gives_the_applicant_twenty_minutes() -> None:
    items = {item.key: item for item in agenda_items()}
    assert sum(item.minutes for item in items.values()) <= 120
    assert items["applicant"].minutes == 20
    assert items["applicant"].visibility is Visibility.ROOM


def test_what_the_agencies_tell_each_other_is_not_for_the_applicant() -> None:
    items = {item.key: item for item in agenda_items()}
    for key in ("agencies", "risk", "gaps", "options", "dissent"):
        assert items[key].visibility is Visibility.PANEL


def test_a_councils_own_agenda_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    words = "\ufeff" + (ONE + 'owner = "Carol"\nrequired = true\n').replace("\n", "\r\n")
    assert own(tmp_path, words) == (UsualItem("", "Welcome", 5, Visibility.ROOM, True, "Carol"),)


def test_a_folder_without_an_agenda_leaves_the_shipped_one(tmp_path: Path) -> None:
    assert agenda_items(tmp_path) == agenda_items()


@pytest.mark.parametrize(
    ("content", "where", "words"),
    [
        (ONE.replace('"room"', '"public"'), "item[1].visibility (line 4)", "chair only"),
        (ONE.replace("minutes = 5\n", ""), "item[1].minutes", "is missing"),
        (ONE.replace("5", "0"), "item[1].minutes (line 3)", "1 or more"),
        (ONE.replace('"Welcome"', '" "'), "item[1].title (line 2)", "must not be empty"),
        (ONE + 'titel = "x"\n', "item[1].titel (line 5)", "did you mean title"),
        (ONE + 'key = "tea"\n', "item[1].key (line 5)", "must be one of"),
        (ONE + "required = 1\n", "item[1].required (line 5)", "true or false"),
        (
            ONE + 'key = "risk"\n' + ONE + 'key = "risk"\n',
            "item[2].key (line 10)",
            "twice",
        ),
        (ONE.replace('"Welcome"', "Welcome"), "title (line 2)", "quotation marks"),
        ("", "item (line 1)", "[[item]]"),
        ("x = " + "[" * 3000, "", "too deeply"),
        (b"title = \xff", "", "UTF-8"),
        ("#" * 300_000, "", "too large"),
    ],
)
def test_a_fault_names_its_file_key_and_line(
    tmp_path: Path, content: str | bytes, where: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        own(tmp_path, content)
    assert NAME in refused.value.what
    assert any(one.where.startswith(where) and words in one.what for one in refused.value.problems)
    assert "take it away" in refused.value.next
