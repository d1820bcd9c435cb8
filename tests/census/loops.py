"""The loops in which schedules run: what rate do updates 0, 1, ..., n-1 get?

Each is given `make`, which makes the scheduler (its other words are handed over by name), the
number of updates, and the letters: `a` is the optimizer's rate, `T` the length of the run,
`metrics` what is measured after each update, `beta2` and `reads` say which optimizer and what is
read from it.
"""

import itertools
from types import SimpleNamespace

import jax
import numpy as np
import torch


def optimizer_of(given):
    parameters = [torch.nn.Parameter(torch.zeros(1))]
    if "beta2" in given:
        return torch.optim.Adam(parameters, lr=given["a"], betas=(0.9, given["beta2"]))
    return torch.optim.SGD(parameters, lr=given.get("a", 1.0), momentum=0.9)


def plain(make, n, given, step=lambda scheduler, t: scheduler.step()):
    """The loop of PyTorch: read the rate, step the optimizer, step the scheduler."""
    optimizer = optimizer_of(given)
    scheduler = make(optimizer=optimizer)
    rates = []
    for t in range(n):
        rates.append(optimizer.param_groups[0][given.get("reads", "lr")])
        optimizer.step()
        if t < n - 1:
            step(scheduler, t)
    return rates


def told_the_metric(make, n, given):
    if "metrics" not in given:
        return plain(make, n, given)
    return plain(make, n, given, lambda scheduler, t: scheduler.step(given["metrics"][t]))


def told_the_update(make, n, given):
    metrics = given.get("metrics")
    if metrics is None:
        return plain(make, n, given, lambda scheduler, t: scheduler.step(t + 1))
    return plain(make, n, given, lambda scheduler, t: scheduler.step(t + 1, metrics[t]))


def told_the_metric_by_name(make, n, given):
    if "metrics" not in given:
        return plain(make, n, given)
    told = [{"loss": metric} for metric in given["metrics"]]
    return plain(make, n, given, lambda scheduler, t: scheduler.step(told[t]))


def told_the_batch(make, n, given):
    return plain(make, n, given, lambda scheduler, t: scheduler.step_batch(t + 1))


def told_the_increment(make, n, given):
    return plain(make, n, given, lambda scheduler, t: scheduler.step(1))


def called_with_the_optimizer(make, n, given):
    """SpeechBrain: what sets the rate of an update just before it."""
    optimizer = optimizer_of(given)
    scheduler = make()
    rates = []
    for _ in range(n):
        scheduler(optimizer)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


def by_epoch(scheduler):
    """SpeechBrain: the rate of one epoch after the other, counted from 1."""
    epochs = itertools.count(1)
    return lambda optimizer: _put(optimizer, scheduler(next(epochs))[0])


def by_update(scheduler):
    """SpeechBrain: a scheduler that is told the number of the update."""
    updates = itertools.count()
    return lambda optimizer: scheduler(optimizer, next(updates))


def by_metric(scheduler, metrics):
    """SpeechBrain: the rate of one evaluation after the other."""
    told = iter(metrics)
    return lambda optimizer: _put(optimizer, scheduler(next(told))[0])


def by_loss(scheduler, metrics):
    """SpeechBrain: a scheduler that sets the rate once it is told the loss of an epoch."""
    epochs = enumerate([None, *metrics])

    def told(optimizer):
        epoch, loss = next(epochs)
        if epoch:
            _put(optimizer, scheduler([optimizer], epoch, loss)[1])

    return told


def _put(optimizer, rate):
    optimizer.param_groups[0]["lr"] = rate


def called(make, n, given):
    schedule = make()
    return [float(schedule(t)) for t in range(n)]


def called_at_the_end_of_epochs(make, n, given):
    """Keras: a schedule is called, a callback sets the optimizer's rate after every epoch."""
    if "metrics" not in given:
        with jax.disable_jit():  # compiled once for every call, its restarts take seconds
            return called(make, n, given)
    callback = make()
    optimizer = SimpleNamespace(learning_rate=given["a"])
    callback.set_model(SimpleNamespace(optimizer=optimizer))
    callback.on_train_begin()
    rates = []
    for t in range(n):
        rates.append(float(optimizer.learning_rate))
        callback.on_epoch_end(t, {"val_loss": given["metrics"][t]})
    return rates


