"""Argos packages decoded directly, with CTranslate2 and SentencePiece.

Decoding goes straight to the package's model: sentences are cut by our own splitter, which needs
no network, and the sentences of all articles share batches. The settings are those of
`argostranslate.translate.apply_packaged_translation`, so that a sentence gets the same English
there and here; `stock.py` is that API itself.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.adapters.translators.argos_packages import (
    bad_model,
    engine_of,
    install_file,
    install_public,
    is_installed,
    newest_package,
    no_engine,
    read_metadata,
)
from generator.adapters.translators.attention import align, anchored, words_of_pieces
from generator.ports import Draft, EngineId

__all__ = ["ArgosTranslator", "install_file", "install_public", "is_installed", "open_package"]

BEAM = 4
"""What argostranslate uses."""
_LENGTH_PENALTY = 0.2
_WINDOW = 512
"""Sentences put in order of length together: the more, the denser the batches; the fewer, the
sooner the first article has all its sentences."""
_BATCH_TOKENS = 1024
"""Padding included. Twice as many cost as much CPU, half as many more."""
_SCORED_TOKENS = 256
"""Fewer, as every token is weighed against the whole vocabulary at once: it saves a quarter."""
_LONGEST_INPUT = 1024
_LONGEST_OUTPUT = 256
"""Tokens; CTranslate2's own defaults, made explicit because it cuts off without a word."""
_SPACE = "\u2581"
_DECIMALS = 4
"""Of a score: what follows differs with the batch a sentence was in."""

Pieces = list[str]


