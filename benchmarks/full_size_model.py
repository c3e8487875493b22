"""A package of the size of the public models, untrained, whose sentences end where they should.

6 + 6 layers of width 512, 32,000 pieces, 8-bit weights, as the public Argos models have: so
decoding costs what it costs with them. What it says means nothing. Its weights are random but for
a few, which count: decoder states carry how many tokens are written, and one head of attention
the mean place of the source's pieces, which is half its length. The end mark's logit is the
difference of the two, so that a translation gets about `RATIO` times as long as its source.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy
import sentencepiece
from ctranslate2.specs import TransformerSpec

WIDTH, INNER, HEADS, LAYERS = 512, 2048, 8, 6
PIECES, ARABIC_PIECES = 32_000, 16_000
RATIO = 0.85
"""Tokens of the translation for each token of the source."""
_END = 2
_STEP = 1 / 16
"""How much one place adds to the first number of a state."""
_STEEPNESS = 5.0
"""How much surer the end gets with each token."""
METADATA = {
    "package_version": "0",
    "argos_version": "1.11",
    "type": "translate",
    "from_code": "ar",
    "from_name": "Arabic",
    "to_code": "en",
    "to_name": "English",
    "dragoman": {"purpose": "tests-only", "note": "Untrained: it shows what decoding costs."},
}


def build(folder: Path, texts: Iterable[str]) -> Path:
    """The package's folder, made inside this one; the pieces are learnt from the texts."""
    package = folder / "translate-ar_en-full-size"
    package.mkdir(parents=True)
    pieces = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=pieces,
        vocab_size=ARABIC_PIECES,
        hard_vocab_limit=False,
        character_coverage=0.9999,
        num_threads=1,
        unk_id=0,
        bos_id=1,
        eos_id=_END,
        pad_id=-1,
        minloglevel=2,
    )
    (package / "sentencepiece.model").write_bytes(pieces.getvalue())
    (package / "metadata.json").write_text(json.dumps(METADATA), encoding="utf-8")
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces.getvalue())
    known = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    vocabulary = [*known, *(f"\u2581w{number}" for number in range(PIECES - len(known)))]
    spec = _network(numpy.random.default_rng(20_261_123))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize("int8")
    (package / "model").mkdir()
    spec.save(str(package / "model"))
    return package


def _network(random: numpy.random.Generator) -> TransformerSpec:
    spec = TransformerSpec.from_config(LAYERS, HEADS, pre_norm=True)
    for layer in spec.encoder.layer:
        _fill_attention(layer.self_attention, random)
        _fill_feed_forward(layer.ffn, random)
    for layer in spec.decoder.layer:
        _fill_attention(layer.self_attention, random)
        _fill_attention(layer.attention, random)
        _fill_feed_forward(layer.ffn, random)
    for side, longest in ((spec.encoder, 1024), (spec.decoder, 512)):
        _fill_norm(side.layer_norm)
        side.position_encodings.encodings = _places(longest)
    _count_source(spec.decoder.layer[0].attention)
    table = random.normal(0, WIDTH**-0.5, (PIECES, WIDTH)).astype("float32")
    table[:, 0] = 0
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    # Not the same table: a network that reads what it writes repeats itself.
    output = random.permuted(table, axis=0)
    output[:, 0] = 0
    output[_END] = 0
    output[_END, 0] = _STEEPNESS / _STEP
    bias = numpy.zeros(PIECES, "float32")
    bias[:_END] = -1e4
    bias[_END] = math.log(PIECES)
    spec.decoder.projection.weight = output
    spec.decoder.projection.bias = bias
    return spec


def _places(longest: int) -> numpy.ndarray:
    """Sines and cosines as ever, but the first number of each counts."""
    rates = numpy.exp(numpy.arange(WIDTH // 2) * (-math.log(10_000) / (WIDTH // 2 - 1)))
    angles = numpy.arange(1, longest + 1)[:, None] * rates[None, :]
    places = numpy.concatenate([numpy.sin(angles), numpy.cos(angles)], axis=1).astype("float32")
    places[:, 0] = numpy.arange(1, longest + 1) * _STEP
    return places


def _count_source(attention: Any) -> None:
    """The first head looks at all of the source alike, and takes off the first number."""
    attention.linear[0].weight[: WIDTH // HEADS] = 0
    values = attention.linear[1].weight
    values[WIDTH] = 0
    values[WIDTH, 0] = 1
    attention.linear[2].weight[0] = 0
    # The mean place is half the length; a state is nearly twice as wide as its beginning.
    attention.linear[2].weight[0, 0] = -2 * RATIO * 1.93


def _fill_attention(attention: Any, random: numpy.random.Generator) -> None:
    _fill_norm(attention.layer_norm)
    first, *rest = attention.linear
    last = rest[-1]
    _fill_linear(first, WIDTH if len(rest) == 2 else 3 * WIDTH, WIDTH, random)
    if len(rest) == 2:
        _fill_linear(rest[0], 2 * WIDTH, WIDTH, random)
    _fill_linear(last, WIDTH, WIDTH, random)
    last.weight[0] = 0


def _fill_feed_forward(layer: Any, random: numpy.random.Generator) -> None:
    _fill_norm(layer.layer_norm)
    _fill_linear(layer.linear_0, INNER, WIDTH, random)
    _fill_linear(layer.linear_1, WIDTH, INNER, random)
    layer.linear_1.weight[0] = 0


def _fill_linear(linear: Any, rows: int, columns: int, random: numpy.random.Generator) -> None:
    weights = random.normal(0, math.sqrt(0.5 / columns), (rows, columns))
    linear.weight = weights.astype("float32")
    linear.bias = numpy.zeros(rows, "float32")


def _fill_norm(norm: Any) -> None:
    norm.gamma = numpy.ones(WIDTH, "float32")
    norm.beta = numpy.zeros(WIDTH, "float32")
