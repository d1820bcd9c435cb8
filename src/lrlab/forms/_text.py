"""The text form: what a person types on the command line.

    schedule  = product ("then" product)*
    product   = operand ("*" operand)*
    operand   = primary ("." name arguments)*
    primary   = name arguments | "(" schedule ")"
    arguments = "(" (name "=" value ("," name "=" value)* ","?)? ")"
    value     = number | text | "none" | "true" | "false" | list | schedule
    list      = ("[" | "(") value ("," value)* ","? ("]" | ")")

`.name(...)` wraps what stands before it: `.scaled(factor=0.5)`, `.clipped(low=1e-6)`,
`.repeated(times=3)`, `.after(following="repeat")`; an argument that is the only one may go without
its name, as in `.scaled(0.5)`. Numbers are Python's, `10_000` and `3e-4` included. The `repr` of a
schedule is such a text too: `.then(...)` is understood, and so are the names of the classes.
Nothing is ever evaluated.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, NoReturn

from lrlab._errors import SpecError, did_you_mean
from lrlab.forms._kinds import MAX_DEPTH, kind_named, make, parameters, quoted
from lrlab.schedules import AbstractSchedule, Product, Sequence

MAX_LENGTH = 100_000
"""Longest text in characters; what is longer belongs into JSON."""

_WRAPPERS = ("scaled", "clipped", "repeated", "after")
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
    | (?P<sign>[()\[\],=.*])
    )""",
    re.VERBOSE,
)
_WORDS = {"none": None, "true": True, "false": False}


def parse(text: str) -> AbstractSchedule:
    """The schedule that a text describes.

    Args:
        text: such as `"warmup_cosine(peak_value=3e-4, total_steps=10_000)"`; pieces are joined by
            `then`.

    Raises:
        SpecError: if it is no such text; the message says where.

    Examples:
        >>> s = parse("linear(init_value=0, end_value=1, steps=4) then constant(value=1)")
        >>> s(2), s(9)
        (0.5, 1.0)
        >>> parse("warmup_cosine(peak_value=3e-4, total_steps=10_000, warmup_fraction=0.1)").kind
        'warmup_cosine'
    """
    if not isinstance(text, str):
        raise SpecError(f"a schedule must be a text, got {type(text).__name__}. Use `from_json`.")
    if len(text) > MAX_LENGTH:
        raise SpecError(
            f"the text of a schedule must have at most {MAX_LENGTH:,} characters, got "
            f"{len(text):,}. Write it as JSON, which has no limit."
        )
    parser = _Parser(text)
    schedule = parser.schedule(0)
    parser.expect_end()
    return schedule


@dataclasses.dataclass(frozen=True)
class _Token:
    kind: str  # "number", "name", "text", "sign", "end"
    text: str
    start: int


