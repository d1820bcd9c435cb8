"""The text form: what a person types on the command line.

    schedule  = sum ("then" sum)*
    sum       = product ("+" product)*
    product   = operand ("*" operand)*
    operand   = primary ("." name arguments)*
    primary   = name arguments | "(" schedule ")"
    arguments = "(" (name "=" value ("," name "=" value)* ","?)? ")"
    value     = number unit? | text | "none" | "true" | "false" | list | groups | schedule
    list      = ("[" | "(") value ("," value)* ","? ("]" | ")")
    groups    = "{" (name | text) ":" schedule ("," (name | text) ":" schedule)* ","? "}"
    unit      = "%" | "ep" | "sp" | "tok" | "up"

`.name(...)` wraps what stands before it: `.scaled(factor=0.5)`, `.clipped(low=1e-6)`,
`.repeated(times=3)`, `.after(following="repeat")`, `.slice(stop=100)`; an argument that is the only
one may go without its name, as in `.scaled(0.5)`. Numbers are Python's, `10_000` and `3e-4`
included; a length may have a unit, `5%`, `10ep` (epochs), `1e6sp` (samples), `2e9tok` (tokens),
which a horizon turns into updates. The `repr` of a value is such a text too: `.then(...)` is
understood, and so are the names of the classes. Policies and plans are written by their kinds as
schedules are. Nothing is ever evaluated.
"""

from __future__ import annotations

import re
from typing import Any

from lrlab._errors import SpecError, did_you_mean
from lrlab.forms._kinds import MAX_DEPTH, kind_named, make, parameters
from lrlab.forms._tokens import Token, Tokens
from lrlab.forms._units import Literal, resolved
from lrlab.plans import Horizon
from lrlab.plans._units import argument_of
from lrlab.schedules import COMPOSITIONS, AbstractSchedule, Product, Sequence, Sum

MAX_LENGTH = 100_000
"""Longest text in characters; what is longer belongs into JSON."""

_WRAPPERS = tuple(cls.kind for cls in COMPOSITIONS if hasattr(AbstractSchedule, cls.kind))
_WORDS = {"none": None, "true": True, "false": False}
_NUMBER = re.compile(r"(?P<amount>.*?)(?P<unit>%|[A-Za-z]+)?")


def parse(text: str, *, horizon: Horizon | None = None) -> Any:
    """The schedule, plan or policy that a text describes.

    Args:
        text: such as `"warmup_cosine(peak_value=3e-4, total_steps=10_000)"`; pieces are joined by
            `then`.
        horizon: what turns lengths with a unit, such as `10ep`, into updates.

    Raises:
        SpecError: if it is no such text; the message says where.

    Examples:
        >>> s = parse("linear(init_value=0, end_value=1, steps=4) then constant(value=1)")
        >>> s(2), s(9)
        (0.5, 1.0)
        >>> from lrlab.plans import Horizon
        >>> photos = Horizon(dataset_size=50_000, batch_size=100, epochs=90)
        >>> parse("cosine_annealing(init_value=0.1, total_steps=90ep)", horizon=photos).total_steps
        45000
    """
    if not isinstance(text, str):
        raise SpecError(f"a schedule must be a text, got {type(text).__name__}. Use `from_json`.")
    if len(text) > MAX_LENGTH:
        raise SpecError(
            f"the text of a schedule must have at most {MAX_LENGTH:,} characters, got "
            f"{len(text):,}. Write it as JSON, which has no limit."
        )
    return _Parser(text, horizon).whole()


