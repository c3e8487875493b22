"""Times as servers write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.text.http_dates import retry_after

NOW = datetime(2026, 11, 30, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("99999999999999999999", 999999999),
        ("Mon, 30 Nov 2026 12:01:30 GMT", 90),
        ("Mon, 30 Nov 2026 12:01:30 -0000", 90),
        ("Mon, 30 Nov 2026 11:00:00 GMT", 0),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
    ],
)
def test_retry_after(written: str, seconds: float | None) -> None:
    assert retry_after(written, NOW) == seconds
