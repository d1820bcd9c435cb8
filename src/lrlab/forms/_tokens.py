"""A text cut into the words of its grammar, and where it stopped making sense."""

from __future__ import annotations

import dataclasses
import re
import sys
from typing import NoReturn

from lrlab._errors import SpecError
from lrlab.forms._kinds import quoted

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?:%|[A-Za-z]+)?)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<sign>[()\[\]{},=.*+:])
    )""",
    re.VERBOSE,
)


_ESCAPE = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"'}


@dataclasses.dataclass(frozen=True)
class Token:
    """A word of the text and where it begins."""

    kind: str  # "number" (its unit included), "name", "text", "sign", "end"
    text: str
    start: int

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return f"character {self.start + 1}"

    @property
    def content(self) -> str:
        """What a text in quotes says, with its escapes as `repr` writes them undone.

        Raises:
            SpecError: if it holds another escape.
        """
        return _ESCAPE.sub(self._unescaped, self.text[1:-1])

    def _unescaped(self, escape: re.Match[str]) -> str:
        letters = escape[1]
        if letters in _ESCAPED:
            return _ESCAPED[letters]
        if len(letters) > 1 and int(letters[1:], 16) <= sys.maxunicode:
            return chr(int(letters[1:], 16))
        raise SpecError(
            f"unknown escape {quoted(escape[0])} in the text in quotes at {self.place}. A "
            f"backslash itself is written twice."
        )


class Tokens:
    """The words of a text, one after another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self.current = Token("end", "", 0)
        self.advance()

    def advance(self) -> None:
        """Go on to the next word."""
        match = _TOKEN.match(self._text, self._position)
        if match is None:
            rest = len(self._text) - len(self._text[self._position :].lstrip())
            self.current = Token("end", self._text[rest : rest + 1], rest)
            if self.current.text:
                self.fail("a name, a number or one of ( ) [ ] { } , = . * + :")
            return
        kind = match.lastgroup or "end"
        self.current = Token(kind, match[kind], match.start(kind))
        self._position = match.end()

    def take(self, kind: str, text: str) -> bool:
        """Whether this word stands here; if so, go on."""
        if self.current.kind != kind or self.current.text != text:
            return False
        self.advance()
        return True

    def expect(self, kind: str, text: str | None, what: str) -> str:
        """The word that must stand here; go on."""
        token = self.current
        if token.kind != kind or (text is not None and token.text != text):
            self.fail(what)
        self.advance()
        return token.text

    def followed_by(self, kind: str, text: str | None = None) -> bool:
        """Whether the word after this one is of this kind, and says so."""
        match = _TOKEN.match(self._text, self._position)
        if match is None or match.lastgroup != kind:
            return False
        return text is None or match[kind] == text

    def fail(self, expected: str) -> NoReturn:
        """Refuse what stands here."""
        token = self.current
        got = quoted(token.text[:40]) if token.text else "the end of the text"
        near = self._text[max(token.start - 30, 0) : token.start + 10]
        raise SpecError(
            f"expected {expected} at {token.place}, got {got}. Near: {near!r}. "
            f"A schedule reads as `warmup_cosine(peak_value=0.1, total_steps=1000)`."
        )
