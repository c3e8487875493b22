"""An image among prose as HTML: every format and width a browser may choose; its credit."""

from __future__ import annotations

from html import escape

from generator.model.language import Language
from generator.model.phrase import Html
from generator.model.picture_files import PictureFiles, Rendition
from generator.text.bidi import isolate, opposite_runs

SIZES = "auto, (min-width: 45rem) 42rem, calc(100vw - 2.5rem)"
"""How wide an image in the text stands: in the column of the text, else in the window without its
margins. Of lazy images a browser that knows `auto` takes the true width instead."""
_STILL = ' media="(prefers-reduced-motion: reduce)"'


def print_picture(
    address: str,
    alt: str,
    files: PictureFiles | None,
    root: str,
    language: Language,
    other: Language,
) -> Html:
    """The image at `address`, loaded when the reader comes near it, with room kept for it.

    `files` are what is published of it, below the address `root` of the site.
    """
    attributes = f' alt="{escape(alt)}"{_language_of(alt, language, other)}'
    if files is not None:
        width, height = files.shown_size
        attributes += f' width="{width}" height="{height}"'
    image = f'<img src="{escape(address)}"{attributes} loading="lazy" decoding="async"'
    if files is None or not files.renditions:
        return Html(f"{image}>")
    if files.moving:
        # Whoever asks for less motion is shown the first frame.
        image = image.replace(escape(address), escape(root + files.moving), 1)
        sources = [
            f'<source{_STILL} type="{each.type}"{_candidates(each.renditions, root)}>'
            for each in files.sources
        ]
        sources.append(f"<source{_STILL}{_candidates(files.fallback, root)}>")
        return Html(f"<picture>{''.join(sources)}{image}></picture>")
    sources = [
        f'<source type="{each.type}"{_candidates(each.renditions, root)}>' for each in files.sources
    ]
    fallback = _candidates(files.fallback, root) if len(files.fallback) > 1 else ""
    return Html(f"<picture>{''.join(sources)}{image}{fallback}></picture>")


def print_credit(credit: str, language: Language, other: Language) -> Html:
    """The credit as it stands beside the image, runs of the other direction isolated."""
    if not credit:
        return Html("")
    return Html(f'<span class="credit">{isolate(credit, language, other)}</span>')


def _candidates(renditions: tuple[Rendition, ...], root: str) -> str:
    """Addresses with their widths; no address of ours holds a space or a comma. A single one needs
    no width to be chosen by."""
    if len(renditions) == 1:
        return f' srcset="{escape(root + renditions[0].path)}"'
    listed = ", ".join(f"{escape(root + each.path)} {each.width}w" for each in renditions)
    return f' srcset="{listed}" sizes="{SIZES}"'


def _language_of(alt: str, language: Language, other: Language) -> str:
    """The attributes of an alternative text that is wholly in the other language."""
    runs = opposite_runs(alt, language, other)
    if runs and runs[0].lang and (runs[0].start, runs[0].end) == (0, len(alt)):
        return f' lang="{runs[0].lang}" dir="{runs[0].direction}"'
    return ""
