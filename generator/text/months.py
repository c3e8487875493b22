"""Names of months, as newsrooms of different countries write them."""

from __future__ import annotations

from collections.abc import Mapping

SINGLE: Mapping[str, tuple[str, ...]] = {
    "egypt": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "levant": (
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
        "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ),
    "maghreb": (
        "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
        "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "english": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
"""One name a month; the same as CLDR's for ar-EG, ar-LB and ar-SY, ar-TN and ar-DZ, en-GB."""

MONTHS: Mapping[str, tuple[str, ...]] = {
    **SINGLE,
    "dual": tuple(
        f"{levant}/{egypt}" for levant, egypt in zip(SINGLE["levant"], SINGLE["egypt"], strict=True)
    ),
}
"""Month names by the name a site gives in `languages.<code>.months`."""

HIJRI: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "en": (
        "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhira",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qada", "Dhu al-Hijja",
    ),
}  # fmt: skip
"""Names of the Hijri months by language code, the first of the year first."""
