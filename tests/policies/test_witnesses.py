"""The originals run beside lrlab's policies and give the same rates."""

import os
import warnings
from types import SimpleNamespace

import hypothesis
import hypothesis.strategies as st
import jax
import numpy as np
import optax
import pytest
import torch
from census.libraries import LIBRARIES

import lrlab
from lrlab.policies import Controlled, Greedy, NewBob, ReduceOnPlateau
from policies import cases

few = hypothesis.settings(max_examples=60)
thresholds = st.sampled_from([(0.0, 0.0), (1e-4, 0.0), (0.25, 0.0), (0.0, 0.0625), (0.0, 0.5)])


def optimizer(lr):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)


def names(library):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return LIBRARIES[library].names


def rates_after(policy, lr, metrics):
    """The rate after each metric, as `rates_of` reads it from the others."""
    run = Controlled(schedule=lrlab.Constant(value=lr), policy=policy)
    return run.replay(metrics, total_steps=len(metrics) + 1)[1:]


def rates_of(scheduler, metrics, step=None):
    """What the first group uses after each metric."""
    rates = []
    for metric in metrics:
        (step or scheduler.step)(metric)
        rates.append(scheduler.optimizer.param_groups[0]["lr"])
    return rates


def agree(found, wanted):
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


def in_torchs_words(policy):
    return {
        "factor": policy.factor,
        "patience": policy.patience,
        "threshold": policy.rtol or policy.atol,
        "cooldown": policy.cooldown,
        "eps": policy.eps,
    }


@st.composite
def like_torch(draw):
    rtol, atol = draw(thresholds)
    return draw(
        cases.plateaus(counting="torch", rtol=rtol, atol=atol, min_scale=0.0, accumulation_size=1)
    )


@hypothesis.given(like_torch(), cases.references, st.lists(cases.anything | cases.odd))
def test_plateau_of_torch(policy, lr, metrics):
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer(lr),
        mode=policy.mode,
        threshold_mode="rel" if policy.rtol else "abs",
        min_lr=policy.min_value,
        **in_torchs_words(policy),
    )

    agree(rates_after(policy, lr, metrics), rates_of(theirs, metrics))


@few
@hypothesis.given(like_torch(), cases.references, cases.runs)
def test_plateau_of_mmengine(policy, lr, metrics):
    theirs = names("mmengine")["ReduceOnPlateauLR"](
        optimizer(lr),
        rule={"min": "less", "max": "greater"}[policy.mode],
        threshold_rule="rel" if policy.rtol else "abs",
        min_value=policy.min_value,
        **in_torchs_words(policy),
    )

    found = rates_of(theirs, metrics, lambda metric: theirs.step({"loss": metric}))

    agree(rates_after(policy, lr, metrics), found)


@few
@hypothesis.given(like_torch(), cases.references, cases.runs)
def test_plateau_of_ignite(policy, lr, metrics):
    """Its `min_lr` is honored only together with a group, which it is given here."""
    theirs = names("ignite")["ReduceLROnPlateauScheduler"](
        optimizer(lr),
        "loss",
        mode=policy.mode,
        threshold_mode="rel" if policy.rtol else "abs",
        param_group_index=0,
        min_lr=policy.min_value,
        **in_torchs_words(policy),
    )

    def step(metric):
        theirs(SimpleNamespace(state=SimpleNamespace(metrics={"loss": metric})))

    agree(rates_after(policy, lr, metrics), rates_of(theirs, metrics, step))


