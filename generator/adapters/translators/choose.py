"""The engine that a site's settings name: one of ours, or a third party's by entry point."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from generator.model.config import Translation
from generator.model.problem import Place, Problem, UserError
from generator.ports import Translator
from generator.text.nearest import suggest

GROUP = "dragoman.translators"
"""Entry points of third parties: each a callable `(settings, source, target)` that gives a
`ports.Translator`; `settings` maps the keys under `[translation]` to what was written."""

API_KEY = "DRAGOMAN_API_KEY"

Open = Callable[[Mapping[str, str], str, str], Translator]


def open_translator(
    translation: Translation, source: str, target: str, site: Path = Path()
) -> Translator:
    """The engine for this pair of languages, ready to translate; `site` is the site's folder.

    Raises UserError for an engine that nobody knows or that cannot be opened.
    """
    ours: Mapping[str, Open] = {
        "argos": _open_argos,
        "argos-stock": _open_stock,
        "libretranslate": _open_server,
        "recorded": lambda settings, *_: _open_recording(settings, site),
    }
    settings = dict(translation.settings)
    if translation.engine in ours:
        return ours[translation.engine](settings, source, target)
    found = {each.name: each for each in entry_points(group=GROUP)}
    if translation.engine not in found:
        problem = Problem(
            "unknown-engine",
            f"there is no translation engine `{translation.engine}`",
            translation.place,
            suggest(translation.engine, {*ours, *found}),
        )
        raise UserError([problem])
    return _open_foreign(found[translation.engine], settings, source, target, translation.place)


def _open_argos(settings: Mapping[str, str], source: str, target: str) -> Translator:
    from generator.adapters.translators.argos import BEAM, open_package

    return open_package(source, target, beam=int(settings.get("beam", BEAM)))


def _open_stock(_: Mapping[str, str], source: str, target: str) -> Translator:
    from generator.adapters.translators.stock import open_stock

    return open_stock(source, target)


def _open_server(settings: Mapping[str, str], source: str, target: str) -> Translator:
    from generator.adapters.translators.libretranslate import LibreTranslator

    key = os.environ.get(API_KEY, "").strip()
    return LibreTranslator(settings["url"], source, target, key=key)


def _open_recording(settings: Mapping[str, str], site: Path) -> Translator:
    from generator.adapters.translators.recorded import RecordedTranslator

    path = (site / settings["file"]).resolve()
    if not path.is_relative_to(site.resolve()):
        problem = Problem(
            "link-outside",
            "this link leads out of the site's folder",
            Place(settings["file"]),
            "put the recording itself there",
        )
        raise UserError([problem])
    return RecordedTranslator(path, settings["file"])


def _open_foreign(
    entry: EntryPoint, settings: Mapping[str, str], source: str, target: str, place: Place
) -> Translator:
    """A third party's engine, which may fail in any way."""
    try:
        opened: Translator = entry.load()(settings, source, target)
        name = opened.engine.name
        if not (isinstance(name, str) and callable(opened.translate)):
            raise TypeError("it is no translator: see generator/ports.py")
    except UserError:
        raise
    except Exception as error:
        owner = entry.dist.name if entry.dist else entry.value
        problem = Problem(
            "engine-failed",
            f"the engine `{entry.name}` of {owner} cannot be opened: "
            f"{type(error).__name__}: {error}",
            place,
            "ask those who made it, or choose another engine",
        )
        raise UserError([problem]) from error
    return opened
