"""Source blocks and their keys: the hash of what they say, with `.2`, `.3` for twins."""

from __future__ import annotations

from bisect import bisect_left
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
                key, block.text, block.line, kind=block.kind, prose=block.prose, plain=block.plain
            )
        )
    return tuple(blocks)


def name_strings(strings: Iterable[tuple[str, str, int]]) -> tuple[SourceBlock, ...]:
    """Named blocks from (name, text, line)."""
    return tuple(
        SourceBlock(text_hash(text), text, line, name, kind="string", plain=text)
        for name, text, line in strings
    )


class Openings:
    """The first words of blocks, to find a block by them: made once for a whole timeline."""

    def __init__(self, blocks: Iterable[SourceBlock]) -> None:
        blocks = tuple(blocks)
        self._keys = tuple(block.key for block in blocks)
        self._sorted = sorted(
            (" ".join(block.plain.split()), number) for number, block in enumerate(blocks)
        )

    def find(self, words: str) -> tuple[str, ...]:
        """Keys of the blocks that begin with these words, or have this key; none for no words."""
        start = " ".join(words.split())
        if not start:
            return ()
        found = {number for number, key in enumerate(self._keys) if key == start}
        for place in range(bisect_left(self._sorted, (start, -1)), len(self._sorted)):
            text, number = self._sorted[place]
            if not text.startswith(start):
                break
            found.add(number)
        return tuple(self._keys[number] for number in sorted(found))


def is_machine_text(block: TargetBlock) -> bool:
    """Whether the text is the draft as the engine made it, and nobody has vouched for it."""
    marker = block.marker
    digest = text_hash(block.text)
    is_reviewed = marker.reviewed and marker.reviewed_hash in ("", digest)
    is_plain = not (marker.own or marker.orphan or marker.stale)
    return bool(block.text) and is_plain and not is_reviewed and digest == marker.machine_hash
