"""docs/every-schedule.md, made from the rows: what lrlab and the others computed."""

from collections.abc import Iterator

import lrlab
from census.libraries import LIBRARIES
from census.rows import ROWS
from census.table import RECORDED, Comparison, Record, Row

_LATE = 1000
"""Where an endless schedule is looked at, beside its first update."""

_HEAD = """# Every schedule

<!-- Written by tools/make_census.py: change the rows in tests/census/rows, not this page. -->

The schedules of the field, {rows} in all: what each is in lrlab, and which libraries it was
compared with, update by update: {comparisons} comparisons over {updates:,} updates. Two rates are
equal here if they differ by less than 1e-9 of the peak, or by less than 1e-6 where the other
library computes in float32 (marked "float32"). The comparisons run the libraries themselves, in
`tests/census`; what is marked "recorded" was computed once and is kept there as numbers.

The letters: `a` is the peak or the first rate, `b` the floor or the last one, `T` the length, `W`,
`H` and `D` the updates of warm-up, hold and decay; the others are named by the arguments that they
stand for. `plans` is `lrlab.plans`, all else is in `lrlab`.

```python
>>> import lrlab
>>> a, b, T = 0.1, 0.001, 100
>>> schedule = lrlab.Cosine(init_value=a, end_value=b, steps=T)
>>> [round(schedule(t), 4) for t in (0, 50, 100)]
[0.1, 0.0505, 0.001]

```

What cannot be a function of the update has an answer of its own: what is measured, a policy
(rows 68 to 70); several hyper-parameters or groups, a plan (45, 66, 71, 73); a batch size, a
horizon (72).

## The table

First, highest and last rate are those of the example, whose letters stand below; the last one of a
schedule without end is that of update {late}. Where the value that was compared is another one of
the same kind, which stands below, the count says "kin".

| | schedule | in lrlab | first | highest | last | updates compared | who has it |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    comparisons = [(each, given) for row in ROWS for each in row.compared for given in each.given]
    head = _HEAD.format(
        rows=len(ROWS),
        comparisons=len(comparisons),
        updates=sum(each.count(given) - each.skip for each, given in comparisons),
        late=_LATE,
    )
    parts = [head + "\n".join(map(_line, ROWS)), "## In the words of other libraries"]
    parts += ["\n".join(_section(row)) for row in ROWS]
    return "\n\n".join([*parts, _versions()]) + "\n"


def _line(row: Row) -> str:
    cells = [str(row.number), row.name, _code(row.value), *_facts(row), _compared(row), row.who]
    return "| " + " | ".join(cells) + " |"


def _facts(row: Row) -> list[str]:
    if row.answer and not isinstance(row.example_value(), lrlab.AbstractSchedule):
        return ["", "", ""]
    schedule = row.example_value()
    last = schedule.total_steps if schedule.total_steps is not None else _LATE
    return [f"{rate:.4g}" for rate in (schedule(0), schedule.peak_value, schedule(last))]


def _compared(row: Row) -> str:
    counts: dict[str, int] = {}
    for each in row.compared:
        kin = "" if _is_of(each, row) else " (kin)"
        name = each.library + (", recorded" if isinstance(each, Record) else "") + kin
        counts[name] = counts.get(name, 0) + sum(
            each.count(given) - each.skip for given in each.given
        )
    return "; ".join(f"{name} {count}" for name, count in counts.items()) or "none that runs here"


def _is_of(each: Comparison | Record, row: Row) -> bool:
    """Whether it is the value of the row that was compared, rather than one of its kin."""
    return not each.ours or each.ours == row.value


def _section(row: Row) -> Iterator[str]:
    yield f"### {row.number}. {row.name}"
    yield ""
    yield f"{_code(row.value)}, for example with {_letters(row)}."
    if row.answer:
        yield f"No function of the update alone: {row.answer}."
    if row.remark:
        yield f"{row.remark[0].upper()}{row.remark[1:]}."
    if not row.compared:
        return
    yield ""
    yield "| library | there | in lrlab | updates | what differs |"
    yield "| --- | --- | --- | --- | --- |"
    for each in row.compared:
        count = sum(each.count(given) - each.skip for given in each.given)
        remark = [each.remark] if each.remark else []
        if isinstance(each, Record):
            remark.append("recorded")
        elif each.closeness > 1e-9:
            remark.append("float32")
        ours = "the same" if _is_of(each, row) else _code(each.ours)
        cells = [each.library, _code(each.theirs), ours, str(count), "; ".join(remark)]
        yield "| " + " | ".join(cells) + " |"


def _letters(row: Row) -> str:
    return ", ".join(
        f"`{letter} = {value if letter == 'trunk' else repr(value)}`"
        for letter, value in row.example.items()
    )


def _code(text: str) -> str:
    assert "|" not in text, text
    return f"`{text}`"


def _versions() -> str:
    run = ", ".join(f"{library.name} {library.version}" for library in LIBRARIES.values())
    kept = ", ".join(f"{name} {version}" for name, version in RECORDED["versions"].items())
    return f"## Versions\n\nRun: {run}.\n\nRecorded: {kept}."
