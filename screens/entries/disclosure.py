"""Who may be told an entry: the mark, the summary wording, and the agencies named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from conference.forms import Disclosure
from conference.law.audience import Mark
from conference.views import CaseFile
from screens.entries.many import ManyField, chosen
from screens.widgets.fields import AreaField, ChoiceField, Field
from screens.widgets.form import Values


class Marked(Protocol):
    """Anything that carries a mark of disclosure."""

    @property
    def mark(self) -> Mark:
        """Who may be told it."""

    @property
    def summary_wording(self) -> str:
        """What the applicant may be told, for the mark summary."""

    @property
    def named_agencies(self) -> tuple[str, ...]:
        """Ids of the agencies that may be told it, for the mark that names them."""


MARKS = (
    (Mark.APPLICANT, "applicant: they may be told it as it stands"),
    (Mark.SUMMARY, "summary: they may be told only the summary wording"),
    (Mark.PANEL, "panel: everybody at the meeting, nobody else"),
    (Mark.NAMED, "named agencies: only those, the chair and the officer"),
)


class DecidingField(ChoiceField):
    """A choice that decides which other fields of the form are asked for."""

    def __init__(
        self,
        key: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        *,
        asks: Mapping[str, str],
        help: str = "",
        wide: bool = False,
    ) -> None:
        """asks: key of another field, and the choice with which it is shown."""
        super().__init__(key, label, choices, value, help=help, required=True, wide=wide)
        self._asks = asks

    def on_mount(self) -> None:
        """Follow the choice, however it comes about: by a key or by a draft put back."""
        self.watch(self.control, "value", self._arrange, init=False)
        self.call_after_refresh(self._arrange)

    def _arrange(self) -> None:
        if self.parent is None:
            return
        for field in self.parent.query_children(Field):
            if field.key in self._asks:
                field.display = self.value == self._asks[field.key]


def disclosure_fields(case: CaseFile, now: Disclosure) -> list[Field]:
    """The three fields, filled with who may be told it now."""
    agencies = [(agency.id, agency.name) for agency in case.agencies]
    return [
        DecidingField(
            "mark",
            "Who may be told",
            MARKS,
            now.mark,
            asks={"summary_wording": Mark.SUMMARY, "named_agencies": Mark.NAMED},
            wide=True,
        ),
        AreaField(
            "summary_wording",
            "Summary wording",
            now.summary_wording,
            help="Only these words may be told to the applicant.",
            lines=3,
        ),
        ManyField("named_agencies", "Named agencies", agencies, "\n".join(now.named_agencies)),
    ]


def disclosure_values(now: Marked) -> Values:
    """Who may be told an entry, as the three fields hold it."""
    return {
        "mark": now.mark.value,
        "summary_wording": now.summary_wording,
        "named_agencies": "\n".join(now.named_agencies),
    }


def disclosure_in(values: Values) -> Disclosure:
    """Who may be told it, as the form says."""
    return Disclosure(
        Mark(str(values["mark"])),
        str(values["summary_wording"]),
        chosen(values["named_agencies"]),
    )
