"""A plan: which hyper-parameter follows which schedule."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, final

from lrlab._errors import ScheduleError, did_you_mean
from lrlab.plans._members import (
    checked_entry,
    members_of,
    over,
    schedule_of,
    value_of,
    with_schedule,
)
from lrlab.schedules import AbstractSchedule
from lrlab.schedules._lengths import scaled_time
from lrlab.schedules._rules import checked_factor, checked_rate, checked_steps, shown
from lrlab.schedules._value import AbstractValue

if TYPE_CHECKING:
    from lrlab.plans._description import PlanDescription


@final
@dataclasses.dataclass(frozen=True, init=False, eq=False)
class Plan(AbstractValue, Mapping[str, Any]):
    """Hyper-parameters of an optimizer, each with the schedule that it follows.

    A mapping from the name of a hyper-parameter to a schedule, or to a mapping from the names of
    groups of parameters to schedules. All of them count the same optimizer updates. A plan never
    changes; two with the same hyper-parameters, schedules and notes are equal in whatever order
    they were written.

    Args:
        notes: sentences for the reader, such as reasons and sources.
        **hyper_parameters: by name (`lr`, `momentum`, `beta1`, `weight_decay`, `batch_size`, or any
            other identifier), a schedule, a number for one value throughout, or a dict from the
            names of groups to them. Every dict must name the same groups.

    Raises:
        ScheduleError: if there is no hyper-parameter, a name or a schedule is none, or two
            hyper-parameters name different groups.

    Examples:
        >>> import lrlab
        >>> plan = Plan(
        ...     lr=lrlab.warmup_cosine(peak_value=0.1, total_steps=100, warmup_steps=10),
        ...     momentum=lrlab.Linear(init_value=0.85, end_value=0.95, steps=100),
        ... )
        >>> plan(10)
        {'lr': 0.1, 'momentum': 0.86}
        >>> plan.total_steps, list(plan)
        (100, ['lr', 'momentum'])
        >>> Plan(lr={"body": 0.01, "head": 0.1})(0)
        {'lr': {'body': 0.01, 'head': 0.1}}
    """

    notes: tuple[str, ...]
    _entries: tuple[tuple[str, Any], ...]

    def __init__(self, /, *, notes: Any = (), **hyper_parameters: Any) -> None:
        entries = tuple(
            (name, checked_entry(name, value)) for name, value in hyper_parameters.items()
        )
        if not entries:
            raise ScheduleError(
                "`Plan(...)` must hold at least one hyper-parameter, got none. Write it as "
                "`Plan(lr=...)`."
            )
        _check_groups(entries)
        object.__setattr__(self, "notes", _checked_notes(notes))
        object.__setattr__(self, "_entries", entries)

    @classmethod
    def of(cls, plan: Any) -> Plan:
        """A plan as it is; a bare schedule as the plan of its learning rate.

        Raises:
            ScheduleError: if it is neither.

        Examples:
            >>> import lrlab
            >>> Plan.of(lrlab.Constant(value=0.1))
            Plan(lr=Constant(value=0.1))
        """
        return plan if isinstance(plan, Plan) else cls(lr=plan)

    # -- what a plan says ----------------------------------------------------------------------

    def __call__(self, t: Any) -> dict[str, Any]:
        """The value of each hyper-parameter at update `t`, which may be an array.

        Hyper-parameters with groups give a dict of the groups' values.

        Raises:
            ScheduleError: if `t` is no number and no array of numbers, or a policy controls one
                of the hyper-parameters, whose value then depends on more than `t`.
        """
        return {
            name: over(entry, lambda member: value_of(member, t)) for name, entry in self._entries
        }

    def __getitem__(self, name: str) -> Any:
        for known, entry in self._entries:
            if known == name:
                return over(entry, lambda member: member)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups of parameters; empty if every schedule is for all of them."""
        named = (entry for _, entry in self._entries if isinstance(entry, tuple))
        return tuple(name for name, _ in next(named, ()))

    def group(self, name: str) -> Plan:
        """The plan of one group: its own schedules, and those that are for all groups.

        Raises:
            ScheduleError: if there is no group of that name.

        Examples:
            >>> Plan(lr={"body": 0.01, "head": 0.1}, momentum=0.9).group("head")(0)
            {'lr': 0.1, 'momentum': 0.9}
        """
        if name not in self.groups:
            raise ScheduleError(
                f"`group(name=...)` must be one of the plan's groups, got {shown(name)}. "
                f"{did_you_mean(str(name), self.groups)}"
            )
        entries = ((key, dict(e)[name] if isinstance(e, tuple) else e) for key, e in self._entries)
        return Plan(notes=self.notes, **dict(entries))

    @property
    def total_steps(self) -> int | None:
        """Length in optimizer updates: that of the longest schedule that ends.

        None if no schedule ends, or none of the learning rate's: a constant momentum does not make
        a plan endless, a constant learning rate does.
        """
        entries = dict(self._entries)
        if "lr" in entries and not _lengths(entries["lr"]):
            return None
        return max(
            (length for entry in entries.values() for length in _lengths(entry)), default=None
        )

    def describe(self, *, steps: int | None = None) -> PlanDescription:
        """What is worth knowing of each schedule, and the notes.

        Args:
            steps: how many updates to look at; by default `total_steps`.

        Examples:
            >>> import lrlab
            >>> plan = Plan(lr=lrlab.Constant(value=0.1, steps=5), notes=["A first try."])
            >>> print(plan.describe())
            plan of lr
            5 updates
            A first try.
            lr: constant(value=0.1, steps=5)
              5 updates
              peak 0.1, reached at update 0
              floor 0.1, reached at update 0
              sum of the rates 0.5 (mean 0.1)
              updates 0 to 4: constant, 0.1
        """
        from lrlab.plans._description import describe

        return describe(self, steps)

    def arguments(self) -> dict[str, Any]:
        """The arguments that make this plan: its hyper-parameters, and the notes if any."""
        return {**self, **({"notes": self.notes} if self.notes else {})}

    # -- how a plan is changed -----------------------------------------------------------------

    def with_value(self, /, **changes: Any) -> Plan:
        """This plan with other or further hyper-parameters, or other `notes`.

        Raises:
            ScheduleError: if a name or a schedule is none.

        Examples:
            >>> Plan(lr=0.1).with_value(momentum=0.9)(0)
            {'lr': 0.1, 'momentum': 0.9}
        """
        return Plan(**{**self.arguments(), **changes})

    def scaled(self, factor: float) -> Plan:
        """This plan with every learning rate multiplied by `factor`; the rest stays.

        Raises:
            ScheduleError: if the plan has no `lr`, or `factor` is none.
        """
        factor = checked_factor("scaled(factor=...)", factor)
        return self._with_rates(lambda schedule: schedule.scaled(factor))

    def with_peak(self, peak_value: float) -> Plan:
        """This plan scaled so that its highest learning rate is `peak_value`.

        The rates of all groups are scaled alike, so that their ratios stay.

        Raises:
            ScheduleError: if the plan has no `lr`, or its peak is 0 or infinite.

        Examples:
            >>> Plan(lr={"body": 0.01, "head": 0.1}, momentum=0.9).with_peak(1.0)(0)
            {'lr': {'body': 0.1, 'head': 1.0}, 'momentum': 0.9}
        """
        peak_value = checked_rate("with_peak(peak_value=...)", peak_value)
        rates = [schedule_of(member) for member in members_of(self._rates("with_peak"))]
        if len(rates) == 1:
            return self._with_rates(lambda schedule: schedule.with_peak(peak_value))
        highest = max(rates, key=lambda schedule: schedule.peak_value)
        highest.with_peak(peak_value)  # refuses a peak that no scaling reaches
        factor = peak_value / highest.peak_value
        return self._with_rates(lambda schedule: schedule.scaled(factor))

    def with_total_steps(self, total_steps: int) -> Plan:
        """This plan stretched to `total_steps` updates.

        Each schedule is stretched as its own `with_total_steps` says, a shorter one in proportion;
        one without end stays.

        Raises:
            ScheduleError: if the plan has no end, or absolute lengths do not fit.
        """
        old = self.total_steps
        if old is None:
            raise ScheduleError(
                f"`with_total_steps({shown(total_steps)})` needs a plan that ends, and this one "
                f"has no end. Give the learning rate a length with its `steps` first."
            )
        new = checked_steps("with_total_steps(total_steps=...)", total_steps)

        def stretched(schedule: AbstractSchedule) -> AbstractSchedule:
            own = schedule.total_steps
            return (
                schedule if own is None else schedule.with_total_steps(scaled_time(own, old, new))
            )

        return self.with_value(
            **{
                name: over(entry, lambda member: with_schedule(member, stretched))
                for name, entry in self._entries
            }
        )

    # -- how it is done ------------------------------------------------------------------------

    def _rates(self, what: str) -> Any:
        entries = dict(self._entries)
        if "lr" not in entries:
            raise ScheduleError(
                f"`{what}` needs a plan with `lr`, got one of {', '.join(self)}. Add it with "
                f"`with_value(lr=...)`."
            )
        return entries["lr"]

    def _with_rates(self, change: Any) -> Plan:
        entry = self._rates("scaled")
        return self.with_value(lr=over(entry, lambda member: with_schedule(member, change)))

    @property
    def _content(self) -> Any:
        """What makes two plans equal: everything but the order."""
        entries = ((k, frozenset(e) if isinstance(e, tuple) else e) for k, e in self._entries)
        return frozenset(entries), self.notes

    def __eq__(self, other: object) -> bool:
        return self._content == other._content if isinstance(other, Plan) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._content)


def _lengths(entry: Any) -> list[int]:
    lengths = (schedule_of(member).total_steps for member in members_of(entry))
    return [length for length in lengths if length is not None]


def _check_groups(entries: tuple[tuple[str, Any], ...]) -> None:
    named = [(key, [g for g, _ in entry]) for key, entry in entries if isinstance(entry, tuple)]
    for name, groups in named[1:]:
        first, expected = named[0]
        if set(groups) != set(expected):
            raise ScheduleError(
                f"`Plan({name}=...)` must name the same groups as `{first}`, "
                f"{', '.join(map(repr, expected))}, got {', '.join(map(repr, groups))}. Give every "
                f"group its schedule, or one schedule for all groups."
            )


def _checked_notes(notes: Any) -> tuple[str, ...]:
    if isinstance(notes, (list, tuple)) and all(isinstance(note, str) for note in notes):
        return tuple(notes)
    raise ScheduleError(
        f"`Plan(notes=...)` must be a list of texts, got {shown(notes)}. Write it as "
        f"`notes=['why']`."
    )
