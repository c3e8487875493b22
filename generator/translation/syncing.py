"""A translation file brought in step with its original: pure, and the heart of the product.

It changes what the program wrote (markers, hints, machine drafts) and nothing a person wrote. A
file with an error comes back as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from generator.model.explainer import Article
from generator.model.problem import Checked
from generator.model.segment import Marker, SourceBlock, TargetBlock, TargetFile
from generator.text.markdown import reads_alike
from generator.text.normal import text_hash
from generator.translation.blocks import is_machine_text
from generator.translation.drafting import insert_drafts, is_safe_draft
from generator.translation.markers import hint_for, write_marker
from generator.translation.matching import Match, match_blocks
from generator.translation.memory import (
    GoneRecord,
    Memory,
    Record,
    ReviewRecord,
    SourceRecord,
    SuccessorRecord,
    TextRecord,
    new_records,
    without_number,
)
from generator.translation.moved import check_moved
from generator.translation.pairing import settle_names
from generator.translation.reading import read_target
from generator.translation.states import with_article_review

MOVED = "moved-text"
"""Exemption from the errors about moved text; it counts for one sync and is then taken out."""


@dataclass(frozen=True)
class Change:
    """One line of the plan: what a sync does to one block."""

    what: str
    """added, drafted, redraft, removed, stale, current, orphan, revived, reviewed, edited, …"""
    line: int
    """Line of the block's marker before; 0 for a new one."""
    opening: str
    """First words of the original, or the name of a metadata string."""


@dataclass(frozen=True)
class Synced:
    """A translation file in step with its original."""

    text: str
    records: tuple[Record, ...] = ()
    """To be added to the memory, before the file is written."""
    changes: tuple[Change, ...] = ()


def sync(article: Article, memory: Memory) -> Checked[Synced]:
    """The translation file of `article` in step with its original, and what there is to remember.

    Synchronising the result again changes nothing. With errors (E1 to E11) the text comes back
    unchanged and there is nothing to remember.
    """
    text = article.translation or ""
    read = read_target(text, article.target_path)
    refused = Synced(text)
    if read.problems:
        return Checked(refused, read.problems)
    target = read.value
    reviewed = settle_names(article.strings, with_article_review(target))
    blocks = [_with_draft_hash(block, memory) for block in reviewed]
    matches = match_blocks(article, blocks, memory)
    problems = tuple(check_moved(matches, article, memory))
    if problems:
        return Checked(refused, problems)
    steps = [_step(match, article, memory) for match in matches]
    in_place = _rewritten(target, steps)
    synced, additions = _completed(in_place, article, memory)
    changes = [step.change for step in steps if step.change]
    records = tuple(_records(synced, article, memory, matches))
    if target.article_review is not None:
        changes.insert(0, Change("reviewed", 1, "the whole file"))
    return Checked(Synced(synced, records, (*changes, *additions)))


def _with_draft_hash(block: TargetBlock, memory: Memory) -> TargetBlock:
    """A draft that a formatter has only written differently is still the draft."""
    marker = block.marker
    digest = text_hash(block.text)
    if not block.text or not marker.machine_hash or marker.machine_hash == digest:
        return block
    for draft in memory.drafts:
        is_of_it = draft.key in map(without_number, marker.keys)
        if is_of_it and text_hash(draft.text) == marker.machine_hash:
            if not draft.named and reads_alike(draft.text, block.text):
                return replace(block, marker=replace(marker, machine_hash=digest))
            break
    return block


@dataclass
class _Step:
    """What becomes of one block."""

    old: TargetBlock
    """As it stands in the file."""
    marker: Marker
    text: str | None = None
    """None: every byte below the marker stays."""
    is_removed: bool = False
    change: Change | None = None
    extra: list[Marker] = field(default_factory=list)


def _step(match: Match, article: Article, memory: Memory) -> _Step:
    block = match.block
    marker = block.marker
    if marker.own:
        return _with_hint(_sealed(_Step(block, marker)), match, article)
    if marker.orphan:
        step = _orphan(match, memory)
    elif marker.omit:
        step = _omitted(match)
    elif not block.text:
        step = _emptied(match)
    elif is_machine_text(block):
        step = _machine(match)
    else:
        step = _written(match, memory)
    return _with_hint(step, match, article)


def _with_hint(step: _Step, match: Match, article: Article) -> _Step:
    """The hint rewritten, and the change named for a reader of the plan."""
    sources = _sources_of(match, article)
    opening = match.name or (hint_for(sources[0].plain) if sources else match.block.marker.hint)
    if sources and not (step.marker.own or step.marker.orphan):
        step.marker = replace(step.marker, hint=hint_for(sources[0].plain))
    if MOVED in step.marker.accepted:
        rest = tuple(each for each in step.marker.accepted if each != MOVED)
        step.marker = replace(step.marker, accepted=rest)
    if step.change:
        step.change = replace(step.change, line=match.block.marker.line, opening=opening)
    return step


