"""From the candidate's empty home to the recruiter's, by files alone."""

from __future__ import annotations

import io
import json
import re
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.share import story
from tests.share.conftest import DAY, NOW, Home

TERMS = ("--to", "ana@halden.example", "--purpose", "one talk about scheduling", "--period", "13w")
Homes = Callable[[str], Home]
Capture = pytest.CaptureFixture[str]


def made(home: Home, mail: Path, capsys: Capture, *more: object) -> tuple[Path, str]:
    """A share made as a careful candidate would: looked at, then signed by its digest; (file, what was shown)."""
    target = home.folder / "mine.momentum-share"
    words = ("share", "create", mail, *TERMS, "--as-of", "2026-11-23T08:00Z", "-o", target, *more)
    assert home.run(*words) == 0
    shown = capsys.readouterr().out
    digest = re.search(r"Digest: (\w+)", shown)
    assert digest and not target.exists()
    assert home.run(*words, "--yes", digest[1]) == 0
    return target, shown


def test_create_send_verify_revoke_verify_again(homes: Homes, mail: Path, capsys: Capture) -> None:
    maya, ana = homes("candidate"), homes("recruiter")
    sent, _ = made(maya, mail, capsys)
    assert maya.run("share", "key") == 0
    fingerprint = capsys.readouterr().out.strip()
    received = ana.folder / "in.momentum-share"
    shutil.copy(sent, received)
    shutil.rmtree(maya.folder / "data" / "gone", ignore_errors=True)

    checks = ("--audience", "ana@halden.example", "--expect-key", fingerprint)
    assert ana.run("review", received, *checks) == 0
    said = capsys.readouterr().out
    assert "Unaltered and self-reported; not proof of completeness." in said
    assert "Declining to share must have no effect." in said
    assert "Revocation not checked." in said
    assert "[x] Key: it is the one you expect." in said
    page = ana.folder / "momentum-review.html"
    text = page.read_text(encoding="utf-8")
    assert "Do not use as a selection criterion." in text and "Unaltered and self-reported" in text
    assert stat.S_IMODE(page.stat().st_mode) == 0o600

    assert maya.run("share", "list") == 0
    number = capsys.readouterr().out.split()[0]
    assert maya.run("share", "revoke", number[:8]) == 0
    revoked = maya.folder / "revoked.momentum-revocations"
    folder = ana.folder / "lists"
    folder.mkdir()
    assert ana.run("review", received, *checks, "--revocations", folder, "--again") == 0
    assert "Revocation not checked." in capsys.readouterr().out
    shutil.copy(revoked, folder)
    page.unlink()
    assert ana.run("review", received, *checks, "--revocations", folder) == 3
    answer = capsys.readouterr()
    assert "was revoked by the candidate" in answer.err and answer.out == ""
    assert not page.exists()
    assert maya.run("share", "list") == 0
    assert "revoked" in capsys.readouterr().out


def test_what_was_shown_is_what_is_signed(homes: Homes, mail: Path, capsys: Capture) -> None:
    maya = homes("candidate")
    sent, shown = made(maya, mail, capsys, "--employers")
    seen = json.loads(shown[shown.index("{\n") : shown.rindex("}\n") + 1])
    assert maya.run("share", "inspect", sent) == 0
    again = capsys.readouterr().out
    assert json.loads(again[again.index("{\n") : again.rindex("}\n") + 1]) == seen
    assert seen["aud"] == "ana@halden.example" and seen["exp"] - seen["iat"] == 14 * DAY


