"""Currencies, units of measure and spans of time in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A currency or a unit of measure in both languages."""

    name: str
    """In English, in the plural."""
    arabic: str
    """Words, as they stand behind a number."""
    english: str
    """A regular expression for every way in which English says it."""


CURRENCIES = (
    Kind("dollars", "دولار دولارا دولارات دولارين دولاران", r"\$|(?i:\bdollars?\b|\bbucks?\b)|USD"),
    Kind("euros", "يورو", r"€|(?i:\beuros?\b)|EUR"),
    Kind(
        "pounds",
        "جنيه جنيها جنيهات إسترليني إسترلينيا",
        r"£|(?i:\bpounds?\b|\bsterling\b|\bgeneih\b)|EGP|GBP|SDG|\bLE\b",
    ),
    Kind(
        "liras",
        "ليرة ليرات",
        r"₺|£|(?i:\blir[ae]s?\b|\bpounds?\b)|SYP|LBP|\bTRY\b|\bTL\b|\bL\.?L\b",
    ),
    Kind("riyals", "ريال ريالا ريالات", r"﷼|(?i:\br[iy]+als?\b)|\b(?:[SQ]AR|YER|OMR|IRR|SR|QR)\b"),
    Kind("dirhams", "درهم درهما دراهم", r"(?i:\bdirhams?\b)|AED|\bMAD\b|\bDhs?\b"),
    Kind(
        "dinars",
        "دينار دينارا دنانير",
        r"(?i:\bdinars?\b)|\b(?:KWD|JOD|IQD|TND|DZD|LYD|BHD|[JKTB]D)\b",
    ),
    Kind("shekels", "شيكل شيكلا شواكل شيقل", r"₪|(?i:\bsh[ei]q?k?els?\b)|\bNIS\b|\bILS\b"),
    Kind("yuan", "يوان يوانا", r"¥|(?i:\byuans?\b|\brenminbi\b)|RMB|CNY"),
    Kind("yen", "ين ينا", r"¥|(?i:\byen\b)|JPY"),
    Kind("roubles", "روبل روبلا", r"₽|(?i:\brou?bles?\b)|RUB"),
    Kind("rupees", "روبية روبيات", r"₹|(?i:\brupees?\b|\brupiahs?\b)|INR|PKR|IDR|\bRs\b"),
    Kind("francs", "فرنك فرنكا فرنكات", r"(?i:\bfrancs?\b)|CHF|FCFA|XAF|XOF"),
)
"""Money; a digit or number word must stand before the Arabic: ريال is a football club too."""

UNITS = (
    Kind(
        "kilometres", "كيلومتر كيلومترا كيلومترات كم كلم", r"km[²2h]?|kms|kph|kilomet(?:re|er)s?|k"
    ),
    Kind("metres", "متر مترا أمتار", r"m[²³23]?|met(?:re|er)s?"),
    Kind("centimetres", "سنتيمتر سنتيمترا سنتيمترات سم", r"cms?|centimet(?:re|er)s?"),
    Kind("millimetres", "ملليمتر ملليمترا ميليمتر مليمتر مم ملم", r"mm|millimet(?:re|er)s?"),
    Kind("miles", "ميل ميلا أميال", r"mi|miles?|mph|nm"),
    Kind("feet", "قدم قدما أقدام", r"ft|feet|foot|['′]"),
    Kind(
        "kilograms",
        "كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما كيلوجرامات كغ كغم كجم كلغ",
        r"kgs?|kilos?|kilogram(?:me)?s?",
    ),
    Kind("grams", "غرام غراما غرامات جرام جراما جرامات", r"g|gram(?:me)?s?"),
    Kind("tonnes", "طن طنا أطنان", r"tonn?e?s?|t|mt|tonnage"),
    Kind("litres", "لتر لترا لترات ليتر ليترا ليترات", r"l|lit(?:re|er)s?"),
    Kind("barrels", "برميل برميلا براميل", r"barrels?|bbls?|b/d|bpd|mbd"),
    Kind("hectares", "هكتار هكتارا هكتارات", r"ha|hectares?"),
    Kind("feddans or acres", "فدان فدانا أفدنة", r"fedd?ans?|acres?"),
    Kind("megawatts", "ميغاواط ميغاوات ميجاواط ميجاوات", r"mwh?p?|megawatts?"),
    Kind("gigawatts", "غيغاواط غيغاوات جيجاواط جيجاوات", r"gwh?p?|gigawatts?"),
)
"""Measures; a digit must stand right before the Arabic word, as قدم is a foot of the body too."""

TIMES = (
    Kind("years", "سنة سنوات سنين عاما أعوام", r"years?|yrs?"),
    Kind("months", "شهرا أشهر شهور", r"months?"),
    Kind("weeks", "أسبوع أسبوعا أسابيع", r"weeks?"),
    Kind("days", "يوم يوما أيام", r"days?"),
    Kind("hours", "ساعة ساعات", r"hours?|hrs?"),
    Kind("minutes", "دقيقة دقائق", r"minutes?|mins?"),
)
"""Spans of time; English may leave the word out ("Smith, 29,"), but must not change it."""
