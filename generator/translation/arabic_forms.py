"""How an Arabic word may be read: what clings to it taken off, and what only looks as if it did.

Conjunctions (و ف), prepositions (ب ك ل), the article (ال, with ل: لل) and pronouns (ها هم نا ...)
are written together with their word. The letters alone do not tell whether وزارة is a ministry or
an "and" before something else, so every reading is given, the most literal first, and none is
taken from a word that is known to be whole. The affixes are those of the light stemmer of Larkey,
Ballesteros and Connell (2007). The endings of number and gender make other words of a glossary:
they are taken off only for those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from generator.text.arabic import fold
from generator.translation.arabic_plurals import singulars

_INVISIBLE = "\u0640\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_UNSEEN = re.compile(f"[{_INVISIBLE}{_MARKS}]")
WORD = re.compile(rf"[^\W\d_](?:[{_INVISIBLE}{_MARKS}]*[^\W\d_])*[{_MARKS}]*|\d+")
"""A word as written, vowel signs included, or a row of digits."""

_MADDA = str.maketrans("آ", "ٲ")
"""Folding leaves this letter alone."""

_ARTICLES = ("ال", "ٱل")
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكل"
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ه", "ك")
_SHORTEST_STEM = 3
_SHORTEST_DEFINITE = 2
"""Behind an article two letters are a word (الحج, الدم): the article itself is proof enough."""
_RARE_IN_NEWS = frozenset({"ك", "كم", "كن", "كما"})
"""Pronouns of address, which far more often end a word of its own (شريك, محاكم, مساكن)."""
_PLAIN_PRONOUNS = frozenset({"ها", "هم", "هما"})
"""What ends so behind two letters has the pronoun: سدها, حقهم."""


@dataclass(frozen=True)
class Form:
    """One reading of a written word."""

    stem: str
    """Folded, without all that clings to it."""
    text: str
    """The word in its own spelling, with the article if it has one."""
    has_article: bool = False
    is_prefixed: bool = False
    """A conjunction or a preposition was taken off."""
    is_suffixed: bool = False
    """A pronoun, or the ending of an accusative, was taken off."""
    is_singular: bool = False
    """It was a dual or a regular plural."""
    is_masculine: bool = False
    """The ة of an adjective was taken off, which it has beside a plural of things."""

    @property
    def cost(self) -> int:
        """How far the reading is from the word as written."""
        endings = self.is_suffixed + self.is_singular + self.is_masculine
        return self.has_article + 2 * self.is_prefixed + 2 * endings


def bare(word: str) -> str:
    """The word as written, without vowel signs, tatweel and invisible characters."""
    return _UNSEEN.sub("", word)


def stem_of(word: str) -> str:
    """The folded word, but for what folding makes one and a reader does not.

    على (on) is not علي (Ali), and آفاد (an agency) is not أفاد (said).
    """
    return word if word in _FINAL_ALIF else fold(word.translate(_MADDA))


def split_article(word: str) -> tuple[str, bool]:
    """The folded word without its article, and whether it had one; prefixes stay.

    The alif of أل and إل is no article: ألمانيا, إلى.
    """
    word = bare(word)
    if word.startswith(_ARTICLES) and len(word) >= 2 + _SHORTEST_DEFINITE:
        return stem_of(word[2:]), True
    return stem_of(word), False


def readings(
    word: str,
    known: Collection[str] = frozenset(),
    *,
    prefixes: bool = True,
    numbers: bool = False,
) -> tuple[Form, ...]:
    """Every way to read `word`, most literal first.

    `known` holds folded words that nothing is taken from, beside those this module knows.
    Without `prefixes`, conjunctions and prepositions stay: inside a phrase they end it. With
    `numbers`, a dual and a regular plural are read as their singular too.
    """
    written = bare(word)
    found: dict[tuple[str, bool], Form] = {}
    for form in _heads(written, known) if prefixes else _definite(written):
        found.setdefault((form.stem, form.has_article), form)
        # Folded, كتابه (his book) is the known word كتابة (writing), and may be كتاب all the same.
        is_whole = form.stem in _PLAIN or form.stem in known
        if not form.has_article and (not is_whole or form.text.endswith("ه")):
            for text in _without_endings(form.text, word):
                shorter = Form(stem_of(text), text, False, form.is_prefixed, True)
                found.setdefault((shorter.stem, False), shorter)
    if numbers:
        for form in tuple(found.values()):
            for singular in _in_the_singular(form, is_inside=not prefixes):
                found.setdefault((singular.stem, singular.has_article), singular)
    return tuple(sorted(found.values(), key=lambda form: form.cost))


def _in_the_singular(form: Form, *, is_inside: bool) -> Iterator[Form]:
    article = form.text[:2] if form.has_article else ""
    word = form.text[len(article) :]
    for singular in singulars(word):
        yield replace(form, stem=stem_of(singular), text=article + singular, is_singular=True)
    if is_inside and word.endswith("ية") and not form.is_suffixed:
        # تجارية beside اتفاقات is the adjective of اتفاق تجاري.
        yield replace(form, stem=stem_of(word[:-1]), text=form.text[:-1], is_masculine=True)


def _definite(word: str) -> Iterator[Form]:
    yield Form(stem_of(word), word)
    stem, has_article = split_article(word)
    if has_article:
        yield Form(stem, word, has_article=True)


def _heads(word: str, known: Collection[str]) -> Iterator[Form]:
    """The word with more and more taken off its beginning."""
    yield from _definite(word)
    if _is_whole(word, known):
        return
    yield from _without_preposition(word, known)
    if word[:1] and word[0] in _CONJUNCTIONS:
        rest = word[1:]
        yield from _prefixed(rest)
        if not _is_whole(rest, known):
            yield from _without_preposition(rest, known)


def _without_preposition(word: str, known: Collection[str]) -> Iterator[Form]:
    if word.startswith("لل") and len(word) >= 2 + _SHORTEST_DEFINITE:
        # ل and الل make لل too: للغة is ل and اللغة.
        if not _is_whole(word[1:], known):
            yield _behind_prefix(f"ال{word[2:]}")
        yield _behind_prefix(f"ال{word[1:]}")
    if word[:1] and word[0] in _PREPOSITIONS:
        yield from _prefixed(word[1:])


def _prefixed(rest: str) -> Iterator[Form]:
    if split_article(rest)[1]:
        yield _behind_prefix(rest)
    if len(rest) >= _SHORTEST_STEM:
        yield Form(stem_of(rest), rest, is_prefixed=True)


def _behind_prefix(word: str) -> Form:
    """A word with its article, behind a prefix."""
    stem, has_article = split_article(word)
    return Form(stem, word, has_article, is_prefixed=True)


def _without_endings(word: str, written: str) -> Iterator[str]:
    """A word without article when a pronoun or the accusative's alif is taken off."""
    if word.endswith("ة"):
        # Written with its dots it is no pronoun; folded it would look like one.
        return
    for pronoun in _PRONOUNS:
        rest = word.removesuffix(pronoun)
        shortest = _SHORTEST_STEM + (pronoun in _RARE_IN_NEWS) - (pronoun in _PLAIN_PRONOUNS)
        if rest != word and len(rest) >= shortest:
            yield from _unjoined(rest)
    # سوريا is not سوري in the accusative, unless it says so with the sign of the tanween.
    is_accusative = word.endswith("ا") and (not word.endswith("يا") or "\u064b" in written)
    if is_accusative and len(word) > (2 if "\u064b" in written else _SHORTEST_STEM):
        yield word[:-1]


