"""Content to content beside its translation: reads each English file and pairs it."""

from __future__ import annotations

from generator.model.explainer import Article, Content, Paired, Translated
from generator.model.problem import Checked, Place, Problem, Severity
from generator.model.segment import TargetBlock, TargetFile
from generator.text.nearest import nearest
from generator.translation.pairing import pair, unclaimed
from generator.translation.reading import read_target


def pair_content(content: Content) -> Checked[Paired]:
    """Every article with its translation; a translation file with errors is an error."""
    problems: list[Problem] = []

    def paired(article: Article) -> Translated:
        read = pair_article(article)
        problems.extend(read.problems)
        return read.value

    value = Paired(
        tuple((explainer, paired(explainer.article)) for explainer in content.explainers),
        tuple((page, paired(page.article)) for page in content.pages),
        (content.glossary, paired(content.glossary.article)),
    )
    return Checked(value, tuple(problems))


def pair_article(article: Article) -> Checked[Translated]:
    """One article beside its translation, all of it `missing` where there is no file."""
    if article.translation is None:
        return Checked(pair(article, TargetFile("", ())))
    read = read_target(article.translation, article.target_path)
    problems = [
        *read.problems,
        *(
            Problem(
                "unknown-string",
                f"`{block.marker.name}` translates nothing that the metadata still has",
                Place(article.target_path, block.marker.line, 1),
                _unclaimed_hint(block, article),
                Severity.WARNING,
            )
            for block in unclaimed(article, read.value)
        ),
    ]
    return Checked(pair(article, read.value), tuple(problems))


def _unclaimed_hint(block: TargetBlock, article: Article) -> str:
    near = nearest(block.marker.name, [source.name for source in article.strings])
    return f"did you mean `{near}`?" if near else "restore the text it translates, or delete it"
