"""The parts of an import one by one, and what happens on disk."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from generator.importing.dates_found import read_date
from generator.importing.furniture import is_furniture
from generator.importing.quotes import guillemets
from generator.importing.raw import lines_as_blocks
from generator.importing.recover import propose_title, recover
from generator.importing.slugs import slug_from, unique
from generator.importing.words import WordIndex
from generator.model.problem import Severity, UserError
from tests.importing.import_site import Site

PROSE = (
    "أعلنت الهيئة أن السد بلغ نصف سعته، وقال المتحدث باسمها إن الري سيعود إلى القرى في الأسبوع "
    "المقبل.\nوأضاف أن المزارعين الذين شاركوا في اللقاء طلبوا خطة مكتوبة من الهيئة."
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def codes(site: Site, name: str, content: str | bytes, **options: object) -> list[str]:
    outcome = site.run(site.write(name, content), **options)
    assert not (outcome.has_errors and outcome.value)
    return [problem.code for problem in outcome.problems]


FURNITURE = """
شاركها.
شارك هذا الخبر
مشاركة
شارك على فيسبوك
Share
Share on WhatsApp
فيسبوك تويتر واتساب
تم نسخ الرابط
اترك تعليقاً
لا توجد تعليقات
3 تعليقات
لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *
Exit mobile version
اقرأ أيضاً: هل تكفي أمطار الشتاء؟
إقرأ المزيد
شاهد أيضا | جولة في السوق القديمة
مواضيع ذات صلة
قد يعجبك أيضا
الوسوم: ماء، ري
#ماء #ري_بالتنقيط
يستخدم هذا الموقع ملفات تعريف الارتباط
اشترك في نشرتنا الإخبارية
جميع الحقوق محفوظة
Getty Images
صورة أرشيفية
مصدر الصورة: رويترز
تصوير: سعاد الخطيب
مدة القراءة 3 دقائق
1520 مشاهدة
الرئيسية / أخبار / محليات
تابعونا على تلغرام
حمل تطبيقنا الآن
إعلان
"""
NOT_FURNITURE = """
شارك المدير في اللقاء الذي عقد مساء أمس.
شاركت فرق كثيرة في السباق
اترك الباب مفتوحا قبل أن تخرج من الدار
تابع الجمهور المباراة على شاشة كبيرة
الصورة الكاملة: ماذا حدث في الوادي ولماذا تأخر الرد عليه كل هذا الوقت؟ تحقيق
نشرت الوزارة بيانا
اقرأ كتابا كل شهر
تستخدم المصانع مياه النهر للتبريد
اشترك العمال في بناء الجسر
المصدر الأول للدخل هو الزراعة
علق الرئيس على القرار
الرئيسية في الخطة محطة التحلية
"""


@pytest.mark.parametrize("line", FURNITURE.strip().split("\n"))
def test_furniture_is_told(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", NOT_FURNITURE.strip().split("\n"))
def test_prose_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("opening", "dateline", "agency"),
    [
        ("القاهرة - ", "القاهرة", ""),
        ("القاهرة (رويترز) - ", "القاهرة (رويترز)", "رويترز"),
        ("(رويترز) - ", "(رويترز)", "رويترز"),
        ("موسكو/ الأناضول/ ", "موسكو/ الأناضول", "وكالة الأناضول"),
        ("لندن – «القدس العربي»: ", "لندن – «القدس العربي»", "القدس العربي"),
        ("غزة، القدس - ", "غزة، القدس", ""),
        ("موسكو وبيونغ يانغ - ", "موسكو وبيونغ يانغ", ""),
        ("دبي في 14 مايو / وام / ", "دبي في 14 مايو / وام", "وكالة أنباء الإمارات"),
        ("قرية البئر (أ ف ب) - ", "قرية البئر (أ ف ب)", "وكالة فرانس برس"),
        ("باريس (أ.ف.ب) ", "باريس (أ.ف.ب)", "وكالة فرانس برس"),
        ("تونس - ليبيا: ", "", ""),
        ("تونس: ", "", ""),
        ("الفريق الأول - ", "", ""),
        ("الجزيرة الصغيرة - ", "", ""),
    ],
)
def test_datelines(opening: str, dateline: str, agency: str) -> None:
    found = recover(lines_as_blocks(opening + PROSE), "عنوان معروف")
    assert (found.dateline, found.agency) == (dateline, agency)
    assert found.blocks[0].text.startswith("أعلنت") == bool(dateline)


@pytest.mark.parametrize(
    ("ending", "credit", "agency"),
    [
        ("(وكالات)", "(وكالات)", "وكالات"),
        (" (د ب أ)", "(د ب أ)", "وكالة الأنباء الألمانية"),
        (" (أ ف ب، رويترز)", "(أ ف ب، رويترز)", "وكالة فرانس برس، رويترز"),
        ("\nأ ف ب", "أ ف ب", "وكالة فرانس برس"),
        ("\nالمصدر: الجزيرة + وكالات", "المصدر: الجزيرة + وكالات", "الجزيرة، وكالات"),
        ("\nالمصدر: صحيفة البلدة", "المصدر: صحيفة البلدة", "صحيفة البلدة"),
        (" (16 عضوا).", "", ""),
        (" (فرنسا)", "", ""),
    ],
)
def test_credits(ending: str, credit: str, agency: str) -> None:
    found = recover(lines_as_blocks(PROSE + ending), "عنوان معروف")
    assert (found.credit, found.agency) == (credit, agency)


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("أغلقت البلدية السوق القديمة.", "أغلقت البلدية السوق القديمة"),
        (
            "أغلقت البلدية، أمس الأربعاء، السوق القديمة أمام السيارات.",
            "أغلقت البلدية السوق القديمة أمام السيارات",
        ),
        (
            "قال المدير، وهو مهندس، أمس الأحد، إن العمل بدأ.",
            "قال المدير، وهو مهندس، إن العمل بدأ",
        ),
    ],
)
def test_proposed_titles(lead: str, title: str) -> None:
    assert propose_title(lead) == title


def test_a_first_line_with_a_full_stop_is_no_title() -> None:
    assert recover(lines_as_blocks(f"سطر قصير ينتهي بنقطة.\n{PROSE}")).is_title_proposed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2017-05-27T19:15:00+01:00", "2017-05-27"),
        ("20170527T191500", "2017-05-27"),
        ("05/03/2016", "2016-03-05"),
        ("03/25/2016", "2016-03-25"),
        ("الأحد 12 أبريل 2026", "2026-04-12"),
        ("Sat, 27 May 2017 10:00:00 GMT", "2017-05-27"),
        ("أمس", ""),
        ("2024-13-45", ""),
        ("99/99/9999", ""),
    ],
)
def test_date_fields(text: str, read: str) -> None:
    found = read_date(text)
    assert (found.isoformat() if found else "") == read


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("زلزال بقوة 5.1 درجة في تركيا", "zlzal-bqwa-5-1-drja-fi-trkya"),
        ("السد الكبير", "al-sd-al-kbir"),
        ("خطة ٢٠٣٠ للمُدُن", "khta-2030-llmudun"),
        ("قمة G20 في Genève", "qma-g20-fi-geneve"),
        ("؟!", "article"),
        ("كلمة " * 40, "-".join(["klma"] * 12)),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_from(title) == slug


def test_slugs_are_kept_apart() -> None:
    assert unique("a", {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize(
    ("phrase", "text", "count"),
    [
        ("سد النخيل", "بسد النخيل وسد النخيل ولسد النخيل", 3),
        ("اللجنة المائية", "قالت للجنة المائية واللجنة المائية", 2),
        ("الدفاع المشترك", "معاهدة للدفاع المشترك", 1),
        ("معاهدة", "المعاهدة وبالمعاهدة كالمعاهدة", 3),
        ("الأمم المتحدة", "الامم المتّحدة", 1),
        ("آفاد", "أفاد وافاد", 0),
        ("آفاد", "قالت آفاد وبآفاد", 2),
        ("ري", "بري وري الري", 1),
    ],
)
def test_names_are_found_behind_proclitics(phrase: str, text: str, count: int) -> None:
    assert WordIndex(text).count(phrase) == count


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('قال "نعم" وذهب', "قال «نعم» وذهب"),
        ('قال " نعم " وذهب', "قال «نعم» وذهب"),
        ('كلمة" ثم كلمة" أخرى', 'كلمة" ثم كلمة" أخرى'),
        ('He said "yes" to all', 'He said "yes" to all'),
        ('بعنوان ""', 'بعنوان ""'),
    ],
)
def test_quotation_marks(text: str, quoted: str) -> None:
    assert guillemets(text) == quoted


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_in_silence(site: Site, codec: str) -> None:
    assert codes(site, "a.txt", PROSE.encode(codec)) == []


@pytest.mark.parametrize("codec", ["cp1256", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_read_and_mentioned(site: Site, codec: str) -> None:
    outcome = site.run(site.write("a.txt", PROSE.encode(codec)), slug="a")
    assert [(p.code, p.severity) for p in outcome.problems] == [
        ("import-encoding", Severity.ADVICE)
    ]
    assert site.read("content/explainers/a/article.ar.md").startswith("أعلنت الهيئة")


@pytest.mark.parametrize(
    "content",
    [
        PROSE.encode()[:-2],
        PROSE.encode("iso8859-6"),
        PROSE.encode().decode("cp1256", "replace").encode(),
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff",
        bytes(range(256)),
    ],
    ids=["cut", "iso", "read wrongly", "half utf-16", "false mark", "every byte"],
)
def test_what_cannot_be_decoded_is_refused(site: Site, content: bytes) -> None:
    assert codes(site, "a.txt", content) == ["import-encoding"]


def test_a_page_is_believed_about_its_encoding(site: Site) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(f"<p>{line}</p>" for line in PROSE.split("\n") * 3)
    page = f'<html><head><meta charset="windows-1256"></head><body><article>{paragraphs}</article>'
    assert codes(site, "a.html", page.encode("cp1256")) == ["import-encoding"]


def test_pages_need_the_extra(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(UserError) as raised:
        site.run(site.write("a.html", f"<html><p>{PROSE}</p></html>"))
    assert "make extras" in raised.value.problems[0].hint


@pytest.mark.parametrize(
    "content", ["", " \n", "شارك", "Just English words, no Arabic here.", "١٢٣ ٤٥٦"]
)
def test_nothing_to_import(site: Site, content: str) -> None:
    assert codes(site, "a.txt", content) == ["import-empty"]


def test_no_lines_to_import(site: Site) -> None:
    line = json.dumps({"text": PROSE})
    assert codes(site, "a.jsonl", "\n") == ["import-empty"]
    assert codes(site, "a.jsonl", line, only=range(2, 9)) == ["import-empty"]


def test_a_missing_file_is_a_problem(site: Site) -> None:
    assert [p.code for p in site.run(site.folder / "none.txt").problems] == ["import-file"]


def test_an_existing_folder_is_left_alone(site: Site) -> None:
    mine = site.write("content/explainers/dam/meta.yaml", "title: mine\n")
    assert codes(site, "a.txt", PROSE, slug="dam") == ["import-exists"]
    assert mine.read_text(encoding="utf-8") == "title: mine\n"
    assert [path.name for path in mine.parent.parent.iterdir()] == ["dam"]


def test_one_clash_stops_a_whole_run_unless_bad_ones_are_skipped(site: Site) -> None:
    site.write("content/explainers/al-sd/meta.yaml", "title: mine\n")
    lines = "\n".join(json.dumps({"title": t, "text": PROSE}) for t in ("السد", "البئر"))
    assert codes(site, "a.jsonl", lines) == ["import-exists"]
    outcome = site.run(site.write("a.jsonl", lines), skip_bad=True)
    assert [problem.severity for problem in outcome.problems] == [Severity.WARNING]
    assert {path.split("/")[2] for path in outcome.value} == {"al-bir"}


def test_a_full_disk_leaves_nothing_behind(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    write_text = Path.write_text

    def fail_late(path: Path, *arguments: str, **options: str) -> int:
        written.append(path)
        if len(written) == 4:
            raise OSError(28, "No space left on device")
        return write_text(path, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", fail_late)
    lines = "\n".join(json.dumps({"title": t, "text": PROSE}) for t in ("السد", "البئر"))
    with pytest.raises(UserError, match="No space left"):
        site.run(site.write("a.jsonl", lines))
    assert list((site.folder / "content/explainers").iterdir()) == []
