"""A length in updates that says how it was found."""

from __future__ import annotations

from typing import final


@final
class Length(int):
    """A number of optimizer updates, with the sentence that says how it was found.

    It is an ordinary whole number wherever one is wanted.

    Args:
        steps: the number of updates.
        sentence: what was done.

    Examples:
        >>> length = Length(1960, "10 epochs of 196 updates each: 1,960 updates")
        >>> length + 40, length.sentence
        (2000, '10 epochs of 196 updates each: 1,960 updates')
    """

    sentence: str

    def __new__(cls, steps: int, sentence: str) -> Length:
        length = super().__new__(cls, steps)
        length.sentence = sentence
        return length

    @property
    def steps(self) -> int:
        """The number of updates, as a plain `int`."""
        return int(self)

    def __getnewargs__(self) -> tuple[int, str]:  # pyright: ignore[reportIncompatibleMethodOverride]
        return int(self), self.sentence
