"""What is said of links to other sites, at every place where one is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from generator.checks.link_visits import Verdict
from generator.model.problem import Place, Problem, Severity
from generator.model.web import WrittenLink
from generator.text.counted import counted

_SHOWN = 160
_ALL = Place("check")


def link_problems(
    links: Sequence[WrittenLink], verdicts: Mapping[str, Verdict]
) -> Iterator[Problem]:
    """A problem for each place of a link that is not well; none is an error."""
    for link in links:
        verdict = verdicts.get(link.address)
        if verdict is not None:
            yield from _problem(link, verdict)


def _problem(link: WrittenLink, verdict: Verdict) -> Iterator[Problem]:
    address = f"`{link.address[:_SHOWN]}`"
    said = f"{address} {verdict.detail}"
    warning, advice = Severity.WARNING, Severity.ADVICE
    match verdict.outcome:
        case "dead":
            hint = "link to where it stands now, or to a copy in a web archive"
            yield Problem("dead-link", said, link.place, hint, warning)
        case "moved":
            moved = f"{address} has moved to `{verdict.target}`"
            yield Problem("moved-link", moved, link.place, _moved_hint(link, verdict), advice)
        case "refused":
            hint = "it may only refuse programs: open it in a browser"
            yield Problem("unreachable-link", said, link.place, hint, advice)
        case "private":
            hint = "readers cannot follow it; on an intranet, give --allow-private"
            yield Problem("unreachable-link", said, link.place, hint, warning)
        case "unreachable":
            hint = "try again later, and look for another source if it stays away"
            yield Problem("unreachable-link", said, link.place, hint, warning)


def _moved_hint(link: WrittenLink, verdict: Verdict) -> str:
    if urlsplit(verdict.target).path in ("", "/") and urlsplit(link.address).path not in ("", "/"):
        return "that is the site's front page: the page itself may be gone"
    return "write the new address"


def unasked_problem(left: int) -> Iterator[Problem]:
    """That some links were not asked for."""
    if left:
        yield Problem(
            "unasked-links",
            f"{left} link{' was' if left == 1 else 's were'} not asked for: the time was over, or "
            "a host was busy",
            _ALL,
            "run it again: what was answered is remembered; or give it longer with --time-limit",
            Severity.ADVICE,
        )


def offline_problem(addresses: Iterable[str]) -> Problem:
    """That there is no network, said once."""
    links = counted(len(set(addresses)), "external link")
    return Problem(
        "no-connection",
        f"no other site answers: of {links} none could be checked",
        _ALL,
        "run it where there is a network; links within the site are checked without one",
        Severity.WARNING,
    )
