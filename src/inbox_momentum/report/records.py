"""The contract's records as tables: ``report/1``, ``threads/1`` and ``message/1``."""

from __future__ import annotations

import re
from typing import Any

from inbox_momentum.model import (
    ApplicationStatus,
    Clock,
    ClosedHow,
    CorrectionKind,
    CorrectionStatus,
    Direction,
    Outcome,
    Party,
    Precision,
    Rating,
    SenderKind,
    Severity,
    Stage,
    WaitKind,
    WaitStatus,
)
from inbox_momentum.report.shapes import (
    BOOL,
    COUNT,
    DAY,
    PROBABILITY,
    SECONDS,
    TEXT,
    TIME,
    Field,
    Many,
    Optional,
    Plain,
    Quote,
    Table,
    constant,
    one_of,
)

REPORT_SCHEMA = "inbox-momentum/report/1"
THREADS_SCHEMA = "inbox-momentum/threads/1"
MESSAGE_SCHEMA = "inbox-momentum/message/1"

_QUOTED = re.compile(r"“[^”]{1,2000}”|\"[^\"]{1,2000}\"")


class _Sentence:
    """A sentence of ours that may quote mail: the quoted part goes when quotes are left out."""

    def write(self, value: Any, quotes: bool) -> Any:
        return str(value) if quotes else unquoted(str(value))

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


def unquoted(sentence: str) -> str:
    """``sentence`` with each quoted part replaced by an ellipsis."""
    return _QUOTED.sub("“…”", sentence)


def _itself(record: Any) -> Any:
    return record


def _named(kind: CorrectionKind) -> str:
    """A word of the command line as the other names of the contract are written."""
    return kind.replace("-", "_")


SENTENCE = _Sentence()
MAYBE_TEXT = Optional(TEXT)
MAYBE_TIME = Optional(TIME)
MAYBE_SECONDS = Optional(SECONDS)
TEXTS = Many(TEXT)
SCORE_0_100 = Plain(int, (("type", "integer"), ("minimum", 0), ("maximum", 100)))

