"""Pictures on pages: how they are printed, whose they are, and what is reported of them."""

from __future__ import annotations

import re

import pytest

from generator.adapters.image_encoder import PillowEncoder
from generator.build import build
from generator.checks.links import broken_links
from generator.model.artifact import Artifact
from generator.ports import Tools
from generator.text.markdown import parse
from generator.text.normal import text_hash
from tests.driver import NoSearch, SiteTest
from tests.picture_site import FOLDER, picture_site
from tests.pictures import encoded, photo
from tests.text.samples import ARABIC, ENGLISH, writing

pytestmark = pytest.mark.slow

ORIGINAL = '![رسم لنهر](river.svg "رسم: لينا")'
PAGE = "ar/water/index.html"


def site(arabic: str = ORIGINAL, english: str = "", marker: str = "") -> SiteTest:
    """The small site with one more paragraph and, if any, its English."""
    found = SiteTest()
    text = found.files[f"{FOLDER}/article.ar.md"].decode()
    found = found.with_file(f"{FOLDER}/article.ar.md", f"{text}\n{arabic}\n")
    if english:
        text = found.files[f"{FOLDER}/article.en.md"].decode()
        line = f"<!-- ar:{text_hash(arabic)}{marker} | رسم -->"
        found = found.with_file(f"{FOLDER}/article.en.md", f"{text}\n{line}\n{english}\n")
    return found


def faults(made: SiteTest) -> list[tuple[str, str, str]]:
    """(code, place, severity) of what is said of images."""
    problems = made.build().checked.problems
    return [
        (each.code, str(each.place).removeprefix(f"{FOLDER}/"), each.severity.value)
        for each in problems
        if each.code.startswith("image-")
    ]


def html_of(text: str, language: str = "en") -> str:
    blocks, _, _ = parse(text, writing(ENGLISH if language == "en" else ARABIC))
    return "".join(block.html for block in blocks)


def test_an_image_alone_is_a_figure_with_its_credit() -> None:
    page = site().build().page(PAGE)
    (figure,) = re.findall(r'<figure class="figure"><img.*?</figure>', page)
    assert re.fullmatch(
        r'<figure class="figure"><img src="\.\./\.\./media/water/river-[0-9a-f]{8}\.svg"'
        r' alt="رسم لنهر" width="160" height="90" loading="lazy" decoding="async">'
        r'<figcaption><span class="credit">رسم: لينا</span></figcaption></figure>',
        figure,
    )


@pytest.mark.parametrize(
    ("english", "is_one"),
    [
        ('![A river](river.svg "Drawing: Lina")', True),
        ('![A dam](dam.svg "Drawing: Lina")', False),
        ('![A river](river.svg "Drawing: Lina")\n\n![A river](river.svg "Drawing: Lina")', False),
        ("There is a river.", False),
        ("", False),
    ],
)
def test_the_same_picture_in_both_languages_is_one(english: str, is_one: bool) -> None:
    made = site(english=english)
    river = made.files[f"{FOLDER}/river.svg"]
    outcome = made.with_file(f"{FOLDER}/dam.svg", river + b"<!-- another -->").build()
    assert ("is-one-picture" in outcome.page("both/water/index.html")) == is_one
    assert "is-one-picture" not in outcome.page(PAGE)


def test_the_credit_of_an_image_among_words_is_there_to_be_read() -> None:
    html = html_of('one ![two](a.png "Photo: three") four')
    assert html == (
        '<p>one <img src="a.png" alt="two" loading="lazy" decoding="async">'
        ' <span class="credit">(Photo: three)</span> four</p>'
    )


@pytest.mark.parametrize(
    ("text", "is_figure"),
    [
        ('![a](b.png "c")', True),
        ('[![a](b.png "c")](http://d.e)', True),
        ('![a](b.png "c") <!-- note -->', True),
        ('> ![a](b.png "c")', True),
        ('- x\n\n  ![a](b.png "c")', True),
        ('- ![a](b.png "c")', False),
        ('![a](b.png "c") ![d](e.png "f")', False),
        ('*![a](b.png "c")*', False),
        ('| x |\n| --- |\n| ![a](b.png "c") |', False),
        ('## ![a](b.png "c")', False),
    ],
)
def test_which_images_are_figures(text: str, is_figure: bool) -> None:
    html = html_of(text)
    assert html.count("<figcaption>") == html.count("</figure>") == is_figure
    credits_ = 2 if "f" in text.split('"')[-2:] else text.count('"') // 2
    assert html.count('class="credit"') == credits_


def test_names_of_the_other_direction_are_isolated_in_a_credit() -> None:
    html = html_of('![خريطة](a.png "تصوير: Lina Haddad / AFP")', "ar")
    assert '<span class="credit">تصوير: <bdi lang="en" dir="ltr">Lina Haddad / AFP</bdi>' in html


