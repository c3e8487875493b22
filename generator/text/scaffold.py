"""The files of a new site or explainer, made from the templates that come with the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_BLANK = re.compile(r"@([A-Z_]+)@")
_DOTTED = frozenset({"gitignore", "gitattributes", "gitlab-ci.yml"})
"""Templates whose files are hidden ones: packagers and git would act on them under that name."""
_PLACES = {"site": "", "github": ".github/workflows/", "gitlab": ""}
"""Where the files of each group of templates belong in a site."""

TITLE_WAITS, PAGE_TITLE_WAITS = "(عنوان الشرح)", "(عنوان الصفحة)"
SUMMARY_WAITS = "(ملخص في جملة أو جملتين)"
FIRST_WAITS, HEADING_WAITS = "(الفقرة الأولى)", "(عنوان فرعي)"
PLACEHOLDERS = frozenset({TITLE_WAITS, PAGE_TITLE_WAITS, SUMMARY_WAITS, FIRST_WAITS, HEADING_WAITS})
"""Texts in a new explainer or page that wait for their writer."""

CI_HOSTS = ("github", "gitlab")


def site_files(
    templates: Mapping[str, str], groups: Iterable[str], values: Mapping[str, str]
) -> dict[str, bytes]:
    """Contents by path in the new site, of the templates of these groups.

    Raises KeyError when a template asks for a value that is not given.
    """
    files: dict[str, bytes] = {}
    for group in groups:
        for path, text in templates.items():
            inside = path.removeprefix(f"{group}/")
            if inside != path:
                files[_PLACES[group] + _with_dot(inside)] = fill(text, values).encode()
    return files


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with a value in the place of each `@NAME@`; raises KeyError for a wrong one."""
    return _BLANK.sub(lambda match: values[match[1]], template)


def _with_dot(path: str) -> str:
    return f".{path}" if path in _DOTTED else path
