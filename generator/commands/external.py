"""The part of `dragoman check` that asks other sites whether they still answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from generator.adapters.build_cache import BuildCache, cache_folder
from generator.adapters.progress import Progress
from generator.adapters.web import PoliteWeb, WebLimits
from generator.build import read_site
from generator.checks.external_links import external_links
from generator.checks.link_findings import link_problems, offline_problem, unasked_problem
from generator.checks.link_memory import Remembered, print_memory, read_memory
from generator.checks.link_visits import Verdict, by_host, seems_offline, visit_host
from generator.model.problem import Problem
from generator.model.source import Sources
from generator.stages.pair import pair_content

_HOSTS_AT_ONCE = 8
_MEMORY = "answers"
_FILE = "answers.json"


@dataclass(frozen=True)
class ExternalOptions:
    """How other sites are asked."""

    limits: WebLimits
    refresh: bool = False
    """Ask for what is remembered too."""


def external_problems(
    site: Path, sources: Sources, options: ExternalOptions
) -> tuple[Problem, ...]:
    """What is wrong with the links that lead off the site; nothing while it cannot be read."""
    read = read_site(sources)
    if read.value is None:
        return ()
    config, content = read.value
    links = external_links(pair_content(content).value, config, sources.files)
    cache = BuildCache(cache_folder(site, "links"))
    memory = read_memory((cache.get(_MEMORY) or {}).get(_FILE, b""))
    addresses = {link.address for link in links}
    now = time.time()
    verdicts = {
        address: memory[address].verdict
        for address in addresses
        if address in memory and memory[address].counts(now) and not options.refresh
    }
    asking = _Asking(by_host(addresses - verdicts.keys()))
    try:
        asking.run(PoliteWeb(options.limits, config.base_url))
    finally:
        # Interrupted too: what was answered is not asked for again.
        memory |= {address: Remembered(each, now) for address, each in asking.verdicts.items()}
        cache.put(_MEMORY, {_FILE: print_memory(memory, addresses)})
    if asking.is_offline:
        known = link_problems(links, verdicts)
        return (*known, offline_problem(addresses - verdicts.keys()))
    answered = {a: v for a, v in asking.verdicts.items() if v.outcome != "busy"}
    left = len(addresses) - len(verdicts.keys() | answered.keys())
    return (*link_problems(links, verdicts | answered), *unasked_problem(left))


class _Asking:
    """The questions to all hosts, several at once."""

    def __init__(self, hosts: Sequence[Sequence[str]]) -> None:
        self.hosts = hosts
        self.verdicts: dict[str, Verdict] = {}
        self.is_offline = False
        self._silent = 0
        self._has_answer = False

    def run(self, web: PoliteWeb) -> None:
        if not self.hosts:
            return
        with (
            ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool,
            Progress(sum(map(len, self.hosts)), "links") as progress,
        ):
            running = [pool.submit(self._ask_host, host, web, progress) for host in self.hosts]
            try:
                for done in as_completed(running):
                    done.result()
                    # Instead of waiting for the names of hundreds of hosts, each in vain.
                    if not self._has_answer and seems_offline(len(self.hosts), self._silent):
                        self.is_offline = True
                        web.stop()
            except BaseException:
                web.stop()
                raise

    def _ask_host(self, host: Sequence[str], web: PoliteWeb, progress: Progress) -> None:
        is_silent = False
        for address, verdict in visit_host(host, web):
            self.verdicts[address] = verdict
            is_silent = verdict.is_offline
            self._has_answer = self._has_answer or not is_silent
            progress.advance()
        self._silent += is_silent
