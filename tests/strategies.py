"""Hypothesis strategies: every shape, every recipe with all its options, every composition.

`SHAPES`, `RECIPES` and `COMPOSITIONS` map the kind of a schedule to what makes one, so that a test
can ask that no kind is missing. Lengths include 0, odd numbers and 10^6; rates include 0.
"""

import hypothesis.strategies as st

import lrlab

LONGEST = 10**6

rates = st.sampled_from([0.0, 3e-4, 0.1, 1.0]) | st.floats(1e-3, 10.0)
positive_rates = st.sampled_from([1e-7, 0.1]) | st.floats(1e-3, 10.0)
fractions = st.one_of(st.sampled_from([0.0, 0.05, 0.5, 1.0]), st.floats(0.0, 1.0))
powers = st.one_of(st.sampled_from([0.5, 1.0, 2.0, 3.0]), st.floats(0.1, 5.0))
lengths = st.one_of(
    st.sampled_from([0, 1, 2, 3, 7, 100, 101]), st.integers(0, 300), st.integers(0, LONGEST)
)
table_lengths = st.one_of(st.sampled_from([0, 1, 2, 3, 7]), st.integers(0, 10_000))
short_lengths = st.one_of(st.sampled_from([0, 1, 2, 3]), st.integers(0, 60))
counts = st.one_of(st.integers(1, 60), st.integers(1, LONGEST))
growths = st.one_of(st.sampled_from([1.0, 2.0, 3.0, 1.5, 1.1, 2.5]), st.floats(1.001, 4.0))
cooldowns = ["linear", "cosine", "1-sqrt", "square", "exponential"]
timescales = st.floats(0.5, 1e5)
shares = st.just(1.0) | fractions
shape_powers = st.just(1.0) | powers
waves = st.sampled_from([1.0, 2.0, 3.0, 0.5]) | st.floats(0.05, 12.0)
betas = st.sampled_from([0.9, 0.95, 0.98, 0.999]) | st.floats(0.61, 0.99999)


def optional(values):
    return st.none() | values


@st.composite
def phases(draw, lengths=lengths):
    """A total, a warm-up that fits into it, and a cooldown that fits into the rest."""
    total = draw(lengths)
    warmup = draw(st.sampled_from([0, total]) | st.integers(0, total))
    return total, warmup, draw(st.integers(0, total - warmup))


@st.composite
def interpolated(draw, lengths=lengths):
    gaps = draw(st.lists(st.sampled_from([0.0, 0.5]) | st.floats(0.25, 1e3), max_size=5))
    times = [0.0]
    for gap in gaps:
        times.append(times[-1] + gap)
    curve = draw(st.sampled_from(["linear", "cosine", "log"]))
    known = positive_rates if curve == "log" else rates
    values = draw(st.lists(known, min_size=len(times), max_size=len(times)))
    steps = draw(optional(lengths))
    return lrlab.Interpolated(times=times, values=values, curve=curve, steps=steps)


@st.composite
def piecewise(draw, lengths=lengths):
    values = draw(st.lists(rates, min_size=1, max_size=5))
    missing = draw(st.integers(0, 1))
    count = len(values) - missing
    return lrlab.PiecewiseConstant(
        values=values, lengths=draw(st.lists(lengths, min_size=count, max_size=count))
    )


@st.composite
def triangles(draw, lengths=lengths):
    up, down = draw(lengths), draw(optional(lengths))
    if not up and not down:
        up = 1
    return lrlab.Triangular(
        low_value=draw(rates),
        high_value=draw(rates),
        steps_up=up,
        steps_down=down,
        steps=draw(optional(lengths)),
        cycle_factor=draw(shares),
        step_factor=draw(shares),
    )


@st.composite
def tangents(draw, lengths=lengths):
    lower = draw(st.sampled_from([-7.0, -3.0, 0.0]) | st.floats(-50.0, 50.0))
    return lrlab.Tanh(
        init_value=draw(rates),
        end_value=draw(rates),
        lower=lower,
        upper=lower + draw(st.floats(0.01, 60.0)),
        steps=draw(lengths),
    )


@st.composite
def hyperbolas(draw, cls, values, lengths=lengths):
    steps = draw(lengths)
    return cls(
        init_value=draw(values),
        end_value=draw(values),
        upper_bound=steps + 1000 + draw(lengths),  # so that it can be stretched a little
        steps=steps,
    )


