"""The real painter: what its files are, what it keeps, and what it does without FriBidi."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from PIL import Image

from generator.adapters import card_drawing
from generator.adapters import cards as painting
from generator.adapters.build_cache import BuildCache
from generator.adapters.card_drawing import FONTS, LEVELS, draw, title_of
from generator.adapters.cards import PillowCards, shaping_fault
from generator.model.card import RECIPE, Card
from generator.text import contrast, line_breaks
from generator.text.bidi import isolate_plain
from generator.text.drawable import drawable
from tests.conftest import need
from tests.driver import SiteTest
from tests.text import samples
from tests.text.samples import anything, few

pytestmark = pytest.mark.slow

ARABIC = Card(
    slug="water",
    language="ar",
    is_rtl=True,
    accent="#0f6b6b",
    title="كيف يصل الماء إلى المدينة؟",
    kicker="أنهار",
    site="أخبار",
)
ENGLISH = Card(
    slug="water",
    language="en",
    is_rtl=False,
    accent="#e3c9a0",
    title="How does water reach the city?",
    kicker="Rivers",
    site="News",
    note="Machine translation",
)
BLANK = Card("card", "ar", True, "#0f6b6b", name="أخبار")
LONG = "وزيرة المرأة : تم رصد حالات متاجرة سماسرة بفتيات في أسواق أسبوعية لتشغيلهن معينات منزلية"
LARGEST = 30_000
DRAWS = (card_drawing, contrast, line_breaks)
RECIPE_FILE = Path(__file__).parent / "recipe.txt"
MARGIN = 60
"""Pixels at the sides that hold nothing; overhanging letters may use the rest of the margin."""


@pytest.fixture
def shaped() -> None:
    need("FriBidi (libfribidi0)", shaping_fault() is None)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_blank_card_and_a_logo_are_the_mark_on_the_colour_of_the_site() -> None:
    for card in (BLANK, replace(BLANK, width=512, height=512)):
        picture = opened(draw(card))
        assert picture.size == (card.width, card.height)
        colours = picture.convert("RGB")
        assert colours.getpixel((0, 0)) == (0x0F, 0x6B, 0x6B)
        assert 0.01 < share_of_ink(picture) < 0.2


@pytest.mark.parametrize("card", [ARABIC, ENGLISH], ids=["ar", "en"])
@pytest.mark.usefixtures("shaped")
def test_a_card(card: Card) -> None:
    content = draw(card)
    picture = opened(content)
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 630))
    assert len(picture.getcolors()) <= LEVELS
    assert len(content) < LARGEST
    assert draw(card) == content
    ground = tuple(bytes.fromhex(card.accent[1:]))
    assert picture.convert("RGB").getpixel((0, 0)) == ground
    left, top, right, bottom = ink_of(picture).getbbox()
    assert left >= MARGIN
    assert right <= 1200 - MARGIN
    assert top >= 40
    assert bottom <= 630 - 30


@pytest.mark.usefixtures("shaped")
def test_arabic_begins_at_the_right_and_english_at_the_left() -> None:
    title = (0, 200, 1200, 480)
    for card, at_left in ((ARABIC, False), (ENGLISH, True)):
        short = replace(card, title="ماء" if card.is_rtl else "Water", note="")
        left, _, right, _ = ink_of(opened(draw(short))).crop(title).getbbox()
        assert (left < 100) == at_left
        assert (right > 1100) == (not at_left)


@pytest.mark.usefixtures("shaped")
@pytest.mark.parametrize(
    "title", [LONG, LONG * 4, "x" * 300, "ماء", "https://e.example/" + "a" * 90]
)
def test_no_title_is_too_long(title: str) -> None:
    card = replace(ARABIC, title=title)
    left, _, right, _ = ink_of(opened(draw(card))).getbbox()
    assert left >= MARGIN
    assert right <= 1200 - MARGIN
    assert (title_of(card).lines[-1].endswith("…")) == (len(title) > 200 or "://" in title)


@few
@given(anything)
def test_any_title_can_be_drawn(text: str) -> None:
    need("FriBidi (libfribidi0)", shaping_fault() is None)
    assert_stays_within(text)


def test_naughty_titles_can_be_drawn(shared: Path, shaped: None) -> None:
    """Those that every text field meets: ../shared/data/README.md."""
    titles = json.loads((shared / "suites" / "naughty-strings.json").read_text("utf-8"))
    assert len(titles) > 500
    for title in titles[::6]:
        assert_stays_within(title)


def assert_stays_within(text: str) -> None:
    title = isolate_plain(drawable(text), samples.ARABIC, samples.ENGLISH)
    content = draw(replace(ARABIC, title=title))
    assert len(content) < 3 * LARGEST
    if title:
        left, _, right, _ = ink_of(opened(content)).getbbox()
        assert (left >= MARGIN, right <= 1200 - MARGIN) == (True, True), text


@pytest.mark.usefixtures("shaped")
def test_a_long_name_of_a_site_leaves_room_for_the_note() -> None:
    long = replace(
        ENGLISH, site="The Independent News and Explainers of the Whole Wide World Today"
    )
    assert draw(long) != draw(replace(long, note=""))
    row = (
        ink_of(opened(draw(long))).crop((0, 530, 1200, 600)).resize((1200, 1), Image.Resampling.BOX)
    )
    dark = [x for x, value in enumerate(row.tobytes()) if value]
    gaps = [b - a for a, b in pairwise(dark)]
    assert max(gaps) >= 50


def test_what_is_kept_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = PillowCards(tmp_path / "cards").paint([BLANK, BLANK])
    assert list(first) == [BLANK.path]
    monkeypatch.setattr(painting, "draw", lambda _: b"drawn again")
    assert PillowCards(tmp_path / "cards").paint([BLANK]) == first
    other = replace(BLANK, accent="#000000")
    assert PillowCards(tmp_path / "cards").paint([other]) == {other.path: b"drawn again"}


def test_what_is_kept_and_no_image_is_drawn_again(tmp_path: Path) -> None:
    fresh = PillowCards(tmp_path).paint([BLANK])
    for each in tmp_path.glob("*.kept"):
        BuildCache(tmp_path).put(each.stem, {"card.png": b"<script>alert(1)</script>"})
    assert PillowCards(tmp_path).paint([BLANK]) == fresh


def test_with_and_without_a_cache_the_bytes_are_the_same(tmp_path: Path) -> None:
    cached = PillowCards(tmp_path / "cards")
    assert cached.paint([BLANK]) == cached.paint([BLANK]) == PillowCards().paint([BLANK])


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ({"raqm": "0.11.0", "harfbuzz": "14.5.0"}, "fribidi"),
        ({}, "raqm, fribidi, harfbuzz"),
        ({"raqm": "0.7.0", "harfbuzz": "2.0", "fribidi": "0.19.7"}, "this is 0.19.7"),
    ],
)
def test_what_is_missing_is_said(
    versions: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = MappingProxyType(versions)
    monkeypatch.setattr("PIL.features.check", lambda name: name in known)
    monkeypatch.setattr("PIL.features.version", known.get)
    shaping_fault.cache_clear()
    try:
        fault = PillowCards().fault
    finally:
        shaping_fault.cache_clear()
    assert fault is not None
    assert said in fault.message
    assert not fault.is_error
    assert "libfribidi0" in fault.hint


def test_fribidi_is_here() -> None:
    """In CI its absence is a failure, not a skip."""
    need("FriBidi (libfribidi0)", shaping_fault() is None)
    assert shaping_fault() is None


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="libraries are hidden as Linux looks for them")
def test_a_real_build_without_fribidi(tmp_path: Path) -> None:
    """The system's library is hidden behind an empty file of its name."""
    site = SiteTest().on_disk(tmp_path / "site")
    hiding = tmp_path / "lib"
    hiding.mkdir()
    for name in ("libfribidi.so.0", "libfribidi.so"):
        (hiding / name).write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main())",
         "build", "--site", str(site)],
        env={**os.environ, "LD_LIBRARY_PATH": str(hiding)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("[social-unshaped]") == 1
    assert "apt install libfribidi0" in done.stderr
    made = sorted((site / "output" / "social").rglob("*.png"))
    assert [path.name.rpartition("-")[0] for path in made] == ["card", "logo", "card"]
    for path in made:
        assert path.read_bytes()[:4] == b"\x89PNG"
    page = (site / "output" / "ar" / "water" / "index.html").read_text("utf-8")
    assert f"social/ar/{made[0].name}" in page


def test_a_changed_look_has_a_new_recipe(request: pytest.FixtureRequest) -> None:
    """Hosts and networks keep a card for ever under its name, of which the recipe is part.

    Where cards look as before, or `RECIPE` is raised: `pytest tests/cards --rewrite`.
    """
    look = [*sorted(FONTS.glob("*.ttf")), *(Path(str(each.__file__)) for each in DRAWS)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in look)).hexdigest()
    line = f"{RECIPE} {digest}\n"
    if request.config.getoption("--rewrite"):
        RECIPE_FILE.write_text(line, "utf-8")
    assert RECIPE_FILE.read_text("utf-8") == line, "raise RECIPE in model/card.py if cards look new"


def ink_of(picture: Image.Image) -> Image.Image:
    """How much ink there is at each pixel, from the numbers of the palette."""
    levels = Image.frombytes("L", picture.size, picture.tobytes())
    return levels.point(lambda level: level * 255 // (LEVELS - 1))


def share_of_ink(picture: Image.Image) -> float:
    histogram = ink_of(picture).histogram()
    return sum(v * n for v, n in enumerate(histogram)) / (255 * sum(histogram))
