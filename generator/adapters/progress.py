"""A progress bar with the time left on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from types import TracebackType


class Progress:
    """Counts units of work; a context manager."""

    def __init__(self, total: int, unit: str) -> None:
        self._bar = None
        if sys.stderr.isatty():
            # Comes with the translation extra; a terminal without it sees no bar.
            try:
                from tqdm import tqdm
            except ImportError:
                return
            self._bar = tqdm(total=total, unit=f" {unit}", dynamic_ncols=True, file=sys.stderr)

    def advance(self) -> None:
        """One more unit is done."""
        if self._bar is not None:
            self._bar.update()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()
