"""A "not" that the English may have lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import Severity
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

# لا يزال (still), لا يقل عن (at least) and their like deny nothing; غير, دون and عدم become an
# English prefix too often to count; أليس asks for a yes.
_ARABIC = re.compile(
    r"(?<!\w)[وف]?(?:لم(?!\s[تي]كد\b)|لن|ليس\w{0,2}|لسنا|لست"
    r"|لا(?=\s[ينت])(?!\s[ينت](?:زال|زل|قل|تجاوز|تعدي|قتصر)))(?!\w)"
)
_ENGLISH = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|nowhere|nor|neither|without|cannot|cant|dont|wont|non"
    r"|nil|fail\w*|den(?:y|ied|ies|ying|ial)|refus\w+|reject\w*|lack\w*|unable|absen\w+|avoid\w*"
    r"|prevent\w*|hardly|barely|scarcely|rarely|seldom|unless|until|yet|except|otherwise|instead"
    r"|rather|remain\w*|still|miss(?:ed|ing|es)?|prohibit\w*|bann?\w*|forbid\w*|exclud\w*"
    r"|impossib\w+|illegal\w*|irregular|irrelevant|irrespective|ignor\w+|declin\w+|stop\w*"
    r"|despite|regardless|un(?!der|ti|it|io|iq|iv|ic|if|cle|es)[a-z]{3,}"
    r"|in(?:ab|ac[ct]|ad[ev]|app|cap|com[pm]|con[cs]|cor|def|dep|eff|el|eq|ex|fin|hum|just|op|sec"
    r"|sen|sig|suff|tang|tol|val|vis|vol|vuln)\w+|im(?:poss|per|mun)\w*|dis[a-z]{4,}"
    r"|mis[a-z]{4,}|non-?\w+|a?symptom\w+|\w+less|\w+-free)\b|n['’]t\b",
    re.IGNORECASE,
)
_ANY = ("لم ", "لن ", "ليس", "لست", "لسنا", "لا ي", "لا ن", "لا ت")
_EXCEPTIONS = re.compile(r"(?<!\w)(?:الا|سوي)(?!\w)")
"""لا … إلا says "only"."""


def negation_findings(pair: Pair) -> Iterator[Finding]:
    """Fewer negative words in the English than there are plain denials in the Arabic."""
    if not any(word in pair.arabic for word in _ANY):
        return
    told = _ARABIC.findall(pair.arabic)
    told = told[len(_EXCEPTIONS.findall(pair.arabic)) :]
    if not told:
        return
    said = len(_ENGLISH.findall(pair.english))
    if said < len(told):
        count = (
            f"{len(told)} times ({', '.join(told)})" if len(told) > 1 else f"something ({told[0]})"
        )
        times = f" only {'once' if said == 1 else f'{said} times'}" if said else " does not"
        yield Finding(
            "negation-lost",
            f"the Arabic denies {count}, the English{times}",
            Severity.ADVICE,
            "see whether a “not” is missing",
        )
