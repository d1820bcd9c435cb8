"""Horizons: against a plain loop over the samples, torch's loaders, and exact fractions."""

import copy
import math
import pickle
from bisect import bisect_left
from fractions import Fraction

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

import lrlab
from lrlab.plans import Horizon, Length
from plans import _reference

sizes = st.integers(1, 60)
few = st.integers(1, 4)
leftovers = st.sampled_from(["update", "carry", "drop"])


@st.composite
def loaders(draw):
    """A horizon over a data set, and its arguments; with at least one update per epoch."""
    arguments = {
        "dataset_size": draw(sizes),
        "batch_size": draw(st.integers(1, 12)),
        "workers": draw(few),
        "accumulation": draw(few),
        "drop_last": draw(st.booleans()),
        "leftover": draw(leftovers),
    }
    horizon = Horizon(**arguments)
    try:
        horizon.samples_after(0)
    except lrlab.ScheduleError:
        hypothesis.reject()
    return horizon, arguments


@hypothesis.given(loaders())
def test_samples_are_counted_as_a_loop_over_them_counts(made):
    horizon, arguments = made
    after_update, _ = _reference.updates_of(**arguments, epochs=7)

    counted = [horizon.samples_after(t) for t in range(len(after_update) + 1)]

    assert counted == [0, *after_update]


@hypothesis.given(loaders(), st.integers(1, 9))
def test_epochs_are_the_updates_that_a_loop_makes(made, epochs):
    horizon, arguments = made
    _, after_epoch = _reference.updates_of(**arguments, epochs=epochs)

    assert horizon.length(epochs=epochs) == after_epoch[-1]
    assert horizon.with_value(epochs=epochs).total_steps == after_epoch[-1]
    assert math.floor(horizon.steps_per_epoch * epochs) == after_epoch[-1]


@hypothesis.given(loaders(), st.integers(0, 400))
def test_samples_need_the_smallest_number_of_updates_that_reaches_them(made, samples):
    horizon, arguments = made
    after_update, _ = _reference.updates_of(**arguments, epochs=samples + 1)

    steps = horizon.length(samples=samples)

    assert steps == bisect_left([0, *after_update], samples)
    assert horizon.samples_after(steps) >= samples
    assert steps == 0 or horizon.samples_after(steps - 1) < samples


@hypothesis.given(loaders(), st.integers(0, 200), st.integers(0, 200))
def test_a_larger_share_of_an_epoch_is_never_shorter(made, one, other):
    horizon, _ = made
    low, high = sorted((Fraction(one, 40), Fraction(other, 40)))

    assert horizon.length(epochs=low) <= horizon.length(epochs=high)
    assert horizon.length(epochs=high) <= horizon.length(epochs=math.ceil(high))
    assert horizon.length(epochs=low) >= math.floor(low * horizon.steps_per_epoch)