class _Parser:
    """Recursive descent, one method per rule of the grammar."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._token = _Token("end", "", 0)
        self._position = 0
        self._advance()

    def schedule(self, depth: int) -> AbstractSchedule:
        self._check_depth(depth)
        pieces = [self._product(depth)]
        while self._take("name", "then"):
            pieces.append(self._product(depth))
        return self._joined(pieces)

    def expect_end(self) -> None:
        if self._token.kind != "end":
            self._fail("`then`, `*`, `.` or the end")

    def _product(self, depth: int) -> AbstractSchedule:
        factors = [self._operand(depth)]
        while self._take("sign", "*"):
            factors.append(self._operand(depth))
        return factors[0] if len(factors) == 1 else self._made(Product.kind, {"factors": factors})

    def _operand(self, depth: int) -> AbstractSchedule:
        pieces = [self._primary(depth)]  # joined by `.then(...)`, all at once
        while self._take("sign", "."):
            if self._take("name", "then"):
                self._expect("sign", "(", "`(`")
                pieces.append(self.schedule(depth + 1))
                self._expect("sign", ")", "`)`")
            else:
                depth += 1
                pieces = [self._wrapped(self._joined(pieces), depth)]
        return self._joined(pieces)

    def _joined(self, pieces: list[AbstractSchedule]) -> AbstractSchedule:
        return pieces[0] if len(pieces) == 1 else self._made(Sequence.kind, {"pieces": pieces})

    def _wrapped(self, inner: AbstractSchedule, depth: int) -> AbstractSchedule:
        self._check_depth(depth)
        token = self._token
        name = self._expect("name", None, "a name such as `scaled`")
        if name not in _WRAPPERS:
            known = did_you_mean(name, (*_WRAPPERS, "then"))
            raise SpecError(f'unknown "{name[:60]}" after "." at {self._at(token)}. {known}')
        only = [key for key in parameters(name) if key != "schedule"]
        arguments = self._arguments(depth, only[0] if len(only) == 1 else None)
        return self._made(name, {"schedule": inner, **arguments}, token)

    def _primary(self, depth: int) -> AbstractSchedule:
        if self._take("sign", "("):
            inner = self.schedule(depth + 1)
            self._expect("sign", ")", "`)`")
            return inner
        token = self._token
        if token.kind != "name" or token.text in _WORDS or token.text == "then":
            self._fail("the name of a schedule")
        kind = kind_named(token.text, self._at(token))
        self._advance()
        return self._made(kind, self._arguments(depth), token)

    def _arguments(self, depth: int, only: str | None = None) -> dict[str, Any]:
        """Named arguments; where there can be but one, called `only`, its name may be left out."""
        self._expect("sign", "(", "`(` and arguments such as `(value=0.1)`")
        arguments: dict[str, Any] = {}
        if only is not None and self._begins_value():
            arguments[only] = self._value(depth)
            self._expect("sign", ")", "`)`")
            return arguments
        while not self._take("sign", ")"):
            token = self._token
            name = self._expect("name", None, "the name of an argument, or `)`")
            self._expect("sign", "=", f"`=` after `{name[:60]}`")
            if name in arguments:
                raise SpecError(f'"{name[:60]}" is given twice at {self._at(token)}. Keep one.')
            arguments[name] = self._value(depth)
            if not self._take("sign", ",") and self._token.text != ")":
                self._fail("`,` or `)`")
        return arguments

    def _value(self, depth: int) -> Any:
        token = self._token
        if token.kind == "number":
            self._advance()
            return self._number(token)
        if token.kind == "text":
            self._advance()
            return token.text[1:-1]
        if token.kind == "name" and token.text.lower() in ("nan", "inf", "infinity"):
            self._fail("a finite number")
        if token.kind == "name" and token.text.lower() in _WORDS:
            self._advance()
            return _WORDS[token.text.lower()]
        if token.kind == "sign" and token.text == "[":
            return self._list("]", depth)
        if token.kind == "sign" and token.text == "(" and self._begins_list():
            return self._list(")", depth)
        if token.kind == "name" or token.text == "(":
            return self.schedule(depth + 1)
        return self._fail("a number, a text in quotes, a list or a schedule")

    def _begins_value(self) -> bool:
        """Whether a value stands here, rather than the name of an argument or the end."""
        if self._token.kind == "name":
            following = _TOKEN.match(self._text, self._position)
            return following is None or following.group("sign") != "="
        return self._token.kind in ("number", "text") or self._token.text == "("

    def _begins_list(self) -> bool:
        following = _TOKEN.match(self._text, self._position)
        return following is not None and following.lastgroup == "number"

    def _list(self, closing: str, depth: int) -> list[Any]:
        self._check_depth(depth)
        self._advance()
        items: list[Any] = []
        while not self._take("sign", closing):
            items.append(self._value(depth + 1))
            if not self._take("sign", ",") and self._token.text != closing:
                self._fail(f"`,` or `{closing}`")
        return items

    def _number(self, token: _Token) -> int | float:
        try:
            return float(token.text) if re.search(r"[.eE]", token.text) else int(token.text)
        except ValueError:
            raise SpecError(
                f'"{token.text[:60]}" is no number at {self._at(token)}. Write it as `3e-4` or '
                f"`10_000`."
            ) from None

    def _made(
        self, kind: str, arguments: dict[str, Any], token: _Token | None = None
    ) -> AbstractSchedule:
        return make(kind, arguments, self._at(token or self._token))

    def _advance(self) -> None:
        match = _TOKEN.match(self._text, self._position)
        if match is None:
            rest = len(self._text) - len(self._text[self._position :].lstrip())
            self._token = _Token("end", self._text[rest : rest + 1], rest)
            if self._token.text:
                self._fail("a name, a number or one of ( ) [ ] , = . *")
            return
        kind = match.lastgroup or "end"
        self._token = _Token(kind, match[kind], match.start(kind))
        self._position = match.end()

    def _take(self, kind: str, text: str) -> bool:
        if self._token.kind != kind or self._token.text != text:
            return False
        self._advance()
        return True

    def _expect(self, kind: str, text: str | None, what: str) -> str:
        token = self._token
        if token.kind != kind or (text is not None and token.text != text):
            self._fail(what)
        self._advance()
        return token.text

    def _check_depth(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._fail(f"schedules and lists inside one another at most {MAX_DEPTH} deep")

    def _at(self, token: _Token) -> str:
        return f"character {token.start + 1}"

    def _fail(self, expected: str) -> NoReturn:
        token = self._token
        got = quoted(token.text[:40]) if token.text else "the end of the text"
        near = self._text[max(token.start - 30, 0) : token.start + 10]
        raise SpecError(
            f"expected {expected} at {self._at(token)}, got {got}. Near: {near!r}. "
            f"A schedule reads as `warmup_cosine(peak_value=0.1, total_steps=1000)`."
        )
