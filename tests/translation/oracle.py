"""What must hold after every sync, judged from the words alone and not by the program's own means.

A violation is an AssertionError that tells the story. What the memory cannot know is not asked of
the program, and each kind of it is counted in `World.tally`:

- `unseen`: a text that was typed and moved to another marker between two syncs was never seen in
  its place. Where its marker line was deleted and it joined the text that stood above, or any text
  that is still there, the growth must be noticed all the same.
- `unlike`: less than half of the words of a text are left, and less than 30 % of its runs of
  three: what stands there is another text, written by whoever changed it.
- `part`: a text that was right for one of several joined originals was pasted over the text of all.
- `phrase`: a text still stands in its own place, and less than 60 % of it in another one too, or
  that one is nearly as like a text it had itself, for this version of its Arabic or an earlier
  one: the same sentence used twice.
- `short copy`: a text of one or two words stands in its own place and is the whole text of another
  block too, as two headings may be, or a phrase within it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from generator.model.problem import Problem
from generator.text.normal import text_hash
from generator.translation.memory import read_memory
from generator.translation.reading import read_target
from generator.translation.similarity import words_of
from tests.translation.world import (
    ANY,
    Branch,
    Chunk,
    Seen,
    World,
    content_of,
    cut,
    normal,
    pieces_of,
    traced,
)

OTHER = "another"
"""Stands in `Branch.present` for what has no key of its own."""
MOVED = ("moved-text", "lost-marker", "swallowed-text", "grown-text")
"""Codes of E8 to E11."""


def check_synced(world: World, branch: Branch, before: str, after: str) -> None:
    """What must hold of the file after a sync that was not refused."""
    read = read_target(after, "article.en.md")
    assert not read.problems, ("the result has errors", read.problems, after)
    old, new = cut(before), cut(after)
    _check_words(world, old, new)
    _check_bytes(world, old, new)
    _check_blocks(branch, new)
    _note_reviews(world, before, old)
    named = {key for chunk in old for key in (*chunk.keys, *chunk.was)}
    lost = {content_of(key) for key in branch.present if key not in named}
    for chunk in old:
        if "ok:moved-text" in chunk.words:
            world.vouch(chunk, [*chunk.keys, *chunk.was], is_meant=False)
    for chunk in new:
        _check_pair(world, branch, chunk, new, lost)
        _check_review(world, chunk)
    _check_kept(world, old, new)


def _is_machine(world: World, chunk: Chunk) -> bool:
    """Whether the text is a draft of the engine to the word, and nobody stands behind it."""
    words = {word.partition(":")[0] for word in chunk.words}
    stamp = next((word for word in chunk.words if word.startswith("reviewed")), "")
    is_reviewed = stamp in ("reviewed", f"reviewed:{text_hash(chunk.prose)}")
    draft = next((word[3:] for word in chunk.words if word.startswith("mt:")), "")
    is_plain = not is_reviewed and not words & {"stale", "orphan"}
    return is_plain and world.is_draft(chunk.prose, draft)


def _check_words(world: World, old: Sequence[Chunk], new: Sequence[Chunk]) -> None:
    """Every word of a person is still there, as often as before, and every note."""
    kept = Counter[str]()
    for chunk in old:
        words = traced(chunk.body)
        if _is_machine(world, chunk):
            words = Counter({word: n for word, n in words.items() if word[0] != "d"})
        kept += words
    lost = kept - sum((traced(chunk.body) for chunk in new), Counter[str]())
    assert not lost, ("words lost", lost)


def _check_bytes(world: World, old: Sequence[Chunk], new: Sequence[Chunk]) -> None:
    """Below their markers, people's texts are what they were, byte for byte, in their order."""
    rest = iter(new)
    for chunk in old[1:]:
        if not chunk.prose or _is_machine(world, chunk):
            continue
        assert any(_is_same_body(chunk.body, each.body) for each in rest), (
            "changed or moved",
            chunk,
        )


def _is_same_body(old: str, new: str) -> bool:
    """Equal, or equal but for the blank line that a block put in behind it needs."""
    if old.endswith(("\n\n", "\r\n\r\n")):
        return old == new
    return new.startswith(old) and not new.removeprefix(old).strip("\r\n")


def _check_blocks(branch: Branch, new: Sequence[Chunk]) -> None:
    """Every original there is has one block, and no other block has a living key."""
    article = branch.article()
    living = [chunk for chunk in new if chunk.keys and "orphan" not in chunk.words]
    keys = Counter(key for chunk in living if not chunk.name for key in chunk.keys)
    assert keys == Counter(block.key for block in article.blocks), ("blocks", keys)
    named = Counter((chunk.name, key) for chunk in living if chunk.name for key in chunk.keys)
    assert named == Counter((each.name, each.key) for each in article.strings), ("strings", named)


