"""Content security policies: what a page uses, what its own allows, and the narrowest for all."""

from __future__ import annotations

import pytest

from generator.text.policy import (
    Use,
    declared,
    forbids,
    narrowest,
    print_policy,
    read_policy,
    uses_of_page,
    uses_of_style,
)


@pytest.mark.parametrize(
    ("html", "directive", "source"),
    [
        ('<script src="../a.js"></script>', "script-src", "'self'"),
        ('<script type="module" src="//cdn.example/a.js"></script>', "script-src", "https://cdn.example"),
        ("<script>alert(1)</script>", "script-src", "'unsafe-inline'"),
        ("<p onclick='x()'>", "script-src", "'unsafe-inline'"),
        ('<P STYLE="color:red">', "style-src", "'unsafe-inline'"),
        ("<style>p{}</style>", "style-src", "'unsafe-inline'"),
        ('<link rel="stylesheet" href="https://x.example:8/a.css">', "style-src", "https://x.example:8"),
        ('<link rel="preload" as="font" href="f.woff2" crossorigin>', "font-src", "'self'"),
        ('<link rel="icon" href="i.svg">', "img-src", "'self'"),
        ('<link rel="manifest" href="m.webmanifest">', "manifest-src", "'self'"),
        ('<img src="data:image/png;base64,AA==">', "img-src", "data:"),
        ('<source srcset="a.avif 1x, https://i.example/b.avif 2x">', "img-src", "https://i.example"),
        ('<video poster="p.jpg" src="v.mp4">', "media-src", "'self'"),
        ("<iframe src=https://v.example/1></iframe>", "frame-src", "https://v.example"),
        ("<form role=search>", "form-action", "'self'"),
        ('<form action="https://f.example/">', "form-action", "https://f.example"),
    ],
)  # fmt: skip
def test_what_markup_uses(html: str, directive: str, source: str) -> None:
    assert (directive, source) in {(use.directive, use.source) for use in uses_of_page(html)}


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"a": "<b"}</script>',
        '<link rel="canonical" href="https://x.example/">',
        '<a href="https://x.example/" title="on time, in style">',
        '<p class="on">style=1 &lt;script&gt;',
        '<link rel="alternate" hreflang="ar" href="https://x.example/">',
    ],
)
def test_what_no_policy_is_asked_about(html: str) -> None:
    assert uses_of_page(html) == frozenset()


def test_what_a_stylesheet_uses() -> None:
    css = (
        "@import 'more.css';@import url(https://c.example/x.css) print;"
        "@font-face{src:url('fonts/a.woff2') format('woff2')}p{background:url(https://i.example/a.png)}"
        'q{mask:url(#m)}i{background:url( "data:image/png;base64,AA==" )}' + "url(" * 100_000
    )
    assert {(use.directive, use.source) for use in uses_of_style(css)} == {
        ("style-src", "'self'"),
        ("style-src", "https://c.example"),
        ("font-src", "'self'"),
        ("img-src", "https://i.example"),
        ("img-src", "data:"),
        ("img-src", "'self'"),  # what is left open at the end: an address of nothing
    }


def test_a_policy_comes_back_as_it_was() -> None:
    text = "default-src 'none'; script-src 'self' https://x.example; frame-ancestors 'none'"
    assert print_policy(read_policy(text)) == text
    assert read_policy("img-src 'self'; IMG-SRC *") == {"img-src": frozenset(["'self'"])}


def test_a_page_declares_its_policy() -> None:
    html = (
        '<meta name="robots" content="noindex">\n<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src 'self'\">"
    )
    policy = declared(html)
    assert policy == {"default-src": frozenset(["'none'"]), "img-src": frozenset(["'self'"])}
    assert declared("<p>") is None


@pytest.mark.parametrize("address", ["http://[::1", "//[x/y.png"])
def test_an_address_that_is_none_loads_nothing_from_elsewhere(address: str) -> None:
    used = uses_of_page(f'<img src="{address}" srcset="{address} 1x">')
    assert {use.source for use in used} == {"'self'"}


@pytest.mark.parametrize(
    "text", ["content-security-policy; connect-src https://evil.example",
             "a > http-equiv=content-security-policy; connect-src *"],
)  # fmt: skip
def test_what_a_description_says_is_no_policy(text: str) -> None:
    described = f'<meta name="description" content="{text}">'
    assert declared(described) is None
    own = '<META content="img-src x.example" http-equiv=Content-Security-Policy>'
    assert declared(described + own) == {"img-src": frozenset(["x.example"])}


def test_a_directive_that_is_absent_falls_back_where_the_standard_says_so() -> None:
    policy = read_policy("default-src 'none'; img-src 'self'")
    assert not forbids(policy, Use("img-src", "'self'", "a.png"))
    assert forbids(policy, Use("img-src", "https://x.example", "https://x.example/a.png"))
    assert forbids(policy, Use("script-src", "'self'", "a.js"))
    assert not forbids(policy, Use("form-action", "'self'", "a form"))


def test_the_narrowest_policy_allows_what_is_used_and_no_more() -> None:
    uses = uses_of_page(
        '<img src="a.png"><script src="https://x.example/a.js"></script><p style="a">'
    )
    policies = [
        read_policy("default-src 'none'; connect-src 'self'; worker-src 'none'; media-src *")
    ]
    policy = narrowest(uses, policies)
    assert print_policy(policy) == (
        "default-src 'none'; script-src https://x.example; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
