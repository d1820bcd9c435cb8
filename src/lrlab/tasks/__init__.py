"""Small training problems with their data, and the program that trains them many times at once."""

from lrlab._errors import RaceError, did_you_mean
from lrlab.tasks._base import AbstractTask
from lrlab.tasks._fashion14 import Fashion14
from lrlab.tasks._quadratic import Quadratic
from lrlab.tasks._train import Curves, checked_seeds, train

__all__ = [
    "TASKS",
    "AbstractTask",
    "Curves",
    "Fashion14",
    "Quadratic",
    "checked_seeds",
    "task_named",
    "train",
]

TASKS: dict[str, AbstractTask] = {task.name: task for task in (Fashion14(), Quadratic())}


def task_named(name: str) -> AbstractTask:
    """Return the task that has this name.

    Raises:
        RaceError: if there is none.

    Examples:
        >>> task_named("quadratic").metric
        'distance to the optimum'
    """
    if name not in TASKS:
        raise RaceError(f'Unknown task "{name}". {did_you_mean(name, TASKS)}')
    return TASKS[name]