def _shapes(lengths):
    def build(cls, **arguments):
        return st.builds(cls, **arguments)

    ends = {"init_value": rates, "end_value": rates, "steps": lengths}
    perhaps = optional(lengths)
    return {
        "constant": build(lrlab.Constant, value=rates, steps=perhaps),
        "linear": build(lrlab.Linear, **ends),
        "cosine": build(
            lrlab.Cosine,
            exponent=st.just(1.0) | st.floats(0.5, 5.0),
            progress_power=shape_powers,
            half_waves=waves,
            **ends,
        ),
        "quarter_cosine": build(lrlab.QuarterCosine, **ends),
        "polynomial": build(lrlab.Polynomial, power=powers, progress_power=shape_powers, **ends),
        "polynomial_restarts": build(
            lrlab.PolynomialRestarts,
            init_value=rates,
            end_value=rates,
            power=powers,
            period=counts,
            steps=perhaps,
        ),
        "exponential": build(
            lrlab.Exponential,
            init_value=rates,
            rate=st.floats(0.0, 2.0),
            end_value=rates,
            steps=perhaps,
        ),
        "inverse_time": build(
            lrlab.InverseTime,
            init_value=rates,
            rate=st.floats(0.0, 2.0),
            end_value=rates,
            steps=perhaps,
        ),
        "power_law": build(
            lrlab.PowerLaw,
            init_value=rates,
            exponent=powers,
            timescale=timescales,
            end_value=rates,
            steps=perhaps,
        ),
        "logarithmic": build(lrlab.Logarithmic, **ends),
        "tanh": tangents(lengths),
        "rex": build(lrlab.Rex, beta=st.floats(0.0, 0.999), **ends),
        "hyperbolic": hyperbolas(lrlab.Hyperbolic, rates, lengths),
        "exponential_hyperbolic": hyperbolas(lrlab.ExponentialHyperbolic, positive_rates, lengths),
        "eden_decay": build(
            lrlab.Eden, init_value=rates, timescale=timescales, exponent=powers, steps=perhaps
        ),
        "rectified_warmup": build(
            lrlab.RectifiedWarmup, end_value=rates, beta2=betas, steps=perhaps
        ),
        "geometric": build(
            lrlab.Geometric, init_value=positive_rates, end_value=positive_rates, steps=lengths
        ),
        "inverse_sqrt_decay": build(
            lrlab.InverseSqrt,
            init_value=rates,
            timescale=timescales,
            end_value=rates,
            steps=perhaps,
        ),
        "step": build(lrlab.Step, init_value=rates, factor=fractions, every=counts, steps=perhaps),
        "piecewise_constant": piecewise(lengths),
        "triangular": triangles(lengths),
        "cosine_restarts": build(
            lrlab.CosineRestarts,
            init_value=rates,
            end_value=rates,
            period=counts,
            period_factor=growths,
            peak_factor=fractions,
            steps=perhaps,
        ),
        "one_minus_power": build(lrlab.OneMinusPower, power=powers, **ends),
        "exponential_cooldown": build(
            lrlab.ExponentialCooldown, ratio=st.floats(0.01, 0.99), **ends
        ),
        "interpolated": interpolated(lengths),
        "table": build(lrlab.Table, values=st.lists(rates, min_size=1, max_size=20)),
    }


SHAPES = _shapes(lengths)
shapes = st.one_of(*SHAPES.values())
short_shapes = st.one_of(*_shapes(short_lengths).values())


@st.composite
def warmed(draw, recipe):
    total, warmup, _ = draw(phases())
    arguments = {"peak_value": draw(rates), "total_steps": total}
    if draw(st.booleans()):
        arguments["warmup_steps"] = warmup
    else:
        arguments["warmup_fraction"] = draw(fractions)
    return recipe(**arguments, warmup_init_value=draw(rates), end_value=draw(rates))


@st.composite
def ends_of(draw, warmup, cooldown):
    """Warm-up and cooldown as arguments: in updates, or as fractions that leave room for both."""
    if draw(st.booleans()):
        return {"warmup_steps": warmup, "cooldown_steps": cooldown}
    share = draw(fractions)
    rest = draw(fractions.map(lambda part: part * (1.0 - share)))
    return {"warmup_fraction": share, "cooldown_fraction": rest}


@st.composite
def wsds(draw):
    total, warmup, cooldown = draw(phases())
    arguments = draw(ends_of(warmup, cooldown))
    by_phases = "warmup_steps" in arguments and draw(st.booleans())
    whole = {"stable_steps": total - warmup - cooldown} if by_phases else {"total_steps": total}
    return lrlab.wsd(
        peak_value=draw(rates),
        cooldown=draw(st.sampled_from(cooldowns)),
        **whole,
        warmup_init_value=draw(rates),
        end_value=draw(rates),
        **arguments,
    )


@st.composite
def two_stages(draw):
    total, warmup, second = draw(phases())
    return lrlab.two_stage(
        peak_value=draw(rates),
        total_steps=total,
        middle_value=draw(rates),
        second_steps=second,
        first=draw(st.sampled_from(cooldowns)),
        second=draw(st.sampled_from(cooldowns)),
        warmup_steps=warmup,
        end_value=draw(rates),
    )


