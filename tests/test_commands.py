"""The commands as scripts meet them: exit codes, what is printed where, what is written."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.adapters.server import Preview, make_server
from generator.cli import main
from generator.model.problem import UserError
from generator.text.normal import text_hash
from tests.driver import NoCards, NoSearch, SiteTest, files_below

pytestmark = pytest.mark.slow

BRIDGE = "content/explainers/bridge/meta.yaml"


@pytest.fixture(autouse=True)
def _quick_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real Pagefind has tests of its own; here its port gets a stand-in."""
    monkeypatch.setattr("generator.adapters.tools.PagefindIndexer", NoSearch)
    monkeypatch.setattr("generator.adapters.tools.PillowCards", NoCards)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")  # 1 November 2026


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return SiteTest().on_disk(tmp_path / "site")


WATER = "content/explainers/water/article.en.md"


def english(*passages: tuple[str, str, str]) -> str:
    """A translation file of (name, Arabic, English)."""
    return "\n".join(
        f"<!-- {name}{' ' if name else ''}ar:{text_hash(arabic)} -->\n{text}\n"
        for name, arabic, text in passages
    )


def complete(site: Path) -> Path:
    """Without warnings: all is translated by people, and nothing is behind."""
    text = (site / WATER).read_text("utf-8").replace(" was:0a1b2c3d stale", "")
    text = text.replace(" mt:0b2d3d36", "").replace("<!-- own -->", "<!-- own reviewed:{} -->")
    text = text.format(text_hash("This passage is for readers of the English only."))
    more = ("", "تقرأ المزيد في [شرح الجسر](../bridge/).", "Read on in [the bridge](../bridge/).")
    (site / WATER).write_text(f"{text}\n{english(more)}", "utf-8")
    bridge = english(
        ("title", "لماذا أُغلق الجسر؟", "Why was the bridge closed?"),
        ("summary", "قصة جسر قديم.", "The story of an old bridge."),
        ("", "أغلقت البلدية الجسر القديم يوم الأحد.", "The city closed the old bridge on Sunday."),
        ("", "قالت البلدية إن الجسر يحتاج إلى ترميم.", "It needs repair, the city said."),
    )
    (site / BRIDGE).with_name("article.en.md").write_text(bridge, "utf-8")
    about = english(
        ("title", "من نحن", "About us"),
        ("summary", "عن هذا الموقع.", "About this site."),
        ("", "هذا موقع صغير للاختبار.", "A small site for tests."),
    )
    (site / "content/pages/about/article.en.md").write_text(about, "utf-8")
    return site


