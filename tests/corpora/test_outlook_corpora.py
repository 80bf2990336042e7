"""Outlook files of many origins: every item is told apart, nothing is lost, damage stops nothing."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

import pytest

from inbox_momentum import index, sources
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Message, RawMessage
from inbox_momentum.sources import outlook_message, outlook_reader
from inbox_momentum.sources.protocol import Place

pytestmark = pytest.mark.corpora
pytest.importorskip("pypff", reason="the extra [outlook] is not installed")
pytest.importorskip("extract_msg", reason="the extra [outlook] is not installed")


def store(corpora: Path, name: str) -> Path:
    path = corpora / "outlook" / name
    if not path.exists():
        pytest.skip(f"{name} is not among the corpora of this machine")
    return path


def parsed(path: Path) -> list[tuple[RawMessage, Message]]:
    raw = [one for one in sources.read([str(path)]) if isinstance(one, RawMessage)]
    found = [(one, parse.parse(one)) for one in raw]
    return [(one, message) for one, message in found if isinstance(message, Message)]


@pytest.mark.parametrize(
    ("name", "mails", "sent"),
    [
        ("enron.pst", 71, 2),
        ("aspose-Outlook.pst", 14, 6),
        ("aspose-Test_part1.pst", 31, 31),
        ("aspose-SampleOstFile.ost", 87, 6),
    ],
)
def test_every_mail_of_a_data_file(corpora: Path, name: str, mails: int, sent: int) -> None:
    found = parsed(store(corpora, name))
    assert len(found) == mails
    assert sum(raw.in_sent for raw, _ in found) == sent
    assert len({raw.position for raw, _ in found}) == mails
    assert all(" item " in raw.position and raw.folder for raw, _ in found)
    assert sum(message.date_at is None for _, message in found) <= 2
    assert all(message.to or message.cc or message.bcc for _, message in found if message.subject)


def test_sent_items_have_addresses_and_threads(corpora: Path) -> None:
    found = parsed(store(corpora, "aspose-Outlook.pst"))
    sent = [message for raw, message in found if raw.in_sent]
    assert {message.from_[0].address for message in sent} == {"saqib.razzaq@xp.local"}
    assert {message.to[0].address for message in sent} == {"saqib.razzaq@xp.local"}
    received = {message.thread_index for raw, message in found if not raw.in_sent}
    assert all(message.thread_index in received for message in sent)


def test_meeting_requests_of_a_data_file_are_calendars(corpora: Path) -> None:
    found = parsed(store(corpora, "aspose-SampleOstFile.ost"))
    calendars = [text for _, message in found for text in message.body.calendars]
    assert len(calendars) >= 5
    assert all("METHOD:" in text and "DTSTART:" in text and "UID:" in text for text in calendars)


def test_message_files(corpora: Path) -> None:
    folder = store(corpora, "outlook-message-parser")
    found = {Path(raw.position).name: (raw, message) for raw, message in parsed(folder)}
    assert len(found) == len(list(folder.rglob("*.msg")))
    raw, reply = found["simple reply with CC.msg"]
    assert not raw.in_sent and reply.from_[0].address == "benny@bennybottema.com" and reply.in_reply_to
    for name in ("plain chain.msg", "chinese message garbled.msg", "issue-87-client-submit-time.msg"):
        raw, message = found[name]
        assert raw.in_sent and message.from_[0].address and message.to and message.date_at, name
    assert found["unsent draft.msg"][0].is_draft
    assert found["S_MIME test message signed.msg"][1].body.attachments
    signed = found["OutlookMessage with X500 dual address.msg"][1]
    assert signed.from_[0].address == "sielenkemper@otris.de"


def test_all_of_it_goes_to_the_index_and_the_sum_holds(corpora: Path) -> None:
    items = list(sources.read([str(store(corpora, "."))]))
    mailbox = index.build(one if isinstance(one, Defect) else parse.parse(one) for one in items)
    total = len(mailbox.entries) + mailbox.duplicates + mailbox.outside_window + mailbox.rejected
    assert mailbox.found == total > 250
    assert all(defect.position and defect.source for defect in mailbox.defects)


def bent(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    octets = bytearray(data)
    for _ in range(chance.choice((3, 30, 2_000))):
        octets[chance.randrange(len(octets))] = chance.randrange(256)
    return bytes(octets)


@pytest.mark.parametrize("name", ["aspose-Test_part1.pst", "aspose-Outlook.pst"])
def test_damaged_data_files_end_and_are_told(corpora: Path, name: str) -> None:
    data = store(corpora, name).read_bytes()
    chance = random.Random(5)
    for _ in range(8):
        with tempfile.TemporaryFile() as file:
            file.write(bent(data, chance))
            file.flush()
            found = list(outlook_reader.read(file, Place("x.pst")))
        assert found
        assert all(isinstance(one, RawMessage) or (one.position and one.detail) for one in found)


def test_damaged_message_files_end_and_are_told(corpora: Path) -> None:
    chance = random.Random(6)
    paths = sorted(path for path in store(corpora, ".").rglob("*.msg") if path.stat().st_size < 100_000)
    for path in paths:
        for _ in range(3):
            found = outlook_message.read(io.BytesIO(bent(path.read_bytes(), chance)), Place("x.msg"))
            assert found is None or isinstance(found, RawMessage) or found.fatal
            if isinstance(found, RawMessage):
                parse.parse(found)
