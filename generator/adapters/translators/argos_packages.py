"""Argos packages: finding, fetching, installing and inspecting them, without loading a model.

argostranslate (the light fork `argos-translate-lt`, or stock argostranslate: the same module) knows
where packages are kept and which there are; only its module `argostranslate.package` is imported.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import logging
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.model.problem import Place, Problem, UserError
from generator.ports import EngineId

_PLACE = Place("translate")
_DAMAGE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What a damaged archive makes zipfile and json raise; RuntimeError includes RecursionError."""
_LARGEST_PACKAGE = 2 * 1024**3
_ADVICE = (
    "install the public model with `dragoman translate --install-model` where there is a network, "
    "or from a file with `dragoman translate --model FILE.argosmodel`"
)


def newest_package(source: str, target: str) -> Path:
    """The folder of the newest installed package for this pair of languages.

    Raises UserError without the extra or without a model, saying how to get them.
    """
    folders = _installed(source, target)
    if not folders:
        message = f"no {source}-{target} translation model is installed"
        raise UserError([Problem("no-model", message, _PLACE, _ADVICE)])
    return max(folders, key=_rank)


def engine_of(folder: Path, name: str = "Argos") -> EngineId:
    """What the package in this folder calls itself, with the checksum of its weights.

    Raises UserError when it is damaged.
    """
    metadata = read_metadata(folder)
    try:
        with (folder / "model" / "model.bin").open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()[:12]
    except OSError as error:
        raise bad_model(f"the model in {folder.name} cannot be read: {error}") from error
    return EngineId(
        name=f"{name} {metadata.get('from_code')}-{metadata.get('to_code')}",
        version=str(metadata.get("package_version", "")),
        checksum=checksum,
        tests_only=is_for_tests(metadata),
    )


def is_for_tests(metadata: dict[str, Any]) -> bool:
    """Whether a package says of itself that nothing it makes may be published."""
    ours = metadata.get("dragoman")
    return isinstance(ours, dict) and ours.get("purpose") == "tests-only"


def is_installed(source: str, target: str) -> bool:
    """Whether there is a package for this pair of languages, one for tests not counted.

    Raises UserError without the extra.
    """
    return any(not is_for_tests(read_metadata(each)) for each in _installed(source, target))


def _installed(source: str, target: str) -> list[Path]:
    package = package_module()
    try:
        packages = package.get_installed_packages()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise bad_model(f"an installed package is damaged: {error}") from error
    return [
        Path(each.package_path)
        for each in packages
        if each.type == "translate" and (each.from_code, each.to_code) == (source, target)
    ]


def _rank(folder: Path) -> tuple[bool, tuple[int, ...]]:
    """Real models before those for tests, then by version."""
    metadata = read_metadata(folder)
    return not is_for_tests(metadata), _version(metadata.get("package_version"))


def _version(written: object) -> tuple[int, ...]:
    return tuple(int(part[:9]) for part in str(written or "").split(".") if part.isdecimal())


def install_file(path: Path, source: str, target: str, *, force: bool) -> None:
    """Install a package from disk, after a look at what is in it.

    Raises UserError for a file that is no package for this pair of languages, or whose members
    lead out of its folder, and for a model fit for tests only without `force`.
    """
    metadata = inspect(path)
    pair = (metadata.get("from_code"), metadata.get("to_code"))
    if pair != (source, target):
        raise bad_model(
            f"{path.name} translates {pair[0]}-{pair[1]}; this site needs {source}-{target}"
        )
    if is_for_tests(metadata) and not force:
        raise UserError(
            [
                Problem(
                    "test-model",
                    f"{path.name} is fit for tests only: it invents nonsense on real text",
                    _PLACE,
                    "install the public model with --install-model; --force installs this one "
                    "all the same",
                )
            ]
        )
    _unpack(path)


def _unpack(path: Path) -> None:
    """Put the package where argostranslate looks for it, whole or not at all.

    Its own `install_from_path` only unpacks too, but loads the whole engine to do so.
    """
    package_module()
    from argostranslate import settings

    home = Path(settings.package_data_dir)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=".package-") as folder:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
            (unpacked,) = Path(folder).iterdir()
            shutil.rmtree(home / unpacked.name, ignore_errors=True)
            unpacked.rename(home / unpacked.name)
    except _DAMAGE as error:
        raise bad_model(f"{path.name} cannot be installed: {error}") from error


