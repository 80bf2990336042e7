"""Structures, rebuilt messages, folder choice, faults and exactness, without a server."""

from __future__ import annotations

import email
from collections import deque
from datetime import timedelta
from email.message import EmailMessage, Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.message import mime
from inbox_momentum.sources.imap import exact, faults, folders, rebuild, stored, structure
from inbox_momentum.sources.imap.exact import Exact
from inbox_momentum.sources.imap.folders import Folder
from inbox_momentum.sources.imap.pair import Pair
from inbox_momentum.sources.imap.patience import Patience
from inbox_momentum.sources.imap.session import Listed, moment, sequence_set


def leaf(
    kind: bytes, sub: bytes, size: int = 10, disposition: object = None, name: bytes | None = None
) -> tuple:
    parameters = (b"name", name) if name else None
    lines = (1,) if kind == b"text" else ()
    return (kind, sub, parameters, None, None, b"base64", size, *lines, None, disposition, None, None)


def multi(sub: bytes, *parts: tuple, boundary: bytes = b"b") -> tuple:
    return (list(parts), sub, (b"boundary", boundary), None, None, None)


# --------------------------------------------------------------------------- headers


def test_every_field_is_fetched_that_anything_reads_of_a_header() -> None:
    """Else a message whose body does not matter would count otherwise than in a file."""
    import tomllib

    from inbox_momentum.assets import data
    from inbox_momentum.index import owner
    from inbox_momentum.ingest import skim, words
    from inbox_momentum.sources.imap import headers

    asked = set(headers._items(gmail=False).partition("FIELDS (")[2].lower().rstrip(")]").split())
    needed = {*owner._DELIVERED, *owner._LISTED, *owner._RETURNED, *words.tables().bulk_fields}
    for table in (skim._LISTED, skim._DELIVERED, skim._RETURNED, skim._odd_names()):
        needed |= {name.decode() for name in table}
    needed |= set(tomllib.loads(data("mail_fields.toml").read_text("utf-8"))["needed"])
    of_bodies = {"content-transfer-encoding", "content-disposition"}
    assert needed - of_bodies - asked == set()


# --------------------------------------------------------------------------- structure


def test_text_and_calendars_are_wanted_attachments_are_not() -> None:
    root = structure.read(
        multi(
            b"mixed",
            multi(b"alternative", leaf(b"text", b"plain"), leaf(b"TEXT", b"HTML")),
            leaf(b"application", b"pdf", 5000, (b"attachment", (b"filename", b"a.pdf"))),
            leaf(b"text", b"csv", 50, (b"attachment", (b"filename", b"a.csv"))),
            leaf(b"application", b"octet-stream", 50, (b"attachment", (b"filename", b"Invite.ICS"))),
            leaf(b"text", b"calendar", 50),
        )
    )
    assert [(part.number, part.wanted) for part in structure.leaves(root)] == [
        ("1.1", True), ("1.2", True), ("2", False), ("3", False), ("4", True), ("5", True),
    ]  # fmt: skip


def test_an_attached_message_is_an_attachment_unless_a_report_is_about_it() -> None:
    inner = (b"message", b"rfc822", None, None, None, b"7bit", 90, None, None, 3, None, None, None, None)
    status = leaf(b"message", b"delivery-status")
    mixed = structure.read(multi(b"mixed", leaf(b"text", b"plain"), inner))
    report = structure.read(multi(b"report", leaf(b"text", b"plain"), status, inner))
    assert [part.wanted for part in structure.leaves(mixed)] == [True, False]
    assert [part.wanted for part in structure.leaves(report)] == [True, True, True]


def nested(depth: int) -> tuple:
    body = leaf(b"text", b"plain")
    for _ in range(depth):
        body = multi(b"mixed", body)
    return body


