"""What a host is told of the site: headers, redirects, a domain, compressed copies."""

from __future__ import annotations

import gzip
import re
from functools import cache

import brotli
import pytest

from generator.text.host_files import address_of, headers_for, read_headers, read_redirects
from generator.text.policy import declared, forbids, read_policy, uses_of_page
from tests.driver import Outcome, SiteTest
from tests.test_aliases import aliased

BASE_PATH = "/sub/"
"""Of the small site."""
FOR_HOSTS = ("_headers", "_redirects", ".nojekyll", "CNAME")
BASE = '{% extends "default/base.html" %}{% block head %}{{ super() }}'


def publishing(lines: str, site: SiteTest | None = None) -> SiteTest:
    return (site or SiteTest()).with_change(
        "site.toml", "[licence]", f"[publishing]\n{lines}\n[licence]"
    )


def sent(outcome: Outcome, path: str) -> dict[str, str]:
    """The headers promised for a path of the site."""
    return headers_for(_rules(outcome.page("_headers")), BASE_PATH + path)


_rules = cache(read_headers)


def test_every_file_of_the_site_has_the_headers_of_its_kind() -> None:
    old = ("old-water", "/2019/05/water.html", "/%D9%85%D8%A7%D8%A1/")
    outcome = aliased(*old).build()
    for path in outcome.files:
        headers = sent(outcome, address_of(path))
        assert headers["X-Content-Type-Options"] == "nosniff"
        is_for_ever = path.startswith(("static/", "media/"))
        kept = "max-age=31536000, immutable" if is_for_ever else "max-age=0, must-revalidate"
        if path not in FOR_HOSTS and not path.startswith("pagefind/"):
            assert headers["Cache-Control"] == f"public, {kept}", path
        if path.endswith(".html"):
            policies = (headers.get("Content-Security-Policy"), declared(outcome.page(path)))
            assert any(policies), path
    assert {"ماء/index.html", "2019/05/water.html"} <= outcome.files.keys()
    assert f"{BASE_PATH}%D9%85%D8%A7%D8%A1/\n" in outcome.page("_headers")


def test_no_header_is_sent_twice() -> None:
    rules = read_headers(SiteTest().build().page("_headers"))
    for path in SiteTest().build().files:
        values = headers_for(rules, BASE_PATH + path)
        assert not [name for name, value in values.items() if value.count("default-src") > 1]
        assert values.get("Cache-Control", "").count("max-age") <= 1


def test_the_policy_of_the_headers_allows_what_pages_use_and_nothing_unsafe() -> None:
    outcome = SiteTest().build()
    policy = read_policy(sent(outcome, "ar/")["Content-Security-Policy"])
    for path in outcome.files:
        if path.endswith(".html"):
            html = outcome.page(path)
            assert not [use for use in uses_of_page(html) if forbids(policy, use)], path
            assert declared(html) is not None, path
    assert "unsafe" not in sent(outcome, "ar/")["Content-Security-Policy"]
    assert policy["frame-ancestors"] == {"'none'"}


def test_only_the_worker_of_the_search_may_run_web_assembly() -> None:
    outcome = SiteTest().build()
    allowed = [path for path in outcome.files if "wasm" in str(sent(outcome, path))]
    assert [re.sub(r"[0-9a-f]{10}", "*", path) for path in allowed] == ["static/*/search/worker.js"]


def test_a_source_that_a_theme_names_is_allowed_in_the_header_too() -> None:
    outcome = (
        SiteTest()
        .with_template("default/base.html", SiteTest().theme["base.html"].decode())
        .with_template(
            "base.html",
            '{% extends "default/base.html" %}'
            "{% block script_sources %}'self' https://count.example{% endblock %}"
            '{% block head %}<script src="https://count.example/a.js"></script>{% endblock %}',
        )
        .build()
    )
    assert (
        "script-src 'self' https://count.example;"
        in sent(outcome, "en/")["Content-Security-Policy"]
    )


REFUSED = {
    "<script>count()</script>": "an inline script",
    '<script src="https://x.example/a.js"></script>': "`https://x.example/a.js` (script-src)",
    '<meta name="x" content="y" onload="a()">': "the attribute `onload` of <meta>",
    "<style>p{color:red}</style>": "an inline stylesheet",
}
"""Markup, and how it is named."""


def test_what_the_policy_forbids_is_an_error() -> None:
    theme = SiteTest().theme["base.html"].decode()
    site = SiteTest().with_template("default/base.html", theme)
    site = site.with_template("base.html", f"{BASE}{''.join(REFUSED)}{{% endblock %}}")
    outcome = site.build()
    assert outcome.errors.count("[policy-forbids]") == len(REFUSED)
    for named in REFUSED.values():
        assert f"has {named}, which" in outcome.errors
    assert outcome.files == {}


def test_redirects_are_told_to_the_host() -> None:
    site = aliased("old-water", "/%D9%85%D8%A7%D8%A1/", "/water.php")
    outcome = site.build()
    told = {each.source: each.target for each in read_redirects(outcome.page("_redirects"))}
    assert told[f"{BASE_PATH}en/old-water/"] == f"{BASE_PATH}en/water/"
    assert told[f"{BASE_PATH}%D9%85%D8%A7%D8%A1/"] == f"{BASE_PATH}ar/water/"
    assert told[f"{BASE_PATH}water.php"] == f"{BASE_PATH}ar/water/"
    # A file of this name would be sent as a program, or as nothing a browser shows.
    assert "water.php" not in outcome.files
    assert "_redirects" not in SiteTest().build().files


def test_a_domain_of_its_own() -> None:
    address = SiteTest().files["site.toml"].decode().split('base_url = "')[1].split('"')[0]
    host = address.split("/")[2]
    at_root = SiteTest().with_change("site.toml", address, f"https://{host}/")
    outcome = publishing(f'domain = "{host}"', at_root).build()
    assert outcome.page("CNAME") == f"{host}\n"
    assert outcome.page(".nojekyll") == ""
    assert "CNAME" not in SiteTest().build().files
    # The branch of a site with a domain lies at the root of that domain, whatever `base_url` says.
    assert f"write `base_url` as https://{host}/" in publishing(f'domain = "{host}"').build().errors


@pytest.mark.parametrize("domain", ["https://news.example", "news", "other.example", "a b.example"])
def test_a_domain_that_is_none_or_another(domain: str) -> None:
    errors = publishing(f'domain = "{domain}"').build().errors
    assert "`domain`" in errors
    assert "[bad-value]" in errors


def test_hsts_is_for_https() -> None:
    assert "Strict-Transport-Security" in str(publishing("hsts = true").build().page("_headers"))
    assert "Strict-Transport-Security" not in SiteTest().build().page("_headers")
    plain = SiteTest().with_change("site.toml", '"https://', '"http://')
    assert "`hsts`" in publishing("hsts = true", plain).build().errors


def test_compressed_copies_hold_the_same() -> None:
    site = publishing("precompress = true")
    outcome = site.build()
    copies = [path for path in outcome.files if path.endswith((".br", ".gz"))]
    assert len(copies) > 40
    for path in copies:
        unpack = brotli.decompress if path.endswith(".br") else gzip.decompress
        assert unpack(outcome.files[path]) == outcome.files[path[:-3]]
        assert len(outcome.files[path]) < len(outcome.files[path[:-3]])
    assert "ar/index.html.br" in copies
    assert not any(path.endswith((".woff2.gz", ".png.br")) for path in copies)
    assert outcome.files == site.build_anew().files
