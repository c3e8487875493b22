"""Source blocks and their keys: the hash of what they say, with `.2`, `.3` for twins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.model.segment import SourceBlock, TargetBlock
from generator.text.markdown import ParsedBlock
from generator.text.normal import text_hash


def key_blocks(parsed: Sequence[ParsedBlock]) -> tuple[SourceBlock, ...]:
    """The blocks of a body, each with a key that no other block of it has."""
    twins: Counter[str] = Counter()
    blocks = []
    for block in parsed:
        digest = text_hash(block.text)
        twins[digest] += 1
        number = twins[digest]
        key = digest if number == 1 else f"{digest}.{number}"
        blocks.append(
            SourceBlock(
                key, block.text, block.line, kind=block.kind, html=block.html, plain=block.plain
            )
        )
    return tuple(blocks)


def name_strings(strings: Iterable[tuple[str, str, int]]) -> tuple[SourceBlock, ...]:
    """Named blocks from (name, text, line)."""
    return tuple(
        SourceBlock(text_hash(text), text, line, name, kind="string", plain=text)
        for name, text, line in strings
    )


def find_opening(words: str, blocks: Iterable[SourceBlock]) -> tuple[str, ...]:
    """Keys of the blocks that begin with these words, or have this key; none for no words."""
    start = " ".join(words.split())
    return tuple(
        block.key
        for block in blocks
        if start and (block.key == start or " ".join(block.plain.split()).startswith(start))
    )


def is_machine_text(block: TargetBlock) -> bool:
    """Whether the text is the draft as the engine made it, and nobody has vouched for it."""
    marker = block.marker
    digest = text_hash(block.text)
    is_reviewed = marker.reviewed and marker.reviewed_hash in ("", digest)
    is_plain = not (marker.own or marker.orphan or marker.stale)
    return bool(block.text) and is_plain and not is_reviewed and digest == marker.machine_hash
