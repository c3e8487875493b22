"""A sentence splitter small enough to read, as the ONNX file that a package may carry.

Argos Translate fetches its splitter from the network unless the package brings one in its
`minisbd` folder. This one is a single convolution with hand-set weights: a character ends a
sentence if a space or the end follows it and it is a stop, or a closing quote after a stop.
"""

import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

_PADDING, _UNKNOWN = "<PAD>", "<UNK>"
_STOPS = ".؟?!…"
_CLOSERS = '»"”’)]'


def write(path: Path) -> None:
    """Write the splitter's ONNX file."""
    units = [_PADDING, _UNKNOWN, " ", *_STOPS, *_CLOSERS]
    # One row a character: is it a stop, is it a closing quote, is it a space or the end?
    traits = numpy.array(
        [[unit in _STOPS, unit in _CLOSERS, unit in (_PADDING, " ")] for unit in units],
        dtype=numpy.float32,
    )
    # Answers: inside a sentence, at the end of a word (never), at the end of a sentence.
    # Columns of a trait's row: the character before, this one, the one after.
    kernel = numpy.zeros((3, 3, 3), dtype=numpy.float32)
    kernel[2] = [[1, 2, 0], [0, 1, 0], [0, 0, 2]]
    threshold = numpy.array([0, -1, -3.5], dtype=numpy.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["traits", "units"], ["rows"]),
            helper.make_node("Transpose", ["rows"], ["columns"], perm=[0, 2, 1]),
            helper.make_node("Conv", ["columns", "kernel", "threshold"], ["sums"], pads=[1, 1]),
            helper.make_node("Transpose", ["sums"], ["answers"], perm=[0, 2, 1]),
        ],
        "splitter",
        [
            helper.make_tensor_value_info("units", TensorProto.INT64, ["texts", "length"]),
            # Every splitter is given features; this one has no use for them.
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["texts", "length", 1]),
        ],
        [helper.make_tensor_value_info("answers", TensorProto.FLOAT, ["texts", "length", 3])],
        initializer=[
            numpy_helper.from_array(traits, "traits"),
            numpy_helper.from_array(kernel, "kernel"),
            numpy_helper.from_array(threshold, "threshold"),
        ],
    )
    # Old versions, so that old runtimes read the file too.
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    numbers = {unit: number for number, unit in enumerate(units)}
    helper.set_model_props(
        model,
        {
            "lang_code": "ar",
            "config": json.dumps(
                {"feat_funcs": ["end_of_para"], "batch_size": 1, "max_seqlen": 1000}
            ),
            "vocab": json.dumps({"lang": "ar", "_id2unit": units, "_unit2id": numbers}),
            "lexicon": "null",
        },
    )
    onnx.checker.check_model(model)
    onnx.save(model, path)
