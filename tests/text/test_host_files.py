"""`_headers` and `_redirects`: printed, read back, and asked about a path."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.host_files import (
    HeaderRule,
    Redirect,
    headers_for,
    print_headers,
    print_redirects,
    read_headers,
    read_redirects,
)

PATHS = st.from_regex(r"/[a-z0-9./_-]{0,20}\*?", fullmatch=True)
NAMES = st.from_regex(r"[A-Z][a-z]+(-[A-Z][a-z]+)?", fullmatch=True)
VALUES = st.from_regex(r"[a-z0-9='][a-z0-9=;:,' -]{0,30}[a-z0-9']", fullmatch=True)
RULES = st.lists(
    st.builds(HeaderRule, PATHS, st.lists(st.tuples(NAMES, VALUES), max_size=3).map(tuple))
).map(tuple)


@settings(max_examples=40)
@given(RULES)
def test_rules_come_back_as_they_were(rules: tuple[HeaderRule, ...]) -> None:
    assert read_headers(print_headers(rules)) == rules


def test_every_rule_that_fits_adds_its_headers() -> None:
    rules = read_headers(
        "# a note\n/*\n  X-Frame-Options: DENY\n  Vary: Accept\n\n/static/*\n"
        "  Cache-Control: max-age=9\n  Vary: Origin\n/static/a.js\n  X-A: b: c\n"
    )
    assert headers_for(rules, "/index.html") == {"X-Frame-Options": "DENY", "Vary": "Accept"}
    assert headers_for(rules, "/static/a.js") == {
        "X-Frame-Options": "DENY",
        "Vary": "Accept, Origin",
        "Cache-Control": "max-age=9",
        "X-A": "b: c",
    }
    assert "X-A" not in headers_for(rules, "/static/a+js")


@pytest.mark.parametrize("text", ["  X: y\n", "/a\n  nothing here\n"])
def test_a_line_that_is_no_rule_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"^line \d"):
        read_headers(text)


def test_redirects_come_back_as_they_were() -> None:
    redirects = (Redirect("/ar/old/", "/ar/new/"), Redirect("/x", "https://a.example/", 302))
    assert read_redirects("# a note\n\n" + print_redirects(redirects)) == redirects
    assert read_redirects("/a /b\n") == (Redirect("/a", "/b", 301),)
    with pytest.raises(ValueError, match=r"^line 2: `/a /b often`"):
        read_redirects("/a /b\n/a /b often\n")
