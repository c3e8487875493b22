"""What the core asks of the outside world, as Protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from generator.model.card import Card
from generator.model.deployment import SiteFile
from generator.model.picture_files import PictureFiles
from generator.model.problem import Checked, Problem
from generator.model.web import WebAnswer


@dataclass(frozen=True)
class EngineId:
    """Which engine made a draft."""

    name: str
    version: str
    checksum: str
    """First 12 hex digits of the sha256 of the model's weights."""
    tests_only: bool = False
    """The model says of itself that nothing it makes may be published."""


@dataclass(frozen=True)
class Draft:
    """A machine translation of one text."""

    text: str
    score: float
    """Mean log-probability of its tokens, zero or less; nearer zero is surer."""
    truncated: bool = False
    """The engine ran into its length limit, so that the end may be missing."""
    token_scores: tuple[float, ...] = ()
    """Log-probability of each token, in order; empty where the engine does not say."""
    alignment: tuple[tuple[int, int], ...] = ()
    """(source word, target word), both counted from 0 in the texts cut at spaces (the Pharaoh
    format of Koehn 2004); empty where the engine does not say."""
    alternatives: tuple[Draft, ...] = ()
    """Further translations of the same beam, best first, without alternatives of their own."""


class Translator(Protocol):
    """A machine translation engine for one language pair."""

    @property
    def engine(self) -> EngineId: ...

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterable[tuple[int, Draft]]:
        """Drafts of `texts`, each with its index, as they come, in any order.

        Up to so many `alternatives` come with each, none where the engine has no choice to offer.
        """
        ...


@dataclass(frozen=True)
class SearchPart:
    """A stretch of a page that a hit can lead to: what stands below a heading, or an event.

    Here and below, texts to be shown have U+2066 or U+2067 before what runs the other way, and
    U+2069 behind it, instead of the `<bdi>` of a page.
    """

    id: str
    """Anchor on the page, empty where the page itself is the place."""
    heading: str
    """Of a section its heading, of an event its date; empty for what stands before the first."""
    text: str
    is_event: bool = False


@dataclass(frozen=True)
class SearchDocument:
    """What the search knows of one page, in one language."""

    path: str
    """Site path of the page a hit leads to."""
    language: str
    title: str
    parts: tuple[SearchPart, ...]
    kind: Literal["article", "page"] = "page"
    date: str = ""
    """ISO 8601 day by which an article is sorted and sharded; empty for pages without one."""
    shown_date: str = ""
    """The same day in the words of the language."""
    topics: tuple[tuple[str, str], ...] = ()
    """Slug and name of each."""
    state: str = ""
    """How the English was made, as in `Provenance.summary`; empty for pages."""
    pair: str = ""
    """Site path of the same page in the other language, empty where there is none."""


@dataclass(frozen=True)
class SearchTerm:
    """What the search knows of a term of the glossary, in one language."""

    path: str
    """Site path of its entry: `ar/glossary/#term-unfccc`."""
    language: str
    name: str
    also: tuple[str, ...]
    """Other forms of the name in this language."""
    other: str
    """The name in the other language."""
    definition: str
    """As text; it is shown, not searched."""


class SearchIndexer(Protocol):
    """Makes the files of a client-side search."""

    def index(
        self, documents: Sequence[SearchDocument], terms: Sequence[SearchTerm]
    ) -> dict[str, bytes]:
        """Contents by path below the site's root; the same for the same documents.

        Raises UserError when the indexer cannot run or gives an unusable answer.
        """
        ...


class CardPainter(Protocol):
    """Draws social images."""

    @property
    def fault(self) -> Problem | None:
        """Why text cannot be set here, None where it can: then cards are planned without."""
        ...

    def paint(self, cards: Sequence[Card]) -> dict[str, bytes]:
        """PNG files by `Card.path`; the same for the same cards."""
        ...


class Web(Protocol):
    """Asks other sites for the head of an answer, politely: one question to a host at a time."""

    def ask(self, method: Literal["HEAD", "GET"], address: str) -> WebAnswer:
        """The answer, none of its body; redirects are answers and not followed. Never raises."""
        ...

    def wait(self, seconds: float) -> bool:
        """Let time pass; False, at once, where that would be longer than there is left."""
        ...

    @property
    def is_over(self) -> bool:
        """There is no time left to ask in."""
        ...


@dataclass(frozen=True)
class ToEncode:
    """An image to be made into its renditions."""

    files: PictureFiles
    content: bytes
    """Of the original."""


class ImageEncoder(Protocol):
    """Makes images of every format and width."""

    def encode(self, images: Sequence[ToEncode]) -> Checked[dict[str, bytes]]:
        """Contents by site path, the same for the same images: pixels in sRGB and nothing else.

        An image that cannot be decoded is a problem, and has no files.
        """
        ...


@dataclass(frozen=True)
class Tools:
    """What a build may use besides its sources; without one of them, what it makes is left out."""

    search: SearchIndexer | None = None
    cards: CardPainter | None = None
    images: ImageEncoder | None = None


class Deployer(Protocol):
    """A place where a site can be put, and seen as it stands; open until its deploy is over.

    Every method raises UserError when the place refuses or goes away.
    """

    @property
    def label(self) -> str:
        """What it is, in words for a person, without anything secret: `the folder /srv/www`."""
        ...

    def digest(self, content: bytes) -> str:
        """The tag that the place will give to this content, unless it makes up tags."""
        ...

    def standing(self, paths: Collection[str]) -> Mapping[str, str]:
        """The path of every file there, with its tag; empty for one that is not among `paths`."""
        ...

    def read(self, path: str) -> bytes:
        """A file that stands there."""
        ...

    def put(self, files: Sequence[SiteFile], arrived: Callable[[], None]) -> Mapping[str, str]:
        """Send files, each whole or not at all; their tags. `arrived` is called once a file."""
        ...

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files in this order; one that is gone already is no fault."""
        ...

    def finish(self) -> str:
        """Make it count, where nothing did so far; what there is to say of it, in a line."""
        ...
