"""The errors of lrlab: one root, and one class for each thing a caller may want to catch.

LrlabError
├── ScheduleError       a schedule cannot be built, evaluated or drawn   (also a ValueError)
├── SpecError           a text or JSON cannot be read                    (also a ValueError)
├── RaceError           a task cannot be trained, or a race run          (also a ValueError)
└── MissingExtraError   an optional requirement is absent                (also an ImportError)
"""

from __future__ import annotations

from collections.abc import Iterable

_MANY = 20  # names that a message can list and still be read


class LrlabError(Exception):
    """The root of every error that lrlab raises on purpose."""


class ScheduleError(LrlabError, ValueError):
    """A schedule cannot be built, changed, evaluated or drawn as asked."""


class SpecError(LrlabError, ValueError):
    """A text or a JSON document does not describe a schedule."""


class RaceError(LrlabError, ValueError):
    """A race or a task was asked for something that it cannot do."""


class MissingExtraError(LrlabError, ImportError):
    """Something optional is needed and not installed."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Known: ... Did you mean ...?`, the end of every message about an unknown name.

    Of many known names, only the nearest is shown, if one is near.

    Examples:
        >>> did_you_mean("cosin", ["linear", "cosine"])
        'Known: cosine, linear. Did you mean "cosine"?'
    """
    import difflib  # only where something went wrong: it would be a part of every import

    names = sorted(known)
    near = difflib.get_close_matches(word[:80], names, n=1)
    near = near or [name for name in names if len(word) > 2 and name.startswith(word)]
    if len(names) > _MANY:
        return f'Did you mean "{near[0]}"?' if near else f"{len(names)} names are known."
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f"Known: {', '.join(names)}.{hint}"
