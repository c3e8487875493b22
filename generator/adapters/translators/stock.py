"""Argos packages through argostranslate's own API: the reference the direct decoding is held to.

`argostranslate.translate` imports `minisbd`, a sentence splitter under the AGPL, as soon as it is
imported itself. So this adapter is never the default, and nothing else imports that module.
Sentences come cut already; the splitter, which would fetch a model from the network, is replaced
by one that leaves a text whole (`ARGOS_CHUNK_TYPE=NONE`, meant for this, refuses every package).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.adapters.translators.argos_packages import (
    bad_model,
    engine_of,
    newest_package,
    no_engine,
)
from generator.ports import Draft, EngineId

_LENGTH_PENALTY = 0.2
_LONGEST_INPUT = 1024
_LONGEST_OUTPUT = 256


class StockTranslator:
    """An installed package as a `ports.Translator`, sentence by sentence.

    Its beam is what argostranslate's setting `ARGOS_BEAM_SIZE` says, 4 by default. It gives no
    token scores and no alignment.
    """

    def __init__(self, folder: Path) -> None:
        """Raises UserError without the extra, or when the package is damaged."""
        try:
            from argostranslate import package, settings, translate
        except ImportError as error:
            raise no_engine(error) from error
        self._engine = engine_of(folder, "argostranslate")
        self._beam = int(settings.beam_size)
        try:
            self._package: Any = package.Package(folder)
            languages = (
                translate.Language(self._package.from_code, self._package.from_name),
                translate.Language(self._package.to_code, self._package.to_name),
            )
            self._translation: Any = translate.PackageTranslation(*languages, self._package)
        except (OSError, RuntimeError, ValueError, KeyError, NotImplementedError) as error:
            raise bad_model(f"argostranslate cannot use {folder.name}: {error}") from error
        self._translation.sentencizer = _WholeText()

    @property
    def engine(self) -> EngineId:
        return self._engine

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        """See `ports.Translator.translate`; there are at most as many alternatives as the beam has.

        Raises UserError when the model cannot be loaded.
        """
        for index, text in enumerate(texts):
            # It takes each line for a paragraph of its own.
            line = " ".join(text.split())
            choices = min(alternatives + 1, self._beam)
            try:
                hypotheses = self._translation.hypotheses(line, num_hypotheses=choices)
            except (OSError, RuntimeError, ValueError) as error:
                raise bad_model(f"argostranslate failed: {error}") from error
            too_long = len(self._package.tokenizer.encode(line)) > _LONGEST_INPUT
            best, *others = (self._draft(each, too_long=too_long) for each in hypotheses)
            found = {each.text: each for each in others if each.text != best.text}
            yield (
                index,
                Draft(best.text, best.score, best.truncated, alternatives=tuple(found.values())),
            )

    def _draft(self, hypothesis: Any, *, too_long: bool) -> Draft:
        # It keeps the tokens to itself; the text cut anew has about as many.
        length = len(self._package.tokenizer.encode(hypothesis.value))
        truncated = too_long or length >= _LONGEST_OUTPUT
        mean = hypothesis.score * (length + 1) ** _LENGTH_PENALTY / (length + 1)
        return Draft(hypothesis.value, round(mean, 4), truncated)


class _WholeText:
    """Stands in the place of argostranslate's sentence splitters."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def open_stock(source: str, target: str) -> StockTranslator:
    """The newest installed package for this pair of languages, through argostranslate's API.

    Raises UserError without the extra or without a model, saying how to get them.
    """
    return StockTranslator(newest_package(source, target))
