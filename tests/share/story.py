"""A generated mailbox in which everything private is a parameter and the times are fixed."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

AS_OF = datetime(2026, 11, 23, 8, tzinfo=UTC)
_FIRST = datetime(2026, 9, 7, 9, tzinfo=UTC)
_ASKS = (
    ("Could you send me three times next week for a phone interview?", "Tuesday at 10:00 works for me, as do Wed 14:00 and Thu 9:00."),
    ("What is your notice period, and where are you based?", "My notice period is four weeks; I am based in Leeds."),
)  # fmt: skip
_OPENING = "Thank you for applying for the role of Platform Engineer. We received your application."


@dataclass
class Privates:
    """Everything about a mailbox that no share may tell; unique strings unless given."""

    seed: str = "one"
    canaries: list[str] = field(default_factory=list)
    """Every unique string that was put somewhere."""

    def token(self, where: str) -> str:
        """A unique word for one place."""
        digest = hashlib.sha256(f"{self.seed}/{where}".encode()).hexdigest()
        word = "".join("bcdfghjklmnprtvz"[int(one, 16)] for one in digest[:14])
        self.canaries.append(word)
        return word

    def person(self, who: str) -> tuple[str, str]:
        """(name, address): each with its own unique words."""
        name = f"{self.token(who + '/first').title()} {self.token(who + '/last').title()}"
        return name, f"{self.token(who + '/local')}@{self.token(who + '/domain')}.example"


def mbox(
    private: Privates,
    employers: int = 3,
    rounds: int = 6,
    hours: int = 5,
    recruiter: tuple[str, str] | None = None,
) -> bytes:
    """``employers`` conversations of ``rounds`` questions; every answer takes about ``hours``.

    ``recruiter`` is the one who asks in all of them, if it is not to be an invented one each.
    """
    owner = private.person("owner")
    made: list[bytes] = []
    for number in range(employers):
        at = _FIRST + timedelta(hours=7 * number)
        asks, chance = recruiter or private.person(f"e{number}"), random.Random(number)
        subject = f"Platform Engineer {private.token(f'subject{number}')}"
        ids = [f"{private.token(f'id{number}')}@mx.example"]
        made.append(_mail(private, asks, owner, subject, _OPENING, at, ids[0], (), f"open{number}"))
        for turn in range(rounds):
            ask, answer = _ASKS[(turn + number) % 2]
            asked = at + timedelta(days=4 * turn + 2, hours=number)
            done = asked + timedelta(hours=hours + chance.randrange(8), minutes=chance.randrange(60))
            for sender, reader, text, when, what in (
                (asks, owner, ask, asked, "ask"),
                (owner, asks, answer, done, "answer"),
            ):
                key = f"{what}{number}.{turn}"
                new = f"{private.token('id' + key)}@mx.example"
                made.append(_mail(private, sender, reader, f"Re: {subject}", text, when, new, ids, key))
                ids.append(new)
    return b"".join(made)


def _mail(
    private: Privates, sender: tuple[str, str], reader: tuple[str, str], subject: str, text: str,
    at: datetime, message_id: str, ids: object, key: str,
) -> bytes:  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"] = formataddr(sender), formataddr(reader)
    mail["Subject"], mail["Date"], mail["Message-ID"] = subject, format_datetime(at), f"<{message_id}>"
    chain = list(ids)  # type: ignore[call-overload]
    if chain:
        mail["In-Reply-To"], mail["References"] = f"<{chain[-1]}>", " ".join(f"<{one}>" for one in chain)
    mail.set_content(f"Hello,\n\n{text}\n\nRef {private.token('body' + key)}\n")
    if key.endswith("0.1"):
        name = f"{private.token('file' + key)}.pdf"
        mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=name)
    stamp = at.strftime("%a %b %d %H:%M:%S %Y")
    return f"From MAILER-DAEMON {stamp}\n".encode() + mail.as_bytes() + b"\n"
