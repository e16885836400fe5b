"""Fields that offer words for other fields: what is picked goes there, and can be edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.widgets.fields import AreaField, ChoiceField, Field, FieldValue, TextField


class OfferField(ChoiceField):
    """A list whose choices put words into other fields of the form.

    Words that somebody typed are never replaced: a text gets the offer below its own words, a line
    and a choice only where they are empty or still hold what was offered before.
    """

    def __init__(
        self,
        key: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        puts: Mapping[str, Mapping[str, str]],
        *,
        help: str = "",
        prompt: str = "Choose",
        wide: bool = False,
    ) -> None:
        """puts: for each choice what goes into which field, by the field's key."""
        super().__init__(key, label, choices, help=help, prompt=prompt, wide=wide)
        self._puts = puts
        self._given: dict[str, FieldValue] = {}

    def announce(self) -> None:
        """Put the chosen words where they belong."""
        for key, words in self._puts.get(str(self.value), {}).items():
            field = self._field(key)
            if words and field is not None:
                self._put(field, words)
        super().announce()

    def _field(self, key: str) -> Field | None:
        fields = self.parent.query_children(Field) if self.parent is not None else ()
        return next((field for field in fields if field.key == key), None)

    def _put(self, field: Field, words: str) -> None:
        there = str(field.value)
        if there.strip() in ("", self._given.get(field.key)):
            field.value = self._given[field.key] = words
        elif isinstance(field, AreaField) and words not in there:
            field.value = f"{there}\n{words}".strip()
        if isinstance(field, AreaField):
            field.control.move_cursor(field.control.document.end)
        elif isinstance(field, TextField):
            field.control.cursor_position = len(str(field.value))
