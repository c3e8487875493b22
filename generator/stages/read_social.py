"""`[social]` of `site.toml`: social images, and what networks are told of the site."""

from __future__ import annotations

import re

from generator.model.card import Social
from generator.text.fields import Fields

_ACCOUNT = re.compile(r"@?([A-Za-z0-9_]{1,15})")
_LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")


def read_social(fields: Fields | None) -> Social:
    """The table, or what holds without one."""
    if fields is None:
        return Social()
    images = fields.flag("images") if "images" in fields.table.items else True
    social = Social(images, _read_account(fields), _read_locales(fields.table_of("locales")))
    fields.finish()
    return social


def _read_account(fields: Fields) -> str:
    value = fields.text("x")
    found = _ACCOUNT.fullmatch(value)
    if value and not found:
        fields.report(
            "bad-value",
            f"`x`: `{value}` is not the name of an account on X",
            fields.value_place("x"),
            'write it as `x = "@example"`, without an address',
        )
    return f"@{found[1]}" if found else ""


def _read_locales(fields: Fields | None) -> tuple[tuple[str, str], ...]:
    if fields is None:
        return Social.locales
    found = tuple((code, _read_locale(fields, code, usual)) for code, usual in Social.locales)
    fields.finish()
    return found


def _read_locale(fields: Fields, code: str, usual: str) -> str:
    value = fields.text(code, default=usual)
    if _LOCALE.fullmatch(value):
        return value
    fields.report(
        "bad-value",
        f"`{code}`: `{value}` is not a language with its region",
        fields.value_place(code),
        f'write it as `{code} = "{usual}"`',
    )
    return usual
