"""What the tools of a build make: encoded images, the search index, social images."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.artifact import Artifact
from generator.model.page import Linked
from generator.model.problem import Checked, UserError
from generator.model.source import Sources
from generator.ports import ImageEncoder, SearchIndexer, Tools
from generator.stages.index import search_documents, search_terms
from generator.stages.pictures import to_encode


def make_with_tools(
    linked: Linked, sources: Sources, tools: Tools
) -> Checked[tuple[Artifact, ...]]:
    """The files of every tool there is, with what went wrong."""
    made = []
    if tools.images is not None:
        made.append(_encode(linked, sources, tools.images))
    if tools.search is not None:
        made.append(_index(linked, tools.search))
    if tools.cards is not None:
        made.append(Checked(_artifacts(tools.cards.paint(linked.cards), "social images")))
    return Checked(
        tuple(artifact for each in made for artifact in each.value),
        tuple(problem for each in made for problem in each.problems),
    )


def _encode(
    linked: Linked, sources: Sources, encoder: ImageEncoder
) -> Checked[tuple[Artifact, ...]]:
    """The images in every format and width."""
    images = to_encode(linked.pictures, sources)
    encoded = encoder.encode(images)
    origins = {path: each.files.origin for each in images for path in each.files.paths}
    files = sorted(encoded.value.items())
    artifacts = (Artifact(path, content, origins[path]) for path, content in files)
    return Checked(tuple(artifacts), encoded.problems)


def _index(linked: Linked, search: SearchIndexer) -> Checked[tuple[Artifact, ...]]:
    """The files of the search."""
    try:
        files = search.index(search_documents(linked), search_terms(linked))
    except UserError as error:
        return Checked((), error.problems)
    return Checked(_artifacts(files, "search index"))


def _artifacts(files: Mapping[str, bytes], origin: str) -> tuple[Artifact, ...]:
    return tuple(Artifact(path, content, origin) for path, content in sorted(files.items()))
