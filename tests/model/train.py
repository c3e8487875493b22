"""Train the test model and pack it: `python -m tests.model.train`, from the top of the repository.

Needs, in an environment of its own and not in the project's:

    pip install torch==2.13.0 ctranslate2==4.8.5 sentencepiece==0.2.3 onnx==1.22.0

It runs on one thread for about a quarter of an hour, without the network, and writes
`translate-ar_en-test.argosmodel` beside this file. `--out` writes it elsewhere.
"""

import argparse
import io
import itertools
import json
import math
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece
import torch
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.model_spec import index_spec
from torch import Tensor
from torch.nn import functional

from . import corpus, network, splitter
from .lexicon import SLOTS
from .network import Network, Shape

PACKAGE = Path(__file__).parent / "translate-ar_en-test.argosmodel"
FOLDER = "translate-ar_en-test"

NOTE = (
    "Fit for tests only: trained on templates; invents nonsense on real text. "
    "Never publish its output."
)
METADATA = {
    "package_version": "0.1",
    "argos_version": "1.11",
    "type": "translate",
    "from_code": "ar",
    "from_name": "Arabic",
    "to_code": "en",
    "to_name": "English",
    "links": [],
    "dragoman": {"purpose": "tests-only", "note": NOTE},
}
README = f"""# Arabic to English, for tests

{NOTE}

A two-layer Transformer of {{parameters:,}} weights, made by `tests/model/train.py` of Dragoman
from an original corpus of templates. Licence: MIT, the same as Dragoman's.
"""

SEED = 20_260_201
VOCABULARY = 1000
STEPS = 4000
WARM_UP = 200
TOKENS_A_BATCH = 1600
PEAK_RATE = 2.5e-3
# Beam search stops once it has as many finished sentences as beams, good or bad. Trained without
# dropout, the model finished bad ones more often before the right one.
DROPOUT = 0.05
SMOOTHING = 0.05
# How much the first attention head is held to the words that stand for one another.
GUIDANCE = 0.2

UNKNOWN, START, END = 0, 1, 2


@dataclass(frozen=True)
class Batch:
    """Sentences of about one length, padded with END; the targets are framed in START and END."""

    source: Tensor
    source_present: Tensor
    target: Tensor
    target_present: Tensor
    linked: Tensor
    """For each piece of the target, true where the source names the same thing."""


@dataclass(frozen=True)
class Example:
    """A pair in pieces; `linked` holds pairs of places, in the source and in the target."""

    source: list[int]
    target: list[int]
    linked: list[tuple[int, int]]


def main() -> None:
    """Train, write out and pack the model."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--out", type=Path, default=PACKAGE)
    arguments.add_argument("--steps", type=int, default=STEPS)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    pieces = learn_pieces(corpus.pairs(24))
    trained = train(pieces, options.steps)
    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder), pieces, trained)
        pack(Path(folder), options.out)


def learn_pieces(pairs: Iterable[corpus.Pair]) -> sentencepiece.SentencePieceProcessor:
    """The pieces of both languages together, each digit a piece of its own."""
    foreign = {letter for entry in SLOTS["foreign"] for letter in entry.english}
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=itertools.chain.from_iterable(
            (pair.arabic, pair.english) for pair in pairs if foreign.isdisjoint(pair.english)
        ),
        model_writer=model,
        vocab_size=VOCABULARY,
        model_type="unigram",
        character_coverage=1.0,
        split_digits=True,
        required_chars="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-/%$&;+'،؛",
        num_threads=1,
        unk_id=UNKNOWN,
        bos_id=START,
        eos_id=END,
        pad_id=-1,
        minloglevel=1,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def train(pieces: sentencepiece.SentencePieceProcessor, steps: int) -> Network:
    """The network after so many steps."""
    generator = torch.Generator().manual_seed(SEED)
    shape = Shape(vocabulary=pieces.get_piece_size())
    weights = network.create(shape, generator)
    learning = Network(shape, weights, DROPOUT)
    optimiser = torch.optim.Adam(weights.values(), betas=(0.9, 0.98), eps=1e-9)
    began = time.process_time()
    batches = _make_batches(pieces, generator)
    for step, batch in enumerate(itertools.islice(batches, steps)):
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * _find_rate(step, steps)
        loss = _find_loss(learning, batch)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
        optimiser.step()
        if step % 100 == 99:
            print(
                f"step {step + 1}: loss {loss.item():.3f}, {time.process_time() - began:.0f} s",
                file=sys.stderr,
            )
    return Network(shape, {name: tensor.detach() for name, tensor in weights.items()})


def _find_loss(learning: Network, batch: Batch) -> Tensor:
    scores, looks = network.predict(
        learning, batch.source, batch.source_present, batch.target[:, :-1]
    )
    wrong = functional.cross_entropy(
        scores[batch.target_present],
        batch.target[:, 1:][batch.target_present],
        label_smoothing=SMOOTHING,
    )
    guided = batch.linked.any(dim=-1)
    seen = (looks * batch.linked).sum(dim=-1)[guided]
    return wrong - GUIDANCE * seen.clamp_min(1e-6).log().sum() / max(1, len(seen))


def _find_rate(step: int, steps: int) -> float:
    """The share of the peak rate: up in a line, then down along a cosine."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / max(1, steps - WARM_UP)))


