"""Every record, enumeration and exception that crosses a stage boundary.

Standard library only, nothing here reads a file or a clock. All times are
aware UTC datetimes; ``None`` is "unknown", never "now" and never the epoch.
Durations are seconds. Message-IDs are without angle brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# --------------------------------------------------------------------------- errors


class MomentumError(Exception):
    """An error said to the user in one or two plain sentences; never a traceback.

    ``exit_status`` is the process status of ``contract.md``.
    """

    exit_status = 1


class UsageError(MomentumError):
    """Wrong usage or configuration."""

    exit_status = 2


class SourceError(MomentumError):
    """A source could not be read at all (nothing was written)."""

    exit_status = 3


class AccountError(MomentumError):
    """Sign-in or network failed."""

    exit_status = 4


# --------------------------------------------------------------------------- enumerations


class Clock(StrEnum):
    """Which clock a message's time was read from (domain.md §3, "Which time")."""

    RECEIVED = "received"
    """Topmost ``Received`` of the owner's own provider."""
    INTERNALDATE = "internaldate"
    """The store's own receipt time (RFC 3501 §2.3.3, Takeout separator line)."""
    DATE = "date"
    """The sender's ``Date`` header."""


class Direction(StrEnum):
    """Whose message it is, from the owner's point of view."""

    IN = "in"
    OUT = "out"
    SELF = "self"
    UNKNOWN = "unknown"


class SenderKind(StrEnum):
    """What sort of party a message's sender is (domain.md §2)."""

    EMPLOYER = "employer"
    ATS = "ats"
    ASSESSMENT = "assessment"
    SCHEDULER = "scheduler"
    JOB_BOARD = "job_board"
    AGENCY = "agency"
    PERSON = "person"
    BULK = "bulk"
    OTHER = "other"


class Stage(StrEnum):
    """Stage of a hiring process, in the order in which they usually come."""

    SOURCED = "sourced"
    APPLIED = "applied"
    RECRUITER_SCREEN = "recruiter_screen"
    TECH_SCREEN = "tech_screen"
    CODE_TEST = "code_test"
    ONSITE = "onsite"
    CHECKS = "checks"
    OFFER = "offer"


class Outcome(StrEnum):
    """How an application ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ApplicationStatus(StrEnum):
    """Overlay on an application's stage."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"
    QUIET = "quiet"
    CLOSED = "closed"


class Party(StrEnum):
    """Who has the ball."""

    YOU = "you"
    EMPLOYER = "employer"
    NOBODY = "nobody"


class WaitKind(StrEnum):
    """What is waited for. ``REPLY`` is the employer's side alone."""

    SCHEDULE = "schedule"
    CODE_TEST = "code_test"
    QUESTION = "question"
    DOCUMENTS = "documents"
    REFERENCES = "references"
    OFFER = "offer"
    NEXT_STEP = "next_step"
    OUTREACH = "outreach"
    MESSAGE = "message"
    REPLY = "reply"


REQUIRED_KINDS = frozenset(
    {
        WaitKind.SCHEDULE,
        WaitKind.CODE_TEST,
        WaitKind.QUESTION,
        WaitKind.DOCUMENTS,
        WaitKind.REFERENCES,
        WaitKind.OFFER,
        WaitKind.NEXT_STEP,
    }
)
"""Kinds that an employer may expect an answer to; the others are never a lapse."""


class WaitStatus(StrEnum):
    """State of a wait at ``as_of``."""

    ANSWERED = "answered"
    OPEN = "open"
    VOID = "void"
    """The employer answered or withdrew the request, or the process ended."""
    UNKNOWN = "unknown"
    """The answer may live where no mail shows it (a web form, a relay's site)."""
    NEEDS_REVIEW = "needs_review"
    """Too little evidence to judge; never flagged as a lapse."""


class ClosedHow(StrEnum):
    """What closed a wait (domain.md §3, "Closes")."""

    REPLY = "reply"
    NEW_THREAD = "new_thread"
    CALENDAR = "calendar"
    BOOKING = "booking"
    SUBMISSION = "submission"
    EMPLOYER_ACK = "employer_ack"
    MANUAL = "manual"


