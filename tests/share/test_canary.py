"""Nothing private gets out: unique strings everywhere in a mailbox, and none of them in any share."""

from __future__ import annotations

import base64
import json
import random
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum import pipeline
from inbox_momentum.model import Report, Settings
from inbox_momentum.share import document, measure, token
from inbox_momentum.share.terms import Scope
from tests.share import made, story
from tests.share.conftest import Home
from tests.unit import report_factories

Homes = Callable[[str], Home]


def report(private: story.Privates, folder: Path, **shape: int) -> Report:
    folder.mkdir(exist_ok=True)
    path = folder / "mail.mbox"
    path.write_bytes(story.mbox(private, **shape))
    mailbox = pipeline.read_mailbox([str(path)])
    return pipeline.analyze(mailbox, story.AS_OF, Settings())


def shared(found: Report, weeks: int = 13, employers: bool = True, seed: int = 1) -> document.Share:
    """With number, times and key held fixed."""
    figures = measure.figures(found, weeks, Settings(), employers, random.Random(seed))
    scope = (Scope.BY_KIND, Scope.BY_EMPLOYER, Scope.COMPLETENESS) if employers else None
    return document.Share(made.terms(scope=scope), figures, "0.1.0")


def readings(data: bytes) -> list[str]:
    """Every way to read some bytes that a searcher might try, lower-cased."""
    text = data.decode("utf-8", "replace")
    found = [text, urllib.parse.unquote(text), text.encode().decode("unicode_escape", "replace"), text[::-1]]
    for run in re.findall(r"[A-Za-z0-9+/_-]{8,}", text):
        for start in range(4):
            piece = run[start:].replace("-", "+").replace("_", "/")
            piece = piece[:-1] if len(piece) % 4 == 1 else piece
            decoded = base64.b64decode(piece + "=" * (-len(piece) % 4))
            found += [decoded.decode(code, "replace") for code in ("utf-8", "utf-16-le", "utf-16-be")]
    for run in re.findall(r"(?:[0-9a-fA-F]{2}){4,}", text):
        found.append(bytes.fromhex(run).decode("utf-8", "replace"))
    return [one.casefold() for one in found]


def encodings(canary: str) -> list[str]:
    raw = canary.encode()
    plain = [canary, raw.hex(), urllib.parse.quote(canary), canary[::-1]]
    plain += [base64.b64encode(b"x" * pad + raw)[4:-4].decode() for pad in range(3)]
    plain += [
        base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
        base64.b32encode(raw).rstrip(b"=").decode(),
    ]
    return [one.casefold() for one in plain]


def leaks(data: bytes, canaries: list[str]) -> set[str]:
    seen = readings(data)
    return {c for c in canaries if any(form in one for form in encodings(c) for one in seen)}


