"""Page furniture: the lines a web page puts around an article, told from its prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.raw import Block
from generator.importing.words import fold, folded_words

_LONGEST = 30
"""Words. A longer line is prose, whatever it begins with."""

_NETWORK = (
    r"(?:(?:علي|عبر|في|مع|ب|من خلال) ?)?(?:ال)?"
    r"(?:فيس ?بوك|تويتر|اكس|واتس ?اب|تلي?غرام|تيليجرام|تلجرام|ماسنجر|لينكد ?ان|انستغرام|انستجرام"
    r"|يوتيوب|تيك توك|بريد(?: ال?الكتروني)?|ايميل|طباعة|نسخ(?: الرابط)?|رابط|شارك|غرد|ارسال|حفظ|و"
    r"|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|tiktok|messenger|pinterest"
    r"|reddit|tumblr|viber|skype|snapchat|threads|pocket|google news|rss"
    r"|e ?mail|mail|print|copy link|link|share|tweet)"
)
_NETWORKS = rf"{_NETWORK}(?: {_NETWORK})*"
_THIS = (
    r"(?: (?:هذا|هذه|this))?"
    r"(?: (?:ال)?(?:مقالة?|خبر|موضوع|قصة|صفحة|رابط|مادة|تقرير|منشور)| (?:article|post|story|page))?"
    r"(?: (?:on|via))?"
)
_MINUTES = r"(?:دقيقة|دقائق|دقيقتان|ثانية|ثواني|ثوان)"
_NEWSLETTER = r"(?:ب|ل|في )?(?:ال)?(?:نشرة|نشرتنا|نشراتنا|قائمة البريدية|قناتنا|قناة)"
_CHANNEL = (
    r"(?:فيس ?بوك|تويتر|اكس|تلي?غرام|تلجرام|واتس ?اب|يوتيوب|انستغرام|تيك توك|غوغل نيوز|جوجل نيوز"
    r"|google news|قناتنا|حساباتنا|منصاتنا|منصات|مواقع التواصل)"
)
_AGENCY_PICTURES = r"(?:getty ?images?|reuters|afp|ap|epa|shutterstock|istock|غيتي|جيتي)"

_WHOLE_LINE = tuple(
    re.compile(pattern)
    for pattern in (
        # Share
        _NETWORKS,
        rf"(?:شارك(?:ها|ه|نا|وا)?|(?:ال)?مشاركة|شير|انشرها?|ارسل|غرد|share|tweet|send){_THIS}"
        rf"(?: (?:مع )?(?:اصدقائك|اصدقاءك|الاصدقاء|الان))?(?: {_NETWORKS})?",
        r"\d+ (?:مشاركة|مشاركات|shares?)",
        r"(?:تم )?(?:نسخ|انسخ) (?:ال)?رابط(?: المختصر)?(?: بنجاح)?",
        r"الرابط المختصر",
        # Comments
        r"(?:اترك|اكتب|اضف|ضع|شاركنا|ارسل|كتابة|اضافة) (?:لنا )?(?:ب?تعليقا?ك?|ردا?|برايك|رايك)"
        r"(?: (?:علي .{1,40}|هنا|جديدا?|(?:ل)?الغاء الرد))?",
        r"(?:ال)?تعليقات(?: \d+)?",
        r"\d+ تعليق(?:ات|ا)?",
        r"(?:لا يوجد|لا توجد) (?:اي )?(?:تعليقات?|ردود)(?: بعد| حتي الان)?",
        r"كن(?:وا|ي)? اول من يعلق",
        r"التعليقات مغلقة|الغاء الرد",
        r"لن يتم نشر عنوان بريدك الالكتروني.*",
        r"(?:احفظ|حفظ) اسمي بريدي الالكتروني.*",
        r"leave (?:a )?(?:comment|reply)|post comment|cancel reply|no comments(?: yet)?",
        r"(?:\d+ )?comments?",
        # Other forms of the page
        r"exit mobile version|(?:view )?desktop version|print this (?:page|article)",
        r"(?:ال)?خروج من نسخة (?:الجوال|الهاتف|الموبايل)|نسخة (?:الجوال|الموبايل|الهاتف)",
        r"(?:نسخة )?للطباعة|اطبع|طباعة",
        r"(?:تكبير|تصغير|حجم) (?:ال)?خط",
        r"استمع(?: الي)? (?:ال)?(?:مقال|خبر)|الاستماع الي (?:المقال|الخبر)",
        # Ways around the site
        r"(?:الصفحة )?الرئيسية"
        r"(?: (?:ال)?(?:اخبار|سياسة|عربي|عالم|دولي|محلي|اقتصاد|رياضة|ثقافة|منوعات|تقارير))*",
        r"(?:المقال|الخبر|الموضوع) (?:السابق|التالي)|السابق|التالي|next|previous",
        r"(?:older|newer) posts|back to top|(?:ال)?عودة (?:الي )?(?:ال)?اعلي",
        r"(?:عرض|اظهار|تحميل|حمل) المزيد|جاري? التحميل|load(?:ing| more)|(?:show|read) more",
        # Advertisements
        r"اعلان(?:ات)?|مساحة اعلانية|محتوي (?:ممول|اعلاني)|(?:تخطي|تجاوز) الاعلان",
        r"advertisements?|ads?|sponsored",
        # Reading time and counts of readers
        rf"(?:وقت|مدة|زمن) (?:ال)?قراءة(?: \d+)?(?: {_MINUTES})*",
        rf"(?:\d+ )?{_MINUTES} (?:لل)?قراءة|\d+ min(?:utes?)? read|اقل من دقيقة",
        r"(?:عدد )?(?:ال)?(?:مشاهدات|قراءات|زيارات|مشاهدة)(?: \d+)+",
        r"\d+ (?:مشاهدة|مشاهدات|قراءة|قراءات|زيارة|views?)",
        # Cookies and conditions
        r"[ينت]ستخدم (?:.{0,40} )?(?:ملفات (?:تعريف )?(?:ال)?ارتباط|(?:ال)?كوكيز|cookies).*",
        r"(?:قبول|موافق|اوافق|رفض)(?: (?:الكل|جميع|ملفات|تعريف|الارتباط|الكوكيز|cookies))*",
        r"accept(?: all)?(?: cookies)?|(?:.{0,30} )?we use cookies\b.*",
        r"(?:سياسة|شروط) (?:الخصوصية|الاستخدام)(?: و?(?:سياسة|شروط)? ?(?:الخصوصية|الاستخدام))*",
        r"(?:privacy|cookie) policy|terms of (?:use|service)",
        r"(?:(?:جميع|كل|كافة) )?(?:ال)?حقوق (?:.{0,30} )?محفوظة?(?: .{0,60})?",
        r"(?:.{0,40} )?all rights reserved(?: .{0,40})?|copyright .{0,60}",
        # Newsletters, channels, applications
        rf"(?:اشترك|اشتركوا|سجل|انضم|انضموا|للاشتراك) (?:.{{0,30}} )?{_NEWSLETTER}(?: .*)?",
        r"(?:ادخل|اكتب|سجل|ضع) (?:عنوان )?(?:بريدك|ايميلك)(?: .{0,50})?",
        r"(?:sign up|subscribe)(?: .{0,60})?",
        r"(?:ال)?نشرة (?:ال)?(?:بريدية|اخبارية|الكترونية)|(?:ال)?اشتراك",
        rf"(?:تابعونا|تابعنا|تابعوا|تابع|للمتابعة) (?:.{{1,60}} )?(?:علي|عبر|في) (?:.{{0,25}} )?"
        rf"(?:ال)?{_CHANNEL}(?: .{{0,40}})?",
        r"تابعونا|تابعنا",
        r"(?:حمل|حملوا|نزل) (?:.{0,20} )?(?:تطبيق|تطبيقنا)(?: .{0,40})?",
        r"(?:لل?مزيد) من (?:الاخبار|المعلومات|التفاصيل) (?:.{0,40} )?(?:اضغط|زوروا|زر|تابع|انقر).*",
        r"(?:اضغط|انقر) هنا(?: .{0,40})?",
        # Photographs
        r"(?:مصدر|صدر|حقوق) (?:ال)?(?:صورة|صور|فيديو) .{1,80}",
        r"(?:ال)?(?:تعليق علي|شرح) (?:ال)?(?:صورة|فيديو) .{1,200}",
        r"(?:ال)?صور[ةه]? (?:ارشيفية|تعبيرية|توضيحية|متداولة|من الارشيف)|ارشيف(?:ية)?",
        rf"{_AGENCY_PICTURES}(?: (?:via|images|{_AGENCY_PICTURES}))*",
    )
)
_AFTER_A_MARK = re.compile(
    r"""\W*(?:
      (?:ال)?وسوم | (?:ال)?كلمات\s(?:ال)?(?:مفتاحية|دليلية|دالة)
    | تاج(?:ات)? | هاشتاج | tags? | keywords?
    | (?:عدسة|تصوير|كاميرا|(?:ال)?صور[ةه]?|photo(?:\sby)?|credit|image)
      (?=\s*[:：/]\s*\S.{1,60}$)
    )\s*[:：|/].*""",
    re.VERBOSE,
)
_BREADCRUMB = re.compile(r"\W*(?:ال)?(?:صفحة\s)?(?:ال)?رئيسية\s*[>›»/|←].{1,80}")
_HASHTAGS = re.compile(r"\W*#[\w_]+(?:[\s،,|]*#[\w_]+)*\W*")
_ONLY_TAGS_TITLE = frozenset({"الوسوم", "وسوم", "tags", "كلمات مفتاحية", "الكلمات المفتاحية"})

_RELATED = re.compile(
    r"""(?:
      اقرا\s(?:ايضا?|المزيد|كذلك|اكثر) | (?:طالع|شاهد|تابع|انظر|راجع)\s(?:ايضا?|المزيد|كذلك)
    | (?:مواضيع|موضوعات|اخبار|مقالات|مواد|قصص|محتوي|روابط|فيديوهات|تقارير)\s
      (?:ذات\s(?:صلة|علاقة)|مرتبطة|متعلقة|مشابهة|قد\sتهمك)
    | (?:قد|ربما)\s(?:يهمك|تهمك|يعجبك|يهمكم|يعجبكم)(?:\s(?:ايضا|كذلك|قراءة))?
    | (?:ال)?اكثر\s(?:قراءة|مشاهدة|تداولا|شيوعا)
    | related(?:\s(?:articles|posts|news|topics|stories))?
    | (?:read|see)\s(?:also|more) | you\smay\s(?:also\s)?like
    )""",
    re.VERBOSE,
)
_RELATED_MARK = re.compile(r"[^:：|»«\"؟.،]{0,40}[:：|»«\"\-–….]")
_TRAILING_CREDIT = re.compile(
    r"\s*[(\[]\s*(?:ال)?(?:صورة?|فيديو|أرشيف|ارشيف)"
    r"(?:\s+(?:أرشيفية|ارشيفية|تعبيرية|توضيحية|أرشيف|ارشيف|من\s+(?:الأرشيف|الارشيف)))?\s*[)\]]\s*$"
)
_ENDS_LIKE_PROSE = re.compile(r"[.!؟?…:»\"”،؛]\W*$")
_MOST_LINKS = 6


def is_furniture(line: str) -> bool:
    """Whether the whole line belongs to the page and not to the article."""
    found = folded_words(line)
    if not found or len(found) > _LONGEST:
        return False
    key = " ".join(found)
    folded = fold(line).strip()
    return (
        key in _ONLY_TAGS_TITLE
        or any(pattern.fullmatch(key) for pattern in _WHOLE_LINE)
        or any(pattern.fullmatch(folded) for pattern in (_AFTER_A_MARK, _BREADCRUMB, _HASHTAGS))
        or _is_related(line)
    )


def clear(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks that are prose, and the text of those that were furniture."""
    kept: list[Block] = []
    removed: list[str] = []
    links_expected = False
    links = 0
    for block in blocks:
        if not block.text.strip() or block.kind in ("image", "code"):
            kept.append(block)
            continue
        if is_furniture(block.text):
            removed.append(block.text)
            # «مواضيع ذات صلة» alone in its line: the titles of other articles follow.
            links_expected = _is_related(block.text) and len(folded_words(block.text)) <= 4
            links = 0
        elif links_expected and _is_link_title(block) and links < _MOST_LINKS:
            removed.append(block.text)
            links += 1
        else:
            links_expected = False
            kept.append(block)
    return _without_trailing_credits(kept, removed)


def _is_related(line: str) -> bool:
    key = " ".join(folded_words(line))
    match = _RELATED.match(key)
    if not match:
        return False
    folded = fold(line)
    # The phrase is followed by a mark, by a title in quotation marks, or by nothing.
    return match.end() == len(key) or bool(_RELATED_MARK.match(folded))


def _is_link_title(block: Block) -> bool:
    return len(folded_words(block.text)) <= 16 and not _ENDS_LIKE_PROSE.search(block.text)


def _without_trailing_credits(
    blocks: Sequence[Block], removed: list[str]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    kept: list[Block] = []
    for block in blocks:
        match = _TRAILING_CREDIT.search(block.text) if block.kind == "paragraph" else None
        if match and match.start() > 0:
            removed.append(match.group().strip())
            kept.append(block.cut(0, match.start()))
        else:
            kept.append(block)
    return tuple(kept), tuple(removed)
