"""Content folders to checked explainers, pages and glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model.config import SiteConfig
from generator.model.explainer import Article, Content, Explainer, Glossary, PlainPage, Term
from generator.model.problem import Checked, Place, Problem, Severity
from generator.model.source import Sources
from generator.stages.layout import (
    EXPLAINERS,
    GLOSSARY,
    GLOSSARY_TARGET,
    IMAGE_SUFFIXES,
    OTHER_IMAGES,
    PAGES,
    RESERVED,
    SAVE_ANEW,
    TO_ROOT,
    image_suggester,
    pictures,
    resolver,
    suggester,
)
from generator.stages.read_aliases import read_aliases
from generator.stages.read_glossary import read_terms
from generator.stages.read_meta import NamedText, read_meta
from generator.text.fields import SLUG, Fields
from generator.text.markdown import parse
from generator.text.markdown_html import Writing
from generator.text.nearest import nearest
from generator.text.tree import Table, describe
from generator.text.yaml_places import read_yaml
from generator.translation.blocks import Openings, key_blocks, name_strings

_FILE_NAMES = ("meta.yaml", "article.ar.md", "article.en.md", "memory.jsonl")


def load(sources: Sources, config: SiteConfig) -> Checked[Content]:
    """Everything people wrote, with every fault of it."""
    loader = _Loader(sources, config)
    glossary = loader.load_glossary()
    term_ids = {term.id for term in glossary.terms}
    explainers = [loader.load_explainer(slug, term_ids) for slug in sources.folders(EXPLAINERS)]
    pages = [loader.load_page(slug) for slug in sources.folders(PAGES)]
    loader.check_slugs()
    loader.check_strays()
    content = Content(
        tuple(each for each in explainers if each), tuple(each for each in pages if each), glossary
    )
    return Checked(content, tuple(loader.problems))


@dataclass
class _Loader:
    sources: Sources
    config: SiteConfig
    problems: list[Problem] = field(default_factory=list)

    def load_explainer(self, slug: str, term_ids: set[str]) -> Explainer | None:
        folder = f"{EXPLAINERS}/{slug}"
        path = f"{folder}/meta.yaml"
        table = self._read_table(path)
        images = self._check_files(folder)
        if table is None:
            self._read_body(folder)  # for its faults: all of them in one run
            return None
        read = read_meta(table, path, self.config, term_ids, images)
        self.problems.extend(read.problems)
        article = self._article(folder, read.value.strings, images, is_draft=read.value.meta.draft)
        if article is None:
            return None
        explainer = Explainer(article, read.value.meta)
        self._check_paragraphs(explainer)
        return explainer

    def load_page(self, slug: str) -> PlainPage | None:
        folder = f"{PAGES}/{slug}"
        path = f"{folder}/meta.yaml"
        table = self._read_table(path)
        images = self._check_files(folder)
        if table is None:
            self._read_body(folder)
            return None
        fields = Fields(table, self.problems)
        title = fields.text("title", required=True)
        summary = fields.text("summary", required=True)
        strings = [
            ("title", title, fields.value_place("title").line),
            ("summary", summary, fields.value_place("summary").line),
        ]
        aliases = read_aliases(fields)
        fields.finish()
        article = self._article(folder, [each for each in strings if each[1]], images)
        return PlainPage(article, title, summary, aliases) if article else None

    def load_glossary(self) -> Glossary:
        terms: tuple[Term, ...] = ()
        if GLOSSARY in self.sources.files:
            text = self._text(GLOSSARY)
            tree = read_yaml(text, GLOSSARY) if text is not None else Checked(None)
            self.problems.extend(tree.problems)
            if tree.value is not None:
                read = read_terms(tree.value, self.config)
                self.problems.extend(read.problems)
                terms = read.value
        strings = [(f"term.{t.id}.definition", t.definition, t.place.line) for t in terms]
        article = Article(
            slug="glossary",
            folder="content",
            strings=name_strings(strings),
            blocks=(),
            body="",
            translation=self._optional_text(GLOSSARY_TARGET),
            source_path=GLOSSARY,
            target_path=GLOSSARY_TARGET,
        )
        return Glossary(terms, article)

    def check_slugs(self) -> None:
        explainers = self.sources.folders(EXPLAINERS)
        pages = self.sources.folders(PAGES)
        for home, slugs in ((EXPLAINERS, explainers), (PAGES, pages)):
            for slug in slugs:
                self._check_slug(home, slug)
        for slug in sorted(set(explainers) & set(pages)):
            self.problems.append(
                Problem(
                    "duplicate-slug",
                    f"`{slug}` is also the name of an explainer: both would be /ar/{slug}/",
                    Place(f"{PAGES}/{slug}"),
                    f"rename {PAGES}/{slug} or {EXPLAINERS}/{slug}",
                )
            )

    def check_strays(self) -> None:
        """Report what stands under content/ where nobody looks."""
        for path in self.sources.under("content"):
            parts = path.split("/")
            is_known = path in (GLOSSARY, GLOSSARY_TARGET, "content/memory.jsonl")
            folder = "/".join(parts[:2])
            if is_known or parts[-1].startswith("."):
                continue
            if folder in (EXPLAINERS, PAGES) and len(parts) > 3:
                continue
            names = ("explainers", "pages", "glossary.yaml", "glossary.en.md")
            near = nearest(parts[1], names) if parts[1] not in names else None
            self.problems.append(
                Problem(
                    "unknown-file",
                    "nothing reads this file",
                    Place(path),
                    f"did you mean `content/{near}`?" if near else "",
                    Severity.WARNING,
                )
            )

    def _check_slug(self, home: str, slug: str) -> None:
        if not SLUG.fullmatch(slug):
            self.problems.append(
                Problem(
                    "bad-slug",
                    f"`{slug}` cannot be part of an address",
                    Place(f"{home}/{slug}"),
                    "name the folder in small Latin letters, digits and hyphens: suez-canal",
                )
            )
        elif slug in RESERVED:
            self.problems.append(
                Problem(
                    "reserved-slug",
                    f"`{slug}` is the address of a page that every site has",
                    Place(f"{home}/{slug}"),
                    "rename the folder",
                )
            )

    def _article(
        self,
        folder: str,
        strings: Sequence[NamedText],
        images: Sequence[str],
        *,
        is_draft: bool = False,
    ) -> Article | None:
        path = f"{folder}/article.ar.md"
        body = self._read_body(folder)
        if body is None:
            return None
        writing = Writing(
            path,
            self.config.source,
            self.config.target,
            resolver(self.sources, folder, self.config.source),
            pictures(self.sources, folder),
            TO_ROOT,
            is_draft=is_draft,
            suggest=suggester(self.sources, folder),
            suggest_image=image_suggester(self.sources, folder),
        )
        parsed, problems, references = parse(body, writing)
        self.problems.extend(problems)
        if not parsed:
            self.problems.append(
                Problem("empty-article", "the article has no text", Place(path, 1, 1))
            )
        return Article(
            slug=folder.rpartition("/")[2],
            folder=folder,
            strings=name_strings(strings),
            blocks=key_blocks(parsed),
            body=body,
            translation=self._optional_text(f"{folder}/article.en.md"),
            source_path=path,
            target_path=f"{folder}/article.en.md",
            references=references,
            assets=tuple(images),
        )

    def _check_paragraphs(self, explainer: Explainer) -> None:
        openings = Openings(explainer.article.blocks)
        for event in explainer.meta.timeline:
            count = len(openings.find(event.paragraph))
            if event.paragraph and count != 1:
                found = "no paragraph begins" if not count else f"{count} paragraphs begin"
                self.problems.append(
                    Problem(
                        "unknown-paragraph",
                        f"`paragraph`: {found} with «{event.paragraph}»",
                        event.paragraph_place,
                        "copy the first words of the paragraph in article.ar.md, enough of them "
                        "to tell it from the others",
                    )
                )

    def _check_files(self, folder: str) -> tuple[str, ...]:
        """The images of a folder; a file nobody reads is reported."""
        images = []
        for path in self.sources.under(folder):
            name = path[len(folder) + 1 :]
            if name.lower().endswith(IMAGE_SUFFIXES):
                images.append(path)
            elif name not in _FILE_NAMES and not name.startswith("."):
                near = nearest(name, _FILE_NAMES)
                hint = f"did you mean `{near}`?" if near else ""
                self.problems.append(
                    Problem(
                        "unknown-file",
                        f"nothing reads the file `{name}`",
                        Place(path),
                        SAVE_ANEW if name.lower().endswith(OTHER_IMAGES) else hint,
                        Severity.WARNING,
                    )
                )
        return tuple(images)

    def _read_body(self, folder: str) -> str | None:
        path = f"{folder}/article.ar.md"
        if path in self.sources.files:
            text = self._text(path)
            return None if text is None else text.removeprefix("\ufeff")
        self.problems.append(
            Problem(
                "missing-file",
                "there is no article.ar.md in this folder",
                Place(path),
                "write the Arabic text there, or remove the folder",
            )
        )
        return None

    def _read_table(self, path: str) -> Table | None:
        if path not in self.sources.files:
            hint = "write at least `title`, `summary` and `published` there"
            self.problems.append(
                Problem("missing-file", "there is no meta.yaml in this folder", Place(path), hint)
            )
            return None
        text = self._text(path)
        if text is None:
            return None
        tree = read_yaml(text, path)
        self.problems.extend(tree.problems)
        if tree.value is not None and not isinstance(tree.value, Table):
            self.problems.append(
                Problem(
                    "wrong-type",
                    f"the file must hold `key: value` lines, not {describe(tree.value)}",
                    tree.value.place,
                    "begin with `title:`",
                )
            )
            return None
        if tree.value is None and not tree.problems:
            self.problems.append(Problem("missing-field", "the file is empty", Place(path, 1, 1)))
        return tree.value

    def _optional_text(self, path: str) -> str | None:
        return self._text(path) if path in self.sources.files else None

    def _text(self, path: str) -> str | None:
        raw = self.sources.files[path]
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            place = Place(path, raw[: error.start].count(b"\n") + 1)
            self.problems.append(
                Problem("not-utf8", "this file is not UTF-8", place, "save it as UTF-8")
            )
            return None
        return text
