"""`dragoman check --external` as a newsroom runs it, against a real server on loopback."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.adapters.files import read_sources
from generator.adapters.web import WebLimits
from generator.cli import main
from generator.commands.external import ExternalOptions, external_problems
from tests.driver import SiteTest
from tests.rude_server import Rude, rude_server

pytestmark = pytest.mark.slow

WATER = "content/explainers/water"
BRIDGE = "content/explainers/bridge/meta.yaml"
LIMITS = WebLimits(60, 5, 0, allows_private=True)


@pytest.fixture
def rude() -> Iterator[Rude]:
    with rude_server() as server:
        yield server


def site_leading_to(water: str, bridge: str, folder: Path) -> Path:
    """The small site with other links to other sites."""
    site = SiteTest()
    for name in ("article.ar.md", "article.en.md", "meta.yaml"):
        site = site.with_change(f"{WATER}/{name}", "https://city.example/water", water)
    site = site.with_change(BRIDGE, "https://city.example/bridge", bridge)
    text = site.files["site.toml"].decode().partition("[licence]")[0]
    return site.with_file("site.toml", text).on_disk(folder)


def ask(site: Path, *, refresh: bool = False, limits: WebLimits = LIMITS) -> list[str]:
    """`path:line:column: code` of each problem."""
    found = external_problems(site, read_sources(site), ExternalOptions(limits, refresh))
    assert not any(problem.is_error for problem in found)
    return [f"{problem.place}: {problem.code}" for problem in found]


DEAD = [
    f"{WATER}/article.ar.md:5:67: dead-link",
    f"{WATER}/article.en.md:38:92: dead-link",
    f"{WATER}/meta.yaml:15:10: dead-link",
]


def test_a_dead_link_is_reported_wherever_it_is_written(tmp_path: Path, rude: Rude) -> None:
    site = site_leading_to(rude.address("/status/404"), rude.address("/page"), tmp_path)
    assert ask(site) == DEAD
    assert rude.asked == [("HEAD", "/page"), ("HEAD", "/status/404"), ("GET", "/status/404")]


def test_what_was_answered_is_not_asked_again(tmp_path: Path, rude: Rude) -> None:
    site = site_leading_to(rude.address("/status/404"), rude.address("/page"), tmp_path)
    first = ask(site)
    rude.asked.clear()
    assert ask(site) == first
    assert rude.asked == []
    assert ask(site, refresh=True) == first
    assert len(rude.asked) == 3
    for file in (tmp_path / ".dragoman" / "cache" / "links").iterdir():
        file.write_bytes(b"damaged")
    assert ask(site) == first
    assert len(rude.asked) == 6


def test_what_there_was_no_time_for_is_counted(tmp_path: Path, rude: Rude) -> None:
    site = site_leading_to(rude.address("/busy"), rude.address("/page"), tmp_path)
    assert ask(site) == ["check: unasked-links"]
    assert ask(site, limits=WebLimits(0.0001, 5, 0, allows_private=True)) == [
        "check: unasked-links"
    ]


def test_no_network_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    site = site_leading_to("https://city.example/", "https://bridge.example/", tmp_path)
    assert ask(site) == ["check: no-connection"]
    monkeypatch.undo()
    with rude_server() as server:
        files = {BRIDGE: (site / BRIDGE).read_text("utf-8")}
        for path, text in files.items():
            (site / path).write_text(text.replace("https://bridge.example", server.address()))
        assert [each for each in ask(site) if "no-connection" in each] == []
        assert server.asked, "what could not be asked was not remembered"


def test_the_command(tmp_path: Path, rude: Rude, capsys: pytest.CaptureFixture[str]) -> None:
    site = site_leading_to(rude.address("/status/410"), rude.address("/to/301/!page"), tmp_path)
    options = ["check", "--site", str(site), "--format", "json"]

    def run(*more: str) -> tuple[int, set[tuple[str, str]]]:
        code = main([*options, *more])
        problems = json.loads(capsys.readouterr().out)
        return code, {(p["code"], p["severity"]) for p in problems if "link" in p["code"]}

    assert run() == (0, set())
    assert rude.asked == []
    # A port of this computer: neither is asked without being told to.
    assert run("--external") == (0, {("unreachable-link", "warning")})
    assert rude.asked == []
    found = {("dead-link", "warning"), ("moved-link", "advice")}
    assert run("--external", "--refresh", "--allow-private") == (0, found)
    assert run("--external", "--strict") == (1, found)


@pytest.mark.parametrize("minutes", ["0", "-1", "nan", "soon", "99999"])
def test_a_time_limit_is_a_number_of_minutes(minutes: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--external", f"--time-limit={minutes}"])
    assert stopped.value.code == 2


def test_a_site_that_cannot_be_read_asks_nobody(tmp_path: Path, rude: Rude) -> None:
    site = site_leading_to(rude.address("/page"), rude.address("/page"), tmp_path)
    (site / "site.toml").write_text("[title\n")
    assert ask(site) == []
    assert rude.asked == []
