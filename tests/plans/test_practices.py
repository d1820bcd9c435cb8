"""Practices: what every one promises, the rules for other batch sizes, and what is refused."""

import itertools
import json
import pickle
import re
from pathlib import Path

import pytest

from lrlab import ScheduleError
from lrlab.plans import Horizon
from lrlab.plans.practices import PRACTICES, BatchScaling, Kind, practice
from lrlab.plans.practices._practice import span
from lrlab.schedules import Linear, warmup_cosine
from lrlab.testing import check_schedule

WAYS = [
    (kind.name, way.decay, way.optimizer.name.lower())
    for kind in PRACTICES.values()
    for way in kind.ways
]
LENGTHS = (1, 10, 1000, 10**6)
PAGE = Path(__file__).parents[2] / "docs" / "recipes.md"


def made(way, total_steps=1000, **options):
    kind, decay, optimizer = way
    return practice(kind, total_steps, decay=decay, optimizer=optimizer, **options)


# -- what every practice promises ------------------------------------------------------------------


def test_the_kinds_of_the_issue_are_there():
    assert next(iter(PRACTICES)) == "default"
    assert set(PRACTICES) == {
        "default",
        "cnn",
        "transformer",
        "fine_tuning",
        "llm_pretraining",
        "large_batch",
        "short_budget",
    }


