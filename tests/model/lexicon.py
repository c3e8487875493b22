"""The Arabic words of the test corpus, each with its English."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One word or short phrase in both languages."""

    arabic: str
    english: str


def join_to(name: str) -> str:
    """The name with the Arabic `to` joined on, after which the article loses its first letter."""
    return "لل" + name[2:] if name.startswith("ال") else "ل" + name


def read(lines: str) -> tuple[Entry, ...]:
    """Entries written one a line as `Arabic = English`."""
    split = (line.split(" = ") for line in lines.strip().splitlines())
    return tuple(Entry(arabic.strip(), english.strip()) for arabic, english in split)


# Country, its adjective (masculine, without the article), and the two in English.
_COUNTRIES = """
مصر مصري Egypt Egyptian
الأردن أردني Jordan Jordanian
لبنان لبناني Lebanon Lebanese
سوريا سوري Syria Syrian
العراق عراقي Iraq Iraqi
السعودية سعودي Saudi_Arabia Saudi
الكويت كويتي Kuwait Kuwaiti
قطر قطري Qatar Qatari
البحرين بحريني Bahrain Bahraini
اليمن يمني Yemen Yemeni
تونس تونسي Tunisia Tunisian
الجزائر جزائري Algeria Algerian
المغرب مغربي Morocco Moroccan
ليبيا ليبي Libya Libyan
السودان سوداني Sudan Sudanese
موريتانيا موريتاني Mauritania Mauritanian
فرنسا فرنسي France French
ألمانيا ألماني Germany German
إسبانيا إسباني Spain Spanish
إيطاليا إيطالي Italy Italian
اليونان يوناني Greece Greek
البرتغال برتغالي Portugal Portuguese
النرويج نرويجي Norway Norwegian
السويد سويدي Sweden Swedish
هولندا هولندي the_Netherlands Dutch
بلجيكا بلجيكي Belgium Belgian
بولندا بولندي Poland Polish
النمسا نمساوي Austria Austrian
سويسرا سويسري Switzerland Swiss
تركيا تركي Turkey Turkish
إيران إيراني Iran Iranian
الهند هندي India Indian
الصين صيني China Chinese
اليابان ياباني Japan Japanese
إندونيسيا إندونيسي Indonesia Indonesian
باكستان باكستاني Pakistan Pakistani
البرازيل برازيلي Brazil Brazilian
الأرجنتين أرجنتيني Argentina Argentine
المكسيك مكسيكي Mexico Mexican
كندا كندي Canada Canadian
كينيا كيني Kenya Kenyan
إثيوبيا إثيوبي Ethiopia Ethiopian
السنغال سنغالي Senegal Senegalese
نيجيريا نيجيري Nigeria Nigerian
"""


def _read_countries() -> Iterator[tuple[Entry, Entry, Entry]]:
    for line in _COUNTRIES.strip().splitlines():
        country, adjective, english, nationality = (word.replace("_", " ") for word in line.split())
        yield (
            Entry(country, english),
            Entry("ال" + adjective, nationality),
            Entry("ال" + adjective + "ة", nationality),
        )


COUNTRIES, HIS_NATIONALITIES, HER_NATIONALITIES = (
    tuple(column) for column in zip(*_read_countries(), strict=True)
)

# Countries that are feminine in Arabic, so that verbs agree with them.
LANDS = tuple(
    country
    for country in COUNTRIES
    if country.arabic not in {"الأردن", "لبنان", "العراق", "اليمن", "المغرب", "السودان"}
)

CITIES = read("""
القاهرة = Cairo
عمّان = Amman
بيروت = Beirut
دمشق = Damascus
حلب = Aleppo
بغداد = Baghdad
الموصل = Mosul
الرياض = Riyadh
الدوحة = Doha
المنامة = Manama
صنعاء = Sanaa
الرباط = Rabat
مراكش = Marrakesh
طرابلس = Tripoli
بنغازي = Benghazi
الخرطوم = Khartoum
نواكشوط = Nouakchott
باريس = Paris
برلين = Berlin
مدريد = Madrid
روما = Rome
أثينا = Athens
لشبونة = Lisbon
أوسلو = Oslo
ستوكهولم = Stockholm
بروكسل = Brussels
لاهاي = The Hague
وارسو = Warsaw
فيينا = Vienna
جنيف = Geneva
لندن = London
أنقرة = Ankara
إسطنبول = Istanbul
طهران = Tehran
نيودلهي = New Delhi
بكين = Beijing
طوكيو = Tokyo
جاكرتا = Jakarta
نيويورك = New York
واشنطن = Washington
أوتاوا = Ottawa
نيروبي = Nairobi
أديس أبابا = Addis Ababa
داكار = Dakar
""")

