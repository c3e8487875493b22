"""What an English file lacks, and the file with drafts put in; nothing a person wrote moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model.explainer import Article, Translated
from generator.model.segment import Marker, SourceBlock, State, TargetBlock, TargetFile
from generator.text.markdown import References
from generator.text.normal import text_hash, without_blank_lines
from generator.translation.markers import hint_for, write_marker
from generator.translation.pairing import awaiting, settle_names
from generator.translation.reading import read_target
from generator.translation.review import seal_reviews
from generator.translation.sentences import split_sentences
from generator.translation.skeleton import Skeleton, take_apart

_VERBATIM = frozenset({"code", "rule"})


@dataclass(frozen=True)
class Wanted:
    """One passage without English and the sentences it is made of."""

    identity: str
    """Name of a metadata string, key of a block of prose."""
    skeleton: Skeleton | None
    """None for a metadata string, which has no markup."""
    sentences: tuple[tuple[str, ...], ...]
    """For each slot of the skeleton."""

    @property
    def needed(self) -> tuple[str, ...]:
        """Everything an engine has to translate for it."""
        labels = self.skeleton.labels if self.skeleton else ()
        return (*(sentence for slot in self.sentences for sentence in slot), *labels)

    def is_ready(self, translations: Mapping[str, str]) -> bool:
        """Whether every sentence of it is translated."""
        return all(text in translations for text in self.needed)

    def draft(self, translations: Mapping[str, str]) -> str:
        """The English of the passage; raises KeyError while a sentence of it is not done."""
        texts = [" ".join(translations[sentence] for sentence in slot) for slot in self.sentences]
        return self.skeleton.filled(texts, translations) if self.skeleton else texts[0]


def missing_passages(translated: Translated) -> tuple[Wanted, ...]:
    """Everything of the article that has no English, in the order of the file.

    Left out are the passages that English whose Arabic has changed may belong to: see
    `pairing.awaiting`.
    """
    article = translated.article
    held_back = awaiting(translated)
    missing = {
        source.name or source.key
        for segment in (*translated.strings.values(), *translated.segments)
        if segment.state is State.MISSING
        for source in segment.sources
    }
    return tuple(
        _want(source, article.references)
        for source in (*article.strings, *article.blocks)
        if _identity(source) in missing - held_back
    )


def _want(source: SourceBlock, references: References) -> Wanted:
    if source.name:
        # A metadata string is plain text, so that nothing in it is taken for Markdown.
        return Wanted(source.name, None, (split_sentences(source.text),))
    if source.kind in _VERBATIM:
        return Wanted(source.key, Skeleton((source.text,), ()), ())
    skeleton = take_apart(source.text, references)
    return Wanted(
        source.key, skeleton, tuple(split_sentences(slot.plain) for slot in skeleton.slots)
    )


def insert_drafts(text: str, article: Article, drafts: Mapping[str, str]) -> str:
    """The file with the drafts that it still lacks, everything else byte for byte as it was.

    `text` must be free of errors: the caller has read it with `read_target`.
    """
    # A review of the whole file speaks of what stands in it now, never of drafts to come.
    if drafts:
        text = seal_reviews(read_target(text, article.target_path).value)
        text = rename_blocks(read_target(text, article.target_path).value, article)
    target = read_target(text, article.target_path).value
    newline = "\r\n" if "\r\n" in text else "\n"
    by_identity = {_block_identity(block): block for block in target.blocks}
    edits: list[tuple[int, int, str]] = []
    offset = _first_offset(target)
    for source in (*article.strings, *article.blocks):
        identity = _identity(source)
        block = _block_for(source, target, by_identity)
        if block is not None:
            offset = _behind_followers(block, target)
            if identity in drafts and _is_empty(block):
                marker = replace(_fresh(source, drafts[identity]), accepted=block.marker.accepted)
                written = _written(marker, drafts[identity], newline)
                if block.notes:
                    written += block.notes.replace("\n", newline) + newline * 2
                edits.append((block.start, block.end, written))
        elif identity in drafts:
            marker = _fresh(source, drafts[identity])
            edits.append((offset, offset, _written(marker, drafts[identity], newline)))
    return _apply(text, edits, newline)


def rename_blocks(target: TargetFile, article: Article) -> str:
    """The file with the name of each key point and correction as it is now."""
    text = target.text
    settled = settle_names(article.strings, target.blocks)
    for old, new in reversed(list(zip(target.blocks, settled, strict=True))):
        if old.marker.name != new.marker.name:
            end = old.start + len(text[old.start :].partition("\n")[0].rstrip("\r"))
            text = text[: old.start] + write_marker(new.marker) + text[end:]
    return text


def is_safe_draft(draft: str) -> bool:
    """Whether the text is read back as one whole block: no engine may forge a marker."""
    marker = "<!-- ar:00000000 -->"
    read = read_target(f"{marker}\n{draft}\n", "")
    return not read.problems and [block.text for block in read.value.blocks] == [
        without_blank_lines(draft)
    ]


def _is_empty(block: TargetBlock) -> bool:
    marker = block.marker
    return not block.text and not (marker.omit or marker.own or marker.orphan)


def _identity(source: SourceBlock) -> str:
    return source.name or source.key


def _block_identity(block: TargetBlock) -> str:
    marker = block.marker
    if marker.orphan or marker.own:
        return ""
    return marker.name or "+".join(marker.keys)


def _block_for(
    source: SourceBlock, target: TargetFile, by_identity: Mapping[str, TargetBlock]
) -> TargetBlock | None:
    block = by_identity.get(_identity(source))
    if block is not None or source.name:
        return block
    merged = (
        each
        for each in target.blocks
        if source.key in each.marker.keys and not each.marker.name and not each.marker.orphan
    )
    return next(merged, None)


def _first_offset(target: TargetFile) -> int:
    return target.blocks[0].start if target.blocks else len(target.text)


def _behind_followers(block: TargetBlock, target: TargetFile) -> int:
    """Offset behind a block and the own passages and orphans that follow it."""
    index = target.blocks.index(block)
    end = block.end
    for follower in target.blocks[index + 1 :]:
        if not (follower.marker.own or follower.marker.orphan):
            break
        end = follower.end
    return end


def _fresh(source: SourceBlock, draft: str) -> Marker:
    return Marker(
        0,
        name=source.name,
        keys=(source.key,),
        machine_hash=text_hash(draft),
        hint=hint_for(source.plain),
    )


def _written(marker: Marker, draft: str, newline: str) -> str:
    return f"{write_marker(marker)}\n{without_blank_lines(draft)}\n\n".replace("\n", newline)


def _apply(text: str, edits: Sequence[tuple[int, int, str]], newline: str) -> str:
    """The text with the replacements made; several at one place keep their order."""
    parts: list[str] = []
    end = 0
    for start, stop, replacement in sorted(edits, key=lambda edit: edit[:2]):
        before = text[end:start]
        parts.append(before)
        so_far = before or (parts[-2] if len(parts) > 1 else "")
        if so_far.strip("\ufeff") and not so_far.endswith(("\n\n", "\r\n\r\n")):
            parts.append(newline if so_far.endswith("\n") else newline * 2)
        parts.append(replacement)
        end = stop
    parts.append(text[end:])
    joined = "".join(parts)
    # A file that ends in a draft ends in one line break, as editors' programs like it.
    if edits and not text[end:]:
        joined = joined.rstrip("\r\n") + newline
    return joined
