"""Small makers of records for tests: every argument has a sensible default.

Import from any test: ``from tests.unit.factories import make_entry, make_message``.

``make_message(from_="Ana <ana@acme.example>", subject="Interview", at="2026-03-02T09:00Z")``
``make_entry(direction="in", text="Are you free on Monday?")``

Times may be given as aware datetimes or ISO 8601 strings ("…Z" or with an offset);
addresses as "Name <a@b>" strings, bare addresses, Address records, or lists of those.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, formataddr, parseaddr

from inbox_momentum.model import (
    Address,
    Attachment,
    Body,
    Clock,
    Defect,
    Direction,
    Entry,
    Mailbox,
    Message,
    Owner,
)

OWNER = "maya@example.net"
OTHER = "ana@acme.example"
BASE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

_numbers = itertools.count(1)

When = datetime | str | None
SAME: When = "same as at"
Who = str | Address | Iterable[str | Address] | None


def when(value: When) -> datetime | None:
    """Return an aware UTC datetime from a datetime, an ISO 8601 string, or None."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else value
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(UTC)


def people(value: Who) -> tuple[Address, ...]:
    """Return Address records from any of the accepted spellings."""
    if value is None or value == "":
        return ()
    if isinstance(value, Address):
        return (value,)
    if isinstance(value, str):
        name, address = parseaddr(value)
        return (Address(name, address.lower()),)
    return tuple(itertools.chain.from_iterable(people(one) for one in value))


def make_body(
    text: str = "Hello.\n",
    *,
    new_text: str | None = None,
    calendars: Sequence[str] = (),
    attachments: Sequence[Attachment] = (),
    links: Sequence[str] = (),
    bounced_ids: Sequence[str] = (),
) -> Body:
    """Return a Body; ``new_text`` is ``text`` unless given."""
    return Body(
        text=text,
        new_text=text if new_text is None else new_text,
        calendars=tuple(calendars),
        attachments=tuple(attachments),
        links=tuple(links),
        bounced_ids=tuple(bounced_ids),
    )


def make_message(
    from_: Who = OTHER,
    to: Who = OWNER,
    *,
    cc: Who = None,
    bcc: Who = None,
    sender: Who = None,
    reply_to: Who = None,
    subject: str = "Hello",
    at: When = BASE,
    date_at: When = SAME,
    date_offset_s: int | None = 0,
    received_at: When = None,
    internal_at: When = None,
    text: str = "Hello.\n",
    body: Body | None = None,
    message_id: str | None = None,
    id_missing: bool = False,
    in_reply_to: str | Sequence[str] = (),
    references: str | Sequence[str] = (),
    headers: Iterable[tuple[str, str]] = (),
    in_sent: bool = False,
    in_junk: bool = False,
    is_draft: bool = False,
    folder: str | None = None,
    source: str = "test.mbox",
    position: str | None = None,
    gm_thread_id: str | None = None,
    thread_index: str | None = None,
    thread_topic: str | None = None,
    automated: str | None = None,
    digest: str | None = None,
    defects: Sequence[Defect] = (),
) -> Message:
    """Return a Message as the parser would give it.

    ``at`` is the ``Date`` header's time unless ``date_at`` is given (None: no Date).
    Without ``message_id`` a fresh one is made. Headers are made from the fields,
    those given in ``headers`` come first.
    """
    number = next(_numbers)
    dated = when(at) if date_at is SAME else when(date_at)
    mid = f"m{number}@test.example" if message_id is None else message_id
    content = make_body(text) if body is None else body
    lists = {"from": people(from_), "sender": people(sender), "reply-to": people(reply_to)}
    lists |= {"to": people(to), "cc": people(cc), "bcc": people(bcc)}
    replies = (in_reply_to,) if isinstance(in_reply_to, str) else tuple(in_reply_to)
    linked = (references,) if isinstance(references, str) else tuple(references)
    made = [
        (name, ", ".join(formataddr((a.name, a.address)) for a in who)) for name, who in lists.items() if who
    ]
    made.append(("subject", subject))
    if dated is not None:
        made.append(("date", format_datetime(dated)))
    if not id_missing:
        made.append(("message-id", f"<{mid}>"))
    if replies:
        made.append(("in-reply-to", " ".join(f"<{one}>" for one in replies)))
    if linked:
        made.append(("references", " ".join(f"<{one}>" for one in linked)))
    given = tuple((name.lower(), value) for name, value in headers)
    seed = repr((lists["from"], dated, subject, content.text))
    return Message(
        message_id=mid,
        id_missing=id_missing,
        source=source,
        position=f"byte {number * 1000}" if position is None else position,
        folder=folder,
        in_sent=in_sent,
        in_junk=in_junk,
        is_draft=is_draft,
        headers=given + tuple(made),
        from_=lists["from"],
        sender=lists["sender"],
        reply_to=lists["reply-to"],
        to=lists["to"],
        cc=lists["cc"],
        bcc=lists["bcc"],
        subject=subject,
        date_at=dated,
        date_offset_s=date_offset_s if dated is not None else None,
        received_at=when(received_at),
        internal_at=when(internal_at),
        in_reply_to=replies,
        references=linked,
        gm_thread_id=gm_thread_id,
        thread_index=thread_index,
        thread_topic=thread_topic,
        automated=automated,
        digest=hashlib.sha256(seed.encode()).hexdigest() if digest is None else digest,
        body=content,
        defects=tuple(defects),
    )


def make_entry(
    message: Message | None = None,
    *,
    direction: Direction | str | None = None,
    at: When = BASE,
    clock: Clock | str | None = Clock.DATE,
    clock_reason: str = "given by the test",
    addressed: bool = True,
    owner: str = OWNER,
    **fields: object,
) -> Entry:
    """Return an Entry; ``fields`` go to ``make_message`` when no message is given.

    With ``direction="out"`` the owner writes to OTHER unless said otherwise. Without
    a direction it is OUT when the owner is the author, else IN.
    """
    if message is None:
        if direction is not None and Direction(direction) is Direction.OUT:
            fields = {"from_": owner, "to": OTHER, "in_sent": True} | fields
        message = make_message(at=at, **fields)  # type: ignore[arg-type]
    if direction is None:
        direction = Direction.OUT if message.author.address == owner else Direction.IN
    moment = when(at)
    return Entry(
        message=message,
        direction=Direction(direction),
        at=moment,
        clock=None if moment is None or clock is None else Clock(clock),
        clock_reason=clock_reason,
        addressed=addressed,
    )


def make_owner(*addresses: str, names: Sequence[str] = ("Maya",), inferred: bool = False) -> Owner:
    """Return an Owner, OWNER by default."""
    return Owner(addresses or (OWNER,), tuple(names), inferred, "given by the test")


def make_mailbox(entries: Iterable[Entry] = (), *, owner: Owner | None = None, **fields: object) -> Mailbox:
    """Return a Mailbox holding ``entries``, sorted as the index sorts them."""
    far = BASE + timedelta(days=36500)
    rows = tuple(sorted(entries, key=lambda one: (one.at is None, one.at or far, one.id)))
    known: dict[str, object] = {
        "found": len(rows),
        "duplicates": 0,
        "outside_window": 0,
        "rejected": 0,
        "defects": (),
        "sent_found": any(one.direction is Direction.OUT for one in rows),
        "latency_refused_because": None,
    }
    return Mailbox(entries=rows, owner=owner or make_owner(), **(known | fields))  # type: ignore[arg-type]
