"""The `dragoman` command: arguments to a command to an exit code.

Exit codes: 0 all is well, 1 findings, 2 bad input or refused, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from generator import __version__
from generator.model.problem import UserError
from generator.reporting import FORMATS, report

REFUSED, INTERRUPTED, BROKEN_PIPE = 2, 130, 141

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old terminal may not know Arabic: better \\u0627 than no report at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = make_parser().parse_args(arguments)
    run: Run = options.run
    try:
        return run(options)
    except UserError as error:
        sys.stderr.write(report(error.problems, getattr(options, "format", "human")))
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted\n")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; there is nobody left to tell.
        sys.stderr.close()
        return BROKEN_PIPE
    except OSError as error:
        # The last resort for what the system refuses; commands report what they expect.
        name = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"dragoman: {name}{error.strerror or error}\n")
        return REFUSED


def make_parser() -> argparse.ArgumentParser:
    """All commands and options; docs/commands.md is checked against it."""
    parser = argparse.ArgumentParser(
        prog="dragoman",
        description="A static site generator for bilingual news explainers: Arabic beside English.",
        epilog="Exit codes: 0 all is well, 1 findings, 2 bad input or refused.",
    )
    parser.add_argument("--version", action="version", version=f"dragoman {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_init(commands)
    _add_new(commands)
    _add_import(commands)
    _add_sync(commands)
    _add_translate(commands)
    _add_status(commands)
    _add_diff(commands)
    _add_review(commands)
    _add_terms(commands)
    _add_serve(commands)
    _add_check(commands)
    _add_build(commands)
    _add_deploy(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: _Commands, name: str, summary: str, run: Run) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:])
    place = command.add_argument_group("where")
    place.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help="the site's folder (default: here)"
    )
    command.set_defaults(run=run)
    return command


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where the finished site goes (default: output/ in the site's folder)",
    )


def _add_init(commands: _Commands) -> None:
    summary = "make a new site that builds at once, or add workflow files to one"
    command = commands.add_parser(
        "init", help=summary, description=summary[0].upper() + summary[1:]
    )
    command.set_defaults(run=_run_init)
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    names = command.add_argument_group("the new site's names")
    names.add_argument("--title-ar", metavar="TEXT", default="شروح", help="default: شروح")
    names.add_argument(
        "--title-en", metavar="TEXT", default="Explainers", help="default: Explainers"
    )
    names.add_argument(
        "--base-url",
        metavar="URL",
        default="https://news.example/",
        help="where readers will find it (default: https://news.example/)",
    )
    workflows = command.add_argument_group("workflow files")
    workflows.add_argument(
        "--ci",
        action="append",
        choices=("github", "gitlab"),
        default=[],
        help="check and publish there with every change; repeat for both",
    )
    workflows.add_argument(
        "--ci-only", action="store_true", help="only these files, for the site that is in DIR"
    )


def _add_new(commands: _Commands) -> None:
    command = _add(commands, "new", "begin an explainer: a folder to write in", _run_new)
    command.add_argument("slug", metavar="SLUG", help="its folder and address, as in suez-canal")
    command.add_argument("--title", metavar="TEXT", default="", help="its title, in Arabic")
    command.add_argument("--page", action="store_true", help="a plain page of the menu instead")


def _add_import(commands: _Commands) -> None:
    command = _add(
        commands,
        "import",
        "turn raw articles (text, HTML, Markdown, a feed, JSON lines) into explainer folders",
        _run_import,
    )
    command.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a folder, or .txt, .html, .md, .xml (RSS, Atom, WordPress) or .jsonl",
    )
    command.add_argument("--slug", metavar="NAME", help="folder name (default: from the title)")
    lines = command.add_argument_group("JSON lines")
    lines.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="name of a field in the file, as in title=headline; repeat for more",
    )
    lines.add_argument(
        "--only", metavar="FIRST[-LAST]", help="import only these lines, counted from 1"
    )
    lines.add_argument(
        "--skip-bad", action="store_true", help="import the good lines when some are bad"
    )


def _add_slugs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "slugs", nargs="*", metavar="SLUG", help="explainers, pages or `glossary` (default: all)"
    )


def _add_sync(commands: _Commands) -> None:
    command = _add(
        commands,
        "sync",
        "bring the English files in step with the Arabic; never changes what a person wrote",
        _run_sync,
    )
    _add_slugs(command)
    command.add_argument(
        "--dry-run", action="store_true", help="print what would change, and write nothing"
    )


def _add_translate(commands: _Commands) -> None:
    command = _add(
        commands,
        "translate",
        "draft the English that is missing, with Argos Translate; never touches what is there",
        _run_translate,
    )
    _add_slugs(command)
    command.add_argument(
        "--redraft",
        action="store_true",
        help="draft the machine's own passages again that another engine or model has made",
    )
    model = command.add_argument_group("model")
    model.add_argument("--model", type=Path, metavar="FILE", help="install this .argosmodel first")
    model.add_argument(
        "--install-model",
        action="store_true",
        help="fetch and install the public model first (the one step that needs a network)",
    )
    model.add_argument(
        "--force", action="store_true", help="write drafts of a model that is fit for tests only"
    )


def _add_status(commands: _Commands) -> None:
    command = _add(commands, "status", "show how far every translation is, by state", _run_status)
    _add_slugs(command)
    command.add_argument(
        "--queue",
        action="store_true",
        help="list what waits for a person, what needs one most first",
    )
    command.add_argument(
        "--suggest",
        action="store_true",
        help="list English of similar Arabic for what waits, and terms learnt from edits",
    )
    command.add_argument(
        "--format", choices=("human", "json"), default="human", help="default: human"
    )
    command.add_argument(
        "--fail-on",
        type=lambda text: [each.strip() for each in text.split(",") if each.strip()],
        default=[],
        metavar="STATES",
        help="exit with 1 when a passage is in one of these states: stale,missing,machine,orphan",
    )


def _add_review(commands: _Commands) -> None:
    command = _add(
        commands,
        "review",
        "say that a person has compared English with its Arabic and stands behind it",
        _run_review,
    )
    command.add_argument("slug", metavar="SLUG", help="an explainer, a page or `glossary`")
    command.add_argument(
        "blocks",
        nargs="*",
        metavar="BLOCK",
        help="key, name (`title`) or marker line (default: every text that is not stale)",
    )
    command.add_argument(
        "--by", default="", metavar="INITIALS", help="who (default: $DRAGOMAN_INITIALS)"
    )


def _add_diff(commands: _Commands) -> None:
    command = _add(
        commands,
        "diff",
        "show what changed in the Arabic of each text that is behind it, word by word",
        _run_diff,
    )
    _add_slugs(command)


def _add_terms(commands: _Commands) -> None:
    command = _add(
        commands,
        "terms",
        "list every spelling that is linked to a glossary term, and where it stands",
        _run_terms,
    )
    command.add_argument(
        "terms", nargs="*", metavar="TERM", help="ids of glossary.yaml (default: all)"
    )
    command.add_argument(
        "--format", choices=("human", "json"), default="human", help="default: human"
    )


def _add_build(commands: _Commands) -> None:
    command = _add(commands, "build", "make the site; never changes content", _run_build)
    _add_output(command)
    command.add_argument("--drafts", action="store_true", help="show drafts and scheduled ones too")
    command.add_argument("--quiet", action="store_true", help="print nothing when all is well")


def _add_deploy(commands: _Commands) -> None:
    command = _add(
        commands, "deploy", "send what `build` made to where readers find it", _run_deploy
    )
    command.add_argument(
        "target",
        nargs="?",
        metavar="TARGET",
        help="one of [deploy] in site.toml (default: the only one there is)",
    )
    command.add_argument(
        "--to-folder", type=Path, metavar="DIR", help="send it to this folder instead"
    )
    _add_output(command)
    command.add_argument(
        "--dry-run", action="store_true", help="print the plan, and change nothing there"
    )
    command.add_argument("--build", action="store_true", help="make the site first")
    command.add_argument(
        "--drafts", action="store_true", help="send a site that shows drafts and scheduled ones"
    )
    command.add_argument(
        "--force",
        action="store_true",
        help="overwrite files of others, replace another site, remove most of what is there, "
        "or send what was built from older content",
    )


def _add_check(commands: _Commands) -> None:
    command = _add(
        commands, "check", "report every problem of the site; writes nothing", _run_check
    )
    command.add_argument("--strict", action="store_true", help="exit 1 when there are warnings too")
    command.add_argument(
        "--format", choices=FORMATS, default="human", help="how to print (default: human)"
    )
    links = command.add_argument_group("links to other sites")
    links.add_argument(
        "--external", action="store_true", help="ask other sites whether they still answer"
    )
    links.add_argument(
        "--refresh", action="store_true", help="ask for what was answered in the last days too"
    )
    links.add_argument(
        "--time-limit",
        type=minutes,
        default=5.0,
        metavar="MINUTES",
        help="for all questions together (default: 5)",
    )
    links.add_argument(
        "--allow-private",
        action="store_true",
        help="also ask this computer and private networks, on any port: for an intranet",
    )


def minutes(text: str) -> float:
    """A number of minutes up to a day; raises ValueError for anything else."""
    number = float(text)
    if not 0 < number <= 24 * 60:
        raise ValueError(text)
    return number


def _add_serve(commands: _Commands) -> None:
    command = _add(
        commands, "serve", "show the site on this computer, made anew as files change", _run_serve
    )
    command.add_argument("--port", type=int, default=8000, help="default: 8000")
    command.add_argument("--drafts", action="store_true", help="show drafts and scheduled ones too")


# Commands are imported when they run: `dragoman --help` loads none of them.


def _run_init(options: argparse.Namespace) -> int:
    from generator.commands.init import run

    return run(
        options.folder,
        hosts=options.ci,
        is_ci_only=options.ci_only,
        title_ar=options.title_ar,
        title_en=options.title_en,
        base_url=options.base_url,
    )


def _run_new(options: argparse.Namespace) -> int:
    from generator.commands.new import run

    return run(options.site, options.slug, title=options.title, is_page=options.page)


def _run_import(options: argparse.Namespace) -> int:
    from generator.commands.import_command import run

    return run(
        options.site,
        options.file,
        slug=options.slug,
        fields=options.field,
        only=options.only,
        skip_bad=options.skip_bad,
    )


def _run_sync(options: argparse.Namespace) -> int:
    from generator.commands.sync import run

    return run(options.site, options.slugs, dry_run=options.dry_run)


def _run_status(options: argparse.Namespace) -> int:
    from generator.commands.status import run

    return run(
        options.site,
        options.slugs,
        queue=options.queue,
        suggest=options.suggest,
        form=options.format,
        fail_on=options.fail_on,
    )


def _run_review(options: argparse.Namespace) -> int:
    from generator.commands.review import run

    return run(options.site, options.slug, options.blocks, by=options.by)


def _run_diff(options: argparse.Namespace) -> int:
    from generator.commands.diff import run

    return run(options.site, options.slugs)


def _run_terms(options: argparse.Namespace) -> int:
    from generator.commands.terms import run

    return run(options.site, options.terms, form=options.format)


def _run_translate(options: argparse.Namespace) -> int:
    from generator.commands.translate import run

    return run(
        options.site,
        options.slugs,
        model=options.model,
        install_model=options.install_model,
        force=options.force,
        redraft=options.redraft,
    )


def _run_build(options: argparse.Namespace) -> int:
    from generator.commands.build import run

    return run(options.site, options.output, drafts=options.drafts, quiet=options.quiet)


def _run_deploy(options: argparse.Namespace) -> int:
    from generator.commands.deploy import Wishes, run

    wishes = Wishes(
        dry_run=options.dry_run, build=options.build, drafts=options.drafts, force=options.force
    )
    return run(options.site, options.target, options.to_folder, options.output, wishes)


def _run_check(options: argparse.Namespace) -> int:
    from generator.commands.check import run

    external = None
    if options.external:
        from generator.adapters.web import WebLimits
        from generator.commands.external import ExternalOptions

        limits = WebLimits(60 * options.time_limit, allows_private=options.allow_private)
        external = ExternalOptions(limits, refresh=options.refresh)
    return run(options.site, strict=options.strict, form=options.format, external=external)


def _run_serve(options: argparse.Namespace) -> int:
    from generator.commands.serve import run

    return run(options.site, port=options.port, drafts=options.drafts)
