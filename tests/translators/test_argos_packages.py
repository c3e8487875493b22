"""Packages are looked at before they are unpacked; what is missing is said, with what to do."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.adapters.translators import argos, argos_packages
from generator.model.problem import UserError
from tests.driver import SiteTest
from tests.translators.engine import environment


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
        argos_packages.install_file(file, "ar", "en", force=False)
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
        argos_packages.inspect(file)
    assert caught.value.problems[0].code == "bad-model"


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
