"""A sync against a real server: what comes, what comes again, and what the server's log says of it."""

from __future__ import annotations

import imaplib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from inbox_momentum.message import parse
from inbox_momentum.model import Message, RawMessage
from inbox_momentum.sources import imap
from inbox_momentum.store import Store
from tests.imap import mail, watch
from tests.imap.conftest import Dovecot

pytestmark = pytest.mark.dovecot


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


def test_everything_comes_once_and_then_only_what_is_new(dovecot: Dovecot, store: Store) -> None:
    mail.deliver(dovecot, "once", [mail.plain_mail(n) for n in range(1, 31)])
    mail.deliver(dovecot, "once", [mail.plain_mail(n) for n in range(101, 104)], "Sent")
    mail.deliver(dovecot, "once", [mail.plain_mail(n) for n in range(201, 204)], "Applications/N&AOQ-her")
    mail.deliver(dovecot, "once", [mail.plain_mail(300)], "Junk")
    mail.deliver(dovecot, "once", [mail.plain_mail(301)], "Trash")
    where = mail.account(dovecot, "once")
    first = mail.run(where, store)
    assert (first.new, first.bodies, first.found, first.gone, first.defects) == (36, 36, 36, 0, ())
    assert "Applications/Näher" in first.folders
    assert first.folders[:3] == ("INBOX", "Sent", "Archive")
    assert not {"Junk", "Trash", "Drafts"} & set(first.folders)
    again = mail.run(where, store)
    assert (again.new, again.bodies, again.found) == (0, 0, 36)
    mail.deliver(dovecot, "once", [mail.plain_mail(50)], first=50)
    third = mail.run(where, store)
    assert (third.new, third.bodies, third.found) == (1, 1, 37)
    sent = {
        one.position for one in imap.messages(store, where) if isinstance(one, RawMessage) and one.in_sent
    }
    assert len(sent) == 3


def test_starttls_with_ones_own_authority(dovecot: Dovecot, store: Store) -> None:
    from inbox_momentum.accounts import Security

    mail.deliver(dovecot, "upgrade", [mail.plain_mail(1)])
    where = mail.account(
        dovecot, "upgrade", host="localhost", security=Security.STARTTLS, ca_file=dovecot.ca_file
    )
    assert mail.run(where, store).new == 1


def test_bodies_are_what_the_file_holds_and_attachments_stay_on_the_server(
    dovecot: Dovecot, store: Store
) -> None:
    letter, contract = mail.plain_mail(1), mail.mail_with_attachment(2)
    mail.deliver(dovecot, "parts", [letter, contract])
    where = mail.account(dovecot, "parts")
    mail.run(where, store)
    found = mail.content(store, where)
    assert found["parts/INBOX UID 1"] == letter
    rebuilt = found["parts/INBOX UID 2"]
    assert b"SECRETBYTES" not in rebuilt and len(rebuilt) < 4000
    theirs = parse.parse(RawMessage("x", "1", contract))
    ours = parse.parse(RawMessage("x", "1", rebuilt))
    assert isinstance(theirs, Message) and isinstance(ours, Message)
    assert ours.body.text == theirs.body.text
    assert ours.body.calendars == theirs.body.calendars and len(ours.body.calendars) == 1
    names = [(one.filename, one.content_type) for one in theirs.body.attachments]
    assert [(one.filename, one.content_type) for one in ours.body.attachments] == names
    sizes = dict(zip(names, [one.size for one in theirs.body.attachments], strict=True))
    assert abs(ours.body.attachments[0].size - sizes[names[0]]) < 64
    assert ours.defects == theirs.defects


def test_read_only_by_the_servers_own_log(dovecot: Dovecot, store: Store) -> None:
    """Every test here ends with a look at the log (``conftest``); this one shows that there is one to look at."""
    place = mail.deliver(dovecot, "reader", [mail.plain_mail(n) for n in range(1, 21)], flags="")
    mail.deliver(dovecot, "reader", [mail.mail_with_attachment(1)], "Sent")
    where = mail.account(dovecot, "reader")
    before = state(dovecot, "reader")
    assert len(before) == 20 and all("\\Recent" in flags for flags in before.values())
    mail.run(where, store, parallel=True)
    mail.deliver(dovecot, "reader", [mail.plain_mail(n) for n in range(30, 33)], first=30, flags="")
    mail.run(where, store, parallel=True)
    said = b"\n".join(watch.commands(dovecot))
    assert said.count(b"EXAMINE") >= 6 and said.count(b"BODY.PEEK[HEADER.FIELDS") >= 3
    after = state(dovecot, "reader")
    assert {key: after[key] for key in before} == before
    assert not any(path.name.endswith("S") for path in (place / "cur").iterdir())


@pytest.mark.parametrize(
    "act",
    [
        lambda client: client.select("INBOX"),
        lambda client: client.create("New"),
        lambda client: client.append("INBOX", "", None, b"From: a@b\r\n\r\n"),
        lambda client: client.select("INBOX", True) and client.uid("FETCH", "1", "(UID BODY[HEADER])"),
        lambda client: client.select("INBOX", True) and client.uid("SEARCH", "TEXT", "x"),
    ],
)
def test_the_watch_sees_whoever_does_more_than_read(
    dovecot: Dovecot, act: Callable[[imaplib.IMAP4], object]
) -> None:
    mail.deliver(dovecot, "writer", [mail.plain_mail(1)])
    client = imaplib.IMAP4(dovecot.host, dovecot.port)
    client.login("writer", "secret")
    with suppress(imaplib.IMAP4.error):
        act(client)
    client.logout()
    with pytest.raises(AssertionError, match="said to the server"):
        watch.judge(dovecot)
    watch.forget(dovecot)