def test_what_english_takes_over_from_the_arabic_is_marked() -> None:
    html = html_of(ORIGINAL)
    assert 'alt="رسم لنهر" lang="ar" dir="rtl"' in html
    assert '<span class="credit"><bdi lang="ar" dir="rtl">رسم: لينا</bdi></span>' in html


def test_markup_of_authors_does_not_come_through() -> None:
    html = html_of('![<b>"a"](b.png "<i>\\"c\\"&")')
    assert 'alt="&lt;b&gt;&quot;a&quot;"' in html
    assert '<span class="credit">&lt;i&gt;"c"&amp;</span>' in html


@pytest.mark.parametrize(
    ("arabic", "expected"),
    [
        (ORIGINAL, []),
        ("![رسم](river.svg)", [("image-credit", "article.ar.md:14:1", "error")]),
        ('![](river.svg "رسم: لينا")', [("image-alt", "article.ar.md:14:1", "error")]),
        ('![رسم](river.svg " ")', [("image-credit", "article.ar.md:14:1", "error")]),
        (
            "نص\nوفيه ![رسم](river.svg) و\\![لا](../bridge/) ![](river.svg)",
            [
                ("image-alt", "article.ar.md:15:44", "error"),
                ("image-credit", "article.ar.md:15:6", "error"),
                ("image-credit", "article.ar.md:15:44", "error"),
            ],
        ),
    ],
)
def test_every_image_says_what_it_shows_and_whose_it_is(
    arabic: str, expected: list[tuple[str, str, str]]
) -> None:
    assert sorted(faults(site(arabic))) == sorted(expected)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("![رسم](river.svg)", "image-credit"),
        ('![رسم](sea.svg "رسم: لينا")', "missing-image"),
        ('![رسم](https://other.example/a.png "رسم: لينا")', "remote-image"),
        ("[نص](../nothing/)", "broken-link"),
        ("[نص](https:///a)", "broken-link"),
    ],
)
def test_what_a_draft_lacks_stops_no_build(written: str, code: str) -> None:
    whole = site(written)
    draft = whole.with_change(
        "content/explainers/water/meta.yaml", "status: published", "status: draft"
    )
    assert f"[{code}]" in whole.build().errors
    assert code in draft.build().codes
    assert draft.build().errors == ""


def test_the_message_names_the_image() -> None:
    (problem,) = (
        each
        for each in site("![رسم](river.svg)").build().checked.problems
        if each.code == "image-credit"
    )
    assert "`river.svg`" in problem.message
    assert '![...](river.svg "Photo: ...")' in problem.hint


BARE = "![A river](river.svg)"


def test_english_that_people_wrote_must_name_it_too() -> None:
    assert faults(site(ORIGINAL, BARE)) == [("image-credit", "article.en.md:51:1", "error")]


@pytest.mark.parametrize("marker", [f" mt:{text_hash(BARE)}", " was:0a1b2c3d stale"])
def test_a_draft_stops_no_build_and_is_published_with_the_credit_of_the_original(
    marker: str,
) -> None:
    made = site(ORIGINAL, BARE, marker)
    assert faults(made) == [("image-credit", "article.en.md:51:1", "warning")]
    assert '<bdi lang="ar" dir="rtl">رسم: لينا</bdi>' in made.build().page("en/water/index.html")


def test_english_with_a_credit_of_its_own() -> None:
    made = site(ORIGINAL, '![A river](river.svg "Drawing: Lina")')
    assert faults(made) == []
    page = made.build().page("en/water/index.html")
    assert '<span class="credit">Drawing: Lina</span>' in page


def test_plain_pages_are_held_to_the_same() -> None:
    path = "content/pages/about/article.ar.md"
    made = SiteTest().with_file("content/pages/about/map.png", encoded(photo(400, 300), "PNG"))
    text = made.files[path].decode()
    bad = made.with_file(path, f"{text}\n![خريطة](map.png)\n").build()
    assert "image-credit" in bad.codes
    good = made.with_file(path, f'{text}\n![خريطة](map.png "رسم: لينا")\n').build()
    assert 'srcset="../../media/about/map-' in good.page("ar/about/index.html")


def test_arabic_names_of_files_and_addresses_of_images() -> None:
    made = site('![خريطة](خريطة%20١.jpg "رسم")\n\n[كبيرة](خريطة%20١.jpg)').with_file(
        f"{FOLDER}/خريطة ١.jpg", encoded(photo(700, 500), "JPEG")
    )
    page = made.build().page(PAGE)
    assert re.search(r'<a href="\.\./\.\./media/water/image-[0-9a-f]{8}-700\.jpg">كبيرة</a>', page)
    assert re.search(r"image-[0-9a-f]{8}-320\.avif 320w, ", page)


