"""Which files a target gets, and with which headers."""

from __future__ import annotations

import pytest

from generator.deploying.files import REDIRECT_HEADER, files_for
from generator.model.deployment import FolderTarget, GitTarget, S3Target, Target

HEADERS = """\
/news/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'self'
/news/static/*
  cache-control: public, max-age=31536000, immutable
/news/ar/
  Cache-Control: no-cache
/news/*.ics
  Content-Type: text/calendar; charset=utf-8; method=PUBLISH
"""
REDIRECTS = """\
/news/old/ /news/ar/new/ 301
/news/gone.html https://example.org/ 302
/news/hidden/ /news/ar/ 200
/news/*/all /news/:splat 301
"""
SITE = {
    path: text.encode()
    for path, text in {
        "_headers": HEADERS,
        "_redirects": REDIRECTS,
        ".nojekyll": "",
        "CNAME": "example.org",
        "ar/index.html": "x",
        "ar/index.html.br": "x",
        "ar/index.html.gz": "x",
        "data.tar.gz": "x",
        "static/a.css": "x",
        "old/index.html": "x",
        "gone.html": "x",
        "hidden/index.html": "x",
        "ar/x/timeline.ics": "x",
    }.items()
}
BUCKET = S3Target("live", "site", redirects=True)


def headers_of(path: str, target: S3Target = BUCKET) -> dict[str, str]:
    sent = {file.path: dict(file.headers) for file in files_for(target, SITE, "/news/")}
    return sent[path]


@pytest.mark.parametrize("target", [FolderTarget("a", "b"), GitTarget("a")], ids=["folder", "git"])
def test_a_server_gets_every_file_as_it_is(target: Target) -> None:
    sent = files_for(target, SITE, "/news/")
    assert {file.path: file.content for file in sent} == SITE
    assert all(file.headers == () for file in sent)


def test_storage_gets_no_files_that_only_other_hosts_read() -> None:
    left_out = set(SITE) - {file.path for file in files_for(BUCKET, SITE, "/news/")}
    assert left_out == {
        "_headers", "_redirects", ".nojekyll", "CNAME", "ar/index.html.br", "ar/index.html.gz",
    }  # fmt: skip


def test_an_object_carries_the_headers_that_storage_can_hold() -> None:
    assert headers_of("static/a.css") == {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Type": "text/css; charset=utf-8",
    }


def test_a_folder_is_asked_for_without_the_name_of_its_page() -> None:
    assert headers_of("ar/index.html")["Cache-Control"] == "no-cache"
    assert "Cache-Control" not in headers_of("hidden/index.html")


def test_a_type_that_the_rules_name_goes_before_the_usual_one() -> None:
    said = headers_of("ar/x/timeline.ics")["Content-Type"]
    assert said == "text/calendar; charset=utf-8; method=PUBLISH"


def test_pages_that_only_lead_elsewhere_redirect_where_that_is_asked_for() -> None:
    assert headers_of("old/index.html")[REDIRECT_HEADER] == "/news/ar/new/"
    assert headers_of("gone.html")[REDIRECT_HEADER] == "https://example.org/"
    assert REDIRECT_HEADER not in headers_of("hidden/index.html"), "200 shows, and leads nowhere"
    assert REDIRECT_HEADER not in headers_of("old/index.html", S3Target("live", "site"))


def test_a_bad_rule_is_named() -> None:
    with pytest.raises(ValueError, match="line 1"):
        files_for(BUCKET, {"_headers": b"  Lost: header\n"}, "/")
