"""What an inbound message asks of the owner."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import Ask, Deadline, SenderIdentity, SenderKind, WaitKind
from inbox_momentum.stages.borne import borne_out, voided
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.deadlines import (
    Moment,
    day_named,
    day_wished,
    deadline,
    presses,
    replies,
    span_alone,
)
from inbox_momentum.stages.evidence import Standing, confidence
from inbox_momentum.stages.neighbours import SETTLED_REFEREES, choices, leaning, with_referees
from inbox_momentum.stages.platform import session_over
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.scan import Scan

_DIRECT = {
    "schedule": WaitKind.SCHEDULE,
    "code_test": WaitKind.CODE_TEST,
    "documents": WaitKind.DOCUMENTS,
    "references": WaitKind.REFERENCES,
    "offer": WaitKind.OFFER,
    "offered": WaitKind.OFFER,
    "next_step": WaitKind.NEXT_STEP,
}
_SPECIFIC = frozenset(_DIRECT.values())
_GROUPS = {kind: tuple(group for group, other in _DIRECT.items() if other is kind) for kind in _SPECIFIC} | {
    WaitKind.QUESTION: ("question.fact", "question.tell", "question.direct", "question.open")
}
"""The cue groups that ask for each kind."""
_DOUBTED = 0.55
"""A weight that the sentence model has halved."""
_UNSURE = 0.75
"""Confidence of what is left for review."""
_LEANING = 9
"""Words up to which a question beside a request is about that request."""
_YOU_IN = 4
"""Words up to which a question beside a wish to go on asks only for assent: "you in?"."""
_OTHER_OBJECTS = frozenset({"TEST", "DOC", "AVAILABILITY", "SUBMITTED_ASK", "TEST_NAMED", "HARD_FACT"})
_MEETS = (SenderKind.ATS, SenderKind.SCHEDULER)
_WORK = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER})
_REACH = dict.fromkeys((WaitKind.CODE_TEST, WaitKind.OFFER, WaitKind.DOCUMENTS, WaitKind.REFERENCES), 12)
"""Sentences from the request to its deadline; of all others two, unless an answer is named."""
_NEAR = 40
"""Sentences in which a deadline is looked for: bounds time on hostile mail."""
_WISH_REACH = 6
"""Sentences from the request to a day that is only wished for."""
_BARE = 40
"""Characters of a sentence that may be nothing but a span of time: "1 week." """


@dataclass(slots=True)
class _Found:
    """Evidence for one kind."""

    weight: float
    index: int
    """Sentence that is quoted: the first that asks, not the subject if the body asks too."""
    hits: int = 1


class AskReader:
    """Gathers the asks of one message; one instance a message."""

    def __init__(self, scan: Scan, identity: SenderIdentity, standing: Standing, context: Context) -> None:
        self._scan = scan
        self._identity = identity
        self._standing = standing
        self._context = context
        self._found: dict[WaitKind, _Found] = {}
        self._refused: set[int] = set()
        """Sentences whose likeness to a request nothing bears out: a question there is only a question."""

    def read(self, moment: Moment | None) -> tuple[Ask, ...]:
        """Every ask, at most one a kind, in the order of the text."""
        if self.nothing_to_do():
            return ()
        self._direct()
        self._tests()
        self._leaning()
        self._checks()
        self._meetings()
        self._referees()
        self._offer_again()
        self._extended(moment)
        self._questions()
        self._plain_questions()
        self._forward()
        self._restated()
        self._weigh()
        asks = sorted(self._found.items(), key=lambda item: (item[1].index, item[0]))
        return tuple(self._ask(kind, found, moment) for kind, found in asks)

    def nothing_to_do(self) -> bool:
        """The message says that the owner need do nothing, without an "if" or an "else"."""
        return any("NOTHING_TO_DO" in tags and "NOTHING_BUT" not in tags for _, _, tags in self._scan.body)

    def _add(self, kind: WaitKind, weight: float, index: int) -> None:
        scan = self._scan
        if scan.sentences[index].subject:
            if scan.reply or scan.forwarded:
                return
            weight *= 0.7
        found = self._found.get(kind)
        if found is None:
            self._found[kind] = _Found(weight, index)
            return
        found.hits += 1
        if scan.sentences[found.index].subject or weight > found.weight + 0.25:
            found.index = index
        found.weight = max(found.weight, weight)

    def _direct(self) -> None:
        for hit in self._scan.hits:
            kind = _DIRECT.get(hit.cue.group)
            tags = self._scan.tags[hit.index]
            if kind is WaitKind.CODE_TEST and "DOC" in tags and not tags & {"TEST_NAMED", "CODE_WORD"}:
                continue  # "complete this task: upload documents"
            if kind and hit.cue.name.startswith(NAME) and not borne_out(kind, hit, self._scan, self._context):
                self._refused.add(hit.index)
                continue
            if kind:
                self._add(kind, hit.cue.weight, hit.index)
        if self._scan.has("void"):
            for hit in self._scan.of("void"):
                for kind in voided(self._scan.tags[hit.index]):
                    self._found.pop(kind, None)

    def _leaning(self) -> None:
        """Requests that only the sentence before explains."""
        scan = self._scan
        for kind, index in leaning(scan):
            self._add(kind, 0.9, index)
        busy = {hit.index for hit in scan.of("booking", "reschedule")}
        for index in choices(scan, busy):
            self._add(WaitKind.SCHEDULE, 0.9, index)

    def _tests(self) -> None:
        scan = self._scan
        named = scan.has("stage.code_test")
        windows = scan.of("test_window")
        if windows and (named or WaitKind.CODE_TEST in self._found):
            self._add(WaitKind.CODE_TEST, 0.8, windows[0].index)
        if scan.has("submission") or session_over(scan, self._identity):
            return
        self._refers_back()
        linked = "TESTLINK" in scan.link_marks or scan.tagged("TESTLINK")
        platform = self._identity.kind is SenderKind.ASSESSMENT
        if (linked or platform) and named and (scan.tagged("REQUEST", "IMPERATIVE") or platform):
            self._add(WaitKind.CODE_TEST, 0.8, scan.of("stage.code_test")[-1].index)

    def _checks(self) -> None:
        """A background check asks for consent and data in words of its own."""
        scan = self._scan
        if not scan.has("stage.checks") or self._found.keys() & {WaitKind.DOCUMENTS, WaitKind.REFERENCES}:
            return
        for index, _, tags in scan.body:
            if (
                tags & {"REQUEST", "IMPERATIVE"}
                and "CHECK_DO" in tags
                and not tags & {"HYPOTHETICAL", "OPTIONAL"}
            ):
                self._add(WaitKind.DOCUMENTS, 0.8, index)
                return

    def _refers_back(self) -> None:
        """ "Please send it to us by Sunday", after a sentence that names the test."""
        scan = self._scan
        named = {
            hit.index
            for hit in scan.of("stage.code_test")
            if not scan.tags[hit.index] & {"HYPOTHETICAL", "TEST_DONE", "TEST_DISCUSS"}
        }
        for index, _, tags in scan.body:
            near = named & {index - 1, index - 2}
            asks = tags & {"REQUEST", "IMPERATIVE"} and tags & {"DO"} and tags & {"DEADLINE", "FINISH_BY_YOU"}
            if (
                near
                and asks
                and not tags & {"HYPOTHETICAL", "OPTIONAL", "DOC", "REFEREE", "OFFER_WORD", "AVAILABILITY"}
            ):
                self._add(WaitKind.CODE_TEST, 0.9, index)
                return

    def _referees(self) -> None:
        """ "Could you reply with a name and number?", beside a sentence about referees."""
        scan = self._scan
        if WaitKind.REFERENCES in self._found:
            return
        named = {index for index, _, tags in scan.body if "REFEREE" in tags and not tags & SETTLED_REFEREES}
        titled = any(
            line.subject and "REFEREE" in tags for line, tags in zip(scan.sentences, scan.tags, strict=True)
        )
        for index, _, tags in scan.body:
            if titled and "REFEREE" in tags and not tags & SETTLED_REFEREES:
                self._add(WaitKind.REFERENCES, 0.8, index)
                return
            if (
                named & {index - 1, index + 1}
                and tags & {"REQUEST", "WELCOME", "IMPERATIVE"}
                and tags & {"PROVIDE", "NOMINATE", "CONTACT_DATA"}
                and not tags & _OTHER_OBJECTS
            ):
                self._add(WaitKind.REFERENCES, 0.9, index)
                return

    def _offer_again(self) -> None:
        """An answer to the offer is asked for again in words that do not name it."""
        if not self._context.offered or WaitKind.OFFER in self._found:
            return
        for index, _, tags in self._scan.body:
            asks = tags & {"REQUEST", "QUESTION", "DEADLINE"} and tags & {"DECIDE"}
            if asks and not tags & (_OTHER_OBJECTS | {"HYPOTHETICAL", "OPTIONAL", "CLOSING"}):
                self._add(WaitKind.OFFER, 0.8, index)
                return

    def _extended(self, moment: Moment | None) -> None:
        """A new deadline restates what was asked."""
        scan = self._scan
        asked = self._context.asked & {
            WaitKind.CODE_TEST,
            WaitKind.OFFER,
            WaitKind.DOCUMENTS,
            WaitKind.REFERENCES,
        }
        if moment is None or not scan.has("extend"):
            return
        for hit in scan.of("extend"):
            sentence = scan.sentences[hit.index]
            if not deadline(sentence.norm, sentence.raw, moment, scan.language):
                continue
            if self._context.offered:
                self._add(WaitKind.OFFER, 0.9, hit.index)
            elif self._identity.kind is SenderKind.ASSESSMENT or WaitKind.CODE_TEST in asked:
                self._add(WaitKind.CODE_TEST, 0.9, hit.index)
            elif len(asked) == 1:
                self._add(next(iter(asked)), 0.9, hit.index)

    def _meetings(self) -> None:
        scan = self._scan
        wishes = [hit for hit in scan.of("meeting_wish") if not scan.sentences[hit.index].subject]
        links = scan.of("schedule_link")
        if scan.has("booking") and WaitKind.SCHEDULE not in self._found:
            return
        if links and (self._standing.human or wishes or self._identity.kind in _MEETS):
            self._add(WaitKind.SCHEDULE, 0.9, links[0].index)
        if "SCHEDLINK" in scan.link_marks and wishes:
            self._add(WaitKind.SCHEDULE, 0.8, wishes[0].index)
        if wishes and not self._found.keys() & {WaitKind.SCHEDULE, WaitKind.CODE_TEST, WaitKind.OFFER}:
            if self._others_arrange():
                return
            forward = scan.has("forward_wish")
            self._add(WaitKind.NEXT_STEP if forward else WaitKind.SCHEDULE, 0.8, wishes[0].index)

    def _others_arrange(self) -> bool:
        """Somebody else "will be in touch to schedule": nothing is asked yet."""
        return any("WE_WILL" in tags and "HYPOTHETICAL" not in tags for tags in self._scan.tags)

    def _forward(self) -> None:
        wishes = [hit for hit in self._scan.of("forward_wish") if not self._scan.sentences[hit.index].subject]
        if not wishes or self._found or (self._others_arrange() and not self._scan.has("praise")):
            return
        self._add(WaitKind.NEXT_STEP, 0.8, wishes[0].index)

    def _questions(self) -> None:
        scan = self._scan
        taken = self._taken()
        for hit in scan.of("question.fact", "question.tell", "question.direct", "question.open"):
            if scan.sentences[hit.index].subject:
                continue
            tags = scan.tags[hit.index]
            if hit.index in taken and not (hit.cue.group == "question.fact" and "HARD_FACT" in tags):
                continue
            if WaitKind.OFFER in self._found and "DECIDE_JOIN" in tags:
                continue
            if self._same_matter(hit.index, taken):
                continue
            if hit.cue.group == "question.open" and (taken or not self._context.hiring):
                continue
            if not (self._standing.human or self._asks_for_reply()) and hit.cue.group != "question.fact":
                continue
            self._add(WaitKind.QUESTION, hit.cue.weight if self._standing.human else 0.7, hit.index)

    def _plain_questions(self) -> None:
        for index in self._refused - {found.index for found in self._found.values()}:
            if self._standing.human and {"QUESTION", "YOU"} <= self._scan.tags[index]:
                self._add(WaitKind.QUESTION, 0.8, index)
        for index, _, tags in self._scan.body:
            arrived = {"ARRIVED", "QUESTION"} <= tags and "PITCH_SELF" not in tags
            if arrived and self._standing.human and WaitKind.QUESTION not in self._found:
                self._add(WaitKind.QUESTION, 0.8, index)

    def _asks_for_reply(self) -> bool:
        """A machine's mail that a person wants answered ("reply with yes or no")."""
        return any(
            "REPLY_INVITED" in tags and not tags & {"NEGATED", "OPTIONAL"} for _, _, tags in self._scan.body
        )

    def _same_matter(self, index: int, taken: set[int]) -> bool:
        """A short question beside a request is about that request ("Which do you want?")."""
        scan = self._scan
        tags = scan.tags[index]
        sentence = scan.sentences[index]
        words = len(sentence.norm[sentence.start :].split())
        if "HARD_FACT" in tags:
            return False
        if WaitKind.NEXT_STEP in self._found and (words <= _YOU_IN or "PROCEED" in tags):
            return True
        if not taken & {index - 1, index + 1}:
            return False
        if WaitKind.REFERENCES in self._found and "CONTACT_DATA" in tags:
            return True
        return words <= _LEANING

    def _taken(self) -> set[int]:
        """Sentences that already ask for something specific."""
        groups = (
            *_DIRECT,
            "meeting_wish",
            "schedule_link",
            "test_window",
            "extend",
            "void",
            "submission",
            "nudge",
        )
        return {hit.index for hit in self._scan.of(*groups)} | {found.index for found in self._found.values()}

    def _restated(self) -> None:
        """A reminder that names its object but asks in no words ("any news on the test?")."""
        scan = self._scan
        for hit in scan.of("nudge"):
            tags = scan.tags[hit.index]
            if "TEST_NAMED" in tags and not scan.has("submission"):
                self._add(WaitKind.CODE_TEST, 0.8, hit.index)
            elif "OFFER_WORD" in tags and self._context.offered:
                self._add(WaitKind.OFFER, 0.8, hit.index)
            elif tags & {"AVAILABILITY", "SLOTS_NAMED"} and not tags & {"DOC", "REFEREE"}:
                self._add(WaitKind.SCHEDULE, 0.8, hit.index)

    def _weigh(self) -> None:
        """Drop what another verdict explains better."""
        scan, found = self._scan, self._found
        if scan.has("booking") and not scan.has("reschedule"):
            schedule = found.get(WaitKind.SCHEDULE)
            if schedule and not scan.tags[schedule.index] & {
                "QUESTION",
                "ATTENDANCE",
                "AVAILABILITY",
                "SCHEDLINK",
            }:
                del found[WaitKind.SCHEDULE]
        if scan.has("submission") and WaitKind.CODE_TEST in found and not scan.has("code_test"):
            del found[WaitKind.CODE_TEST]
        if session_over(scan, self._identity):
            found.pop(WaitKind.CODE_TEST, None)
        papers = found.get(WaitKind.DOCUMENTS)
        others = found.keys() & {WaitKind.CODE_TEST, WaitKind.QUESTION, WaitKind.REFERENCES}
        if papers and others and not scan.tags[papers.index] & {"DOC", "SIGN_DOC", "CHECK_DO"}:
            del found[WaitKind.DOCUMENTS]
        papers, offer = found.get(WaitKind.DOCUMENTS), found.get(WaitKind.OFFER)
        if papers and offer and scan.tags[papers.index] & {"SIGNED_COPY", "SIGN_OFFER", "OFFER_WORD"}:
            del found[WaitKind.DOCUMENTS]
        times = found.get(WaitKind.SCHEDULE)
        if (
            times
            and offer
            and (times.index == offer.index or "DECISION_ASKED" in scan.tags[times.index])
            and not scan.tags[times.index] & {"AVAILABILITY", "SCHEDLINK"}
        ):
            del found[WaitKind.SCHEDULE]
        times, named = found.get(WaitKind.SCHEDULE), found.get(WaitKind.REFERENCES)
        if times and named and (times.index == named.index or with_referees(scan, times.index)):
            del found[WaitKind.SCHEDULE]
        if found.keys() & (_SPECIFIC - {WaitKind.NEXT_STEP}):
            found.pop(WaitKind.NEXT_STEP, None)

    def _ask(self, kind: WaitKind, found: _Found, moment: Moment | None) -> Ask:
        raw = self._scan.sentences[found.index].raw
        weight = min(1.3, found.weight + 0.15 * (found.hits - 1))
        return Ask(
            kind=kind,
            quote=raw if len(raw) <= 200 else raw[:197] + "...",
            confidence=min(confidence(weight, self._standing.cues), self._bound(kind, found)),
            deadline=self._deadline(kind, found.index, moment),
        )

    def ask_at(self, moment: Moment | None, kind: WaitKind, index: int) -> Ask:
        """A request that no rule found, in the sentence with this index; its confidence is not known yet."""
        raw = self._scan.sentences[index].raw if self._scan.sentences else ""
        quote = raw if len(raw) <= 200 else raw[:197] + "..."
        return Ask(kind, quote, 0.0, self._deadline(kind, index, moment))

    def _bound(self, kind: WaitKind, found: _Found) -> float:
        """What the sentence model leaves: its own share where it alone speaks, doubt where it contradicts."""
        if found.weight < _DOUBTED:
            return _UNSURE
        hits = [
            hit
            for hit in self._scan.of(*_GROUPS.get(kind, ()))
            if not self._scan.sentences[hit.index].subject
        ]
        if hits and all(hit.cue.name.startswith(NAME) for hit in hits):
            return max(hit.cue.weight for hit in hits)
        return 1.0

    def _deadline(self, kind: WaitKind, index: int, moment: Moment | None) -> Deadline | None:
        """The nearest deadline to the request; a day that is only wished for where none is stated."""
        if moment is None or kind is WaitKind.OUTREACH:
            return None
        scan = self._scan
        slots = kind is WaitKind.SCHEDULE
        order = sorted(range(len(scan.sentences)), key=lambda place: (abs(place - index), place < index))[
            :_NEAR
        ]
        order = [place for place in order if place == index or not self._foreign(place, kind)]
        for place in order:
            sentence = scan.sentences[place]
            found = deadline(sentence.norm, sentence.raw, moment, scan.language, slots=slots)
            if found and (abs(place - index) <= _REACH.get(kind, 2) or replies(sentence.norm, scan.language)):
                return found
        extended = {hit.index for hit in scan.of("extend")}
        for place in order:
            sentence = scan.sentences[place]
            found = None
            if place in extended:
                found = day_named(sentence.norm, sentence.raw, moment, scan.language)
            elif (
                kind in _REACH and abs(place - index) <= _REACH[kind] and WaitKind.SCHEDULE not in self._found
            ):
                found = day_wished(sentence.norm, sentence.raw, moment, scan.language)
            if found is None and kind in _WORK and len(sentence.norm) <= _BARE:
                found = span_alone(sentence.norm, sentence.raw, moment, scan.language)
            if found:
                return found
        return None

    def _foreign(self, place: int, kind: WaitKind) -> bool:
        """Whether another sentence speaks of something else, or is the subject of an answer."""
        scan = self._scan
        if scan.sentences[place].subject and (scan.reply or scan.forwarded):
            return True
        tags = scan.tags[place]
        if "START_DATE" in tags:
            return True
        if "HYPOTHETICAL" in tags and not presses(scan.sentences[place].norm, scan.language):
            return True
        here = [hit for hit in scan.of(*_DIRECT) if hit.index == place]
        if any(_DIRECT[hit.cue.group] is kind for hit in here):
            return False
        by_rows = {_DIRECT[hit.cue.group] for hit in here if not hit.cue.name.startswith(NAME)}
        return not by_rows.isdisjoint(self._found)
