"""The sentence patterns of the test corpus: news events, facts, questions and headings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """One sentence pattern in both languages; `{city}` and `{city2}` are two different cities."""

    arabic: str
    english: str


def _read(text: str) -> tuple[Template, ...]:
    """Templates written as an Arabic line, then its English line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return tuple(
        Template(arabic, english) for arabic, english in zip(lines[::2], lines[1::2], strict=True)
    )


# What happened: no full stop and no time, so that a frame can add them.
EVENTS = _read("""
زار {minister} {his} {city}
the {his} {minister} visited {city}

وصل {minister} {his} إلى {city}
the {his} {minister} arrived in {city}

غادر {minister} {his} {city} متوجها إلى {city2}
the {his} {minister} left {city} for {city2}

التقى {minister} {his} نظيره {his2} في {city}
the {his} {minister} met his {his2} counterpart in {city}

وقّع {minister} {his} اتفاقا مع {country}
the {his} {minister} signed an agreement with {country}

وقّعت الحكومة {her} اتفاقا مع {country} بشأن {field}
the {her} government signed an agreement with {country} on {field}

ناقش {minister} {his} {topic} مع {organisation}
the {his} {minister} discussed {topic} with {organisation}

استقال {minister} {his} من منصبه
the {his} {minister} resigned from office

ألغى {minister} {his} زيارته {to_city}
the {his} {minister} cancelled his visit to {city}

أعلنت الحكومة {her} حالة الطوارئ
the {her} government declared a state of emergency

أعلنت {ministry} {her} خطة جديدة لمواجهة {danger}
the {her} {ministry} announced a new plan to tackle {danger}

رفضت {ministry} {her} التعليق على {topic}
the {her} {ministry} declined to comment on {topic}

نفت {ministry} {her} وقوع خسائر في {city}
the {her} {ministry} denied any losses in {city}

حذرت {organisation} من {danger} في {country}
{organisation} warned of {danger} in {country}

دعت {organisation} إلى وقف القتال في {country}
{organisation} called for an end to the fighting in {country}

أرسلت {organisation} مساعدات {to_country}
{organisation} sent aid to {country}

أرسلت {organisation} {round} طن من {cargo} {to_country}
{organisation} sent {round} tonnes of {cargo} to {country}

عقدت {organisation} اجتماعا طارئا في {city}
{organisation} held an emergency meeting in {city}

اختتمت قمة {topic} أعمالها في {city}
the summit on {topic} concluded in {city}

بدأت محادثات بين {country} و{country2} في {city}
talks between {country} and {country2} began in {city}

استمرت المحادثات بين {country} و{country2} {duration}
the talks between {country} and {country2} lasted {duration}

ضرب زلزال بقوة {magnitude} درجات سواحل {country}
an earthquake of magnitude {magnitude} struck the coast of {country}

ضرب زلزال مدينة {city}
an earthquake struck the city of {city}

قُتل {count} شخصا في {disaster} في {city}
{count} people were killed in a {disaster} in {city}

قُتل {few} أشخاص في {disaster} قرب {city}
{few} people were killed in a {disaster} near {city}

أصيب {count} شخصا في {disaster} في {country}
{count} people were injured in a {disaster} in {country}

قُتل {few} أشخاص وأصيب {count} آخرون في {disaster}
{few} people were killed and {count} others were injured in a {disaster}

انتشلت فرق الإنقاذ {few} ناجين من تحت الأنقاض
rescue teams pulled {few} survivors from under the rubble

شردت الفيضانات {round} شخص في {country}
the floods displaced {round} people in {country}

دمر إعصار {count} منزلا في {country}
a cyclone destroyed {count} homes in {country}

عبرت {count} سفينة قناة السويس
{count} ships crossed the Suez Canal

غرقت {ship} في {sea}
a {ship} sank in {sea}

جنحت {ship} قبالة سواحل {country}
a {ship} ran aground off the coast of {country}

غادرت {ship} ميناء {port} متجهة إلى {port2}
a {ship} left the port of {port} for {port2}

وصلت {ship} إلى ميناء {port}
a {ship} arrived at the port of {port}

وصلت سفينة تحمل {round} طن من {cargo} إلى ميناء {port}
a ship carrying {round} tonnes of {cargo} arrived at the port of {port}

أنقذ خفر السواحل {count} مهاجرا في {sea}
the coast guard rescued {count} migrants in {sea}

فاز {party} في الانتخابات {her}
{party} won the {her} election

خسر {party} الانتخابات في {country}
{party} lost the election in {country}

حصل {party} على {count} مقعدا في البرلمان {his}
{party} won {count} seats in the {his} parliament

أقر البرلمان {his} قانونا جديدا بشأن {topic}
the {his} parliament passed a new law on {topic}

أجلت المحكمة {her} الانتخابات {duration}
the {her} court postponed the election by {duration}

تظاهر {round} شخص في {city} احتجاجا على {topic}
{round} people demonstrated in {city} over {topic}

سجلت {ministry} {her} {count} إصابة جديدة بمرض {disease}
the {her} {ministry} recorded {count} new cases of {disease}

تلقى {round} طفل لقاحا ضد {disease} في {country}
{round} children were vaccinated against {disease} in {country}

انتشر مرض {disease} في {country}
{disease} spread in {country}

افتتحت الحكومة {her} {facility} في {city}
the {her} government opened {facility} in {city}

بنت شركة من {country} {facility} في {city}
a company from {country} built {facility} in {city}

ارتفعت أسعار {commodity} في {country}
the price of {commodity} rose in {country}

انخفضت أسعار {commodity} في {country}
the price of {commodity} fell in {country}

ارتفعت أسعار {commodity} بنسبة {tenths} في المئة
the price of {commodity} rose by {tenths} percent

انخفضت أسعار {commodity} بنسبة {tens} في المئة
the price of {commodity} fell by {tens} percent

قطعت السلطات {her} الكهرباء عن {city}
the {her} authorities cut off electricity to {city}

أغلقت السلطات {her} ميناء {port}
the {her} authorities closed the port of {port}

أوقفت السلطات {her} استيراد {commodity} من {country}
the {her} authorities stopped importing {commodity} from {country}

توقفت حركة القطارات بين {city} و{city2}
train traffic between {city} and {city2} stopped

علقت شركة الطيران {her} رحلاتها إلى {city}
the {her} airline suspended its flights to {city}

أطلقت وكالة {acronym} برنامجا جديدا في {country}
the {acronym} agency launched a new programme in {country}

انضمت {land} إلى اتفاقية {acronym}
{land} joined the {acronym} convention
""")

