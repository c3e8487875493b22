"""What an Arabic word is in the singular, where it may be a dual or a regular plural.

هزات may be of هزة, مطارات of مطار, دولتين of دولة, لاجئون of لاجئ. The endings alone do not tell
(عدوان is no two of عدو), so everything it may be is given, nothing of words known to be whole, and
the shorter the word, the less. Broken plurals (دول) follow no ending: they are aliases.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.text.arabic import fold

_TO_FEMININE = ("تان", "تين", "تا", "تي", "ات")
"""Endings in place of ة; the third and fourth where another noun follows (دولتا المصب)."""
_SHORTEST_FEMININE = {"تان": 2, "تين": 2, "تا": 3, "تي": 3, "ات": 2}
_SHORTEST = {"ان": 3, "ين": 3, "ون": 4, "ات": 4, "و": 4}
"""Letters before an ending that is put behind the singular. Words of three letters seldom have a
regular plural, and what ends in ون behind three is mostly a noun (قانون, زيتون)."""
_FROM_FINAL_ALIF = (("وات", "اة"), ("يات", "اة"), ("يات", "ى"), ("يان", "ى"), ("يين", "ى"))
"""قنوات of قناة, فتيات of فتاة, مستشفيات and مستشفيان of مستشفى."""


def singulars(word: str) -> Iterator[str]:
    """What `word`, bare and without its article, may be the dual or regular plural of."""
    if fold(word) in _WHOLE:
        return
    for ending in _TO_FEMININE:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_FEMININE[ending]:
            yield f"{rest}ة"
    for ending, singular in _FROM_FINAL_ALIF:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 2:
            yield f"{rest}{singular}"
    for ending, shortest in _SHORTEST.items():
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= shortest:
            yield rest


_LOOKALIKES = """
    عدوان شعبان رمضان طيران دوران سلطان برلمان لبنان عمان إيران أفغانستان باكستان السودان سودان
    ميدان عنوان ديوان إعلان سرطان بركان قرآن فقدان حرمان غفران كيان بيان لسان إنسان حيوان نيران
    جيران فرسان رهبان مرجان قطران فيضان غليان جريان شريان بنيان ميزان مكان زمان أمان ضمان
    دخان سكان أركان ألوان أوزان أديان جدران قضبان شجعان إيمان إتقان إدمان إحسان برهان مهرجان عصيان
    نسيان هذيان غثيان خفقان يرقان كتمان ثعبان حصان أوطان أثمان أزمان أبدان أغصان أحزان
    ثوان ملان عثمان سليمان مروان رضوان غسان عدنان سلمان لقمان نعمان حمدان زيدان قحطان
    يابان يونان ألمان أردوغان طالبان كردستان تركستان
    قانون تعاون زيتون صابون عربون كربون مليون تلفزيون بدون يكون عيون ديون سجون فنون قرون بطون حصون
    ليمون طاعون ماعون مضمون كانون هرمون
    سنين حنين جنين يقين حزين تكوين تدوين تمكين تخزين تحسين تأمين تعيين تبيين تلوين تموين تدخين تسخين
    تحصين تثمين تضمين تقنين توطين مسكين سكين معين أمين يمين متين ثمين سجين طحين عجين خزين رصين
    حسين ياسين فلسطين بحرين صين أربعين خمسين ستين سبعين ثمانين تسعين عشرين ثلاثين ملايين قوانين
    مضامين ميادين عناوين بساتين سلاطين براهين شياطين مجانين موازين تشرين حين بنزين نيكوتين
    بروتين فيتامين أنسولين تنين لينين ستالين برلين بكين بوتين الصين
    ذات بنات أوقات أصوات أموات بيوت أبيات نبات ثبات شتات فتات رفات وفاة سبات إثبات
    إسكات إفلات التفات إنبات كرات فرات
    فيديو راديو استوديو سيناريو كازينو أوكسجين ناتو فيتو يونيو يوليو مايو كونغو طوكيو
"""
_WHOLE = frozenset(map(fold, _LOOKALIKES.split()))
