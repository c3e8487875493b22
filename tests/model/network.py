"""A small Transformer in plain tensor functions, its weights named as CTranslate2 names them.

The names are those of `ctranslate2.specs.TransformerSpec`, so writing a trained network out is
no more than copying each tensor to the attribute of the same name.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

Weights = Mapping[str, Tensor]


@dataclass(frozen=True)
class Shape:
    """The sizes of a network."""

    vocabulary: int
    depth: int = 128
    inner: int = 256
    heads: int = 4
    layers: int = 2


@dataclass(frozen=True)
class Network:
    """A shape with weights for it; `dropout` is the share of values left out while training."""

    shape: Shape
    weights: Weights
    dropout: float = 0.0


def create(shape: Shape, generator: torch.Generator) -> dict[str, Tensor]:
    """Fresh weights, drawn from the generator; one table serves both languages and the output."""
    weights = {"embeddings": torch.empty(shape.vocabulary, shape.depth)}
    weights["embeddings"].normal_(0, shape.depth**-0.5, generator=generator)
    weights["decoder/projection/bias"] = torch.zeros(shape.vocabulary)
    for name, rows, columns in _list_linears(shape):
        limit = math.sqrt(6 / (shape.depth + columns))
        weights[f"{name}/weight"] = torch.empty(rows, columns).uniform_(
            -limit, limit, generator=generator
        )
        weights[f"{name}/bias"] = torch.zeros(rows)
    for name in _list_norms(shape):
        weights[f"{name}/gamma"] = torch.ones(shape.depth)
        weights[f"{name}/beta"] = torch.zeros(shape.depth)
    for tensor in weights.values():
        tensor.requires_grad_()
    return weights


def predict(
    network: Network, source: Tensor, present: Tensor, target: Tensor
) -> tuple[Tensor, Tensor]:
    """The scores of each next piece, and which source pieces the network looked at for it.

    The true beginning of each target is given; `present` is true where `source` holds a piece
    and not padding.
    """
    mask = present[:, None, None, :]
    return _decode(network, target, _encode(network, source, mask), mask)


def _encode(network: Network, source: Tensor, mask: Tensor) -> Tensor:
    state = _embed(network, source)
    for number in range(network.shape.layers):
        layer = f"encoder/layer_{number}"
        normal = _normalise(network, f"{layer}/self_attention", state)
        state = state + _drop(
            network, _attend(network, f"{layer}/self_attention", normal, None, mask)
        )
        state = state + _feed(network, f"{layer}/ffn", state)
    return _normalise(network, "encoder", state)


def _decode(
    network: Network, target: Tensor, memory: Tensor, mask: Tensor
) -> tuple[Tensor, Tensor]:
    length = target.shape[1]
    earlier = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
    state = _embed(network, target)
    for number in range(network.shape.layers):
        layer = f"decoder/layer_{number}"
        normal = _normalise(network, f"{layer}/self_attention", state)
        state = state + _drop(
            network, _attend(network, f"{layer}/self_attention", normal, None, earlier)
        )
        normal = _normalise(network, f"{layer}/attention", state)
        state = state + _drop(network, _attend(network, f"{layer}/attention", normal, memory, mask))
        state = state + _feed(network, f"{layer}/ffn", state)
    looks = _look(network, f"{layer}/attention", normal, memory, mask)
    state = _normalise(network, "decoder", state)
    weights = network.weights
    scores = functional.linear(state, weights["embeddings"], weights["decoder/projection/bias"])
    return scores, looks


def _embed(network: Network, pieces: Tensor) -> Tensor:
    depth = network.shape.depth
    vectors = functional.embedding(pieces, network.weights["embeddings"]) * math.sqrt(depth)
    return _drop(network, vectors + _place(pieces.shape[1], depth))


def _place(length: int, depth: int) -> Tensor:
    """The position vectors CTranslate2 makes when a model brings none: counted from 1."""
    rates = torch.exp(torch.arange(depth // 2) * (-math.log(10_000) / (depth // 2 - 1)))
    angles = torch.arange(1, length + 1)[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def _attend(
    network: Network, name: str, queries: Tensor, memory: Tensor | None, mask: Tensor
) -> Tensor:
    """Attention to the queries themselves, or to a memory, where the mask is true."""
    first = _apply(network, f"{name}/linear_0", queries)
    if memory is None:
        last = f"{name}/linear_1"
        query, key, value = first.chunk(3, dim=-1)
    else:
        last = f"{name}/linear_2"
        query = first
        key, value = _apply(network, f"{name}/linear_1", memory).chunk(2, dim=-1)
    query, key, value = (_split(network, tensor) for tensor in (query, key, value))
    mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return _apply(network, last, mixed.transpose(1, 2).flatten(2))


def _look(network: Network, name: str, queries: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
    """The first head's attention, which CTranslate2 reports as the alignment of the words."""
    query = _split(network, _apply(network, f"{name}/linear_0", queries))[:, 0]
    key = _split(network, _apply(network, f"{name}/linear_1", memory).chunk(2, dim=-1)[0])[:, 0]
    likeness = query @ key.transpose(1, 2) / math.sqrt(query.shape[-1])
    return likeness.masked_fill(~mask[:, 0], -math.inf).softmax(dim=-1)


def _split(network: Network, tensor: Tensor) -> Tensor:
    """The tensor cut into heads, which come before the places in the text."""
    texts, length, depth = tensor.shape
    heads = network.shape.heads
    return tensor.view(texts, length, heads, depth // heads).transpose(1, 2)


def _feed(network: Network, name: str, state: Tensor) -> Tensor:
    inner = _apply(network, f"{name}/linear_0", _normalise(network, name, state)).relu()
    return _drop(network, _apply(network, f"{name}/linear_1", _drop(network, inner)))


def _apply(network: Network, name: str, state: Tensor) -> Tensor:
    weights = network.weights
    return functional.linear(state, weights[f"{name}/weight"], weights[f"{name}/bias"])


def _normalise(network: Network, name: str, state: Tensor) -> Tensor:
    gamma = network.weights[f"{name}/layer_norm/gamma"]
    beta = network.weights[f"{name}/layer_norm/beta"]
    return functional.layer_norm(state, gamma.shape, gamma, beta)


def _drop(network: Network, state: Tensor) -> Tensor:
    return functional.dropout(state, network.dropout, training=network.dropout > 0)


def _list_linears(shape: Shape) -> Iterator[tuple[str, int, int]]:
    """The name, rows and columns of each linear layer."""
    depth, inner = shape.depth, shape.inner
    for side in ("encoder", "decoder"):
        for number in range(shape.layers):
            layer = f"{side}/layer_{number}"
            yield f"{layer}/self_attention/linear_0", 3 * depth, depth
            yield f"{layer}/self_attention/linear_1", depth, depth
            if side == "decoder":
                yield f"{layer}/attention/linear_0", depth, depth
                yield f"{layer}/attention/linear_1", 2 * depth, depth
                yield f"{layer}/attention/linear_2", depth, depth
            yield f"{layer}/ffn/linear_0", inner, depth
            yield f"{layer}/ffn/linear_1", depth, inner


def _list_norms(shape: Shape) -> Iterator[str]:
    for side in ("encoder", "decoder"):
        yield f"{side}/layer_norm"
        for number in range(shape.layers):
            layer = f"{side}/layer_{number}"
            yield f"{layer}/self_attention/layer_norm"
            if side == "decoder":
                yield f"{layer}/attention/layer_norm"
            yield f"{layer}/ffn/layer_norm"
