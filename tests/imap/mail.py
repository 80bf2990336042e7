"""Mail for the tests of the IMAP source, and what they all need to sync it."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from inbox_momentum.accounts import Account, Credential, Security
from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import imap
from inbox_momentum.sources.imap import Choice, Notice, Patience, Row, Step, SyncResult
from inbox_momentum.store import Store
from tests.imap.conftest import Dovecot

SECRET = Credential(False, "secret")
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def everything(rows: Iterable[Row]) -> set[imap.records.Key]:
    return {row.key for row in rows}


def nothing(rows: Iterable[Row]) -> set[imap.records.Key]:
    assert all(row.header for row in rows)
    return set()


class ByRows:
    """A choice over whole rows, as short as a function; its verdict on a row is the row."""

    edition = b"rows"
    mark = b""

    def __init__(self, choose: Callable[[Iterable[Row]], set[imap.records.Key]]) -> None:
        self._choose = choose

    def judge(self, row: Row) -> bytes:
        return pickle.dumps(row)

    def decide(self, judged: Iterable[tuple[imap.records.Key, bytes]]) -> set[imap.records.Key]:
        def rows() -> Iterator[Row]:
            for key, packed in judged:
                row = pickle.loads(packed)
                assert row.key == key
                yield row

        return self._choose(rows())


class Nothing:
    """The choice that costs nothing and wants nothing."""

    edition = b"none"
    mark = b""

    def judge(self, row: Row) -> bytes:
        return b""

    def decide(self, judged: Iterable[tuple[imap.records.Key, bytes]]) -> set[imap.records.Key]:
        return set()


def quick(**changes: object) -> Patience:
    """Patience that never sleeps."""
    slept: list[float] = []
    given = {"sleep": slept.append, "chance": lambda: 0.5, "silence_s": 5.0, "connect_s": 5.0} | changes
    return Patience(**given)  # type: ignore[arg-type]


def plain_mail(number: int, text: str = "Hello\n", **fields: str) -> bytes:
    at = BEGAN + timedelta(minutes=number)
    given = {
        "From": f"Ann <ann{number % 7}@halden.example>",
        "To": "maya@example.net",
        "Subject": f"Message {number}",
        "Date": format_datetime(at),
        "Message-ID": f"<m{number}@halden.example>",
    } | {key.replace("_", "-"): value for key, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return (head + "\r\n" + text.replace("\n", "\r\n")).encode()


def mail_with_attachment(number: int) -> bytes:
    message = EmailMessage()
    message["From"] = "Ann <ann@halden.example>"
    message["To"] = "maya@example.net"
    message["Subject"] = f"Contract {number}"
    message["Date"] = format_datetime(BEGAN + timedelta(minutes=number))
    message["Message-ID"] = f"<a{number}@halden.example>"
    message.set_content("Please find the contract below.\n")
    message.add_alternative("<p>Please find the <b>contract</b> below.</p>\n", subtype="html")
    message.add_attachment(b"%PDF-" + b"SECRETBYTES" * 4000, "application", "pdf", filename="contract.pdf")
    message.add_attachment(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u1\r\n"
        "DTSTART:20260310T100000Z\r\nSUMMARY:Talk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "calendar",
        filename="invite.ics",
    )
    return message.as_bytes().replace(b"\n", b"\r\n")


def deliver(
    server: Dovecot, user: str, mail: Sequence[bytes], folder: str = "", flags: str = "S", first: int = 1
) -> Path:
    """Mail in the user's Maildir in UID order; INTERNALDATE is a minute apart, from ``BEGAN``."""
    root = server.state / "mail" / user
    place = root / folder if folder else root
    owner = server.state.stat()
    for name in ("", "cur", "new", "tmp"):
        (place / name).mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(mail, first):
        path = place / "cur" / f"{number:09d}.M{number}.test:2,{flags}"
        path.write_bytes(data)
        at = (BEGAN + timedelta(minutes=number)).timestamp()
        os.utime(path, (at, at))
    for path in (root, *root.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    return place


def account(server: Dovecot, user: str, port: int | None = None, **changes: object) -> Account:
    given = {"name": user, "host": "127.0.0.1", "user": user, "port": port or server.port}
    return Account(**(given | {"security": Security.NONE} | changes))  # type: ignore[arg-type]


def run(
    where: Account,
    store: Store,
    choose: Choice | Callable[[Iterable[Row]], set[imap.records.Key]] = everything,
    said: list[Step | Notice] | None = None,
    **more: object,
) -> SyncResult:
    given = {"patience": quick(), "progress": said.append if said is not None else lambda _: None} | more
    choice = ByRows(choose) if callable(choose) else choose
    return imap.sync(where, SECRET, store, choice, **given)  # type: ignore[arg-type]


def content(store: Store, where: Account) -> dict[str, bytes]:
    """What the store yields, by folder and UID."""
    return {
        f"{one.source} {one.position}": one.data if isinstance(one, RawMessage) else b"DEFECT"
        for one in imap.messages(store, where)
        if isinstance(one, RawMessage | Defect)
    }


def notices(said: Iterable[Step | Notice]) -> list[str]:
    return [one.text for one in said if isinstance(one, Notice)]
