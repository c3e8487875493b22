"""Feeds and folders as they are found: encodings, dates, markup, links on disks, real articles."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.adapters import import_folder
from generator.importing.damage import mend
from generator.importing.earlier import alias_from, page_key, slug_of_address
from generator.importing.feed import is_feed, read_feed
from generator.importing.html_fragment import read_fragment
from generator.importing.markdown_file import read_markdown, split_front_matter
from generator.importing.markup import as_markdown
from generator.importing.quotes import guillemets
from generator.importing.raw import Block, Mark
from generator.importing.words import words
from generator.importing.xml_tree import XmlError, read_xml
from generator.model.problem import Place
from tests.importing.import_site import Site

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"
TEXT = "أغلقت البلدية الجسر القديم يوم الأحد، وقالت إنه يحتاج إلى ترميم."
PLACE = Place("feed.xml")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def item(*elements: str, text: str = TEXT) -> str:
    return f"<item>{''.join(elements)}<description>{text}</description></item>"


def rss(*items: str, encoding: str = "UTF-8") -> str:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    return f'{declaration}<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def test_the_encoding_that_a_feed_declares_is_believed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    feed = rss(item("<title>لماذا أُغلق الجسر</title>".replace("ُ", "")), encoding="windows-1256")
    outcome = site.run(site.write("feed.xml", feed.encode("cp1256")))
    assert [problem.code for problem in outcome.problems] == ["import-encoding"]
    assert TEXT in site.read(outcome.value[1])


def test_a_feed_in_utf_8_that_declares_another_encoding_is_read_as_what_it_is(
    tmp_path: Path,
) -> None:
    site = Site(tmp_path)
    outcome = site.run(site.write("feed.xml", rss(item(), encoding="ISO-8859-1")))
    assert outcome.problems == ()
    assert TEXT in site.read(outcome.value[1])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 03 May 2019 23:30:00 +0300", "2019-05-03"),
        ("Fri, 3 May 2019 23:30:00 AST", "2019-05-03"),
        ("3 May 19 10:00 GMT+3", "2019-05-03"),
        ("الجمعة, 03 May 2019 10:00:00 +3", "2019-05-03"),
        ("Fri, 03-May-2019 10:00:00 GMT", "2019-05-03"),
        ("2019-05-03T23:30:00+03:00", "2019-05-03"),
        ("2019-05-03", "2019-05-03"),
        ("3 مايو 2019", "2019-05-03"),
        ("Fri, 31 Feb 2019 10:00:00 GMT", ""),
        ("Mon, 30 Nov -0001 00:00:00 +0000", ""),
        ("قريبا", ""),
    ],
)
def test_the_day_of_an_article_is_the_day_as_written(
    tmp_path: Path, written: str, day: str
) -> None:
    site = Site(tmp_path)
    outcome = site.run(site.write("feed.xml", rss(item(f"<pubDate>{written}</pubDate>"))))
    meta = site.read(outcome.value[0])
    assert f"published: {day or '2026-11-23'}\n" in meta
    assert ("this is the day of import" in meta) == (not day)


@pytest.mark.parametrize(
    ("address", "base_path", "slug", "aliases"),
    [
        ("https://a.example/2019/dam.html", "/", "dam", ("/2019/dam.html",)),
        ("https://a.example/2019/dam.html", "/news/", "dam", ()),
        ("https://a.example/dam?p=17", "/news/", "", ()),
        ("https://a.example/", "/", "", ()),
    ],
)
def test_an_article_keeps_its_name_where_its_address_cannot_be_kept(
    address: str, base_path: str, slug: str, aliases: tuple[str, ...]
) -> None:
    text = rss(item(f"<link>{address}</link>"))
    (article,) = read_feed(text, Place("feed.xml"), base_path).value
    assert (article.slug, article.aliases) == (slug, aliases)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no element found"),
        ("<rss><channel>", "no element found"),
        ("<rss><item></rss>", "mismatched tag"),
        ('<!DOCTYPE r [<!ENTITY x "y">]><rss/>', "document type with declarations"),
        ("<a>" * 201, "more than 200 elements"),
    ],
)
def test_what_is_no_xml_to_be_read_says_why_and_where(text: str, reason: str) -> None:
    with pytest.raises(XmlError, match=reason) as raised:
        read_xml(text)
    assert raised.value.line >= 1
    assert raised.value.hint


def test_a_line_is_that_of_the_file_whatever_was_mended_above_it() -> None:
    text = '\n\n<?xml version="1.0"?>\n<rss>\n&nbsp;&\x01\n<item>\n</wrong>'
    with pytest.raises(XmlError) as raised:
        read_xml(text.lstrip("\n"))
    assert raised.value.line == 5


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>قال<b>:</b> نعم</p>", "قال: نعم"),  # stars there would be read as stars
        ("<p>و<b>«هنا»</b></p>", "و«هنا»"),
        ("<p>و<b>هنا</b> هناك</p>", "و**هنا** هناك"),
        ("<p>انظر!<a href='https://a.example/'>هنا</a></p>", "انظر\\![هنا](https://a.example/)"),
        ("<p><a href='data:text/html,x'>هنا</a></p>", "هنا"),
        ("<p><a href='https://a.example/a b)c'>[هنا]</a></p>",
         "[\\[هنا\\]](https://a.example/a%20b%29c)"),
        ("<p>سطر<br>وسطر</p>", "سطر\n\nوسطر"),
        ("<ul><li><p>بند</p></li><li>آخر<ul><li>داخل</li></ul></li></ul>",
         "- بند\n- آخر\n- داخل"),
        ("<table><tr><th>أ</th><th>ب</th></tr><tr><td><p>1</p><p>2</p></td><td></td></tr></table>",
         "| أ | ب |\n| --- | --- |\n| 1 2 |  |"),
        ("<style>p{}</style><iframe src='https://v.example/x'></iframe>",
         "[v.example/x](https://v.example/x)"),
        ("<p>مرح <img class='wp-smiley' alt='🙂' src='s.png'> ا</p>", "مرح 🙂 ا"),
        ("سطر\n\nوسطر", "سطر\n\nوسطر"),
        ("&lt;script&gt;x&lt;/script&gt;", "\\<script>x\\</script>"),
        ("<p>غير مغلق<p>ثان<li>بند", "غير مغلق\n\nثان\n\n- بند"),
        ("<p>قبل<!-- بين -->وبعد <!-- <b> --!>هنا</p>", "قبلوبعد هنا"),
        ("<p>قبل <![if !mso]>وبعد<![endif]> <![خ[x]]></p>", "قبل وبعد"),
        ("<p>5 < 6 <3 <!-- مفتوح <b", "5 < 6 <3 \\<!-- مفتوح \\<b"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    blocks = read_fragment(html, lambda address: address, lambda _: "")
    assert as_markdown([block for block in blocks if block.text]).strip() == markdown


PIECES = st.sampled_from((
    "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://x.example/(1)'>", "</a>",
    "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</tr>", "</table>", "<br>", "<h2>",
    "</h2>", "<pre>", "</pre>", "<script>", "</script>", "<blockquote>", "</blockquote>", "كلمة",
    " و", "«", "»", "!", "*", "_", "`", "[", "]", "\\", "~", "<", "&", "&amp;", "\n", "\n\n",
    "1. ", "- ", "# ", "> ", " ",
))  # fmt: skip
MARKUP = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)


@given(MARKUP)
@settings(max_examples=300)
def test_whatever_the_html_is_the_markdown_reads_as_the_words_of_the_blocks(html: str) -> None:
    blocks = [b for b in read_fragment(html, lambda address: address, lambda _: "") if b.text]
    for block in blocks:
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)
        if block.kind in ("row", "code"):
            continue
        tokens = MARKDOWN.parse(as_markdown([block]))
        assert not [token for token in tokens if token.type == "html_block"]
        inline = [token for token in tokens if token.type == "inline"]
        children = [child for token in inline for child in token.children or []]
        assert not [child for child in children if child.type in ("html_inline", "image")]
        assert "".join(child.content for child in children) == block.text
        links = [child.attrs["href"] for child in children if child.type == "link_open"]
        assert links == ["https://x.example/%281%29" for m in block.marks if m.kind == "link"]


ENDLESS = 1_000_000
"""Letters: read twice from every tenth of them, they would take hours."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!-->", "<<!---->!--", "<![CDATA[", "<![x>", "<a b='", "<a \"", "</", "<?", "<b>",
     "<svg></x>", "<a href=x>", "[gallery "],
)  # fmt: skip
def test_html_that_never_ends_is_read_to_its_end(piece: str) -> None:
    html = f"<p>أول</p>{piece * (ENDLESS // len(piece))}"
    blocks = read_fragment(html, lambda address: address, lambda _: "")
    assert blocks[0].text == "أول"


