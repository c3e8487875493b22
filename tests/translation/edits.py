"""What people do to the files of an explainer: every edit that a history may hold.

Each is a function of the world, the branch and three numbers, which choose place, size and kind; it
gives back what it did in words, or nothing where there was nothing to do it to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from tests.translation.world import (
    SIZES,
    Branch,
    Chunk,
    World,
    cut,
    pieces_of,
    put_together,
)

T = TypeVar("T")
Edit: TypeAlias = Callable[[World, Branch, int, int, int], str]
_WORD = re.compile(r"(?<![^\W_])[pd]\d+w\d+(?![^\W_])")


def pick(items: Sequence[T], number: int) -> T | None:
    return items[number % len(items)] if items else None


def _file(branch: Branch) -> tuple[list[Chunk], list[Chunk]]:
    """Everything in the file, and of that the chunks that have a marker."""
    chunks = cut(branch.english or "")
    return chunks, _blocks(chunks)


def _blocks(chunks: Sequence[Chunk]) -> list[Chunk]:
    return [chunk for chunk in chunks if chunk.marker]


def _filled(blocks: Sequence[Chunk]) -> list[Chunk]:
    return [block for block in blocks if block.prose]


def _save(branch: Branch, chunks: Sequence[Chunk]) -> None:
    branch.english = put_together(chunks)


def _new_words(world: World, chunk: Chunk) -> str:
    """The piece that words added to this text belong to."""
    pieces = pieces_of(chunk.prose)
    people = [piece for piece in pieces if piece.startswith("p")]
    if people:
        return people[0]
    return world.piece(world.right[pieces[0]] if pieces else chunk.right_for)


def correct(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A few words of a text are changed."""
    chunks, blocks = _file(branch)
    block = pick(_filled(blocks), a)
    if block is None or not _WORD.search(block.prose):
        return ""
    piece = _new_words(world, block)
    for number in range(1 + c % 2):
        found = list(_WORD.finditer(block.body))
        word = found[(b + number * 3) % len(found)]
        block.body = block.body[: word.start()] + world.word(piece) + block.body[word.end() :]
    _save(branch, chunks)
    return f"corrects {block.marker}"


