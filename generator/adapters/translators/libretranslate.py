"""A server that speaks LibreTranslate's API, one's own or somebody else's, as an engine.

`GET /languages` tells the pairs, `POST /translate` takes a list of texts. Servers differ in their
limits and say them only when they are passed, so batches are small, and a batch that is too large
is cut in two. Nothing a server sends is trusted: not its size, its shape, its words, nor where it
would send us.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from generator.adapters.translators.http_json import (
    Answer,
    Limits,
    TooLargeError,
    UnreachableError,
    ask,
)
from generator.model.problem import Place, Problem, UserError
from generator.ports import Draft, EngineId

_PLACE = Place("translate")
_BATCH_CHARACTERS = 2000
"""What the smallest public offer takes at a time."""
_BATCH_TEXTS = 25
_BUSY = frozenset((429, 500, 502, 503, 504))
_TOO_LARGE = re.compile(r"exceeds|too (?:large|long)", re.IGNORECASE)
_KEY_WANTED = re.compile(r"api.?key", re.IGNORECASE)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\s]+"
)
_ADVICE = "check `url` under [translation] in site.toml, and that the server runs"
_KEY_ADVICE = "put your key for this server into the environment variable DRAGOMAN_API_KEY"
_LONGEST_MESSAGE = 200
_MOST_TIMES_LONGER = 20
"""No translation is so many times longer than its original, a few hundred characters aside."""
_LONG_TEXT = 60
"""Words from which on a text without its end is taken to have been cut: the API does not say."""
_ENDED = re.compile(r"[.!?؟۔…:؛;][»”\"')\]]*\s*$")


@dataclass(frozen=True)
class Patience:
    """How long to go on asking a server that is busy."""

    tries: int = 5
    first_pause: float = 1.0
    """Seconds; each further pause is twice as long, unless the server names one."""
    longest_pause: float = 60.0
    """A server that asks for more is given up."""
    sleep: Callable[[float], None] = time.sleep


_PATIENCE = Patience()
_LIMITS = Limits()


class _RefusedError(Exception):
    """The server will not do what was asked, and asking again is no use."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.is_for_key = bool(_KEY_WANTED.search(message))
        self.is_for_size = status == 413 or (status == 400 and bool(_TOO_LARGE.search(message)))


@dataclass(frozen=True)
class _Question:
    """Some of the texts, with their indexes."""

    texts: tuple[tuple[int, str], ...]
    alternatives: int

    def smaller(self, refused: _RefusedError) -> tuple[_Question, ...]:
        """What to ask instead; nothing where that would be refused too."""
        middle = len(self.texts) // 2
        if middle and refused.is_for_size:
            halves = (self.texts[:middle], self.texts[middle:])
            return tuple(_Question(half, self.alternatives) for half in halves)
        return ()


