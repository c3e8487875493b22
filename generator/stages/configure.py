"""`site.toml` to a checked configuration."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import get_args
from urllib.parse import urlsplit

from generator.model.config import (
    Licence,
    Names,
    Person,
    SiteConfig,
    Theme,
    Topic,
    Translation,
)
from generator.model.language import Digits, Direction, Language
from generator.model.problem import Checked, Place, Problem
from generator.model.source import Sources
from generator.stages.read_deploy import read_targets
from generator.stages.read_feeds import read_feeds
from generator.stages.read_offline import read_offline
from generator.stages.read_publishing import read_publishing
from generator.stages.read_social import read_social
from generator.text.fields import Fields
from generator.text.months import MONTHS
from generator.text.toml_places import read_toml
from generator.text.tree import Listing, describe

CONFIG_PATH = "site.toml"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_OUTSIDE = re.compile(r"^[/\\~]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
"""A path that leads out of the folder it begins in."""
_DEFAULTS = {
    "ar": ("العربية", "rtl", "egypt"),
    "en": ("English", "ltr", "english"),
}


def configure(sources: Sources) -> Checked[SiteConfig | None]:
    """The site's configuration, None when the file cannot be read.

    With errors it is a best effort, good enough to look for faults in the content too.
    """
    raw = sources.files.get(CONFIG_PATH)
    if raw is None:
        hint = "run dragoman in the site's folder, or give it: --site DIR"
        return Checked(
            None, (Problem("no-site", "there is no site.toml here", Place(CONFIG_PATH), hint),)
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(CONFIG_PATH, raw[: error.start].count(b"\n") + 1)
        return Checked(None, (Problem("not-utf8", "this file is not UTF-8", place),))
    tree = read_toml(text, CONFIG_PATH)
    if tree.value is None:
        return Checked(None, tree.problems)
    problems = list(tree.problems)
    config = _read_site(Fields(tree.value, problems), problems)
    return Checked(config, tuple(problems))


def _read_site(fields: Fields, problems: list[Problem]) -> SiteConfig:
    source, target = _read_languages(fields)
    pair = (source.code, target.code)
    base_url = _read_base_url(fields)
    title = _read_names(fields, "title", pair, required=True)
    description = _read_names(fields, "description", pair, required=True)
    topics = fields.named_tables("topics", lambda slug, each: _read_topic(slug, each, pair))
    people = fields.named_tables("people", lambda key, each: _read_person(key, each, pair))
    licence = _read_licence(fields.table_of("licence"))
    theme = _read_theme(fields.table_of("theme"))
    translation = _read_translation(fields.table_of("translation"))
    publishing = read_publishing(fields.table_of("publishing"), base_url)
    feeds = read_feeds(fields.table_of("feeds"))
    news_sitemap = fields.flag("news_sitemap")
    social = read_social(fields.table_of("social"))
    offline = read_offline(fields.table_of("offline"))
    targets = read_targets(fields)
    fields.finish()
    _check_initials(people, fields, problems)
    return SiteConfig(
        title,
        description,
        base_url,
        source,
        target,
        topics,
        people,
        licence,
        theme,
        translation,
        publishing=publishing,
        feeds=feeds,
        news_sitemap=news_sitemap,
        social=social,
        offline=offline,
        targets=targets,
    )


def _read_base_url(fields: Fields) -> str:
    address = fields.address("base_url", required=True)
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        fields.report(
            "bad-address",
            "`base_url` must not have `?` or `#`",
            fields.value_place("base_url"),
            "write it as https://example.org/news/",
        )
    return address.rstrip("/") + "/"


def _read_languages(fields: Fields) -> tuple[Language, Language]:
    table = fields.table_of("languages")
    codes = {"source": "ar", "target": "en"}
    if table:
        # File names, plural forms and reading pace are known for this pair only.
        for role, code in codes.items():
            table.choice(role, (code,), code)
    languages = [_read_language(code, table) for code in codes.values()]
    if table:
        table.finish()
    return languages[0], languages[1]


def _read_language(code: str, table: Fields | None) -> Language:
    name, direction, months = _DEFAULTS[code]
    each = table.table_of(code) if table else None
    if each is None:
        return Language(code, name, _direction(direction), "latn", MONTHS[months])
    language = Language(
        code,
        each.text("name", default=name),
        _direction(each.choice("direction", get_args(Direction), direction)),
        _digits(each.choice("digits", get_args(Digits), "latn")),
        _read_months(each, months),
        each.flag("hijri"),
    )
    each.finish()
    return language


def _direction(word: str) -> Direction:
    return "rtl" if word == "rtl" else "ltr"


def _digits(word: str) -> Digits:
    return "arab" if word == "arab" else "latn"


def _read_months(fields: Fields, default: str) -> tuple[str, ...]:
    node = fields.table.items.get("months")
    if not isinstance(node, Listing):
        return MONTHS[fields.choice("months", MONTHS, default)]
    names = fields.texts("months")
    if len(names) == 12:
        return names
    fields.report(
        "bad-value",
        f"`months` has {len(names)} names, not 12",
        node.place,
        "give twelve names, January first, or one of " + ", ".join(sorted(MONTHS)),
    )
    return MONTHS[default]


def _read_names(
    fields: Fields, key: str, pair: tuple[str, str], *, required: bool = False
) -> Names:
    hint = f'give both languages: [{key}], and below it {pair[0]} = "…" and {pair[1]} = "…"'
    table = fields.table_of(key, required=required, hint=hint)
    return _names_of(table, pair) if table else Names("", "")


def _names_of(fields: Fields, pair: tuple[str, str]) -> Names:
    names = Names(fields.text(pair[0], required=True), fields.text(pair[1], required=True))
    fields.finish()
    return names


def _read_topic(slug: str, fields: Fields, pair: tuple[str, str]) -> Topic:
    fields.check_name(slug, "public-health")
    keywords = fields.texts("keywords")
    return Topic(slug, _names_of(fields, pair), keywords)


def _read_person(key: str, fields: Fields, pair: tuple[str, str]) -> Person:
    fields.check_name(key, "public-health")
    initials = fields.text("initials", default=key)
    if re.search(r"[\s:|<>+]", initials):
        fields.report(
            "bad-value",
            f"`initials`: `{initials}` cannot stand in a marker",
            fields.value_place("initials"),
            'use letters, as in `initials = "LH"`',
        )
    return Person(key, _names_of(fields, pair), initials)


def _check_initials(people: tuple[Person, ...], fields: Fields, problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for person in people:
        for mark in {person.key, person.initials}:
            if seen.setdefault(mark, person.key) != person.key:
                problems.append(
                    Problem(
                        "duplicate-initials",
                        f"`{mark}` stands for both `{seen[mark]}` and `{person.key}`",
                        fields.place("people"),
                        "give each person initials of their own",
                    )
                )


def _read_licence(fields: Fields | None) -> Licence:
    if fields is None:
        return Licence("", "")
    licence = Licence(fields.text("name", required=True), fields.address("url"))
    fields.finish()
    return licence


def _read_theme(fields: Fields | None) -> Theme:
    if fields is None:
        return Theme()
    theme = Theme(
        _read_colour(fields, "accent", Theme.accent),
        _read_colour(fields, "accent_dark", Theme.accent_dark),
        fields.number("home_count", Theme.home_count, 1, 1000),
    )
    fields.finish()
    return theme


def _read_colour(fields: Fields, key: str, default: str) -> str:
    value = fields.text(key, default=default)
    if not _COLOUR.fullmatch(value):
        fields.report(
            "bad-value",
            f"`{key}`: {describe(fields.table.items[key])} is not a colour",
            fields.value_place(key),
            "write it as #0f6b6b",
        )
        return default
    return value


def _read_translation(fields: Fields | None) -> Translation:
    """Only the keys of our own engines are known; those of others are theirs to judge."""
    if fields is None:
        return Translation()
    engine = fields.text("engine", default=Translation.engine) or Translation.engine
    settings = _SETTINGS.get(engine, _read_foreign_settings)(fields)
    if "api_key" in fields.table.items:
        fields.text("api_key")
        fields.report(
            "key-in-site",
            "`api_key` does not belong in site.toml, which everybody can read",
            fields.place("api_key"),
            "put it into the environment variable DRAGOMAN_API_KEY",
        )
    fields.finish()
    given = {key: value for key, value in settings.items() if value}
    return Translation(engine, tuple(given.items()), fields.value_place("engine"))


def _read_argos_settings(fields: Fields) -> dict[str, str]:
    return {"beam": str(fields.number("beam", 4, 1, 64))}


def _read_server_settings(fields: Fields) -> dict[str, str]:
    address = fields.address("url", required=True)
    parts = urlsplit(address)
    if parts.query or parts.fragment or parts.username is not None:
        fields.report(
            "bad-address",
            "`url` must hold nothing but the server and a path",
            fields.value_place("url"),
            "write it as https://translate.example.org, and a key into DRAGOMAN_API_KEY",
        )
    return {"url": address}


def _read_recording_settings(fields: Fields) -> dict[str, str]:
    file = fields.text("file", required=True)
    if file and _OUTSIDE.search(file):
        fields.report(
            "bad-value",
            f"`file`: `{file}` is not in the site's folder",
            fields.value_place("file"),
            "name a file of the site, as in recorded/drafts.jsonl",
        )
        return {}
    return {"file": file}


def _read_foreign_settings(fields: Fields) -> dict[str, str]:
    keys = [key for key in fields.table if key not in ("engine", "api_key")]
    return {key: fields.text(key) for key in keys}


_SETTINGS: Mapping[str, Callable[[Fields], dict[str, str]]] = {
    "argos": _read_argos_settings,
    "argos-stock": lambda _: {},
    "libretranslate": _read_server_settings,
    "recorded": _read_recording_settings,
}