def test_no_typed_yes_no_share(homes: Homes, mail: Path, capsys: Capture, monkeypatch: Any) -> None:
    maya = homes("candidate")
    words = ("share", "create", mail, *TERMS, "--as-of", "2026-11-23T08:00Z", "-o", "x.momentum-share")
    for typed in ("", "y\n", "no\n", "yes please\n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert maya.run(*words) == 0
        assert "Nothing was signed" in capsys.readouterr().err
        assert not (maya.folder / "x.momentum-share").exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert maya.run(*words) == 0
    written = maya.folder / "x.momentum-share"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("--yes", "0" * 32), "Nothing was shown under that digest"),
        (("--yes", "yes"), "--yes wants the digest"),
        (("--yes", "SEEN", "--to", "eve@other.example"), "other options"),
        (("--yes", "SEEN", "--purpose", "something else"), "other options"),
        (("--yes", "SEEN", "--period", "26w"), "other options"),
        (("--yes", "SEEN", "--days", "30"), "other options"),
        (("--yes", "SEEN", "--employers"), "other options"),
    ],
)
def test_a_digest_signs_only_what_was_seen(
    homes: Homes, mail: Path, capsys: Capture, change: tuple[str, ...], reason: str
) -> None:
    maya = homes("candidate")
    words = ("share", "create", mail, *TERMS, "--as-of", "2026-11-23T08:00Z")
    assert maya.run(*words) == 0
    digest = capsys.readouterr().out.rpartition("Digest: ")[2].strip()
    assert maya.run(*words, *(digest if one == "SEEN" else one for one in change)) == 2
    assert reason in capsys.readouterr().err
    assert list(maya.folder.glob("*.momentum-share")) == []


def test_an_old_draft_cannot_be_signed(
    homes: Homes, mail: Path, capsys: Capture, clock: Callable[[int], None]
) -> None:
    maya = homes("candidate")
    words = ("share", "create", mail, *TERMS, "--as-of", "2026-11-23T08:00Z")
    assert maya.run(*words) == 0
    digest = capsys.readouterr().out.rpartition("Digest: ")[2].strip()
    clock(NOW + DAY + 1)
    assert maya.run(*words, "--yes", digest) == 2
    assert "more than a day ago" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--purpose", "ask maya@example.net", "--purpose must not hold an address"),
        ("--purpose", "<script>alert(1)</script>", "--purpose must not contain < or >"),
        ("--purpose", "x" * 201, "--purpose is longer than 200"),
        ("--to", " ", "--to must not be empty"),
        ("--to", "ana\u202egnp.exe", "--to holds control"),
        ("--period", "2026-09-01", "--period wants one of"),
        ("--period", "7w", "--period wants one of"),
        ("--days", "31", "--days must lie between 1 and 30"),
        ("--days", "0", "--days must lie between 1 and 30"),
    ],
)
def test_terms_that_cannot_be(
    homes: Homes, mail: Path, capsys: Capture, option: str, value: str, reason: str
) -> None:
    assert homes("candidate").run("share", "create", mail, *TERMS, option, value) == 2
    assert reason in capsys.readouterr().err


def test_the_mail_must_show_reply_times(homes: Homes, tmp_path: Path, capsys: Capture) -> None:
    empty = tmp_path / "empty.mbox"
    empty.write_bytes(b"")
    assert homes("candidate").run("share", "create", empty, *TERMS) == 2
    assert "No share can be made of this mail." in capsys.readouterr().err


def test_nothing_that_is_there_is_overwritten(homes: Homes, mail: Path, capsys: Capture) -> None:
    maya, ana = homes("candidate"), homes("recruiter")
    sent, _ = made(maya, mail, capsys)
    before = sent.read_bytes()
    words = ("share", "create", mail, *TERMS, "--as-of", "2026-11-23T08:00Z")
    assert maya.run(*words) == 0
    digest = capsys.readouterr().out.rpartition("Digest: ")[2].strip()
    assert maya.run(*words, "--yes", digest, "-o", sent) == 2
    assert maya.run("share", "revoke", "abcdef", "-o", sent) == 2
    assert ana.run("review", sent, "-o", sent) == 2
    assert sent.read_bytes() == before


def test_a_second_share_is_told_apart_only_with_a_warning(homes: Homes, mail: Path, capsys: Capture) -> None:
    maya = homes("candidate")
    made(maya, mail, capsys)
    assert maya.run("share", "create", mail, *TERMS, "--as-of", "2026-11-23T08:00Z") == 0
    assert "can subtract one from the other" in capsys.readouterr().err


def test_sealed_for_one_machine_alone(homes: Homes, mail: Path, capsys: Capture) -> None:
    maya, ana, eve = homes("candidate"), homes("recruiter"), homes("eve")
    assert ana.run("share", "key", "--sealing") == 0
    key = maya.folder / "ana.key"
    key.write_text(capsys.readouterr().out, encoding="utf-8")
    sent, _ = made(maya, mail, capsys, "--seal-to", key)
    assert sent.read_text().count(".") == 4
    assert ana.run("review", sent) == 0
    capsys.readouterr()
    assert eve.run("review", sent) == 2
    assert "sealed for a key that is not on this machine" in capsys.readouterr().err
    assert eve.run("share", "key", "--sealing") == 0
    capsys.readouterr()
    assert eve.run("review", sent) == 3
    assert "was sealed for another key" in capsys.readouterr().err