class LibreTranslator:
    """A server as a `ports.Translator`; it gives no scores and no alignment: every score is 0."""

    def __init__(
        self,
        address: str,
        source: str,
        target: str,
        *,
        key: str = "",
        limits: Limits = _LIMITS,
        patience: Patience = _PATIENCE,
    ) -> None:
        """Asks for the languages; raises UserError when the server is not there or lacks them."""
        self._address = address.rstrip("/")
        self._source = source
        self._target = target
        self._key = key
        self._limits = limits
        self._patience = patience
        self._engine = EngineId(f"LibreTranslate {urlsplit(address).netloc}", "", "")
        try:
            # A server that is not there at the beginning will not be there in a minute.
            languages = self._ask("languages", None, must_be_there=True)
        except _RefusedError as refused:
            raise self._refused(refused) from refused
        self._check_pair(languages)

    @property
    def engine(self) -> EngineId:
        return self._engine

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        """See `ports.Translator.translate`.

        A text longer than the server takes comes back empty and `truncated`. Raises UserError when
        the server refuses, does not answer, or not as the API says.
        """
        waiting = deque(_Question(batch, alternatives) for batch in _batches(texts))
        while waiting:
            question = waiting.popleft()
            try:
                yield from self._drafts(question)
            except _RefusedError as refused:
                if question.alternatives and "alternatives" in refused.message:
                    waiting = deque(replace(each, alternatives=0) for each in (question, *waiting))
                    continue
                smaller = question.smaller(refused)
                waiting.extendleft(reversed(smaller))
                if not smaller and not refused.is_for_size:
                    raise self._refused(refused) from refused
                if not smaller:
                    yield question.texts[0][0], Draft("", 0.0, truncated=True)

    def _drafts(self, question: _Question) -> Iterator[tuple[int, Draft]]:
        body: dict[str, Any] = {
            "q": [text for _, text in question.texts],
            "source": self._source,
            "target": self._target,
            "format": "text",
        }
        if question.alternatives:
            body["alternatives"] = question.alternatives
        if self._key:
            body["api_key"] = self._key
        answer = self._ask("translate", body)
        count = len(question.texts)
        fields = answer if isinstance(answer, dict) else {}
        translated = _texts(fields.get("translatedText"), count)
        if translated is None or len(translated) != count:
            raise self._unusable(f"it is no list of {count} translations")
        others = fields.get("alternatives")
        if not isinstance(others, list) or len(others) != count:
            others = [()] * count
        for (index, text), english, further in zip(question.texts, translated, others, strict=True):
            choice = _texts(further, question.alternatives) or []
            if any(len(each) > _longest(text) for each in (english, *choice)):
                raise self._unusable("it is far longer than what was to be translated")
            drafts = (Draft(each, 0.0, _is_cut(text, each)) for each in (english, *choice))
            best, *rest = {draft.text: draft for draft in drafts}.values()
            yield index, Draft(best.text, 0.0, best.truncated, alternatives=tuple(rest))

    def _ask(self, path: str, body: dict[str, Any] | None, *, must_be_there: bool = False) -> Any:
        """The JSON of an answer without fault, which is None where it is none.

        Raises _RefusedError where the server says no, UserError where it is no use to go on.
        """
        turn = 0
        while True:
            turn += 1
            wait = self._patience.first_pause * 2 ** (turn - 1)
            is_last = turn >= self._patience.tries
            try:
                answer = ask(f"{self._address}/{path}", body, self._limits)
            except TooLargeError as error:
                raise self._unusable(str(error)) from error
            except UnreachableError as error:
                reason = self._plain(str(error))
                is_last = is_last or must_be_there
            else:
                if answer.status == 200:
                    return answer.value
                reason = self._reason(answer)
                if answer.status not in _BUSY:
                    raise _RefusedError(answer.status, reason)
                wait = wait if answer.retry_after is None else answer.retry_after
            if is_last or wait > self._patience.longest_pause:
                raise self._unreachable(reason)
            self._patience.sleep(wait)

    def _reason(self, answer: Answer) -> str:
        if 300 <= answer.status < 400:
            return f"it sends us on to {self._plain(answer.location)}"
        said = answer.value.get("error") if isinstance(answer.value, dict) else None
        message = self._plain(said) if isinstance(said, str) else ""
        return f"{message} ({answer.status})" if message else f"status {answer.status}"

    def _plain(self, text: str) -> str:
        """Words of the server as they may stand on a terminal, without the key."""
        if self._key:
            text = text.replace(self._key, "…")
        text = _UNSEEN.sub(" ", text).strip()
        return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"

    def _check_pair(self, languages: Any) -> None:
        entries = languages if isinstance(languages, list) else []
        known = [each for each in entries if isinstance(each, dict)]
        codes = {str(each.get("code")) for each in known}
        # Old servers list no targets: there every language goes with every other.
        pairs = {
            str(each.get("code")): each["targets"]
            for each in known
            if isinstance(each.get("targets"), list)
        }
        if not codes:
            raise self._unusable("it is no list of languages")
        if self._source not in codes or self._target not in pairs.get(self._source, codes):
            pair = f"{self._source}-{self._target}"
            raise self._no(f"it does not translate {pair}")

    def _refused(self, refused: _RefusedError) -> UserError:
        return self._no(f"it refuses: {refused.message}", is_for_key=refused.is_for_key)

    def _no(self, message: str, *, is_for_key: bool = False) -> UserError:
        hint = _KEY_ADVICE if is_for_key else _ADVICE
        return UserError([Problem("engine-refused", self._told(message), _PLACE, hint)])

    def _unusable(self, message: str) -> UserError:
        message = f"its answer cannot be used: {message}"
        return UserError([Problem("engine-answer", self._told(message), _PLACE, _ADVICE)])

    def _unreachable(self, message: str) -> UserError:
        return UserError([Problem("engine-unreachable", self._told(message), _PLACE, _ADVICE)])

    def _told(self, message: str) -> str:
        return f"{self._address}: {message}"


def _batches(texts: Sequence[str]) -> Iterator[tuple[tuple[int, str], ...]]:
    """The texts with their indexes, so many characters and so many texts at a time."""
    batch: list[tuple[int, str]] = []
    characters = 0
    for index, text in enumerate(texts):
        if batch and (len(batch) == _BATCH_TEXTS or characters + len(text) > _BATCH_CHARACTERS):
            yield tuple(batch)
            batch, characters = [], 0
        batch.append((index, text))
        characters += len(text)
    if batch:
        yield tuple(batch)


def _texts(value: Any, most: int) -> list[str] | None:
    """A list of texts, None for anything else or more than were asked for."""
    if not isinstance(value, list) or len(value) > most:
        return None
    texts = [each for each in value if isinstance(each, str)]
    return texts if len(texts) == len(value) else None


def _longest(text: str) -> int:
    return _MOST_TIMES_LONGER * len(text) + 300


def _is_cut(text: str, english: str) -> bool:
    """Whether a long text has lost its end on the way."""
    is_long = len(text.split()) >= _LONG_TEXT
    return is_long and bool(_ENDED.search(text)) and not _ENDED.search(english)
