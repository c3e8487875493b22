"""The heart: blocks, markers, states and pairing of a text and its translation."""
