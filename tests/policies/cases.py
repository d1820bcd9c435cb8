"""Hypothesis strategies for policies and for the metrics of a run."""

import hypothesis.strategies as st

from lrlab.policies import Greedy, NewBob, ReduceOnPlateau

# Multiples of 1/16 are exact in float32 too, so that a tie is a tie for every library.
exact = st.integers(-8, 40).map(lambda i: i / 16)
anything = st.floats(-1e6, 1e6) | exact
odd = st.sampled_from([float("nan"), float("inf"), float("-inf")])
runs = st.lists(exact, max_size=40)
long_runs = st.lists(exact, min_size=30, max_size=60)
wild_runs = st.lists(anything | odd, max_size=40)

factors = st.sampled_from([0.1, 0.5, 0.95]) | st.floats(0.01, 0.99)
tolerances = st.sampled_from([0.0, 1e-4, 0.25]) | st.floats(0.0, 0.9)
deltas = st.sampled_from([0.0, 1e-6, 0.0625, 0.5])
patiences = st.integers(0, 4)
modes = st.sampled_from(["min", "max"])
floors = st.sampled_from([0.0, 1e-3, 0.01, 0.03])
epsilons = st.sampled_from([0.0, 1e-8, 0.02])
references = st.sampled_from([0.3, 0.1, 1.0]) | st.floats(1e-3, 1.0)


@st.composite
def plateaus(draw, **fixed):
    counting = draw(st.sampled_from(["torch", "keras", "optax"]))
    patience = draw(patiences)
    arguments = {
        "mode": draw(modes),
        "factor": draw(factors),
        "patience": max(patience, 1) if counting == "optax" else patience,
        "rtol": draw(tolerances),
        "atol": draw(deltas),
        "cooldown": draw(patiences),
        "min_value": draw(floors),
        "min_scale": draw(st.sampled_from([0.0, 0.05])),
        "eps": draw(epsilons),
        "accumulation_size": draw(st.integers(1, 3)),
        "counting": counting,
    }
    return ReduceOnPlateau(**{**arguments, **fixed})


greedies = st.builds(
    Greedy,
    max_value=st.sampled_from([0.05, 0.2, 1.0]),
    min_value=floors,
    mode=modes,
    factor=factors,
    patience=patiences,
    rtol=tolerances,
    atol=deltas,
    cooldown=patiences,
    rise_cooldown=patiences,
    eps=epsilons,
    window_size=st.integers(1, 5),
    reset_patience=st.none() | st.integers(1, 4),
)
new_bobs = st.builds(NewBob, factor=factors, rtol=tolerances, patience=patiences)
policies = st.one_of(plateaus(), greedies, new_bobs)
