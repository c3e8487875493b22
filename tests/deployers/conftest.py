"""A real server of object storage on this computer, and the keys it knows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.model.deployment import S3Target
from tests.conftest import need
from tests.driver import files_below

KEY, SECRET = "dragoman-test-key", "dragoman-test-secret"


@dataclass
class Storage:
    """A running server, and the folder in which it keeps its buckets."""

    address: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def target(self) -> S3Target:
        return S3Target("live", "site", endpoint=self.address, redirects=True)

    def objects(self, bucket: str = "site") -> dict[str, str]:
        found = files_below(self.folder / bucket)
        return {path: content.decode() for path, content in found.items()}

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    beside = Path(sys.executable).parent / "rclone"
    binary = str(beside) if beside.is_file() else shutil.which("rclone")
    need("rclone", binary is not None)
    folder = tmp_path / "buckets"
    (folder / "site").mkdir(parents=True)
    command = [
        str(binary), "serve", "s3", "--config", "", "--auth-key", f"{KEY},{SECRET}",
        "--addr", "127.0.0.1:0", str(folder),
    ]  # fmt: skip
    log = tmp_path / "rclone.log"
    with log.open("w") as stream:  # not a pipe: it would stand still when nobody reads
        process = subprocess.Popen(command, stderr=stream, text=True)
    started = re.compile(r"server on \[(http://127\.0\.0\.1:\d+)/\]")
    while not (address := started.search(log.read_text("utf-8"))):
        assert process.poll() is None, f"rclone did not start: {log.read_text('utf-8')}"
        time.sleep(0.05)
    running = Storage(address[1], folder, process)
    yield running
    running.stop()
