"""Whatever is typed gives a value or a typed error; `benchmarks/fuzz_specs.py` tries a million."""

import collections

import fuzzing


def test_whatever_is_typed_gives_a_value_or_a_typed_error():
    found = collections.Counter()
    for name, read, text in fuzzing.specs(seed=0, count=700):
        try:
            found[name, fuzzing.outcome(read, text)[0]] += 1
        except Exception as error:
            raise AssertionError(f"{name}: {text!r}") from error

    assert found["text by the grammar", "value"] > 50
    assert found["JSON by the grammar", "value"] > 50
