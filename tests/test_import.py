"""In a fresh process: `import lrlab` brings NumPy alone, and what is absent is named."""

import json
import subprocess
import sys

import pytest

OTHERS = ["jax", "torch", "scipy", "matplotlib", "typer", "rich", "click", "optax", "pandas"]

FOUND = """
import json, sys
before = set(sys.modules)
{code}
names = {{name.partition(".")[0] for name in set(sys.modules) - before}}
names -= set(sys.stdlib_module_names)
print(json.dumps([name for name in names if not name.startswith("_sysconfigdata")]))
"""

ABSENT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def third_party(code):
    ran = run(FOUND.format(code=code))
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout))


def test_import_brings_numpy_alone():
    with_numpy = third_party("import numpy")

    assert third_party("import lrlab") - with_numpy == {"lrlab"}


@pytest.mark.parametrize(
    "code",
    [
        "lrlab.parse('wsd(peak_value=0.1, total_steps=100)')",
        "lrlab.from_json(lrlab.Constant(value=0.1).to_json())",
        "lrlab.json_schema()",
        "str(lrlab.warmup_cosine(peak_value=0.1, total_steps=100).describe())",
        "lrlab.sgdr(peak_value=0.1, period=3)([0, 1, 2])",
        "lrlab.one_cycle(peak_value=0.1, total_steps=9).then(lrlab.Constant(value=1))(3)",
        "lrlab.one_cycle(peak_value=0.1, total_steps=9)._repr_svg_()",
        "from lrlab.testing import check_schedule; check_schedule(lrlab.Constant(value=0.1))",
        "dir(lrlab)",
    ],
)
def test_the_value_and_its_forms_bring_nothing_more(code):
    brought = third_party(f"import lrlab\n{code}")

    assert not brought & set(OTHERS)
    assert brought - third_party("import numpy") == {"lrlab"}


@pytest.mark.parametrize(
    ("absent", "code", "says"),
    [
        ("jax", "lrlab.stack([lrlab.Constant(value=1)])", "`jax` is needed to stack schedules"),
        ("matplotlib", "lrlab.plot(lrlab.Constant(value=1))", "`matplotlib` is needed"),
        (
            "jax",
            "from lrlab.testing import check_schedule\n"
            "    check_schedule(lrlab.Constant(value=1), frameworks=['jax'])",
            "`jax` is needed",
        ),
        (
            "torch",
            "from lrlab.testing import check_schedule\n"
            "    check_schedule(lrlab.Constant(value=1), frameworks=['torch'])",
            "`torch` is needed",
        ),
    ],
)
def test_what_is_absent_is_named_with_the_way_to_get_it(absent, code, says):
    ran = run(
        ABSENT.format(names=[absent])
        + "import lrlab\n"
        + f"try:\n    {code}\n"
        + "except lrlab.MissingExtraError as error:\n"
        + "    assert isinstance(error, ImportError) and isinstance(error, lrlab.LrlabError)\n"
        + "    print(error)\n"
    )

    assert ran.returncode == 0, ran.stderr
    assert says in ran.stdout
    assert "not installed" in ran.stdout
    assert "pip install" in ran.stdout


def test_the_value_needs_none_of_the_others():
    code = ABSENT.format(names=OTHERS) + (
        "import lrlab\n"
        "schedule = lrlab.parse('wsd(peak_value=0.1, total_steps=100) * constant(value=2)')\n"
        "assert lrlab.from_json(schedule.to_json()) == schedule\n"
        "schedule([1, 2]), schedule(3), str(schedule.describe())\n"
    )

    ran = run(code)

    assert ran.returncode == 0, ran.stderr


def test_a_module_that_is_broken_inside_is_not_called_absent():
    broken = """
import sys, types

class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "jax":
            raise ModuleNotFoundError("No module named 'inner'", name="inner")

sys.meta_path.insert(0, Broken())
import lrlab
try:
    lrlab.stack([lrlab.Constant(value=1)])
except ModuleNotFoundError as error:
    print(type(error).__name__, error.name)
"""
    assert run(broken).stdout.strip() == "ModuleNotFoundError inner"


def test_an_unknown_name_is_an_attribute_error():
    ran = run("import lrlab\ntry:\n    lrlab.nothing\nexcept AttributeError as e:\n    print(e)")

    assert "nothing" in ran.stdout
