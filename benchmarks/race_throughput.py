"""How many run-steps per second a race makes, side by side with plain PyTorch loops.

A run-step is one update of one run. 24 candidates x 3 seeds = 72 runs of 600 updates each of the
task fashion14 go through `lrlab.tasks.train`; against them stands one run of 600 updates by a
plain PyTorch loop: same model, batch size, optimizer and images, the data in one tensor, no data
loader, the rate set by hand, the loss of every update recorded, as `train` does. All measurements
take turns in every repeat, and a ratio is the median over the repeats of the ratios within a
repeat, so that a busy machine disturbs both sides alike.

Operations counted per run-step: the products of matrices, a multiplication and an addition each.

    forward               2 * 64 * (196*64 + 64*64 + 64*10) = 2,211,840
    weights' gradients    the same                          = 2,211,840
    inputs' gradients     2 * 64 * (64*64 + 64*10)          =   606,208
    together                                                  5,029,888

Not counted: biases, rectifiers, softmax, the optimizer, evaluations. The machine's rate is that of
the fastest among JAX, NumPy and PyTorch at a float32 product of two 2,048 x 2,048 matrices.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

CANDIDATES, SEEDS, STEPS, EVALUATIONS = 24, 3, 600, 10
RUNS = CANDIDATES * SEEDS
OPERATIONS = 2 * 64 * (2 * (196 * 64 + 64 * 64 + 64 * 10) + 64 * 64 + 64 * 10)
SIDE = 2_048  # of the product that gives the machine's rate
TARGET_TIMES, TARGET_SHARE = 17.0, 0.5


def main() -> None:
    """Measure, then print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--torch-worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.torch_worker:
        serve_torch()
        return
    results = measured(arguments.repeats)
    print(json.dumps(results, indent=2) if arguments.json else table(results))


def measured(repeats: int) -> dict:
    """Return medians, spreads and ratios of everything, the repeats interleaved."""
    workers = [TorchWorker(), TorchWorker()]
    first = race(1), race(EVALUATIONS)  # compiles; warms up
    measurements: dict[str, Callable[[], float]] = {
        "lrlab": lambda: race(1),
        "lrlab, raced": lambda: race(EVALUATIONS),
        "torch, 1 thread": lambda: workers[0].rate("train", 1),
        "torch, 2 threads": lambda: workers[0].rate("train", 2),
        "torch, raced, 1 thread": lambda: workers[0].rate("race", 1),
        "torch, raced, 2 threads": lambda: workers[0].rate("race", 2),
        "torch, two processes": lambda: side_by_side(workers),
        "product, JAX": jax_product,
        "product, NumPy": numpy_product,
        "product, torch": lambda: workers[0].rate("product", 2),
    }
    samples = {name: [] for name in measurements}
    for _ in range(repeats):
        for name, measure in measurements.items():
            samples[name].append(measure())
    for worker in workers:
        worker.stop()

    rates = {name: np.array(sample) for name, sample in samples.items()}
    best_loop = fastest(rates, "torch, 1 thread", "torch, 2 threads")
    best_raced = fastest(rates, "torch, raced, 1 thread", "torch, raced, 2 threads")
    best_product = fastest(rates, "product, JAX", "product, NumPy", "product, torch")
    ratios = {
        f"training / {best_loop}": rates["lrlab"] / rates[best_loop],
        f"as raced / {best_loop}": rates["lrlab, raced"] / rates[best_loop],
        f"as raced / {best_raced}": rates["lrlab, raced"] / rates[best_raced],
        "training / torch, two processes": rates["lrlab"] / rates["torch, two processes"],
        f"training's operations / {best_product}": rates["lrlab"]
        * OPERATIONS
        / rates[best_product],
    }
    times, *_, share = (float(np.median(ratio)) for ratio in ratios.values())
    needed = TARGET_TIMES * rates[best_loop] * OPERATIONS / rates[best_product]
    return {
        "runs": RUNS,
        "steps": STEPS,
        "evaluations": EVALUATIONS,
        "processors": len(os.sched_getaffinity(0)),
        "repeats": repeats,
        "operations_per_run_step": OPERATIONS,
        "compile_seconds": RUNS * STEPS * (1 / first[0] - 1 / np.median(rates["lrlab"])),
        "rates_per_second": {name: spread(rate) for name, rate in rates.items()},
        "share_that_the_first_target_needs": float(np.median(needed)),
        "ratios": {name: spread(ratio) for name, ratio in ratios.items()},
        "targets": {
            f"at least {TARGET_TIMES:g} times the best torch loop": times >= TARGET_TIMES,
            f"at least {TARGET_SHARE:.0%} of the machine's rate": share >= TARGET_SHARE,
        },
    }