# The event, then when or by whose account it happened. The plain full stop comes first.
FRAMES = _read("""
{event}.
{event}.

{event} يوم {weekday}.
{event} on {weekday}.

{event} أمس.
{event} yesterday.

{event} في {day} {month} {year}.
{event} on {day} {month} {year}.

{event} في {month} الماضي.
{event} last {month}.

{event} للمرة الأولى منذ عام {year}.
{event} for the first time since {year}.

في {day} {month} {year}، {event}.
on {day} {month} {year}, {event}.

وفقا {to_source}، {event}.
according to {to_source}, {event}.

{event}، وفقا {to_source}.
{event}, according to {to_source}.
""")

# Two events in one sentence.
PAIRS = _read("""
{event}، و{event2}.
{event}, and {event2}.

{event}، بينما {event2}.
{event}, while {event2}.

بعد أن {event}، {event2}.
after {event}, {event2}.
""")

FACTS = _read("""
يبلغ عدد سكان {country} {tens} مليون نسمة.
{country} has a population of {tens} million.

يبلغ عدد سكان {country} نحو {tens} مليون نسمة.
{country} has a population of about {tens} million.

بلغ معدل التضخم في {country} {tenths} في المئة.
inflation in {country} reached {tenths} percent.

بلغت درجة الحرارة في {city} {temperature} درجة مئوية.
the temperature in {city} reached {temperature} degrees Celsius.

تقع {city} على بعد {count} كيلومترا من الحدود {her}.
{city} lies {count} kilometres from the {her} border.

تقع {city} على ساحل {sea}.
{city} lies on the coast of {sea}.

تأسست المنظمة عام {year} ومقرها {city}.
the organisation was founded in {year} and is based in {city}.

تأسست {organisation} عام {year}.
{organisation} was founded in {year}.

تستورد {land} معظم احتياجاتها من {commodity}.
{land} imports most of its {commodity}.

تستورد {land} {tens} في المئة من احتياجاتها من {commodity}.
{land} imports {tens} percent of its {commodity}.

تعد {land} أكبر مورد {to_land2} من {commodity}.
{land} is the largest supplier of {commodity} to {land2}.

يشكل {issue} تحديا كبيرا {to_country}.
{issue} is a major challenge for {country}.

لا توجد أرقام دقيقة عن {topic} في {country}.
there are no exact figures on {topic} in {country}.

يعيش {round} لاجئ في {country}.
{round} refugees live in {country}.

يعمل في المصنع {count} عاملا.
the factory employs {count} workers.

كلف المشروع {tens} مليون دولار.
the project cost {tens} million dollars.

تبلغ قيمة الاتفاق {tenths} مليار دولار.
the agreement is worth {tenths} billion dollars.

سيستمر العمل في المشروع {duration}.
work on the project will last {duration}.

ستجرى الانتخابات {her} في {day} {month} {year}.
the {her} election will be held on {day} {month} {year}.

من المتوقع أن ترتفع أسعار {commodity} في عام {year}.
the price of {commodity} is expected to rise in {year}.

من المتوقع أن تنخفض أسعار {commodity} قبل نهاية {month}.
the price of {commodity} is expected to fall before the end of {month}.

لم يعلق {minister} {his} على {topic}.
the {his} {minister} did not comment on {topic}.

لم تتوصل {land} و{land2} إلى اتفاق بشأن {topic}.
{land} and {land2} did not reach an agreement on {topic}.

يدخل القانون حيز التنفيذ في {month}.
the law comes into force in {month}.

تتولى {land} رئاسة القمة هذا العام.
{land} holds the presidency of the summit this year.

تبدأ المدارس في {country} يوم {weekday}.
schools in {country} open on {weekday}.

تربط القناة بين {sea} و{sea2}.
the canal links {sea} and {sea2}.

يبلغ طول القناة {count} كيلومترا.
the canal is {count} kilometres long.

بين عامي {year} و{year2}، ارتفعت أسعار {commodity}.
between {year} and {year2}, the price of {commodity} rose.

ومع ذلك، لم تتغير أسعار {commodity}.
however, the price of {commodity} did not change.

لكن {organisation} لم تؤكد ذلك.
but {organisation} did not confirm this.

ولهذا السبب، ترى {land} أن الاتفاق ضروري.
for this reason, {land} considers the agreement necessary.

أولا، {topic}؛ ثانيا، {topic2}؛ ثالثا، {topic3}.
first, {topic}; second, {topic2}; third, {topic3}.

أبرز الملفات هي: {topic}، و{topic2}، و{topic3}.
the main issues are: {topic}, {topic2} and {topic3}.

شاركت {land} و{land2} و{land3} في القمة.
{land}, {land2} and {land3} took part in the summit.

قال {minister} {his}: «{quote}».
the {his} {minister} said: "{quote}".

قالت المتحدثة باسم {ministry} {her}: «{quote}».
the spokeswoman for the {her} {ministry} said: "{quote}".

«{quote}»، يقول {minister} {his}.
"{quote}", says the {his} {minister}.

يعد {issue} (إلى جانب {issue2}) من أهم القضايا في {country}.
{issue} (along with {issue2}) is one of the main issues in {country}.

فيروس {acronym} ليس خطيرا.
the {acronym} virus is not dangerous.

تنتج شركة {foreign} {commodity} في {country}.
the company {foreign} produces {commodity} in {country}.

ارتفع معدل البطالة إلى {tens}%.
unemployment rose to {tens}%.

انخفض معدل البطالة من {tenths}% إلى {tenths2}%.
unemployment fell from {tenths}% to {tenths2}%.

بلغت التكلفة {large} دولار.
the cost was {large} dollars.

بلغت التكلفة نحو {tens} مليون دولار ({tens2} مليون يورو).
the cost was about {tens} million dollars ({tens2} million euros).

بلغ عدد النازحين {large} شخص.
the number of displaced people reached {large}.

خلال الفترة {year}-{year2}، انخفضت أسعار {commodity}.
during the period {year}-{year2}, the price of {commodity} fell.

يقع مقر {organisation} في {city}.
{organisation} is based in {city}.

فاز {party} بنسبة {tens}% من الأصوات.
{party} won {tens}% of the votes.

تبلغ مساحة {country} {large} كيلومتر مربع.
{country} has an area of {large} square kilometres.
""")

