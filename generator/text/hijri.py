"""Days of the Hijri calendar (Umm al-Qura) beside those of the Gregorian one."""

from __future__ import annotations

from generator.model.event_date import Point

FIRST: Point = (1924, 8, 1)
LAST: Point = (2077, 11, 16)
"""The days for which Umm al-Qura's months are known: 1 Muharram 1343 to 30 Dhu al-Hijja 1500."""


def hijri_day(day: Point) -> Point | None:
    """Year, month and day of the Hijri calendar; None outside FIRST to LAST.

    By the tables of the Umm al-Qura calendar, Saudi Arabia's civil calendar, as the package
    hijridate has them. Where months begin when the moon is seen, it may be a day off.
    """
    if not FIRST <= day <= LAST:
        return None
    # Loaded only for sites that ask for Hijri dates.
    from hijridate import Gregorian

    year, month, number = Gregorian(*day).to_hijri().datetuple()
    return (int(year), int(month), int(number))
