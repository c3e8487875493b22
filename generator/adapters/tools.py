"""The tools of a build, as a machine has them."""

from __future__ import annotations

from pathlib import Path

from generator.adapters.build_cache import cache_folder
from generator.adapters.cards import PillowCards
from generator.adapters.image_encoder import PillowEncoder
from generator.adapters.search import PagefindIndexer
from generator.ports import Tools


def make_tools(site: Path) -> Tools:
    """All there are; what they make is kept in the site's folder from one build to the next."""
    return Tools(
        search=PagefindIndexer(cache_folder(site, "search")),
        cards=PillowCards(cache_folder(site, "cards")),
        images=PillowEncoder(cache_folder(site, "images")),
    )
