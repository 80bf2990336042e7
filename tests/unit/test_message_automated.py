"""Why a machine sent it; every row of the phrase table has an example."""

from __future__ import annotations

import tomllib

import pytest

from inbox_momentum import assets
from inbox_momentum.message.parse import parse
from inbox_momentum.model import Message, RawMessage

TABLE = tomllib.loads(assets.data("automated.toml").read_text("utf-8"))

DSN = """From: Mail Delivery System <{sender}>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <dsn@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; hr@acme.example
Action: {action}
Status: 5.1.1

--b
Content-Type: {copy}

From: max@x.org
Message-ID: <lost@x.org>
Subject: My slots

--b--
"""


def read(text: str) -> Message:
    found = parse(RawMessage("s", "p", text.encode()))
    assert isinstance(found, Message)
    return found


def reason(*lines: str, body: str = "hi") -> str | None:
    return read("\n".join(lines) + f"\n\n{body}\n").automated


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["From: a@b.c", "Subject: Interview"], None),
        (["From: a@b.c", "X-Auto-Response-Suppress: All"], None),
        (["From: a@b.c", "Auto-Submitted: no"], None),
        (["From: a@b.c", "Auto-Submitted: auto-replied"], "auto-replied"),
        (["From: a@b.c", "Auto-Submitted: auto-replied; owner-email=x"], "auto-replied"),
        (["From: a@b.c", "Auto-Submitted: Auto-Replied (vacation)"], "auto-replied"),
        (["From: a@b.c", "Auto-Submitted: auto-generated"], "auto-generated"),
        (["From: a@b.c", "Auto-Submitted: auto-notified"], "auto-generated"),
        (["From: a@b.c", "Precedence: auto_reply"], "auto-replied"),
        (["From: a@b.c", "X-Autoreply: yes"], "auto-replied"),
        (["From: a@b.c", "X-Autoreply: no"], None),
        (["From: a@b.c", "X-Autorespond: I am away"], "auto-replied"),
        (["From: a@b.c", "List-Id: <jobs.x.org>"], "list"),
        (["From: a@b.c", "Precedence: list"], "list"),
        (["From: a@b.c", "Precedence: bulk"], "bulk"),
        (["From: a@b.c", "List-Unsubscribe: <https://x.org/u>"], None),
        (["From: a@b.c", "Precedence: bulk", "List-Id: <j.x.org>", "Auto-Submitted: auto-generated"], "list"),
        (["From: a@b.c", "Precedence: bulk", "Auto-Submitted: auto-generated"], "bulk"),
        (["From: no-reply@b.c", "Auto-Submitted: auto-generated"], "auto-generated"),
        (["From: no-reply@b.c"], "no-reply"),
        (["From: acme-noreply@b.c"], "no-reply"),
        (["From: do_not_reply+x@b.c"], "no-reply"),
        (["From: noreen.reply@b.c"], None),
        (["From: MAILER-DAEMON@mx.c", "Subject: Undelivered Mail Returned to Sender"], "bounce"),
        (["From: MAILER-DAEMON@mx.c", "Subject: failure notice", "Precedence: bulk"], "bounce"),
        (["From: MAILER-DAEMON (Mail Delivery System)", "Subject: x"], "bounce"),
        (["From: postmaster@mx.c", "Subject: Undeliverable: My slots"], "bounce"),
        (["From: postmaster@mx.c", "Subject: Your account"], None),
        (["From: a@b.c", "Return-Path: <>", "Subject: Delivery Status Notification (Failure)"], "bounce"),
        (["From: a@b.c", "Return-Path: <>", "Subject: Interview"], None),
        (["From: a@b.c", "Subject: Re: Out of office"], None),
        (["From: a@b.c", "Subject: Out of office Friday - can we move the interview?"], None),
        (["From: a@b.c", "Subject: Absence management engineer role"], None),
    ],
)
def test_reasons(lines: list[str], expected: str | None) -> None:
    assert reason(*lines) == expected


@pytest.mark.parametrize("phrase", TABLE["out_of_office"])
def test_out_of_office_subjects(phrase: str) -> None:
    assert reason("From: a@b.c", f"Subject: {phrase.title()}: Re: Interview") == "auto-replied"
    assert reason("From: a@b.c", f"Subject: {phrase}") == "auto-replied"
    assert reason("From: a@b.c", f"Subject: Re: {phrase}") is None


@pytest.mark.parametrize("phrase", TABLE["no_reply"])
def test_unread_local_parts(phrase: str) -> None:
    assert reason(f"From: {phrase}@x.org") == "no-reply"


@pytest.mark.parametrize("phrase", TABLE["bounce_subjects"])
def test_bounce_subjects(phrase: str) -> None:
    assert reason("From: postmaster@x.org", "Return-Path: <>", f"Subject: {phrase.title()}") == "bounce"


@pytest.mark.parametrize("name", TABLE["reply_headers"])
def test_responder_fields(name: str) -> None:
    assert reason("From: a@b.c", f"{name}: yes") == "auto-replied"


@pytest.mark.parametrize("copy", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
def test_a_failed_report_names_the_lost_mail(copy: str) -> None:
    found = read(DSN.format(sender="MAILER-DAEMON@mx.example", action="failed", copy=copy))
    assert found.automated == "bounce"
    assert found.body.bounced_ids == ("lost@x.org",)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_other_reports_lose_nothing(action: str) -> None:
    found = read(DSN.format(sender="postmaster@mx.example", action=action, copy="message/rfc822"))
    assert found.automated != "bounce"
    assert found.body.bounced_ids == ()


def test_a_plain_bounce_names_the_mail_that_it_quotes() -> None:
    found = read(
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nMessage-ID: <own@mx.example>\n\n"
        "Sorry.\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <lost@x.org>\nFrom: max@x.org\n"
    )
    assert found.body.bounced_ids == ("lost@x.org",)


def test_a_bounce_that_quotes_nothing_names_its_parent() -> None:
    found = read(
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nIn-Reply-To: <lost@x.org>\n\nSorry.\n"
    )
    assert found.body.bounced_ids == ("lost@x.org",)


def test_a_read_receipt_is_an_auto_reply() -> None:
    found = read(
        "From: jane@acme.example\nSubject: Read: My slots\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
        "--b\n\nYour mail was displayed.\n--b\nContent-Type: message/disposition-notification\n\n"
        "Original-Message-ID: <a@x.org>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n"
    )
    assert (found.automated, found.body.bounced_ids) == ("auto-replied", ())
