"""Builds entries from the labelled tables and says what a reading got wrong."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from inbox_momentum.model import (
    Address,
    Attachment,
    Body,
    Clock,
    Direction,
    Entry,
    Message,
    Reading,
    SenderIdentity,
    SenderKind,
    WaitKind,
)
from inbox_momentum.stages import read_message
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.weights import Witness

DATA = Path(__file__).parent / "data"
AT = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
_LINK = re.compile(r"https?://\S+")


def make_entry(
    body: str,
    *,
    subject: str = "",
    sender: str = "jane@acme.example",
    to: str = "maya@example.net",
    out: bool = False,
    id_: str = "m1@example.net",
    at: datetime = AT,
    offset_s: int | None = 3600,
    in_reply_to: tuple[str, ...] = (),
    attachments: tuple[str, ...] = (),
    calendars: tuple[str, ...] = (),
    automated: str | None = None,
    addressed: bool = True,
) -> Entry:
    """An entry as the index would hand it over."""
    message = Message(
        message_id=id_,
        id_missing=False,
        source="test",
        position="1",
        folder=None,
        in_sent=out,
        in_junk=False,
        is_draft=False,
        headers=(),
        from_=(Address("", "maya@example.net" if out else sender),),
        sender=(),
        reply_to=(),
        to=(Address("", sender if out else to),),
        cc=(),
        bcc=(),
        subject=subject,
        date_at=at,
        date_offset_s=offset_s,
        received_at=at,
        internal_at=None,
        in_reply_to=in_reply_to,
        references=in_reply_to,
        gm_thread_id=None,
        thread_index=None,
        thread_topic=None,
        automated=automated,
        digest=id_,
        body=Body(
            text=body,
            new_text=body,
            calendars=calendars,
            attachments=tuple(Attachment(name, "application/octet-stream", 1000) for name in attachments),
            links=tuple(_LINK.findall(body)),
        ),
    )
    return Entry(message, Direction.OUT if out else Direction.IN, at, Clock.RECEIVED, "test", addressed)


def make_identity(
    kind: str = "employer", *, id_: str = "m1@example.net", key: str | None = None, relay: bool = False
) -> SenderIdentity:
    """A sender identity as the employers stage would give it."""
    return SenderIdentity(id_, SenderKind(kind), key, key, (), None, relay, 0.9, ())


@dataclass(frozen=True)
class Case:
    """One labelled message."""

    author: str
    row: dict = field(hash=False)

    @property
    def name(self) -> str:
        return f"{self.author}: {self.row['body'].strip().splitlines()[0][:50]}"


def cases(file: str) -> list[Case]:
    """Rows of a labelled table."""
    table = tomllib.loads((DATA / file).read_text(encoding="utf-8"))
    return [Case(row["author"], row) for row in table["message"]]


def read_case(case: Case, witness: Witness | None = None) -> Reading:
    """The reading of a case with the context that its row states."""
    row = case.row
    out = row.get("out", False)
    subject = row.get("subject", "")
    known = row.get("known", False) or out
    entry = make_entry(
        row["body"],
        subject=subject,
        out=out,
        in_reply_to=("earlier@example.net",) if known and subject.startswith("Re:") else (),
        attachments=tuple(row.get("attachments", ())),
    )
    context = Context(
        hiring=(known and "asked" in row) or row.get("known", False),
        owner_wrote=row.get("owner", False),
        first=not known,
        asked=frozenset(WaitKind(kind) for kind in row.get("asked", ())),
        offered=row.get("offered", False),
    )
    return read_message(entry, make_identity(row.get("kind", "employer")), context, witness)


def faults(case: Case, reading: Reading) -> list[str]:
    """What differs from the labels; what a row does not state is not judged."""
    row = case.row
    wrong: list[str] = []
    if "asks" in row:
        got = {ask.kind.value for ask in reading.asks} - {"message"}
        if got != set(row["asks"]):
            wrong.append(f"asks {sorted(got)} not {sorted(row['asks'])}")
    for name, value in (("stage", reading.stage), ("outcome", reading.outcome)):
        if name in row and (value.value if value else "") != row[name]:
            wrong.append(f"{name} {value} not {row[name]!r}")
    if "outcome" not in row and "asks" in row and reading.outcome is not None:
        wrong.append(f"outcome {reading.outcome} out of nothing")
    for flag in row.get("flags", ()):
        if not getattr(reading, flag):
            wrong.append(f"no {flag}")
    if "hiring" in row and reading.hiring != row["hiring"]:
        wrong.append(f"hiring {reading.hiring}")
    if "role" in row and reading.role != row["role"]:
        wrong.append(f"role {reading.role!r}")
    wrong += _deadline_faults(row, reading)
    wrong += _outbound_faults(row, reading)
    return wrong


def _deadline_faults(row: dict, reading: Reading) -> list[str]:
    if "asks" not in row or not row["asks"]:
        return []
    days = {ask.deadline.at.date().isoformat() for ask in reading.asks if ask.deadline}
    wanted = {row["deadline"]} if "deadline" in row else set()
    if "deadline" in row and not wanted <= days:
        return [f"deadline {sorted(days)} not {sorted(wanted)}"]
    return []


def _outbound_faults(row: dict, reading: Reading) -> list[str]:
    wrong: list[str] = []
    answers = {kind.value for kind in reading.answers}
    if not set(row.get("answers", ())) <= answers:
        wrong.append(f"answers {sorted(answers)} lack {row['answers']}")
    if set(row.get("answers_not", ())) & answers:
        wrong.append(f"answers {sorted(answers)} has one of {row['answers_not']}")
    if "holding" in row and reading.holding != row["holding"]:
        wrong.append(f"holding {reading.holding}")
    if "promise" in row and row["promise"] not in {
        item.due_at.date().isoformat() for item in reading.promises
    }:
        wrong.append(f"promises {[item.due_at.date().isoformat() for item in reading.promises]}")
    if "cue" in row and row["cue"] not in reading.cues:
        wrong.append(f"cues {reading.cues}")
    return wrong
