"""How fast a schedule is computed, beside the same formula written by hand.

Asked for: 10 million updates of a warm-up-cosine at most 1.1 times the bare NumPy formula, with no
temporaries above a tenth of the output; a sequence of 1,000 pieces at most 3 times one piece; a
number at most 10 times the formula in line with `math.cos`, aim 5. Each pair is measured in turn,
and the median of the ratios counts.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import time
import tracemalloc

import numpy as np

import lrlab

PEAK, END, WARMUP, TOTAL = 0.1, 0.001, 500_000, 10_000_000
SCHEDULE = lrlab.warmup_cosine(
    peak_value=PEAK, end_value=END, warmup_steps=WARMUP, total_steps=TOTAL
)
PIECE = TOTAL // 1000
ONE = lrlab.Cosine(init_value=PEAK, steps=TOTAL)
THOUSAND = lrlab.Sequence(
    pieces=[lrlab.Cosine(init_value=PEAK * (1 + i % 7), steps=PIECE) for i in range(1000)]
)


def bare(t):
    progress = (t - WARMUP) / (TOTAL - WARMUP)
    decay = END + 0.5 * (PEAK - END) * (1 + np.cos(np.pi * progress))
    return np.where(t < WARMUP, PEAK * t / WARMUP, decay)


def inline(t):
    if t < WARMUP:
        return PEAK * t / WARMUP
    progress = (t - WARMUP) / (TOTAL - WARMUP)
    return END + 0.5 * (PEAK - END) * (1 + math.cos(math.pi * progress))


def seconds(run, argument, times=1):
    start = time.perf_counter()
    for _ in range(times):
        run(argument)
    return (time.perf_counter() - start) / times


def ratio(ours, theirs, argument, *, pairs, times=1):
    measured = [
        (seconds(ours, argument, times), seconds(theirs, argument, times)) for _ in range(pairs)
    ]
    return {
        "ratio": statistics.median(a / b for a, b in measured),
        "lowest": min(a / b for a, b in measured),
        "highest": max(a / b for a, b in measured),
        "ours_seconds": statistics.median(a for a, _ in measured),
        "theirs_seconds": statistics.median(b for _, b in measured),
    }


def temporaries(schedule, t):
    """Memory beyond the output, as a fraction of it."""
    tracemalloc.start()
    out = schedule(t)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / out.nbytes - 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    t = np.arange(TOTAL)
    shuffled = np.random.default_rng(0).permutation(t[:1_000_000])
    rows = {
        "10M updates / bare NumPy formula": (ratio(SCHEDULE, bare, t, pairs=7), 1.1),
        "1,000 pieces / one piece, 10M": (ratio(THOUSAND, ONE, t, pairs=7), 3.0),
        "1,000 pieces / one piece, 10,000 updates": (
            ratio(THOUSAND, ONE, t[:: TOTAL // 10_000], pairs=15, times=20),
            3.0,
        ),
        "1,000 pieces / one piece, 1M shuffled": (ratio(THOUSAND, ONE, shuffled, pairs=5), 3.0),
        "1,000 pieces / one piece, one number": (
            ratio(THOUSAND, ONE, 6_543_210, pairs=15, times=5000),
            3.0,
        ),
        "one number / the formula in line": (
            ratio(SCHEDULE, inline, 6_543_210, pairs=15, times=5000),
            10.0,
        ),
    }
    extra = temporaries(SCHEDULE, t)
    if arguments.json:
        facts = {name: {**row, "limit": limit} for name, (row, limit) in rows.items()}
        print(json.dumps({**facts, "temporaries": {"fraction": extra, "limit": 0.1}}, indent=2))
        return
    print(f"{'measured':44}{'ratio':>8}{'range':>16}{'limit':>8}{'ours':>13}{'theirs':>13}")
    for name, (row, limit) in rows.items():
        spread = f"{row['lowest']:.2f} to {row['highest']:.2f}"
        ours, theirs = f"{row['ours_seconds']:.3g} s", f"{row['theirs_seconds']:.3g} s"
        print(f"{name:44}{row['ratio']:8.2f}{spread:>16}{limit:8.1f}{ours:>13}{theirs:>13}")
    print(f"{'temporaries / output, 10M updates':44}{extra:8.3f}{'':>16}{0.1:8.1f}")


if __name__ == "__main__":
    main()
