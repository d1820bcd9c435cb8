"""What `import lrlab` adds to NumPy's own import, in fresh processes. Asked for: under 0.05 s."""

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
print(time.perf_counter() - start)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    added = []
    for _ in range(15):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
        )
        added.append(float(run.stdout))
    facts = {"median_seconds": statistics.median(added), "highest": max(added), "limit": 0.05}
    if arguments.json:
        print(json.dumps(facts, indent=2))
    else:
        print(
            f"import lrlab adds {facts['median_seconds']:.3f} s to numpy "
            f"(median of {len(added)}; highest {facts['highest']:.3f}; limit 0.05)"
        )


if __name__ == "__main__":
    main()
