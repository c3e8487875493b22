"""What an English file lacks, and the file with drafts put in; nothing a person wrote moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model.explainer import Article, Translated
from generator.model.segment import Marker, SourceBlock, State, TargetBlock, TargetFile
from generator.ports import Draft
from generator.text.markdown import References
from generator.text.normal import text_hash, without_blank_lines
from generator.translation.alignment import join_sentences
from generator.translation.blocks import is_machine_text
from generator.translation.markers import hint_for, write_marker
from generator.translation.markup import Filled
from generator.translation.reading import read_target
from generator.translation.sentences import split_sentences
from generator.translation.skeleton import Skeleton, take_apart

_VERBATIM = frozenset({"code", "rule"})


@dataclass(frozen=True)
class Composed:
    """The English of one passage, put together from its sentences."""

    text: str
    sentences: tuple[tuple[str, str], ...]
    """(original, translation), without markup."""
    score: float = 0.0
    """Mean log-probability of the tokens of its worst sentence."""
    worst: float = 0.0
    """Log-probability of its least likely token."""
    notes: tuple[str, ...] = ()
    """What a reader of the draft should look at."""


@dataclass(frozen=True)
class Wanted:
    """One passage to be drafted and the sentences it is made of."""

    source: SourceBlock
    skeleton: Skeleton | None
    """None for a metadata string, which has no markup."""
    sentences: tuple[tuple[str, ...], ...]
    """For each slot of the skeleton."""

    @property
    def identity(self) -> str:
        """Name of a metadata string, key of a block of prose."""
        return _identity(self.source)

    @property
    def needed(self) -> tuple[str, ...]:
        """Everything an engine has to translate for it."""
        labels = self.skeleton.labels if self.skeleton else ()
        return (*(sentence for slot in self.sentences for sentence in slot), *labels)

    def is_ready(self, translations: Mapping[str, Draft]) -> bool:
        """Whether every sentence of it is translated."""
        return all(text in translations for text in self.needed)

    @property
    def unmarked(self) -> frozenset[str]:
        """Sentences without any markup: for them a translation from the memory will do."""
        slots = self.skeleton.slots if self.skeleton else (None,) * len(self.sentences)
        return frozenset(
            sentence
            for slot, sentences in zip(slots, self.sentences, strict=False)
            if slot is None or not slot.spans
            for sentence in sentences
        )

    def composed(self, translations: Mapping[str, Draft]) -> Composed:
        """The English of the passage; raises KeyError while a sentence of it is not done."""
        runs = [
            join_sentences([(sentence, translations[sentence]) for sentence in slot])
            for slot in self.sentences
        ]
        labels = {text: translations[text].text for text in self.needed}
        filled = self.skeleton.fill(runs, labels) if self.skeleton else Filled(runs[0].text)
        used = [(each, translations[each]) for slot in self.sentences for each in slot]
        return Composed(
            filled.markdown,
            tuple((sentence, draft.text) for sentence, draft in used),
            min((draft.score for _, draft in used), default=0.0),
            min((score for _, draft in used for score in draft.token_scores), default=0.0),
            (*(("truncated",) if any(draft.truncated for _, draft in used) else ()), *filled.lost),
        )


def missing_passages(translated: Translated) -> tuple[Wanted, ...]:
    """Everything of the article that has no English, in the order of the file.

    A joined text whose originals no longer stand together cannot be shown beside them, but is
    their English all the same.
    """
    article = translated.article
    joined = {
        key
        for segment in translated.segments
        if segment.state is State.UNSYNCED and segment.marker
        for key in segment.marker.keys
    }
    missing = _identities(translated, State.MISSING) - joined
    return _wanted(article, missing)


def stale_passages(translated: Translated) -> tuple[Wanted, ...]:
    """The originals of texts that are behind them: a draft shows an editor what is new."""
    return _wanted(translated.article, _identities(translated, State.STALE))


def machine_passages(translated: Translated) -> tuple[Wanted, ...]:
    """The originals of drafts that no person has touched."""
    return _wanted(translated.article, _identities(translated, State.MACHINE))


def _identities(translated: Translated, state: State) -> set[str]:
    return {
        _identity(source)
        for segment in (*translated.strings.values(), *translated.segments)
        if segment.state is state
        for source in segment.sources
    }


def _wanted(article: Article, identities: Collection[str]) -> tuple[Wanted, ...]:
    return tuple(
        _want(source, article.references)
        for source in (*article.strings, *article.blocks)
        if _identity(source) in identities
    )


def _want(source: SourceBlock, references: References) -> Wanted:
    if source.name:
        # A metadata string is plain text, so that nothing in it is taken for Markdown.
        return Wanted(source, None, (split_sentences(source.text),))
    if source.kind in _VERBATIM:
        return Wanted(source, Skeleton((source.text,), ()), ())
    skeleton = take_apart(source.text, references)
    return Wanted(source, skeleton, tuple(split_sentences(slot.plain) for slot in skeleton.slots))


def insert_drafts(text: str, article: Article, drafts: Mapping[str, str]) -> str:
    """The file with the drafts that it still lacks, everything else byte for byte as it was.

    An empty draft gives an empty block. `text` must be in step with the article: see `syncing`.
    """
    target = read_target(text, article.target_path).value
    newline = "\r\n" if "\r\n" in text else "\n"
    by_identity = {_block_identity(block): block for block in target.blocks}
    places = {block.start: place for place, block in enumerate(target.blocks)}
    edits: list[tuple[int, int, str]] = []
    offset = _first_offset(target)
    for source in (*article.strings, *article.blocks):
        identity = _identity(source)
        block = _block_for(source, target, by_identity)
        if block is not None:
            offset = _behind_followers(places[block.start], target)
            if drafts.get(identity) and _is_empty(block):
                marker = replace(_fresh(source, drafts[identity]), accepted=block.marker.accepted)
                written = _written(marker, drafts[identity], newline)
                if block.notes:
                    written += block.notes.replace("\n", newline) + newline * 2
                edits.append((block.start, block.end, written))
        elif identity in drafts:
            marker = _fresh(source, drafts[identity])
            edits.append((offset, offset, _written(marker, drafts[identity], newline)))
    return _apply(text, edits, newline)


def without_drafts(target: TargetFile, identities: Collection[str]) -> str:
    """The file with the machine's own text taken out of these blocks; a person's text stays."""
    text = target.text
    newline = "\r\n" if "\r\n" in text else "\n"
    for block in reversed(target.blocks):
        if _block_identity(block) in identities and is_machine_text(block):
            line = text[block.start : block.end].partition("\n")[0].rstrip("\r")
            notes = block.notes.replace("\n", newline) + newline * 2 if block.notes else newline
            text = text[: block.start] + line + newline + notes + text[block.end :]
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


def _behind_followers(place: int, target: TargetFile) -> int:
    """Offset behind a block and the own passages and orphans that follow it."""
    end = target.blocks[place].end
    for follower in target.blocks[place + 1 :]:
        if not (follower.marker.own or follower.marker.orphan):
            break
        end = follower.end
    return end


def _fresh(source: SourceBlock, draft: str) -> Marker:
    return Marker(
        0,
        name=source.name,
        keys=(source.key,),
        machine_hash=text_hash(draft) if draft else "",
        hint=hint_for(source.plain),
    )


def _written(marker: Marker, draft: str, newline: str) -> str:
    body = f"{without_blank_lines(draft)}\n\n" if draft else "\n"
    return f"{write_marker(marker)}\n{body}".replace("\n", newline)


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
