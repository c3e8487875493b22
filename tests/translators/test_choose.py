"""`[translation]` in site.toml names the engine; others bring theirs by entry point."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.adapters.translators import choose
from generator.adapters.translators.recorded import record
from generator.build import read_site
from generator.model.config import Translation
from generator.model.problem import Place, UserError
from generator.ports import Draft
from tests.driver import SiteTest

MODULE = """
from generator.ports import Draft, EngineId

class Shouting:
    def __init__(self, settings, source, target):
        self.engine = EngineId("shouting", settings["loudness"], f"{source}{target}")
    def translate(self, texts, *, alternatives=0):
        return ((index, Draft(text + "!", -0.1)) for index, text in enumerate(texts))

def broken(settings, source, target):
    raise RuntimeError("no battery")

def strange(settings, source, target):
    return object()
"""
ENTRY_POINTS = """[dragoman.translators]
shouting = shouting_engine:Shouting
broken = shouting_engine:broken
strange = shouting_engine:strange
absent = shouting_engine:absent
"""


@pytest.fixture
def third_party(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution of somebody else, installed where Python looks for them."""
    folder = tmp_path / "site-packages"
    metadata = folder / "shouting_engine-2.0.dist-info"
    metadata.mkdir(parents=True)
    (folder / "shouting_engine.py").write_text(MODULE, "utf-8")
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: shouting-engine\nVersion: 2.0\n"
    )
    (metadata / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(folder)


def translation_of(toml: str) -> tuple[Translation, list[str]]:
    """What is read of this end of site.toml, and the codes of its problems."""
    site = SiteTest()
    text = site.files["site.toml"].decode() + f"\n[translation]\n{toml}\n"
    read = read_site(site.with_file("site.toml", text).sources)
    assert read.value is not None
    return read.value[0].translation, [
        problem.code for problem in read.problems if problem.is_error
    ]


@pytest.mark.parametrize(
    ("toml", "engine", "settings"),
    [
        ("", "argos", {"beam": "4"}),
        ("beam = 8", "argos", {"beam": "8"}),
        ('engine = "argos-stock"', "argos-stock", {}),
        (
            'engine = "libretranslate"\nurl = "http://127.0.0.1:5000/"',
            "libretranslate",
            {"url": "http://127.0.0.1:5000/"},
        ),
        ('engine = "recorded"\nfile = "a/b.jsonl"', "recorded", {"file": "a/b.jsonl"}),
        (
            'engine = "theirs"\nloudness = 11\nsoft = false',
            "theirs",
            {"loudness": "11", "soft": "false"},
        ),
    ],
)
def test_what_site_toml_may_say(toml: str, engine: str, settings: Mapping[str, str]) -> None:
    translation, errors = translation_of(toml)
    assert errors == []
    assert (translation.engine, dict(translation.settings)) == (engine, settings)


def test_without_the_table_it_is_argos() -> None:
    read = read_site(SiteTest().sources)
    assert read.value is not None
    assert read.value[0].translation == Translation()


@pytest.mark.usefixtures("third_party")
def test_a_third_partys_engine_gets_its_settings() -> None:
    translation, _ = translation_of('engine = "shouting"\nloudness = 11')
    engine = choose.open_translator(translation, "ar", "en")
    assert (engine.engine.name, engine.engine.version, engine.engine.checksum) == (
        "shouting",
        "11",
        "aren",
    )
    assert dict(engine.translate(["نعم"])) == {0: Draft("نعم!", -0.1)}


@pytest.mark.usefixtures("third_party")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("broken", "of shouting-engine cannot be opened: RuntimeError: no battery"),
        ("strange", "AttributeError"),
        ("absent", "AttributeError"),
        ("shouting", "KeyError: 'loudness'"),
    ],
)
def test_a_third_partys_engine_that_fails(name: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        choose.open_translator(Translation(name, (), Place("site.toml", 9, 1)), "ar", "en")
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("engine-failed", "site.toml:9:1")
    assert message in problem.message


@pytest.mark.usefixtures("third_party")
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("libretranslat", "did you mean `libretranslate`?"),
        ("shoutin", "did you mean `shouting`?"),
        (
            "zzz",
            "known: `absent`, `argos`, `argos-stock`, `broken`, `libretranslate`, `recorded`, "
            "`shouting`, `strange`",
        ),
    ],
)
def test_an_unknown_engine_names_the_nearest(name: str, hint: str) -> None:
    translation, errors = translation_of(f'engine = "{name}"')
    assert errors == [], "a build needs no engine"
    with pytest.raises(UserError) as caught:
        choose.open_translator(translation, "ar", "en")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("unknown-engine", hint)
    assert str(problem.place).startswith("site.toml:")


def test_a_recording_stays_in_the_sites_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "drafts.jsonl").write_text(record("نعم", Draft("Yes", -0.1)), "utf-8")
    translation = Translation("recorded", (("file", "drafts.jsonl"),))
    engine = choose.open_translator(translation, "ar", "en", site)
    assert dict(engine.translate(["نعم"])) == {0: Draft("Yes", -0.1)}
    outside = tmp_path / "drafts.jsonl"
    (site / "drafts.jsonl").rename(outside)
    (site / "drafts.jsonl").symlink_to(outside)
    with pytest.raises(UserError) as caught:
        choose.open_translator(translation, "ar", "en", site)
    assert caught.value.problems[0].code == "link-outside"


@pytest.mark.parametrize("name", ["argos", "argos-stock"])
def test_the_engines_of_the_extra_say_when_it_is_missing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("argostranslate", "argostranslate.package"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UserError) as caught:
        choose.open_translator(Translation(name), "ar", "en")
    assert caught.value.problems[0].code == "no-engine"