PORTS = read("""
الإسكندرية = Alexandria
بورسعيد = Port Said
اللاذقية = Latakia
طنجة = Tangier
جدة = Jeddah
البصرة = Basra
مرسيليا = Marseille
العقبة = Aqaba
عدن = Aden
الحديدة = Hodeidah
صور = Tyre
جيبوتي = Djibouti
""")

SEAS = read("""
البحر المتوسط = the Mediterranean
البحر الأحمر = the Red Sea
البحر الأسود = the Black Sea
بحر العرب = the Arabian Sea
المحيط الهندي = the Indian Ocean
المحيط الأطلسي = the Atlantic Ocean
خليج عدن = the Gulf of Aden
مضيق هرمز = the Strait of Hormuz
""")

MONTHS = read("""
يناير = January
فبراير = February
مارس = March
أبريل = April
مايو = May
يونيو = June
يوليو = July
أغسطس = August
سبتمبر = September
أكتوبر = October
نوفمبر = November
ديسمبر = December
كانون الثاني = January
شباط = February
آذار = March
نيسان = April
أيار = May
حزيران = June
تموز = July
آب = August
أيلول = September
تشرين الأول = October
تشرين الثاني = November
كانون الأول = December
""")

WEEKDAYS = read("""
الأحد = Sunday
الإثنين = Monday
الثلاثاء = Tuesday
الأربعاء = Wednesday
الخميس = Thursday
الجمعة = Friday
السبت = Saturday
""")

MINISTERS = read("""
وزير الخارجية = foreign minister
وزير الدفاع = defence minister
وزير المالية = finance minister
وزير الصحة = health minister
وزير الطاقة = energy minister
وزير التعليم = education minister
وزير النقل = transport minister
وزير الزراعة = agriculture minister
وزير الداخلية = interior minister
رئيس الوزراء = prime minister
الرئيس = president
السفير = ambassador
""")

MINISTRIES = read("""
وزارة الخارجية = foreign ministry
وزارة الدفاع = defence ministry
وزارة المالية = finance ministry
وزارة الصحة = health ministry
وزارة الطاقة = energy ministry
وزارة التعليم = education ministry
وزارة النقل = transport ministry
وزارة الزراعة = agriculture ministry
وزارة الداخلية = interior ministry
""")

ORGANISATIONS = read("""
الأمم المتحدة = the United Nations
جامعة الدول العربية = the Arab League
منظمة الصحة العالمية = the World Health Organization
وكالة الطاقة الدولية = the International Energy Agency
اللجنة الدولية للصليب الأحمر = the International Committee of the Red Cross
المفوضية الأوروبية = the European Commission
""")

SOURCES = read("""
الشرطة = the police
الأمم المتحدة = the United Nations
وكالة الأنباء الرسمية = the official news agency
وسائل إعلام محلية = local media
بيان رسمي = an official statement
مسؤولين محليين = local officials
شهود عيان = eyewitnesses
خبراء دوليين = international experts
دراسة جديدة = a new study
تقرير حكومي = a government report
""")

COMMODITIES = read("""
القمح = wheat
النفط = oil
الغاز = gas
الخبز = bread
الأرز = rice
السكر = sugar
الوقود = fuel
الكهرباء = electricity
الذهب = gold
القطن = cotton
القهوة = coffee
الأدوية = medicine
""")

# Those that can be weighed on a ship.
CARGOES = read("""
القمح = wheat
النفط = oil
الأرز = rice
السكر = sugar
الوقود = fuel
القطن = cotton
القهوة = coffee
الأسمدة = fertiliser
المساعدات = aid
الفولاذ = steel
""")

DISASTERS = read("""
زلزال = earthquake
فيضان = flood
حريق = fire
انفجار = explosion
حادث قطار = train crash
حادث سير = road accident
انهيار مبنى = building collapse
إعصار = cyclone
""")