@st.composite
def one_cycles(draw):
    form = draw(st.sampled_from(["triangle", "smith", "fastai", "torch"]))
    options = {}
    if form != "triangle":
        options = {
            "peak_fraction": draw(optional(fractions)),
            "div_factor": draw(optional(st.floats(1.0, 100.0))),
            "final_div_factor": draw(optional(st.floats(1.0, 1e5))),
            "anneal": draw(optional(st.sampled_from(["linear", "cosine"]))),
            "three_phase": draw(optional(st.booleans())),
        }
    return lrlab.one_cycle(peak_value=draw(rates), total_steps=draw(lengths), form=form, **options)


@st.composite
def one_cycle_momenta(draw):
    form = draw(st.sampled_from(["triangle", "smith", "fastai", "torch"]))
    options = {}
    if form != "triangle":
        options = {
            "peak_fraction": draw(optional(fractions)),
            "anneal": draw(optional(st.sampled_from(["linear", "cosine"]))),
            "three_phase": draw(optional(st.booleans())),
        }
    return lrlab.one_cycle_momentum(
        total_steps=draw(lengths),
        form=form,
        base_momentum=draw(fractions),
        max_momentum=draw(fractions),
        **options,
    )


@st.composite
def inverse_sqrts(draw):
    total, warmup, _ = draw(phases())
    scale = draw(timescales if not warmup else optional(timescales))
    return lrlab.inverse_sqrt(
        peak_value=draw(rates),
        warmup_steps=warmup,
        warmup_init_value=draw(rates),
        timescale=scale,
        total_steps=draw(st.sampled_from([None, total])),
        end_value=draw(rates),
    )


@st.composite
def noams(draw):
    warmup = draw(counts)
    return lrlab.noam(
        d_model=draw(st.integers(1, 4096)),
        warmup_steps=warmup,
        factor=draw(rates),
        total_steps=draw(optional(st.integers(warmup, 2 * LONGEST))),
    )


@st.composite
def multi_steps(draw):
    milestones = sorted(draw(st.lists(lengths, max_size=6)))
    last = milestones[-1] if milestones else 0
    return lrlab.multi_step(
        init_value=draw(rates),
        milestones=milestones,
        factor=draw(fractions),
        total_steps=draw(optional(st.integers(last, 2 * LONGEST))),
    )


@st.composite
def t5s(draw):
    hold = draw(counts)
    return lrlab.t5(
        hold_steps=hold,
        factor=draw(rates),
        total_steps=draw(optional(st.integers(hold, 2 * LONGEST))),
    )


@st.composite
def hard_restarts(draw):
    total, warmup, _ = draw(phases())
    most = min(max(total - warmup, 1), 300)
    return lrlab.hard_restarts(
        peak_value=draw(rates),
        total_steps=total,
        cycles=draw(st.integers(1, most)),
        warmup_steps=warmup,
    )


@st.composite
def warmup_restarts(draw):
    period = draw(counts)
    return lrlab.warmup_restarts(
        peak_value=draw(rates),
        period=period,
        warmup_steps=draw(st.integers(0, period)),
        total_steps=draw(st.sampled_from([0, period]) | st.integers(0, 50 * period)),
        low_value=draw(rates),
        period_factor=draw(growths),
        peak_factor=draw(fractions),
    )


@st.composite
def edens(draw):
    total, warmup, _ = draw(phases())
    return lrlab.eden(
        peak_value=draw(rates),
        steps_per_epoch=draw(counts),
        timescale=draw(timescales),
        epoch_timescale=draw(st.floats(0.1, 100.0)),
        warmup_steps=warmup,
        warmup_init_factor=draw(fractions),
        total_steps=draw(st.sampled_from([None, total])),
    )


@st.composite
def power_schedulers(draw):
    total, warmup, cooldown = draw(phases())
    arguments = draw(ends_of(warmup, cooldown))
    return lrlab.power_scheduler(
        peak_value=draw(positive_rates),
        total_steps=total,
        tokens_per_step=draw(counts),
        batch_size=draw(st.integers(1, 10_000)),
        factor=draw(st.floats(0.01, 100.0)),
        exponent=draw(powers),
        end_value=draw(rates),
        cooldown=draw(st.sampled_from(cooldowns)),
        **arguments,
    )


