"""What kind of file a name stands for, as servers tell browsers (RFC 9110, 8.3)."""

from __future__ import annotations

_TYPES = {
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "ics": "text/calendar; charset=utf-8",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""Media types by ending, as IANA registers them; no table of the system has a say."""

_TYPES_BY_NAME = {"feed.json": "application/feed+json", "feed.xml": "application/atom+xml"}
"""What an ending does not tell: https://www.jsonfeed.org/version/1.1/ and RFC 4287."""


def content_type(path: str) -> str:
    """The media type of a file by its name, with the charset of what is text."""
    name = path.rpartition("/")[2]
    if name in _TYPES_BY_NAME:
        return _TYPES_BY_NAME[name]
    return _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
