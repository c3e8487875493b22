"""Machine drafts with everything known of them: terms kept, doubts rated, sources named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.explainer import Term
from generator.model.segment import State
from generator.ports import Draft, EngineId
from generator.text.markdown import plain_text
from generator.text.normal import norm
from generator.translation.doubt import Calibration, rate
from generator.translation.drafting import Wanted
from generator.translation.memory import Doubt, DraftRecord, Memory, without_number
from generator.translation.quality.examine import examiner
from generator.translation.quality.findings import CHECK_NAMES, Passage
from generator.translation.reuse import Offer, SiteMemory
from generator.translation.terminology import TermIndex, TermUse, enforce

ALTERNATIVES = 3
"""Further translations asked for: one of them may keep a term of the glossary."""
TERM_FLAGGED, MARKUP_LOST, TRUNCATED = "term-flagged", "markup-lost", "truncated"


@dataclass
class Workshop:
    """The sentences of one run, translated one by one, and the drafts made of them."""

    engine: EngineId
    terms: Sequence[Term]
    known: SiteMemory
    calibration: Calibration
    done: dict[str, Draft] = field(default_factory=dict)
    """Translations by sentence, with their terms."""
    uses: dict[str, tuple[TermUse, ...]] = field(default_factory=dict)
    """How the terms of a sentence were kept."""
    offered: dict[str, Offer] = field(default_factory=dict)
    """Sentences that stand reviewed elsewhere."""

    def __post_init__(self) -> None:
        self.index = TermIndex.of(self.terms)
        self.examine = examiner(self.terms)

    @property
    def engine_name(self) -> str:
        """Name, version and checksum, as drafts are remembered with."""
        return name_of(self.engine)

    def recall(self, wanted: Iterable[Wanted]) -> None:
        """Take from the memory what needs no engine."""
        for each in wanted:
            for sentence in each.unmarked:
                offer = self.known.sentences.get(norm(sentence))
                decoded = self.known.decoded.get((self.engine_name, sentence))
                if offer is not None:
                    self.offered[sentence] = offer
                    self.done[sentence] = Draft(offer.text, 0.0)
                elif decoded is not None:
                    self.add(sentence, decoded)

    def offer_for(self, wanted: Wanted) -> DraftRecord | None:
        """The reviewed English of the very same passage elsewhere, as a draft to be read here."""
        source = wanted.source
        offer = self.known.passages.get((without_number(source.key), bool(source.name)))
        if offer is None:
            return None
        return DraftRecord(
            without_number(source.key),
            offer.text,
            named=bool(source.name),
            doubt="low",
            origin=offer.origin,
        )

    def add(self, sentence: str, draft: Draft) -> None:
        """A translated sentence; its terms are seen to."""
        enforced = enforce(sentence, draft, self.index)
        self.done[sentence] = enforced.draft
        if enforced.uses:
            self.uses[sentence] = enforced.uses

    def record(self, wanted: Wanted) -> DraftRecord:
        """The draft of a passage whose sentences are all translated."""
        composed = wanted.composed(self.done)
        used = [sentence for slot in wanted.sentences for sentence in slot]
        flagged = [
            use.term.term
            for sentence in used
            for use in self.uses.get(sentence, ())
            if use.how == "flagged"
        ]
        offered = [self.offered[sentence] for sentence in used if sentence in self.offered]
        is_all_offered = bool(used) and len(offered) == len(used)
        lost = [note for note in composed.notes if note != TRUNCATED]
        checks = self._findings(wanted, composed.text)
        names = set(checks)
        names |= {TERM_FLAGGED} if flagged else set()
        names |= {MARKUP_LOST} if lost else set()
        names |= {TRUNCATED} if TRUNCATED in composed.notes else set()
        doubt = rate(composed.score, composed.worst, names, self.calibration)
        notes = (
            *composed.notes,
            *(f"term {term}" for term in dict.fromkeys(flagged)),
            *dict.fromkeys(checks),
        )
        return DraftRecord(
            without_number(wanted.source.key),
            composed.text,
            named=bool(wanted.source.name),
            engine="" if is_all_offered else self.engine_name,
            score=round(composed.score, 4),
            worst=round(composed.worst, 4),
            doubt=doubt if used else "low",
            sentences=composed.sentences,
            notes=notes,
            origin=", ".join(dict.fromkeys(offer.origin for offer in offered)),
        )

    def _findings(self, wanted: Wanted, text: str) -> list[str]:
        source = wanted.source
        plain = text if source.name else plain_text(text)
        passage = Passage(source.text, text, source.plain, plain, source.kind, State.MACHINE)
        return [finding.check for finding in self.examine(passage)]


def name_of(engine: EngineId) -> str:
    """An engine as drafts are remembered with: name, version and checksum."""
    return " ".join(filter(None, (engine.name, engine.version, engine.checksum)))


def calibration_of(memories: Iterable[Memory], engine: str) -> Calibration:
    """What the engine's scores on this site look like."""
    drafts = (draft for memory in memories for draft in memory.drafts)
    return Calibration.of(
        (draft.score, draft.worst) for draft in drafts if draft.engine == engine and draft.score
    )


def calibrations(memories: Collection[Memory]) -> Mapping[str, Calibration]:
    """A calibration for each engine that has drafted anything on this site."""
    engines = {draft.engine for memory in memories for draft in memory.drafts}
    return {engine: calibration_of(memories, engine) for engine in engines if engine}


def doubt_of(draft: DraftRecord, calibrations: Mapping[str, Calibration]) -> Doubt:
    """The doubt of a draft as it looks now, with all that its engine has made since.

    Notes that name no check are marks or terms that were lost.
    """
    if draft.engine not in calibrations or not draft.sentences:
        return draft.doubt
    names = {note if note in CHECK_NAMES | {TRUNCATED} else MARKUP_LOST for note in draft.notes}
    return rate(draft.score, draft.worst, names, calibrations[draft.engine])
