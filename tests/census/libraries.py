"""Other libraries: how the schedules of each are imported, and in which loop they run."""

import dataclasses
import enum
import functools
import importlib.metadata
import math
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from census import loops
from census.stand_ins import apart, bare, names_of, stand_in


def _torch():
    return names_of("torch.optim.lr_scheduler", "torch.optim.swa_utils")


def _keras():
    os.environ.setdefault("KERAS_BACKEND", "jax")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return names_of("keras.optimizers.schedules", "keras.callbacks")


def _transformers():
    bare("transformers")
    for each in ("trainer_pt_utils", "trainer_utils", "utils"):
        stand_in(f"transformers.{each}")
    return names_of("transformers.optimization")


def _diffusers():
    bare("diffusers")
    stand_in("diffusers.utils")
    return names_of("diffusers.optimization")


def _timm():
    bare("timm")
    return names_of("timm.scheduler") | {"scaled_group": loops.scaled_group}


def _fastai():
    bare("fastai", "fastai.callback")
    names = names_of("fastcore.all")
    names |= {"torch": torch, "np": np, "math": math, "functools": functools}
    names |= {"tensor": lambda values: torch.tensor(list(values)), "Learner": loops.Learner}
    nothing = type("Callback", (), {})
    stand_in("fastai.basics", **{**names, "Callback": nothing, "Recorder": nothing})
    stand_in("fastai.callback.tracker", SaveModelCallback=nothing)
    return names_of("fastai.callback.schedule")


def _ignite():
    return names_of("ignite.handlers.param_scheduler", "ignite.handlers.state_param_scheduler")


def _composer():
    bare("composer", "composer.core", "composer.optim")
    stand_in("composer.core.serializable", Serializable=object)
    stand_in("composer.utils", StringEnum=enum.Enum("StringEnum", {}))
    time = names_of("composer.core.time")
    stand_in("composer.core", Time=time["Time"], TimeUnit=time["TimeUnit"])
    return names_of("composer.optim.scheduler") | time


def _llm_foundry():
    names = _composer()
    stand_in("composer.optim", **names)
    bare("llmfoundry", "llmfoundry.optim")
    stand_in("llmfoundry.utils")
    stand_in("llmfoundry.utils.warnings", experimental_class=lambda name: lambda cls: cls)
    return names | names_of("llmfoundry.optim.scheduler")


def _mmengine():
    bare("mmengine", "mmengine.optim", "mmengine.optim.scheduler")
    stand_in("mmengine.logging")
    stand_in("mmengine.registry")
    sys.modules["mmengine.optim"].BaseOptimWrapper = type("BaseOptimWrapper", (), {})
    return names_of("mmengine.optim.scheduler.lr_scheduler")


def _pytorch_optimizer():
    bare("pytorch_optimizer", "pytorch_optimizer.base")
    stand_in("pytorch_optimizer.base.type")
    return names_of("pytorch_optimizer.lr_scheduler") | {"Beside": loops.Beside}


def _speechbrain():
    bare("speechbrain", "speechbrain.nnet", "speechbrain.utils")
    stand_in("speechbrain.utils.checkpoints")
    stand_in("speechbrain.utils.logger")
    ways = (loops.by_epoch, loops.by_update, loops.by_metric, loops.by_loss)
    return names_of("speechbrain.nnet.schedulers") | {way.__name__: way for way in ways}


def _allennlp():
    bare("allennlp", "allennlp.training", "allennlp.training.learning_rate_schedulers")
    base = names_of("allennlp.training.scheduler")["Scheduler"]

    class LearningRateScheduler(base):
        register = staticmethod(lambda name: lambda cls: cls)

        def __init__(self, optimizer, last_epoch=-1):
            super().__init__(optimizer, "lr", last_epoch)

    folder = "allennlp.training.learning_rate_schedulers"
    stand_in(f"{folder}.learning_rate_scheduler", LearningRateScheduler=LearningRateScheduler)
    return names_of(f"{folder}.noam", f"{folder}.slanted_triangular")