def fastest(rates: dict[str, np.ndarray], *names: str) -> str:
    """Return the name with the highest median."""
    return max(names, key=lambda name: np.median(rates[name]))


def spread(sample: np.ndarray) -> dict[str, float]:
    """Return median, minimum and maximum."""
    return {
        "median": float(np.median(sample)),
        "min": float(min(sample)),
        "max": float(max(sample)),
    }


def race(evaluations: int) -> float:
    """Return run-steps per second of the real thing, 24 peaks of one cosine with 3 seeds."""
    from lrlab.tasks import Fashion14, train

    cosine = 0.5 * (1 + np.cos(np.pi * np.arange(STEPS) / STEPS))
    rates = np.geomspace(1e-3, 0.2, CANDIDATES)[:, None] * cosine
    began = time.perf_counter()
    train(Fashion14(), rates, seeds=range(SEEDS), evaluations=evaluations)
    return RUNS * STEPS / (time.perf_counter() - began)


def jax_product() -> float:
    """Return operations per second of JAX at the large product."""
    import jax

    a = jax.random.normal(jax.random.key(0), (SIDE, SIDE))
    product = jax.jit(lambda a, b: a @ b)
    return product_rate(lambda: product(a, a).block_until_ready())


def numpy_product() -> float:
    """Return operations per second of NumPy at the large product."""
    a = np.random.default_rng(0).standard_normal((SIDE, SIDE), np.float32)
    return product_rate(lambda: a @ a)


def product_rate(multiply: Callable[[], object]) -> float:
    """Return the median rate over a few products, the first left out."""
    multiply()
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        multiply()
        seconds.append(time.perf_counter() - began)
    return 2 * SIDE**3 / float(np.median(seconds))


