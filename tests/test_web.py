"""Asking other sites: the real adapter against a real server on loopback that misbehaves."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.adapters.web import PoliteWeb, WebLimits
from generator.checks.link_visits import GOOD, Verdict, visit
from generator.model.web import WebAnswer
from tests.conftest import need
from tests.rude_server import Rude, rude_server

pytestmark = pytest.mark.slow

BASE = "https://news.example/sub/"


@pytest.fixture
def rude() -> Iterator[Rude]:
    with rude_server() as server:
        yield server


def web(seconds: float = 60, answer_seconds: float = 10, pause: float = 0.0) -> PoliteWeb:
    """One that may ask this computer, and does not wait between questions."""
    return PoliteWeb(WebLimits(seconds, answer_seconds, pause, allows_private=True), BASE)


def test_an_answer_and_who_asks(rude: Rude) -> None:
    assert web().ask("HEAD", rude.address("/page#part")) == WebAnswer(200)
    (head,) = rude.heads
    assert head.startswith("HEAD /page HTTP/1.1\r\n")
    assert "User-Agent: Dragoman/" in head
    assert f"+{BASE})" in head
    assert f"Host: 127.0.0.1:{rude.port}\r\n" in head
    assert "Connection: close" in head


def test_get_asks_for_one_byte(rude: Rude) -> None:
    assert web().ask("GET", rude.address("/part")).status == 206
    assert "Range: bytes=0-0\r\n" in rude.heads[0]


def test_no_body_is_read(rude: Rude) -> None:
    assert visit(rude.address("/no-head-endless"), web()) is GOOD
    assert [method for method, _ in rude.asked] == ["HEAD", "GET"]
    deadline = time.monotonic() + 10
    while rude.at_once and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not rude.at_once, "the connection is still open"
    assert rude.sent < 20_000_000


def test_addresses_with_letters_of_all_kinds(rude: Rude) -> None:
    assert visit(rude.address("/ماء"), web()) is GOOD
    assert visit(rude.address("/arabic"), web()) == Verdict("moved", "", rude.address("/ماء"))
    assert {path for _, path in rude.asked} == {"/%D9%85%D8%A7%D8%A1", "/arabic"}


def test_line_ends_in_an_address_make_no_header(rude: Rude) -> None:
    web().ask("HEAD", rude.address("/page%0d%0aX-Evil: 1"))
    web().ask("HEAD", rude.address("/a b?c d"))
    assert not any("\nX-Evil" in head for head in rude.heads)
    assert rude.asked[-1] == ("HEAD", "/a%20b?c%20d")


def test_the_whole_way_round(rude: Rude) -> None:
    asking = web()
    assert visit(rude.address("/no-head"), asking) is GOOD
    assert visit(rude.address("/to/301/!page"), asking).target == rude.address("/page")
    assert visit(rude.address("/to/302/!page"), asking) is GOOD
    loop = rude.address("/to/302/!to!302!")
    assert visit(loop, asking).outcome == "unreachable"
    assert visit(rude.address("/status/404"), asking).outcome == "dead"
    assert visit(rude.address("/busy-once"), asking) is GOOD
    assert visit(rude.address("/busy"), asking).outcome == "busy"


@pytest.mark.parametrize("path", ["/never", "/drip", "/continue"])
def test_a_server_that_takes_its_time_is_left(rude: Rude, path: str) -> None:
    answer = web(answer_seconds=0.6).ask("HEAD", rude.address(path))
    assert answer == WebAnswer(failure="silent", detail="did not answer within 1 seconds")


@pytest.mark.parametrize("path", ["/reset", "/garbage", "/long-head", "/closes"])
def test_a_broken_answer_is_a_failure(rude: Rude, path: str) -> None:
    assert web().ask("HEAD", rude.address(path)).failure == "broken"


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert web().ask("HEAD", f"http://127.0.0.1:{port}/").failure == "broken"


def test_a_name_that_no_host_can_have() -> None:
    assert web().ask("HEAD", "http://no.such.host.invalid/").failure == "no-name"
    assert web().ask("HEAD", f"http://{'a' * 70}.example/").failure == "no-name"
    assert web().ask("HEAD", f"http://{'ماء' * 40}.example/").failure == "no-name"


@pytest.mark.parametrize(
    "address",
    ["ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://[::1", "http://a:99999/", "x"],
)
def test_only_the_web_is_asked(address: str) -> None:
    assert web().ask("HEAD", address).failure == "not-web"


def test_a_private_network_is_never_asked(rude: Rude, monkeypatch: pytest.MonkeyPatch) -> None:
    careful = PoliteWeb(WebLimits(pause=0), BASE)
    monkeypatch.setattr("generator.adapters.web._PORTS", frozenset({rude.port}))
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0", "[::ffff:127.0.0.1]"):
        assert careful.ask("GET", rude.address(host=host)).failure == "private", host
    assert careful.ask("GET", "http://169.254.169.254/latest/").failure == "private"
    assert rude.asked == []


def test_every_look_up_is_judged_anew(rude: Rude, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to the public internet first and to this computer then (DNS rebinding)."""
    real = socket.getaddrinfo
    answers = iter(["192.0.2.1", "10.0.0.1", "127.0.0.1"])

    def rebound(host: str, port: int, **more: Any) -> Any:
        return real(next(answers), port, **more)

    monkeypatch.setattr("socket.getaddrinfo", rebound)
    careful = PoliteWeb(WebLimits(pause=0), BASE)
    for _ in range(3):
        assert careful.ask("GET", "http://rebind.example/").failure == "private"
    assert rude.asked == []


def test_other_ports_than_those_of_the_web_are_refused() -> None:
    answer = PoliteWeb(WebLimits(), BASE).ask("HEAD", "http://news.example:25/")
    assert answer == WebAnswer(
        failure="not-web", detail="names port 25, which is none of the web's"
    )


def test_one_question_to_a_host_at_a_time_and_a_pause_behind_it(rude: Rude) -> None:
    asking = web(pause=0.2)
    threads = [
        threading.Thread(target=asking.ask, args=("HEAD", rude.address("/slow"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rude.most_at_once == 1
    assert all(b - a >= 0.5 for a, b in zip(rude.moments, rude.moments[1:], strict=False))


def test_time_that_is_over_is_over(rude: Rude) -> None:
    asking = web(seconds=0.001)
    time.sleep(0.01)
    assert asking.is_over
    assert asking.ask("HEAD", rude.address("/page")).failure == "silent"
    assert not asking.wait(0)
    stopped = web()
    stopped.stop()
    assert stopped.is_over
    assert stopped.ask("HEAD", rude.address("/page")).failure == "silent"
    assert rude.asked == []


def test_a_wait_longer_than_what_is_left_is_not_begun() -> None:
    asking = web(seconds=5)
    assert not asking.wait(60)
    assert asking.wait(0.01)


def test_what_speaks_no_tls(rude: Rude) -> None:
    answer = web().ask("HEAD", f"https://127.0.0.1:{rude.port}/page")
    assert answer.failure == "certificate"
    assert answer.detail.startswith("fails to agree on encryption")


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    need("openssl", shutil.which("openssl") is not None)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    both = tmp_path / "both.pem"
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    with rude_server(both) as server:
        answer = web().ask("HEAD", f"https://localhost:{server.port}/page")
        assert (answer.failure, answer.status) == ("certificate", 0)
        assert "self-signed" in answer.detail or "self signed" in answer.detail
        assert server.asked == []