@pytest.mark.parametrize("total_steps", LENGTHS)
@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_its_schedules_keep_the_promises_of_every_schedule(way, total_steps):
    chosen = made(way, total_steps)

    assert chosen.total_steps == chosen.plan.total_steps == total_steps
    for schedule in chosen.plan.values():
        assert schedule.total_steps == total_steps
        check_schedule(schedule, steps=[0, 1, total_steps // 2, total_steps - 1, 2 * total_steps])


@pytest.mark.parametrize("total_steps", LENGTHS)
@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_its_peak_is_a_usual_one_and_that_of_its_plan(way, total_steps):
    chosen = made(way, total_steps)
    low, high = chosen.peak_range

    assert low <= chosen.peak_value <= high
    assert chosen.plan["lr"].peak_value == pytest.approx(chosen.peak_value, rel=1e-12)


@pytest.mark.parametrize("total_steps", LENGTHS)
@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_its_warm_up_is_as_long_as_it_says(way, total_steps):
    chosen = made(way, total_steps)
    rate, warm = chosen.plan["lr"], chosen.warmup_steps
    low, high = chosen.usual_warmup

    assert chosen.warmup_fraction == warm / total_steps
    assert low - 0.5 / total_steps <= chosen.warmup_fraction <= high + 0.5 / total_steps
    if chosen.decay != "one_cycle":  # whose peak may lie between two updates
        assert rate(warm) == pytest.approx(chosen.peak_value)
    if 1 < warm < total_steps:
        assert rate(0) < rate(warm // 2) < rate(warm)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_it_names_its_reason_its_sources_and_what_speaks_against_it(way):
    chosen = made(way)

    assert chosen.optimizer.settings
    assert chosen.against
    assert len(set(chosen.sources)) == len(chosen.sources)
    for finding in chosen.against:
        assert finding.source in chosen.sources
    for source in chosen.sources:
        assert source.link.startswith("https://")
        assert 2015 <= source.year <= 2026
    for text in (chosen.title, chosen.reason, *chosen.notes, *(f.text for f in chosen.against)):
        assert text[0].isupper()
        assert text.endswith(".")


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_it_is_a_value(way):
    chosen = made(way)

    assert chosen == made(way)
    assert hash(chosen) == hash(made(way))
    assert pickle.loads(pickle.dumps(chosen)) == chosen
    assert json.loads(json.dumps(chosen.as_dict()))["peak_value"] == chosen.peak_value
    assert chosen.kind in str(chosen)
    assert "against: " in str(chosen)


@pytest.mark.parametrize("name", PRACTICES)
def test_the_first_way_is_the_usual_one_and_no_way_is_there_twice(name):
    kind = PRACTICES[name]
    ways = [(way.decay, way.optimizer.name) for way in kind.ways]

    assert isinstance(kind, Kind)
    assert len(set(ways)) == len(ways)
    chosen = practice(name, 1000)
    assert (chosen.decay, chosen.optimizer.name) == ways[0]


def test_a_finding_of_an_abstract_says_so():
    chosen = practice("transformer", 100)

    texts = [str(finding) for finding in chosen.against if finding.abstract]
    assert texts
    assert all("[according to the abstract of " in text for text in texts)


# -- what the practices say ------------------------------------------------------------------------


def test_the_recipe_of_the_seed():
    """Cosine with warm-up; one cycle or steps; 4 to 10%; 1e-5 to 5e-5 without warm-up."""
    assert practice("default", 1000).plan["lr"] == warmup_cosine(1e-3, 1000)
    assert {way.decay for way in PRACTICES["cnn"].ways} >= {"one_cycle", "step"}
    assert practice("cnn", 1000).optimizer.name == "SGD"
    assert practice("transformer", 1000).usual_warmup == (0.04, 0.1)
    assert {way.decay for way in PRACTICES["transformer"].ways} == {"cosine", "inverse_sqrt"}
    fine_tuning = practice("fine_tuning", 1000)
    assert (fine_tuning.peak_range, fine_tuning.warmup_steps) == ((1e-5, 5e-5), 0)


def test_super_convergence_is_by_smith_and_topin():
    sources = practice("cnn", 1000).sources

    assert ("Smith and Topin", 2018) in {(source.authors, source.year) for source in sources}


@pytest.mark.parametrize("name", ["cnn", "short_budget"])
def test_one_cycle_is_doubted_by_better_steps_than_those_it_was_compared_with(name):
    texts = " ".join(str(finding) for finding in practice(name, 1000, decay="one_cycle").against)

    assert "He et al. 2015" in texts
    assert "91.2%" not in texts


def test_what_speaks_for_large_batches_is_no_doubt():
    chosen = practice("large_batch", 1000)

    assert not any("without any degradation" in finding.text for finding in chosen.against)
    assert any("LAMB" in note for note in chosen.notes)


def test_one_cycle_lowers_the_momentum_where_the_rate_is_high():
    plan = practice("cnn", 1000).plan

    assert plan(0) == {"lr": pytest.approx(0.08), "momentum": 0.95}
    assert plan(450) == {"lr": 0.8, "momentum": 0.85}


def test_large_batches_begin_at_the_rate_of_small_ones():
    """Goyal et al.: 0.1 to 3.2 over 5 of 90 epochs, a tenth at 30, 60 and 80."""
    rate = practice("large_batch", 9000).plan["lr"]

    found = [rate(t) for t in (0, 500, 2999, 3000, 6000, 8000)]
    assert found == pytest.approx([0.1, 3.2, 3.2, 0.32, 0.032, 0.0032])


@pytest.mark.parametrize("options", [{}, {"warmup_steps": 0}, {"warmup_steps": 100}])
def test_drops_are_where_they_belong_in_a_stretched_run(options):
    rate = practice("large_batch", 1000, **options).plan.with_total_steps(2000)["lr"]

    assert rate.total_steps == 2000
    for share, before, after in ((3 / 9, 1.0, 0.1), (6 / 9, 0.1, 0.01), (8 / 9, 0.01, 0.001)):
        assert rate(int(2000 * share) - 2) == pytest.approx(3.2 * before)
        assert rate(int(2000 * share) + 2) == pytest.approx(3.2 * after)


def test_language_models_warm_up_for_two_thousand_updates_at_most():
    assert practice("llm_pretraining", 10_000).warmup_steps == 500
    assert practice("llm_pretraining", 10**6).warmup_steps == 2000
    assert practice("llm_pretraining", 1000).plan["lr"](1000) == pytest.approx(3e-5)


# -- other batch sizes -----------------------------------------------------------------------------


def test_the_rules_for_batch_sizes():
    linear = BatchScaling(rule="linear", base_batch_size=256)
    root = BatchScaling(rule="square root", base_batch_size=256)
    none = BatchScaling(rule="none")

    assert [linear.peak(0.1, batch) for batch in (64, 256, 1024)] == [0.025, 0.1, 0.4]
    assert [root.peak(0.1, batch) for batch in (64, 256, 1024)] == [0.05, 0.1, 0.2]
    assert none.peak(0.1, 1024) == 0.1
    assert linear.peak(0.1, 1024, 512) == 0.2


def test_the_usual_peaks_of_sgd_belong_to_the_batch_that_the_rule_starts_from():
    """Smith and Topin: 0.35 at a batch of 1,000; He et al.: 0.1 at 128."""
    for batch, peak in ((1000, 0.35), (128, 0.1)):
        low, high = practice("cnn", 1000, decay="step", batch_size=batch).peak_range
        assert peak in (pytest.approx(low), pytest.approx(high))


def test_the_peak_and_its_range_follow_the_batch_size():
    chosen = practice("cnn", 1000, decay="step", batch_size=1024)

    assert (chosen.peak_value, chosen.batch_size) == (0.4, 1024)
    assert chosen.peak_range == pytest.approx((0.3584, 0.8))
    assert chosen.notes[0] == (
        "The peak of 0.1 at a batch of 256 is 0.4 at 1,024: linear in the batch size."
    )


def test_a_batch_beyond_the_rule_is_told():
    notes = practice("large_batch", 1000, batch_size=16_384).notes

    assert "larger than 8,192, up to which the rule was seen to hold" in " ".join(notes)
    assert "larger" not in " ".join(practice("large_batch", 1000).notes)


def test_a_peak_of_your_own_is_scaled_from_its_own_batch_size_only():
    as_it_is = practice("transformer", 1000, peak_value=4e-4, batch_size=2048)
    scaled = practice("transformer", 1000, peak_value=4e-4, base_batch_size=128, batch_size=512)

    assert as_it_is.peak_value == as_it_is.plan["lr"].peak_value == 4e-4
    assert scaled.peak_value == 8e-4


def test_a_practice_without_a_batch_size_says_that_it_did_not_scale():
    chosen = practice("default", 1000, batch_size=64)

    assert chosen.peak_value == 1e-3
    assert "this practice names no batch size" in chosen.notes[0]


def test_a_practice_without_a_rule_says_that_none_is_known():
    chosen = practice("fine_tuning", 1000, batch_size=512)

    assert chosen.peak_value == 2e-5
    assert chosen.facts()["batch size"] == "no rule is known for this practice"
    assert chosen.notes[0] == (
        "The peak is not scaled: no rule is known for this practice. Measure it at your batch size."
    )
    assert "not scaled" not in " ".join(practice("fine_tuning", 1000).notes)


def test_tokens_are_counted_where_the_rule_counts_tokens():
    horizon = Horizon(batch_size=128, sequence_length=4096, workers=4, tokens=10**9)
    chosen = practice("llm_pretraining", horizon=horizon)

    assert (chosen.batch_size, chosen.peak_value) == (512 * 4096, 3e-4)
    without = practice("llm_pretraining", horizon=Horizon(batch_size=1, total_steps=100))
    assert without.peak_value == 3e-4
    assert "its rule counts tokens, and `sequence_length` is missing" in without.notes[0]


def test_a_horizon_gives_length_and_batch_size():
    horizon = Horizon(dataset_size=50_000, batch_size=128, accumulation=2, workers=4, epochs=10)
    chosen = practice("cnn", decay="step", horizon=horizon)

    assert chosen.total_steps == horizon.total_steps
    assert chosen.batch_size == 1024
    assert chosen.notes[0] == f"{horizon.length('10ep').sentence}."


def test_batches_that_grow_leave_the_peak():
    ramp = Linear(init_value=32.0, end_value=512.0, steps=100)
    chosen = practice("transformer", horizon=Horizon(batch_size=ramp, total_steps=100))

    assert chosen.peak_value == 5e-4
    assert "the batch size follows a schedule" in chosen.notes[0]


# -- what a person may ask for ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["fine-tuning", "Fine Tuning", "FINETUNING", "fine_tuning"])
def test_a_kind_may_be_written_as_people_write_it(name):
    assert practice(name, 10).kind == "fine_tuning"


def test_a_peak_outside_the_usual_is_told():
    above = practice("fine_tuning", 1000, peak_value=1e-3)
    below = practice("fine_tuning", 1000, peak_value=1e-6)
    within = practice("fine_tuning", 1000, peak_value=5e-5)

    assert above.notes[0] == "A peak of 0.001 lies above the usual 1e-05 to 5e-05 with AdamW."
    assert "lies below" in below.notes[0]
    assert not any("lies" in note for note in within.notes)


@pytest.mark.parametrize(
    ("options", "steps"), [({"warmup_steps": 100}, 100), ({"warmup_fraction": 0.1}, 100)]
)
@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_warm_up_of_your_own(way, options, steps):
    chosen = made(way, **options)

    assert chosen.warmup_steps == steps
    assert chosen.plan["lr"](steps) == pytest.approx(chosen.peak_value)


def test_an_unusual_warm_up_is_told():
    assert practice("transformer", 1000, warmup_fraction=0.3).notes[0] == (
        "The warm-up is 30% of the run; usual is 4 to 10%."
    )
    assert practice("fine_tuning", 1000, warmup_fraction=0.06).notes[0] == (
        "The warm-up is 6% of the run; usual is none."
    )
    assert practice("transformer", 1000, warmup_steps=0).notes[0] == (
        "The warm-up is none; usual is 4 to 10%."
    )
    assert practice("transformer", 1000, warmup_fraction=0.1).notes == ()


def test_an_optimizer_alone_chooses_a_way():
    assert practice("cnn", 100, optimizer="AdamW").decay == "cosine"
    assert practice("transformer", 100, optimizer="adam").decay == "inverse_sqrt"
    assert practice("transformer", 100, decay="inverse-sqrt").optimizer.name == "Adam"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("cn", 100), "got 'cn'. Known: .* Did you mean \"cnn\"?"),
        ((None, 100), r"`practice\(kind=...\)` must be a known word, got None"),
        (("cnn",), r"`practice\(total_steps=...\)` must be given"),
        (("cnn", 0), "1 or more, got 0"),
        (("cnn", 2.5), "whole number"),
        (("cnn", 100, {"decay": "cosin"}), 'Did you mean "cosine"?'),
        (("cnn", 100, {"optimizer": "lion"}), "got 'lion'. Known: adamw, sgd"),
        (("cnn", 100, {"decay": "step", "optimizer": "adamw"}), "In use: one_cycle with sgd"),
        (("cnn", 100, {"peak_value": 0}), "above 0"),
        (("cnn", 100, {"batch_size": 0}), "1 or more, got 0"),
        (("cnn", 100, {"base_batch_size": 64}), "must come with `peak_value` and `batch_size`"),
        (("cnn", 100, {"warmup_steps": 101}), "must fit into the whole of 100 updates, got 101"),
        (("cnn", 100, {"warmup_fraction": 1.5}), "from 0 to 1, got 1.5"),
        (("cnn", 100, {"warmup_steps": 1, "warmup_fraction": 0.1}), "must not both be given"),
        (("large_batch", 90, {"warmup_steps": 31}), "before the first drop, at update 30, got 31"),
        (("cnn", None, {"horizon": 100}), "must be a horizon, got 100"),
        (("cnn", None, {"horizon": Horizon(batch_size=1)}), "got a horizon without a length"),
        (("cnn", 5, {"horizon": Horizon(total_steps=5)}), "got both"),
        (("cnn", None, {"horizon": Horizon(total_steps=0)}), "at least 1 update long, got 0"),
        (
            ("cnn", None, {"horizon": Horizon(total_steps=5, batch_size=2), "batch_size": 2}),
            "must give the batch size once",
        ),
    ],
)
def test_refuses_with_rule_value_and_remedy(arguments, message):
    positional = [a for a in arguments if not isinstance(a, dict)]
    options = next((a for a in arguments if isinstance(a, dict)), {})

    with pytest.raises(ScheduleError, match=message):
        practice(*positional, **options)


# -- the page --------------------------------------------------------------------------------------


def table():
    """The ways of every practice, as docs/recipes.md shows them."""
    lines = [
        "| kind | decay, optimizer | usual peaks | warm-up | other batch sizes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for kind, way in itertools.chain.from_iterable(
        ((kind, way) for way in kind.ways) for kind in PRACTICES.values()
    ):
        low, high = way.peak_range
        limit = f", at most {way.warmup.at_most:,} updates" if way.warmup.at_most else ""
        warmup = f"{100 * way.warmup.fraction:.3g}%" if way.warmup.fraction else "none"
        lines.append(
            f"| `{kind.name}` | {way.decay}, {way.optimizer.name} | {low:.3g} to {high:.3g} "
            f"| {warmup}{limit} (usual: {span(*way.warmup.usual)}) | {way.batch_scaling} |"
        )
    return "\n".join(lines)


def test_the_table_of_the_page_is_that_of_the_code():
    found = re.search(r"^\| kind .*?(?=\n\n)", PAGE.read_text(), re.MULTILINE | re.DOTALL)

    assert found is not None
    assert found[0] == table()