class Precision(StrEnum):
    """How well the length of a wait is known."""

    EXACT = "exact"
    UPPER = "upper"
    LOWER = "lower"
    UNKNOWN = "unknown"


class Rating(StrEnum):
    """A wait against its limit."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Severity(StrEnum):
    """How pressing a lapse is; ``URGENT`` only where action still helps."""

    INFO = "info"
    ATTENTION = "attention"
    URGENT = "urgent"


# --------------------------------------------------------------------------- sources and messages


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with the input: a value, counted and shown, never swallowed."""

    source: str
    """The source as the user named it, with the file inside it if there are several."""
    position: str
    """Where: ``byte 81234`` in a file of many messages, else the file's name."""
    code: str
    """Stable kebab-case name such as ``date-unparseable``."""
    detail: str
    """One plain sentence."""
    message_id: str | None = None
    """Message concerned; ``None`` when there is none or it is unknown."""
    fatal: bool = False
    """True when the message was rejected because of it."""


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as a source yields it: bytes and what the store knows of them."""

    source: str
    """As in ``Defect.source``."""
    position: str
    """As in ``Defect.position``."""
    data: bytes
    """RFC 5322 message, mbox quoting undone where the dialect defines it."""
    folder: str | None = None
    """Folder path inside the source; ``None`` when the format has none."""
    in_sent: bool = False
    """True when the store files it as sent mail (SPECIAL-USE, label, folder name)."""
    in_junk: bool = False
    """True when the store files it as junk: tagged, never flagged red."""
    is_draft: bool = False
    """True for drafts: they answer nothing."""
    internal_at: datetime | None = None
    """The store's receipt time; ``None`` when the format has none (files on disk)."""
    defects: tuple[Defect, ...] = ()
    """What was wrong with its framing."""


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of an address list (RFC 5322 §3.4)."""

    name: str
    """Decoded display name, '' when absent."""
    address: str
    """``local@domain``, lower-cased; '' when it could not be read."""

    @property
    def domain(self) -> str:
        """Domain after the last ``@``; '' when there is none."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""

    @property
    def local(self) -> str:
        """Local part before the last ``@``; '' when there is none."""
        return self.address.rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A non-text part, by name and type only; its content is never kept."""

    filename: str
    content_type: str
    size: int
    """Bytes after transfer decoding (0 when unknown)."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a person would read in a message, and the parts the program needs."""

    text: str
    """Whole readable text (plain part, else HTML turned to text), newlines ``\\n``."""
    new_text: str
    """``text`` without quoted mail and signature; what this message itself says."""
    calendars: tuple[str, ...] = ()
    """Each ``text/calendar`` part, decoded (RFC 5545)."""
    attachments: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()
    """http(s) links of the new text and of HTML anchors, in order, without repeats."""
    bounced_ids: tuple[str, ...] = ()
    """Message-IDs that a delivery report (RFC 3464) says were *not* delivered."""