def _check_pair(
    world: World, branch: Branch, chunk: Chunk, new: Sequence[Chunk], lost: Collection[str]
) -> None:
    """No text stands without a word of warning beside an original it was not right for.

    Nor does a stale text or an orphan claim to have been right for another than it was.
    """
    text = chunk.prose
    if not text or not chunk.keys:
        return
    if _is_machine(world, chunk):
        wrong = [piece for piece in pieces_of(text) if not _is_right(world, piece, chunk)]
        assert not wrong, ("a draft beside another original", chunk)
        return
    contents = chunk.right_for
    pieces = pieces_of(text)
    strange = [piece for piece in pieces if not world.right[piece] & contents]
    for piece in strange:
        _excuse(world, branch, chunk, piece, new, lost)
    if not strange and pieces:
        covered = set().union(*(world.right[piece] for piece in pieces))
        if not contents <= covered:
            world.tally["unknowable: part"] += 1
            world.right[pieces[0]] |= contents


def _is_right(world: World, piece: str, chunk: Chunk) -> bool:
    return bool(world.right[piece] & set(map(content_of, chunk.keys)))


def _excuse(
    world: World,
    branch: Branch,
    chunk: Chunk,
    piece: str,
    new: Sequence[Chunk],
    lost: Collection[str],
) -> None:
    """Count why the program could not know, or raise AssertionError where it could."""
    text = words_of(chunk.prose)
    contents = chunk.right_for
    kin = read_memory(branch.memory, "").value.kin(contents)
    own = [seen.words for seen in branch.seen if seen.contents & kin]
    nearest_own = max((_dice(text, words) for words in own), default=0.0)
    reason = "unseen"
    for seen in branch.seen:
        if not any(word.startswith(f"{piece}w") for word in seen.words) or seen.words in own:
            continue
        at_home = _is_at_home(world, seen, chunk, new)
        shared = _shared(seen.words, text, own)
        if len(seen.words) < 3 and not set(seen.words) <= set(text):
            reason = "unlike"
        elif len(seen.words) < 3 and at_home and _is_phrase(seen.words, chunk.prose):
            reason = "short copy"
        elif _is_nearer(_dice(text, seen.words), nearest_own, at_home=at_home):
            raise AssertionError(("a text under the wrong marker", chunk, piece, seen))
        elif shared >= (0.6 if at_home else 0.3):
            raise AssertionError(("a text within another", chunk, piece, seen))
        elif len(seen.words) < 3 and _stands_whole(seen.words, chunk.prose):
            raise AssertionError(("a short text within another", chunk, piece, seen))
        else:
            reason = "phrase" if at_home else "unlike"
    if reason == "unseen":
        known = _may_have_known(world, branch, chunk, piece, lost)
        assert not known, ("a text has grown while its marker was lost", chunk, piece)
    world.tally[f"unknowable: {reason}"] += 1
    # From here on the file itself says that the two belong together.
    world.right[piece] |= contents


def _is_nearer(alike: float, nearest_own: float, *, at_home: bool) -> bool:
    """Whether a text is so like another one that it must be that and not its own."""
    return alike > max(0.6, nearest_own + 0.2) if at_home else alike >= 0.5 and alike > nearest_own


def _may_have_known(
    world: World, branch: Branch, chunk: Chunk, piece: str, lost: Collection[str]
) -> bool:
    """Whether a text grew by lines that may be the text of a lost marker (E11)."""
    own = [seen for seen in branch.seen if seen.contents & chunk.right_for]
    text = words_of(chunk.prose)
    has_grown = len(text) > max((len(each.words) for each in own), default=0)
    has_more_lines = _lines(chunk.prose) > max((each.lines for each in own), default=_lines(""))
    holds_own = any(_shared(each.words, text) >= 0.3 for each in own)
    stood_above = bool(set(chunk.keys) & _above(branch.present, lost))
    has_joined = holds_own and has_more_lines
    return bool(world.right[piece] & lost) and has_grown and (has_joined or stood_above)


def _above(present: Sequence[str], lost: Collection[str]) -> set[str]:
    """The keys that the last sync left right above lost ones."""
    found = set()
    before = ""
    for key in present:
        if content_of(key) in lost:
            found.add(before)
        else:
            before = key
    return found


