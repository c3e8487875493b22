"""A translation file brought in step with its original: pure, and the heart of the product.

It changes what the program wrote (markers, hints, machine drafts) and nothing a person wrote. A
file with an error comes back as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.model.explainer import Article
from generator.model.problem import Checked
from generator.model.segment import TargetBlock, TargetFile
from generator.text.markdown import reads_alike
from generator.text.normal import text_hash
from generator.translation.drafting import insert_drafts, is_safe_draft
from generator.translation.markers import hint_for, write_marker
from generator.translation.matching import match_blocks
from generator.translation.memory import Memory, Record, without_number
from generator.translation.moved import check_moved
from generator.translation.pairing import settle_names
from generator.translation.reading import find_conflicts, read_target
from generator.translation.recording import records_of
from generator.translation.similarity import words_of
from generator.translation.states import with_article_review
from generator.translation.steps import Change, Step, step_for
from generator.translation.whereabouts import Whereabouts

__all__ = ["Change", "Synced", "sync"]


@dataclass(frozen=True)
class Synced:
    """A translation file in step with its original."""

    text: str
    records: tuple[Record, ...] = ()
    """To be added to the memory, before the file is written."""
    changes: tuple[Change, ...] = ()


def sync(article: Article, memory: Memory, today: date | None = None) -> Checked[Synced]:
    """The translation file of `article` in step with its original, and what there is to remember.

    `today` is written to reviews that are sealed now and name no day; older ones stay as they are.
    Synchronising the result again changes nothing, on any day. With errors (E1 to E11) the text
    comes back unchanged and there is nothing to remember.
    """
    text = article.translation or ""
    read = read_target(text, article.target_path)
    refused = Synced(text)
    errors = (*find_conflicts(article.body, article.source_path), *read.problems)
    if errors:
        return Checked(refused, errors)
    target = read.value
    reviewed = settle_names(article.strings, with_article_review(target))
    blocks = [_with_draft_hash(block, memory) for block in reviewed]
    matches = match_blocks(article, blocks, memory)
    whereabouts = Whereabouts(matches, article, memory)
    problems = tuple(check_moved(whereabouts))
    if problems:
        return Checked(refused, problems)
    steps = [step_for(match, whereabouts, today) for match in matches]
    in_place = _read_again(_rewritten(target, steps), target, article)
    completed, additions = _completed(in_place, article, memory)
    synced = _with_settled_twins(completed, article, memory)
    records = tuple(records_of(synced.blocks, article, memory, matches, today))
    changes = [Change("reviewed", 1, "the whole file")] if target.article_review is not None else []
    changes += [step.change for step in steps if step.change]
    return Checked(Synced(synced.text, records, (*changes, *additions)))


def _with_draft_hash(block: TargetBlock, memory: Memory) -> TargetBlock:
    """A draft that a formatter has only written differently is still the draft."""
    marker = block.marker
    if not block.text or not marker.machine_hash:
        return block
    digest = text_hash(block.text)
    if digest == marker.machine_hash:
        return block
    contents = set(map(without_number, marker.keys))
    for draft in memory.drafts_of(marker.machine_hash):
        # Formatters change no words; that is quicker to see than how the text is rendered.
        is_like = not draft.named and words_of(draft.text) == words_of(block.text)
        if draft.key in contents and is_like and reads_alike(draft.text, block.text):
            return replace(block, marker=replace(marker, machine_hash=digest))
    return block


def _rewritten(target: TargetFile, steps: Sequence[Step]) -> str:
    """The file with its markers rewritten and what was the program's taken out."""
    text = target.text
    newline = "\r\n" if "\r\n" in text else "\n"
    head = text[: target.blocks[0].start] if target.blocks else text
    parts = [head if target.article_review is None else _without_first_line(head)]
    for old, step in zip(target.blocks, steps, strict=True):
        if step.is_removed:
            continue
        end = text.find("\n", old.start, old.end)
        end = old.end if end < 0 else end
        line = text[old.start : end].rstrip("\r")
        below = text[old.start + len(line) : old.end]
        if step.is_emptied:
            below = f"\n{old.notes}\n\n" if old.notes else "\n\n"
            below = below.replace("\n", newline)
        parts.append(line if step.marker == old.marker else write_marker(step.marker))
        parts.append(below)
    return "".join(parts)


def _without_first_line(head: str) -> str:
    mark = "\ufeff" if head.startswith("\ufeff") else ""
    return mark + head.partition("\n")[2].lstrip("\r\n")


def _read_again(text: str, before: TargetFile, article: Article) -> TargetFile:
    """The file with this text; as it was read before, if it has not changed."""
    return before if text == before.text else read_target(text, article.target_path).value


def _completed(
    target: TargetFile, article: Article, memory: Memory
) -> tuple[TargetFile, tuple[Change, ...]]:
    """The file with a block for each original, filled with a draft where one is remembered."""
    covered = {key: block for block in target.blocks for key in _identities(block)}
    drafts: dict[str, str] = {}
    changes = []
    for source in (*article.strings, *article.blocks):
        identity = source.name or source.key
        block = covered.get(identity)
        if block is not None and (block.text or block.marker.omit):
            continue
        draft = memory.draft(source.key, named=bool(source.name))
        usable = draft.text if draft is not None and is_safe_draft(draft.text) else ""
        if usable or block is None:
            drafts[identity] = usable
            opening = source.name or hint_for(source.plain)
            changes.append(Change("drafted" if usable else "added", 0, opening))
    text = insert_drafts(target.text, article, drafts) if drafts else target.text
    return _read_again(text, target, article), tuple(changes)


def _identities(block: TargetBlock) -> Iterator[str]:
    marker = block.marker
    if not (marker.own or marker.orphan):
        yield from [marker.name] if marker.name else marker.keys


def _with_settled_twins(target: TargetFile, article: Article, memory: Memory) -> TargetFile:
    """The file with the numbers of identical originals as the next sync would give them.

    They go by their neighbours, of which there may be more now.
    """
    if not any("." in block.key for block in article.blocks):
        return target
    steps = [
        Step(match.block, replace(match.block.marker, keys=match.now))
        if match.now and not match.is_changed and not match.block.marker.orphan
        else Step(match.block, match.block.marker)
        for match in match_blocks(article, target.blocks, memory)
    ]
    return _read_again(_rewritten(target, steps), target, article)