def _olmo_core():
    bare("olmo_core", "olmo_core.optim", "olmo_core.distributed")
    stand_in("olmo_core.distributed.utils")
    registrable = type("Registrable", (), {"register": staticmethod(lambda name: lambda cls: cls)})
    stand_in(
        "olmo_core.config",
        Config=type("Config", (), {}),
        Registrable=registrable,
        StrEnum=enum.StrEnum,
    )
    stand_in("olmo_core.optim.config", INITIAL_LR_FIELD="initial_lr", LR_FIELD="lr")
    return names_of("olmo_core.optim.scheduler")


def _megatron():
    bare("megatron", "megatron.core")
    stand_in("megatron.core.utils")
    return names_of("megatron.core.optimizer_param_scheduler")


def _nemo():
    bare("nemo", "nemo.core", "nemo.core.classes", "nemo.core.config", "nemo.core.optim")
    for each in ("omegaconf", "nemo.core.classes.common", "nemo.core.config.schedulers"):
        stand_in(each)
    stand_in("nemo.utils")
    stand_in("nemo.utils.model_utils")
    return names_of("nemo.core.optim.lr_scheduler")


@dataclasses.dataclass(frozen=True)
class Call:
    """A call of a library as text, which makes a scheduler once the words in it are given."""

    text: str
    names: dict[str, Any]
    given: dict[str, Any]

    def __call__(self, **words):
        return eval(self.text, {**self.names, "math": math, **self.given, **words})


@dataclasses.dataclass(frozen=True)
class Library:
    """A library: the name of its package, its import, its loop, and how closely it computes."""

    name: str
    package: str
    load: Callable[[], dict[str, Any]]
    loop: Callable[..., Any] = loops.plain
    close: float = 1e-9

    @functools.cached_property
    def names(self):
        with apart():
            return self.load()

    @functools.cached_property
    def version(self):
        with apart():
            return importlib.metadata.version(self.package).partition("+")[0]

    def rates(self, text, given, n):
        """What updates 0 to n-1 use under the scheduler that `text` makes."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # theirs are theirs
            return np.array(self.loop(Call(text, self.names, given), n, given), dtype=float)


def _modules(*modules):
    return functools.partial(names_of, *modules)


LIBRARIES = {
    library.name: library
    for library in (
        Library("torch", "torch", _torch, loops.told_the_metric),
        Library("optax", "optax", _modules("optax", "optax.contrib"), loops.called_in_float64),
        Library("keras", "keras", _keras, loops.called_at_the_end_of_epochs, close=1e-6),
        Library("transformers", "transformers", _transformers, loops.told_the_metric),
        Library("diffusers", "diffusers", _diffusers),
        Library("timm", "timm", _timm, loops.told_the_update),
        Library("fastai", "fastai", _fastai, loops.fraction_by_fraction, close=1e-6),
        Library("ignite", "pytorch-ignite", _ignite, loops.event_by_event),
        Library("composer", "mosaicml", _composer, loops.batch_by_batch),
        Library("llm-foundry", "llm-foundry", _llm_foundry, loops.batch_by_batch),
        Library("mmengine", "mmengine", _mmengine, loops.told_the_metric_by_name),
        Library("lrsched", "lrsched", _modules("lrsched"), loops.called),
        Library("pytorch-scheduler", "pytorch-scheduler", _modules("pytorch_scheduler")),
        Library("pytorch-optimizer", "pytorch_optimizer", _pytorch_optimizer),
        Library("pytorch-warmup", "pytorch-warmup", _modules("pytorch_warmup"), loops.dampened),
        Library(
            "torch-schedule-anything",
            "torch-schedule-anything",
            _modules("torch_schedule_anything"),
        ),
        Library("speechbrain", "speechbrain", _speechbrain, loops.called_with_the_optimizer),
        Library("allennlp", "allennlp", _allennlp, loops.told_the_batch),
        Library("olmo-core", "ai2-olmo-core", _olmo_core, loops.told_the_length),
        Library("megatron", "megatron-core", _megatron, loops.told_the_increment),
        Library("nemo", "nemo_toolkit", _nemo),
    )
}
