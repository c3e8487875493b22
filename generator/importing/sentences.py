"""Where a sentence of Arabic news prose ends."""

from __future__ import annotations

import re

_END = re.compile(r"[.!؟?…]+[\"»”’)\]]*(?=\s|$)")
_INITIAL = re.compile(r"(?:^|[\s(.«\"])\w$")


def split_sentences(text: str) -> list[str]:
    """The sentences of one paragraph, nothing lost; `أ. ف. ب` and `5.1` end none."""
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if match.group() == "." and _INITIAL.search(text[start : match.start()]):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]
