"""The small site with pictures: a photograph that opens an explainer, figures in its text, a
portrait, a drawing, one that moves."""

from __future__ import annotations

from functools import cache

from generator.adapters.image_encoder import PillowEncoder
from generator.build import build
from generator.ports import Tools
from generator.text.normal import text_hash
from tests.driver import NoSearch, SiteTest
from tests.pictures import camera_exif, encoded, frames, photo

FOLDER = "content/explainers/water"
BANK = '![الضفة](bank.jpg "تصوير: Lina Haddad")'
ARTICLE = f"""يشرب سكان المدينة من النهر منذ 75 عاماً، وتصل الخدمة إلى 44% من البيوت.

{BANK}

## من أين يأتي الماء؟

بُنيت المحطة عام 1950، وهي المصدر الوحيد، وعلامتها ![قطرة](drop.png "رسم: لينا") على كل أنبوب.

{"".join(f"فقرة {number} عن النهر وأهله وما يشربون منه. " * 12 + "{0}{0}" for number in range(30))}

![البرج](tower.jpg "تصوير: لينا حداد")

![حركة الماء](flow.gif "رسم: لينا")
""".replace("{0}", "\n")


@cache
def pictures() -> dict[str, bytes]:
    """Files by name."""
    return {
        "river.jpg": encoded(photo(2400, 1600), "JPEG", quality=88, exif=camera_exif()),
        "bank.jpg": encoded(photo(2000, 1333), "JPEG", quality=88),
        "tower.jpg": encoded(photo(1600, 1200), "JPEG", quality=88, exif=camera_exif(6)),
        "drop.png": encoded(photo(120, 120).quantize(16), "PNG"),
        "flow.gif": encoded(
            frames(3)[0], "GIF", save_all=True, append_images=frames(3)[1:], comment=b"secret"
        ),
    }


def picture_site() -> SiteTest:
    """The explainer `water` has no English text of its own yet."""
    site = (
        SiteTest()
        .with_change(f"{FOLDER}/meta.yaml", "river.svg", "river.jpg")
        .with_change(f"{FOLDER}/meta.yaml", "بُنيت المحطة", "بُنيت المحطة عام")
        .with_file(f"{FOLDER}/article.ar.md", ARTICLE)
        .without(f"{FOLDER}/article.en.md")
    )
    for name, content in pictures().items():
        site = site.with_file(f"{FOLDER}/{name}", content)
    return site


@cache
def published_pictures(*, translated: bool = False) -> dict[str, bytes]:
    """The finished site, by path; `translated` gives the first picture in the text its English."""
    site = picture_site()
    if translated:
        marker = f"<!-- ar:{text_hash(BANK)} -->"
        english = f'{marker}\n![The bank](bank.jpg "Photo: Lina Haddad")\n'
        site = site.with_file(f"{FOLDER}/article.en.md", english)
    checked = build(site.sources, Tools(NoSearch(), images=PillowEncoder()))
    assert not checked.has_errors, checked.problems
    return {each.path: each.content for each in checked.value.artifacts}
