"""What is public is exported, documented, and reachable from texts and JSON."""

import importlib
import inspect
import pathlib
import re

import pytest

import lrlab
from lrlab import forms, plans, policies, schedules

ERRORS = {name for name in lrlab.__all__ if name.endswith("Error")}
CALLABLES = sorted(set(lrlab.__all__) - ERRORS - {"AbstractPolicy", "AbstractSchedule", "Recipe"})
RAISES_NOTHING = {"json_schema", "recipe"}
ROOT = pathlib.Path(lrlab.__file__).parent


def test_all_is_sorted_without_twins_and_every_name_exists():
    assert len(set(lrlab.__all__)) == len(lrlab.__all__)
    assert set(lrlab.__all__) <= set(dir(lrlab))
    for name in lrlab.__all__:
        assert getattr(lrlab, name) is not None


def test_every_public_name_is_in_all():
    assert dir(lrlab) == sorted(lrlab.__all__)
    for name in schedules.NAMES:
        assert name in lrlab.__all__


def test_every_room_is_there_without_an_import_of_its_own():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"cli"}

    for room in rooms:
        assert inspect.ismodule(getattr(lrlab, room))


def test_a_name_that_does_not_exist_is_an_attribute_error():
    for name in ("cosine_anealing", "__wrapped__", "_private"):
        with pytest.raises(AttributeError):
            getattr(lrlab, name)


def test_every_shape_composition_and_recipe_is_exported():
    made = (*schedules.SHAPES, *schedules.COMPOSITIONS, *schedules.RECIPES)

    for made_by in made:
        assert getattr(lrlab, made_by.__name__) is made_by
        assert getattr(schedules, made_by.__name__) is made_by


def defined(folder, pattern):
    text = "\n".join(path.read_text() for path in (ROOT / "schedules" / folder).glob("_*.py"))
    return set(re.findall(pattern, text, re.MULTILINE))


def test_a_new_shape_is_noticed():
    """Each class in `shapes/` and `compositions/` is in its tuple, and so in texts and JSON."""
    pattern = r"^class (?!Abstract)(\w+)\(Abstract\w+\)"

    assert defined("shapes", pattern) == {cls.__name__ for cls in schedules.SHAPES}
    assert defined("compositions", pattern) == {cls.__name__ for cls in schedules.COMPOSITIONS}


def test_a_new_recipe_is_noticed():
    found = defined("recipes", r"^@recipe\ndef (\w+)\(")

    assert found == {recipe.__name__ for recipe in schedules.RECIPES}


def test_every_kind_can_be_written_down():
    others = (*policies.POLICIES, policies.Controlled, plans.Plan, plans.Horizon)
    classes = (*schedules.SHAPES, *schedules.COMPOSITIONS, *others)
    kinds = {cls.kind for cls in classes} | {recipe.__name__ for recipe in schedules.RECIPES}

    assert set(forms.KINDS) == kinds - {"function"}
    assert len(kinds) == len([*classes, *schedules.RECIPES]), "two kinds have one name"


@pytest.mark.parametrize("name", sorted(lrlab.__all__))
def test_every_public_name_has_a_docstring(name):
    assert len(inspect.getdoc(getattr(lrlab, name)) or "") > 20


@pytest.mark.parametrize("name", CALLABLES)
def test_what_is_called_documents_its_arguments_its_errors_and_an_example(name):
    documented = getattr(lrlab, name)
    doc = inspect.getdoc(documented)
    parameters = inspect.signature(documented).parameters

    if parameters and name != "recipe":
        assert "\nArgs:\n" in doc
        for parameter in parameters:
            assert re.search(rf"^\s+(\*\*)?{parameter}[:,]", doc, re.MULTILINE), parameter
    if name not in RAISES_NOTHING:
        assert "\nRaises:\n" in doc
    if name not in {"json_schema", "recipe", "plot", "race"}:
        assert ">>> " in doc


@pytest.mark.parametrize("made_by", [*schedules.SHAPES, *schedules.COMPOSITIONS])
def test_a_shape_states_its_formula(made_by):
    doc = inspect.getdoc(made_by)

    assert "$$" in doc or "| `following` |" in doc


@pytest.mark.parametrize("made_by", [*schedules.SHAPES, *schedules.COMPOSITIONS])
def test_classes_are_final_frozen_and_by_keyword(made_by):
    assert made_by.__final__
    assert made_by.__dataclass_params__.frozen
    kinds = {p.kind for p in inspect.signature(made_by).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("room", ["forms", "testing", "tasks", "races", "pictures", "sweeps"])
def test_the_rooms_export_what_exists(room):
    module = importlib.import_module(f"lrlab.{room}")

    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert hasattr(module, name)


def test_errors_have_one_root_and_are_what_people_expect():
    for name in ERRORS - {"LrlabError"}:
        error = getattr(lrlab, name)
        assert issubclass(error, lrlab.LrlabError)
        assert issubclass(error, (ValueError, ImportError))