def test_no_address_of_an_image_leads_out_of_its_folder() -> None:
    made = site('![x](..%2fbridge%2fsecret.png "y")').with_file(
        "content/explainers/bridge/secret.png", encoded(photo(40, 30), "PNG")
    )
    assert "missing-image" in made.build().codes


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Dam.JPG", "did you mean `dam.jpg`?"),
        ("dma.jpg", "did you mean `dam.jpg`?"),
        ("dam.heic", "browsers do not show such files: save it as JPEG, PNG, WebP or AVIF"),
        ("nothing-like-it.png", "an image is a file in this folder"),
    ],
)
def test_an_image_that_is_not_there_was_probably_meant_so(written: str, hint: str) -> None:
    made = site(f'![x]({written} "y")').with_file(
        f"{FOLDER}/dam.jpg", encoded(photo(40, 30), "JPEG")
    )
    (problem,) = (each for each in made.build().checked.problems if each.code == "missing-image")
    assert problem.hint == hint


def test_a_check_encodes_nothing_and_misses_nothing() -> None:
    without = build(picture_site().sources, Tools())
    assert [each for each in without.problems if each.is_error] == []
    paths = {each.path for each in without.value.artifacts if each.path.startswith("media/")}
    assert {path.rpartition(".")[2] for path in paths} == {"svg", "gif"}


def test_a_broken_image_is_a_problem_of_its_file_with_and_without_an_encoder() -> None:
    files = dict(picture_site().files)
    broken = picture_site().with_file(f"{FOLDER}/bank.jpg", files[f"{FOLDER}/bank.jpg"][:5000])
    for tools in (Tools(), Tools(NoSearch(), images=PillowEncoder())):
        checked = build(broken.sources, tools)
        assert checked.value.artifacts == ()
        found = [each for each in checked.problems if each.is_error]
        assert [(each.code, each.place.path) for each in found] == [
            ("bad-image", f"{FOLDER}/bank.jpg")
        ]


def test_what_only_a_decoder_finds_stops_a_build() -> None:
    """A whole PNG whose pixels are not those its header promises."""
    content = encoded(photo(40, 30), "PNG")
    start = content.index(b"IDAT") - 4
    length = int.from_bytes(content[start : start + 4], "big")
    import zlib

    wrong = b"IDAT" + zlib.compress(b"no pixels")
    chunk = (len(wrong) - 4).to_bytes(4, "big") + wrong + zlib.crc32(wrong).to_bytes(4, "big")
    content = content[:start] + chunk + content[start + length + 12 :]
    made = site('![خريطة](map.png "رسم")').with_file(f"{FOLDER}/map.png", content)
    assert not build(made.sources, Tools()).has_errors
    checked = build(made.sources, Tools(NoSearch(), images=PillowEncoder()))
    found = [each for each in checked.problems if each.is_error]
    assert [(each.code, each.place.path) for each in found] == [("bad-image", f"{FOLDER}/map.png")]
    assert checked.value.artifacts == ()


def test_candidates_are_links_too() -> None:
    page = Artifact("a.html", b'<img src="b.png" srcset="b.png 1w, gone-2.png 2w" alt="">', "a")
    files = [page, Artifact("b.png", b"", "b")]
    assert len(list(broken_links(files, "https://own.example/", {}))) == 1
    assert list(broken_links(files, "https://own.example/", {}, {"gone-2.png"})) == []


def test_the_same_image_twice_is_published_once() -> None:
    content = encoded(photo(400, 300), "JPEG")
    made = site('![x](one.jpg "y")\n\n![x](sub/one.jpg "y")')
    made = made.with_file(f"{FOLDER}/one.jpg", content).with_file(f"{FOLDER}/sub/one.jpg", content)
    checked = build(made.sources, Tools(NoSearch(), images=PillowEncoder()))
    assert [each.message for each in checked.problems if each.is_error] == []
    paths = [each.path for each in checked.value.artifacts if "/one-" in each.path]
    assert len(paths) == len(set(paths)) == 6


def test_what_opens_an_explainer_is_loaded_first() -> None:
    outcome = picture_site().build()
    page = outcome.page(PAGE)
    opening = page[page.index('<figure class="figure">') :].partition("</figure>")[0]
    assert 'fetchpriority="high"' in opening
    assert "loading=" not in opening
    assert opening.index("image/avif") < opening.index("image/webp") < opening.index("<img")
    rest = re.findall(r"<img [^>]*>", page.replace(opening, ""))
    assert rest
    assert all('loading="lazy"' in each for each in rest)
    assert all(re.search(r' width="\d+" height="\d+"', each) for each in rest)


def test_programs_are_given_what_every_program_can_show() -> None:
    page = picture_site().build().page(PAGE)
    (image,) = re.findall(r'"image":\{.*?"caption"', page)
    assert re.search(r"/media/water/river-[0-9a-f]{8}-1600\.jpg", image)
    assert '"value":1600' in image
    assert '"value":1067' in image