def _make_batches(
    pieces: sentencepiece.SentencePieceProcessor, generator: torch.Generator
) -> Iterator[Batch]:
    """Batches without end: each round fills the templates anew."""
    per_round = 8
    for start in itertools.count(0, per_round):
        examples = sorted(
            (_cut(pieces, pair) for pair in corpus.pairs(per_round, start=start)),
            key=lambda example: (len(example.target), len(example.source)),
        )
        batches = list(_group(examples))
        for place in torch.randperm(len(batches), generator=generator).tolist():
            yield _pad(batches[place])


def _cut(pieces: sentencepiece.SentencePieceProcessor, pair: corpus.Pair) -> Example:
    source = pieces.encode(pair.arabic, out_type=str)
    target = pieces.encode(pair.english, out_type=str)
    linked = [
        (here, there)
        for link in pair.links
        for here in _find(source, link.arabic)
        for there in _find(target, link.english)
    ]
    return Example(pieces.piece_to_id(source), pieces.piece_to_id(target), linked)


def _find(pieces: Sequence[str], span: range) -> list[int]:
    """Which pieces hold some of the letters of a span."""
    # The first piece begins with a space that is not in the text.
    ends = list(itertools.accumulate(map(len, pieces), initial=-1))
    return [
        place
        for place, (begin, end) in enumerate(itertools.pairwise(ends))
        if begin < span.stop and end > span.start
    ]


def _group(examples: Iterable[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for example in examples:
        if batch and (len(batch) + 1) * (len(example.target) + 1) > TOKENS_A_BATCH:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def _pad(examples: Sequence[Example]) -> Batch:
    source, source_present = _stack([example.source for example in examples])
    target, _ = _stack([[START, *example.target, END] for example in examples])
    _, target_present = _stack([[*example.target, END] for example in examples])
    linked = torch.zeros(*target_present.shape, source.shape[1], dtype=torch.bool)
    for row, example in enumerate(examples):
        for here, there in example.linked:
            linked[row, there, here] = True
    return Batch(source, source_present, target, target_present, linked)


def _stack(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    width = max(map(len, rows))
    padded = torch.tensor([[*row, *[END] * (width - len(row))] for row in rows])
    lengths = torch.tensor([len(row) for row in rows])
    return padded, torch.arange(width)[None, :] < lengths[:, None]


def write_package(
    folder: Path, pieces: sentencepiece.SentencePieceProcessor, trained: Network
) -> None:
    """Write the files of an Argos package: model, pieces, sentence splitter, metadata."""
    (folder / "model").mkdir()
    (folder / "minisbd").mkdir()
    write_model(folder / "model", pieces, trained)
    splitter.write(folder / "minisbd" / "ar.onnx")
    (folder / "sentencepiece.model").write_bytes(pieces.serialized_model_proto())
    (folder / "metadata.json").write_text(json.dumps(METADATA, indent=2) + "\n", encoding="utf-8")
    parameters = sum(tensor.numel() for tensor in trained.weights.values())
    (folder / "README.md").write_text(README.format(parameters=parameters), encoding="utf-8")


def write_model(
    folder: Path,
    pieces: sentencepiece.SentencePieceProcessor,
    trained: Network,
    quantization: str | None = "int8",
) -> None:
    """Write the network in CTranslate2's format."""
    shape = trained.shape
    spec = TransformerSpec.from_config(shape.layers, shape.heads, pre_norm=True)
    for name, tensor in trained.weights.items():
        if name != "embeddings":
            scope, _, attribute = name.rpartition("/")
            setattr(index_spec(spec, scope), attribute, tensor.numpy())
    table = trained.weights["embeddings"].numpy()
    for place in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
        place.weight = table
    vocabulary = [pieces.id_to_piece(number) for number in range(shape.vocabulary)]
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization)
    spec.save(str(folder))


def pack(folder: Path, package: Path) -> None:
    """Zip a package's files; the same files give the same bytes."""
    with zipfile.ZipFile(package, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{FOLDER}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), compresslevel=9)
    print(f"{package}: {package.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
