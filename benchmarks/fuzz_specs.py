"""A million specs at random: each gives a value or a typed error, none takes a second.

python benchmarks/fuzz_specs.py [COUNT] [SEED]
"""

import collections
import concurrent.futures
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import fuzzing

BLOCK = 1000  # specs of each source in one job
SLOW = 1.0  # seconds


def tried(seed):
    """What came of a block: counts by source and outcome, the slowest, and what went wrong."""
    counts, slowest, wrong = collections.Counter(), (0.0, ""), []
    for name, read, text in fuzzing.specs(seed, BLOCK):
        try:
            outcome, seconds = fuzzing.outcome(read, text)
        except Exception as error:
            wrong.append(f"{type(error).__name__} for {text!r}")
            continue
        counts[name, outcome] += 1
        slowest = max(slowest, (seconds, text))
        if seconds > SLOW:
            wrong.append(f"{seconds:.1f} s for {text!r}")
    return counts, slowest, wrong


def main(count=1_000_000, seed=0):
    began = time.perf_counter()
    blocks = -(-count // (BLOCK * len(fuzzing.SOURCES)))
    counts, slowest, wrong = collections.Counter(), (0.0, ""), []
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for done, found in enumerate(pool.map(tried, range(seed, seed + blocks)), start=1):
            counts += found[0]
            slowest = max(slowest, found[1])
            wrong += found[2]
            if sys.stderr.isatty():
                print(f"\r{done} of {blocks} blocks, {len(wrong)} wrong", end="", file=sys.stderr)
    print(f"{sum(counts.values()):,} specs in {time.perf_counter() - began:.0f} s")
    for name in fuzzing.SOURCES:
        print(f"  {name:22} {counts[name, 'value']:9,} values {counts[name, 'refused']:9,} refused")
    print(f"slowest: {slowest[0]:.3f} s for {slowest[1][:100]!r}")
    for line in wrong[:20]:
        print(f"WRONG {line[:300]}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
