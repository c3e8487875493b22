"""Times as servers write them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(written: str, now: datetime) -> float | None:
    """`Retry-After` in seconds from `now`: a number, or a date of HTTP (RFC 9110, section 10.2.3).

    None for what is neither.
    """
    written = written.strip()
    if written.isdecimal():
        return float(written[:9])
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