class TorchWorker:
    """A process of its own for PyTorch, whose idle threads must not disturb the others."""

    def __init__(self) -> None:
        command = [sys.executable, __file__, "--torch-worker"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for threads in (2, 1):
            self.rate("train", threads)  # warms up

    def start(self, job: str, threads: int) -> None:
        """Send a job and do not wait."""
        print(job, threads, file=self.process.stdin, flush=True)

    def result(self) -> float:
        """Wait for the answer."""
        return float(self.process.stdout.readline())

    def rate(self, job: str, threads: int) -> float:
        """Do a job: run-steps (or operations) per second."""
        self.start(job, threads)
        return self.result()

    def stop(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait()


def side_by_side(workers: list[TorchWorker]) -> float:
    """Return run-steps per second of all workers together, one thread each."""
    for worker in workers:
        worker.start("train", 1)
    return sum(worker.result() for worker in workers)


def serve_torch() -> None:
    """Do the jobs that arrive on standard input, one line each, and print each one's rate."""
    import torch

    for line in sys.stdin:
        job, threads = line.split()
        torch.set_num_threads(int(threads))
        if job == "product":
            a = torch.randn(SIDE, SIDE)
            rate = product_rate(lambda a=a: a @ a)
        else:
            rate = torch_loop(EVALUATIONS if job == "race" else 0)
        print(rate, flush=True)


def torch_loop(evaluations: int) -> float:
    """Return run-steps per second of a plain training loop."""
    import torch
    from torch.nn.functional import cross_entropy

    from lrlab.tasks._fashion14 import _data

    data = {name: torch.from_numpy(array) for name, array in _data().items()}
    images, labels = data["train_images"], data["train_labels"].long()
    test_images, test_labels = data["test_images"], data["test_labels"].long()
    rates = (0.05 * (1 + np.cos(np.pi * np.arange(STEPS) / STEPS))).tolist()
    every = STEPS // evaluations if evaluations else STEPS + 1
    model = torch.nn.Sequential(
        torch.nn.Linear(196, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 10),
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=rates[0], momentum=0.9)
    losses = np.empty(STEPS, np.float32)  # which `train` records too

    began = time.perf_counter()
    per_epoch = len(images) // 64
    for step in range(STEPS):
        if step % per_epoch == 0:
            order = torch.randperm(len(images))
        place = step % per_epoch * 64
        chosen = order[place : place + 64]
        optimizer.param_groups[0]["lr"] = rates[step]
        optimizer.zero_grad(set_to_none=True)
        loss = cross_entropy(model(images[chosen]), labels[chosen])
        loss.backward()
        optimizer.step()
        losses[step] = loss.item()
        if (step + 1) % every == 0:
            with torch.no_grad():
                scores = model(test_images)
                cross_entropy(scores, test_labels).item()
                (scores.argmax(1) != test_labels).float().mean().item()
    return STEPS / (time.perf_counter() - began)


def table(results: dict) -> str:
    """Return the results as a text for people."""
    rates, ratios = results["rates_per_second"], results["ratios"]
    lines = [
        f"fashion14: {RUNS} runs x {STEPS} updates ({CANDIDATES} candidates x {SEEDS} seeds) on "
        f"{results['processors']} processors; medians of {results['repeats']} interleaved repeats",
        "",
        f"{'':38}{'run-steps/s':>12}{'µs each':>10}{'min':>8}{'max':>8}{'Gflop/s':>9}",
    ]
    names = {
        "lrlab": "lrlab, evaluated once, at the end",
        "lrlab, raced": f"lrlab, evaluated {EVALUATIONS} times, as raced",
        "torch, 1 thread": "torch loop, 1 thread, not evaluated",
        "torch, 2 threads": "torch loop, 2 threads, not evaluated",
        "torch, raced, 1 thread": f"torch loop, 1 thread, {EVALUATIONS} evaluations",
        "torch, raced, 2 threads": f"torch loop, 2 threads, {EVALUATIONS} evaluations",
        "torch, two processes": "two torch processes, not evaluated",
    }
    for name, title in names.items():
        rate = rates[name]
        lines.append(
            f"{title:38}{rate['median']:>12,.0f}{1e6 / rate['median']:>10.1f}"
            f"{1e6 / rate['max']:>8.1f}{1e6 / rate['min']:>8.1f}"
            f"{rate['median'] * OPERATIONS / 1e9:>9.1f}"
        )
    for library in ("JAX", "NumPy", "torch"):
        rate = rates[f"product, {library}"]["median"]
        lines.append(f"{f'product {SIDE}^3, {library}':68}{'':8}{rate / 1e9:>9.1f}")
    cost = 1 / rates["lrlab, raced"]["median"] - 1 / rates["lrlab"]["median"]
    lines += [
        "",
        f"{EVALUATIONS - 1} evaluations more cost {1e6 * cost:.1f} µs per run-step, "
        f"{cost * rates['lrlab, raced']['median']:.0%} of a race.",
        f"Compiling and the first batches took {results['compile_seconds']:.1f} s, left out above.",
        f"Counted: {OPERATIONS:,} operations per run-step, the products of matrices alone.",
        "",
    ]
    for name, ratio in ratios.items():
        values = f"{ratio['median']:8.2f}   ({ratio['min']:.2f} to {ratio['max']:.2f})"
        lines.append(f"{name:60}{values}")
    lines += [
        "",
        f"{TARGET_TIMES:g} times the best torch loop of this machine would take "
        f"{results['share_that_the_first_target_needs']:.0%} of its product rate.",
    ]
    lines += [
        f"{'met    ' if met else 'NOT met'} {target}" for target, met in results["targets"].items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
