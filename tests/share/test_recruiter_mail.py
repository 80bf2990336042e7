"""A recruiter's own mailbox: one candidate who agreed, both sides, and nobody else."""

from __future__ import annotations

import contextlib
import mailbox
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from inbox_momentum import pipeline
from inbox_momentum.index import address_key
from inbox_momentum.model import Direction, Party, Settings, WaitStatus
from inbox_momentum.share import document, mirror, token
from inbox_momentum.share.figures import KINDS
from tests.share import made, story
from tests.share.conftest import DAY, NOW, Home

Homes = Callable[[str], Home]
Capture = pytest.CaptureFixture[str]
MAYA, HENRIK = "maya.lindqvist@fernmail.example", "henrik@bluefinchbank.example"
AS_OF = ("--as-of", "2026-11-23T08:00Z")


@pytest.fixture
def inbox(samples: Path, tmp_path: Path) -> Path:
    """Henrik's half of the sample's mail, and mail with another candidate of his."""
    target = tmp_path / "henrik.mbox"
    with contextlib.closing(mailbox.mbox(samples / "weekly_audit.mbox")) as whole:
        kept = [
            mail.as_bytes(unixfrom=True) + b"\n"
            for mail in whole
            if HENRIK in f"{mail['From']} {mail['To']} {mail['Cc']}"
        ]
    other = story.mbox(story.Privates("another"), employers=1, recruiter=("Henrik Voss", HENRIK))
    target.write_bytes(b"".join(kept) + other)
    return target


def consent(home: Home, capsys: Capture, *more: str, to: str = HENRIK) -> Path:
    """A consent of Maya's, signed after a look."""
    target = home.folder / "mine.momentum-consent"
    words = ("share", "consent", "--to", to, "--purpose", "our own scheduling", "--period", "26w")
    words = (*words, "--address", MAYA, "-o", str(target), *more)
    assert home.run(*words) == 0
    shown = capsys.readouterr().out
    assert MAYA not in shown and "at most the last 26 weeks" in shown
    assert home.run(*words, "--yes", shown.rpartition("Digest: ")[2].strip()) == 0
    capsys.readouterr()
    assert MAYA.encode() not in token.verified(target.read_text().strip()).payload
    return target


def measure(home: Home, inbox: Path, *more: object) -> int:
    return home.run(
        "report", inbox, "--me", HENRIK, "--perspective", "recruiter", *AS_OF, "-o", "p.html", *more
    )


def test_both_sides_of_one_candidate(homes: Homes, inbox: Path, capsys: Capture) -> None:
    maya, henrik = homes("candidate"), homes("recruiter")
    record = consent(maya, capsys)
    received = henrik.folder / "maya.momentum-consent"
    shutil.copy(record, received)
    assert measure(henrik, inbox, "--with-consent", received) == 0
    said = capsys.readouterr().out
    assert re.search(r"- Their answers: 8 requests, all answered; median \d+ hours", said)
    assert re.search(r"- Your answers: 10 requests, all answered; median \d+ hours", said)
    assert "[x] Addressee: it is addressed to you." in said
    page = (henrik.folder / "p.html").read_text(encoding="utf-8")
    for private in ("Maya", "Lindqvist", MAYA, "Henrik Voss", "Bluefinch"):
        assert private not in page
    assert "Do not use as a selection criterion." in page
    log = (henrik.folder / "data" / "inbox-momentum" / "share" / "views.log").read_text()
    assert '"event":"measured"' in log


@pytest.mark.parametrize(
    ("scope", "there", "gone"),
    [("candidate", "Their answers:", "Your answers:"), ("recruiter", "Your answers:", "Their answers:")],
)
def test_only_what_the_scope_covers(
    homes: Homes, inbox: Path, capsys: Capture, scope: str, there: str, gone: str
) -> None:
    record = consent(homes("candidate"), capsys, "--scope", scope)
    assert measure(homes("recruiter"), inbox, "--with-consent", record) == 0
    said = capsys.readouterr().out
    assert there in said and gone not in said
    assert ("How complete this is" in said) == (scope == "candidate")


def test_no_consent_nothing(homes: Homes, inbox: Path, capsys: Capture) -> None:
    henrik = homes("recruiter")
    assert measure(henrik, inbox) == 2
    assert "needs --with-consent RECORD" in capsys.readouterr().err
    assert list(henrik.folder.rglob("*.html")) == []


def signed(permission: document.Permission) -> str:
    return token.sign(made.key(), document.CONSENT_TYPE, document.payload(permission))


def of(address: str, **changes: object) -> document.Permission:
    """A consent for an address, addressed to Henrik."""
    digest = mirror.address_digest(made.NUMBER, address)
    found = made.permission(address_sha256=digest)
    return replace(found, terms=replace(found.terms, audience=HENRIK, **changes))


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        (lambda: signed(of(MAYA)), 0, ""),
        (lambda: signed(of("eve@other.example")), 2, "No message in this mail is from or to the candidate"),
        (lambda: signed(of(MAYA, issued_at=NOW - 9 * DAY, expires_at=NOW)), 3, "has expired"),
        (lambda: signed(of(MAYA, issued_at=NOW + 999, expires_at=NOW + DAY)), 3, "made in the future"),
        (lambda: signed(of(MAYA))[:-6] + "AAAAAA", 3, "was altered"),
        (
            lambda: token.sign(token.new_key("signing"), document.CONSENT_TYPE, document.payload(of(MAYA))),
            3,
            "issuer",
        ),
        (
            lambda: token.sign(made.key(), document.SHARE_TYPE, document.payload(made.share())),
            3,
            "is a share",
        ),
        (
            lambda: signed(replace(of(MAYA), terms=made.permission().terms)),
            2,
            "no address of this mailbox's owner",
        ),
        (lambda: "{}", 3, "is not a signed file"),
    ],
)
def test_a_consent_that_does_not_hold(
    homes: Homes, inbox: Path, capsys: Capture, text: Callable[[], str], status: int, reason: str
) -> None:
    henrik = homes("recruiter")
    record = henrik.folder / "x.momentum-consent"
    record.write_text(text(), encoding="ascii")
    assert measure(henrik, inbox, "--with-consent", record) == status
    said = capsys.readouterr()
    assert reason in said.err
    assert (henrik.folder / "p.html").exists() == (status == 0)
    assert bool(said.out) == (status == 0)