def _lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def _is_at_home(world: World, seen: Seen, here: Chunk, new: Iterable[Chunk]) -> bool:
    """Whether most of a text also stands where it is right."""
    return any(
        _dice(words_of(chunk.prose), seen.words) >= 0.5
        for chunk in new
        if chunk is not here
        and any(world.right[piece] & chunk.right_for for piece in pieces_of(chunk.prose))
    )


def _is_phrase(words: tuple[str, ...], text: str) -> bool:
    """Whether a short text is the whole of another or stands amid its words, not on its own."""
    return words_of(text) == words or not _stands_whole(words, text)


def _stands_whole(words: tuple[str, ...], text: str) -> bool:
    return any(words_of(line) == words for line in text.splitlines())


def _dice(first: Sequence[str], second: Sequence[str]) -> float:
    if not first or not second:
        return 0.0
    return 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))


def _shared(part: Sequence[str], whole: Sequence[str], own: Iterable[Sequence[str]] = ()) -> float:
    """Share of the runs of three words of one text that another has too, and had not before."""
    runs = _runs(part)
    found = _runs(whole).difference(*map(_runs, own))
    return len(runs & found) / len(runs) if runs else 0.0


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + 3]) for place in range(len(words) - 2)}


def _note_reviews(world: World, before: str, old: Sequence[Chunk]) -> None:
    """Remember what people have typed `reviewed` above, as it stands now."""
    is_whole = before.lstrip("\ufeff").startswith("<!-- article reviewed")
    for chunk in old:
        if not chunk.prose or "orphan" in chunk.words or chunk.is_stale:
            continue
        if "reviewed" in chunk.words or (is_whole and not chunk.is_own):
            contents = frozenset(map(content_of, chunk.keys))
            world.reviewed.add((normal(chunk.prose), contents))


def _check_review(world: World, chunk: Chunk) -> None:
    """A review speaks of this text and this original, and of nothing else."""
    stamp = next((word for word in chunk.words if word.startswith("reviewed")), "")
    if not stamp or chunk.is_stale or not chunk.prose:
        return
    assert stamp == f"reviewed:{normal(chunk.prose)}", ("a review of another text", chunk)
    pair = (normal(chunk.prose), frozenset(map(content_of, chunk.keys)))
    assert pair in world.reviewed, ("nobody reviewed this", chunk)


def _check_kept(world: World, old: Sequence[Chunk], new: Sequence[Chunk]) -> None:
    """The program sets no text beside other Arabic in silence.

    Without `stale` it stays beside that of its marker, or comes back to what `was:` says.
    """
    allowed: dict[str, list[list[str]]] = {}
    for chunk in old:
        keys = chunk.was if chunk.is_stale and chunk.was else chunk.keys
        allowed.setdefault(normal(chunk.prose), []).append([content_of(key) for key in keys])
    for chunk in new:
        if chunk.prose and not chunk.is_stale and not _is_machine(world, chunk):
            contents = [content_of(key) for key in chunk.keys]
            assert contents in allowed[normal(chunk.prose)], ("beside other Arabic", chunk)


def remember(branch: Branch, after: str) -> None:
    """Take down what the program has seen in this sync."""
    found = set(branch.seen)
    for chunk in cut(after):
        if chunk.prose and (chunk.keys or chunk.is_own):
            contents = frozenset(map(content_of, chunk.keys))
            found.add(Seen(contents, words_of(chunk.prose), _lines(chunk.prose)))
    branch.seen = frozenset(found)
    branch.present = tuple(
        OTHER if chunk.is_own or "orphan" in chunk.words else chunk.keys[0]
        for chunk in cut(after)
        if chunk.marker
    )


def count_refusal(world: World, branch: Branch, problems: Sequence[Problem]) -> None:
    """Count the refusal, and whether a text was refused that stood where it belongs."""
    blocks = dict(_by_line(branch.english or ""))
    for code in {problem.code for problem in problems}:
        world.tally[f"refused: {code}"] += 1
    for problem in problems:
        chunk = blocks.get(problem.place.line)
        if problem.code in MOVED and chunk is not None and _is_where_it_belongs(world, chunk):
            world.tally[f"false: {problem.code}"] += 1


def _is_where_it_belongs(world: World, chunk: Chunk) -> bool:
    if chunk.is_own:
        return all(ANY in world.meant[piece] for piece in pieces_of(chunk.prose))
    contents = set(map(content_of, (*chunk.keys, *chunk.was)))
    return all(world.meant[piece] & contents for piece in pieces_of(chunk.prose))


def _by_line(text: str) -> Iterable[tuple[int, Chunk]]:
    line = 1
    for chunk in cut(text):
        yield line, chunk
        line += (chunk.marker + chunk.body).count("\n")