@few
@hypothesis.given(like_torch(), st.integers(1, 6), cases.runs)
def test_plateau_of_timm_with_a_warmup_that_hears_nothing(policy, warmup, metrics):
    policy = lrlab.policies.ReduceOnPlateau(
        mode=policy.mode,
        factor=policy.factor,
        patience=policy.patience,
        rtol=policy.rtol,
        cooldown=policy.cooldown,
        min_value=policy.min_value,
    )
    base = optimizer(0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        theirs = names("timm")["PlateauLRScheduler"](
            base,
            mode=policy.mode,
            decay_rate=policy.factor,
            patience_t=policy.patience,
            threshold=policy.rtol,
            cooldown_t=policy.cooldown,
            lr_min=policy.min_value,
            warmup_t=warmup,
            warmup_lr_init=0.001,
        )
    found = []
    for t, metric in enumerate(metrics):
        found.append(base.param_groups[0]["lr"])
        theirs.step(t + 1, metric)

    rise = lrlab.Linear(init_value=0.001, end_value=0.1, steps=warmup)
    schedule = rise.then(lrlab.Constant(value=0.1))
    run = Controlled(schedule=schedule, policy=policy, from_step=warmup)

    agree(run.replay(metrics), found)


@few
@hypothesis.given(
    cases.plateaus(counting="keras", rtol=0.0, accumulation_size=1, min_scale=0.0, eps=0.0),
    st.sampled_from([0.25, 0.5, 1.0]),
    cases.runs,
)
def test_plateau_of_keras(policy, lr, metrics):
    """Keras compares in float32; the metrics and the threshold are exact in it."""
    hypothesis.assume(policy.atol != 1e-6)
    os.environ.setdefault("KERAS_BACKEND", "jax")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras
    model = SimpleNamespace(optimizer=SimpleNamespace(learning_rate=lr))
    theirs = keras.callbacks.ReduceLROnPlateau(
        mode=policy.mode,
        factor=policy.factor,
        patience=policy.patience,
        min_delta=policy.atol,
        cooldown=policy.cooldown,
        min_lr=policy.min_value,
    )
    theirs.set_model(model)
    theirs.on_train_begin()
    found = []
    for epoch, metric in enumerate(metrics):
        theirs.on_epoch_end(epoch, {"val_loss": metric})
        found.append(model.optimizer.learning_rate)

    np.testing.assert_allclose(rates_after(policy, lr, metrics), found, rtol=1e-6)


@pytest.mark.parametrize(("factor", "rtol", "atol"), [(0.5, 1e-4, 0.0), (0.1, 0.25, 0.0625)])
def test_plateau_of_optax(factor, rtol, atol):
    """Compiled once for many runs: what may be traced in it is drawn, the rest is a parameter."""
    length = 60

    @jax.jit
    def scales(metrics, patience, cooldown, size, min_scale):
        theirs = optax.contrib.reduce_on_plateau(
            factor, patience, rtol, atol, cooldown, size, min_scale
        )
        ones = jax.numpy.ones(())

        def step(state, metric):
            scaled, state = theirs.update(ones, state, value=metric)
            return state, scaled

        return jax.lax.scan(step, theirs.init(ones), metrics)[1]

    @few
    @hypothesis.given(
        st.lists(cases.exact, min_size=length, max_size=length),
        st.integers(1, 4),
        cases.patiences,
        st.sampled_from([1, 2, 4]),
        st.sampled_from([0.0, 0.01, 1.0]),
    )
    def test(metrics, patience, cooldown, size, min_scale):
        policy = ReduceOnPlateau(
            factor=factor,
            patience=patience,
            rtol=rtol,
            atol=atol,
            cooldown=cooldown,
            accumulation_size=size,
            min_scale=min_scale,
            eps=0.0,
            counting="optax",
        )
        with jax.enable_x64(True):
            found = scales(np.array(metrics), patience, cooldown, size, min_scale)

        agree(rates_after(policy, 1.0, metrics), found)

    test()


@hypothesis.settings(max_examples=250)
@hypothesis.given(cases.greedies, cases.references, cases.long_runs)
def test_greedy_of_transformers(policy, lr, metrics):
    hypothesis.assume(policy.rtol == 0.0 or policy.atol == 0.0)
    theirs = names("transformers")["GreedyLR"](
        optimizer(lr),
        mode=policy.mode,
        factor=policy.factor,
        patience=policy.patience,
        threshold=policy.rtol or policy.atol,
        threshold_mode="rel" if policy.rtol else "abs",
        cooldown=policy.cooldown,
        warmup=policy.rise_cooldown,
        min_lr=policy.min_value,
        max_lr=policy.max_value,
        eps=policy.eps,
        smooth=policy.window_size > 1,
        window_size=policy.window_size,
        reset_start=policy.reset_patience or 10**9,
    )

    agree(rates_after(policy, lr, metrics), rates_of(theirs, metrics))


@few
@hypothesis.given(cases.new_bobs, cases.references, st.lists(cases.anything))
def test_new_bob_of_speechbrain(policy, lr, metrics):
    theirs = names("speechbrain")["NewBobScheduler"](
        lr,
        annealing_factor=policy.factor,
        improvement_threshold=policy.rtol,
        patient=policy.patience,
    )

    agree(rates_after(policy, lr, metrics), [theirs(metric)[1] for metric in metrics])


def test_greedy_has_their_defaults_but_for_the_bounds():
    theirs = names("transformers")["GreedyLR"](optimizer(0.1))
    ours = Greedy(max_value=theirs.max_lrs[0], min_value=theirs.min_lrs[0])

    assert (theirs.factor, theirs.patience, theirs.threshold) == (0.95, 10, ours.atol)
    assert (ours.factor, ours.patience) == (0.95, 10)
    assert (theirs.eps, theirs.reset_start) == (ours.eps, ours.reset_patience)


def test_new_bob_has_their_defaults():
    theirs = names("speechbrain")["NewBobScheduler"](1.0)

    assert NewBob() == NewBob(
        factor=theirs.annealing_factor, rtol=theirs.improvement_threshold, patience=theirs.patient
    )