def test_no_canary_in_any_share(homes: Homes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    private = story.Privates("canary")
    mail = tmp_path / "mail.mbox"
    mail.write_bytes(story.mbox(private))
    assert len(private.canaries) > 80
    maya, ana = homes("candidate"), homes("recruiter")
    for number, more in enumerate((["--period", "13w"], ["--period", "52w", "--employers"])):
        target = maya.folder / f"{number}.momentum-share"
        words = ["share", "create", mail, "--to", "Ana", "--purpose", "a talk", *more, "--as-of"]
        words += ["2026-11-23T08:00Z", "-o", target]
        assert maya.run(*words) == 0
        shown = capsys.readouterr().out
        assert maya.run(*words, "--yes", shown.rpartition("Digest: ")[2].strip()) == 0
        assert ana.run("review", target, "-o", ana.folder / f"{number}.html") == 0
        capsys.readouterr()
        payload = token.verified(target.read_text().strip()).payload
        outputs = [payload, target.read_bytes(), shown.encode()]
        outputs.append((ana.folder / f"{number}.html").read_bytes())
        assert [leaks(one, private.canaries) for one in outputs] == [set()] * 4
        assert document.share(json.loads(payload)).figures.total.shown, "an empty share proves nothing"
    for log in tmp_path.rglob("*.log"):
        assert leaks(log.read_bytes(), private.canaries) == set()


def test_the_search_is_not_blind() -> None:
    word = "hptzkrvbnnmlgd"
    for hidden in (
        word, word.upper(), word.encode().hex(), base64.b64encode(f"ab{word}".encode()).decode(),
        base64.urlsafe_b64encode(word.encode("utf-16-le")).decode(),
        "".join(f"%{byte:02x}" for byte in word.encode()), "".join(f"\\u{ord(c):04x}" for c in word),
    ):  # fmt: skip
        assert leaks(f'{{"x": "a {hidden} b"}}'.encode(), [word]) == {word}, hidden
    assert leaks(document.payload(made.share()), [word]) == set()


def test_no_exact_time_of_a_message_in_the_payload(tmp_path: Path) -> None:
    found = report(story.Privates("times"), tmp_path)
    payload = document.payload(shared(found)).decode()
    times = [wait.opened_at for wait in found.waits] + [w.closed_at for w in found.waits if w.closed_at]
    for at in times:
        for form in (
            at.isoformat(),
            at.date().isoformat(),
            at.strftime("%d.%m.%Y"),
            str(int(at.timestamp())),
        ):
            assert form not in payload
    lengths = {round(w.elapsed_s) for w in found.waits if w.elapsed_s}
    numbers = {int(one) for one in re.findall(r"\d+", payload)}
    assert not {one for one in lengths if one > 1000} & numbers


@settings(max_examples=15)
@given(st.text(alphabet="abcdefghijklmnop", min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_mailboxes_that_differ_in_private_fields_alone(
    tmp_path_factory: pytest.TempPathFactory, seed: str, chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("mail")
    shape = {
        "employers": chance.randint(2, 4),
        "rounds": chance.randint(3, 7),
        "hours": chance.randint(1, 60),
    }
    one = shared(report(story.Privates("first"), folder / "one", **shape))
    other = shared(report(story.Privates(seed + "2"), folder / "two", **shape))
    assert document.payload(one) == document.payload(other)


def test_shares_do_differ_when_the_answers_do(tmp_path: Path) -> None:
    quick = shared(report(story.Privates(), tmp_path / "one", hours=2))
    slow = shared(report(story.Privates(), tmp_path / "two", hours=60))
    assert quick.figures.total.median_hours != slow.figures.total.median_hours


@settings(max_examples=25)
@given(st.integers(0, 400), st.integers(0, 59))
def test_exact_dates_leave_no_trace(hours: int, minutes: int) -> None:
    """The same answers a few days later in the month make the same payload."""
    base = report_factories.ordinary()
    moved = timedelta(hours=hours, minutes=minutes) - timedelta(days=18)
    at = base.as_of + moved
    waits = tuple(
        replace(
            wait,
            opened_at=wait.opened_at + moved,
            closed_at=wait.closed_at + moved if wait.closed_at else None,
        )
        for wait in base.waits
    )
    applications = tuple(
        replace(one, last_message_at=one.last_message_at + moved if one.last_message_at else None)
        for one in base.applications
    )
    coverage = replace(
        base.coverage,
        first_message_at=base.coverage.first_message_at + moved if base.coverage.first_message_at else None,
        last_message_at=base.coverage.last_message_at + moved if base.coverage.last_message_at else None,
    )
    assert shared(base, 52).figures.total.shown, "an empty share proves nothing"
    later = replace(base, as_of=at, waits=waits, applications=applications, coverage=coverage)
    assert (at.year, at.month) == (base.as_of.year, base.as_of.month)
    assert document.payload(shared(later, 52)) == document.payload(shared(base, 52))


@given(st.sampled_from(report_factories.PAYLOADS))
def test_no_string_of_a_report_reaches_a_share(payload: str) -> None:
    """Every string of the report is replaced by something hostile: the payload does not change."""
    assert document.payload(shared(report_factories.hostile(payload), 52)) == document.payload(
        shared(report_factories.ordinary(), 52)
    )