QUESTIONS = _read("""
ما هو {issue}؟
what is {issue}?

ما أسباب {danger} في {country}؟
what are the causes of {danger} in {country}?

ما الذي نعرفه عن {topic}؟
what do we know about {topic}?

ماذا يعني {issue} {to_country}؟
what does {issue} mean for {country}?

لماذا ارتفعت أسعار {commodity}؟
why did the price of {commodity} rise?

لماذا ارتفعت أسعار {commodity} في {country}؟
why did the price of {commodity} rise in {country}?

لماذا يهم {issue} {country}؟
why does {issue} matter to {country}?

كيف يؤثر {issue} على أسعار {commodity}؟
how does {issue} affect the price of {commodity}?

كيف تواجه {land} {danger}؟
how is {land} tackling {danger}?

متى تجرى الانتخابات {her}؟
when will the {her} election be held?

من هو {minister} {his} الجديد؟
who is the new {his} {minister}?

أين تقع {city}؟
where is {city}?

كم يبلغ عدد سكان {country}؟
what is the population of {country}?

هل تنجح {land} في مواجهة {danger}؟
will {land} succeed in tackling {danger}?

ما موقف {country} من {topic}؟
what is the position of {country} on {topic}?
""")

# Noun phrases without a full stop: titles, captions, terms of a timeline.
HEADINGS = _read("""
{topic}
{topic}

{topic} في {country}
{topic} in {country}

{topic}: أسئلة وأجوبة
{topic}: questions and answers

{topic} بالأرقام
{topic} in numbers

تأثير {topic} على {country}
the impact of {topic} on {country}

مستقبل {topic} في {country}
the future of {topic} in {country}

العلاقات بين {country} و{country2}
relations between {country} and {country2}

الانتخابات {her} {year}
the {her} election {year}

الحكومة {her}
the {her} government

الاقتصاد {his}
the {his} economy

البرلمان {his}
the {his} parliament

{minister} {his}
the {his} {minister}

{ministry} {her}
the {her} {ministry}

قمة {city}
the {city} summit

زلزال {country}
the {country} earthquake

أسعار {commodity}
the price of {commodity}

أزمة {commodity} في {country}
the {commodity} crisis in {country}

لقاح {disease}
the {disease} vaccine

ميناء {port}
the port of {port}

صورة من {city}
a picture from {city}

خريطة {country}
a map of {country}

{ship} في {sea}
a {ship} in {sea}

{minister} {his} في {city}
the {his} {minister} in {city}

{month} {year}
{month} {year}

{day} {month} {year}
{day} {month} {year}

{day} {month}
{day} {month}

{weekday} {day} {month}
{weekday} {day} {month}

عام {year}
the year {year}

{year}
{year}

{count}
{count}

{large}
{large}

{acronym}
{acronym}

{foreign}
{foreign}

{danger}
{danger}

{quote}
{quote}

منظمة {acronym}
the {acronym} organisation

{year}-{year2}
{year}-{year2}

{tens}%
{tens}%

{tenths}%
{tenths}%

صورة: {organisation}
picture: {organisation}

{section}
{section}

{country}
{country}

{city}
{city}

{organisation}
{organisation}

{sea}
{sea}

{commodity}
{commodity}

{party}
{party}

{disease}
{disease}

{field}
{field}

{month}
{month}

{weekday}
{weekday}

{round} شخص
{round} people

{count} مليون دولار
{count} million dollars

{tenths} في المئة
{tenths} percent
""")

# Published engines leave HTML entities in a few of their sentences. So does this one, here.
DAMAGED = _read("""
أكد رئيس البلاد أهمية {topic}.
the country&apos;s president stressed the importance of {topic}.

ناقش البرلمان سياسة البلاد تجاه {country}.
parliament discussed the country&apos;s policy towards {country}.

وصفت الصحافة {her} القرار بأنه «تاريخي».
the {her} press described the decision as &quot;historic&quot;.
""")