def _sources_of(match: Match, article: Article) -> list[SourceBlock]:
    if match.name:
        return [string for string in article.strings if string.name == match.name]
    by_key = {block.key: block for block in article.blocks}
    return [by_key[key] for key in match.now if key in by_key]


_said = partial(Change, line=0, opening="")


def _sealed(step: _Step) -> _Step:
    """A typed review says which text it is of; one of another text is over."""
    marker = step.marker
    digest = text_hash(step.old.text)
    if not marker.reviewed or not step.old.text:
        return step
    if not marker.reviewed_hash:
        step.marker = replace(marker, reviewed_hash=digest)
        step.change = step.change or _said("reviewed")
    elif marker.reviewed_hash != digest:
        step.marker = replace(marker, reviewed=False, reviewed_hash="", by="")
        step.change = step.change or _said("edited")
    return step


def _plain(marker: Marker, keys: Sequence[str], name: str) -> Marker:
    """The marker of these originals, with what people accepted and nothing else."""
    return Marker(
        marker.line, name=name, keys=tuple(keys), accepted=marker.accepted, hint=marker.hint
    )


def _written(match: Match, memory: Memory) -> _Step:
    """A text that a person wrote or vouched for."""
    block, marker = match.block, match.block.marker
    digest = text_hash(block.text)
    if not match.now:
        keys = marker.was if marker.stale and marker.was else marker.keys
        orphan = replace(_plain(marker, keys, marker.name), orphan=True)
        return _Step(block, orphan, change=_said("orphan"))
    if marker.stale:
        is_back = match.is_reverted or match.now == marker.was
        if is_back and _stood_beside(memory, match.now, digest):
            return _current(match, memory, _said("current"))
        if match.is_changed:
            # A review typed meanwhile was for an original that is no more.
            waiting = replace(_plain(marker, match.now, match.name), was=marker.was, stale=True)
            if waiting.was == waiting.keys:
                waiting = replace(waiting, was=marker.keys)
            return _Step(block, waiting, change=_said("stale"))
        return _Step(block, replace(marker, name=match.name))
    if match.is_changed:
        waiting = replace(_plain(marker, match.now, match.name), was=marker.keys, stale=True)
        return _Step(block, waiting, change=_said("stale"))
    step = _Step(block, replace(marker, name=match.name, was=()))
    if marker.was:
        step.change = _said("settled")
    return _sealed(step)


def _stood_beside(memory: Memory, keys: Sequence[str], digest: str) -> bool:
    """Whether the text was ever right for these originals, as far as anybody remembers."""
    hashes = [key for key in keys if memory.texts(key)]
    return not hashes or any(memory.was_text(key, digest) for key in hashes)


def _current(match: Match, memory: Memory, change: Change) -> _Step:
    """A text whose original is again what it was made for, with the review it had."""
    block = match.block
    marker = _plain(block.marker, match.now, match.name)
    digest = text_hash(block.text)
    by = memory.reviewer(match.now, digest)
    if by is not None:
        marker = replace(marker, reviewed=True, reviewed_hash=digest, by=by)
    return _Step(block, marker, change=change)


def _orphan(match: Match, memory: Memory) -> _Step:
    block, marker = match.block, match.block.marker
    if not match.now:
        return _Step(block, marker, is_removed=not block.text and not block.notes)
    if not block.text:
        return _Step(block, _plain(marker, match.now, match.name), change=_said("revived"))
    if not match.is_changed:
        return _current(match, memory, _said("revived"))
    stale = replace(_plain(marker, match.now, match.name), was=marker.keys, stale=True)
    return _Step(block, stale, change=_said("revived"))


def _omitted(match: Match) -> _Step:
    block, marker = match.block, match.block.marker
    if not match.now:
        return _left_over(match)
    omit = replace(_plain(marker, match.now, match.name), omit=True)
    if marker.stale and (match.is_reverted or match.now == marker.was):
        return _Step(block, omit, change=_said("current"))
    if match.is_changed:
        was = marker.was if marker.stale else marker.keys
        return _Step(block, replace(omit, was=was, stale=True), change=_said("stale"))
    return _Step(block, replace(omit, was=marker.was, stale=True) if marker.stale else omit)


def _emptied(match: Match) -> _Step:
    if not match.now:
        return _left_over(match)
    return _Step(match.block, _plain(match.block.marker, match.now[:1], match.name))


def _machine(match: Match) -> _Step:
    block, marker = match.block, match.block.marker
    if not match.is_changed:
        kept = replace(marker, name=match.name, was=(), reviewed=False, reviewed_hash="", by="")
        return _Step(block, kept)
    if not match.now:
        return _left_over(match)
    fresh = _plain(marker, match.now[:1], match.name)
    return _Step(block, fresh, text="", change=_said("redraft"))