class ArgosTranslator:
    """An installed package as a `ports.Translator`."""

    def __init__(
        self,
        folder: Path,
        *,
        beam: int = BEAM,
        scored: bool = True,
        aligned: bool = True,
        threads: int = 0,
    ) -> None:
        """Loads the model; raises UserError when the package is damaged.

        `scored`: give the score of each token, for about a third more CPU; `aligned`: give the
        alignment of words, which costs next to nothing. `threads`: 0 for as many as there are
        processors; each decodes batches of its own, which costs less CPU than sharing one.
        """
        self._threads = threads or _count_processors()
        self._beam = beam
        self._scored = scored
        self._aligned = aligned
        self._prefix = str(read_metadata(folder).get("target_prefix", ""))
        engine = engine_of(folder)
        # Another beam finds other translations: nothing of one counts as the other's.
        wider = f"{engine.version} beam {beam}"
        self._engine = engine if beam == BEAM else replace(engine, version=wider)
        try:
            import ctranslate2  # heavy; part of the optional extra
            import sentencepiece

            self._pieces = sentencepiece.SentencePieceProcessor(
                model_file=str(folder / "sentencepiece.model")
            )
            self._model = ctranslate2.Translator(
                str(folder / "model"), device="cpu", inter_threads=self._threads, intra_threads=1
            )
        except ImportError as error:
            raise no_engine(error) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise bad_model(f"the model in {folder.name} cannot be loaded: {error}") from error

    @property
    def engine(self) -> EngineId:
        return self._engine

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        """See `ports.Translator.translate`; there are at most as many alternatives as the beam has.

        A wider beam would offer more, but find another best translation.
        """
        choices = min(alternatives + 1, self._beam)
        pool = ThreadPoolExecutor(self._threads)
        running: deque[Future[list[tuple[int, Draft]]]] = deque()
        try:
            for batch in self._batches(texts):
                running.append(pool.submit(self._decode, batch, texts, choices))
                # One more than there are threads, so that none has to wait for us.
                if len(running) > self._threads:
                    yield from running.popleft().result()
            while running:
                yield from running.popleft().result()
        finally:
            # Interrupted: the batches that are being decoded end, no other begins.
            pool.shutdown(cancel_futures=True)

    def _batches(self, texts: Sequence[str]) -> Iterator[dict[int, Pieces]]:
        for start in range(0, len(texts), _WINDOW):
            window = range(start, min(start + _WINDOW, len(texts)))
            yield from batches({index: self._encode(texts[index]) for index in window})

    def _encode(self, text: str) -> Pieces:
        pieces: Pieces = self._pieces.encode(text, out_type=str)
        return pieces

    def _decode(
        self, batch: dict[int, Pieces], texts: Sequence[str], choices: int
    ) -> list[tuple[int, Draft]]:
        sources = list(batch.values())
        results = self._model.translate_batch(
            sources,
            target_prefix=[[self._prefix]] * len(sources) if self._prefix else None,
            replace_unknowns=True,
            beam_size=self._beam,
            num_hypotheses=choices,
            length_penalty=_LENGTH_PENALTY,
            max_input_length=_LONGEST_INPUT,
            max_decoding_length=_LONGEST_OUTPUT,
            return_scores=True,
            return_attention=self._aligned,
        )
        scores = self._score(sources, results)
        return [
            (index, self._draft(texts[index], source, result, token_scores))
            for (index, source), result, token_scores in zip(
                batch.items(), results, scores, strict=True
            )
        ]

    def _score(self, sources: Sequence[Pieces], results: Sequence[Any]) -> list[tuple[float, ...]]:
        """The log-probability of each token of the best translations, their ends included.

        The beam search does not tell them, so the translations are read once more, all their
        tokens at a time.
        """
        if not self._scored:
            return [()] * len(results)
        best = [result.hypotheses[0] for result in results]
        scored = self._model.score_batch(
            list(sources),
            best,
            max_batch_size=_SCORED_TOKENS,
            batch_type="tokens",
            max_input_length=_LONGEST_INPUT,
        )
        return [
            tuple(round(score, _DECIMALS) for score in each.log_probs[self._skipped(pieces) :])
            for each, pieces in zip(scored, best, strict=True)
        ]

    def _draft(
        self, text: str, source: Pieces, result: Any, token_scores: tuple[float, ...]
    ) -> Draft:
        attention = result.attention or [()] * len(result.hypotheses)
        best, *others = (
            self._hypothesis(text, source, *each)
            for each in zip(result.hypotheses, result.scores, attention, strict=True)
        )
        return Draft(
            best.text,
            best.score,
            best.truncated,
            token_scores,
            best.alignment,
            tuple({each.text: each for each in others if each.text != best.text}.values()),
        )

    def _hypothesis(
        self,
        text: str,
        source: Pieces,
        pieces: Pieces,
        score: float,
        attention: Sequence[Sequence[float]],
    ) -> Draft:
        truncated = len(pieces) >= _LONGEST_OUTPUT or len(source) > _LONGEST_INPUT
        # The engine divides the sum of log-probabilities by length ** penalty; the end counts.
        length = len(pieces) + (len(pieces) < _LONGEST_OUTPUT)
        mean = score * length**_LENGTH_PENALTY / length
        skipped = self._skipped(pieces)
        pieces, attention = pieces[skipped:], attention[skipped:]
        english = str(self._pieces.decode_pieces(pieces)).replace(_SPACE, " ")
        pairs = self._align(text, source, english, pieces, attention) if self._aligned else ()
        return Draft(english, round(mean, _DECIMALS), truncated, alignment=pairs)

    def _align(
        self,
        text: str,
        source: Pieces,
        english: str,
        pieces: Pieces,
        attention: Sequence[Sequence[float]],
    ) -> tuple[tuple[int, int], ...]:
        """No pairs at all where the pieces cannot be told apart by words for sure."""
        source_words = self._source_words(text, source)
        target_words = words_of_pieces(pieces)
        agree = max(target_words, default=-1) + 1 == len(english.split())
        if not agree or not source_words or len(attention) != len(pieces):
            return ()
        return anchored(align(attention, source_words, target_words), text, english)

    def _source_words(self, text: str, source: Pieces) -> tuple[int, ...]:
        """The word of each piece; none where the pieces' normal form hides it."""
        numbers = words_of_pieces(source)
        words = text.split()
        if max(numbers, default=-1) + 1 == len(words):
            return numbers
        # One sign may stand for several words, as ﷺ does. Pieces never cross words.
        each = [number for number, word in enumerate(words) for _ in self._encode(word)]
        return tuple(each) if len(each) == len(source) else ()

    def _skipped(self, pieces: Pieces) -> int:
        """How many pieces at the beginning only name the target language."""
        return 1 if self._prefix and pieces[:1] == [self._prefix] else 0


def open_package(source: str, target: str, *, beam: int = BEAM) -> ArgosTranslator:
    """The newest installed package for this pair of languages.

    Raises UserError without the extra or without a model, saying how to get them.
    """
    return ArgosTranslator(newest_package(source, target), beam=beam)


def batches(pieces: dict[int, Pieces]) -> Iterator[dict[int, Pieces]]:
    """The same in batches of like length, the longest first, each full but never over full.

    Which batches there are depends on the sentences only, not on their order.
    """
    batch: dict[int, Pieces] = {}
    for index, each in sorted(pieces.items(), key=lambda item: (-len(item[1]), item[1])):
        longest = len(next(iter(batch.values()), each))
        if batch and (len(batch) + 1) * max(1, longest) > _BATCH_TOKENS:
            yield batch
            batch = {}
        batch[index] = each
    if batch:
        yield batch


def _count_processors() -> int:
    """Those that this program may use, which may be fewer than there are."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1