@pytest.mark.parametrize(
    "bad",
    [
        None, (), 7, (b"text",), multi(b"mixed", *[leaf(b"text", b"plain")] * 200), nested(40),
        ([leaf(b"text", b"plain")], b"mixed", None), multi(b"mixed", leaf(b"a", b"b"), boundary=b"a\r\nb"),
    ],
)  # fmt: skip
def test_an_impossible_structure_is_unusable(bad: object) -> None:
    with pytest.raises(structure.Unusable):
        structure.read(bad)


atoms = st.one_of(st.none(), st.integers(), st.binary(max_size=9))


@given(
    st.recursive(
        atoms, lambda inner: st.one_of(st.lists(inner, max_size=4), st.lists(inner, max_size=9).map(tuple))
    )
)
def test_no_structure_whatever_breaks_the_reader(body: object) -> None:
    try:
        root = structure.read(body)
    except structure.Unusable:
        return
    assert rebuild.plan(root, 1000).sections


# --------------------------------------------------------------------------- rebuild


def sections_of(message: Message, out: dict[str, bytes], number: str = "") -> tuple:
    """What a server would answer: the sections, and the structure."""
    raw = message.as_bytes().replace(b"\n", b"\r\n")
    head, _, text = raw.partition(b"\r\n\r\n")
    out[f"{number}.MIME" if number else "HEADER"] = head + b"\r\n\r\n"
    kind, _, sub = message.get_content_type().partition("/")
    if message.is_multipart():
        prefix = f"{number}." if number else ""
        parts = [
            sections_of(part, out, f"{prefix}{place}")
            for place, part in enumerate(message.get_payload(), 1)
            if isinstance(part, Message)
        ]
        return (parts, sub.encode(), (b"boundary", message.get_boundary().encode()), None, None, None)
    out[number or "1"] = text
    disposition = message.get_content_disposition()
    coding = (message["Content-Transfer-Encoding"] or "7bit").encode()
    lines = (text.count(b"\n"),) if kind == "text" else ()
    shown = (disposition.encode(), None) if disposition else None
    return (kind.encode(), sub.encode(), None, None, None, coding, len(text), *lines, None, shown, None, None)


def letter(attachment: bytes) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Contract"
    message.set_content("Hello\n")
    message.add_alternative("<p>Hello</p>\n", subtype="html")
    message.add_attachment(attachment, "application", "pdf", filename="contract.pdf")
    return message


