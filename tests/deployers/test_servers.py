"""The recipes for servers of one's own: nginx and Caddy send every file as `_headers` promises."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from generator.text.host_files import address_of, headers_for, read_headers, read_redirects
from generator.text.media_types import content_type
from tests.conftest import ROOT, need
from tests.deployers.test_recipes import RUN, block, built, section
from tests.test_aliases import aliased
from tests.walk import ask

pytestmark = pytest.mark.slow

ADDRESS = "https://news.example.org/"
TOLD = {"_headers", "_redirects", ".nojekyll"}
SAME = ({"application/javascript", "text/javascript"}, {"application/xml", "text/xml"})
"""Of media types: RFC 9239 and RFC 7303."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of file, at the root of its host."""
    small = aliased("old-water", "/%D9%85%D8%A7%D8%A1/", "/water.php", "/2019/05/water.html")
    address = re.search(r'base_url = "(.*)"', small.files["site.toml"].decode())
    assert address
    settings = "[publishing]\nprecompress = true\n[offline]\nenabled = true\n\n[licence]"
    folder = (
        small.with_change("site.toml", address[1], ADDRESS)
        .with_change("site.toml", "[licence]", settings)
        .on_disk(tmp_path_factory.mktemp("served") / "site")
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", RUN, "build"], cwd=folder, env=environment, check=True)
    return folder


def settings_for(title: str, language: str, site: Path, changed: tuple[str, str]) -> str:
    """The recipe's file with the places of this computer, and its redirects made as it says.

    `changed` is the line by which the server listens, and the one for here.
    """
    text = section(title)
    (command,) = re.findall(r"^    (awk .*)$", text, re.MULTILINE)
    command = command.replace("/srv/www/", f"{site.parent}/")
    subprocess.run(["sh", "-e", "-c", command], cwd=site, check=True)
    settings = block(text, language)
    for old, new in (
        changed, ("/srv/www/news", str(site / "output")), ("/srv/www/", f"{site.parent}/"),
    ):  # fmt: skip
        assert old in settings
        settings = settings.replace(old, new)
    return settings


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, log: Path) -> Iterator[str]:
    """The address of a server, from when it answers."""
    with log.open("w") as stream:
        # Caddy writes what it was told below its home.
        home = {name: str(log.parent) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        process = subprocess.Popen(command, stdout=stream, stderr=stream, env=os.environ | home)
    try:
        while True:
            assert process.poll() is None, log.read_text("utf-8")
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def nginx(site: Path) -> Iterator[str]:
    binary = shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    need("nginx", binary is not None)
    port = free_port()
    folders = " ".join(
        f"{kind}_temp_path {site.parent}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    whole = site.parent / "nginx.conf"
    recipe = settings_for("nginx", "nginx", site, ("listen 80;", f"listen 127.0.0.1:{port};"))
    whole.write_text(
        f"{user} daemon off; pid {site.parent}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {folders}\n{recipe}}}\n",
        "utf-8",
    )
    command = [str(binary), "-e", "stderr", "-p", str(site.parent), "-c", str(whole)]
    with running(command, port, site.parent / "nginx.log") as address:
        yield address


@pytest.fixture(scope="module")
def caddy(site: Path) -> Iterator[str]:
    binary = shutil.which("caddy")
    need("caddy", binary is not None)
    port = free_port()
    whole = site.parent / "Caddyfile"
    recipe = settings_for(
        "Caddy", "caddyfile", site, ("news.example.org {", f"http://127.0.0.1:{port} {{")
    )
    whole.write_text(f"{{\n admin off\n}}\n{recipe}", "utf-8")
    command = [str(binary), "run", "--adapter", "caddyfile", "--config", str(whole)]
    with running(command, port, site.parent / "caddy.log") as address:
        yield address


@pytest.fixture(params=["nginx", "caddy"])
def address(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_every_file_is_sent_as_headers_promise(site: Path, address: str) -> None:
    files = built(site)
    rules = read_headers(files["_headers"].decode())
    moved = {each.source for each in read_redirects(files["_redirects"].decode())}
    asked = []
    for path, content in files.items():
        place = address_of(path)
        if path in TOLD or path.endswith((".br", ".gz")) or f"/{quote(place)}" in moved:
            continue
        answer = ask(address + quote(place))
        assert (answer.status, answer.content) == (200, content), path
        for name, value in headers_for(rules, f"/{place}").items():
            assert answer.headers.get(name) == value, (path, name)
        sent = answer.headers.get("Content-Type", "").partition(";")[0]
        promised = content_type(path).partition(";")[0]
        if promised != "application/octet-stream":
            assert sent == promised or {sent, promised} in SAME, path
        asked.append(path)
    assert {"sw.js", "sitemap.xml", "en/feed.json", "ar/site.webmanifest"} < set(asked)
    assert any(path.startswith("pagefind/ar/") for path in asked)
    assert any(path.startswith("media/") for path in asked)


def test_compressed_copies_are_sent_to_those_who_read_them(site: Path, address: str) -> None:
    answer = ask(f"{address}ar/water/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.content) == (site / "output/ar/water/index.html").read_bytes()


def test_what_is_not_there_and_what_is_for_hosts_alone(site: Path, address: str) -> None:
    missing = (site / "output/404.html").read_bytes()
    for path in ("ar/nowhere/", *sorted(TOLD - {".nojekyll"}), ".dragoman"):
        answer = ask(address + path)
        assert (answer.status, answer.content) == (404, missing), path
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_earlier_addresses_lead_on(site: Path, address: str) -> None:
    redirects = read_redirects((site / "output/_redirects").read_text("utf-8"))
    assert len(redirects) == 6
    for each in redirects:
        answer = ask(address + each.source[1:])
        assert (answer.status, urlsplit(answer.headers["Location"]).path) == (301, each.target)
