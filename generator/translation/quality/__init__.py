"""Checks of an English text against its Arabic: pure rules over pairs of passages."""