class _Parser:
    """Recursive descent, one method per rule of the grammar."""

    def __init__(self, text: str, horizon: Horizon | None) -> None:
        self._tokens = Tokens(text)
        self._horizon = horizon

    def whole(self) -> Any:
        value = self._schedule(0)
        if self._tokens.current.kind != "end":
            self._tokens.fail("`then`, `+`, `*`, `.` or the end")
        return value

    def _schedule(self, depth: int) -> Any:
        self._check_depth(depth)
        pieces = [self._sum(depth)]
        while self._tokens.take("name", "then"):
            pieces.append(self._sum(depth))
        return self._together(Sequence.kind, "pieces", pieces)

    def _sum(self, depth: int) -> Any:
        terms = [self._product(depth)]
        while self._tokens.take("sign", "+"):
            terms.append(self._product(depth))
        return self._together(Sum.kind, "terms", terms)

    def _product(self, depth: int) -> Any:
        factors = [self._operand(depth)]
        while self._tokens.take("sign", "*"):
            factors.append(self._operand(depth))
        return self._together(Product.kind, "factors", factors)

    def _operand(self, depth: int) -> Any:
        pieces = [self._primary(depth)]  # joined by `.then(...)`, all at once
        while self._tokens.take("sign", "."):
            if self._tokens.take("name", "then"):
                self._tokens.expect("sign", "(", "`(`")
                pieces.append(self._schedule(depth + 1))
                self._tokens.expect("sign", ")", "`)`")
            else:
                depth += 1
                inner = self._together(Sequence.kind, "pieces", pieces)
                pieces = [self._wrapped(inner, depth)]
        return self._together(Sequence.kind, "pieces", pieces)

    def _together(self, kind: str, name: str, parts: list[Any]) -> Any:
        return parts[0] if len(parts) == 1 else self._made(kind, {name: parts})

    def _wrapped(self, inner: Any, depth: int) -> Any:
        self._check_depth(depth)
        token = self._tokens.current
        name = self._tokens.expect("name", None, "a name such as `scaled`")
        if name not in _WRAPPERS:
            known = did_you_mean(name, (*_WRAPPERS, "then"))
            raise SpecError(f'unknown "{name[:60]}" after "." at {token.place}. {known}')
        only = [key for key in parameters(name) if key != "schedule"]
        arguments = self._arguments(depth, only[0] if len(only) == 1 else None)
        return self._made(name, {"schedule": inner, **arguments}, token)

    def _primary(self, depth: int) -> Any:
        if self._tokens.take("sign", "("):
            inner = self._schedule(depth + 1)
            self._tokens.expect("sign", ")", "`)`")
            return inner
        token = self._tokens.current
        if token.kind != "name" or token.text in _WORDS or token.text == "then":
            self._tokens.fail("the name of a schedule")
        kind = kind_named(token.text, token.place)
        self._tokens.advance()
        return self._made(kind, self._arguments(depth), token)

    def _arguments(self, depth: int, only: str | None = None) -> dict[str, Any]:
        """Named arguments; where there can be but one, called `only`, its name may be left out."""
        tokens = self._tokens
        tokens.expect("sign", "(", "`(` and arguments such as `(value=0.1)`")
        arguments: dict[str, Any] = {}
        if only is not None and self._begins_value():
            arguments[only] = self._value(depth)
            tokens.expect("sign", ")", "`)`")
            return arguments
        while not tokens.take("sign", ")"):
            token = tokens.current
            name = tokens.expect("name", None, "the name of an argument, or `)`")
            tokens.expect("sign", "=", f"`=` after `{name[:60]}`")
            _add(arguments, name, self._value(depth), token)
            if not tokens.take("sign", ",") and tokens.current.text != ")":
                tokens.fail("`,` or `)`")
        return arguments

    def _value(self, depth: int) -> Any:
        tokens, token = self._tokens, self._tokens.current
        word = token.text.lower()
        if token.kind == "number":
            tokens.advance()
            return _number(token)
        if token.kind == "text":
            tokens.advance()
            return token.content
        if token.kind == "name" and word in ("nan", "inf", "infinity"):
            tokens.fail("a finite number")
        if token.kind == "name" and word in _WORDS:
            tokens.advance()
            return _WORDS[word]
        if token.text == "[":
            return self._list("]", depth)
        if token.text == "(" and tokens.followed_by("number"):
            return self._list(")", depth)
        if token.text == "{":
            return self._groups(depth)
        if token.kind == "name" or token.text == "(":
            return self._schedule(depth + 1)
        return tokens.fail("a number, a text in quotes, a list or a schedule")

    def _begins_value(self) -> bool:
        """Whether a value stands here, rather than the name of an argument or the end."""
        token = self._tokens.current
        if token.kind == "name":
            return not self._tokens.followed_by("sign", "=")
        return token.kind in ("number", "text") or token.text == "("

    def _list(self, closing: str, depth: int) -> list[Any]:
        self._check_depth(depth)
        tokens = self._tokens
        tokens.advance()
        items: list[Any] = []
        while not tokens.take("sign", closing):
            items.append(self._value(depth + 1))
            if not tokens.take("sign", ",") and tokens.current.text != closing:
                tokens.fail(f"`,` or `{closing}`")
        return items

    def _groups(self, depth: int) -> dict[str, Any]:
        self._check_depth(depth)
        tokens = self._tokens
        tokens.advance()
        groups: dict[str, Any] = {}
        while not tokens.take("sign", "}"):
            token = tokens.current
            if token.kind not in ("name", "text"):
                tokens.fail("the name of a group, or `}`")
            tokens.advance()
            tokens.expect("sign", ":", "`:` after the name of a group")
            name = token.content if token.kind == "text" else token.text
            _add(groups, name, self._value(depth + 1), token)
            if not tokens.take("sign", ",") and tokens.current.text != "}":
                tokens.fail("`,` or `}`")
        return groups

    def _made(self, kind: str, arguments: dict[str, Any], token: Token | None = None) -> Any:
        place = (token or self._tokens.current).place
        return make(kind, resolved(kind, arguments, self._horizon), place)

    def _check_depth(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._tokens.fail(f"schedules and lists inside one another at most {MAX_DEPTH} deep")


def _add(found: dict[str, Any], name: str, value: Any, token: Token) -> None:
    if name in found:
        raise SpecError(f'"{name[:60]}" is given twice at {token.place}. Keep one.')
    found[name] = value


def _number(token: Token) -> int | float | Literal:
    match = _NUMBER.fullmatch(token.text)
    amount, unit = (match["amount"], match["unit"]) if match else (token.text, None)
    try:
        number = float(amount) if re.search(r"[.eE]", amount) else int(amount)
        if unit is not None:
            argument_of(unit)
    except ValueError:
        raise SpecError(
            f'"{token.text[:60]}" is no number at {token.place}. Write it as `3e-4` or `10_000`, '
            f"and a length with its unit as `10ep`, `5%`, `1e6sp` or `2e9tok`."
        ) from None
    return number if unit is None else Literal(amount.replace("_", ""), unit, token.place)
