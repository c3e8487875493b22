"""Addresses in finished files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.html_addresses import scan_file, scan_page, srcset_candidates

ADDRESS = st.text(alphabet="abc/.,?=%-", min_size=1).filter(
    lambda text: not text.startswith(",") and not text.endswith(",")
)
DESCRIPTOR = st.sampled_from(["", " 320w", " 2x", "  1.5x", " 100w 50h"])
BASE = "https://own.example/sub/"


@given(st.lists(st.tuples(ADDRESS, DESCRIPTOR)))
def test_a_srcset_gives_back_what_it_was_made_of(candidates: list[tuple[str, str]]) -> None:
    written = ", ".join(f"{address}{descriptor}" for address, descriptor in candidates)
    assert list(srcset_candidates(written)) == [address for address, _ in candidates]


@given(st.text())
def test_any_srcset_comes_to_an_end(value: str) -> None:
    assert all(each and not each.endswith(",") for each in srcset_candidates(value) if each)


@given(st.binary())
def test_any_bytes_can_be_scanned(content: bytes) -> None:
    scan_page(content, BASE)
    for kind in ("css", "js", "webmanifest", "xml", "json", "ics", "txt", "png"):
        scan_file(f"x.{kind}", content, BASE)


@pytest.mark.parametrize("piece", [b"<a '", b"<a ", b"<!--", b'<a href="', b"<"])
def test_quotes_and_comments_that_never_end_are_read_all_the_same(piece: bytes) -> None:
    assert scan_page(b'<a href="x">' + piece * 2000, BASE).addresses[0] == "x"
