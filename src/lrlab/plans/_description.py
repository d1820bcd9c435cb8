"""What is worth knowing of a plan before training with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from lrlab.plans._members import schedule_of
from lrlab.plans._plan import Plan
from lrlab.schedules._description import Description
from lrlab.schedules._written import spec_text


@dataclasses.dataclass(frozen=True)
class PlanDescription:
    """The facts about a plan; `print` shows them as sentences.

    Attributes:
        total_steps: its length in updates, None without end.
        notes: the sentences of the plan.
        members: for each schedule, where it stands (`lr`, or `lr['head']`) and its facts.
    """

    total_steps: int | None
    notes: tuple[str, ...]
    members: tuple[tuple[str, Description], ...]

    def as_dict(self) -> dict[str, Any]:
        """The facts as plain data, for JSON."""
        members = {where: description.as_dict() for where, description in self.members}
        return {"total_steps": self.total_steps, "notes": list(self.notes), "members": members}

    def __str__(self) -> str:
        return "\n".join(
            [f"plan of {', '.join(name for name, _ in self.members)}", *self.sentences()]
        )

    def sentences(self) -> list[str]:
        """The facts, one sentence each; those of a schedule are indented under its name."""
        total = self.total_steps
        length = "no end" if total is None else "1 update" if total == 1 else f"{total:,} updates"
        lines = [length, *self.notes]
        for where, description in self.members:
            lines.append(f"{where}: {description.text}")
            lines += [f"  {sentence}" for sentence in description.sentences()]
        return lines


def describe(plan: Plan, steps: int | None) -> PlanDescription:
    """The facts about each schedule of `plan`; endless ones as far as the plan goes."""
    return PlanDescription(plan.total_steps, plan.notes, tuple(_described(plan, steps)))


def _described(plan: Plan, steps: int | None) -> Iterator[tuple[str, Description]]:
    for name, value in plan.items():
        named = value if isinstance(value, dict) else {None: value}
        for group, member in named.items():
            schedule = schedule_of(member)
            looked = plan.total_steps if schedule.total_steps is None else None
            where = name if group is None else f"{name}[{group!r}]"
            facts = schedule.describe(steps=looked if steps is None else steps)
            yield where, dataclasses.replace(facts, text=spec_text(member))