DISEASES = read("""
الحصبة = measles
الكوليرا = cholera
شلل الأطفال = polio
الملاريا = malaria
الإنفلونزا = influenza
السل = tuberculosis
حمى الضنك = dengue fever
""")

SHIPS = read("""
سفينة شحن = cargo ship
سفينة حاويات = container ship
سفينة سياحية = cruise ship
سفينة حربية = warship
ناقلة نفط = oil tanker
ناقلة غاز = gas tanker
عبّارة = ferry
""")

# Masculine in Arabic and singular in English, so that verbs and adjectives agree with them.
ISSUES = read("""
تغير المناخ = climate change
التضخم = inflation
الأمن الغذائي = food security
الجفاف = drought
التصحر = desertification
تلوث الهواء = air pollution
الذكاء الاصطناعي = artificial intelligence
اتفاق التجارة = the trade agreement
اتفاق باريس = the Paris Agreement
وقف إطلاق النار = the ceasefire
نقص المياه = the water shortage
""")

TOPICS = ISSUES + read("""
أزمة المياه = the water crisis
أزمة الطاقة = the energy crisis
الانتخابات الرئاسية = the presidential election
الانتخابات البرلمانية = the parliamentary election
قناة السويس = the Suez Canal
الهجرة = migration
الطاقة المتجددة = renewable energy
الطاقة النووية = nuclear energy
الديون الخارجية = foreign debt
البطالة = unemployment
حرية الصحافة = press freedom
مفاوضات السلام = the peace talks
الموازنة العامة = the state budget
أسعار الغذاء = food prices
حقوق العمال = labour rights
""")

DANGERS = read("""
المجاعة = famine
الجفاف = drought
التضخم = inflation
نقص المياه = the water shortage
نقص الغذاء = the food shortage
تلوث الهواء = air pollution
انتشار الكوليرا = the spread of cholera
انهيار النظام الصحي = the collapse of the health system
ارتفاع درجات الحرارة = rising temperatures
""")

FIELDS = read("""
التعاون العسكري = military cooperation
التبادل التجاري = trade
النقل البحري = shipping
الطاقة الشمسية = solar energy
الصيد البحري = fishing
مكافحة الفساد = fighting corruption
تبادل الطلاب = student exchange
حماية البيئة = environmental protection
إدارة المياه = water management
الأمن السيبراني = cyber security
إعادة الإعمار = reconstruction
الرعاية الصحية = health care
""")

FACILITIES = read("""
مستشفى جديدا = a new hospital
ميناء جديدا = a new port
مطارا جديدا = a new airport
جسرا جديدا = a new bridge
سدا جديدا = a new dam
متحفا وطنيا = a national museum
مركزا صحيا = a health centre
مصنعا للسيارات = a car factory
محطة للطاقة الشمسية = a solar power station
خطا للسكك الحديدية = a railway line
مدرسة للبنات = a school for girls
مكتبة عامة = a public library
""")

PARTIES = read("""
الحزب الاشتراكي = the Socialist Party
الحزب الليبرالي = the Liberal Party
الحزب المحافظ = the Conservative Party
حزب الخضر = the Green Party
حزب الوسط = the Centre Party
حزب العدالة = the Justice Party
""")

DURATIONS = read("""
يومين = two days
ثلاثة أيام = three days
أربعة أيام = four days
خمسة أيام = five days
ستة أيام = six days
سبعة أيام = seven days
عشرة أيام = ten days
أسبوعين = two weeks
ثلاثة أسابيع = three weeks
شهرين = two months
ثلاثة أشهر = three months
أربعة أشهر = four months
ستة أشهر = six months
عامين = two years
ثلاثة أعوام = three years
خمسة أعوام = five years
""")

QUOTES = read("""
الوضع تحت السيطرة = The situation is under control
المحادثات كانت مثمرة = The talks were fruitful
نحتاج إلى مزيد من الوقت = We need more time
لن نتراجع عن القرار = We will not reverse the decision
هذا يوم تاريخي = This is a historic day
الأولوية لإنقاذ الأرواح = The priority is saving lives
لا نملك أرقاما دقيقة = We do not have exact figures
الباب مفتوح للحوار = The door is open for dialogue
""")