def state(server: Dovecot, user: str) -> dict[str, str]:
    """Flags and MODSEQ of every message of the inbox, by another client that only looks."""
    with watch.other_client(server, user) as client:
        client.select("INBOX", readonly=True)
        _, lines = client.uid("FETCH", "1:*", "(FLAGS MODSEQ)")
        return {text.split(b"UID ")[1].split()[0].decode(): text.split(b"(", 1)[1].decode() for text in lines}


def test_expunged_gone_and_changed(dovecot: Dovecot, store: Store) -> None:
    place = mail.deliver(dovecot, "moves", [mail.plain_mail(n) for n in range(1, 11)])
    mail.deliver(dovecot, "moves", [mail.plain_mail(n) for n in range(11, 14)], "Old")
    where = mail.account(dovecot, "moves")
    mail.run(where, store)
    for path in sorted((place / "cur").iterdir())[:3]:
        path.unlink()
    (flagged,) = (path for path in (place / "cur").iterdir() if path.name.startswith("000000009"))
    flagged.rename(flagged.with_name(flagged.name.replace(":2,S", ":2,DS")))
    import shutil

    shutil.rmtree(place / "Old")
    said: list[imap.Step | imap.Notice] = []
    result = mail.run(where, store, said=said)
    assert result.gone == 3 + 1 and result.changed == 1
    assert "Old is no longer on the server." in mail.notices(said)
    found = [one for one in imap.messages(store, where) if isinstance(one, RawMessage)]
    assert len(found) == 7
    assert [one.position for one in found if one.is_draft] == ["UID 9"]


def test_a_draft_that_is_sent_while_the_first_sync_is_broken_off_stays_none(
    dovecot: Dovecot, store: Store
) -> None:
    place = mail.deliver(dovecot, "broken", [mail.plain_mail(n) for n in range(1, 4)], flags="DS")
    where = mail.account(dovecot, "broken")

    def break_off(rows: object) -> set[imap.records.Key]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mail.run(where, store, break_off)
    path = sorted((place / "cur").iterdir())[0]
    path.rename(path.with_name(path.name.replace(":2,DS", ":2,S")))
    assert mail.run(where, store).changed == 1
    found = [one for one in imap.messages(store, where) if isinstance(one, RawMessage)]
    assert [one.position for one in found if one.is_draft] == ["UID 2", "UID 3"]


def test_uidvalidity_changed_reads_the_folder_anew(dovecot: Dovecot, store: Store) -> None:
    place = mail.deliver(dovecot, "valid", [mail.plain_mail(n) for n in range(1, 6)])
    where = mail.account(dovecot, "valid")
    mail.run(where, store)
    for path in place.glob("dovecot*"):
        path.unlink()
    (place / "cur" / "000000001.M1.test:2,S").unlink()
    uidlist = place / "dovecot-uidlist"
    uidlist.write_text("3 V77777777 N1\n")
    owner = dovecot.state.stat()
    os.chown(uidlist, owner.st_uid, owner.st_gid)
    result = mail.run(where, store)
    assert result.anew == ("INBOX",)
    assert (result.new, result.found) == (4, 4)
    assert len(mail.content(store, where)) == 4


def test_date_window_and_its_extension(dovecot: Dovecot, store: Store) -> None:
    from datetime import timedelta

    letters = [mail.plain_mail(n) for n in range(1, 6)]
    place = mail.deliver(dovecot, "window", letters)
    late = (mail.BEGAN + timedelta(days=60)).timestamp()
    for path in sorted((place / "cur").iterdir())[3:]:
        os.utime(path, (late, late))
    where = mail.account(dovecot, "window")
    day = (mail.BEGAN + timedelta(days=30)).date()
    assert mail.run(where, store, since=day).new == 2
    assert mail.run(where, store, since=day).new == 0
    wider = mail.run(where, store)
    assert (wider.new, wider.bodies, wider.found) == (3, 3, 5)


def test_only_what_is_chosen_has_a_body_and_twins_come_whole(dovecot: Dovecot, store: Store) -> None:
    letters = [
        mail.plain_mail(1),
        mail.plain_mail(2),
        mail.plain_mail(3, Message_ID=""),
        mail.plain_mail(4, Message_ID="<same@x>"),
        mail.plain_mail(5, Message_ID="<same@x>"),
    ]
    mail.deliver(dovecot, "choosy", letters)
    where = mail.account(dovecot, "choosy")
    result = mail.run(where, store, lambda rows: {row.key for row in rows if b"Message 2" in row.header})
    assert result.bodies == 4
    kept = {one.uid: one.body for one in store.messages("choosy")}
    assert kept == {1: None, 2: letters[1], 3: letters[2], 4: letters[3], 5: letters[4]}
    bare = mail.content(store, where)["choosy/INBOX UID 1"]
    assert b"Subject: Message 1" in bare and bare.endswith(b"\r\n\r\n")


def test_junk_is_read_once_it_was_asked_for_until_it_is_no_more(dovecot: Dovecot, store: Store) -> None:
    mail.deliver(dovecot, "asked", [mail.plain_mail(1)], "Junk")
    mail.deliver(dovecot, "asked", [mail.plain_mail(2)])
    where = mail.account(dovecot, "asked")
    result = mail.run(where, store, asked={"junk": True})
    assert "Junk" in result.folders
    junk = [one for one in imap.messages(store, where) if isinstance(one, RawMessage) and one.in_junk]
    assert len(junk) == 1
    assert "Junk" in mail.run(where, store).folders  # as a report does that comes after it
    assert "Junk" not in mail.run(where, store, asked={"junk": False}).folders
    assert len(mail.content(store, where)) == 1
    assert "Junk" not in mail.run(where, store).folders