DEFECT = Table(
    "defect",
    (
        Field("source", TEXT),
        Field("position", TEXT),
        Field("message_id", MAYBE_TEXT),
        Field("code", TEXT),
        Field("detail", SENTENCE),
        Field("fatal", BOOL),
    ),
)
COVERAGE = Table(
    "coverage",
    (
        Field("messages", COUNT),
        Field("kept", COUNT),
        Field("duplicates", COUNT),
        Field("outside_window", COUNT),
        Field("rejected", COUNT),
        Field("relevant", COUNT),
        Field("first_message_at", MAYBE_TIME),
        Field("last_message_at", MAYBE_TIME),
        Field("sent_found", BOOL),
        Field("latency_available", BOOL),
        Field("latency_refused_because", MAYBE_TEXT),
        Field("defects", Many(DEFECT)),
    ),
)
EMPLOYER = Table(
    "employer",
    (
        Field("id", TEXT),
        Field("name", TEXT),
        Field("domains", TEXTS),
        Field("kind", one_of(("employer", "agency", "person"))),
    ),
)
STAGE_ENTRY = Table(
    "stage_entry",
    (
        Field("stage", one_of(Stage)),
        Field("entered_at", TIME),
        Field("message_id", TEXT),
        Field("confidence", PROBABILITY),
    ),
)
APPLICATION = Table(
    "application",
    (
        Field("id", TEXT),
        Field("employer_id", TEXT),
        Field("role", MAYBE_TEXT),
        Field("stage", Optional(one_of(Stage))),
        Field("outcome", Optional(one_of(Outcome))),
        Field("status", one_of(ApplicationStatus)),
        Field("turn", one_of(Party)),
        Field("opened_at", MAYBE_TIME),
        Field("last_message_at", MAYBE_TIME),
        Field("message_ids", TEXTS),
        Field("stages", Many(STAGE_ENTRY)),
    ),
)
DEADLINE = Table("deadline", (Field("at", TIME), Field("stated", BOOL), Field("quote", Quote())))
NUDGE = Table("nudge", (Field("message_id", TEXT), Field("at", TIME), Field("human", BOOL)))
WAIT = Table(
    "wait",
    (
        Field("id", TEXT),
        Field("application_id", TEXT),
        Field("waiting_on", one_of(Party)),
        Field("kind", one_of(WaitKind)),
        Field("stage", Optional(one_of(Stage))),
        Field("opened_by", TEXT),
        Field("opened_at", TIME),
        Field("opened_clock", one_of(Clock)),
        Field("nudges", Many(NUDGE)),
        Field("deadline", Optional(DEADLINE)),
        Field("status", one_of(WaitStatus)),
        Field("acknowledged_at", MAYBE_TIME),
        Field("closed_by", MAYBE_TEXT),
        Field("closed_at", MAYBE_TIME),
        Field("closed_how", Optional(one_of(ClosedHow))),
        Field("precision", one_of(Precision)),
        Field("elapsed_s", MAYBE_SECONDS),
        Field("working_s", MAYBE_SECONDS),
        Field("rating", Optional(one_of(Rating))),
        Field("confidence", PROBABILITY),
        Field("limit_at", MAYBE_TIME),
        Field("junk", BOOL),
        Field("quote", Quote()),
        Field("reasons", Many(TEXT, quoted=True)),
    ),
)
PROMISE = Table(
    "promise",
    (
        Field("id", TEXT),
        Field("application_id", TEXT),
        Field("message_id", TEXT),
        Field("made_at", TIME),
        Field("due_at", TIME),
        Field("kept_at", MAYBE_TIME),
        Field("quote", Quote()),
    ),
)
STAT_ROW = Table(
    "stat_row",
    (
        Field("key", MAYBE_TEXT),
        Field("n", COUNT),
        Field("open", COUNT),
        Field("median_s", MAYBE_SECONDS),
        Field("ci_low_s", MAYBE_SECONDS),
        Field("ci_high_s", MAYBE_SECONDS),
        Field("p75_s", MAYBE_SECONDS),
        Field("rmst_s", MAYBE_SECONDS),
        Field("note", MAYBE_TEXT),
    ),
)
SILENCE = Table(
    "silence",
    (
        Field("silent_s", SECONDS),
        Field("within_s", SECONDS),
        Field("chance", Optional(PROBABILITY)),
        Field("at_risk", COUNT),
    ),
)
TREND = Table(
    "trend",
    (
        Field("n", COUNT),
        Field("direction", Optional(one_of(("faster", "slower")))),
        Field("p_value", PROBABILITY),
        Field("method", TEXT),
    ),
)
STATISTICS = Table(
    "statistics",
    (
        Field("overall", STAT_ROW),
        Field("by_stage", Many(STAT_ROW)),
        Field("by_kind", Many(STAT_ROW)),
        Field("by_employer", Many(STAT_ROW)),
        Field("by_week", Many(STAT_ROW)),
        Field("employer_side", STAT_ROW),
        Field("silence", Many(SILENCE)),
        Field("trend", Optional(TREND)),
    ),
)
LAPSE = Table(
    "lapse",
    (
        Field("id", TEXT),
        Field("kind", TEXT),
        Field("severity", one_of(Severity)),
        Field("application_id", TEXT),
        Field("wait_ids", TEXTS),
        Field("message_ids", TEXTS),
        Field("since", TIME),
        Field("sentence", SENTENCE),
        Field("action", SENTENCE),
        Field("headline", BOOL),
    ),
)
CHANGES = Table(
    "changes",
    (
        Field("since", MAYBE_TIME),
        Field("missed_weeks", COUNT),
        Field("other_settings", TEXTS),
        Field("other_version", MAYBE_TEXT),
        Field("new", Many(LAPSE)),
        Field("recurring", Many(LAPSE)),
        Field("resolved", Many(Table("settled", (Field("how", TEXT), Field("lapse", LAPSE))))),
        Field("kept", Many(PROMISE)),
        Field("broken", Many(PROMISE)),
        Field("week", STAT_ROW),
        Field("four_weeks", STAT_ROW),
    ),
)
POSITIVE = Table("positive", (Field("kind", TEXT), Field("sentence", SENTENCE), Field("wait_ids", TEXTS)))
SCORE_VALUE = Table(
    "score_value", (Field("value", SCORE_0_100), Field("low", SCORE_0_100), Field("high", SCORE_0_100))
)
APPLICATION_SCORE = Table(
    "application_score",
    (
        Field("application_id", TEXT),
        Field("score", Optional(SCORE_VALUE)),
        Field("refused_because", MAYBE_TEXT),
        Field("reasons", Many(SENTENCE)),
    ),
)
SCORE = Table(
    "score",
    (
        Field("overall", Optional(SCORE_VALUE)),
        Field("refused_because", MAYBE_TEXT),
        Field("reasons", Many(SENTENCE)),
        Field("by_application", Many(APPLICATION_SCORE)),
    ),
)
OWNER = Table(
    "owner",
    (
        Field("addresses", TEXTS, lambda r: r.owner.addresses),
        Field("inferred", BOOL, lambda r: r.owner.inferred),
        Field("timezone", TEXT),
    ),
)
SETTING = Table("setting", (Field("name", TEXT, lambda s: s[0]), Field("value", TEXT, lambda s: s[1])))
# The fields of TOOL and OWNER lie on the Report itself.
TOOL = Table("tool", (Field("name", constant("inbox-momentum"), _itself), Field("version", TEXT)))
CORRECTION = Table(
    "correction",
    (
        Field("id", TEXT, lambda r: r.correction.id),
        Field("says", one_of(map(_named, CorrectionKind)), lambda r: _named(r.correction.says)),
        Field("target", TEXT, lambda r: r.correction.target),
        Field("other", MAYBE_TEXT, lambda r: r.correction.other),
        Field("employer", MAYBE_TEXT, lambda r: r.correction.employer),
        Field("agency", BOOL, lambda r: r.correction.agency),
        Field("hiring", BOOL, lambda r: r.correction.hiring),
        Field("kind", Optional(one_of(WaitKind)), lambda r: r.correction.wait_kind),
        Field("at", MAYBE_TIME, lambda r: r.correction.at),
        Field("how", MAYBE_TEXT, lambda r: r.correction.how),
        Field("until", Optional(DAY), lambda r: r.correction.until),
        Field("outcome", Optional(one_of(Outcome)), lambda r: r.correction.outcome),
        Field("on", Optional(DAY), lambda r: r.correction.on),
        Field("said_at", MAYBE_TIME, lambda r: r.correction.said_at),
        Field("status", one_of(CorrectionStatus)),
        Field("reason", MAYBE_TEXT),
        Field("messages", COUNT),
        Field("application_ids", TEXTS),
        Field("wait_ids", TEXTS),
    ),
)
REPORT = Table(
    "report",
    (
        Field("schema", constant(REPORT_SCHEMA), _itself),
        Field("tool", TOOL, _itself),
        Field("as_of", TIME),
        Field("owner", OWNER, _itself),
        Field("coverage", COVERAGE),
        Field("employers", Many(EMPLOYER)),
        Field("applications", Many(APPLICATION)),
        Field("waits", Many(WAIT)),
        Field("promises", Many(PROMISE)),
        Field("statistics", STATISTICS),
        Field("week_ago", Optional(STAT_ROW)),
        Field("lapses", Many(LAPSE)),
        Field("positives", Many(POSITIVE)),
        Field("score", SCORE),
        Field("changes", Optional(CHANGES)),
        Field("input_digest", TEXT),
        Field("settings", Many(SETTING)),
        Field("corrections", Many(CORRECTION)),
    ),
)

