"""Whether an address of another site still leads somewhere: what is asked, how answers count.

HEAD comes first; whatever it answers other than success is asked for again with a GET of one byte,
as many servers refuse HEAD or answer it wrongly. Nothing is called gone on one refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from generator.model.web import WebAnswer
from generator.ports import Web

Outcome = Literal["good", "moved", "dead", "refused", "unreachable", "private", "busy"]

REDIRECTS = 5
"""Followed at most."""
_PERMANENT = frozenset({301, 308})
_TEMPORARY = frozenset({300, 302, 303, 307})
_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})
_REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 451, 999})
"""What servers tell programs whose question they do not like; a reader may well see the page."""
_GOOD_ENOUGH = frozenset({416})
"""A page without a first byte is there all the same."""
LONGEST_WAIT = 30.0
"""Seconds that a server may tell us to wait."""
_USUAL_WAIT = 5.0
_SILENT_LINKS = 2
"""So many addresses of a host without any answer speak for all of them."""
_ENOUGH_HOSTS = 5
_SHOWN = 300
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Verdict:
    """How an address has fared."""

    outcome: Outcome
    detail: str = ""
    """What was answered, to be put behind the address: `answers 404`."""
    target: str = ""
    """Where it has moved to for good."""
    is_offline: bool = False
    """There was no answer because no name could be looked up or no way led out."""


GOOD = Verdict("good")


def visit_host(addresses: Sequence[str], web: Web) -> Iterator[tuple[str, Verdict]]:
    """A verdict for each address of one host, as they come.

    It ends early when the time is over or the host is busy: the rest is for another day. A host
    that gives no answer at all is not asked again and again.
    """
    silent: list[Verdict] = []
    for address in addresses:
        if web.is_over:
            return
        verdict = silent[-1] if len(silent) >= _SILENT_LINKS else visit(address, web)
        if web.is_over and verdict.outcome == "unreachable":
            return  # the time was over before it could answer
        if verdict.outcome == "unreachable" and not verdict.detail.startswith("answers"):
            silent.append(verdict)
        else:
            silent.clear()
        yield address, verdict
        if verdict.outcome == "busy":
            return


def visit(address: str, web: Web) -> Verdict:
    """Follow the address to its end."""
    here = address
    lasting = address
    is_lasting = True
    seen = {address}
    for _ in range(REDIRECTS + 1):
        answer = _ask(here, web)
        if answer.failure or answer.status not in _PERMANENT | _TEMPORARY:
            break
        onward = _onward(here, answer.location)
        if not onward:
            return Verdict("unreachable", f"answers {answer.status} without saying where to go")
        if onward in seen:
            return Verdict("unreachable", "sends round in circles")
        seen.add(onward)
        is_lasting = is_lasting and answer.status in _PERMANENT
        here = onward
        lasting = here if is_lasting else lasting
    else:
        return Verdict("unreachable", f"sends on more than {REDIRECTS} times")
    judged = _judge(answer, is_elsewhere=here != address)
    if judged is GOOD and lasting != address:
        return Verdict("moved", "", lasting[:_SHOWN])
    return judged


def _ask(address: str, web: Web) -> WebAnswer:
    answer = web.ask("HEAD", address)
    if _is_fine(answer) or answer.failure in ("no-name", "no-network", "private", "not-web"):
        return answer
    if answer.failure == "certificate":
        return answer
    if answer.status in _BUSY and not _waited(answer, web):
        return answer
    again = web.ask("GET", address)
    if again.status in _BUSY and again.status != answer.status and _waited(again, web):
        again = web.ask("GET", address)
    return again


def _is_fine(answer: WebAnswer) -> bool:
    return 200 <= answer.status < 400


def _waited(answer: WebAnswer, web: Web) -> bool:
    """Whether the time that a busy server asks for has passed."""
    seconds = _USUAL_WAIT if answer.retry_after is None else answer.retry_after
    return seconds <= LONGEST_WAIT and web.wait(seconds)


def _onward(address: str, location: str) -> str:
    """The address that a redirect leads to, without a fragment; empty where it names none."""
    if not location or _UNSEEN.search(location):
        return ""
    try:
        return urldefrag(urljoin(address, location)).url
    except ValueError:
        return ""


def _judge(answer: WebAnswer, *, is_elsewhere: bool) -> Verdict:
    sent = "sends on to an address that " if is_elsewhere else ""
    status = answer.status
    if answer.failure:
        return _judge_failure(answer, sent)
    if _is_fine(answer) or status in _GOOD_ENOUGH:
        return GOOD
    detail = f"{sent}answers {status}{_named(status)}"
    if status in _GONE:
        return Verdict("dead", detail)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and answer.retry_after is not None
    ):
        return Verdict("busy", detail)
    if status in _REFUSALS:
        return Verdict("refused", detail)
    return Verdict("unreachable", detail)


def _judge_failure(answer: WebAnswer, sent: str) -> Verdict:
    if answer.failure in ("private", "not-web"):
        return Verdict("private", sent + answer.detail)
    is_offline = answer.failure in ("no-name", "no-network")
    return Verdict("unreachable", sent + answer.detail, is_offline=is_offline)


def _named(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""


def by_host(addresses: Iterable[str]) -> list[list[str]]:
    """The addresses of each host, those of the host with most of them first: it takes longest."""
    hosts: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        host = urlsplit(address).netloc.lower().rpartition("@")[2]
        hosts.setdefault(host, []).append(address)
    return sorted(hosts.values(), key=lambda each: (-len(each), each[0]))


def seems_offline(hosts: int, silent: int) -> bool:
    """Whether it is this computer that has no network, where not one answer has come.

    `hosts` is how many there are to ask, `silent` how many have no name or no way to them.
    """
    return silent >= min(hosts, _ENOUGH_HOSTS) > 0
