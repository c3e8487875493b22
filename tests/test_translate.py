"""`dragoman translate`: drafts what is missing, loses nothing, says what it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.adapters.translators import argos
from generator.commands import translate
from generator.model.problem import UserError
from generator.ports import Draft, EngineId
from tests.conftest import MODEL, need
from tests.driver import SiteTest, files_below

TARGET = "content/explainers/bridge/article.en.md"


class Upper:
    """An engine behind the port: `EN(…)` round each sentence; can stop in the middle."""

    def __init__(self, *, stop_after: int | None = None, tests_only: bool = False) -> None:
        self.engine = EngineId("upper", "1", "0" * 12, tests_only)
        self.stop_after = stop_after
        self.seen: list[str] = []

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        for index, text in enumerate(texts):
            if index == self.stop_after:
                raise KeyboardInterrupt
            self.seen.append(text)
            yield index, Draft(f"EN({text})", -0.1, truncated="ترميم" in text)


def run(site: Path, engine: Upper, *slugs: str, force: bool = False) -> int:
    return translate.run(
        site, slugs, model=None, install_model=False, force=force, open_engine=lambda _: engine
    )


def test_everything_missing_is_drafted_and_nothing_else_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = SiteTest().on_disk(tmp_path)
    before = files_below(site)
    assert run(site, Upper()) == 0
    after = files_below(site)
    made = {path for path in set(after) - set(before) if not path.endswith("memory.jsonl")}
    assert made == {TARGET, "content/pages/about/article.en.md"}
    water = "content/explainers/water/article.en.md"
    assert after[water].startswith(before[water]), "new blocks go behind, the old ones stay"
    unchanged = {path for path in before if before[path] == after[path]}
    assert set(before) - unchanged == {water}
    assert "EN(أغلقت البلدية الجسر القديم يوم الأحد.)" in after[TARGET].decode()
    said = capsys.readouterr()
    assert f"{TARGET}: 4 passages drafted" in said.out
    assert "[truncated-draft]" in said.err
    outcome = SiteTest(files=after).build()
    assert "untranslated" not in outcome.codes


def test_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    site = SiteTest().on_disk(tmp_path)
    run(site, Upper())
    before = files_below(site)
    engine = Upper()
    assert run(site, engine) == 0
    assert engine.seen == []
    assert files_below(site) == before


def test_each_sentence_is_translated_once(tmp_path: Path) -> None:
    site = SiteTest().with_file(
        "content/explainers/bridge/article.ar.md", "جملة واحدة.\n\nجملة واحدة.\n\n## جملة واحدة.\n"
    )
    engine = Upper()
    run(site.on_disk(tmp_path), engine, "bridge")
    assert engine.seen.count("جملة واحدة.") == 1
    text = (tmp_path / TARGET).read_text("utf-8")
    assert text.count("EN(جملة واحدة.)") == 3


def test_only_the_slugs_named(tmp_path: Path) -> None:
    site = SiteTest().on_disk(tmp_path)
    run(site, Upper(), "about")
    assert not (site / TARGET).exists()
    assert (site / "content/pages/about/article.en.md").exists()


def test_an_unknown_slug_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        run(SiteTest().on_disk(tmp_path), Upper(), "bridg")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("unknown-slug", "did you mean `bridge`?")


@pytest.mark.parametrize("stop_after", range(1, 9))
def test_what_was_finished_before_an_interrupt_is_kept(tmp_path: Path, stop_after: int) -> None:
    site = SiteTest().on_disk(tmp_path)
    engine = Upper(stop_after=stop_after)
    with pytest.raises(KeyboardInterrupt):
        run(site, engine)
    written = "".join(
        content.decode()
        for path, content in files_below(site).items()
        if path.endswith((".en.md", ".jsonl"))
    )
    finished = [text for text in engine.seen if f"EN({text})" in written]
    # A passage of several sentences waits for its last one; each other is kept.
    assert len(finished) >= len(engine.seen) - 1
    assert run(site, Upper()) == 0
    assert "untranslated" not in SiteTest(files=files_below(site)).build().codes


def test_a_file_with_errors_is_left_alone_and_stops_the_run(tmp_path: Path) -> None:
    damaged = "<!-- ar:1234 -->\nHuman words.\n"
    site = SiteTest().with_file(TARGET, damaged).on_disk(tmp_path)
    before = files_below(site)
    with pytest.raises(UserError) as caught:
        run(site, Upper())
    assert [problem.code for problem in caught.value.problems] == ["damaged-marker"]
    assert files_below(site) == before


def test_words_written_while_the_engine_works_are_kept(tmp_path: Path) -> None:
    site = SiteTest().on_disk(tmp_path)

    class Slow(Upper):
        def translate(
            self, texts: Sequence[str], *, alternatives: int = 0
        ) -> Iterator[tuple[int, Draft]]:
            for index, draft in super().translate(texts):
                if index == 1:
                    (site / TARGET).write_text("<!-- own -->\nWritten meanwhile.\n", "utf-8")
                yield index, draft

    run(site, Slow())
    text = (site / TARGET).read_text("utf-8")
    assert "Written meanwhile." in text
    assert "EN(قالت البلدية إن الجسر يحتاج إلى ترميم.)" in text


def test_a_draft_that_forges_a_marker_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = SiteTest().on_disk(tmp_path)

    class Forger(Upper):
        def translate(
            self, texts: Sequence[str], *, alternatives: int = 0
        ) -> Iterator[tuple[int, Draft]]:
            for index, _ in enumerate(texts):
                yield index, Draft("<!-- own --> ar:12345678", -0.1)

    assert run(site, Forger(), "bridge") == 0
    assert not (site / TARGET).exists()
    assert capsys.readouterr().err.count("[unsafe-draft]") == 4


def test_a_model_for_tests_is_refused_unless_forced(tmp_path: Path) -> None:
    site = SiteTest().on_disk(tmp_path)
    before = files_below(site)
    with pytest.raises(UserError) as caught:
        run(site, Upper(tests_only=True))
    assert caught.value.problems[0].code == "test-model"
    assert files_below(site) == before
    assert run(site, Upper(tests_only=True), force=True) == 0


def package(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


METADATA = json.dumps({"from_code": "ar", "to_code": "en", "package_version": "1.0"})


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"p/metadata.json": METADATA, "../evil": "x"}, "leads out of it"),
        ({"p/metadata.json": METADATA, "/evil": "x"}, "leads out of it"),
        ({"p/metadata.json": METADATA, "p/../../evil": "x"}, "leads out of it"),
        ({"p/metadata.json": METADATA, "q/other": "x"}, "one folder"),
        ({"p/readme": "x"}, "no metadata.json"),
        ({"p/metadata.json": "{"}, "no Argos package"),
        ({"p/metadata.json": "[]"}, "no object"),
        ({"p/metadata.json": METADATA.replace('"en"', '"fr"')}, "ar-fr"),
    ],
)
def test_archives_are_looked_at_before_they_are_unpacked(
    tmp_path: Path, members: dict[str, str], message: str
) -> None:
    file = package(tmp_path / "model.argosmodel", members)
    with pytest.raises(UserError) as caught:
        argos.install_file(file, "ar", "en", force=False)
    (problem,) = caught.value.problems
    assert problem.code == "bad-model"
    assert message in problem.message
    assert [path.name for path in tmp_path.iterdir()] == ["model.argosmodel"]


@pytest.mark.parametrize("content", [None, b"", b"not a zip"])
def test_a_file_that_is_no_package(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "model.argosmodel"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserError) as caught:
        argos.inspect(file)
    assert caught.value.problems[0].code == "bad-model"


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("The country&apos;s president", "The country's president"),
        ("&amp;quot;historic&amp;quot;", '"historic"'),
        ("long @-@ range weapons .", "long-range weapons."),
        ("  two   spaces ", "two spaces"),
        ("3 . 5 is not touched", "3. 5 is not touched"),
    ],
)
def test_the_engines_damage_is_mended(damaged: str, mended: str) -> None:
    assert argos.mend(damaged) == mended


SENTENCES = [
    "زار وزير الخارجية الفرنسي القاهرة يوم الثلاثاء.",
    "أصيب 379 شخصا في فيضان في تونس.",
    "ارتفعت أسعار القمح في مصر.",
    "أكد رئيس البلاد أهمية قناة السويس.",
]

REFERENCE = """
import json, sys
from argostranslate import translate
translation = translate.get_translation_from_codes("ar", "en")
print(json.dumps([translation.translate(text) for text in json.loads(sys.argv[1])]))
"""


def environment(data: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ARGOS")},
        "XDG_DATA_HOME": str(data),
        "XDG_CONFIG_HOME": str(data / "config"),
        "XDG_CACHE_HOME": str(data / "cache"),
    }


OURS = """
import json, sys
from pathlib import Path
from generator.adapters.translators import argos
argos.install_file(Path(sys.argv[2]), "ar", "en", force=True)
engine = argos.open_package("ar", "en")
drafts = dict(engine.translate(json.loads(sys.argv[1])))
print(json.dumps({
    "texts": [drafts[index].text for index in sorted(drafts)],
    "scores": [draft.score for draft in drafts.values()],
    "truncated": [draft.truncated for draft in drafts.values()],
    "tests_only": engine.engine.tests_only, "checksum": engine.engine.checksum,
}))
"""


@pytest.mark.slow
def test_the_real_engine_gives_what_argostranslate_gives(tmp_path: Path) -> None:
    """Our direct decoding against argostranslate's own, same package, same beam, offline."""
    need("the test model", MODEL.is_file())

    def output(code: str, *arguments: str) -> str:
        command = [sys.executable, "-c", code, json.dumps(SENTENCES), *arguments]
        done = subprocess.run(
            command, env=environment(tmp_path), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    ours = json.loads(output(OURS, str(MODEL)))
    theirs = json.loads(output(REFERENCE))
    assert ours["texts"] == [argos.mend(text) for text in theirs]
    assert ours["texts"][0] == "The French foreign minister visited Cairo on Tuesday."
    assert ours["texts"][1] == "379 people were injured in a flood in Tunisia."
    assert "&" not in ours["texts"][3]
    assert all(score <= 0 for score in ours["scores"])
    assert not any(ours["truncated"])
    assert ours["tests_only"] is True
    assert len(ours["checksum"]) == 12


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"), [(["translate"], "no-model"), (["translate", "--install-model"], None)]
)
def test_without_model_or_network_it_says_what_to_do(
    tmp_path: Path, arguments: list[str], code: str | None
) -> None:
    site = SiteTest().on_disk(tmp_path / "site")
    command = [str(Path(sys.executable).parent / "dragoman"), *arguments, "--site", str(site)]
    # An index on a port where nothing listens stands for a computer without a network.
    variables = {**environment(tmp_path), "ARGOS_PACKAGE_INDEX": "http://127.0.0.1:9/"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"[{code or 'no-network'}]" in done.stderr
    assert "--model FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argostranslate", None)
    with pytest.raises(UserError) as caught:
        argos.open_package("ar", "en")
    (problem,) = caught.value.problems
    assert problem.code == "no-engine"
    assert "make translate" in problem.hint