def inspect(path: Path) -> dict[str, Any]:
    """The metadata of a package file.

    Raises UserError when it is no package, or not one to unpack.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_unsafe(path, members)
            names = [each.filename for each in members]
            found = [
                name for name in names if name.count("/") == 1 and name.endswith("/metadata.json")
            ]
            if len(found) != 1:
                raise bad_model(f"{path.name} is no Argos package: it has no metadata.json")
            metadata = json.loads(archive.read(found[0]))
    except FileNotFoundError as error:
        raise bad_model(f"there is no file {path}") from error
    except _DAMAGE as error:
        raise bad_model(f"{path.name} is no Argos package: {error}") from error
    if not isinstance(metadata, dict):
        raise bad_model(f"{path.name} is no Argos package: its metadata.json is no object")
    return metadata


def _refuse_unsafe(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    tops = {each.filename.partition("/")[0] for each in members}
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
        if ".." in parts or member.filename.startswith("/") or ":" in parts[0] or is_link:
            raise bad_model(f"{path.name} holds `{member.filename}`, which leads out of it")
    if len(tops) != 1 or tops <= {"", "."}:
        raise bad_model(f"{path.name} is no Argos package: it must hold one folder")
    if sum(each.file_size for each in members) > _LARGEST_PACKAGE:
        raise bad_model(f"{path.name} unpacks to more than 2 GiB")


def install_public(source: str, target: str) -> str:
    """Fetch and install the public package; a sentence on what was done.

    Raises UserError without a network.
    """
    package = package_module()
    from argostranslate import settings

    sys.stderr.write("fetching the list of public models ...\n")
    # It logs a failure and goes on; the failure is reported below, with what to do.
    logging.getLogger("argostranslate").setLevel(logging.CRITICAL)
    logging.getLogger("argostranslate.utils").setLevel(logging.CRITICAL)
    package.update_package_index()
    # Without this file argostranslate would ask the network for ever.
    if not Path(settings.local_package_index).is_file():
        raise _no_network("the list of public models could not be fetched")
    fitting = [
        each
        for each in package.get_available_packages()
        if (each.from_code, each.to_code) == (source, target)
    ]
    if not fitting:
        raise bad_model(f"the list of public models has none for {source}-{target}")
    newest = max(fitting, key=lambda each: _version(each.package_version))
    try:
        path = Path(newest.download())
    # argostranslate raises a bare Exception when every link has failed.
    except Exception as error:
        raise _no_network(f"the public model could not be fetched: {error}") from error
    install_file(path, source, target, force=False)
    return f"installed the public {source}-{target} model {newest.package_version}\n"


def package_module() -> ModuleType:
    """`argostranslate.package`; raises UserError without the extra."""
    try:
        return importlib.import_module("argostranslate.package")
    except ImportError as error:
        raise no_engine(error) from error


def read_metadata(folder: Path) -> dict[str, Any]:
    """What an installed package says of itself; raises UserError when it is damaged."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise bad_model(f"the package {folder.name} is damaged: {error}") from error
    return metadata if isinstance(metadata, dict) else {}


def no_engine(error: ImportError) -> UserError:
    """That the optional extra is not installed, and how to install it."""
    return UserError(
        [
            Problem(
                "no-engine",
                f"the translation engine is not installed: {error}",
                _PLACE,
                "`make translate` in the program's repository, or install it with its extra "
                "`translate`",
            )
        ]
    )


def _no_network(message: str) -> UserError:
    return UserError(
        [
            Problem(
                "no-network",
                message,
                _PLACE,
                "fetch the package translate-ar_en from the Argos Translate package index on a "
                "computer with a network, bring it here, and run "
                "`dragoman translate --model FILE.argosmodel`",
            )
        ]
    )


def bad_model(message: str) -> UserError:
    """That a package is not usable, and where to get one that is."""
    return UserError([Problem("bad-model", message, _PLACE, _ADVICE)])
