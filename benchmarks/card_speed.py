"""How long social images take and how large they are, for titles of real articles.

python -m benchmarks.card_speed ../shared/data/articles/antcorpus-1200.jsonl
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from generator.adapters.card_drawing import draw, title_of
from generator.model.card import Card
from generator.model.language import Language
from generator.text.bidi import isolate_plain
from generator.text.drawable import drawable

ARABIC = Language("ar", "العربية", "rtl", "latn", ())
ENGLISH = Language("en", "English", "ltr", "latn", ())
COUNT = 1000


def main(path: Path) -> None:
    """Prints milliseconds of processor time and kilobytes for each, and how titles are set."""
    lines = path.read_text("utf-8").splitlines()[:COUNT]
    titles = [drawable(json.loads(line)["title"]) for line in lines]
    cards = [
        Card("card", "ar", True, "#0f6b6b", isolate_plain(each, ARABIC, ENGLISH), "سياسة", "أخبار")
        for each in titles
    ]
    started = time.process_time()
    sizes = sorted(len(draw(card)) for card in cards)
    spent = (time.process_time() - started) * 1000 / len(cards)
    mean = sum(sizes) / len(sizes) / 1000
    print(f"{len(cards)} cards: {spent:.1f} ms each, {mean:.1f} KB, at most {sizes[-1] / 1000:.1f}")
    found = [title_of(card) for card in cards]
    counts = Counter(len(title.lines) for title in found)
    print("lines:", ", ".join(f"{n}: {counts[n]}" for n in sorted(counts)))
    pairs = zip(found, titles, strict=True)
    cut = [
        title for title, text in pairs if "".join(title.lines).endswith("…") != text.endswith("…")
    ]
    print(f"smallest letters: {min(title.size for title in found)} px; cut: {len(cut)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