def test_seen_before_is_said(homes: Homes, mail: Path, capsys: Capture, clock: Callable[[int], None]) -> None:
    maya, ana = homes("candidate"), homes("recruiter")
    sent, _ = made(maya, mail, capsys)
    assert ana.run("review", sent) == 0
    assert "Seen before" not in capsys.readouterr().out
    clock(NOW + DAY)
    assert ana.run("review", sent, "--again") == 0
    assert "Seen before: you first viewed it on 2026-11-23T08:00:00Z." in capsys.readouterr().out


def test_both_logs_are_private_chained_and_guarded(homes: Homes, mail: Path, capsys: Capture) -> None:
    maya, ana = homes("candidate"), homes("recruiter")
    sent, _ = made(maya, mail, capsys)
    assert ana.run("review", sent) == 0
    for home, name in ((maya, "shares.log"), (ana, "views.log")):
        log = home.folder / "data" / "inbox-momentum" / "share" / name
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
        log.write_text(log.read_text().replace("scheduling", "selection"), encoding="utf-8")
    capsys.readouterr()
    assert maya.run("share", "list") == 2
    assert "was altered at line 1" in capsys.readouterr().err
    assert ana.run("review", sent) == 2
    answer = capsys.readouterr()
    assert "was altered at line 1" in answer.err and answer.out == ""


def test_the_key_is_never_in_clear(homes: Homes, mail: Path, capsys: Capture, monkeypatch: Any) -> None:
    maya = homes("candidate")
    made(maya, mail, capsys)
    folder = maya.folder / "data" / "inbox-momentum" / "share"
    pem = (folder / "signing-key.pem").read_text()
    assert pem.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.rglob("*") if path.is_file())
    monkeypatch.setenv("MOMENTUM_SHARE_PASSPHRASE", "quite another passphrase")
    assert maya.run("share", "list") == 0
    number = capsys.readouterr().out.split()[0]
    assert maya.run("share", "revoke", number) == 2
    error = capsys.readouterr().err
    assert "cannot be opened with that passphrase" in error and "quite another" not in error


@pytest.mark.parametrize("typed", ["short", ""])
def test_a_weak_passphrase_makes_no_key(homes: Homes, capsys: Capture, monkeypatch: Any, typed: str) -> None:
    monkeypatch.setenv("MOMENTUM_SHARE_PASSPHRASE", typed)
    maya = homes("candidate")
    assert maya.run("share", "key") == 2
    assert "passphrase" in capsys.readouterr().err
    assert list(maya.folder.rglob("*.pem")) == []


def test_with_a_keyring_no_key_file_is_written(
    homes: Homes, mail: Path, capsys: Capture, monkeypatch: Any
) -> None:
    from inbox_momentum.accounts import secrets

    kept: dict[str, str] = {}
    monkeypatch.setattr(secrets, "set", kept.__setitem__)
    monkeypatch.setattr(secrets, "get", kept.get)
    maya = homes("candidate")
    made(maya, mail, capsys)
    assert list(maya.folder.rglob("*.pem")) == []
    assert len(kept) == 1 and next(iter(kept)).startswith("share signing key ")
    kept.clear()
    assert maya.run("share", "list") == 0
    number = capsys.readouterr().out.split()[0]
    assert maya.run("share", "revoke", number) == 2
    assert "no longer holds your signing key" in capsys.readouterr().err


def test_a_share_that_would_show_nothing_is_said(homes: Homes, tmp_path: Path, capsys: Capture) -> None:
    little = tmp_path / "little.mbox"
    little.write_bytes(story.mbox(story.Privates(), employers=4, rounds=1))
    assert homes("candidate").run("share", "create", little, *TERMS, "--as-of", "2026-11-23T08:00Z") == 0
    said = capsys.readouterr()
    assert "would show no figure at all" in said.err
    assert '"n": null' in said.out and 'median_hours": 5' not in said.out
