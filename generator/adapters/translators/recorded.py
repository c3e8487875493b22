"""Answers from a file of recorded ones: for tests, and to show the program without an engine.

One JSON object a line: `text` and `translation`, and what else is known of the draft: `score`,
`truncated`, `token_scores`, `alignment` (`"0-0 1-2"`), `alternatives` (a list of the same without
`text`). A first line `{"engine": {"name": …, "version": …, "checksum": …}}` names the engine that
was recorded.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.model.problem import Place, Problem, UserError
from generator.ports import Draft, EngineId

_PAIR = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
_LONGEST_SHOWN = 80


class RecordedTranslator:
    """A recording as a `ports.Translator`; every text must be in it."""

    def __init__(self, path: Path, name: str) -> None:
        """Raises UserError, with `name` and the line, when the file cannot be read."""
        self._name = name
        try:
            content = path.read_bytes()
            text = content.decode("utf-8")
        except OSError as error:
            raise _bad_recording(name, 0, error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            place = content[: error.start].count(b"\n") + 1
            raise _bad_recording(name, place, "this is not UTF-8") from error
        self._engine = EngineId("recorded", "", hashlib.sha256(content).hexdigest()[:12])
        self._drafts: dict[str, Draft] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                self._read(line, number)

    def _read(self, line: str, number: int) -> None:
        try:
            record = json.loads(line)
            if number == 1 and isinstance(record, dict) and "engine" in record:
                self._engine = _read_engine(record["engine"])
                return
            text = _text_of(record, "text")
            self._drafts[_key(text)] = _read_draft(record)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise _bad_recording(
                self._name, number, f"this is no recorded draft: {error}"
            ) from error

    @property
    def engine(self) -> EngineId:
        return self._engine

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        """See `ports.Translator.translate`; raises UserError for a text that is not recorded."""
        for index, text in enumerate(texts):
            draft = self._drafts.get(_key(text))
            if draft is None:
                raise UserError([self._unknown(text)])
            yield index, replace(draft, alternatives=draft.alternatives[:alternatives])

    def _unknown(self, text: str) -> Problem:
        text = _key(text)
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        return Problem(
            "not-recorded",
            f"the recording has no translation of «{shown}»",
            Place(self._name),
            'record it, or choose another engine in site.toml: engine = "argos"',
        )


def record(text: str, draft: Draft) -> str:
    """The line that gives this draft back for this text."""
    return json.dumps({"text": text, **_written(draft)}, ensure_ascii=False) + "\n"


def _written(draft: Draft) -> dict[str, Any]:
    """The draft's fields as the file has them, those left out that say nothing."""
    fields = {
        "translation": draft.text,
        "score": draft.score,
        "truncated": draft.truncated,
        "token_scores": list(draft.token_scores),
        "alignment": " ".join(f"{source}-{target}" for source, target in draft.alignment),
        "alternatives": [_written(each) for each in draft.alternatives],
    }
    return {name: value for name, value in fields.items() if value or name == "translation"}


def _key(text: str) -> str:
    return " ".join(text.split())


def _read_engine(fields: Mapping[str, Any]) -> EngineId:
    return EngineId(
        _text_of(fields, "name"),
        str(fields.get("version", "")),
        str(fields.get("checksum", "")),
        bool(fields.get("tests_only", False)),
    )


def _read_draft(fields: Mapping[str, Any]) -> Draft:
    """Raises ValueError, TypeError or AttributeError for what is no draft."""
    return Draft(
        _text_of(fields, "translation"),
        float(fields.get("score", 0.0)),
        bool(fields.get("truncated", False)),
        tuple(float(score) for score in fields.get("token_scores", ())),
        tuple(_read_pair(pair) for pair in str(fields.get("alignment", "")).split()),
        tuple(_read_draft(each) for each in fields.get("alternatives", ())),
    )


def _read_pair(pair: str) -> tuple[int, int]:
    match = _PAIR.fullmatch(pair)
    if match is None:
        raise ValueError(f"`{pair}` is no pair of words; they are written 0-2")
    return int(match[1]), int(match[2])


def _text_of(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise TypeError(f"`{name}` is missing, or no text")
    return value


def _bad_recording(name: str, line: int, message: str) -> UserError:
    return UserError([Problem("bad-recording", message, Place(name, line))])
