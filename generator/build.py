"""The pipeline: everything the site reads in, everything it publishes out; no I/O of its own.

Read this file first. Each stage takes the value of the one before and gives back its own with
the problems it met. Stages over the content all run, so that its faults are reported together;
rendering waits until there are none, and nothing half-made is ever published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.checks.files import unsafe_images
from generator.checks.links import broken_links
from generator.checks.memories import earlier_sources, memory_findings
from generator.checks.paths import two_on_one_path
from generator.checks.placeholders import placeholder_findings
from generator.checks.states import translation_findings
from generator.checks.translations import across_findings, passage_findings
from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.entry import LinkedForm
from generator.model.explainer import Alias, Content, Paired
from generator.model.problem import Checked, Problem
from generator.model.segment import State
from generator.model.source import Sources
from generator.ports import Tools
from generator.stages.assets import publish_assets
from generator.stages.compress import compressed
from generator.stages.configure import configure
from generator.stages.feeds import feed_files
from generator.stages.hosting import host_files
from generator.stages.link import is_shown, link
from generator.stages.load import load
from generator.stages.offline import worker_file
from generator.stages.pair import pair_content
from generator.stages.pictures import copied_files
from generator.stages.redirects import lead_on
from generator.stages.render import render
from generator.stages.site_files import site_files
from generator.stages.sitemaps import sitemap_files
from generator.stages.strings import read_strings
from generator.stages.timeline_files import timeline_files
from generator.stages.tooling import make_with_tools

_NAMED_IN_CONFIG = frozenset({"unknown-topic", "unknown-person", "unknown-reviewer"})


@dataclass(frozen=True)
class Built:
    """A finished site, or as much of it as the faults allowed."""

    artifacts: tuple[Artifact, ...] = ()
    """Empty when there were errors: nothing of a faulty site is published."""
    pages: int = 0
    states: Counter[State] | None = None
    """How many passages of the explainers shown are in each state."""
    drafts: int = 0
    """Explainers that are hidden because they are drafts."""
    scheduled: int = 0
    """Explainers that are hidden because their day has not come."""
    forms: tuple[LinkedForm, ...] = ()
    """Every spelling that was linked to a term of the glossary."""


def build(sources: Sources, tools: Tools) -> Checked[Built]:
    """The whole site; without tools it has no search index, as `check` needs none."""
    configured = read_site(sources)
    problems = list(configured.problems)
    if configured.value is None:
        return Checked(Built(), tuple(problems))
    config, content = configured.value

    paired = pair_content(content)
    strings = read_strings(sources, config.languages)
    problems += [*paired.problems, *strings.problems, *unsafe_images(sources)]
    problems += placeholder_findings(content)
    problems = without_consequences(problems)
    problems += translation_findings(paired.value, config)
    if strings.has_errors:
        return Checked(Built(), tuple(problems))

    # Linking goes on in spite of errors so far: it finds the faults inside the English texts.
    assets = publish_assets(sources, config)
    fault = tools.cards.fault if tools.cards is not None and config.social.images else None
    problems += [fault] if fault else []
    linked = link(
        paired.value, config, sources, strings.value, assets.folder, lettered=fault is None
    )
    problems += linked.problems
    if any(problem.is_error for problem in problems):
        return Checked(Built(), tuple(problems))

    rendered = render(linked.value, sources, strings.value)
    problems += rendered.problems
    if any(problem.is_error for problem in problems):
        return Checked(Built(), tuple(problems))

    feeds = feed_files(linked.value, config, sources, strings.value)
    problems += feeds.problems
    artifacts = [
        *rendered.value,
        *assets.artifacts,
        worker_file(linked.value.pages, rendered.value, assets, config, sources),
        *copied_files(linked.value.pictures, sources),
        *timeline_files(linked.value, strings.value),
        *feeds.value,
        *sitemap_files(linked.value, config, sources.today),
        *site_files(linked.value.site, sources),
    ]
    planned = {path for each in linked.value.pictures for path in each.paths}
    planned |= {card.path for card in linked.value.cards}
    aliases = shown_aliases(content, sources)
    files = planned.union(each.path for each in artifacts)
    moved = lead_on(linked.value.pages, aliases, files, config, strings.value)
    problems += moved.problems
    artifacts += moved.value.artifacts
    hosting = host_files(artifacts, assets, moved.value.redirects, config)
    artifacts += hosting.value
    drafts = {each.article.folder for each in content.explainers if each.meta.draft}
    problems += [
        *hosting.problems,
        *two_on_one_path(artifacts),
        *broken_links(artifacts, config.base_url, sources.files, planned, drafts),
    ]
    if any(problem.is_error for problem in problems):
        return Checked(Built(), tuple(problems))

    # What takes long comes last, when nothing else can stop the build.
    made = make_with_tools(linked.value, sources, tools)
    problems += made.problems
    if made.has_errors:
        return Checked(Built(), tuple(problems))
    artifacts += made.value
    if config.publishing.precompress:
        artifacts += list(compressed(artifacts))
    hidden = [each.meta.draft for each in content.explainers if not is_shown(each, sources)]
    built = Built(
        tuple(artifacts),
        len(rendered.value),
        count_states(paired.value, sources),
        drafts=sum(hidden),
        scheduled=len(hidden) - sum(hidden),
        forms=linked.value.forms,
    )
    return Checked(built, tuple(problems))


def examine(sources: Sources) -> Checked[None]:
    """What the checks say of every translation, drafts too; nothing while the site cannot be read.

    It is no part of `build`: English with a doubtful number is published all the same.
    """
    read = read_site(sources)
    if read.value is None:
        return Checked(None)
    config, content = read.value
    paired = pair_content(content).value
    problems = (
        *memory_findings(paired, sources),
        *passage_findings(paired, config, earlier_sources(paired, sources)),
        *across_findings(paired, config),
    )
    return Checked(None, problems)


def read_site(sources: Sources) -> Checked[tuple[SiteConfig, Content] | None]:
    """Configuration and content, None where the configuration cannot be read."""
    config = configure(sources)
    if config.value is None:
        return Checked(None, config.problems)
    content = load(sources, config.value)
    problems = content.problems
    if config.has_errors:
        # A broken list of topics or people would make every mention of one a fault.
        problems = tuple(each for each in problems if each.code not in _NAMED_IN_CONFIG)
    return Checked((config.value, content.value), (*config.problems, *problems))


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that only follow from another.

    A misspelt key of meta.yaml makes its English look superfluous: not worth a word, and a hint
    to delete it would be harmful.
    """
    problems = list(problems)
    faulty = {each.place.path.rpartition("/")[0] for each in problems if each.is_error}
    return [
        each
        for each in problems
        if each.code != "unknown-string" or each.place.path.rpartition("/")[0] not in faulty
    ]


def shown_aliases(content: Content, sources: Sources) -> list[tuple[str, tuple[Alias, ...]]]:
    """Earlier addresses of each article that readers may see, by its slug."""
    shown = [each for each in content.explainers if is_shown(each, sources)]
    return [
        *((each.slug, each.meta.aliases) for each in shown),
        *((each.article.slug, each.aliases) for each in content.pages),
    ]


def count_states(paired: Paired, sources: Sources) -> Counter[State]:
    """Passages by state over the explainers shown, the pages and the glossary."""
    shown = [
        translated for explainer, translated in paired.explainers if is_shown(explainer, sources)
    ]
    others = [translated for _, translated in paired.pages]
    return Counter(
        segment.state
        for translated in (*shown, *others, paired.glossary[1])
        for segment in (*translated.strings.values(), *translated.segments)
    )
