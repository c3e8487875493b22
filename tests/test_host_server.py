"""The host that tests publish to keeps the rules of real ones, and a walk finds what is broken."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from tests.host_server import hosted, read_host
from tests.walk import ask, walk

FILES = {
    "index.html": '<a href="a/#there">A</a> <img srcset="map.svg 1x, far.svg 2x"> '
    '<link rel="canonical" href="https://news.example/sub/a/#nowhere">',
    "404.html": "<h1>not here</h1>",
    "a/index.html": '<h1 id="there">A</h1> <a href="../gone/">B</a> <a href="/outside/">C</a>',
    "map.svg": "<svg/>",
    "style.css": "body{}",
    "_headers": "/sub/*\n  X-One: 1\n/sub/style.css\n  Cache-Control: no-store\n",
    "_redirects": "/sub/old.html /sub/a/ 301\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("host")
    for path, text in FILES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / "style.css.gz").write_bytes(gzip.compress(b"body{}"))
    (folder.parent / "secret.txt").write_text("secret", "utf-8")
    with hosted(read_host(folder, "/sub/")) as address:
        yield address


def test_what_is_answered_for_each_kind_of_address(address: str) -> None:
    assert ask(address).status == 200
    assert ask(f"{address}a").headers["Location"] == "/sub/a/"
    assert ask(f"{address}old.html").headers["Location"] == "/sub/a/"
    assert "not here" in ask(f"{address}gone").body
    for hidden in ("_headers", "_redirects", "../secret.txt", "%2e%2e/secret.txt"):
        assert ask(address + hidden).status == 404
    head = ask(address, "HEAD")
    assert (head.status, head.body) == (200, "")
    assert int(head.headers["Content-Length"]) == len(FILES["index.html"])


def test_headers_and_compressed_copies(address: str) -> None:
    plain = ask(f"{address}style.css")
    assert plain.headers["X-One"] == "1"
    assert plain.headers["Cache-Control"] == "no-store"
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    packed = ask(f"{address}style.css", "HEAD", **{"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Vary" not in ask(f"{address}map.svg").headers


def test_a_walk_finds_every_broken_address(address: str) -> None:
    found = walk(address, "https://news.example/sub/")
    root = address.removesuffix("sub/")
    assert sorted(found.broken) == [
        f"404 {address}far.svg, named by {address}",
        f"404 {address}gone/, named by {address}a/",
        f"{root}outside/ lies outside the site, named by {address}a/",
        f"no place #nowhere in {address}a/, named by {address}",
    ]
