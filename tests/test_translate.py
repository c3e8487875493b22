"""`dragoman translate`: drafts what is missing, loses nothing, says what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.commands import translate
from generator.model.problem import UserError
from generator.ports import Draft, EngineId
from tests.driver import SiteTest, files_below

pytestmark = pytest.mark.slow

TARGET = "content/explainers/bridge/article.en.md"


class Upper:
    """An engine behind the port: `EN(…)` round each sentence; can stop in the middle."""

    def __init__(
        self, *, stop_after: int | None = None, tests_only: bool = False, cut: str = "\0"
    ) -> None:
        self.engine = EngineId("upper", "1", "0" * 12, tests_only)
        self.stop_after = stop_after
        self.seen: list[str] = []
        self.cut = cut

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        for index, text in enumerate(texts):
            if index == self.stop_after:
                raise KeyboardInterrupt
            self.seen.append(text)
            yield index, Draft(f"EN({text})", -0.1, truncated=self.cut in text)


def run(site: Path, engine: Upper, *slugs: str, force: bool = False) -> int:
    return translate.run(
        site, slugs, model=None, install_model=False, force=force, open_engine=lambda _: engine
    )


def test_everything_missing_is_drafted_and_nothing_else_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = SiteTest().on_disk(tmp_path)
    before = files_below(site)
    assert run(site, Upper(cut="ترميم")) == 0
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
    finished = [text for text in engine.seen if f"EN({text.replace('؟', '?')})" in written]
    # A passage of several sentences waits for its last one, and the words of a link stand in
    # their sentence; each other text is kept.
    assert len(finished) >= len(engine.seen) - 2
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