@pytest.mark.parametrize("piece", ["<![CDATA[", "<!--"])
def test_xml_that_never_ends_is_no_xml(piece: str) -> None:
    with pytest.raises(XmlError):
        read_xml(f"<rss>{piece * (ENDLESS // len(piece))}")


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "end"), [("{{", "}"), ("{%", "}}"), ("{{<>}}", "%}}")])
def test_shortcodes_that_never_end_are_text(piece: str, end: str) -> None:
    text = piece * (ENDLESS // len(piece)) + end
    read = read_markdown(f"# أول\n\n    {text}", PLACE, lambda address: address, lambda _: "")
    assert read.value is not None
    assert read.value.title == "أول"


def test_an_author_of_nothing_but_signs_is_none() -> None:
    text = f"<rss><item><author>{'@' * ENDLESS}</author></item></rss>"
    assert [each.author for each in read_feed(text, PLACE).value] == [""]


def test_hashes_in_a_heading_are_letters() -> None:
    heading = as_markdown([Block("heading", "#" * ENDLESS + " x ##")])
    assert heading == f"## {'#' * ENDLESS} x \\#\\#\n"


def test_a_table_as_wide_as_it_is_long_is_not_filled_up() -> None:
    rows = [Block("row", "\t".join("a" * 1000)), *(Block("row", "x") for _ in range(1000))]
    lines = as_markdown(rows).strip().split("\n")
    assert [line.count("|") for line in lines] == [1001, 1001, *[2] * 1000]


@pytest.mark.slow
def test_quotation_marks_by_the_thousand() -> None:
    assert guillemets('"كلمة" ' * (ENDLESS // 7)) == "«كلمة» " * (ENDLESS // 7)


def test_an_image_whose_name_no_disk_can_hold_is_left_out(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("in/bridge.md", f"{TEXT}\n\n![خريطة]({'a' * 300}.png)\n")
    outcome = site.run(tmp_path / "in")
    assert [problem.code for problem in outcome.problems] == ["import-image"]
    assert len(outcome.value) == 2


@given(st.text(), st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_block_keeps_what_its_marks_hold(
    before: str, inside: str, start: int, end: int
) -> None:
    text = before + inside
    marks = (Mark(len(before), len(text), "link", "https://x.example/"),) if inside else ()
    part = Block("paragraph", text, marks).cut(start, end)
    assert part.text == text[start:end].strip()
    for mark in part.marks:
        assert part.text[mark.start : mark.end] in inside
        assert mark.start < mark.end


@given(st.text() | MARKUP)
@settings(max_examples=200)
def test_no_text_makes_the_readers_raise(text: str) -> None:
    assert isinstance(is_feed(text), bool)
    read = read_feed(text, PLACE)
    assert read.value or read.problems
    inside = read_feed(rss(item(f"<title>{escape(text)}</title>", text=escape(text))), PLACE)
    assert len(inside.value) == 1
    for fence in ("---", "+++"):
        split = split_front_matter(f"{fence}\n{text}\n{fence}\nنص", "a.md")
        assert split.problems or split.value.body.endswith("نص")


@pytest.mark.parametrize(
    ("address", "base", "alias"),
    [
        ("https://old.example/2019/05/water.html", "/", "/2019/05/water.html"),
        ("/2019/05/water/", "/", "/2019/05/water/"),
        ("https://old.example/%D9%85%D8%A7%D8%A1/", "/", "/ماء/"),
        ("https://old.example/demo/a.html", "/demo/", "/a.html"),
        ("https://old.example/other/a.html", "/demo/", ""),
        ("https://old.example/?p=7", "/", ""),
        ("https://old.example/a?p=7", "/", ""),
        ("/a/../../b", "/", ""),
        ("/.git/config", "/", ""),
        ("/:year/:title/", "/", ""),
        ("/%FF/", "/", ""),
        ("relative", "/", ""),
    ],
)
def test_earlier_addresses(address: str, base: str, alias: str) -> None:
    assert alias_from(address, base) == alias


@given(st.text() | st.text(alphabet="/.%a:?ن ").map("/".__add__))
def test_every_alias_that_is_proposed_is_one_that_a_site_takes(address: str) -> None:
    from generator.stages.read_aliases import read_aliases
    from generator.text.fields import Fields
    from generator.text.tree import Scalar, Table

    alias = alias_from(address, "/")
    if alias.strip("/"):
        table = Table({"aliases": Scalar(alias, PLACE)}, PLACE)
        problems: list[object] = []
        read = read_aliases(Fields(table, problems))  # type: ignore[arg-type]
        assert not problems or "%" in alias
        assert "%" in alias or [each.path for each in read] == [alias]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/2019/05/water.html", "water"),
        ("posts/2019-05-03-water-now.md", "water-now"),
        ("posts/water/index.md", "water"),
        ("/12345/", ""),
        ("/ماء/", ""),
        ("/", ""),
    ],
)
def test_the_name_under_which_an_article_stood(path: str, slug: str) -> None:
    assert slug_of_address(path) == slug
    assert page_key(path) == page_key(page_key(path))


def test_links_on_the_disk_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "a.md").write_text(TEXT)
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "map.svg").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path / "private")
    (folder / "linked.md").symlink_to(tmp_path / "private" / "a.md")
    (folder / ".hidden.md").write_text(TEXT)
    (folder / "bridge.md").write_text(f"{TEXT}\n\n![خريطة](sub/map.svg)\n![أخرى](../secret.svg)\n")
    site = Site(tmp_path / "site")
    outcome = site.run(folder)
    assert [Path(path).name for path in outcome.value] == ["meta.yaml", "article.ar.md"]
    assert [problem.code for problem in outcome.problems] == ["import-image"] * 2
    assert site.read(outcome.value[1]).strip() == TEXT