def _unjoined(stem: str) -> Iterator[str]:
    """The stem, and what it is when no pronoun follows: عاصمت عاصمة, مستشفا مستشفى."""
    if stem.endswith("ت"):
        yield stem[:-1] + "ة"
    elif stem.endswith("ا"):
        yield stem[:-1] + "ى"
    elif stem.endswith(("ائ", "اؤ")):
        yield stem[:-1] + "ء"
    yield stem


def _is_whole(word: str, known: Collection[str]) -> bool:
    folded = fold(word)
    return folded in WHOLE_WORDS or folded in known


_FINAL_ALIF = frozenset({"على", "إلى", "الى", "حتى", "متى", "لدى", "سوى", "مدى"})
_ENDINGS = ("", "ا", "ان", "ين", "ون", "ات", "ي", "يه", "يا", "يين", "يون", "يات")
_JOINED = ("ه", "ها", "هم", "هما", "نا", "ان", "ين", "ا", "ي")

_WHOLE = """
    وزارة وزير وزيرة وزراء وفد وفود وكالة وكيل وكلاء ولاية ولاء والي والد والدة واد وادي وطن وقت
    وقود وقف وقفة وقوع وقائع وقاية وضع وضوح وعد وعود وعي وفاة وفاق وفرة واجب واجهة واحة واحد واردات
    واسع واسطة واشنطن واقع واقعة وباء وتر وتيرة وثيقة وثائق وجبة وجه وجهة وجود وحدة وحدات وحش ورد
    وردة ورشة ورق ورقة وسط وسيط وسيلة وسائل وساطة وسام وصف وصفة وصول وصي وصية وظيفة وظائف وليد ولي
    وهم وهج ودائع وديعة وداع ورثة وشاح وصاية وعاء وقفات وصلة وزن وزنة ويلات ويلز ورم فرنسا فلسطين
    فنلندا فنزويلا فيتنام فيينا فيروس فيل فيلم فيضان فاشية فاعل فائدة فوائد فائز فائض فاتورة فارس
    فارق فاسد فاصل فئة فتاة فتح فترة فجر فجوة فحص فحم فخر فراغ فرد فرص فرصة فرض فرع فرق فرقة فريق
    فساد فشل فصل فصيل فصائل فضاء فضة فضل فضيحة فعل فقر فقرة فقيه فقه فكر فكرة فلاح فلسفة فلك فن
    فندق فهم فوج فوز فوضى فيدرالية فدية فتنة فتوى فاكهة فوسفات فولاذ فيزا فيتو بحر بحرين بحار بحث
    بحوث بحيرة بداية بدل بدو بديل براءة برج برد برلمان برلين برنامج برامج بروتوكول بروكسل بريد
    بريطانيا بشر بشرة بصر بصرة بصمة بضائع بضاعة بطاقة بطل بطولة بطالة بعثة بعد بعض بغداد بقاء بقر
    بقرة بقعة بلاد بلاستيك بلاغ بلجيكا بلد بلدة بلدية بلدان بلغاريا بلوغ بليون بناء بناية بنت بنات
    بند بنود بندقية بنزين بنك بنوك بنية بوابة بورصة بوسنة بولندا بيئة بيان بيانات بيت بيوت بيروت
    بيع بيض بيلاروس باب باحث باخرة بارجة باريس باكستان بالغ بالون بادية بائع باص باطل بكاء بكتيريا
    بكين بلقان بترول بتكوين برازيل برتغال برق بركان بركة برهان بروتين بذرة بذور بدر كتاب كتب كتابة
    كاتب كتلة كتيبة كثير كثافة كرة كرسي كرامة كرد كردستان كرواتيا كربون كسر كشف كفاءة كفالة كل كلام
    كلب كلمة كلية كليات كمبوديا كم كمية كمين كمال كندا كنز كنيسة كهرباء كهف كوب كوبا كوريا كوكب
    كولومبيا كوليرا كونغو كوسوفو كويت كيان كيس كيلو كيمياء كينيا كامل كارثة كوارث كاميرا كان كافة
    كائن كابل كبير كبار كبد كبريت كالسيوم كورونا كوفيد كود كوكايين كونغرس كثبان لبنان لجنة لجان
    لحظة لحم لحن لسان لص لعب لعبة لغة لغات لغز لغم لقاء لقاح لقاحات لقب لندن لهب لهجة لواء لوائح
    لائحة لاجئ لاجئون لاجئين لاعب لاتفيا لازم لاهاي لافتة لوحة لوم لون ليبيا ليبيريا ليل ليلة
    ليتوانيا ليبرالية لقطة لمحة لوبي لوجستي لوكسمبورغ لاوس لاما لادن لدي لديك
    كفيل فقمة بسيط بسيطة كسوف بعوض بعوضة وعكة وسادة كلفة بذلة بسمة ولادة وفيات كساد لباس وريد بلاغة
    بقالة بديلة كفن فهد لثة فنان فنانة لهيب كحول لقمة بصيرة وشم وكر لحاء لياقة بشارة فرضية فريضة
    وديع لديه لديها لديهم لدينا كانت كانوا وقد فقد فقط لقد لكن لكنه لكنها
"""
_PLAIN = frozenset(fold(word) for word in _WHOLE.split())
WHOLE_WORDS = frozenset(
    fold(stem + ending)
    for word in _WHOLE.split()
    for stem, endings in (
        (word, _ENDINGS),
        (word[:-1] + "ت" if word.endswith("ة") else word, _JOINED),
        (word[:-1] if word.endswith("ة") else word, _ENDINGS),
    )
    for ending in endings
)
"""Common words, in their usual endings, whose first letter is not a prefix."""

_SMALL = """
    في من على إلى عن مع بين حتى منذ خلال بعد قبل عند لدى ضد نحو حول دون غير سوى مثل أن إن لأن كأن
    لكن ثم أو أم بل لا ما لم لن ليس ليست قد لقد كان كانت كانوا يكون تكون هذا هذه ذلك تلك هؤلاء التي
    الذي الذين اللذين هو هي هم هما نحن كل بعض أي أيضا إذا إذ عندما حيث كما فيه فيها منه منها عليه
    عليها إليه إليها به بها له لها لهم وهو وهي ولا وما وقد وأن وإن بأن قال قالت وقال وقالت أضاف أكد
    يوم عام سنة شهر وفي ومن وعلى عنه عنها بما مما فيما كذلك أكثر أقل جدا
"""
SMALL_WORDS = frozenset(stem_of(word) for word in _SMALL.split())
"""Stems of words that name nothing: prepositions, pronouns, auxiliaries, said."""


def is_small(word: str) -> bool:
    """Whether a word, with the punctuation around it, names nothing."""
    return all(
        any(form.stem in SMALL_WORDS for form in readings(match[0]))
        for match in WORD.finditer(word)
    )