@given(st.integers(min_value=3000, max_value=200_000))
def test_a_rebuilt_message_is_the_message_with_an_emptied_attachment(size: int) -> None:
    sections: dict[str, bytes] = {}
    plan = rebuild.plan(structure.read(sections_of(letter(b"x" * size), sections)), size * 2)
    asked = {name.partition("<")[0].strip("[]") for name in plan.sections}
    assert "2" not in asked and {"HEADER", "1.MIME", "1.1", "1.2", "2.MIME"} <= asked
    data = rebuild.message(plan, {name: value for name, value in sections.items() if name in asked})
    assert data is not None
    again = email.message_from_bytes(data)
    parts = list(again.walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert parts[-1].get_filename() == "contract.pdf" and not parts[-1].get_payload(decode=True)
    told = int(parts[-1][rebuild.SIZE_FIELD.decode()])
    assert abs(told - size) <= 3
    assert not again.defects and not any(part.defects for part in parts)


def test_the_size_field_is_the_parsers() -> None:
    assert rebuild.SIZE_FIELD.decode() == mime.SIZE_FIELD


def test_without_its_header_a_message_cannot_be_made() -> None:
    plan = rebuild.plan(structure.read(multi(b"mixed", leaf(b"a", b"b"))), 10)
    assert rebuild.message(plan, {"1.MIME": b"x"}) is None
    assert rebuild.message(rebuild.blind(9), {}) is None
    assert rebuild.message(rebuild.whole(9), {}) is None


def test_a_message_too_large_for_a_file_is_cut_as_there() -> None:
    assert rebuild.whole(1 << 30).sections == ("[]<0.16777216>",)
    assert rebuild.whole(100).sections == ("[]",)


def test_a_bare_header_says_nothing_of_a_body() -> None:
    header = (
        b"From: a@b\r\nContent-Type: multipart/mixed;\r\n boundary=x\r\ncontent-language: de\r\nTo: c\r\n\r\n"
    )
    assert stored.bare(header) == b"From: a@b\r\nTo: c\r\n\r\n"


# --------------------------------------------------------------------------- folders


def listed(raw: str, *flags: str) -> Listed:
    return Listed(raw.encode(), frozenset(flags), "/")


def roles(*rows: Listed) -> dict[str, str | None]:
    return {one.name: one.role for one in folders.of_server(rows)}


def test_uses_come_from_the_server_and_from_names_where_it_says_nothing() -> None:
    assert roles(
        listed("INBOX"), listed("Gesendete Elemente"), listed("Papierkorb"), listed("Junk-E-Mail"),
        listed("Entw&APw-rfe"), listed("Projekte/2026"), listed("Ordner", "noselect"), listed("Weg", "nonexistent"),
    ) == {
        "INBOX": "inbox", "Gesendete Elemente": "sent", "Papierkorb": "trash", "Junk-E-Mail": "junk",
        "Entwürfe": "drafts", "Projekte/2026": None,
    }  # fmt: skip
    assert roles(listed("Gesendet"), listed("Versandt", "sent")) == {"Gesendet": None, "Versandt": "sent"}


def test_others_folders_are_left_out() -> None:
    rows = [listed("INBOX"), listed("Other Users/bob"), listed("Public/News")]
    assert [one.name for one in folders.of_server(rows, [b"Other Users/", b"Public/"])] == ["INBOX"]


def test_what_is_chosen_with_and_without_gmail() -> None:
    every = [
        Folder(name.encode(), name, role)
        for name, role in [
            ("Work", None), ("INBOX", "inbox"), ("Everything", "all"), ("Star", "flagged"), ("Gone", "trash"),
            ("Spam", "junk"), ("Out", "sent"), ("Later", "drafts"),
        ]
    ]  # fmt: skip

    def names(**how: object) -> list[str]:
        return [one.name for one in folders.chosen(every, **how)]  # type: ignore[arg-type]

    assert names(gmail=False) == ["INBOX", "Out", "Work"]
    assert names(gmail=True) == ["Everything"]
    assert names(gmail=True, asked=frozenset({"junk"})) == ["Everything", "Spam"]
    assert names(gmail=False, asked=frozenset({"junk", "drafts"})) == [
        "INBOX",
        "Out",
        "Later",
        "Spam",
        "Work",
    ]
    assert names(gmail=False, skip=["work"]) == ["INBOX", "Out"]
    assert names(gmail=True, only=["spam", "Work"]) == ["Spam", "Work"]


# --------------------------------------------------------------------------- faults and patience


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("NO [UNAVAILABLE] x", None),
        ("Request is throttled. Suggested Backoff Time: 299962 milliseconds", 299.962),
        ("[LIMIT] try again in 5 minutes", 300.0),
        ("[THROTTLED] wait 30 sec", 30.0),
    ],
)
def test_a_busy_server_is_told_from_one_that_says_no(said: str, wait: float | None) -> None:
    fault = faults.refusal(said)
    assert isinstance(fault, faults.ServerBusy) and fault.wait_s == wait
    assert isinstance(faults.refusal("NO such folder"), faults.Refused)


@given(st.text())
def test_what_a_server_says_is_one_safe_line(text: str) -> None:
    shown = faults.plain(text)
    assert len(shown) <= 300 and "\x1b" not in shown and "\n" not in shown


@given(st.integers(min_value=1, max_value=10_000), st.floats(min_value=0, max_value=1, exclude_max=True))
def test_back_off_is_jittered_and_capped(failures: int, chance: float) -> None:
    patience = Patience(chance=lambda: chance)
    wait = patience.back_off_s(failures)
    whole = min(60.0, 2.0 ** min(failures - 1, 30))
    assert whole / 2 <= wait <= whole