@hypothesis.given(st.integers(1, 10**9), st.integers(1, 4096), few, few, st.integers(1, 10**13))
def test_tokens_are_samples_times_their_length(batch, length, workers, accumulation, tokens):
    horizon = Horizon(
        batch_size=batch, sequence_length=length, workers=workers, accumulation=accumulation
    )

    steps = horizon.length(tokens=tokens)

    assert steps == -(-tokens // (batch * workers * accumulation * length))
    assert horizon.tokens_after(steps) >= tokens
    assert horizon.tokens_after(steps) == length * horizon.samples_after(steps)
    assert horizon.with_value(tokens=tokens).total_steps == steps


@pytest.mark.parametrize("drop_last", [False, True])
@hypothesis.given(sizes, st.integers(1, 12), few)
def test_batches_are_those_of_the_loaders_of_torch(drop_last, dataset_size, batch_size, workers):
    data = pytest.importorskip("torch.utils.data")
    sampler = data.DistributedSampler(
        range(dataset_size), num_replicas=workers, rank=0, drop_last=drop_last
    )
    loader = data.DataLoader(
        range(dataset_size), batch_size=batch_size, sampler=sampler, drop_last=drop_last
    )
    hypothesis.assume(len(loader))

    horizon = Horizon(
        dataset_size=dataset_size, batch_size=batch_size, workers=workers, drop_last=drop_last
    )

    assert horizon.steps_per_epoch == len(loader)


# -- amounts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("cents", range(0, 101))
def test_a_percentage_is_the_fraction_that_its_digits_say(cents):
    horizon = Horizon(total_steps=100)

    assert horizon.length(percent=cents) == cents
    assert horizon.length(f"{cents}%") == cents
    assert Horizon(total_steps=10_000).length(percent=cents / 100) == cents


@hypothesis.given(st.integers(0, 10**6), st.integers(0, 100_000))
def test_a_percentage_is_the_nearest_update(total, thousandths):
    steps = Horizon(total_steps=total).length(f"{thousandths / 1000}%")

    assert -Fraction(1, 2) < steps - Fraction(thousandths, 100_000) * total <= Fraction(1, 2)


def test_a_fraction_of_a_recipe_is_the_same_percentage():
    for total in (10, 33, 250, 1000):
        for percent in range(101):
            recipe = lrlab.warmup_cosine(0.1, total_steps=total, warmup_fraction=percent / 100)
            warmup = recipe.expanded().starts[1] if percent else 0
            assert abs(Horizon(total_steps=total).length(percent=percent) - warmup) <= (
                percent * total % 100 == 50
            )


def test_numbers_are_read_by_their_digits_whatever_they_are():
    horizon = Horizon(dataset_size=1000, batch_size=10)

    for amount in ("0.29", 0.29, Fraction(29, 100), np.float32(0.29), np.float64(0.29)):
        assert horizon.length(epochs=amount) == 29
    for amount in (1e3, "1e3", "1_000", 1000, np.int64(1000), Fraction(1000)):
        assert horizon.length(samples=amount) == 100


def test_every_unit_has_a_short_and_a_long_word():
    horizon = Horizon(dataset_size=100, batch_size=10, sequence_length=5, epochs=2)

    for words, steps in (
        (["1.5ep", "1.5 epochs", "1.5epoch"], 15),
        (["40sp", "40 samples", "40sample"], 4),
        (["200tok", "200 tokens", "200token", "2e2tok"], 4),
        (["25%", "25 %", "25percent"], 5),
        (["7up", "7 updates", " 7 update "], 7),
    ):
        assert {int(horizon.length(word)) for word in words} == {steps}


@hypothesis.given(st.text(max_size=20) | st.from_regex(r"\A[-+0-9._eE]{1,12}[a-z%]{1,4}\Z"))
def test_a_text_is_a_length_or_a_refusal(text):
    horizon = Horizon(dataset_size=100, batch_size=10, sequence_length=5, epochs=2)

    try:
        length = horizon.length(text)
    except lrlab.ScheduleError:
        return
    assert 0 <= length <= 2**53
    assert horizon.length(f"{int(length)}up") == length


# -- sentences -------------------------------------------------------------------------------------

IMAGES = Horizon(dataset_size=50_000, batch_size=128, workers=2, epochs=10)
WORDS = Horizon(batch_size=8, workers=4, accumulation=2, sequence_length=2048, total_steps=999)


@pytest.mark.parametrize(
    ("length", "sentence"),
    [
        (
            IMAGES.length("10ep"),
            "10 epochs of 50,000 samples in batches of 128 x 2 workers, 196 updates each: "
            "1,960 updates",
        ),
        (
            IMAGES.length("0.9ep"),
            "0.9 epochs of 50,000 samples in batches of 128 x 2 workers, 196 updates each = 176.4, "
            "rounded up: 177 updates",
        ),
        (
            IMAGES.with_value(accumulation=3, leftover="carry").length("1ep"),
            "1 epoch of 50,000 samples in batches of 128 x 2 workers x 3 micro-batches, 65.3333... "
            "updates each = 65.3333..., rounded down: 65 updates",
        ),
        (
            WORDS.length("1e6tok"),
            "1,000,000 tokens in samples of 2,048 tokens, in batches of 8 x 4 workers x 2 "
            "micro-batches, rounded up to 1,048,576 tokens: 8 updates",
        ),
        (
            WORDS.length("640sp"),
            "640 samples in batches of 8 x 4 workers x 2 micro-batches: 10 updates",
        ),
        (WORDS.length("0.1%"), "0.1% of 999 updates = 0.999, to the nearest: 1 update"),
        (WORDS.length("500up"), "500 updates"),
        (
            Horizon(batch_size=lrlab.Linear(init_value=4, end_value=32, steps=9)).length("1e3sp"),
            "1,000 samples in batches of 4 to 32, rounded up: 36 updates",
        ),
    ],
)
def test_says_what_was_done(length, sentence):
    assert length.sentence == sentence


# -- values ----------------------------------------------------------------------------------------


def test_a_length_is_a_whole_number_wherever_one_is_wanted():
    length = IMAGES.length("10ep")

    schedule = lrlab.warmup_cosine(0.1, total_steps=length, warmup_steps=IMAGES.length("5%"))

    assert schedule == lrlab.warmup_cosine(0.1, total_steps=1960, warmup_steps=98)
    assert lrlab.from_json(schedule.to_json()) == schedule
    for twin in (pickle.loads(pickle.dumps(length)), copy.copy(length)):
        assert (type(twin), twin, twin.sentence) == (Length, length, length.sentence)
    assert type(length.steps) is int


@pytest.mark.parametrize(
    "horizon",
    [
        Horizon(),
        IMAGES,
        WORDS,
        WORDS.with_value(tokens=2e9),
        Horizon(dataset_size=7, batch_size=2, epochs=0.5, drop_last=True, leftover="carry"),
        Horizon(batch_size=lrlab.Linear(init_value=4, end_value=32, steps=9), samples=1000),
    ],
)
def test_a_horizon_is_a_value(horizon):
    lrlab.Constant  # noqa: B018 - the first use of a name imports all
    evaluated = eval(repr(horizon), {**vars(lrlab), "Horizon": Horizon})

    for twin in (evaluated, Horizon(**horizon.arguments()), pickle.loads(pickle.dumps(horizon))):
        assert twin == horizon
        assert hash(twin) == hash(horizon)
        assert twin.total_steps == horizon.total_steps


def test_what_was_found_is_not_written_down():
    assert repr(IMAGES) == "Horizon(dataset_size=50000, batch_size=128, workers=2, epochs=10)"
    assert IMAGES.with_value(total_steps=5).total_steps == 5
    assert IMAGES.with_value(batch_size=64).total_steps == 3910


BARE = Horizon()
RAMP = lrlab.Linear(init_value=4, end_value=32, steps=9)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Horizon(epochs=3), r"dataset_size=...\)` must be given to count epochs"),
        (lambda: Horizon(tokens=3), r"`Horizon\(sequence_length=...\)` must be given"),
        (lambda: Horizon(samples=3), r"`Horizon\(batch_size=...\)` must be given"),
        (lambda: Horizon(epochs=3, total_steps=5), "one length of the run, got 2"),
        (lambda: Horizon(batch_size=0), "1 or more, got 0"),
        (lambda: Horizon(batch_size="8"), "1 or more, got '8'"),
        (lambda: Horizon(workers=0), r"`Horizon\(workers=...\)`"),
        (lambda: Horizon(epochs=0), "finite number above 0"),
        (lambda: Horizon(samples=0.5), "whole number"),
        (lambda: Horizon(drop_last="yes"), "True or False, got 'yes'"),
        (lambda: Horizon(leftover="cary"), 'Did you mean "carry"'),
        (lambda: Horizon(leftover=["carry"]), "must be a known word"),
        (lambda: Horizon(dataset_size=3, batch_size=4, drop_last=True, epochs=1), "at least one"),
        (lambda: Horizon(batch_size=RAMP, drop_last=True), "must be left out"),
        (lambda: Horizon(batch_size=RAMP, leftover="carry"), "must be left out"),
        (lambda: Horizon(batch_size=lrlab.Constant(value=0.5)), "from 1 to .* got a schedule"),
        (lambda: Horizon(batch_size=lrlab.Constant(value=1e12)), "from 1 to"),
        (lambda: Horizon(batch_size=RAMP).samples_per_step, r"Ask `samples_after\(t\)`"),
        (lambda: BARE.samples_per_step, "must be given to count samples"),
        (lambda: BARE.steps_per_epoch, "must be given to count epochs"),
        (lambda: Horizon(batch_size=RAMP, dataset_size=9).steps_per_epoch, "epochs=1"),
        (lambda: BARE.length("5%"), r"total_steps=...\)` must be given to count percent"),
        (lambda: BARE.length("5ep"), "Give the number of samples in one epoch"),
        (lambda: BARE.length(), "one amount, got 0"),
        (lambda: BARE.length("5up", epochs=3), "one amount, got 2"),
        (lambda: BARE.length("5up", updates=3), "one amount, got 2"),
        (lambda: BARE.length(updates=0.5), "must be a whole number, got 0.5"),
        (lambda: BARE.length(updates=True), "finite number, 0 or more, got True"),
        (lambda: BARE.length(updates=-1), "0 or more, got -1"),
        (lambda: BARE.length(updates=float("nan")), "got nan"),
        (lambda: BARE.length("1e20up"), "at most 2\\*\\*53 updates"),
        (lambda: BARE.length("1e999999999up"), "must be a finite number"),
        (lambda: BARE.length("10"), "a number and its unit, got '10'"),
        (lambda: BARE.length("10epo"), 'Did you mean "ep"'),
        (lambda: BARE.length(10), "a number and its unit, got 10"),
        (lambda: BARE.length("10ba"), "known unit, got 'ba'"),
        (lambda: BARE.length(epochs="x"), "finite number, 0 or more, got 'x'"),
        (lambda: WORDS.length("101%"), "from 0 to 100"),
        (lambda: WORDS.samples_after(0.5), "whole number of updates, got 0.5"),
        (lambda: WORDS.samples_after(-1), "0 or more, got -1"),
    ],
)
def test_refuses(make, message):
    with pytest.raises(lrlab.ScheduleError, match=message):
        make()
