"""Which mail is one conversation, and which only looks like it."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

import pytest

from inbox_momentum.model import Entry
from inbox_momentum.threads import conversations
from inbox_momentum.threads.participants import is_generic, is_machine, organisation
from tests.unit.factories import BASE, make_entry, people

ANA = "Ana <ana@acme.example>"
BOB = "Bob <bob@acme.example>"
GLOBEX = "Gil <gil@globex.example>"
ASHBY = "no-reply@ashbyhq.com"


def day(number: float) -> datetime:
    return BASE + timedelta(days=number)


def got(name: str, from_: str = ANA, subject: str = "Interview", at: float = 0, **fields: object) -> Entry:
    return make_entry(message_id=f"{name}@x", from_=from_, subject=subject, at=day(at), **fields)


def sent(name: str, to: str = ANA, subject: str = "Re: Interview", at: float = 1, **fields: object) -> Entry:
    return make_entry(message_id=f"{name}@x", direction="out", to=to, subject=subject, at=day(at), **fields)


def groups(entries: list[Entry]) -> set[str]:
    return {"".join(sorted(one.removesuffix("@x") for one in t.message_ids)) for t in conversations(entries)}


JOB = "Backend Engineer - Acme"
INDEX = base64.b64encode(b"\x01\xdc" + bytes(range(20))).decode()
REPLY_INDEX = base64.b64encode(b"\x01\xdc" + bytes(range(20)) + b"12345").decode()

CASES: dict[str, tuple[list[Entry], set[str]]] = {
    "references": ([got("a"), sent("b", subject="Other", references="a@x")], {"ab"}),
    "in-reply-to": ([got("a"), sent("b", subject="Re: Other", in_reply_to="a@x")], {"ab"}),
    "answer under another subject and address": (
        [got("a", subject="Your application"), got("b", from_=GLOBEX, subject="Times", references="a@x")],
        {"ab"},
    ),
    "two replies to a missing parent": (
        [
            got("a", subject="p", references="gone@y"),
            got("b", from_=GLOBEX, subject="q", references="gone@y"),
        ],
        {"ab"},
    ),
    "gmail": ([got("a", subject="p", gm_thread_id="7"), sent("b", subject="q", gm_thread_id="7")], {"ab"}),
    "gmail kept them apart": (
        [got("a", subject=JOB, gm_thread_id="7"), got("b", subject=JOB, gm_thread_id="8", at=1)],
        {"a", "b"},
    ),
    "outlook": (
        [
            got("a", subject="Start", thread_index=INDEX, thread_topic="Start"),
            got("b", from_=GLOBEX, subject="RE: Start", thread_index=REPLY_INDEX, thread_topic="Start", at=99),
        ],
        {"ab"},
    ),
    "outlook, another topic": (
        [
            got("a", subject="Start", thread_index=INDEX, thread_topic="Start"),
            got("b", from_=GLOBEX, subject="Other", thread_index=REPLY_INDEX, thread_topic="Other"),
        ],
        {"a", "b"},
    ),
    "outlook, no real index": (
        [got("a", subject="p", thread_index="AAAA"), got("b", subject="p", from_=GLOBEX, thread_index="AAAA")],
        {"a", "b"},
    ),
    "outlook, index of nothing": (
        [
            got("a", subject="p", thread_index="A" * 32, thread_topic="p"),
            got("b", subject="p", from_=GLOBEX, thread_index="A" * 32, thread_topic="p"),
        ],
        {"a", "b"},
    ),
    # By subject.
    "reply without references": ([got("a"), sent("b")], {"ab"}),
    "localized reply without references": ([got("a", subject="Gespräch"), sent("b", subject="AW: Gespräch")], {"ab"}),
    "late reply without references": ([got("a"), sent("b", at=60)], {"ab"}),
    "far too late": ([got("a"), sent("b", at=400)], {"a", "b"}),
    "reply whose parent is missing": ([got("a"), sent("b", references="gone@y")], {"ab"}),
    "reply to a colleague": ([got("a"), sent("b", to=BOB)], {"ab"}),
    "too late for a colleague": ([got("a"), sent("b", to=BOB, at=60)], {"a", "b"}),
    "colleague takes over": ([got("a", subject=JOB), got("b", from_=BOB, subject=JOB, at=3)], {"ab"}),
    "colleagues, generic subject": ([got("a"), got("b", from_=BOB, at=3)], {"a", "b"}),
    "interview at two employers": ([got("a"), got("b", from_=GLOBEX)], {"a", "b"}),
    "replies to two employers": (
        [got("a"), got("b", from_=GLOBEX), sent("c"), sent("d", to=GLOBEX)],
        {"ac", "bd"},
    ),
    "two generic mails of one person": ([got("a"), got("b", at=1)], {"a", "b"}),
    "two mails of one process": ([got("a", subject=JOB), got("b", subject=JOB, at=10)], {"ab"}),
    "same words months later": ([got("a", subject=JOB), got("b", subject=JOB, at=100)], {"a", "b"}),
    "empty subjects": ([got("a", subject=""), sent("b", subject="Re:")], {"a", "b"}),
    "two friends with free mail": (
        [got("a", from_="p@gmail.com", subject=JOB), got("b", from_="q@gmail.com", subject=JOB)],
        {"a", "b"},
    ),
    "one robot, two tenants": (
        [
            got("a", f"Acme Hiring Team <{ASHBY}>", "Thank you for applying for Backend Engineer"),
            got("b", f"Globex Hiring Team <{ASHBY}>", "Thank you for applying for Backend Engineer"),
        ],
        {"a", "b"},
    ),
    "one robot, one tenant": (
        [got("a", f"Acme Hiring Team <{ASHBY}>", JOB), got("b", f"Acme Hiring Team <{ASHBY}>", JOB, at=2)],
        {"ab"},
    ),
    "one robot, no tenant named": ([got("a", ASHBY, JOB), got("b", ASHBY, JOB, at=2)], {"a", "b"}),
    "robot under the platform's name": (
        [got("a", f"Ashby <{ASHBY}>", JOB), got("b", f"Ashby <{ASHBY}>", JOB, at=2)],
        {"a", "b"},
    ),
    "tenants by local part": (
        [got("a", "acme@myworkday.com", JOB), got("b", "globex@myworkday.com", JOB)],
        {"a", "b"},
    ),
    "unknown platform's robot": (
        [
            got("a", "Acme Jobs <noreply@hirewell.example>", "Your application for Engineer II"),
            got("b", "Globex Jobs <noreply@hirewell.example>", "Your application for Engineer II", at=1),
        ],
        {"a", "b"},
    ),
    "answer to the Reply-To": (
        [got("a", f"Acme <{ASHBY}>", reply_to="r+1@acme.example"), sent("b", to="r+1@acme.example")],
        {"ab"},
    ),
    "recipients answer each other": (
        [
            got("a", to=["maya@example.net", "x@agency.example"], subject="Re: Plan"),
            got("b", from_="x@agency.example", to=["maya@example.net", "ana@acme.example"], subject="Re: Plan"),
        ],
        {"ab"},
    ),
    "one agency in copy of two employers": (
        [
            got("a", cc="x@agency.example"),
            got("b", from_=GLOBEX, cc="x@agency.example", subject="Re: Interview", at=1),
        ],
        {"a", "b"},
    ),
    "two processes of one recruiter, kept apart by references": (
        [
            got("a", subject=JOB),
            got("b", subject=JOB, at=40),
            sent("c", subject=f"Re: {JOB}", references="a@x", at=41),
            sent("d", subject=f"Re: {JOB}", references="b@x", at=42),
        ],
        {"ac", "bd"},
    ),
    "tagged subjects": (
        [got("a", subject="[Acme] Interview"), got("b", subject="Re: [Globex] Interview", at=1)],
        {"a", "b"},
    ),
    "no time": ([got("a", subject=JOB), make_entry(message_id="b@x", from_=ANA, subject=JOB, at=None)], {"a", "b"}),
    # "Reply" used to write to somebody new.
    "an old mail used for a new matter": (
        [
            got("a"),
            sent("b", to=GLOBEX, subject="Application as engineer", references="a@x"),
            got("c", from_=GLOBEX, subject="Re: Application as engineer", references=["a@x", "b@x"], at=2),
            sent("d", to=GLOBEX, subject="Re: Application as engineer", in_reply_to="c@x", at=3),
        ],
        {"a", "bcd"},
    ),
    "forwarded to a friend": (
        [got("a"), sent("b", to="pal@gmail.com", subject="Fwd: Interview", references="a@x")],
        {"ab"},
    ),
    "new subject, same employer": (
        [got("a"), sent("b", to=BOB, subject="My slides", references="a@x")],
        {"ab"},
    ),
    "new subject, the employer behind a robot": (
        [
            got("a", f"Acme Hiring Team <{ASHBY}>", "Application received"),
            sent("b", subject="My slides", references="a@x"),
        ],
        {"ab"},
    ),
    # Ids that are none.
    "placeholder ids": (
        [got("a", in_reply_to="no.id", subject="p"), got("b", GLOBEX, in_reply_to="no.id", subject="q")],
        {"a", "b"},
    ),
    "address for an id": (
        [
            got("a", in_reply_to="maya@example.net", subject="p"),
            got("b", GLOBEX, in_reply_to="maya@example.net", subject="q"),
        ],
        {"a", "b"},
    ),
    "an id without @ that is held": (
        [
            make_entry(message_id="plain", subject="p", at=day(0)),
            sent("b", subject="q", in_reply_to="plain"),
        ],
        {"bplain"},
    ),
    "self-reference and cycle": (
        [got("a", subject="p", references=["a@x", "b@x"]), got("b", subject="q", references=["b@x", "a@x"])],
        {"ab"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_conversation(name: str) -> None:
    entries, expected = CASES[name]
    assert groups(entries) == expected
    assert groups(entries[::-1]) == expected


def test_a_list_of_strangers_joins_by_who_answers_whom() -> None:
    """Nobody knows whose mailbox it is: a pair of author and recipient has to come back."""
    entries = [
        make_entry(message_id="a@x", from_="p@p.example", to="q@q.example", subject="Plan", direction="unknown", at=day(0)),
        make_entry(message_id="b@x", from_="q@q.example", to="p@p.example", subject="Re: Plan", direction="unknown", at=day(1)),
        make_entry(message_id="c@x", from_="r@r.example", to="q@q.example", subject="Re: Plan", direction="unknown", at=day(2)),
    ]  # fmt: skip
    assert groups(entries) == {"ab", "c"}


def test_duplicate_ids_are_one_conversation_and_nothing_is_lost() -> None:
    entries = [
        got("a", subject="p"),
        got("a", from_=GLOBEX, subject="q"),
        got("b", subject="r", references="a@x"),
    ]
    threads = conversations(entries)
    assert [sorted(thread.message_ids) for thread in threads] == [["a@x", "a@x", "b@x"]]


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("acme.com", "acme.com"),
        ("mail.acme.com", "acme.com"),
        ("mail.acme.co.uk", "acme.co.uk"),
        ("halden.example.com", "halden.example.com"),
        ("acme.example", "acme.example"),
        ("gmail.com", None),
        ("outlook.fr", None),
        ("ashbyhq.com", None),
        ("acme.teamtailor-mail.com", None),
        ("", None),
        ("localhost", None),
    ],
)
def test_organisation(domain: str, expected: str | None) -> None:
    assert organisation(domain) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("no-reply@x.y", True),
        ("noreply+abc@x.y", True),
        ("acme.donotreply@x.y", True),
        ("notifications@x.y", True),
        ("ana@x.y", False),
        ("jobs@x.y", False),
    ],
)
def test_machine(address: str, expected: bool) -> None:
    assert is_machine(people(address)[0]) is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("", True),
        ("???", True),
        ("interview", True),
        ("your application has been received", True),
        ("follow-up", True),
        ("interview on 12 march", False),
        ("backend engineer", False),
        ("interview with acme", False),
    ],
)
def test_generic(key: str, expected: bool) -> None:
    assert is_generic(key) is expected
