"""Whose mailbox it is, which way each mail went, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from inbox_momentum import index
from inbox_momentum.index import address_key
from inbox_momentum.model import Direction, Mailbox, Message
from tests.unit.factories import BASE, make_message

MAYA, GMAIL = "maya@example.net", "maya.lin@gmail.com"


def mail(from_: str, to: object = MAYA, n: int = 0, **fields: object) -> Message:
    return make_message(from_, to, at=BASE + timedelta(hours=n), **fields)  # type: ignore[arg-type]


def inbox(count: int = 6, to: object = MAYA, **fields: object) -> list[Message]:
    return [mail(f"r{n}@firm{n}.example", to, n, text=f"{n}", **fields) for n in range(count)]


def build(*messages: Message, me: Sequence[str] = ()) -> Mailbox:
    return index.build(messages, me=me)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("Maya@Example.NET", "maya@example.net"),
        ("maya+jobs@example.net", "maya@example.net"),
        ("m.a.y.a+x@gmail.com", "maya@gmail.com"),
        ("maya@googlemail.com", "maya@gmail.com"),
        ("m.aya@example.net", "m.aya@example.net"),
        ("+odd@example.net", "+odd@example.net"),
    ],
)
def test_address_key(address: str, key: str) -> None:
    assert address_key(address) == key


def test_sent_mail_names_the_owner() -> None:
    sent = [
        mail("Maya Lin <maya+jobs@example.net>", f"r{n}@firm{n}.example", n, in_sent=True) for n in range(3)
    ]
    owner = build(*inbox(), *sent).owner
    assert owner.addresses == (MAYA,)
    assert owner.names == ("Maya Lin",)
    assert owner.inferred
    assert "3 of 3" in owner.evidence


def test_aliases_in_the_sent_folder() -> None:
    sent = [mail(MAYA, "a@x.example", n, in_sent=True) for n in range(5)]
    alias = mail(GMAIL, "b@y.example", 9, in_sent=True)
    assert set(build(*inbox(), *sent, alias).owner.addresses) == {MAYA, GMAIL}
    given = build(*inbox(), *sent, alias, me=["MAYA+cv@example.net"])
    assert set(given.owner.addresses) == {MAYA, GMAIL}
    assert not given.owner.inferred


def test_a_strangers_mail_in_the_sent_folder_is_no_alias() -> None:
    sent = [mail(MAYA, "a@x.example", n, in_sent=True) for n in range(5)]
    stray = mail("ana@acme.example", MAYA, 9, in_sent=True)
    known = mail("r1@firm1.example", "team@firm1.example", 10, in_sent=True)
    mailbox = build(*inbox(), mail("r1@firm1.example", MAYA, 11), *sent, stray, known)
    assert mailbox.owner.addresses == (MAYA,)
    directions = {one.id: one.direction for one in mailbox.entries}
    assert directions[stray.message_id] is Direction.IN
    assert directions[known.message_id] is Direction.IN


def test_delivery_fields_name_the_owner() -> None:
    headers = [
        ("Delivered-To", "maya@example.net"),
        ("Received", "x"),
        ("Delivered-To", "list-host@other.example"),
    ]
    owner = build(*inbox(4, to="undisclosed@x.example", headers=headers)).owner
    assert owner.addresses == (MAYA,)
    assert "4 of 4" in owner.evidence


def test_an_inner_name_of_the_mailbox_and_the_address_people_use() -> None:
    headers = [("Delivered-To", "u1234@mx7.host.example")]
    mailbox = build(*inbox(5, headers=headers), mail(MAYA, "r1@firm1.example", 20))
    assert set(mailbox.owner.addresses) == {MAYA, "u1234@mx7.host.example"}
    assert mailbox.owner.addresses[0] == MAYA
    assert [one.direction for one in mailbox.entries].count(Direction.OUT) == 1


def test_delivery_to_a_mailing_list_names_nobody() -> None:
    headers = [("Delivered-To", "mailing list jobs@list.example"), ("List-Id", "Jobs <jobs.list.example>")]
    assert build(*inbox(6, to="jobs@list.example", headers=headers)).owner.addresses == ()
    plain = [("Delivered-To", "jobs@list.example"), ("List-Post", "<mailto:jobs@list.example>")]
    assert build(*inbox(6, to="jobs@list.example", headers=plain)).owner.addresses == ()
    old = [("Sender", "owner-jobs@list.example"), ("Precedence", "bulk")]
    assert build(*inbox(6, to="jobs@list.example", headers=old)).owner.addresses == ()


def test_who_is_addressed_by_very_different_senders() -> None:
    owner = build(*inbox(5)).owner
    assert owner.addresses == (MAYA,)
    assert "5 different senders" in owner.evidence


def test_two_addresses_under_one_name() -> None:
    both = inbox(4, to="Maya Lin <maya@example.net>") + [
        mail(f"s{n}@shop{n}.example", f"Maya Lin <{GMAIL}>", 20 + n) for n in range(3)
    ]
    assert set(build(*both).owner.addresses) == {MAYA, GMAIL}


def test_another_person_of_the_same_name_is_not_the_owner() -> None:
    other = "maya.lin@firm.example"
    both = inbox(6, to="Maya Lin <maya@example.net>") + [
        mail(f"s{n}@firm.example", f"Maya Lin <{other}>", 20 + n, cc=MAYA) for n in range(3)
    ]
    hers = mail(f"Maya Lin <{other}>", "Maya Lin <maya@example.net>", 40)
    assert build(*both, hers, me=[MAYA]).owner.addresses == (MAYA,)


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [mail("ana@acme.example", MAYA)],
        [mail("ana@acme.example", MAYA), mail(MAYA, "ana@acme.example", 1)],
        inbox(4) + [mail(f"q{n}@z{n}.example", "bob@other.example", 30 + n) for n in range(4)],
        [mail(MAYA, f"r{n}@firm.example", n) for n in range(2)],
    ],
    ids=["nothing", "one mail", "two people", "two mailboxes", "out only"],
)
def test_what_is_not_certain_stays_unknown(messages: list[Message]) -> None:
    mailbox = build(*messages)
    assert mailbox.owner.addresses == ()
    assert {one.direction for one in mailbox.entries} <= {Direction.UNKNOWN}
    assert not mailbox.sent_found
    assert mailbox.latency_refused_because is not None
    assert "--me" in mailbox.latency_refused_because


def test_mail_that_never_travelled_is_the_owners() -> None:
    messages = [mail("ana@acme.example", MAYA, received_at=BASE), mail(MAYA, "ana@acme.example", 1)]
    mailbox = build(*messages)
    assert mailbox.owner.addresses == (MAYA,)
    assert [one.direction for one in mailbox.entries] == [Direction.IN, Direction.OUT]


def test_an_employer_is_never_the_owner() -> None:
    sent = [mail(MAYA, "ana@acme.example", n, text=f"{n}") for n in range(40)]
    back = [mail("ana@acme.example", MAYA, 50 + n, text=f"{n}", received_at=BASE) for n in range(3)]
    assert build(*sent, *back).owner.addresses in ((), (MAYA,))


DIRECTIONS = [
    ("from another", mail("ana@acme.example", MAYA), Direction.IN, True),
    ("from another, by Cc", mail("ana@acme.example", "bob@x.example", cc=MAYA), Direction.IN, False),
    ("from another, by Bcc", mail("ana@acme.example", "all@acme.example"), Direction.IN, True),
    ("from another, To and Cc", mail("ana@acme.example", MAYA, cc=MAYA), Direction.IN, True),
    ("own", mail(MAYA, "ana@acme.example"), Direction.OUT, True),
    ("own with a tag", mail("Maya+cv@Example.net", "ana@acme.example"), Direction.OUT, True),
    ("own to oneself", mail(MAYA, "maya+notes@example.net"), Direction.SELF, True),
    ("own to oneself and another", mail(MAYA, [MAYA, "ana@acme.example"]), Direction.OUT, True),
    ("own to nobody", mail(MAYA, None), Direction.OUT, True),
    (
        "filed as sent, unknown author",
        mail("new@elsewhere.example", "ana@acme.example", in_sent=True),
        Direction.OUT,
        True,
    ),
    ("filed as sent, no author", mail("", "ana@acme.example", in_sent=True), Direction.OUT, True),
    ("filed as sent, to the owner", mail("ana@acme.example", MAYA, in_sent=True), Direction.IN, True),
    ("no author", mail("", MAYA), Direction.UNKNOWN, True),
    ("two authors", mail(["ana@acme.example", MAYA], "bob@x.example"), Direction.OUT, True),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(
    ("message", "direction", "addressed"), [r[1:] for r in DIRECTIONS], ids=[r[0] for r in DIRECTIONS]
)
def test_direction(message: Message, direction: Direction, addressed: bool) -> None:
    [one] = build(message, me=[MAYA]).entries
    assert (one.direction, one.addressed) == (direction, addressed)


def test_without_sent_mail_no_reply_time_is_claimed() -> None:
    mailbox = build(*inbox(), me=[MAYA])
    assert not mailbox.sent_found
    assert mailbox.latency_refused_because is not None
    assert "no mail that you sent" in mailbox.latency_refused_because
    assert build(*inbox(), mail(MAYA, "a@x.example", in_sent=True), me=[MAYA]).latency_refused_because is None


def test_drafts_and_notes_to_oneself_are_no_sent_mail() -> None:
    draft = mail(MAYA, "a@x.example", is_draft=True)
    note = mail(MAYA, MAYA, 3)
    assert not build(*inbox(), draft, note, me=[MAYA]).sent_found


def test_a_few_copies_that_came_back_are_no_record() -> None:
    returned = mail(MAYA, "list@x.example", 50, received_at=BASE)
    mailbox = build(*inbox(40), returned, me=[MAYA])
    assert mailbox.latency_refused_because is not None
    assert "came back" in mailbox.latency_refused_because
    assert build(*inbox(5), returned, me=[MAYA]).latency_refused_because is None


def test_sent_mail_outside_the_window_still_counts_as_found() -> None:
    sent = mail(MAYA, "a@x.example", in_sent=True)
    mailbox = index.build([*inbox(), sent], me=[MAYA], since=BASE + timedelta(days=30))
    assert mailbox.sent_found
    assert mailbox.outside_window == 7


def test_the_window_has_its_first_instant_and_not_its_last() -> None:
    mails = [mail("ana@acme.example", MAYA, n) for n in range(5)]
    undated = mail("bob@x.example", MAYA, date_at=None)
    since, until = BASE + timedelta(hours=1), BASE + timedelta(hours=3)
    mailbox = index.build([*mails, undated], me=[MAYA], since=since, until=until)
    assert [one.id for one in mailbox.entries] == [
        mails[1].message_id,
        mails[2].message_id,
        undated.message_id,
    ]
    assert (mailbox.found, mailbox.outside_window) == (6, 3)
