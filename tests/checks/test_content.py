"""Findings on files, configuration and templates that the whole pipeline has to agree on."""

from __future__ import annotations

import pytest

from generator.build import read_site
from generator.stages.configure import configure
from generator.stages.layout import SAVE_ANEW
from tests.driver import SiteTest

META = "content/explainers/water/meta.yaml"
ENGLISH = "content/explainers/water/article.en.md"


def found(site: SiteTest, code: str) -> list[str]:
    """Place and hint of every problem with this code."""
    return [
        f"{each.place} {each.hint}".strip()
        for each in site.build().checked.problems
        if each.code == code
    ]


# Files that nothing reads.


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/glosary.yaml", "did you mean `content/glossary.yaml`?"),
        ("content/glossary.en.markdown", "did you mean `content/glossary.en.md`?"),
        ("content/explainer/water/meta.yaml", "did you mean `content/explainers`?"),
        ("content/page/about/meta.yaml", "did you mean `content/pages`?"),
        ("content/explainers/notes.txt", ""),
        ("content/pages/notes.txt", ""),
        ("content/picture.png", ""),
        ("content/explainers/water/Dam.HEIC", SAVE_ANEW),
        ("content/notes.md", ""),
    ],
)
def test_stray_files(path: str, hint: str) -> None:
    content = b"\x89PNG\r\n\x1a\n" if path.endswith("png") else b"x"
    problems = read_site(SiteTest().with_file(path, content).sources).problems
    assert [(each.code, str(each.place), each.hint) for each in problems] == [
        ("unknown-file", path, hint)
    ]


def test_files_that_belong_there_are_no_strays() -> None:
    site = SiteTest().with_file("content/memory.jsonl", "")
    site = site.with_file("content/explainers/water/memory.jsonl", "")
    assert found(site, "unknown-file") == []


# English of strings that the metadata does not have.


def test_english_of_a_string_that_is_gone() -> None:
    site = SiteTest().with_change(META, "  caption: النهر من أعلى.\n", "")
    (line,) = found(site, "unknown-string")
    assert line.startswith(f"{ENGLISH}:22:1 ")


@pytest.mark.parametrize("fault", ["captoin: النهر من أعلى.", "\tcaption: النهر", "caption: [x]"])
def test_it_is_no_finding_while_the_metadata_has_errors(fault: str) -> None:
    site = SiteTest().with_change(META, "caption: النهر من أعلى.", fault)
    outcome = site.build()
    assert outcome.checked.has_errors
    assert "unknown-string" not in outcome.codes


def test_an_error_elsewhere_does_not_hide_it() -> None:
    site = SiteTest().with_change(META, "  caption: النهر من أعلى.\n", "")
    site = site.with_change("content/explainers/bridge/meta.yaml", "title:", "titel:")
    assert len(found(site, "unknown-string")) == 1


# The languages of the site.


@pytest.mark.parametrize("role", ["source", "target"])
@pytest.mark.parametrize("code", ["ar", "en", "fr", "fa"])
def test_the_site_is_arabic_and_english(role: str, code: str) -> None:
    site = SiteTest().with_change(
        "site.toml", "[title]", f'[languages]\n{role} = "{code}"\n\n[title]'
    )
    own = {"source": "ar", "target": "en"}[role]
    codes = [each.code for each in configure(site.sources).problems]
    assert codes == ([] if code == own else ["bad-value"])


# Templates of the site's own.


def test_what_has_two_languages_cannot_be_printed_whole() -> None:
    printed = {
        "home": ("page.title", "Phrase"),
        "timeline": ("page.title ~ '!'", "Phrase"),
        "glossary": ("page.title | upper", "Phrase"),
        "search": ("site.title", "Bilingual"),
        "explainer": ("page.explainer.card.title", "Pair"),
    }
    site = SiteTest()
    for kind, (expression, _) in printed.items():
        site = site.with_template(f"pages/{kind}.html", f"<p>\n{{{{ {expression} }}}}\n</p>\n")
    outcome = site.build()
    errors = {str(each.place): each for each in outcome.checked.problems if each.is_error}
    assert set(errors) == {f"templates/pages/{kind}.html:2" for kind in printed}
    for kind, (_, name) in printed.items():
        problem = errors[f"templates/pages/{kind}.html:2"]
        assert problem.code == "template-error"
        assert f"a {name} cannot be printed as it is: choose a language" in problem.message
    assert not outcome.files


def test_a_phrase_in_one_language_can() -> None:
    template = (
        "{{ page.title.html }} {{ page.title.text }} {{ site.title.shown(page.language).text }}"
    )
    site = SiteTest().with_template("pages/home.html", template)
    assert site.build().page("ar/index.html") == "أخبار أخبار أخبار"


def with_strings(text: str) -> SiteTest:
    """The site with strings of its own; on a disk they stand in templates/strings/en.toml."""
    return SiteTest().with_template("own/strings/en.toml", text)


def test_own_strings_are_laid_over_the_themes_key_by_key() -> None:
    html = with_strings('[site]\nglossary = "Words"\n').build().page("en/index.html")
    assert "Words" in html
    assert "Timeline" in html
    assert "Glossary" not in html


def test_own_plural_forms() -> None:
    site = with_strings('[count]\nminutes = { one = "{n} min", other = "{n} min" }\n')
    assert "1 min<" in site.build().page("en/water/index.html")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[site]\nglosary = "Words"\n', "missing-string"),
        ('[site\nglossary = "Words"\n', "toml-syntax"),
    ],
)
def test_faults_of_own_strings(text: str, code: str) -> None:
    outcome = with_strings(text).build()
    assert code in outcome.codes
    assert not outcome.files
