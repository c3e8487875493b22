"""Pages to HTML files, through the theme's templates."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, get_args

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from generator.model.artifact import Artifact
from generator.model.language import Language
from generator.model.page import Linked, Page, PageKind, Site
from generator.model.phrase import Html
from generator.model.problem import Checked, Place, Problem, Severity
from generator.model.source import Sources
from generator.stages.strings import Strings, UnknownStringError
from generator.text.bidi import isolate
from generator.text.nearest import suggest


class Translate:
    """The `t` of a template: strings of the page's language."""

    def __init__(self, strings: Strings, site: Site, language: Language) -> None:
        self._strings = strings
        self._site = site
        self._language = language

    def __call__(self, key: str, **values: Any) -> Html:
        return self._strings.html(self._language, key, **values)

    def given(self, language: Language, key: str, **values: Any) -> Html:
        """The string in another language."""
        return self._strings.html(language, key, **values)

    def isolated(self, language: Language, key: str, **values: Any) -> Html:
        """The string with names of the other direction isolated; never for an attribute."""
        text = self._strings.text(language, key, **values)
        return isolate(text, language, self._site.other(language))


def render(linked: Linked, sources: Sources, strings: Strings) -> Checked[tuple[Artifact, ...]]:
    """One file for each page; a fault in a template is reported once, with its line."""
    environment = make_environment(sources)
    artifacts: list[Artifact] = []
    faults: dict[tuple[str, Place], Problem] = {
        (each.code, each.place): each for each in _unused_page_templates(sources)
    }
    for page in linked.pages:
        try:
            html = environment.get_template(page.template).render(
                page=page, site=linked.site, t=Translate(strings, linked.site, page.language)
            )
        # A template can raise anything its expressions raise; each is the template's fault.
        except Exception as error:
            problem = template_problem(error, page, sources)
            faults.setdefault((problem.code, problem.place), problem)
        else:
            artifacts.append(Artifact(page.file, html.encode(), page.origin))
    return Checked(tuple(artifacts), tuple(faults.values()))


def _unused_page_templates(sources: Sources) -> Iterator[Problem]:
    known = [f"pages/{kind}.html" for kind in get_args(PageKind)]
    for path in sources.theme:
        if path.startswith("pages/") and path not in known:
            place = Place(f"templates/{path}")
            hint = suggest(path, known)
            yield Problem("unknown-file", "no page uses this", place, hint, Severity.WARNING)


def make_environment(sources: Sources) -> Environment:
    """Templates as the theme gives them: undefined names are errors, text is escaped.

    The same theme is compiled once; rendering does not change it.
    """
    templates = {path: raw for path, raw in sources.theme.items() if path.endswith(".html")}
    return _compiled(frozenset(templates.items()))


class _CompiledTemplates(BytecodeCache):
    """Templates by name and content, so that a change of one compiles that one again."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledTemplates()


@lru_cache(maxsize=4)
def _compiled(templates: frozenset[tuple[str, bytes]]) -> Environment:
    return Environment(
        loader=FunctionLoader(_loader(dict(templates))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )


def _loader(
    templates: Mapping[str, bytes],
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        raw = templates.get(name)
        # The file name makes the traceback of a fault say where it is.
        text = raw.decode("utf-8-sig") if raw is not None else ""
        return (text, f"templates/{name}", lambda: True) if raw is not None else None

    return load


def template_problem(error: Exception, page: Page, sources: Sources) -> Problem:
    """What a template raised, as a fault of that template."""
    if isinstance(error, TemplateSyntaxError):
        place = Place(error.filename or f"templates/{error.name}", error.lineno)
        return Problem("template-syntax", f"this template is broken: {error.message}", place)
    place = _place_in_template(error) or Place(f"templates/{page.template}")
    if isinstance(error, TemplateNotFound):
        pages = [path for path in sources.theme if path.endswith(".html")]
        hint = suggest(str(error.name or ""), pages)
        return Problem("template-missing", f"there is no template `{error.name}`", place, hint)
    if isinstance(error, UnknownStringError):
        return Problem("unknown-string-key", str(error), place)
    message = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return Problem(
        "template-error",
        f"this template fails: {message}",
        place,
        f"met first on the page `{page.file}`; docs/themes.md lists what a template receives",
    )


def _place_in_template(error: Exception) -> Place | None:
    frames = traceback.extract_tb(error.__traceback__)
    names = [frame for frame in frames if frame.filename.startswith("templates/")]
    return Place(names[-1].filename, names[-1].lineno or 0) if names else None
