"""The methods of a value that lead to rooms above: it stores itself, and a schedule shows itself.

Everything else that can be done with a schedule is a function of it. These are methods because
notebooks look for `_repr_svg_` and because people look for `to_json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lrlab.schedules._base import AbstractSchedule
    from lrlab.schedules._value import AbstractValue


class Stored:
    """Stores itself."""

    def to_json(self, *, indent: int | None = None) -> str:
        """This value as a JSON document, which `lrlab.from_json` reads back.

        Raises:
            ScheduleError: if it holds something that JSON cannot, such as a Python function.

        Examples:
            >>> import lrlab
            >>> lrlab.Constant(value=0.1).to_json()
            '{"lrlab": 1, "kind": "constant", "value": 0.1}'
        """
        from lrlab import forms

        return forms.to_json(cast("AbstractValue", self), indent=indent)


class Shown:
    """Shows itself in a notebook."""

    def _repr_svg_(self) -> str | None:
        from lrlab import pictures

        schedule = cast("AbstractSchedule", self)
        return None if schedule._arrays_inside else pictures.svg(schedule)
