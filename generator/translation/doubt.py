"""How far a machine draft is to be doubted, and the order in which people should look at drafts.

An engine's own probabilities tell good drafts from bad ones well enough to rank them (Fomicheva
and others 2020, "Unsupervised quality estimation for neural machine translation"), but where one
model has -0.03 for a good sentence another has -0.5. So a draft is held against everything else
that the same model has drafted for this site, and against the checks of its text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol, TypeVar

from generator.translation.memory import Doubt

HARD = frozenset(
    {
        "arabic-left", "code-changed", "glossary", "identical", "links", "loop", "markup",
        "markup-lost", "number-missing", "shape", "term-flagged", "truncated", "truncation",
    }
)  # fmt: skip
"""Findings that mean a mistake, whatever the engine thinks of its draft."""
HARMLESS = frozenset({"arabic-punct", "bidi", "confusable-source", "spacing", "title-case"})
"""Findings that say nothing of the sense. Every other one makes the doubt medium."""

FEW = 50
"""With fewer drafts than this the model's own scores are no measure yet."""
_HIGH_SHARE = 0.15
_MEDIUM_SHARE = 0.4
"""Parts of the model's own drafts, the least likely first: an editor who has an hour reads one
draft in seven with care and skims another quarter."""
_WILD_SHARE = 0.1
"""The part with the least likely single token: one wild guess is lost in the mean of a long
passage."""
_SURE_MEAN = log(0.9)
_SURE_WORST = log(0.5)
"""A draft whose every token was likelier than not, and nine in ten on average, is not doubted for
being the worst of a good lot."""
_FIXED_HIGH = log(0.5)
"""On average a token no likelier than not: without calibration the doubt is high, and never low
where the whole site is of a kind that the model does not know."""
_FIXED_MEDIUM = log(0.6)
"""The fixed bounds are a guess at models in general, and hold for a site's first drafts only."""
_FIXED_WILD = log(0.02)
_LEVELS: tuple[Doubt, ...] = ("low", "medium", "high")


@dataclass(frozen=True)
class Calibration:
    """What one model has thought of its own drafts, in order, the worst first."""

    means: tuple[float, ...] = ()
    worsts: tuple[float, ...] = ()

    @classmethod
    def of(cls, scores: Iterable[tuple[float, float]]) -> Calibration:
        """From the mean and the worst log-probability of each draft.

        All drafts of one model belong in it, those of another do not. Lengths are not evened
        out: with the mean of the tokens that made no difference that could be measured.
        """
        pairs = tuple(scores)
        return cls(
            tuple(sorted(mean for mean, _ in pairs)), tuple(sorted(worst for _, worst in pairs))
        )

    def rate(self, mean: float, worst: float) -> Doubt:
        """The doubt that the scores alone give."""
        if mean > _SURE_MEAN and worst > _SURE_WORST:
            return "low"
        if len(self.means) < FEW:
            if mean < _FIXED_HIGH:
                return "high"
            return "medium" if mean < _FIXED_MEDIUM or worst < _FIXED_WILD else "low"
        share = _share(self.means, mean)
        if share <= _HIGH_SHARE:
            return "high"
        is_wild = _share(self.worsts, worst) <= _WILD_SHARE
        is_doubtful = share <= _MEDIUM_SHARE or is_wild or mean < _FIXED_HIGH
        return "medium" if is_doubtful else "low"


def _share(scores: Sequence[float], score: float) -> float:
    """The part of the scores that is no better than this one."""
    return bisect_right(scores, score) / len(scores)


def rate(mean: float, worst: float, checks: Collection[str], calibration: Calibration) -> Doubt:
    """How far a draft is to be doubted.

    `mean` and `worst` are the mean and the least of the log-probabilities of its tokens (in a
    passage of several sentences, those of the worst), `checks` the names of what was found in it.
    """
    return max(calibration.rate(mean, worst), _found(checks), key=_LEVELS.index)


def _found(checks: Collection[str]) -> Doubt:
    if not HARD.isdisjoint(checks):
        return "high"
    return "low" if HARMLESS.issuperset(checks) else "medium"


class Doubtful(Protocol):
    """A passage that waits for a person."""

    @property
    def path(self) -> str:
        """The file it is in."""
        ...

    @property
    def line(self) -> int:
        """Where it stands there."""
        ...

    @property
    def doubt(self) -> Doubt | None:
        """None where there is no draft."""
        ...

    @property
    def score(self) -> float:
        """Mean log-probability of its tokens."""
        ...


Waiting = TypeVar("Waiting", bound=Doubtful)


def queue(items: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """The passages in the order in which an editor should look at them.

    By doubt, high first. Within a level file by file, the one with the worst score first, because
    an editor opens a file once; and within a file from top to bottom, because a passage is
    understood from those before it.
    """
    waiting = tuple(items)
    worst: dict[tuple[Doubt | None, str], float] = {}
    for item in waiting:
        key = (item.doubt, item.path)
        worst[key] = min(item.score, worst.get(key, item.score))

    def rank(item: Waiting) -> tuple[int, float, str, int]:
        level = _LEVELS.index(item.doubt) if item.doubt else -1
        return (-level, worst[item.doubt, item.path], item.path, item.line)

    return tuple(sorted(waiting, key=rank))
