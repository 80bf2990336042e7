"""Public torture mail: no traceback, bounded results, and agreement with the standard library.

Deviations from ``email`` are explained in ``docs/standards.md``.
"""

from __future__ import annotations

import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inbox_momentum.message.calendar import appointments
from inbox_momentum.message.clean_text import MAX_TEXT, readable
from inbox_momentum.message.parse import parse
from inbox_momentum.message.quotes import new_text
from inbox_momentum.model import Defect, Message, RawMessage

pytestmark = pytest.mark.corpora


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        pytest.skip(f"the corpora have no folder {folder.name}")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size < 5_000_000:
            yield str(path.relative_to(folder)), path.read_bytes()


def messages(folder: Path) -> Iterator[tuple[str, bytes, Message]]:
    for name, data in files(folder):
        found = parse(RawMessage(name, name, data))
        if isinstance(found, Message):
            yield name, data, found


def test_every_file_is_a_message_or_a_fatal_defect(corpora: Path) -> None:
    count = 0
    for name, data in files(corpora / "parser"):
        found = parse(RawMessage(name, name, data))
        if isinstance(found, Defect):
            assert found.fatal, name
            continue
        count += 1
        assert found.message_id, name
        assert len(found.body.text) <= MAX_TEXT, name
        assert {defect.position for defect in found.defects} <= {name}, name
        assert not any(defect.code == "mime-unreadable" for defect in found.defects), name
    assert count > 1500


def oracle_addresses(message: email.message.Message, name: str) -> list[str]:
    values = [str(value).replace("\n", " ") for value in message.get_all(name, [])]
    return [address.lower() for _, address in email.utils.getaddresses(values) if "@" in address]


def oracle_date(message: email.message.Message) -> datetime | None:
    try:
        at = email.utils.parsedate_to_datetime(str(message["date"]))
    except (ValueError, TypeError, IndexError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def oracle_subject(message: email.message.Message) -> str | None:
    try:
        return str(email.header.make_header(email.header.decode_header(message["subject"])))
    except (ValueError, LookupError, TypeError, email.errors.HeaderParseError):
        return None


@pytest.mark.parametrize("folder", ["parser", "enron"])
def test_agreement_with_the_standard_library(corpora: Path, folder: str) -> None:
    compared = {"from": 0, "to": 0, "date": 0, "subject": 0}
    different = dict.fromkeys(compared, 0)
    for _, data, found in messages(corpora / folder):
        if found.defects and any(defect.code.startswith("header-") for defect in found.defects):
            continue  # the library stops at a stray line, this program goes on
        if not data.isascii():
            continue  # the library writes replacement characters for 8-bit values
        other = email.message_from_bytes(data)
        pairs = {
            "from": ([a.address for a in found.from_ if a.address], oracle_addresses(other, "from")),
            "to": ([a.address for a in found.to if a.address], oracle_addresses(other, "to")),
            "date": (found.date_at, oracle_date(other)),
            "subject": (found.subject.split(), (oracle_subject(other) or "").split()),
        }
        for key, (mine, theirs) in pairs.items():
            if key in other and not (key == "subject" and oracle_subject(other) is None):
                compared[key] += 1
                different[key] += mine != theirs
    assert compared["from"] > 500
    assert all(different[key] <= compared[key] * 0.03 for key in compared), (different, compared)


def test_every_calendar_file_is_read(corpora: Path) -> None:
    found = 0
    for name, data in files(corpora / "calendar"):
        if not name.endswith(".ics"):
            continue
        text = data.decode("utf-8", "replace")
        events = appointments(text)
        found += len(events)
        assert len(events) == min(200, len(re.findall(r"(?im)^BEGIN:VEVENT", text))), name
        assert all(event.starts_at is None or event.starts_at.tzinfo is UTC for event in events), name
    assert found > 200


def words(text: str) -> str:
    """Text to compare: our definition drops quoted lines and rules."""
    lines = [
        line for line in text.split("\n") if not line.startswith(">") and not re.fullmatch(r"[\s_=-]*", line)
    ]
    return " ".join(" ".join(lines).split())


def test_new_text_of_public_reply_fixtures(corpora: Path) -> None:
    folder = corpora / "reply_parsing" / "discourse-email_reply_trimmer" / "test"
    wrong = []
    for name, data in files(folder / "emails"):
        expected = (folder / "trimmed" / name).read_text("utf-8")
        if words(new_text(readable(data.decode("utf-8")))) != words(expected):
            wrong.append(name)
    # delimiters: a tracker's picture sign; embedded_email_7: text after a quote is kept here;
    # forwarded_message: a forward says only what its sender wrote.
    assert set(wrong) <= {"delimiters.txt", "embedded_email_7.txt", "forwarded_message.txt"}


def test_new_text_of_replies_from_many_programs(corpora: Path) -> None:
    folder = corpora / "reply_parsing" / "talon" / "tests" / "fixtures" / "standard_replies"
    read = {name: found.body.new_text for name, _, found in messages(folder) if name.endswith(".eml")}
    assert len(read) >= 12
    assert {name for name, text in read.items() if text.strip() != "Hello"} == set()