def extend(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick(_filled(blocks), a)
    if block is None:
        return ""
    more = world.english(_new_words(world, block), SIZES[b % 4])
    end = len(block.body.rstrip())
    block.body = f"{block.body[:end]} {more}{block.body[end:]}"
    _save(branch, chunks)
    return f"extends {block.marker}"


def write(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A text is written anew for the Arabic that the marker names."""
    chunks, blocks = _file(branch)
    block = pick([block for block in blocks if "omit" not in block.words], a)
    if block is None:
        return ""
    piece = world.piece(block.right_for)
    text = world.english(piece, SIZES[b % len(SIZES)])
    if c % 5 == 0:
        text += f"\n{world.english(piece, 4)}"
    if c % 7 == 0:
        text += f" *{world.word(piece)}*"
    block.set_text(text)
    _save(branch, chunks)
    return f"writes {block.marker}: {text}"


def swap_texts(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """Two texts change places, and their markers do not."""
    chunks, blocks = _file(branch)
    one, two = pick(_filled(blocks), a), pick(_filled(blocks), b)
    if one is None or two is None or one is two:
        return ""
    one.body, two.body = two.body, one.body
    _save(branch, chunks)
    return f"swaps the texts of {one.marker} and {two.marker}"


def move_text(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A text goes to the end of another, and its marker stays behind."""
    chunks, blocks = _file(branch)
    one, two = pick(_filled(blocks), a), pick(_filled(blocks), b)
    if one is None or two is None or one is two:
        return ""
    gap = "\n\n" if c % 2 else "\n"
    two.body = f"{two.body.rstrip()}{gap}{one.text}\n\n"
    one.set_text("")
    _save(branch, chunks)
    return f"moves the text of {one.marker} behind that of {two.marker}"


def move_part(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """Some words go from one text to another: a sentence that reads better there."""
    chunks, blocks = _file(branch)
    one, two = pick(_filled(blocks), a), pick(_filled(blocks), b)
    if one is None or two is None or one is two or len(one.prose.split()) < 5:
        return ""
    words = one.prose.split()
    size = 1 + c % (len(words) - 1)
    for piece in pieces_of(" ".join(words[-size:])):
        # Whoever takes a sentence over says that it belongs there.
        world.right[piece] |= two.right_for
    two.body = f"{two.body.rstrip()} {' '.join(words[-size:])}\n\n"
    one.set_text(" ".join(words[:-size]))
    _save(branch, chunks)
    return f"moves {size} of {len(words)} words of {one.marker} to {two.marker}"


def move(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A block moves with its marker."""
    chunks, blocks = _file(branch)
    block = pick(blocks, a)
    if block is None:
        return ""
    rest = [chunk for chunk in chunks if chunk is not block]
    rest.insert(1 + b % len(rest), block)
    _save(branch, rest)
    return f"moves {block.marker}"


def lose_marker(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A marker line is deleted, and its text joins the block above."""
    chunks, blocks = _file(branch)
    block = pick(blocks, a)
    if block is None:
        return ""
    block.marker = ""
    block.body = block.body.lstrip("\r\n") if c % 2 else block.body
    if c % 5 == 0 and block.prose:
        piece = world.piece(cut(branch.english or "")[chunks.index(block)].right_for)
        size = max(1, len(block.prose.split()))
        block.body = f"{world.english(piece, size)}\n\n"
    if c % 3 == 0:
        before = chunks[chunks.index(block) - 1]
        before.body = before.body.rstrip("\r\n") + "\n"
    _save(branch, chunks)
    return "loses a marker line" + (", and its text is written anew" if c % 5 == 0 else "")


def delete(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick(blocks, a)
    if block is None:
        return ""
    _save(branch, [chunk for chunk in chunks if chunk is not block])
    return f"deletes {block.marker} with its text"


def copy(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A block is copied, and perhaps the marker of one copy deleted."""
    chunks, blocks = _file(branch)
    block = pick(blocks, a)
    if block is None:
        return ""
    second = Chunk(block.marker, block.body)
    place = 1 + b % len(chunks)
    if c % 4 == 1:
        second.marker, second.body = "", block.body.lstrip("\r\n")
    copied = block.marker
    chunks.insert(place, second)
    if c % 4 == 2:
        block.marker, block.body = "", block.body.lstrip("\r\n")
    _save(branch, chunks)
    return f"copies {copied}" + (" and deletes one copy's marker" if c % 4 in (1, 2) else "")


def copy_text(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """The text of a block is pasted over that of another."""
    chunks, blocks = _file(branch)
    one, two = pick(_filled(blocks), a), pick(blocks, b)
    if one is None or two is None or one is two or "omit" in two.words:
        return ""
    two.body = one.body
    _save(branch, chunks)
    return f"pastes the text of {one.marker} over that of {two.marker}"


def empty(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick(_filled(blocks), a)
    if block is None:
        return ""
    block.set_text("")
    _save(branch, chunks)
    return f"empties {block.marker}"


def omit(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick([each for each in blocks if not each.is_own and "omit" not in each.words], a)
    if block is None or "orphan" in block.words:
        return ""
    if c % 4:
        block.set_text("")
    block.set_words([word for word in block.words if word != "stale"] + ["omit"])
    _save(branch, chunks)
    return f"omits {block.marker}"


def decide_again(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """`omit stale` is answered: still left out, or to be translated after all."""
    chunks, blocks = _file(branch)
    block = pick([each for each in blocks if "omit" in each.words], a)
    if block is None:
        return ""
    gone = ["stale"] if b % 2 else ["stale", "omit"]
    block.set_words([word for word in block.words if word not in gone])
    _save(branch, chunks)
    return f"decides about {block.marker}"


def add_own(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks = cut(branch.english or "")
    block = Chunk("<!-- own -->", "")
    block.set_text(world.english(world.piece(block.right_for), SIZES[b % len(SIZES)]))
    chunks.insert(1 + a % len(chunks), block)
    _save(branch, chunks)
    return f"adds a passage: {block.text}"


def make_own(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A text is made a passage of the English's own."""
    chunks, blocks = _file(branch)
    block = pick([each for each in _filled(blocks) if not each.name and not each.is_own], a)
    if block is None:
        return ""
    before, block.marker = block.marker, "<!-- own -->"
    world.vouch(block)
    _save(branch, chunks)
    return f"makes {before} its own"


def split(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick([each for each in _filled(blocks) if " " in each.prose], a)
    if block is None:
        return ""
    spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", block.body)]
    place = pick(spaces, b)
    if place is None:
        return ""
    block.body = f"{block.body[:place]}\n\n{block.body[place + 1 :]}"
    _save(branch, chunks)
    return f"splits {block.marker}"


def join(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """`ar:a+b`, and the second marker goes."""
    chunks = cut(branch.english or "")
    plain = [
        place
        for place, chunk in enumerate(chunks[:-1])
        if all(
            each.keys and not each.name and not {"omit", "orphan", "stale"} & set(each.words)
            for each in (chunk, chunks[place + 1])
        )
    ]
    place = pick(plain, a)
    if place is None:
        return ""
    one, two = chunks[place], chunks[place + 1]
    one.set_words([word for word in one.words if word.partition(":")[0] not in ("mt", "reviewed")])
    one.set_keys([*one.keys, *two.keys])
    one.body = f"{one.body.rstrip()}\n{two.text}\n\n" if b % 2 else one.body + two.body.lstrip()
    if one.prose:
        world.vouch(one)
    del chunks[place + 1]
    _save(branch, chunks)
    return f"joins two blocks as {one.marker}"


def part(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A joined block is taken apart again."""
    chunks, blocks = _file(branch)
    block = pick([each for each in blocks if len(each.keys) > 1 and not each.words], a)
    if block is None:
        return ""
    words = block.prose.split()
    second = Chunk(f"<!-- ar:{'+'.join(block.keys[1:])} -->", "")
    second.set_text(" ".join(words[len(words) // 2 :]))
    block.set_keys(block.keys[:1])
    block.set_text(" ".join(words[: len(words) // 2]))
    for each in (block, second):
        if each.prose:
            world.vouch(each)
    chunks.insert(chunks.index(block) + 1, second)
    _save(branch, chunks)
    return f"takes {block.marker} and {second.marker} apart"


def review(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick([each for each in _filled(blocks) if "orphan" not in each.words], a)
    if block is None or any(word.startswith("reviewed") for word in block.words):
        return ""
    words = block.words
    said = ["reviewed", "by:LH"] if b % 2 else ["reviewed"]
    said += ["on:2026-11-24"] if c % 2 else []
    kind = "stays stale"
    if "stale" in words and c % 3:
        kind = "settles"
        words = [word for word in words if word != "stale"]
        world.vouch(block)
    elif "stale" not in words:
        kind = "reviews"
        world.vouch(block, is_meant=False)
    block.set_words([*[word for word in words if not word.startswith(("by:", "on:"))], *said])
    _save(branch, chunks)
    return f"{kind} {block.marker}"


def take_back(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """The word `reviewed` is deleted."""
    chunks, blocks = _file(branch)
    is_reviewed = [each for each in blocks if any(w.startswith("reviewed") for w in each.words)]
    block = pick(is_reviewed, a)
    if block is None:
        return ""
    block.set_words([word for word in block.words if not word.startswith("reviewed")])
    _save(branch, chunks)
    return f"takes the review of {block.marker} back"


def settle(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """The word `stale` is deleted: the change has been dealt with."""
    chunks, blocks = _file(branch)
    block = pick([each for each in _filled(blocks) if each.is_stale], a)
    if block is None:
        return ""
    gone = ("stale", "was:") if b % 2 else ("stale",)
    block.set_words([word for word in block.words if not word.startswith(gone)])
    world.vouch(block)
    _save(branch, chunks)
    return f"settles {block.marker}"


def review_article(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    blocks = _blocks(cut(branch.english or ""))
    if not blocks or (branch.english or "").lstrip("\ufeff").startswith("<!-- article"):
        return ""
    for block in _filled(blocks):
        if not (block.is_stale or block.is_own or {"omit", "orphan"} & set(block.words)):
            world.vouch(block, is_meant=False)
    first = "<!-- article reviewed by:LH -->\n"
    branch.english = first + (branch.english or "").removeprefix("\ufeff")
    return "reviews the whole file"


def note(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    chunks, blocks = _file(branch)
    block = pick(blocks, a)
    if block is None:
        return ""
    if b % 3 == 0:
        block.body = f"\n{world.note()}{block.body or chr(10)}"
    else:
        block.body = f"{block.body.rstrip()}\n\n{world.note()}\n\n"
    _save(branch, chunks)
    return f"leaves a note under {block.marker}"


def accept(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A check is waved through, or a text said to stand where it is meant to."""
    chunks, blocks = _file(branch)
    block = pick(_filled(blocks), a)
    if block is None:
        return ""
    if b % 2:
        world.vouch(block, [*block.keys, *block.was], is_meant=False)
    block.set_words([*block.words, "ok:moved-text" if b % 2 else "ok:number"])
    _save(branch, chunks)
    return f"accepts {block.marker}"


def reformat(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A formatter goes over the file."""
    text = branch.english or ""
    kind = a % 9
    if kind == 0:
        text = re.sub(r"\r*\n", "\r\n", text)
    elif kind == 1:
        text = re.sub(r"\r*\n", "\n", text)
    elif kind == 2:
        text = re.sub(r"\r*\n", "\r\r\n", text)
    elif kind == 3:
        text = (
            re.sub(r"(?<=\S)(?=\r*\n)", "  ", text) if b % 2 else re.sub(r"(?m)-->$", "--> ", text)
        )
    elif kind == 4:
        text = "\ufeff" + text.removeprefix("\ufeff") if b % 2 else text.removeprefix("\ufeff")
    elif kind == 5:
        text = re.sub(r"\*(\w+)\*", r"_\1_", text)
    elif kind == 6:
        text = re.sub(r"(?m)^((?:[pd]\d+w\d+|the|of|in|and) \S+) ", r"\1\n", text)
    elif kind == 7:
        text = re.sub(r"-->(\r*\n)(?=[pd])", r"-->\1\1", text)
    else:
        text = re.sub(r"(\r*\n){2,}", r"\1\1", text).rstrip() + ("\n" if b % 2 else "")
    if not branch.english or text == branch.english:
        return ""
    branch.english = text
    return f"reformats the file ({kind})"


def bend(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A marker is damaged, or a word of it misspelt."""
    chunks, blocks = _file(branch)
    block = pick([each for each in blocks if each.keys], a)
    if block is None:
        return ""
    bent = (
        block.marker.replace("<!-- ", "<!- "),
        block.marker.replace(" -->", ""),
        block.marker.replace("ar:", "ar :"),
        f"  {block.marker}",
        block.marker.replace(block.keys[0], block.keys[0][:-1]),
        block.marker.replace(" -->", " reviewd -->") if "|" not in block.marker else "",
        block.marker.replace(" -->", " stale -->") if "|" not in block.marker else "",
    )
    block.marker = bent[b % len(bent)] or bent[0]
    _save(branch, chunks)
    return f"bends {block.marker}"


def clash(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A git conflict is left in the file."""
    chunks, blocks = _file(branch)
    block = pick(_filled(blocks), a)
    if block is None:
        return ""
    piece = world.piece(block.right_for)
    block.set_text(
        f"<<<<<<< HEAD\n{block.text}\n=======\n{world.english(piece, 5)}\n>>>>>>> theirs"
    )
    _save(branch, chunks)
    return f"leaves a conflict in {block.marker}"


def throw_away(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """The whole English file is deleted: done seldom."""
    if a % 4 or b % 4:
        return ""
    branch.english = None
    return "deletes the English file"


def change_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A few words of a paragraph change."""
    if not branch.body:
        return ""
    place = a % len(branch.body)
    words = branch.body[place].split(" ")
    for number in range(1 + c % 2):
        words[(b + 2 * number) % len(words)] = world.arabic_word()
    if words[0].strip("-#") and branch.body[place].startswith("#"):
        words.insert(0, "##")
    branch.body[place] = " ".join(words)
    return f"changes the Arabic {place}"


def _new_source(world: World, b: int, c: int) -> str:
    size = SIZES[b % len(SIZES)]
    if c % 5 == 4:
        return f"- {world.arabic(size)}\n- {world.arabic(3)}"
    return f"## {world.arabic(size)}" if size < 5 and c % 2 else world.arabic(size)


def write_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    if not branch.body:
        return ""
    branch.body[a % len(branch.body)] = _new_source(world, b, c)
    return f"writes the Arabic {a % len(branch.body)} anew"


def delete_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    if not branch.body:
        return ""
    del branch.body[a % len(branch.body)]
    return "deletes some Arabic"


def insert_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    branch.body.insert(a % (len(branch.body) + 1), _new_source(world, b, c))
    return f"inserts Arabic at {a % len(branch.body)}"


def move_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    if len(branch.body) < 2:
        return ""
    block = branch.body.pop(a % len(branch.body))
    branch.body.insert(b % (len(branch.body) + 1), block)
    return "moves some Arabic"


def twin_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A paragraph is repeated word for word."""
    if not branch.body:
        return ""
    branch.body.insert(b % (len(branch.body) + 1), branch.body[a % len(branch.body)])
    return f"repeats the Arabic {a % (len(branch.body) - 1)} at {b % len(branch.body)}"


def revert_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    version = pick(branch.older, a)
    if version is None:
        return ""
    branch.body, branch.strings = list(version[0]), dict(version[1])
    return f"goes back to an earlier Arabic ({a % len(branch.older)})"


def split_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    if not branch.body:
        return ""
    place = a % len(branch.body)
    words = branch.body[place].split()
    if len(words) < 4 or not words[0].startswith("م"):
        return ""
    branch.body[place : place + 1] = [" ".join(words[:2]), " ".join(words[2:])]
    return f"splits the Arabic {place}"


def join_source(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    if len(branch.body) < 2:
        return ""
    place = a % (len(branch.body) - 1)
    branch.body[place : place + 2] = [" ".join(branch.body[place : place + 2])]
    return f"joins the Arabic {place} and {place + 1}"


def change_string(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    name = pick(sorted(branch.strings), a)
    if name is None:
        return ""
    words = branch.strings[name].split()
    words[b % len(words)] = world.arabic_word()
    branch.strings[name] = " ".join(words) if c % 3 else world.arabic(SIZES[b % len(SIZES)])
    return f"changes the Arabic of {name}"


def change_points(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """A key point is put in, taken out or moved, and all others are numbered anew."""
    points = [text for name, text in branch.strings.items() if name.startswith("point.")]
    kind = c % 3
    if kind == 0:
        points.insert(a % (len(points) + 1), world.arabic(SIZES[b % len(SIZES)]))
    elif points:
        point = points.pop(a % len(points))
        if kind == 1:
            points.insert(b % (len(points) + 1), point)
    rest = {name: text for name, text in branch.strings.items() if not name.startswith("point.")}
    branch.strings = rest | {f"point.{number}": text for number, text in enumerate(points, 1)}
    return f"{('inserts', 'moves', 'deletes')[kind]} a key point"


def change_summary(world: World, branch: Branch, a: int, b: int, c: int) -> str:
    """The summary goes, or comes back."""
    if branch.strings.pop("summary", None) is None:
        branch.strings["summary"] = world.arabic(SIZES[b % len(SIZES)])
    return "puts the summary in or takes it out"


EDITS: tuple[tuple[Edit, int], ...] = (
    (correct, 5),
    (extend, 2),
    (write, 6),
    (swap_texts, 3),
    (move_text, 2),
    (move_part, 1),
    (move, 2),
    (lose_marker, 4),
    (delete, 2),
    (copy, 2),
    (copy_text, 1),
    (empty, 2),
    (omit, 1),
    (decide_again, 1),
    (add_own, 2),
    (make_own, 1),
    (split, 1),
    (join, 2),
    (part, 1),
    (review, 3),
    (take_back, 1),
    (settle, 3),
    (review_article, 1),
    (note, 1),
    (accept, 1),
    (reformat, 3),
    (bend, 1),
    (clash, 1),
    (throw_away, 1),
)
"""What an editor does to the English, and how often."""

SOURCE_EDITS: tuple[tuple[Edit, int], ...] = (
    (change_source, 6),
    (write_source, 2),
    (delete_source, 2),
    (insert_source, 2),
    (move_source, 2),
    (twin_source, 2),
    (revert_source, 3),
    (split_source, 1),
    (join_source, 1),
    (change_string, 2),
    (change_points, 2),
    (change_summary, 1),
)
"""What an author does to the Arabic."""