@given(st.sets(st.integers(min_value=1, max_value=3000), min_size=1))
def test_a_sequence_set_names_just_its_uids(uids: set[int]) -> None:
    named: set[int] = set()
    for piece in sequence_set(sorted(uids, reverse=True)).split(","):
        low, _, high = piece.partition(":")
        named |= set(range(int(low), int(high or low) + 1))
    assert named == uids


def test_impossible_moments_are_none() -> None:
    from datetime import UTC, datetime, timezone

    assert moment(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))) is None
    assert moment(datetime(2026, 1, 1)) is None
    assert moment("x") is None
    assert moment(datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))) == datetime(
        2026, 1, 1, tzinfo=UTC
    )


# --------------------------------------------------------------------------- exactness


def header(**fields: str) -> bytes:
    usual = {"From": "a@x", "To": "b@x", "Date": "Mon, 2 Mar 2026 09:00:00 +0000", "Subject": "s"} | fields
    return "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in usual.items() if value
    ).encode()


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ([header(Message_ID="<1@x>"), header(Message_ID="<2@x>", Subject="t")], set()),
        ([header(Message_ID=""), header(Message_ID="<2@x>", Subject="t")], {0}),
        ([header(Message_ID="not an id"), header(Message_ID="<2@x>", Subject="t")], {0}),
        ([header(Message_ID="<1@x>"), header(Message_ID="<1@x>")], set()),
        (
            [header(Message_ID="<1@x>"), header(Message_ID="<1@x>", Date="Tue, 3 Mar 2026 09:00:00 +0000")],
            {0, 1},
        ),
        ([header(Message_ID="<1@x>", Date=""), header(Message_ID="<1@x>", Date="")], {0, 1}),
        ([header(Message_ID="<1@x>"), header(Message_ID="<2@x>")], {0, 1}),
        ([header(Message_ID="\r\n <1@x>"), header(Message_ID="<1@x>", Subject="other")], set()),
    ],
)
def test_what_only_content_tells_apart_is_fetched_whole(headers: list[bytes], whole: set[int]) -> None:
    looked = Exact()
    for uid, one in enumerate(headers):
        looked.add(("INBOX", uid), exact.told(one))
    assert {uid for _, uid in looked.keys} == whole


def test_ids_are_read_as_the_parser_reads_them() -> None:
    from inbox_momentum.message import ids

    for value in ("<a@b>", "a@b", "<a b@c>", "two words", "", "<>", "x <a@b> y", " <a@b"):
        assert exact.usable_id(value.encode()).decode() == ids.message_id(value), value


# --------------------------------------------------------------------------- two threads


def test_a_pair_works_off_a_pile_that_grows() -> None:
    said: list[str] = []
    pair: Pair[int, int] = Pair(deque([16, 1, 1, 1]))

    def work(task: int) -> int | list[int]:
        pair.say("w")
        return [task // 2, task // 2] if task > 1 else task

    found = list(pair.run([work, work], said.append, lambda: None))
    assert found == [1] * 19
    assert len(said) == 15 + 19


def test_an_error_in_a_thread_is_raised_to_the_caller() -> None:
    pair: Pair[int, int] = Pair(deque(range(50)))
    abandoned: list[int] = []

    def work(task: int) -> int | list[int]:
        if task == 7:
            raise RuntimeError("seven")
        return task

    with pytest.raises(RuntimeError, match="seven"):
        list(pair.run([work, work], lambda _: None, lambda: abandoned.append(1)))


def test_a_caller_that_stops_taking_frees_the_threads() -> None:
    pair: Pair[int, int] = Pair(deque(range(50)))
    taking = pair.run([lambda task: task, lambda task: task], lambda _: None, lambda: None)
    next(taking)
    taking.close()
    import threading

    assert not [one for one in threading.enumerate() if "_work" in one.name and one.is_alive()]