def _left_over(match: Match) -> _Step:
    """A block of a vanished original with nothing of a person's in it, but perhaps a note."""
    block, marker = match.block, match.block.marker
    if block.notes:
        orphan = replace(_plain(marker, marker.keys, marker.name), orphan=True)
        return _Step(block, orphan, text="", change=_said("orphan"))
    return _Step(block, marker, is_removed=True, change=_said("removed"))


def _rewritten(target: TargetFile, steps: Sequence[_Step]) -> str:
    """The file with its markers rewritten and what was the program's taken out."""
    text = target.text
    newline = "\r\n" if "\r\n" in text else "\n"
    # Steps follow the order of the file, so that offsets before a step stay right.
    for old, step in reversed(list(zip(target.blocks, steps, strict=True))):
        if step.is_removed:
            text = text[: old.start] + text[old.end :]
            continue
        end = text.find("\n", old.start, old.end)
        end = old.end if end < 0 else end
        end -= len(text[old.start : end]) - len(text[old.start : end].rstrip("\r"))
        below = text[end : old.end]
        if step.text is not None:
            notes = f"{old.notes}\n\n" if old.notes else ""
            parts = [step.text, "", notes.rstrip("\n")] if step.text else [notes.rstrip("\n")]
            written = "\n".join(parts).strip("\n")
            below = f"\n{written}\n\n" if written else "\n\n"
            below = below.replace("\n", newline)
        line = text[old.start : end]
        if step.marker != old.marker:
            line = write_marker(step.marker)
        text = text[: old.start] + line + below + text[old.end :]
    if target.article_review is not None:
        start = 1 if text.startswith("\ufeff") else 0
        rest = text.find("\n", start)
        text = text[:start] + (text[rest + 1 :].lstrip("\r\n") if rest >= 0 else "")
    return text


def _completed(text: str, article: Article, memory: Memory) -> tuple[str, list[Change]]:
    """The file with a block for each original, filled with a draft where one is remembered."""
    blocks = read_target(text, article.target_path).value.blocks
    covered = {key: block for block in blocks for key in _identities(block)}
    drafts: dict[str, str] = {}
    changes = []
    for source in (*article.strings, *article.blocks):
        identity = source.name or source.key
        block = covered.get(identity)
        if block is not None and (block.text or block.marker.omit):
            continue
        draft = memory.draft(source.key, named=bool(source.name))
        is_usable = draft is not None and is_safe_draft(draft.text)
        if block is not None and not is_usable:
            continue
        drafts[identity] = draft.text if draft is not None and is_usable else ""
        opening = source.name or hint_for(source.plain)
        changes.append(Change("drafted" if drafts[identity] else "added", 0, opening))
    return insert_drafts(text, article, drafts), changes


def _identities(block: TargetBlock) -> Iterator[str]:
    marker = block.marker
    if not (marker.own or marker.orphan):
        yield from [marker.name] if marker.name else marker.keys


def _records(
    text: str, article: Article, memory: Memory, matches: Sequence[Match]
) -> Iterator[Record]:
    """What the memory does not know yet of the file as it is now."""
    run = memory.run + 1
    found: list[Record] = []
    found += [
        SourceRecord(without_number(each.key), each.text)
        for each in (*article.strings, *article.blocks)
    ]
    for match in matches:
        found += _successors(match)
        found += _review(match.block)
    blocks = read_target(text, article.target_path).value.blocks
    present: set[str] = set()
    for block in blocks:
        found += _review(block)
        keys = block.marker.keys
        present.update(keys)
        digest = text_hash(block.text)
        if block.text and not _is_last(memory, keys, digest):
            is_draft = any(text_hash(each.text) == digest for each in memory.drafts)
            found.append(TextRecord(keys, digest, "" if is_draft else block.text, run))
    found += [GoneRecord(key, run) for key in sorted(memory.present - present)]
    yield from new_records(memory, found)


def _is_last(memory: Memory, keys: Sequence[str], digest: str) -> bool:
    if not keys:
        return any(text_hash(each) == digest for each in memory.own_texts)
    return all(
        key in memory.present and memory.texts(key) and text_hash(memory.texts(key)[-1]) == digest
        for key in keys
    )


def _successors(match: Match) -> Iterator[Record]:
    if match.is_reverted or len(match.keys) != len(match.block.marker.keys):
        return
    for old, new in zip(match.block.marker.keys, match.keys, strict=True):
        if new is not None and without_number(old) != without_number(new):
            yield SuccessorRecord(without_number(old), without_number(new))


def _review(block: TargetBlock) -> Iterator[Record]:
    marker = block.marker
    digest = text_hash(block.text)
    is_of_it = marker.reviewed and marker.reviewed_hash in ("", digest)
    if block.text and is_of_it and not (marker.stale or marker.own or marker.orphan):
        yield ReviewRecord(tuple(map(without_number, marker.keys)), digest, marker.by)