RECIPES = {
    "step_decay": st.builds(
        lrlab.step_decay,
        init_value=rates,
        factor=fractions,
        every=counts,
        total_steps=optional(lengths),
    ),
    "exponential_decay": st.builds(
        lrlab.exponential_decay,
        init_value=rates,
        rate=st.floats(0.0, 2.0),
        total_steps=optional(lengths),
        end_value=rates,
    ),
    "cosine_annealing": st.builds(
        lrlab.cosine_annealing, init_value=rates, end_value=rates, total_steps=lengths
    ),
    "warmup_cosine": warmed(lrlab.warmup_cosine),
    "one_cycle": one_cycles(),
    "one_cycle_momentum": one_cycle_momenta(),
    "warmup_linear": warmed(lrlab.warmup_linear),
    "linear_to_zero": st.builds(lrlab.linear_to_zero, peak_value=rates, total_steps=lengths),
    "inverse_sqrt": inverse_sqrts(),
    "noam": noams(),
    "wsd": wsds(),
    "two_stage": two_stages(),
    "sgdr": st.builds(
        lrlab.sgdr,
        peak_value=rates,
        period=counts,
        period_factor=growths,
        peak_factor=fractions,
        end_value=rates,
        total_steps=optional(lengths),
    ),
    "multi_step": multi_steps(),
    "flat_cosine": st.builds(
        lrlab.flat_cosine,
        peak_value=rates,
        total_steps=lengths,
        flat_fraction=fractions,
        end_value=rates,
    ),
    "t5": t5s(),
    "tri_stage": st.builds(
        lrlab.tri_stage,
        peak_value=positive_rates,
        warmup_steps=lengths,
        hold_steps=lengths,
        decay_steps=lengths,
        init_factor=fractions,
        end_factor=st.floats(1e-6, 1.0),
    ),
    "slanted_triangular": st.builds(
        lrlab.slanted_triangular,
        peak_value=rates,
        total_steps=lengths,
        cut_fraction=fractions,
        ratio=st.floats(1.0, 1e6),
    ),
    "hard_restarts": hard_restarts(),
    "warmup_restarts": warmup_restarts(),
    "noise": st.builds(
        lrlab.noise,
        total_steps=table_lengths,
        std=st.floats(0.0, 10.0),
        limit=fractions,
        seed=st.integers(0, 2**53),
    ),
    "chebyshev": st.builds(
        lrlab.chebyshev,
        peak_value=rates,
        total_steps=table_lengths,
        ratio=st.floats(1.0, 1e6),
    ),
    "eden": edens(),
    "power_scheduler": power_schedulers(),
    "range_sweep": st.builds(
        lrlab.range_sweep, start=positive_rates, stop=positive_rates, steps=lengths
    ),
}
recipes = st.one_of(*RECIPES.values())


def ending(schedules):
    return schedules.filter(lambda schedule: schedule.total_steps is not None)


def lasting(schedules):
    return ending(schedules).filter(lambda schedule: schedule.total_steps > 0)


@st.composite
def sequences(draw, inner):
    first = draw(st.lists(ending(inner), max_size=3))
    return lrlab.Sequence(pieces=[*first, draw(inner)])


@st.composite
def clippings(draw, inner):
    low, high = draw(optional(rates)), draw(optional(rates))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return draw(inner).clipped(low=low, high=high)


@st.composite
def slices(draw, inner):
    schedule = draw(inner)
    end = LONGEST if schedule.total_steps is None else schedule.total_steps
    stop = draw(optional(st.integers(0, end)))
    return schedule.slice(start=draw(st.integers(0, end if stop is None else stop)), stop=stop)


AFTER = ["hold", "repeat", "mirror"]


def compositions(inner):
    """Without "extrapolate" and "raise", which inside a longer product may end in no rate."""
    return {
        "sequence": sequences(inner),
        "scaled": st.builds(
            lambda schedule, factor: lrlab.Scaled(schedule=schedule, factor=factor),
            inner,
            st.sampled_from([0.0, 0.5, 1.0, 2.0]) | st.floats(1e-6, 10.0),
        ),
        "clipped": clippings(inner),
        "repeated": st.builds(
            lambda schedule, times: schedule.repeated(times=times),
            lasting(inner),
            optional(st.integers(0, 4)),
        ),
        "product": st.lists(inner, min_size=1, max_size=3).map(
            lambda factors: lrlab.Product(factors=factors)
        ),
        "sum": st.lists(inner, min_size=1, max_size=3).map(lambda terms: lrlab.Sum(terms=terms)),
        "slice": slices(inner),
        "stepwise": st.builds(lambda schedule, every: schedule.stepwise(every), inner, counts),
        "after": st.builds(
            lambda schedule, following: schedule.after(following),
            ending(inner),
            st.sampled_from(AFTER) | inner,
        ),
    }


def composed(leaves, max_leaves=6):
    return st.recursive(
        leaves, lambda inner: st.one_of(*compositions(inner).values()), max_leaves=max_leaves
    )


schedules = composed(shapes | recipes)
"""Everything that can be written down."""

short_schedules = composed(short_shapes)
"""Everything, with pieces of at most 60 updates, so that short looks cross many boundaries."""