def called_in_float64(make, n, given):
    """optax: a schedule is called, a transformation scales the updates by what it is told."""
    with jax.enable_x64(True):
        if "metrics" not in given:
            return np.asarray(jax.vmap(make())(np.arange(n)))
        transformation = make()
        update = jax.jit(transformation.update)
        state = transformation.init(0.0)
        rates = []
        for metric in given["metrics"][:n]:
            rates.append(given["a"] * float(state.scale))
            state = update(0.0, state, value=metric)[1]
        return rates


class Learner:
    """What fastai's `fit_...` need of a learner; `fit` notes the schedules instead of training."""

    def __init__(self, rate=None):
        self.lr = rate
        self.moms = (0.95, 0.85, 0.95)
        self.opt = SimpleNamespace(hypers=[{"lr": rate}], set_hyper=self._set)

    def _set(self, name, value):
        self.opt.hypers[0][name] = value

    def fit(self, n_epoch, cbs, **options):
        self.schedules = next(each.scheds for each in cbs if hasattr(each, "scheds"))


def fraction_by_fraction(make, n, given):
    """Update t is the fraction t/T of the fit."""
    learner = Learner(given.get("a"))
    made = make(learner=learner)
    schedule = learner.schedules[given.get("reads", "lr")] if made is None else made
    return [np.asarray(schedule(t / given["T"])).item() for t in range(n)]


def event_by_event(make, n, given):
    """Handlers of events: they set the optimizer's rate, or one that the engine keeps."""
    optimizer = optimizer_of(given)
    scheduler = make(optimizer=optimizer)
    engine = SimpleNamespace(state=SimpleNamespace(metrics={}))
    rates = []
    for t in range(n):
        if "metrics" not in given:
            scheduler(engine)
        elif t:
            engine.state.metrics["loss"] = -given["metrics"][t - 1]  # theirs rise when better
            scheduler(engine)
        rates.append(getattr(engine.state, "lr", optimizer.param_groups[0]["lr"]))
    return rates


def batch_by_batch(make, n, given):
    """Factors of the rate `a`, in a run of `T` batches, ten to an epoch."""
    made = make()
    time, timestamp = make.names["Time"], make.names["Timestamp"]
    rates = []
    for t in range(n):
        state = SimpleNamespace(
            timestamp=timestamp(batch=t, epoch=t // 10, batch_in_epoch=t % 10),
            max_duration=time.from_batch(given["T"]),
            dataloader_len=10,
            get_elapsed_duration=lambda t=t: time(t / given["T"], "dur"),
        )
        rates.append(given["a"] * made(state))
    return rates


def dampened(make, n, given):
    """A warm-up that multiplies whatever rate the optimizer has."""
    optimizer = optimizer_of(given)
    warmup = make(optimizer=optimizer)
    rates = []
    for _ in range(n):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        with warmup.dampening():
            pass
    return rates


def scaled_group(scheduler, optimizer, factor, *words):
    """timm: a group with a factor of its own."""
    optimizer.param_groups[0]["lr_scale"] = factor
    return scheduler(optimizer, *words)


class Beside:
    """pytorch-optimizer: a quantity that follows the rate of a scheduler, stepped after it."""

    def __init__(self, scheduler, following):
        self.scheduler = scheduler
        self.following = following
        self._put(following.last_lr[0])

    def step(self):
        self.scheduler.step()
        self._put(self.following.step())

    def _put(self, value):
        self.scheduler.optimizer.param_groups[0]["following"] = value


def told_the_length(make, n, given):
    """Rates by the peak `a`, the update, and the length `T` of the run."""
    schedule = make()
    return [float(schedule.get_lr(given["a"], t, given["T"])) for t in range(n)]
