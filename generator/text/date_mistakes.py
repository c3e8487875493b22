"""What an author probably meant by a date that EDTF cannot read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.text.edtf import DateError, parse_edtf
from generator.text.months import SINGLE

HINT = "write 2024, 2024-06, 2024-06-19, 1950/1953, 195X, or 1916~ for `about`"
"""The forms an author needs most."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u061c\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")

_MONTHS: Mapping[str, int] = {
    **{name.lower(): 1 + n for names in SINGLE.values() for n, name in enumerate(names)},
    **{name[:3].lower(): 1 + n for n, name in enumerate(SINGLE["english"])},
    "ماي": 5, "يوليوز": 7, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12,  # Morocco
    "يونيه": 6, "يوليه": 7,
}  # fmt: skip
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))

_LONGEST = 60
"""Longer texts are no dates mistyped."""

_Reading = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _day_first(match: re.Match[str]) -> str:
    """Days come first, as Arabic and British papers write them, unless that cannot be."""
    day, month = int(match[1]), int(match[2])
    if month > 12:
        day, month = month, day
    return f"{match[3]}-{month:02}-{day:02}"


def _with_month_name(match: re.Match[str]) -> str:
    month = f"{match['year']}-{_MONTHS[match['month'].lower()]:02}"
    return f"{month}-{int(match['day']):02}" if match["day"] else month


def _before_christ(match: re.Match[str]) -> str:
    """The standard counts a year 0, so that 45 BCE is -0044."""
    year = 1 - int(match[1])
    return f"-{-year:04}" if year else "0000"


_READINGS: tuple[_Reading, ...] = (
    (re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})"), _day_first),
    (
        re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})"),
        lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}",
    ),
    (
        re.compile(r"([0-9]{4})[.\-]([0-9]{1,2})"),
        lambda match: f"{match[1]}-{int(match[2]):02}",
    ),
    (
        re.compile(r"([0-9]{1,2})[/.\-]([0-9]{4})"),
        lambda match: f"{match[2]}-{int(match[1]):02}",
    ),
    (
        re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
        lambda match: f"{match[1]}-{match[2]}-{match[3]}",
    ),
    (
        re.compile(
            rf"(?:(?P<day>[0-9]{{1,2}})\.?\s)?(?P<month>{_MONTH})\.?,?\s(?P<year>[0-9]{{4}})", re.I
        ),
        _with_month_name,
    ),
    (
        re.compile(rf"(?P<month>{_MONTH})\.?\s(?P<day>[0-9]{{1,2}}),?\s(?P<year>[0-9]{{4}})", re.I),
        _with_month_name,
    ),
    (
        re.compile(r"([0-9]{1,4}) ?(?:BCE?|B\.C\.(?:E\.)?|ق\. ?م\.?|قبل الميلاد)", re.I),
        _before_christ,
    ),
    (re.compile(r"([0-9]{1,3}) ?(?:CE|AD|م)?", re.I), lambda match: f"{int(match[1]):04}"),
    (re.compile(r"(?:CE|AD) ?([0-9]{1,4})", re.I), lambda match: f"{int(match[1]):04}"),
    (re.compile(r"(-?)([0-9]{5,12})"), lambda match: f"Y{match[1]}{match[2].lstrip('0')}"),
    (re.compile(r"(?:the )?([0-9]{3})0['\u2019]?s", re.I), lambda match: f"{match[1]}X"),
    (
        re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) century", re.I),
        lambda match: f"{int(match[1]) - 1:02}XX",
    ),
    (
        re.compile(r"(?:c\.|ca\.?|circa|about|نحو|حوالي) ?(.+)", re.I),
        lambda match: f"{_first_reading(match[1])}~",
    ),
    (
        re.compile(r"([0-9]{2})([0-9]{2})[-/]([0-9]{2})"),
        lambda match: f"{match[1]}{match[2]}/{match[1]}{match[3]}",
    ),
    (
        re.compile(rf"([0-9]{{1,2}}) ?- ?([0-9]{{1,2}}) ({_MONTH}) ([0-9]{{4}})", re.I),
        lambda match: "/".join(
            f"{match[4]}-{_MONTHS[match[3].lower()]:02}-{int(day):02}" for day in match.group(1, 2)
        ),
    ),
    (re.compile(r"(.+)(?:\?~|~\?)"), lambda match: f"{match[1]}%"),
    (re.compile(r"([0-9]{2,3})[uUxX]{1,2}"), lambda match: f"{match[1]:X<4}"),
    (re.compile(r"y(-?[0-9]+)"), lambda match: f"Y{match[1]}"),
    (
        re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(Z?)"),
        lambda match: f"{match[1]}T{match[2]}:00{match[3]}",
    ),
    (re.compile(r"(.+)/open"), lambda match: f"{match[1]}/.."),
    (re.compile(r"open/(.+)"), lambda match: f"../{match[1]}"),
    (re.compile(r"(.+)/unknown"), lambda match: f"{match[1]}/"),
    (re.compile(r"unknown/(.+)"), lambda match: f"/{match[1]}"),
    (
        re.compile(r"(?:from |من )?(.{4,}?)(?: ?/ ?| to | - |-| إلى )(.+)"),
        lambda match: f"{_first_reading(match[1])}/{_first_reading(match[2])}",
    ),
    (re.compile(r"([^/]+)/([^/]+)"), lambda match: f"{match[2]}/{match[1]}"),
)
"""How dates are written elsewhere, and what EDTF writes for them."""

_REFUSED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\[{].*[\]}]"), "lists and choices of dates are not read: one event, one date"),
    (re.compile(r"Y-?[0-9]+E[0-9]+.*"), "write the year out, as in Y-170000"),
    (re.compile(r".*[0-9]S[0-9]+"), "significant digits are not read: write 195X or 1950~"),
    (re.compile(r"[0-9]{4}-[0-9]{2}\^.*"), "write the season alone, as in 2024-21 for spring"),
    (re.compile(r"X{4}.*"), "an event needs at least its century, as in 19XX"),
    (
        re.compile(r"(?=[^X]*X)[0-9X]{4}(?:-[0-9X]{2}){1,2}"),
        "only whole parts can be XX: 2024-XX, 2024-06-XX",
    ),
)
"""Forms of level 2 that are not read, and what to do about it."""


def suggest_date(text: str) -> str:
    """A hint for the author of a text that is no date: the date it seems to mean, if any."""
    if len(text) > _LONGEST:
        return HINT
    found = next(_candidates(text.strip()), "")
    if found:
        return f"write {found}"
    for pattern, advice in _REFUSED:
        if pattern.fullmatch(text.strip()):
            return advice
    return HINT


def _first_reading(text: str) -> str:
    return text if _is_date(text) else next(_candidates(text), text)


def _candidates(text: str) -> Iterator[str]:
    """Dates that the text may mean, the likeliest first."""
    plain = _INVISIBLE.sub("", text).translate(_DIGITS)
    plain = _SPACES.sub(" ", _HYPHENS.sub("-", plain)).strip()
    if plain != text and _is_date(plain):
        yield plain
    for pattern, write in _READINGS:
        match = pattern.fullmatch(plain)
        if match and _is_date(meant := write(match)):
            yield meant


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True