THREAD = Table("thread", (Field("id", TEXT), Field("message_ids", TEXTS)))
THREADS = Table(
    "threads",
    (Field("schema", constant(THREADS_SCHEMA), _itself), Field("threads", Many(THREAD), _itself)),
)

MESSAGE_DEFECT = Table(
    "message_defect", (Field("code", TEXT), Field("detail", SENTENCE), Field("fatal", BOOL))
)
_ASKS = Many(one_of(WaitKind))


def _first_deadline(view: Any) -> Any:
    """Of a request that counts, else of one for review, else the new one of something asked before."""
    for asks in (view.asks, view.for_review):
        stated = [ask.deadline for ask in asks if ask.deadline is not None]
        if stated:
            return min(stated, key=lambda deadline: deadline.at)
    return view.reading.extends


MESSAGE = Table(
    "message",
    (
        Field("schema", constant(MESSAGE_SCHEMA), _itself),
        Field("message_id", TEXT, lambda v: v.entry.id),
        Field("source", TEXT, lambda v: v.entry.message.source),
        Field("position", TEXT, lambda v: v.entry.message.position),
        Field("at", MAYBE_TIME, lambda v: v.entry.at),
        Field("clock", Optional(one_of(Clock)), lambda v: v.entry.clock),
        Field("from", TEXT, lambda v: v.entry.message.author.address),
        Field("from_name", TEXT, lambda v: v.entry.message.author.name),
        Field("to", TEXTS, lambda v: [address.address for address in v.entry.message.to]),
        Field("subject", TEXT, lambda v: v.entry.message.subject),
        Field("direction", one_of(Direction), lambda v: v.entry.direction),
        Field("automated", MAYBE_TEXT, lambda v: v.entry.message.automated),
        Field("employer", MAYBE_TEXT, lambda v: v.identity.employer),
        Field("sender_kind", one_of(SenderKind), lambda v: v.identity.kind),
        Field("stage", Optional(one_of(Stage)), lambda v: v.reading.stage),
        Field("outcome", Optional(one_of(Outcome)), lambda v: v.reading.outcome),
        Field("asks", _ASKS, lambda v: dict.fromkeys(ask.kind for ask in v.asks)),
        Field("asks_for_review", _ASKS, lambda v: dict.fromkeys(ask.kind for ask in v.for_review)),
        Field("deadline", Optional(DEADLINE), _first_deadline),
        Field("confidence", PROBABILITY, lambda v: v.confidence),
        Field("stage_confidence", PROBABILITY, lambda v: v.reading.confidence),
        Field("cues", TEXTS, lambda v: (*v.identity.cues, *v.reading.cues)),
        Field("defects", Many(MESSAGE_DEFECT), lambda v: v.entry.message.defects),
    ),
)
