"""`lrlab recipe`."""

import json
import re
import shlex

import pytest

import lrlab
from lrlab.cli._specs import read_specs
from lrlab.plans import Horizon
from lrlab.plans.practices import PRACTICES, practice


def test_lists_the_kinds_with_a_sentence_each(lrlab_command):
    outcome = lrlab_command("recipe")
    listed = json.loads(lrlab_command("recipe", "--json").out)

    assert outcome.code == 0
    assert [kind["kind"] for kind in listed] == list(PRACTICES)
    for kind in listed:
        assert kind["kind"] in outcome.out
        assert kind["title"] == PRACTICES[kind["kind"]].title
        assert all(way["decay"] in outcome.out for way in kind["ways"])


DATA = ["--dataset-size", "100", "--batch-size", "10"]


@pytest.mark.parametrize("kind", PRACTICES)
def test_shows_a_picture_the_facts_and_the_doubts(lrlab_command, kind):
    outcome = lrlab_command("recipe", kind, "--steps", "1000")
    chosen = practice(kind, 1000)
    words = " ".join(outcome.out.split())

    assert outcome.code == 0
    assert "━━ learning rate" in outcome.out
    for label, text in chosen.facts().items():
        assert f"{label} {text}" in words.replace(" - ", " ")
    for heading in ("Why", "What speaks against it", "Sources", "Ways", "Schedules"):
        assert f"\n{heading}\n" in outcome.out
    for sentence in (chosen.reason, *map(str, chosen.against), *chosen.notes):
        assert sentence in words
    for source in chosen.sources:
        assert source.link in outcome.out


@pytest.mark.parametrize("kind", PRACTICES)
def test_its_schedules_can_be_pasted_into_show(lrlab_command, kind):
    out = lrlab_command("recipe", kind, "--steps", "1000").out
    commands = [shlex.split(line) for line in out.splitlines() if "lrlab show" in line]

    shown = {}
    for command in commands:
        assert command[:2] == ["lrlab", "show"]
        assert lrlab_command(*command[1:]).code == 0
        shown.update(read_specs(command[2:]))
    assert shown == dict(practice(kind, 1000).plan)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_stays_within_the_terminal(lrlab_command, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = lrlab_command("recipe", "transformer", "--steps", "1000").out

    words = [line for line in out.splitlines() if "https://" not in line and "lrlab" not in line]
    assert max(map(len, words)) <= min(columns, 100)


def test_json_holds_all_of_it(lrlab_command):
    outcome = lrlab_command("recipe", "cnn", "--steps", "1000", "--json")
    chosen = practice("cnn", 1000)

    document = json.loads(outcome.out)
    assert lrlab.from_json(document["plan"]) == chosen.plan
    specs = {name: lrlab.parse(spec) for name, spec in document["specs"].items()}
    assert specs == dict(chosen.plan)
    assert document["peak_range"] == list(chosen.peak_range)
    assert document["optimizer"] == {"name": "SGD", "weight_decay": 1e-4}
    assert document["batch_scaling"]["rule"] == "none"
    assert document["sources"][0]["authors"] == "Smith and Topin"
    assert document["against"][0]["source"]["link"].startswith("https://")
    assert document["total_steps"] == 1000
    assert document["warmup_steps"] == 450


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--peak", "3e-4"], {"peak_value": 3e-4}),
        (["--warmup", "5%"], {"warmup_fraction": 0.05}),
        (["--warmup", "12.5%"], {"warmup_fraction": 0.125}),
        (["--warmup", "70"], {"warmup_steps": 70}),
        (["--decay", "inverse-sqrt"], {"decay": "inverse_sqrt"}),
        (["--optimizer", "adam"], {"optimizer": "adam"}),
        (["--batch-size", "64", "--workers", "4"], {"batch_size": 256}),
        (
            ["--batch-size", "512", "--peak", "1e-3", "--peak-batch-size", "128"],
            {"batch_size": 512, "peak_value": 1e-3, "base_batch_size": 128},
        ),
    ],
)
def test_each_option_is_an_argument_of_the_library(lrlab_command, options, expected):
    outcome = lrlab_command("recipe", "transformer", "--steps", "1000", *options, "--json")

    plan = lrlab.from_json(json.loads(outcome.out)["plan"])
    assert plan == practice("transformer", 1000, **expected).plan


def test_the_length_may_be_epochs_or_tokens(lrlab_command):
    data = ["--dataset-size", "50000", "--batch-size", "64", "--accumulation", "2"]
    epochs = lrlab_command("recipe", "cnn", "--epochs", "3", *data, "--warmup", "1ep", "--json")
    text = ["--tokens", "1e9", "--sequence-length", "2048", "--batch-size", "512"]
    tokens = lrlab_command("recipe", "llm-pretraining", *text, "--json")

    horizon = Horizon(dataset_size=50_000, batch_size=64, accumulation=2, epochs=3)
    document = json.loads(epochs.out)
    assert document["total_steps"] == horizon.total_steps
    assert document["warmup_steps"] == horizon.length("1ep")
    assert document["notes"][0].startswith("3 epochs of 50,000 samples in batches of 64")
    assert json.loads(tokens.out)["batch_size"] == 512 * 2048


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cn", "--steps", "10"], 'Did you mean "cnn"?'),
        (["cnn"], "`--steps` must be given"),
        (["cnn", "--steps", "10", "--decay", "cosin"], 'Did you mean "cosine"?'),
        (["cnn", "--steps", "10", "--peak", "-1"], "above 0, got -1.0"),
        (["cnn", "--steps", "10", "--warmup", "half"], "a number and its unit, got 'half'"),
        (["cnn", "--steps", "10", "--warmup", "11"], "must fit into the whole of 10 updates"),
        (["cnn", "--epochs", "3"], "must be given to count epochs"),
        (["cnn", "--epochs", "3", "--steps", "10", *DATA], "must be given one length"),
        (["cnn", "--steps", "0"], "must be at least 1 update long, got 0"),
    ],
)
def test_refuses_with_a_sentence_and_code_2(lrlab_command, arguments, message):
    outcome = lrlab_command("recipe", *arguments)

    assert outcome.code == 2
    assert message in re.sub(r"\s+", " ", outcome.err)
    assert not outcome.out