def test_build_writes_the_site_and_sums_it_up(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_below(site)
    assert main(["build", "--site", str(site)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    first, second, third = said.out.splitlines()
    assert first.startswith(f"22 pages in {site / 'output'}, ")
    assert second == (
        "passages: 8 untranslated, 1 machine draft, 12 edited, not reviewed, "
        "1 behind the Arabic, 3 reviewed"
    )
    assert third == "`dragoman check` lists what is left to do"
    after = files_below(site)
    assert {path: after[path] for path in before} == before, "content is never changed"
    assert "ar/water/index.html" in files_below(site / "output")


def test_build_elsewhere_and_quietly(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--quiet", "--site", str(site), "--output", str(tmp_path / "www")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "www/index.html").is_file()
    assert not (site / "output").exists()


def test_a_failed_build_leaves_the_last_good_site(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "--site", str(site)])
    good = files_below(site / "output")
    (site / BRIDGE).write_text("titel: x\n", "utf-8")
    capsys.readouterr()
    assert main(["build", "--site", str(site)]) == 2
    said = capsys.readouterr()
    assert f"{BRIDGE}:1:1: error: `titel` is not a known key [unknown-key]" in said.err
    assert "hint: did you mean `title`?" in said.err
    assert said.err.endswith("nothing was written\n")
    assert said.out == ""
    assert files_below(site / "output") == good


def test_a_draft_and_a_scheduled_explainer_are_hidden_until_asked_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meta = site / BRIDGE
    meta.write_text(meta.read_text("utf-8") + "publish_on: 2026-12-01\n", "utf-8")
    article = site / "content/explainers/water/article.ar.md"
    article.write_text(article.read_text("utf-8").replace("[شرح الجسر](../bridge/)", "غيره"))
    main(["build", "--site", str(site)])
    assert "ar/bridge/index.html" not in files_below(site / "output")
    hidden = "not shown: 1 scheduled for later (--drafts shows them)"
    assert hidden in capsys.readouterr().out.splitlines()
    other = site / "content/explainers/other"
    shutil.copytree(meta.parent, other)
    (other / "meta.yaml").write_text(
        meta.read_text("utf-8").replace("published\n", "draft\n", 1), "utf-8"
    )
    main(["build", "--site", str(site)])
    hidden = "not shown: 1 draft, 1 scheduled for later (--drafts shows them)"
    assert hidden in capsys.readouterr().out.splitlines()
    main(["build", "--drafts", "--site", str(site)])
    assert "not shown" not in capsys.readouterr().out
    shown = files_below(site / "output")
    assert "ar/bridge/index.html" in shown
    assert "ar/other/index.html" in shown


def test_check_exit_codes(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_below(site)
    assert main(["check", "--site", str(site)]) == 0
    assert "[untranslated]" in capsys.readouterr().out
    assert main(["check", "--strict", "--site", str(site)]) == 1
    (site / BRIDGE).write_text("titel: x\n", "utf-8")
    assert main(["check", "--site", str(site)]) == 2
    (site / BRIDGE).write_bytes(before[BRIDGE])
    assert files_below(site) == before, "check writes nothing"


def test_check_is_silent_when_all_is_well(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict", "--site", str(complete(site))]) == 0
    assert capsys.readouterr().out == ""
    assert main(["build", "--site", str(site)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "passages: 21 edited, not reviewed, 4 reviewed"
    ]
    pages = files_below(site / "output")
    assert "ar/water/index.html" in pages
    assert b"The city closed the old bridge" in pages["en/bridge/index.html"]


def test_strict_tells_what_a_person_has_still_to_do(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (complete(site) / WATER).read_text("utf-8")
    for old, new, code in [
        ("reviewed:7186e5b3", "reviewed", "open-review"),
        (
            "point.1 ar:fe814adb",
            f"point.1 ar:fe814adb mt:{text_hash('The water comes from the river.')}",
            "machine-draft",
        ),
        ("ar:99cf8af3", "ar:99cf8af3 was:deadbeef stale", "stale"),
        ("ar:0c293a9e", "ar:deadbeef", "unsynced"),
        ("The people of", "<!-- a note -->\nThe people of", ""),
    ]:
        assert old in text
        (site / WATER).write_text(text.replace(old, new, 1), "utf-8")
        assert main(["check", "--strict", "--format", "short", "--site", str(site)]) == bool(code)
        said = capsys.readouterr().out
        assert said.count("\n") == bool(code)
        assert f"[{code}]" in said or not code


def test_check_reports_what_the_published_site_would_have(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    complete(site)
    meta = site / BRIDGE
    meta.write_text(meta.read_text("utf-8").replace("published\n", "draft\n", 1), "utf-8")
    assert main(["check", "--format", "short", "--site", str(site)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("`")[1] for line in lines] == ["../../ar/bridge/", "../../en/bridge/"]
    for line, language in zip(lines, ("ar", "en"), strict=True):
        assert re.match(rf"content/explainers/water/article.{language}.md:[0-9]+:[0-9]+: ", line)
        assert line.endswith("[broken-link]")


def test_check_reads_drafts_too(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete(site)
    folder = site / "content/explainers/water"
    meta = folder / "meta.yaml"
    meta.write_text(meta.read_text("utf-8").replace("published\n", "draft\n", 1), "utf-8")
    body = (folder / "article.ar.md").read_text("utf-8")
    (folder / "article.ar.md").write_text(body.replace("../bridge/", "../bridge/#gone"), "utf-8")
    text = (site / WATER).read_text("utf-8").replace("../bridge/", "../bridge/#gone")
    text = text.replace(
        *(text_hash(f"تقرأ المزيد في [شرح الجسر](../bridge/{each}).") for each in ("", "#gone"))
    )
    (site / WATER).write_text(text, "utf-8")
    assert main(["check", "--strict", "--format", "short", "--site", str(site)]) == 1
    assert "whose anchor does not exist [broken-link]" in capsys.readouterr().out
    assert main(["build", "--quiet", "--site", str(site)]) == 0, "nobody reads it yet"


def test_what_both_builds_of_a_check_find_is_told_once(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--format", "short", "--site", str(site)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(set(lines)) == 5


def test_check_formats(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / BRIDGE).write_text("titel: x\n", "utf-8")
    main(["check", "--format", "json", "--site", str(site)])
    listed = json.loads(capsys.readouterr().out)
    errors = [each for each in listed if each["severity"] == "error"]
    assert errors[0] == {
        "path": BRIDGE,
        "line": 1,
        "column": 1,
        "severity": "error",
        "code": "missing-field",
        "message": "`published` is missing",
        "hint": "add `published`",
    }
    main(["check", "--format", "short", "--site", str(site)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(listed)
    main(["check", "--format", "github", "--site", str(site)])
    assert f"::error file={BRIDGE},line=1,col=1,title=unknown-key::" in capsys.readouterr().out


def test_json_is_a_document_even_when_all_is_well(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--format", "json", "--site", str(complete(site))])
    assert json.loads(capsys.readouterr().out) == []


def test_no_site_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--site", str(tmp_path)]) == 2
    assert "there is no site.toml here [no-site]" in capsys.readouterr().err


def test_a_link_out_of_the_site_is_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>")
    (site / "content/explainers/water/stolen.svg").symlink_to(tmp_path / "secret.svg")
    assert main(["build", "--site", str(site)]) == 2
    assert "[link-outside]" in capsys.readouterr().err


def test_json_has_no_line_where_there_is_none(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--format", "json", "--site", str(site)])
    places = {
        each["code"]: (each["line"], each["column"]) for each in json.loads(capsys.readouterr().out)
    }
    assert places == {"untranslated": (None, None), "machine-draft": (34, 1), "stale": (40, 1)}


def test_the_sites_own_strings_are_laid_over_the_themes(site: Path) -> None:
    own = site / "templates/strings/en.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[site]\nskip = "Skip all this"\n', "utf-8")
    assert main(["build", "--quiet", "--site", str(site)]) == 0
    html = (site / "output/en/index.html").read_text("utf-8")
    assert "Skip all this" in html
    assert "Glossary" in html
    own.write_text('[site]\nskpi = "Skip all this"\n', "utf-8")
    assert main(["build", "--quiet", "--site", str(site)]) == 2


def test_a_sites_own_template_may_change_one_block(site: Path) -> None:
    own = site / "templates/pages/home.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "default/pages/home.html" %}\n'
        "{% block content %}<p>Ours first.</p>{{ super() }}{% endblock %}\n",
        "utf-8",
    )
    assert main(["build", "--quiet", "--site", str(site)]) == 0
    html = (site / "output/en/index.html").read_text("utf-8")
    assert "<p>Ours first.</p>" in html
    assert "Latest explainers" in html


def test_a_sites_own_stylesheet_reaches_every_page(site: Path) -> None:
    (site / "templates/static").mkdir(parents=True)
    (site / "templates/static/own.css").write_text("body { color: teal }\n", "utf-8")
    (site / "templates/base.html").write_text(
        '{% extends "default/base.html" %}\n'
        "{% block head %}{{ super() }}"
        '<link rel="stylesheet" href="{{ page.to("static/own.css") }}">{% endblock %}\n',
        "utf-8",
    )
    assert main(["build", "--quiet", "--site", str(site)]) == 0
    pages = sorted((site / "output").rglob("*.html"))
    assert len(pages) == 22
    assert all(page.read_text("utf-8").count("/own.css") == 1 for page in pages)


@pytest.mark.slow
def test_a_reader_that_goes_away_has_its_own_exit_code(site: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    run = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", run, "check", "--site", str(site)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("name", ["content/pages/about/leak.svg", "templates/pages/home.html"])
def test_a_link_to_a_hidden_file_of_the_site_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (site / ".env").write_text("SECRET=1")
    link = site / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(site / ".env")
    assert main(["build", "--site", str(site)]) == 2
    assert f"{name}: error: " in capsys.readouterr().err
    assert not (site / "output").exists()


def test_an_interrupt_has_its_own_exit_code(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.build.build", interrupted)
    assert main(["build", "--site", str(site)]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_import_reads_its_options(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "articles.jsonl"
    article = {"headline": "عنوان قصير", "body": "وصل القطار إلى المدينة صباح اليوم."}
    lines.write_text(json.dumps(article, ensure_ascii=False) + "\nno json\n", "utf-8")
    asked = ["import", str(lines), "--site", str(site), "--slug", "train"]
    assert main(asked) == 2
    assert f"{lines}:2" in capsys.readouterr().err
    assert main([*asked, "--field", "title"]) == 2
    assert main([*asked, "--only", "2-1"]) == 2
    assert "[import-lines]" in capsys.readouterr().err
    assert main([*asked, "--only", "1"]) == 0
    assert "content/explainers/train/meta.yaml" in capsys.readouterr().out
    assert main([*asked, "--only", "1"]) == 2, "it never overwrites"
    assert main([*asked[:4], "--slug", "other", "--skip-bad"]) == 1
    assert main(["check", "--site", str(site)]) == 0, "what it wrote is valid"


@pytest.fixture
def host() -> Iterator[str]:
    """A preview server with some files, below a path."""
    files = {"index.html": b"front", "ar/index.html": b"ar", "404.html": b"lost", "a.js": b"1"}
    files |= {"ماء/index.html": b"old", "ar/feed.xml": b"<feed/>"}
    server = make_server(lambda: Preview("/sub/", files), 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_preview_behaves_like_a_static_host(host: str) -> None:
    def get(path: str) -> tuple[int, bytes, str, str]:
        try:
            with urllib.request.urlopen(host + path) as answer:  # noqa: S310
                kind = answer.headers["Content-Type"]
                return answer.status, answer.read(), kind, answer.url
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers["Content-Type"], ""

    html = "text/html; charset=utf-8"
    assert get("/sub/") == (200, b"front", html, f"{host}/sub/")
    assert get("/sub/ar/") == (200, b"ar", html, f"{host}/sub/ar/")
    assert get("/sub/ar")[3] == f"{host}/sub/ar/"
    assert get("/")[3] == f"{host}/sub/"
    assert get("/sub/a.js")[2] == "text/javascript; charset=utf-8"
    assert get("/sub/ar/feed.xml")[2] == "application/atom+xml"
    assert get("/sub/%D9%85%D8%A7%D8%A1")[1] == b"old"
    assert get("/sub/nothing/")[:3] == (404, b"lost", html)
    assert get("/sub/../../etc/passwd")[0] == 404


@pytest.mark.parametrize(
    ("name", "status"), [("localhost", 200), ("evil.example", 403), ("[", 403), ("", 403)]
)
def test_the_preview_answers_to_its_own_name_only(host: str, name: str, status: int) -> None:
    connection = http.client.HTTPConnection(host.removeprefix("http://"))
    connection.request("GET", "/sub/", headers={"Host": name})
    assert connection.getresponse().status == status
    connection.close()


def test_a_port_that_is_taken(host: str) -> None:
    port = int(host.rpartition(":")[2])
    with pytest.raises(UserError) as caught:
        make_server(lambda: Preview("/", {}), port)
    assert caught.value.problems[0].code == "port-taken"


@pytest.mark.slow
def test_a_pipe_that_knows_no_arabic_gets_a_report_all_the_same(site: Path) -> None:
    program = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
    run = subprocess.run(
        [sys.executable, "-c", program, "status", "--queue", "--site", str(site)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"\\u0623" in run.stdout
