"""Tasks by name, and the contract that every task keeps."""

import numpy as np
import pytest

from lrlab._errors import RaceError
from lrlab.tasks import TASKS, task_named


@pytest.mark.parametrize("name", TASKS)
def test_every_task_says_what_it_is(name):
    task = task_named(name)

    assert task is TASKS[name]
    assert task.name == name
    assert task.description.endswith(".")
    assert task.metric
    assert task.data_license
    assert task.default_steps >= 1
    assert task == type(task)()
    assert hash(task) == hash(type(task)())


@pytest.mark.parametrize("name", TASKS)
def test_weights_are_float32_and_batches_do_not_depend_on_where_they_are_cut(name):
    task = task_named(name)

    assert {array.dtype for array in task.init(0).values()} == {np.dtype(np.float32)}
    whole, piece = task.batches(1, 0, 12), task.batches(1, 5, 9)
    for key, array in piece.items():
        np.testing.assert_array_equal(array, whole[key][5:9])


def test_an_unknown_name_is_refused_with_a_hint():
    with pytest.raises(RaceError, match=r'Unknown task "fashion".*Did you mean "fashion14"\?'):
        task_named("fashion")
