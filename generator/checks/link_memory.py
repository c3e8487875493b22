"""What is remembered of other sites' answers between runs, and for how long it counts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import get_args

from generator.checks.link_visits import Outcome, Verdict

GOOD_FOR = 7 * 24 * 3600.0
"""Seconds for which a good answer counts."""
BAD_FOR = 3600.0
"""Seconds for which another one counts: somebody is about to mend it."""
_LASTING = frozenset({"good", "moved"})


@dataclass(frozen=True)
class Remembered:
    """A verdict and when it was given."""

    verdict: Verdict
    at: float
    """Seconds since 1970."""

    def counts(self, now: float) -> bool:
        """Whether it need not be asked for again; a moment in the future never counts."""
        limit = GOOD_FOR if self.verdict.outcome in _LASTING else BAD_FOR
        return 0 <= now - self.at < limit


def read_memory(raw: bytes) -> dict[str, Remembered]:
    """What was written by `print_memory`, by address; nothing for anything else."""
    try:
        return {
            address: Remembered(_verdict(each), float(each["at"]))
            for address, each in json.loads(raw).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _verdict(each: Mapping[str, object]) -> Verdict:
    if each["outcome"] not in get_args(Outcome):
        raise ValueError(each["outcome"])
    detail, target = each["detail"], each["target"]
    if not isinstance(detail, str) or not isinstance(target, str):
        raise TypeError(detail)
    return Verdict(each["outcome"], detail, target)  # type: ignore[arg-type]


def print_memory(memory: Mapping[str, Remembered], addresses: Collection[str]) -> bytes:
    """The memory of these addresses; what no page links to any more is forgotten.

    A busy host and a missing network say nothing of an address.
    """
    kept = {
        address: {
            name: value
            for name, value in (*asdict(each.verdict).items(), ("at", each.at))
            if name != "is_offline"
        }
        for address, each in sorted(memory.items())
        if address in addresses and each.verdict.outcome != "busy" and not each.verdict.is_offline
    }
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()
