"""What only the memories know: texts under the wrong marker, and the Arabic as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.explainer import Article, Paired
from generator.model.problem import Checked, Problem
from generator.model.source import Sources
from generator.translation.memory import Memory, SourceRecord, read_memory
from generator.translation.syncing import sync


def memory_of(article: Article, sources: Sources) -> Checked[Memory]:
    """What is remembered of an article; a file that is not UTF-8 counts as damaged throughout."""
    raw = sources.files.get(article.memory_path, b"")
    return read_memory(raw.decode("utf-8", "replace"), article.memory_path)


def memory_findings(paired: Paired, sources: Sources) -> Iterator[Problem]:
    """What would make a sync refuse (E8 to E11), and damaged lines of the memories."""
    for translated in paired.articles:
        memory = memory_of(translated.article, sources)
        yield from memory.problems
        if translated.article.translation is not None:
            yield from sync(translated.article, memory.value).problems


def earlier_sources(paired: Paired, sources: Sources) -> Mapping[str, str]:
    """Every Arabic text that is remembered, by its hash."""
    memories = (memory_of(translated.article, sources).value for translated in paired.articles)
    return {
        record.key: record.text
        for memory in memories
        for record in memory.records
        if isinstance(record, SourceRecord)
    }