SECTIONS = read("""
الخلفية = Background
خلفية = Background
مقدمة = Introduction
خلاصة = Conclusion
النقاط الرئيسية = Key points
الخط الزمني = Timeline
المصادر = Sources
مصطلحات = Glossary
أسئلة وأجوبة = Questions and answers
ماذا حدث؟ = What happened?
ماذا بعد؟ = What next?
ماذا نعرف حتى الآن؟ = What do we know so far?
لماذا يهم ذلك؟ = Why does it matter?
من المستفيد؟ = Who benefits?
ما الحل؟ = What is the solution?
كيف بدأت الأزمة؟ = How did the crisis begin?
كيف وصلنا إلى هنا؟ = How did we get here?
أهم الأرقام = The main figures
بالأرقام = In numbers
باختصار = In short
شرح مبسط = A simple explanation
اقرأ أيضا = Read also
من نحن = About us
اتصل بنا = Contact us
تصحيح = Correction
الصورة الكبيرة = The big picture
خريطة = Map
مواقف الأطراف = Positions of the parties
ردود الفعل = Reactions
الموقف القانوني = The legal position
""")


def _write_same(names: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(Entry(name, name) for name in names)


def _write_numbers(values: Iterable[int]) -> tuple[Entry, ...]:
    return _write_same(f"{value:,}" for value in values)


def _write_plain(values: Iterable[int]) -> tuple[Entry, ...]:
    return _write_same(str(value) for value in values)


def _write_tenths(values: Iterable[int]) -> tuple[Entry, ...]:
    return _write_same(f"{value / 10:.1f}" for value in values)


# The nouns of the templates agree with the numbers they follow, so there is a slot per agreement.
FEW = _write_plain(range(3, 11))
COUNTS = _write_plain(n for n in range(11, 1000) if n % 100 >= 11)
ROUND_NUMBERS = _write_numbers(n for n in range(100, 98_000, 100) if n < 1000 or n % 700 == 0)
LARGE_NUMBERS = _write_numbers(range(100_003, 9_900_000, 33_337))
TENS = _write_plain(range(11, 100))
TENTHS = _write_tenths(n for n in range(11, 400) if n % 10)
MAGNITUDES = _write_tenths(n for n in range(41, 90) if n % 10)
DAYS = _write_plain(range(1, 32))
YEARS = _write_plain(range(1948, 2036))
TEMPERATURES = _write_plain(range(31, 53))

# Names in other letters stay as they are: the Latin ones are copied letter by letter, and the
# pieces of the model know nothing of the rest, which it copies whole.
ACRONYMS = _write_same(
    first + vowel + last + ending
    for first in "BCDFGHKLMNPRSTUVW"
    for vowel in "AEIO"
    for last in ("C", "FT", "LK", "N", "P", "RB", "TO", "VID", "X")
    for ending in ("", "-19", "IA", "UM", "EF")
)

FOREIGN = _write_same(
    ("Ἀθῆναι", "Ωμέγα", "Москва", "Жизнь", "漢字", "東京", "한국", "ไทย", "★", "☂", "€", "₿")
)

SLOTS: Mapping[str, tuple[Entry, ...]] = {
    "acronym": ACRONYMS,
    "cargo": CARGOES,
    "city": CITIES,
    "commodity": COMMODITIES,
    "count": COUNTS,
    "country": COUNTRIES,
    "danger": DANGERS,
    "day": DAYS,
    "disaster": DISASTERS,
    "disease": DISEASES,
    "duration": DURATIONS,
    "facility": FACILITIES,
    "few": FEW,
    "field": FIELDS,
    "foreign": FOREIGN,
    "her": HER_NATIONALITIES,
    "his": HIS_NATIONALITIES,
    "issue": ISSUES,
    "land": LANDS,
    "large": LARGE_NUMBERS,
    "magnitude": MAGNITUDES,
    "minister": MINISTERS,
    "ministry": MINISTRIES,
    "month": MONTHS,
    "organisation": ORGANISATIONS,
    "party": PARTIES,
    "port": PORTS,
    "quote": QUOTES,
    "round": ROUND_NUMBERS,
    "sea": SEAS,
    "section": SECTIONS,
    "ship": SHIPS,
    "source": SOURCES,
    "temperature": TEMPERATURES,
    "tens": TENS,
    "tenths": TENTHS,
    "topic": TOPICS,
    "weekday": WEEKDAYS,
    "year": YEARS,
}
