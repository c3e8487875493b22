"""The recipes of docs/publishing.md, run as they stand there, with places of this computer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator import __version__
from generator.adapters.output import MARKER
from generator.cli import main
from generator.deploying.manifest import MANIFEST
from generator.text.host_files import read_headers
from tests.deployers.conftest import Storage
from tests.driver import SiteTest, files_below

ROOT = Path(__file__).parent.parent.parent
PUBLISHING = (ROOT / "docs" / "publishing.md").read_text("utf-8")
RUN = "import sys; from generator.cli import main; sys.exit(main())"

pytestmark = pytest.mark.slow


def section(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PUBLISHING, re.M | re.S)
    assert found, f"docs/publishing.md has no section {title}"
    return found[1]


def block(text: str, language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def commands(text: str) -> list[list[str]]:
    return [line.split() for line in re.findall(r"^    dragoman (.*)$", text, re.MULTILINE)]


def follow(title: str, folder: Path, changes: dict[str, str]) -> Path:
    """Do what the section says in a new site; its folder."""
    settings = block(section(title), "toml")
    for old, new in changes.items():
        assert old in settings
        settings = settings.replace(old, new)
    changed = SiteTest().with_change("site.toml", "[licence]", f"{settings}\n[licence]")
    site = changed.on_disk(folder / "site")
    steps = commands(section(title))
    assert ["build"] in steps and ["deploy"] in steps
    for step in steps:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", RUN, *step], cwd=site, env=environment, check=True)
    return site


def built(site: Path) -> dict[str, bytes]:
    return {path: text for path, text in files_below(site / "output").items() if path != MARKER}


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "srv").mkdir()
    live = tmp_path / "srv" / "news"
    site = follow("A folder, or a server of your own", tmp_path, {"/srv/www/news": str(live)})
    for folder in (live, tmp_path / "www"):
        found = files_below(folder)
        assert found.pop(MANIFEST)
        assert found == built(site)


def test_a_branch(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote.git")], check=True)
    subprocess.run(["git", "init", "-q", str(tmp_path / "site")], check=True)
    remote = ["git", "remote", "add", "origin", str(tmp_path / "remote.git")]
    subprocess.run(remote, cwd=tmp_path / "site", check=True)
    site = follow("GitHub Pages from a branch", tmp_path, {})
    clone = ["git", "clone", "-q", "-b", "gh-pages", "remote.git", "pages"]
    subprocess.run(clone, cwd=tmp_path, check=True)
    found = {
        path: text
        for path, text in files_below(tmp_path / "pages").items()
        if not path.startswith(".git/")
    }
    assert found.pop(MANIFEST)
    assert found == built(site)
    assert ".nojekyll" in found


def service(title: str) -> tuple[str, str]:
    """The command that a service runs at each push, and the folder that it publishes."""
    if title == "Netlify":
        settings = tomllib.loads(block(section(title), "toml"))["build"]
        return settings["command"], settings["publish"]
    text = " ".join(section(title).split())
    found = re.search(r"build command `([^`]+)`, output folder `([^`]+)`", text)
    assert found
    return found[1], found[2]


@pytest.mark.parametrize("title", ["Netlify", "Cloudflare Pages"])
def test_a_service_that_builds(title: str, tmp_path: Path) -> None:
    command, folder = service(title)
    install, *steps = command.split(" && ")
    # Stands for the tests' own environment here.
    assert install == "pip install -r requirements.txt"
    assert main(["init", str(tmp_path / "site")]) == 0
    site = tmp_path / "site"
    assert f"\ndragoman=={__version__}\n" in (site / "requirements.txt").read_text("utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    script = ["sh", "-c", " && ".join(steps)]
    subprocess.run(script, cwd=site, env=environment, check=True)
    found = files_below(site / folder)
    assert {"index.html", "404.html", "pagefind/catalog.json"} < found.keys()
    assert read_headers(found["_headers"].decode())
    # A faulty explainer is not published.
    meta = site / "content/explainers/leap-year/meta.yaml"
    meta.write_text(meta.read_text("utf-8").replace("nasa-leap-year]", "nassa]"), "utf-8")
    failed = subprocess.run(
        ["sh", "-c", " && ".join(steps)], cwd=site, env=environment, check=False
    )
    assert failed.returncode == 2


@pytest.mark.usefixtures("keys")
def test_a_bucket(tmp_path: Path, storage: Storage) -> None:
    (storage.folder / "news-site").mkdir()
    region = 'region = "eu-central-1"'
    endpoint = f'{region}\nendpoint = "{storage.address}"'
    site = follow("S3 and compatible storage", tmp_path, {region: endpoint})
    found = files_below(storage.folder / "news-site")
    assert found.pop(MANIFEST)
    left_out = {"_headers", "_redirects", ".nojekyll", "CNAME"}
    assert found == {path: text for path, text in built(site).items() if path not in left_out}


def test_the_function_of_cloudfront(browser: Any) -> None:
    function = block(section("S3 and compatible storage"), "js")
    page = browser.new_page()
    ask = f"uri => {{ {function} return handler({{request: {{uri}}}}).uri; }}"
    asked = {
        "/": "/index.html",
        "/ar/water/": "/ar/water/index.html",
        "/static/a.css": "/static/a.css",
    }
    assert {uri: page.evaluate(ask, uri) for uri in asked} == asked
    page.close()