def test_an_image_that_runs_code_stops_the_import(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("in/bad.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>')
    site.write("in/bridge.md", f"{TEXT}\n\n![خريطة](bad.svg)\n")
    outcome = site.run(tmp_path / "in")
    assert outcome.value == ()
    assert [(p.code, p.place.path) for p in outcome.problems] == [("unsafe-image", "in/bad.svg")]


def test_a_file_too_large_to_be_read_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_folder, "LARGEST", 10)
    site = Site(tmp_path)
    outcome = site.run(site.write("a.md", TEXT))
    assert [problem.code for problem in outcome.problems] == ["import-file"]


def test_an_earlier_address_leads_to_one_article(tmp_path: Path) -> None:
    site = Site(tmp_path, {"aliases": ["/old.html"]})
    front = "---\naliases: [/old.html, /both.html]\n---\n"
    site.write("in/bridge.md", front + TEXT)
    site.write("in/tram.md", front.replace("old", "Old").replace("both", "BOTH") + TEXT)
    outcome = site.run(tmp_path / "in")
    assert [problem.code for problem in outcome.problems] == ["import-alias"] * 3
    assert yaml.safe_load(site.read(outcome.value[0]))["aliases"] == ["/both.html"]
    assert "aliases" not in yaml.safe_load(site.read(outcome.value[2]))


def test_a_name_that_every_site_has_is_not_given_to_an_article(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("content/pages/about/meta.yaml", "")
    site.write("in/search.md", TEXT)
    site.write("in/about.md", TEXT)
    outcome = site.run(tmp_path / "in")
    folders = [Path(path).parent.name for path in outcome.value[::2]]
    assert folders == ["about-2", "search-2"]
    refused = site.run(tmp_path / "in", slug="search")
    assert refused.problems[0].code == "import-slug"


def test_the_good_articles_of_a_folder_can_be_had_without_the_bad(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("in/bad.md", "---\n- x\n---\n" + TEXT)
    site.write("in/bridge.md", TEXT)
    assert site.run(tmp_path / "in").value == ()
    assert not (tmp_path / "content").exists()
    outcome = site.run(tmp_path / "in", skip_bad=True)
    assert [Path(path).parent.name for path in outcome.value] == ["bridge", "bridge"]
    assert [(p.code, p.is_error) for p in outcome.problems] == [("import-front-matter", False)]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("in/readme.rst", TEXT)
    outcome = site.run(tmp_path / "in")
    assert [problem.code for problem in outcome.problems] == ["import-empty"]


@pytest.mark.parametrize("name", ["rss", "atom", "wordpress", "entities", "wild"])
def test_feedparser_finds_the_same_articles(name: str) -> None:
    import feedparser

    (path,) = (Path(__file__).parent / "cases" / f"feed-{name}").glob("input.*")
    theirs = feedparser.parse(path.read_bytes()).entries
    if name == "wordpress":
        kept = [("post", "publish"), ("post", "draft")]
        theirs = [each for each in theirs if (each.wp_post_type, each.wp_status) in kept]
    ours = read_feed(path.read_text("utf-8"), PLACE).value
    assert len(ours) == len(theirs) > 0
    for our, their in zip(ours, theirs, strict=True):
        assert words(our.title) == words(mend(re.sub("</?[a-z]+>", "", their.title)))
        assert our.url == their.get("link", our.url)
        day = their.get("published_parsed")
        if day is not None and their.published.endswith(("0000", "Z")):
            assert our.date[:10] == f"{day.tm_year}-{day.tm_mon:02}-{day.tm_mday:02}"
        tags = [tag.label or tag.term for tag in their.get("tags", [])]
        assert list(our.categories) == tags


def feed_of(records: list[dict[str, str]]) -> str:
    items = []
    for number, record in enumerate(records):
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in record["text"].split("\n"))
        day = record["time"]
        items.append(
            f"<item><title>{escape(record['title'])}</title><link>https://old.example/n/{number}</link>"
            f"<pubDate>{day}</pubDate><category>{record['cat']}</category>"
            f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
        )
    namespace = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {namespace}><channel>{"".join(items)}</channel></rss>'


@pytest.mark.slow
@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared data is not here")
def test_real_articles_through_a_feed_lose_no_word(tmp_path: Path) -> None:
    corpus = next(ARTICLES.glob("*.jsonl")).read_text("utf-8").splitlines()
    records = [each for each in map(json.loads, corpus) if each["time"]][:300]
    site = Site(tmp_path)
    outcome = site.run(site.write("feed.xml", feed_of(records)))
    assert outcome.problems == ()
    assert len(outcome.value) == 2 * len(records)
    for number, path in enumerate(outcome.value[::2]):
        written = site.read(path)
        meta = yaml.safe_load(written)
        assert words(meta["title"]) == words(mend(records[number]["title"]))
        assert meta["aliases"] == [f"/n/{number}"]
        article = site.read(path.replace("meta.yaml", "article.ar.md"))
        plain = "\n".join(
            "".join(child.content for child in token.children or [])
            for token in MarkdownIt("commonmark").parse(article)
            if token.type == "inline"
        )
        before, after = Counter(words(mend(records[number]["text"]))), Counter(words(plain))
        assert not after - before
        assert not before - after - Counter(words(written))


@pytest.mark.slow
@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared data is not here")
def test_real_articles_in_a_folder_lose_no_word(tmp_path: Path) -> None:
    corpus = next(ARTICLES.glob("*.jsonl")).read_text("utf-8").splitlines()
    records = list(map(json.loads, corpus))[300:500]
    site = Site(tmp_path)
    for number, record in enumerate(records):
        front = yaml.safe_dump(
            {"title": record["title"], "date": record["time"]}, allow_unicode=True
        )
        body = as_markdown(
            [Block("paragraph", line) for line in mend(record["text"]).split("\n") if line]
        )
        site.write(f"in/{number // 50}/n-{number:03}.md", f"---\n{front}---\n{body}")
    outcome = site.run(tmp_path / "in")
    assert outcome.problems == ()
    names = [Path(path).parent.name for path in outcome.value[::2]]
    assert len(names) == len(set(names)) == len(records)
    for number, path in enumerate(outcome.value[1::2]):
        article = re.sub(r"\\(.)", r"\1", site.read(path))
        before = Counter(words(mend(records[number]["text"])))
        assert not Counter(words(article)) - before
        meta = site.read(outcome.value[2 * number])
        assert not before - Counter(words(article)) - Counter(words(meta))