def test_a_revoked_consent(homes: Homes, inbox: Path, capsys: Capture) -> None:
    maya, henrik = homes("candidate"), homes("recruiter")
    record = consent(maya, capsys)
    assert maya.run("share", "list") == 0
    number = capsys.readouterr().out.split()[0]
    assert maya.run("share", "revoke", number, "-o", "r.momentum-revocations") == 0
    listed = maya.folder / "r.momentum-revocations"
    assert measure(henrik, inbox, "--with-consent", record, "--revocations", listed) == 3
    assert "was revoked" in capsys.readouterr().err
    assert measure(henrik, inbox, "--with-consent", record) == 3  # that is known from now on
    assert "was revoked" in capsys.readouterr().err
    assert list(henrik.folder.rglob("*.html")) == []


def test_a_consent_is_good_for_more_than_one_time(homes: Homes, inbox: Path, capsys: Capture) -> None:
    henrik = homes("recruiter")
    record = henrik.folder / "x.momentum-consent"
    record.write_text(signed(of(MAYA)), encoding="ascii")
    for _ in range(2):
        assert measure(henrik, inbox, "--with-consent", record) == 0
    assert "Seen before: you first viewed it on" in capsys.readouterr().out


def test_ones_own_consent_for_others_is_none(homes: Homes, inbox: Path, capsys: Capture) -> None:
    henrik = homes("recruiter")
    record = consent(henrik, capsys)
    assert measure(henrik, inbox, "--with-consent", record) == 2
    assert "signed with your own key" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--with-consent", "a", "--with-consent", "b"), "One candidate at a time"),
        (("--with-consent", "a", "--candidate", "x@y.example", "--candidate", MAYA), "One candidate at a time"),
        (("--with-consent", "RECORD", "--candidate", "x@y.example"), "was given for another address"),
        *((("--with-consent", "RECORD", *out), f"{out[0]} is not made about a candidate") for out in (
            ("--json", "-"), ("--csv", "d"), ("--markdown", "m"), ("--ics", "i"), ("--pdf",), ("--fail-on", "lapse"),
        )),
    ],
)  # fmt: skip
def test_one_candidate_and_one_page(
    homes: Homes, inbox: Path, capsys: Capture, words: tuple[str, ...], reason: str
) -> None:
    henrik = homes("recruiter")
    record = henrik.folder / "x.momentum-consent"
    record.write_text(signed(of(MAYA)), encoding="ascii")
    assert measure(henrik, inbox, *(record if one == "RECORD" else one for one in words)) == 2
    assert reason in capsys.readouterr().err
    assert list(henrik.folder.rglob("*.html")) == []


def test_a_recruiters_options_belong_to_recruiters(homes: Homes, inbox: Path, capsys: Capture) -> None:
    assert homes("recruiter").run("report", inbox, "--with-consent", "x") == 2
    assert "need --perspective recruiter" in capsys.readouterr().err


# ------------------------------------------------------------------------------ turning the mail


def test_turned_mail_gives_the_candidates_own_waits(samples: Path, inbox: Path) -> None:
    """What Maya's own mailbox says of this employer, Henrik's says too, with the sides swapped."""
    hers = pipeline.analyze(
        pipeline.read_mailbox([str(samples / "weekly_audit.mbox")], [MAYA]), story.AS_OF, Settings()
    )
    his = pipeline.read_mailbox([str(inbox)], [HENRIK])
    seen = pipeline.analyze(
        mirror.turned(his, MAYA, story.AS_OF - timedelta(weeks=52)), story.AS_OF, Settings()
    )
    ids = {one.message.message_id for one in his.entries}

    def asked(found: object, party: Party) -> set[tuple[str, str, str]]:
        return {
            (wait.opened_by, wait.kind.value, wait.closed_by or "")
            for wait in found.waits  # type: ignore[attr-defined]
            if wait.waiting_on is party and wait.status is WaitStatus.ANSWERED and wait.opened_by in ids
            and (wait.closed_by in ids) and (party is Party.EMPLOYER or wait.kind in KINDS)
        }  # fmt: skip

    for party in (Party.YOU, Party.EMPLOYER):
        mine, theirs = asked(hers, party), asked(seen, party)
        assert len(mine) >= 5
        assert len(mine & theirs) >= 0.8 * len(mine), (mine - theirs, theirs - mine)


def test_only_mail_with_that_one_person_is_read(inbox: Path) -> None:
    his = pipeline.read_mailbox([str(inbox)], [HENRIK])
    begins = story.AS_OF - timedelta(weeks=4)
    turned = mirror.turned(his, MAYA, begins)
    assert 0 < len(turned.entries) < len(his.entries)
    for entry in turned.entries:
        people = {
            address_key(one.address) for one in (*entry.message.from_, *entry.message.to, *entry.message.cc)
        }
        assert MAYA in people and entry.at is not None and entry.at >= begins
        writer = address_key(entry.message.author.address)
        assert entry.direction is (Direction.OUT if writer == MAYA else Direction.IN)
    assert turned.owner.addresses == (MAYA,)
