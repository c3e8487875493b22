"""What is asked of other sites, and how their answers count, with a web that is a table."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import pytest

from generator.checks.link_visits import (
    GOOD,
    REDIRECTS,
    Verdict,
    by_host,
    seems_offline,
    visit,
    visit_host,
)
from generator.model.web import WebAnswer

HERE = "https://a.example/page"
NO_NAME = WebAnswer(failure="no-name", detail="names a host that is not found")
SILENT = WebAnswer(failure="silent", detail="did not answer within 15 seconds")


def status(number: int, location: str = "", after: float | None = None) -> WebAnswer:
    return WebAnswer(number, location, after)


class TableWeb:
    """Gives the answers it was told to, and remembers what was asked and how long was waited."""

    def __init__(self, seconds: float = 1000) -> None:
        self.answers: dict[tuple[str, str], list[WebAnswer]] = defaultdict(list)
        self.asked: list[str] = []
        self.left = seconds

    def will(self, address: str, *answers: WebAnswer, get: WebAnswer | None = None) -> TableWeb:
        self.answers["HEAD", address] = list(answers)
        self.answers["GET", address] = [get] if get else list(answers)
        return self

    def ask(self, method: Literal["HEAD", "GET"], address: str) -> WebAnswer:
        self.asked.append(f"{method} {address}")
        self.left -= 1
        answers = self.answers[method, address]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def wait(self, seconds: float) -> bool:
        if seconds > self.left:
            return False
        self.left -= seconds
        self.asked.append(f"wait {seconds:g}")
        return True

    @property
    def is_over(self) -> bool:
        return self.left <= 0


@pytest.mark.parametrize("number", [200, 203, 204, 206, 299, 304])
def test_a_good_answer_needs_one_question(number: int) -> None:
    web = TableWeb().will(HERE, status(number))
    assert visit(HERE, web) is GOOD
    assert web.asked == [f"HEAD {HERE}"]


@pytest.mark.parametrize("number", [400, 403, 404, 405, 500, 501])
def test_head_refused_is_asked_again_with_get(number: int) -> None:
    web = TableWeb().will(HERE, status(number), get=status(206))
    assert visit(HERE, web) is GOOD
    assert web.asked == [f"HEAD {HERE}", f"GET {HERE}"]


def test_an_empty_page_is_there() -> None:
    assert visit(HERE, TableWeb().will(HERE, status(405), get=status(416))) is GOOD


@pytest.mark.parametrize(
    ("number", "outcome", "detail"),
    [
        (404, "dead", "answers 404 (Not Found)"),
        (410, "dead", "answers 410 (Gone)"),
        (401, "refused", "answers 401 (Unauthorized)"),
        (403, "refused", "answers 403 (Forbidden)"),
        (999, "refused", "answers 999"),
        (500, "unreachable", "answers 500 (Internal Server Error)"),
        (418, "unreachable", "answers 418 (I'm a Teapot)"),
    ],
)
def test_what_is_not_well(number: int, outcome: str, detail: str) -> None:
    verdict = visit(HERE, TableWeb().will(HERE, status(number)))
    assert (verdict.outcome, verdict.detail) == (outcome, detail)


def test_a_page_that_moved_for_good_says_where_to() -> None:
    web = TableWeb().will(HERE, status(301, "/new?a=1#part"))
    web.will("https://a.example/new?a=1", status(308, "//b.example/x"))
    web.will("https://b.example/x", status(200))
    assert visit(HERE, web) == Verdict("moved", "", "https://b.example/x")


def test_what_is_lent_for_a_while_is_no_new_address() -> None:
    web = TableWeb().will(HERE, status(302, "/now")).will("https://a.example/now", status(200))
    assert visit(HERE, web) is GOOD
    web.will(HERE, status(301, "/new")).will("https://a.example/new", status(307, "/now"))
    assert visit(HERE, web) == Verdict("moved", "", "https://a.example/new")


def test_a_page_that_moved_to_nowhere_is_dead() -> None:
    web = TableWeb().will(HERE, status(301, "/new")).will("https://a.example/new", status(404))
    assert visit(HERE, web) == Verdict(
        "dead", "sends on to an address that answers 404 (Not Found)"
    )


@pytest.mark.parametrize("location", ["", "http://[", "/a b", "/a\x1b[2J", "/a\u0085"])
def test_a_redirect_to_what_is_no_address(location: str) -> None:
    verdict = visit(HERE, TableWeb().will(HERE, status(301, location)))
    assert verdict == Verdict("unreachable", "answers 301 without saying where to go")


def test_circles_and_long_chains_end() -> None:
    web = TableWeb().will(HERE, status(302, "/b")).will("https://a.example/b", status(302, "page"))
    assert visit(HERE, web) == Verdict("unreachable", "sends round in circles")
    assert len(web.asked) == 2
    web = TableWeb()
    for step in range(20):
        web.will(f"https://a.example/{step}", status(301, f"/{step + 1}"))
    verdict = visit("https://a.example/0", web)
    assert verdict == Verdict("unreachable", "sends on more than 5 times")
    assert len(web.asked) == REDIRECTS + 1


def test_a_busy_server_is_given_the_time_it_asks_for() -> None:
    web = TableWeb().will(HERE, status(429, after=7), get=status(200))
    assert visit(HERE, web) is GOOD
    assert web.asked == [f"HEAD {HERE}", "wait 7", f"GET {HERE}"]
    web = TableWeb().will(HERE, status(405))
    web.answers["GET", HERE] = [status(503, after=2), status(200)]
    assert visit(HERE, web) is GOOD
    assert web.asked == [f"HEAD {HERE}", f"GET {HERE}", "wait 2", f"GET {HERE}"]


def test_but_not_more_than_half_a_minute_and_once() -> None:
    web = TableWeb().will(HERE, status(429, after=3600))
    assert visit(HERE, web).outcome == "busy"
    assert web.asked == [f"HEAD {HERE}"]
    web = TableWeb().will(HERE, status(429))
    assert visit(HERE, web).outcome == "busy"
    assert web.asked == [f"HEAD {HERE}", "wait 5", f"GET {HERE}"]


def test_a_busy_host_is_left_for_another_day() -> None:
    web = TableWeb()
    addresses = [f"https://a.example/{number}" for number in range(3)]
    for address in addresses:
        web.will(address, status(200))
    web.will(addresses[1], status(429, after=600))
    found = dict(visit_host(addresses, web))
    assert [each.outcome for each in found.values()] == ["good", "busy"]


def test_a_silent_host_is_asked_for_two_addresses_only() -> None:
    web = TableWeb()
    addresses = [f"https://a.example/{number}" for number in range(9)]
    for address in addresses:
        web.will(address, SILENT)
    found = dict(visit_host(addresses, web))
    assert len(web.asked) == 4
    assert set(found) == set(addresses)
    assert set(found.values()) == {Verdict("unreachable", SILENT.detail)}


def test_a_host_that_answers_with_errors_is_not_silent() -> None:
    web = TableWeb()
    addresses = [f"https://a.example/{number}" for number in range(4)]
    for address in addresses:
        web.will(address, status(500))
    web.will(addresses[3], status(200))
    assert [each.outcome for each in dict(visit_host(addresses, web)).values()] == [
        *["unreachable"] * 3, "good",
    ]  # fmt: skip


def test_nothing_is_asked_when_the_time_is_over() -> None:
    web = TableWeb(seconds=2)
    addresses = [f"https://a.example/{number}" for number in range(9)]
    for address in addresses:
        web.will(address, status(200))
    assert len(dict(visit_host(addresses, web))) == 2


@pytest.mark.parametrize(
    ("answer", "outcome"), [(NO_NAME, "unreachable"), (SILENT, "unreachable"),
    (WebAnswer(failure="private", detail="is private"), "private"),
    (WebAnswer(failure="not-web", detail="is none"), "private"),
    (WebAnswer(failure="certificate", detail="is bad"), "unreachable")],
)  # fmt: skip
def test_failures(answer: WebAnswer, outcome: str) -> None:
    verdict = visit(HERE, TableWeb().will(HERE, answer))
    assert (verdict.outcome, verdict.detail) == (outcome, answer.detail)
    assert verdict.is_offline == (answer is NO_NAME)


def test_a_redirect_into_a_private_network_says_so() -> None:
    web = TableWeb().will(HERE, status(302, "http://169.254.169.254/latest/meta-data/"))
    private = WebAnswer(failure="private", detail="is in a private network")
    web.will("http://169.254.169.254/latest/meta-data/", private)
    assert visit(HERE, web) == Verdict(
        "private", "sends on to an address that is in a private network"
    )


def test_hosts_with_most_links_come_first() -> None:
    found = by_host(
        [
            "http://b.example/",
            "http://A.example/",
            "http://c.example/2",
            "http://c.example/1",
            "http://c.example/1",
            "http://me@c.example/",
        ]
    )
    assert found == [
        ["http://c.example/1", "http://c.example/2", "http://me@c.example/"],
        ["http://A.example/"], ["http://b.example/"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hosts", "silent", "expected"),
    [(0, 0, False), (1, 1, True), (3, 2, False), (300, 4, False), (300, 5, True)],
)
def test_when_there_seems_to_be_no_network(hosts: int, silent: int, expected: bool) -> None:
    assert seems_offline(hosts, silent) is expected