@dataclass(frozen=True, slots=True)
class Message:
    """One parsed message. Headers are decoded where needed; repeats survive."""

    message_id: str
    """From the header, or ``sha256-<hex>@missing.invalid`` made from the content."""
    id_missing: bool
    """True when ``message_id`` was made because the header was absent or unusable."""
    source: str
    position: str
    folder: str | None
    in_sent: bool
    in_junk: bool
    is_draft: bool
    headers: tuple[tuple[str, str], ...]
    """(lower-case name, unfolded value) in file order, undecoded but for charset."""
    from_: tuple[Address, ...]
    sender: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    """Decoded (RFC 2047) and unfolded, '' when absent."""
    date_at: datetime | None
    """``Date`` header in UTC; ``None`` when absent or unreadable."""
    date_offset_s: int | None
    """Zone offset of the ``Date`` header, seconds east; ``None`` for ``-0000`` or unknown."""
    received_at: datetime | None
    """Topmost ``Received`` in UTC; ``None`` when there is none."""
    internal_at: datetime | None
    """The store's receipt time; ``None`` when the store has none."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """Message-IDs in header order, oldest first (RFC 5322 §3.6.4)."""
    gm_thread_id: str | None
    """``X-GM-THRID``."""
    thread_index: str | None
    """Outlook ``Thread-Index``: base64 as sent."""
    thread_topic: str | None
    """Outlook ``Thread-Topic``."""
    automated: str | None
    """Why it was sent by a machine on the sender's behalf, e.g.
    ``auto-replied`` (RFC 3834), ``bounce``, ``list``, ``bulk``, ``no-reply``; ``None`` for a person."""
    digest: str
    """sha256 over From, Date, Subject and body: the second key of duplicates."""
    body: Body
    defects: tuple[Defect, ...] = ()

    def header(self, name: str) -> str | None:
        """First value of header ``name`` (case-insensitive), or ``None``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)

    @property
    def author(self) -> Address:
        """First From address; an empty Address when there is none."""
        return self.from_[0] if self.from_ else Address("", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept message with what depends on whose mailbox it is."""

    message: Message
    direction: Direction
    at: datetime | None
    """The time used everywhere; ``None`` when no clock could be trusted."""
    clock: Clock | None
    """Which clock ``at`` is; ``None`` with ``at``."""
    clock_reason: str
    """Why this clock, one phrase, shown by ``explain``."""
    addressed: bool
    """True when the owner is in To (or is named there alone); False when only in Cc."""

    @property
    def id(self) -> str:
        """The message's id."""
        return self.message.message_id


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose mailbox it is."""

    addresses: tuple[str, ...]
    """Lower-cased, plus-tags removed; the most used first. Empty when nobody knows."""
    names: tuple[str, ...]
    """Display names the owner writes under; may be empty."""
    inferred: bool
    evidence: str
    """How the addresses were found, one plain sentence."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """Mail that was kept and counted, but not read: its header says that it is no matter here."""

    kept: int = 0
    """Messages inside the window, each mail once."""
    first_at: datetime | None = None
    last_at: datetime | None = None
    """``None`` with none kept."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The index: every message that was read and kept, oldest first, and the sums of the rest."""

    entries: tuple[Entry, ...]
    """Sorted by (at, message_id); entries without a time last."""
    owner: Owner
    found: int
    duplicates: int
    outside_window: int
    rejected: int
    defects: tuple[Defect, ...]
    sent_found: bool
    """True when the sources hold mail that the owner wrote."""
    latency_refused_because: str | None
    """Why no reply time can be claimed at all; ``None`` when it can."""
    bulk: Bulk = field(default_factory=Bulk)
    """Mail beside ``entries``; empty when every message was read."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation. Ids are oldest first."""

    id: str
    """``t`` and a short digest of the oldest message's id: stable across sources."""
    message_ids: tuple[str, ...]


# --------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class SenderIdentity:
    """Who stands behind one message (domain.md §2)."""

    message_id: str
    kind: SenderKind
    employer: str | None
    """Display form of the employer's (or agency's) name; ``None`` when unknown."""
    employer_key: str | None
    """Normalised name: equal for "Acme, Inc." and "ACME Hiring Team via Greenhouse"."""
    domains: tuple[str, ...]
    """Registrable domains that are the employer's own (never an ATS's or free mail)."""
    person: str | None
    """Human author's name when a person writes; ``None`` for a machine."""
    relay: bool
    """True when the platform relays human mail and an answer may live only there."""
    confidence: float
    cues: tuple[str, ...]
    """The table rows and patterns that decided, in words."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when; absolute."""

    at: datetime
    stated: bool
    """False when the day was stated but the time or zone had to be assumed."""
    quote: str
    clock: bool = False
    """The time of day was stated: when ``stated`` is False, only its zone was assumed."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a message asks of the owner."""

    kind: WaitKind
    quote: str
    """The sentence that asks, as written (shortened)."""
    confidence: float
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """One event of a calendar part (RFC 5545/5546)."""

    uid: str
    method: str
    """REQUEST, REPLY, CANCEL, COUNTER, PUBLISH …, upper-case; '' when absent."""
    sequence: int
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool
    summary: str
    organizer: str
    """Lower-cased address, '' when absent."""
    partstat: str | None
    """Owner's (REPLY: the replier's) PARTSTAT, upper-case; ``None`` when absent."""


@dataclass(frozen=True, slots=True)
class StatedPromise:
    """A dated promise in a message ("I'll send it tomorrow")."""

    due_at: datetime
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says about a hiring process (quoted text and signature off)."""

    message_id: str
    hiring: bool
    """True when the text itself speaks of a hiring process."""
    stage: Stage | None
    outcome: Outcome | None
    """Inbound: REJECTED (or ACCEPTED never). Outbound: ACCEPTED, DECLINED, WITHDRAWN."""
    asks: tuple[Ask, ...]
    """Inbound: what is asked of the owner. Confidence < 0.8 means needs_review."""
    role: str | None
    """Job title named by subject or text; ``None`` when not named."""
    company: str | None
    """Employer named by subject or text ("applying to X"); ``None`` when not named."""
    nudge: bool
    """Inbound: a reminder of something already asked ("just checking in")."""
    praise: bool
    """Inbound: positive feedback on the owner."""
    receipt: bool
    """Inbound: acknowledges something received and asks nothing."""
    booking: bool
    """Inbound: confirms a booked slot (schedulers, ATS, calendar)."""
    submission: bool
    """Inbound: a platform says the test was completed or received."""
    employer_ack: bool
    """Inbound: thanks for something the owner delivered ("got your slots")."""
    on_hold: bool
    """Inbound: the employer puts the process on hold."""
    resumed: bool
    """Inbound: the process goes on after a hold."""
    voids: frozenset[WaitKind]
    """Inbound: requests withdrawn or answered by the employer itself."""
    extends: Deadline | None
    """Inbound: a new deadline for something already asked."""
    reschedule: bool
    """An appointment is moved by the author of this message."""
    employer_promise: StatedPromise | None
    """Inbound: the employer says by when it comes back."""
    answers: frozenset[WaitKind]
    """Outbound: kinds that this message answers in substance."""
    holding: bool
    """Outbound: acknowledges only; the substance is still to come."""
    promises: tuple[StatedPromise, ...]
    """Outbound: dated promises."""
    appointments: tuple[Appointment, ...]
    confidence: float
    """Of stage and outcome, 0 to 1."""
    cues: tuple[str, ...]
    """Phrases and rules that decided, in words."""
    not_asked: frozenset[WaitKind] = frozenset()
    """Inbound: what the owner says that it does not ask for; already gone from ``asks``."""


# --------------------------------------------------------------------------- processes and waits


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer, an agency, or a person who hires from a private address."""

    id: str
    name: str
    domains: tuple[str, ...]
    kind: str
    """``employer``, ``agency`` or ``person``."""


@dataclass(frozen=True, slots=True)
class StageEntry:
    """One step of an application's history."""

    stage: Stage
    entered_at: datetime
    message_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Application:
    """One employer × role."""

    id: str
    employer_id: str
    role: str | None
    stage: Stage | None
    """Latest stage; ``None`` when no message shows one."""
    outcome: Outcome | None
    status: ApplicationStatus
    turn: Party
    """Who has the ball at ``as_of``; set by the ledger."""
    opened_at: datetime | None
    last_message_at: datetime | None
    message_ids: tuple[str, ...]
    """Oldest first."""
    stages: tuple[StageEntry, ...]


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder inside a wait; it never restarts the clock."""

    message_id: str
    at: datetime
    human: bool
    """False for a platform's reminder."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One line of the ledger (domain.md §3)."""

    id: str
    """``w`` and a short digest of (opening message, kind, side): stable, see ``ids``."""
    application_id: str
    waiting_on: Party
    kind: WaitKind
    stage: Stage | None
    opened_by: str
    opened_at: datetime
    opened_clock: Clock
    nudges: tuple[Nudge, ...]
    deadline: Deadline | None
    status: WaitStatus
    acknowledged_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None
    closed_how: ClosedHow | None
    precision: Precision
    elapsed_s: float | None
    """Open waits: age at ``as_of``. ``None`` when unknown."""
    working_s: float | None
    rating: Rating | None
    confidence: float
    quote: str
    """The sentence that asked."""
    reasons: tuple[str, ...]
    """Why it opened, what did not close it and why, what closed it: for ``explain``."""
    limit_at: datetime | None = None
    """When the wait passes (or passed) its amber limit; ``None`` when it has none."""
    junk: bool = False
    """Opened by a message in the junk folder: tagged, never red."""
    held_by: tuple[str, ...] = ()
    """Messages of the waiting side that put it off without an answer, oldest first."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A dated promise of the owner; ``kept_at`` ``None`` while not delivered."""

    id: str
    application_id: str
    message_id: str
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None
    quote: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Both sides' waits and the owner's promises, with the applications they colour."""

    waits: tuple[Wait, ...]
    promises: tuple[Promise, ...]
    applications: tuple[Application, ...]
    """As given, with ``turn``, ``status`` and ``outcome`` settled."""
    times: Mapping[str, datetime] = field(default_factory=dict)
    """When each message of the applications was written or received, up to ``as_of``."""
    sent: frozenset[str] = frozenset()
    """Those of ``times`` that the owner wrote and that reached the employer."""
    refused: str | None = None
    """Why no reply time may be claimed, as in ``Mailbox``; ``None`` when it may."""
    sent_ends_at: datetime | None = None
    """After which the owner's sent mail is missing; ``None`` when it goes on to ``as_of``."""


# --------------------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class StatRow:
    """Censored reply times of one group (seconds of elapsed time)."""

    key: str | None
    """Stage, kind, employer id or ISO week; ``None`` for the whole."""
    n: int
    open: int
    """How many of ``n`` are right-censored."""
    median_s: float | None
    """Kaplan–Meier median; ``None`` when not reached or ``n`` < 5."""
    ci_low_s: float | None
    ci_high_s: float | None
    p75_s: float | None
    rmst_s: float | None
    note: str | None
    """What a reader must know ("more than half still open after 3 days"); may be ``None``."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One step of a curve of waits that go on (Kaplan-Meier), with its 95 % band."""

    at_s: float
    waiting: float
    """Share still waiting from here to the next point, 0 to 1."""
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WaitingCurve:
    """How long until an answer comes, for a chart."""

    key: str
    """``you_now``, ``you_before`` (the period before it) or ``employers``."""
    n: int
    open: int
    points: tuple[CurvePoint, ...]
    """Thinned to what a chart can show; the curve is 1 before the first."""
    open_at_s: tuple[float, ...]
    """Ages at which waits were still open (ticks), thinned likewise."""
    longest_s: float
    """To where anything is known; the curve must not be drawn beyond."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Chance that an employer who has been silent for a while answers in the next days."""

    silent_s: float
    within_s: float
    chance: float | None
    """0 to 1; ``None`` when fewer than five waits lasted so long."""
    at_risk: int
    """Waits on employers that lasted so long."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Whether the owner's answers got faster or slower over the weeks."""

    n: int
    direction: str | None
    """``faster``, ``slower``, or ``None`` when chance alone could do it (p >= 0.05)."""
    p_value: float
    """Two-sided."""
    method: str
    """``kendall`` (below 30 closings) or ``log-rank`` (older half against newer half)."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures; the employers' side is kept apart."""

    overall: StatRow
    by_stage: tuple[StatRow, ...]
    by_kind: tuple[StatRow, ...]
    by_employer: tuple[StatRow, ...]
    by_week: tuple[StatRow, ...]
    employer_side: StatRow
    curves: tuple[WaitingCurve, ...] = ()
    silence: tuple[Silence, ...] = ()
    """The employers' side: after 3, 7, 14 and 21 silent days."""
    trend: Trend | None = None
    """``None`` below 15 waits."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A lapse in momentum, with its evidence and one action."""

    id: str
    kind: str
    """Row of the lapse catalogue."""
    severity: Severity
    application_id: str
    wait_ids: tuple[str, ...]
    message_ids: tuple[str, ...]
    since: datetime
    sentence: str
    action: str
    headline: bool = False
    """One of at most three that lead the report."""


@dataclass(frozen=True, slots=True)
class Positive:
    """Something that goes well."""

    kind: str
    sentence: str
    wait_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A lapse of the last report that is none any more."""

    lapse: Lapse
    how: str
    """``answered``, ``closed`` (the process ended or the request fell away) or ``passed``."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of things since the last weekly report.

    Both ends are worked out from the mail and the settings as they are now; the figures
    that were shown then are never mixed with those of today.
    """

    since: datetime | None
    """``as_of`` of the last weekly report; ``None`` when this is the first."""
    missed_weeks: int
    """Whole weeks between the two reports in which none was made."""
    other_settings: tuple[str, ...]
    """Names of settings that shape figures and were different then."""
    other_version: str | None
    """The program's version then, if it was another; ``None`` otherwise."""
    new: tuple[Lapse, ...]
    recurring: tuple[Lapse, ...]
    resolved: tuple[Settled, ...]
    kept: tuple[Promise, ...]
    """Promises kept since then."""
    broken: tuple[Promise, ...]
    """Promises whose day passed since then without a delivery."""
    week: StatRow
    """Required waits that opened in the seven days before ``as_of``."""
    four_weeks: StatRow
    """Those of the four weeks before that, followed to ``as_of`` as well."""


@dataclass(frozen=True, slots=True)
class ScoreValue:
    """Nearest 5, with an 80 % bootstrap interval."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ApplicationScore:
    """Score of one application, or why there is none."""

    application_id: str
    score: ScoreValue | None
    refused_because: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Overall score, or why there is none (domain.md §5)."""

    overall: ScoreValue | None
    refused_because: str | None
    reasons: tuple[str, ...]
    by_application: tuple[ApplicationScore, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read: ``messages`` = kept + duplicates + outside_window + rejected."""

    messages: int
    kept: int
    duplicates: int
    outside_window: int
    rejected: int
    relevant: int
    first_message_at: datetime | None
    last_message_at: datetime | None
    sent_found: bool
    latency_available: bool
    latency_refused_because: str | None
    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report may show of one relevant message."""

    message_id: str
    source: str
    position: str
    folder: str | None
    direction: Direction
    at: datetime | None
    clock: Clock | None
    clock_reason: str
    from_name: str
    from_address: str
    subject: str
    asks: tuple[Ask, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer; every output is a view of it."""

    version: str
    as_of: datetime
    owner: Owner
    timezone: str
    coverage: Coverage
    employers: tuple[Employer, ...]
    applications: tuple[Application, ...]
    waits: tuple[Wait, ...]
    promises: tuple[Promise, ...]
    statistics: Statistics
    lapses: tuple[Lapse, ...]
    positives: tuple[Positive, ...]
    score: Score
    evidence: Mapping[str, Evidence]
    """By message id; relevant messages only."""
    input_digest: str
    """sha256 over the sorted digests of the kept messages: same mail, same value."""
    settings: tuple[tuple[str, str], ...]
    """(name, value) of every setting that shaped the figures, for provenance."""
    week_ago: StatRow | None = None
    """``statistics.overall`` as it stood seven days before ``as_of``; ``None`` when not worked out."""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    """The rows that the waits were judged by; empty when not handed on."""
    corrections: tuple[CorrectionResult, ...] = ()
    """What the owner has put right, and what became of it, in the order of the file."""
    changes: Changes | None = None
    """Since the last weekly report; ``None`` in a report that is no weekly one."""


@dataclass(frozen=True, slots=True)
class MessageView:
    """One line of ``inspect``: what the program sees in a message and why."""

    entry: Entry
    identity: SenderIdentity
    reading: Reading
    trusted: float
    """Confidence from which on a request counts; one that falls short is for review."""

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Requests that count."""
        return tuple(ask for ask in self.reading.asks if ask.confidence >= self.trusted)

    @property
    def for_review(self) -> tuple[Ask, ...]:
        """Requests that the message may make."""
        return tuple(ask for ask in self.reading.asks if ask.confidence < self.trusted)

    @property
    def confidence(self) -> float:
        """Of what the line says: of the least sure request that counts, else of stage and outcome."""
        return min((ask.confidence for ask in self.asks), default=self.reading.confidence)


@dataclass(frozen=True, slots=True)
class Understood:
    """Mail that has been read: who wrote what to whom, and what it says."""

    mailbox: Mailbox
    threads: tuple[Thread, ...]
    identities: Mapping[str, SenderIdentity]
    """By message id."""
    readings: Mapping[str, Reading]
    """By message id."""


# --------------------------------------------------------------------------- settings


class CorrectionKind(StrEnum):
    """What the owner can put right; the words of ``momentum correct`` and of its file."""

    SENDER = "sender"
    NOT_A_REQUEST = "not-a-request"
    ANSWERED = "answered"
    NOT_A_LAPSE = "not-a-lapse"
    SNOOZE = "snooze"
    SAME = "same"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that the owner says; fields that its kind does not use keep their defaults."""

    id: str
    """``c`` and a short digest of what it says: the same as long as nobody edits it."""
    says: CorrectionKind
    target: str
    """SENDER: an address or a domain. NOT_A_REQUEST: id of a wait, or a Message-ID.
    ANSWERED: id of a wait. NOT_A_LAPSE, SNOOZE: id of a lapse. SAME, OUTCOME: id of an application."""
    other: str | None = None
    """SAME: the other application; ``None`` for the other kinds."""
    employer: str | None = None
    """SENDER: whose mail it is; ``None`` when that is not said."""
    agency: bool = False
    """SENDER: it recruits for others."""
    hiring: bool = True
    """SENDER: False when its mail has nothing to do with hiring."""
    wait_kind: WaitKind | None = None
    """NOT_A_REQUEST of a message: the one kind meant; ``None`` for all."""
    at: datetime | None = None
    """ANSWERED: when. Without an offset it is meant in the owner's zone."""
    how: str | None = None
    """ANSWERED: by what ("phone"); ``None`` when not said."""
    until: date | None = None
    """SNOOZE: the first day on which it shows again."""
    outcome: Outcome | None = None
    """OUTCOME: how the application ended."""
    on: date | None = None
    """OUTCOME: the day on which it did, in the owner's zone."""
    said_at: datetime | None = None
    """When the owner said so; ``None`` when the file does not tell."""
    note: str | None = None
    """The owner's own remark, for the owner alone; ``None`` when there is none."""


class CorrectionStatus(StrEnum):
    """What became of a correction in one run."""

    APPLIED = "applied"
    NOT_NEEDED = "not_needed"
    """What it is about is there, but there is nothing (left) to put right."""
    NOT_FOUND = "not_found"
    """The mail that was read holds nothing that it could be about."""


@dataclass(frozen=True, slots=True)
class CorrectionResult:
    """A correction with what it did in one run."""

    correction: Correction
    status: CorrectionStatus
    reason: str | None
    """Why nothing was changed, as a stable name such as ``closed_by_mail``; ``None`` for the other two."""
    messages: int
    """SENDER: how many messages it is about; 0 for the other kinds."""
    application_ids: tuple[str, ...]
    """Applications that it touches."""
    wait_ids: tuple[str, ...]
    """Waits that it touches, also one that is no wait any more."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When the owner can be expected to answer (domain.md §3, "Two clocks")."""

    zone: str = "UTC"
    """IANA name."""
    start_s: int = 8 * 3600
    """Start of the working day, seconds after local midnight."""
    end_s: int = 20 * 3600
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    """Monday is 0."""
    holidays: frozenset[date] = frozenset()
    away: tuple[tuple[date, date], ...] = ()
    """Declared away days, both ends included."""
    travel: tuple[tuple[date, date, str], ...] = ()
    """(first day, last day, IANA zone) spent in another zone."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Limits of one kind of wait; ``None`` means there is no such limit."""

    green_s: float | None
    amber_s: float | None
    clock: str
    """``working`` or ``elapsed``: which seconds the limits count."""
    may_be_red: bool
    """False for kinds that are never red."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user may set that shapes a figure."""

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    """By row name of ``data/limits.toml``; rows not given keep their defaults."""
    not_a_lapse: frozenset[str] = frozenset()
    """Lapse or wait ids that the owner settled."""
    snoozed: frozenset[str] = frozenset()
    """Lapse ids that the owner snoozed."""
    answered: Mapping[str, datetime] = field(default_factory=dict)
    """When the owner answered outside the mailbox ("by phone"), by wait id."""
    corrections: tuple[Correction, ...] = ()
    """What the owner has put right, in the order of the file."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of the owner's hiring mail, the usual one first; empty for every known language."""
