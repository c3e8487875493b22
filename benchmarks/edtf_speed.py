"""How long a date takes to read, by our reader of EDTF and by the `edtf` package.

    python benchmarks/edtf_speed.py

One line a form: the median of many readings, in microseconds. The package keeps what it has read
in a cache of pyparsing, which is emptied before each reading, as a build meets each date once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter_ns

import pyparsing
from edtf import parse_edtf as parse_with_package

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.text.edtf import parse_edtf

FORMS = (
    "2024", "2024-06", "2024-06-19", "2023-02-06T04:17:00+03:00", "1916~", "2024-21", "195X",
    "1985-XX-XX", "1950/1953", "1950-06-01~/1953-07", "1950/..", "2004-06~-11", "?2004-06-~11",
)  # fmt: skip


def typical_time(read: Callable[[str], object], text: str, times: int) -> float:
    """Median of so many readings, in microseconds."""
    durations = []
    for _ in range(times):
        pyparsing.ParserElement.reset_cache()
        start = perf_counter_ns()
        read(text)
        durations.append(perf_counter_ns() - start)
    return median(durations) / 1000


def main() -> None:
    print(f"{'form':<28}{'ours, µs':>10}{'edtf, µs':>12}{'times':>8}")
    ours, theirs = [], []
    for text in FORMS:
        ours.append(typical_time(parse_edtf, text, 2001))
        theirs.append(typical_time(parse_with_package, text, 21))
        print(f"{text:<28}{ours[-1]:>10.1f}{theirs[-1]:>12.0f}{theirs[-1] / ours[-1]:>8.0f}")
    faster = median(theirs) / median(ours)
    print(f"{'median':<28}{median(ours):>10.1f}{median(theirs):>12.0f}{faster:>8.0f}")


if __name__ == "__main__":
    main()
