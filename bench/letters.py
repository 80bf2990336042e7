"""The mail of an invented life: mostly bulk with attachments, some private, some of hiring.

Everything follows from the seed, and each letter from its own place, so that a mailbox
can be written forwards or backwards, at any size, with a block of it in memory.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tests.simulation.story import mailbox as season
from tests.simulation.world import EMPLOYERS, OWNER, OWNER_NAME, PEOPLE

AS_OF = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MEAN_BYTES = 60_000
"""Of a message, headers and attachments included."""
_BLOCK = 3_000
"""Messages of one season; its hiring mail is in memory together."""
_SEASON = timedelta(weeks=13)
_YEARS = timedelta(days=20 * 365)
_HUMAN = 0.05
"""Share of the mail that is no bulk: of hiring, private, and small notices."""
_PRIVATE = 0.015
_ALERTS = 0.08
"""Share of the bulk that are a job board's adverts, from an address that is known for them."""
_JOB_NEWS = 0.02
"""Share of the bulk that speaks of jobs in its subject and comes from anybody: its text must be read."""
_LF = SMTP.clone(linesep="\n", max_line_length=78)
_SENDERS = 60
_SUBJECTS = (
    "Your weekly digest: {n} stories", "{n} % off until Sunday", "Receipt {n} for your order", "New sign-in",
    "=?UTF-8?Q?Neue_Angebote_f=C3=BCr_Sie?= {n}", "Build {n} passed", "[dev] Re: patch {n} for review",
    "=?UTF-8?B?w5ZmZm51bmdzemVpdGVu?= {n}", "{n} people saw this", "Your statement {n} is ready",
)  # fmt: skip
_JOBS = ("Jobs for you: {n} new matches", "{n} new jobs near you", "Hiring now: {n} openings")
_SENTENCES = (
    "Thank you for being with us this year.", "From here on everything is shipped within two days.",
    "See what has changed in your area since last week.", "You can read the whole story on our page.",
    "The next meeting is on the second floor; please bring the figures.", "Prices are without delivery.",
    "Reviewers found three small things, all of them in the tests.", "Our shops are open until eight.",
)  # fmt: skip
_BULK_LABELS = ("Inbox,Category Promotions,Unread", "Category Updates,Opened", "Archived,Opened")
_SMALL_TALK = ("Sunday", "Photos", "Lunch?", "The key")
_TRAPS = (
    "From the desk of our editor:\nall is well.",
    "From jane@old.example Fri Nov 20 17:30:36 2026\nSubject: quoted by hand\n\nnot a message of this box",
    "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
    "From: Jane Doe <jane@dev.example>\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nSubject: [PATCH] tidy\n\n---",
    ">From the start this was quoted.\n>>From twice",
    "From ",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, with LF ends and nothing quoted."""

    id: str
    at: datetime
    head: bytes
    """Header fields, each with its line end, without the empty line behind them."""
    text: bytes
    """The part of the body that may hold anything, ``From `` lines too."""
    blob: bytes
    """The rest of the body: base64 and boundaries alone."""
    thread: int
    labels: str
    sent: bool
    hiring: bool


@dataclass(slots=True)
class _Stock:
    """Parts that many messages share, so that writing is as fast as the disk."""

    html: list[bytes] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int) -> _Stock:
        rng = random.Random(f"stock {seed}")
        html = []
        for _ in range(12):
            rows = [
                f'<tr><td style=3D"padding:{rng.randint(1, 40)}px"><a href=3D"https://news.example/{rng.getrandbits(64):x}">'
                f"{rng.choice(_SENTENCES)}</a></td></tr>\n"
                for _ in range(rng.randint(40, 140))
            ]
            html.append("".join(rows).encode())
        sizes = (15_000, 30_000, 60_000, 90_000, 150_000, 400_000)
        return cls(html, [base64.encodebytes(rng.randbytes(size)) for size in sizes])


def count_for(size: int) -> int:
    """Messages that make about ``size`` bytes."""
    return max(1, round(size / MEAN_BYTES))


def letters(seed: int, count: int, newest_first: bool = False) -> Iterator[Letter]:
    """``count`` letters of one life up to ``AS_OF``, oldest first unless told."""
    stock = _Stock.of(seed)
    blocks = max(1, -(-count // _BLOCK))
    step = min(_SEASON, _YEARS / blocks)
    numbers = range(blocks) if newest_first else range(blocks - 1, -1, -1)
    for number in numbers:
        size = count // blocks + (number < count % blocks)
        plans = _block(seed, number, size, AS_OF - step * number)
        for at, made in reversed(plans) if newest_first else plans:
            yield made if isinstance(made, Letter) else _made(stock, seed, number, made, at)


def _block(seed: int, number: int, size: int, until: datetime) -> list[tuple[datetime, Letter | int]]:
    """A season: its hiring letters, and the place of every other one, by time."""
    rng = random.Random(f"{seed} block {number}")
    human = max(1, round(size * _HUMAN))
    hiring = round(size * (_HUMAN - _PRIVATE))
    world = season(seed * 1000 + number, until, 13, min(len(EMPLOYERS), max(2, hiring // 7)))
    told = [_told(at, sent, mail) for at, sent, mail in world.messages][:human]
    plans: list[tuple[datetime, Letter | int]] = [(one.at, one) for one in told]
    span = _SEASON.total_seconds()
    private = human - len(told)
    for place in range(size - len(told)):
        at = (until - timedelta(seconds=rng.uniform(60, span))).replace(microsecond=0)
        plans.append((at, -place - 1 if place < private else place))
    return sorted(plans, key=lambda plan: plan[0])


def _told(at: datetime, sent: bool, mail: EmailMessage) -> Letter:
    """A message of a hiring story (or of the noise around it)."""
    name = str(mail["Message-ID"]).strip("<>")
    if mail.is_multipart():  # else a boundary of chance, not of the seed
        mail.set_boundary(f"=_{_thread(name):015x}")
    head, _, body = mail.as_bytes(policy=_LF).partition(b"\n\n")
    root = (str(mail["References"] or "").split() or [f"<{name}>"])[0]
    labels = "Sent,Opened" if sent else "Inbox,Important,Opened"
    return Letter(
        name, at, head + b"\n", body, b"", _thread(root), labels, sent, not name.endswith("@noise.example")
    )


def _thread(root: str) -> int:
    return random.Random(root).getrandbits(60)


def _made(stock: _Stock, seed: int, block: int, place: int, at: datetime) -> Letter:
    """A bulk letter, or a private one (a negative place)."""
    rng = random.Random((seed << 48) ^ (block << 24) ^ (place + (1 << 20)))
    if place < 0:
        return _private(rng, stock, at)
    number, chance = rng.randrange(_SENDERS), rng.random()
    alert = chance < _ALERTS
    domain = "linkedin.com" if alert else f"news-{number}.example"
    author = f"Job Alerts <jobalerts-noreply@{domain}>" if alert else f"News {number} <hello@{domain}>"
    subject = rng.choice(_JOBS if chance < _ALERTS + _JOB_NEWS else _SUBJECTS).format(n=rng.randint(2, 9999))
    name = f"{rng.getrandbits(80):020x}.{at:%Y%m%d%H%M%S}@{domain}"
    boundary = f"=_{rng.getrandbits(96):024x}"
    head = _bulk_head(rng, number, (domain, author, subject, name), at, boundary)
    lines = [rng.choice(_SENTENCES) for _ in range(rng.randint(5, 30))]
    if rng.random() < 0.02:
        lines.insert(rng.randrange(len(lines)), "\n" + rng.choice(_TRAPS))
    text = (
        f"--{boundary}\nContent-Type: text/plain; charset=utf-8\n\n" + "\n".join(lines) + f"\n--{boundary}\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    ).encode()
    return Letter(
        name, at, head, text, _parts(rng, stock, boundary), rng.getrandbits(60),
        rng.choice(_BULK_LABELS), False, False,
    )  # fmt: skip


def _parts(rng: random.Random, stock: _Stock, boundary: str) -> bytes:
    """HTML and attachments behind the text."""
    pieces = [b"<html><body><table>\n", rng.choice(stock.html), b"</table></body></html>\n"]
    while rng.random() < 0.215:
        kind = rng.choice(("application/pdf", "image/jpeg", "image/png"))
        pieces.append(
            f'--{boundary}\nContent-Type: {kind}; name="{rng.getrandbits(32):x}"\n'
            "Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n".encode()
        )
        pieces.append(rng.choice(stock.blobs))
    pieces.append(f"--{boundary}--\n".encode())
    return b"".join(pieces)


def _bulk_head(
    rng: random.Random, number: int, fields: tuple[str, str, str, str], at: datetime, boundary: str
) -> bytes:
    domain, author, subject, name = fields
    date = format_datetime(at)
    trace = "".join(
        f"Received: from out-{rng.randrange(99)}.{domain} (out.{domain} [203.0.113.{rng.randrange(255)}])\n"
        f"\tby mx-{hop}.postbox.example with ESMTPS id {rng.getrandbits(64):x}\n\tfor <{OWNER}>; {date}\n"
        for hop in range(3)
    )
    signature = base64.b64encode(rng.randbytes(256)).decode()
    folded = "\n\t".join(signature[at : at + 72] for at in range(0, len(signature), 72))
    return (
        f"Delivered-To: {OWNER}\n{trace}Return-Path: <bounce-{rng.getrandbits(40):x}@{domain}>\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=k{number};\n"
        f"\th=from:to:subject:date:list-unsubscribe; b={folded}\n"
        f"Authentication-Results: mx.postbox.example; dkim=pass header.d={domain}; spf=pass\n"
        f"From: {author}\nReply-To: no-reply@{domain}\n"
        f"To: {OWNER_NAME} <{OWNER}>\nSubject: {subject}\n"
        f"Date: {date}\nMessage-ID: <{name}>\nMIME-Version: 1.0\n"
        f"List-Id: News {number} <list.{domain}>\nList-Unsubscribe: <https://{domain}/u/{rng.getrandbits(64):x}>,\n"
        f" <mailto:leave@{domain}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nPrecedence: bulk\n"
        f"Feedback-ID: {rng.getrandbits(32)}:{number}:bench\nX-Campaign: {rng.getrandbits(48):x}\n"
        f'Content-Type: multipart/mixed;\n boundary="{boundary}"\n'
    ).encode()


def _private(rng: random.Random, stock: _Stock, at: datetime) -> Letter:
    """Between friends: short, sometimes with a picture, one in three by the owner."""
    who = rng.choice(PEOPLE)
    friend = f"{who.split()[0].lower().encode('ascii', 'ignore').decode()}@friends.example"
    sent = rng.random() < 0.33
    name = f"{rng.getrandbits(80):020x}@{'postbox' if sent else 'friends'}.example"
    sides = (f"{OWNER_NAME} <{OWNER}>", f"{who.encode('ascii', 'ignore').decode()} <{friend}>")
    sender, receiver = sides if sent else sides[::-1]
    boundary = f"=_{rng.getrandbits(96):024x}"
    received = (
        "" if sent else f"Received: from mx.friends.example by mx.postbox.example; {format_datetime(at)}\n"
    )
    head = (
        f"{received}From: {sender}\nTo: {receiver}\nSubject: {rng.choice(_SMALL_TALK)}\n"
        f"Date: {format_datetime(at)}\nMessage-ID: <{name}>\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/mixed; boundary="{boundary}"\n'
    ).encode()
    text = f"--{boundary}\nContent-Type: text/plain\n\n{rng.choice(_SENTENCES)}\nFrom me to you.\n".encode()
    picture = rng.random() < 0.2
    blob = b"".join((
        f"--{boundary}\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n".encode(),
        rng.choice(stock.blobs),
    )) if picture else b""  # fmt: skip
    labels = "Sent,Opened" if sent else "Inbox,Opened"
    end = f"--{boundary}--\n".encode()
    return Letter(name, at, head, text, blob + end, rng.getrandbits(60), labels, sent, False)
