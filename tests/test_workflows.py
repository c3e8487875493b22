"""The workflow files of a new site: every line that a host would run is run, in its order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main
from tests.conftest import ROOT

INSTALL = "python -m pip install -r requirements.txt"
"""Stands for the tests' own environment here."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert main(["init", str(tmp_path / "site"), "--ci", "github", "--ci", "gitlab"]) == 0
    return tmp_path / "site"


def read(site: Path, name: str) -> dict[str, Any]:
    text = (site / name).read_text("utf-8")
    # `on` is a truth value in YAML 1.1, which PyYAML reads, and a text in 1.2.
    return yaml.safe_load(text.replace("\non:\n", '\n"on":\n'))  # type: ignore[no-any-return]


def github_lines(workflow: Mapping[str, Any]) -> Iterator[str]:
    for step in workflow["jobs"]["build"]["steps"]:
        yield from step.get("run", "").splitlines()


def run_all(lines: list[str], site: Path) -> str:
    """Run the lines but the installation as a host does, and give what they said."""
    assert lines.count(INSTALL) == 1
    script = "\n".join(line for line in lines if line != INSTALL)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=site,
        env={**os.environ, "PATH": path, "CI": "true", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.slow
def test_github_runs_and_uploads_the_site(site: Path) -> None:
    workflow = read(site, ".github/workflows/publish.yml")
    run_all(list(github_lines(workflow)), site)
    (upload,) = (
        step
        for step in workflow["jobs"]["build"]["steps"]
        if step.get("uses", "").startswith("actions/upload-pages-artifact@")
    )
    assert (site / upload["with"]["path"] / "index.html").is_file()
    assert (site / upload["with"]["path"] / "pagefind" / "catalog.json").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("job", ["check", "pages"])
def test_gitlab_runs_each_job_in_a_checkout_of_its_own(site: Path, job: str) -> None:
    workflow = read(site, ".gitlab-ci.yml")
    run_all(workflow[job]["script"], site)
    for path in workflow[job].get("artifacts", {}).get("paths", []):
        assert (site / path / "index.html").is_file()
    assert (site / "public").is_dir() == (job == "pages")


@pytest.mark.slow
def test_an_error_in_the_content_stops_both(site: Path) -> None:
    meta = site / "content/explainers/leap-year/meta.yaml"
    meta.write_text(meta.read_text("utf-8").replace("nasa-leap-year]", "nassa]"), "utf-8")
    workflow = read(site, ".github/workflows/publish.yml")
    with pytest.raises(
        AssertionError, match=r"::error file=content/explainers/leap-year/meta\.yaml"
    ):
        run_all(list(github_lines(workflow)), site)
    with pytest.raises(AssertionError, match="unknown-source"):
        run_all(read(site, ".gitlab-ci.yml")["check"]["script"], site)
    assert not (site / "output").exists()


def test_github_may_do_no_more_than_it_must(site: Path) -> None:
    workflow = read(site, ".github/workflows/publish.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["build"]
    deploy = workflow["jobs"]["deploy"]
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["needs"] == "build"
    assert [step["uses"].split("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    steps = [*workflow["jobs"]["build"]["steps"], *deploy["steps"]]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert all(action.startswith("actions/") and "@v" in action for action in actions)


def test_pull_requests_only_check_and_the_day_brings_what_is_due(site: Path) -> None:
    workflow = read(site, ".github/workflows/publish.yml")
    assert {"push", "pull_request", "schedule"} <= set(workflow["on"])
    assert workflow["concurrency"]["group"]
    for step in (workflow["jobs"]["deploy"], workflow["jobs"]["build"]["steps"][-1]):
        assert "github.event_name != 'pull_request'" in step["if"]
    gitlab = read(site, ".gitlab-ci.yml")
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}
    assert "rules" not in gitlab["check"]


def test_what_a_build_remembers_is_kept_between_runs(site: Path) -> None:
    steps = read(site, ".github/workflows/publish.yml")["jobs"]["build"]["steps"]
    kept = [step["with"]["path"] for step in steps if "actions/cache" in step.get("uses", "")]
    assert kept == [".dragoman/cache"]
    assert ".dragoman/cache" in read(site, ".gitlab-ci.yml")["default"]["cache"]["paths"]
