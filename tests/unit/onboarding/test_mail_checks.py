"""What ``doctor`` sees in the mail: each check can come out both ways."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from inbox_momentum import index
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Mailbox, RawMessage
from inbox_momentum.onboarding import checks, mail_checks
from inbox_momentum.onboarding.checks import Check, State

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ME = "maya@example.net"
ENGLISH = "Thanks for your time, we would like to invite you to an interview with the team on Monday, please tell us when it suits you and we will send you the details of the call."
FINNISH = "Kiitos hakemuksestasi, haluaisimme kutsua sinut haastatteluun ensi viikolla, kerro meille mikä aika sopii parhaiten niin lähetämme tarkemmat tiedot puhelusta sekä tiimistä jonka kanssa tulisit työskentelemään täällä."


def one(
    number: int,
    at: datetime,
    who: str = "jo@acme.example",
    to: str = ME,
    text: str = ENGLISH,
    received: datetime | None = None,
    folder: str = "INBOX",
    internal_at: datetime | None = None,
) -> RawMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = who, to, "Interview"
    made["Date"], made["Message-ID"] = format_datetime(at), f"<{number}@acme.example>"
    if received is not None:
        made["Received"] = f"from a.example by mx.example.net; {format_datetime(received)}"
    made.set_content(text)
    return RawMessage(
        "mail", f"message {number}", made.as_bytes(), folder, folder == "Sent", internal_at=internal_at
    )


def day(number: float) -> datetime:
    return NOW - timedelta(days=100 - number)


def usual() -> list[RawMessage]:
    came = [one(number, day(number), received=day(number)) for number in range(60)]
    sent = [
        one(100 + number, day(number + 0.5), ME, "jo@acme.example", folder="Sent") for number in range(20)
    ]
    return came + sent


def read(messages: list[RawMessage], me: tuple[str, ...] = (ME,)) -> Mailbox:
    parsed = [parse.parse(message) for message in messages]
    assert not any(isinstance(found, Defect) for found in parsed)
    return index.build(parsed, me=me)


def checked(messages: list[RawMessage], name: str, me: tuple[str, ...] = (ME,)) -> Check:
    found = [check for check in mail_checks.mail(read(messages, me), "box", NOW) if check.name == name]
    assert len(found) == 1
    assert (found[0].todo == "") == (found[0].state is State.OK)
    return found[0]


NAMES = (
    "mail",
    "sent mail",
    "aliases",
    "date gaps",
    "duplicates",
    "import stamps",
    "dates",
    "clock",
    "languages",
)


def test_an_ordinary_mailbox_is_well() -> None:
    found = list(mail_checks.mail(read(usual()), "box", NOW))
    assert tuple(check.name for check in found) == NAMES
    assert [check.found for check in found if check.state is not State.OK] == []


def test_no_mail_at_all() -> None:
    found = list(mail_checks.mail(read([]), "box", NOW))
    assert [(check.name, check.state) for check in found] == [("mail", State.WARN)]


def test_missing_sent_mail() -> None:
    assert checked(usual()[:60], "sent mail").state is State.WARN


@pytest.mark.parametrize(
    "more",
    [
        [one(200 + n, day(n), f"p{n}@b.example", "maya.l@example.org", received=day(n)) for n in range(3)],
        [one(200 + n, day(n), "maya.l@example.org", "p@b.example", folder="Sent") for n in range(2)],
    ],
    ids=["written to", "written from"],
)
def test_another_address_of_the_owner(more: list[RawMessage]) -> None:
    found = checked(usual() + more, "aliases")
    assert "maya.l@example.org" in found.found
    assert checked(usual() + more, "aliases", (ME, "maya.l@example.org")).state is State.OK


@pytest.mark.parametrize("who", ["", "nobody", "undisclosed-recipients:;", "a b@c", "\u202ex@evil.example"])
def test_what_is_no_address_is_no_alias(who: str) -> None:
    headers = f"From: {who}\r\nTo: p@b.example\r\nDate: Mon, 01 Jun 2026 10:00:00 +0000\r\n".encode()
    more = [
        RawMessage("mail", f"m{n}", headers + f"Message-ID: <x{n}@b>\r\n\r\nhi".encode(), "Sent", True)
        for n in range(3)
    ]
    found = checked(usual() + more, "aliases")
    assert found.state is State.OK, found


def test_mail_to_others_is_no_alias() -> None:
    more = [one(200 + n, day(n), "jo@acme.example", "sam@acme.example", received=day(n)) for n in range(9)]
    assert checked(usual() + more, "aliases").state is State.OK


def test_a_stretch_without_mail() -> None:
    found = checked([*usual(), one(300, day(99), received=day(99))], "date gaps")
    assert f"{day(59):%Y-%m-%d} to {day(99):%Y-%m-%d}" in found.found


def test_rare_mail_has_no_gaps() -> None:
    rare = [one(n, day(n * 20 - 200), received=day(n * 20 - 200)) for n in range(10)]
    assert checked(rare, "date gaps").state is State.OK


def test_the_same_mail_twice() -> None:
    assert checked(usual() + usual(), "duplicates").state is State.WARN
    assert checked(usual() + usual()[:5], "duplicates").state is State.OK


def test_the_hour_of_an_import() -> None:
    moved = datetime(2026, 11, 19, 8, tzinfo=UTC)
    stamped = [one(n, day(n), internal_at=moved) for n in range(90)]
    assert checked(stamped, "import stamps").state is State.WARN


def test_wrong_dates() -> None:
    skewed = [one(200 + n, day(n) + timedelta(days=9), received=day(n)) for n in range(10)]
    assert "10 messages" in checked(usual() + skewed, "dates").found
    assert checked(usual() + skewed, "dates").state is State.WARN


def test_a_clock_that_is_behind() -> None:
    ahead = NOW + timedelta(hours=3)
    assert checked([*usual(), one(400, ahead, received=ahead)], "clock").state is State.WARN
    soon = NOW + timedelta(minutes=2)
    assert checked([*usual(), one(400, soon, received=soon)], "clock").state is State.OK


@pytest.mark.parametrize(
    "text", [FINNISH, "Добрый день, приглашаем вас на собеседование в понедельник утром, напишите нам"]
)
def test_languages_nobody_here_knows(text: str) -> None:
    foreign = [one(200 + n, day(n), text=text, received=day(n)) for n in range(20)]
    assert "20 of 100" in checked(usual() + foreign, "languages").found


@pytest.mark.parametrize(
    "text",
    [
        "Vielen Dank für Ihre Bewerbung, wir würden Sie gerne zu einem Gespräch mit dem Team einladen und bitten Sie um Nachricht, wann es Ihnen in der nächsten Woche passt, die Einladung folgt dann.",
        "Merci pour votre candidature, nous serions heureux de vous inviter à un entretien avec notre équipe la semaine prochaine, pourriez-vous nous dire quel jour vous convient le mieux pour cela ?",
        "Ok, thanks!",
    ],
)
def test_languages_that_are_known(text: str) -> None:
    more = [one(200 + n, day(n), text=text, received=day(n)) for n in range(20)]
    assert checked(usual() + more, "languages").state is State.OK


def test_of_several_failures_the_configuration_counts_first() -> None:
    found = [checks.ok("a", "x"), checks.fail("b", "x", "y", 4), checks.fail("c", "x", "y", 2)]
    assert checks.exit_status(found) == 2
    assert checks.exit_status(found[:2]) == 4
    assert checks.exit_status([checks.warn("a", "x", "y"), checks.skipped("b", "x")]) == 0
