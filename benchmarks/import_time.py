"""What `import lrlab` adds to NumPy's own import, in fresh processes. Asked for: under 0.05 s.

A name of lrlab is imported when it is first used; so the first schedule is measured too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys

PROGRAM = """
import time
import numpy
start = time.perf_counter()
import lrlab
imported = time.perf_counter()
lrlab.warmup_cosine(peak_value=0.1, total_steps=100)(50)
print(imported - start, time.perf_counter() - start)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    imports, first_values = [], []
    for _ in range(15):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
        )
        imported, evaluated = map(float, run.stdout.split())
        imports.append(imported)
        first_values.append(evaluated)
    facts = {
        "import_seconds": statistics.median(imports),
        "first_value_seconds": statistics.median(first_values),
        "limit": 0.05,
    }
    if arguments.json:
        print(json.dumps(facts, indent=2))
    else:
        print(
            f"import lrlab adds {facts['import_seconds']:.3f} s to numpy (limit 0.05); with the "
            f"first value of a schedule, {facts['first_value_seconds']:.3f} s "
            f"(medians of {len(imports)} processes)"
        )


if __name__ == "__main__":
    main()
