"""Judged one by one and kept, decided over all: the same choice as over all headers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum import sources
from inbox_momentum.ingest import relevance, verdicts
from inbox_momentum.ingest.verdicts import Verdicts
from inbox_momentum.model import RawMessage
from inbox_momentum.sources.imap import Row

ME = ("maya@example.net",)
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def at_once(rows: Sequence[Row]) -> set[object]:
    seen = [
        relevance.Row(one.key, one.header, one.in_sent, one.in_junk, one.is_draft, one.gm_thread_id)
        for one in rows
    ]
    return relevance.choose(seen, ME)


def kept(rows: Sequence[Row]) -> set[object]:
    """As over several syncs: each header is judged by a program that never saw the others."""
    first, second = Verdicts(ME), Verdicts(ME)
    judged = [(one.key, (first if one.key[1] % 2 else second).judge(one)) for one in rows]
    return set(Verdicts(ME).decide(judged))


def row(uid: int, raw: RawMessage) -> Row:
    head = raw.data.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0] + b"\n\n"
    return Row(("INBOX", uid), head, raw.internal_at, raw.in_sent, raw.in_junk, raw.is_draft, None)


@pytest.mark.parametrize("sample", ["juggler.mbox", "steady.mbox", "traveller.mbox", "weekly_audit.mbox"])
def test_the_same_choice_over_the_samples(samples: Path, sample: str) -> None:
    mail = [one for one in sources.read([str(samples / sample)]) if isinstance(one, RawMessage)]
    rows = [row(uid, one) for uid, one in enumerate(mail, 1)]
    assert kept(rows) == at_once(rows)
    assert 0 < len(kept(rows)) < len(rows) or sample == "juggler.mbox"


@pytest.mark.corpora
@pytest.mark.parametrize("archive", ["linux-mips-2002.mbox", "mutt-ng-devel.mbox"])
def test_the_same_choice_over_list_archives(corpora: Path, archive: str) -> None:
    path = corpora / "lists" / archive
    if not path.is_file():
        pytest.skip(f"no {archive} among the corpora")
    mail = [one for one in sources.read([str(path)]) if isinstance(one, RawMessage)]
    rows = [row(uid, one) for uid, one in enumerate(mail, 1)]
    assert kept(rows) == at_once(rows)


SENDERS = [
    "Shop <news@shop.example>",
    "a@acme.example",
    "maya@example.net",
    "jobs@acme.example",
    "odd",
    "x@greenhouse.io",
]
IDS = [f"<{name}@x.example>" for name in "abcdef"]
SUBJECTS = ["Half price", "Your application", "Interview", "=?utf-8?q?Gespr=C3=A4ch?=", "", "Sale \udcff"]


@st.composite
def headers(draw: st.DrawFn) -> list[Row]:
    rows = []
    for uid in range(1, draw(st.integers(2, 14))):
        fields = [("From", draw(st.sampled_from(SENDERS))), ("To", draw(st.sampled_from(SENDERS)))]
        fields += [("Subject", draw(st.sampled_from(SUBJECTS))), ("Date", "Mon, 2 Nov 2026 09:00:00 +0000")]
        if draw(st.booleans()):
            fields.append(("Message-ID", draw(st.sampled_from([*IDS, "none", "a b@c"]))))
        if draw(st.booleans()):
            fields.append(("References", " ".join(draw(st.lists(st.sampled_from(IDS), max_size=3)))))
        if draw(st.integers(0, 3)):
            fields.append(("List-Unsubscribe", "<https://shop.example/out>"))
        end = draw(st.sampled_from(["\n", "\r\n"]))
        head = end.join(f"{name}: {value}" for name, value in fields) + end + end
        thread = draw(st.sampled_from([None, None, "12", "1278455344230334865"]))
        sent, draft, junk = (draw(st.integers(0, 7)) == 0 for _ in range(3))
        data = head.encode("utf-8", "surrogateescape")
        rows.append(Row(("INBOX", uid), data, AT, sent, junk, draft, thread))
    return rows


@given(headers())
def test_the_same_choice_over_any_mail(rows: list[Row]) -> None:
    assert kept(rows) == at_once(rows)


NAMES = [
    b"From",
    b"To",
    b"Subject",
    b"Message-ID",
    b"References",
    b"List-Id",
    b"Date",
    b"X-GM-THRID",
    b"Precedence",
]


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.binary(max_size=40)), max_size=12), st.binary(max_size=30)
)
def test_no_header_whatever_breaks_the_judge(fields: list[tuple[bytes, bytes]], rest: bytes) -> None:
    head = b"".join(name + b": " + value + b"\r\n" for name, value in fields) + rest
    rows = [Row(("INBOX", uid), head, None, False, False, False, None) for uid in (1, 2)]
    assert kept(rows) == at_once(rows)


def test_a_verdict_is_small_and_holds_no_subject() -> None:
    head = b"From: Shop <news@shop.example>\r\nSubject: Half price canary\r\nList-Id: <news.shop.example>\r\n\r\n"
    told = Verdicts().judge(Row(("INBOX", 1), head, AT, False, False, False, None))
    assert len(told) < 100 and b"canary" not in told


def test_other_rules_are_another_edition_and_another_owner_another_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = Verdicts(ME)
    assert Verdicts(ME).edition == before.edition and Verdicts(ME).mark == before.mark
    assert Verdicts(()).mark != before.mark
    monkeypatch.setattr(verdicts, "__version__", "99")
    verdicts._edition.cache_clear()
    assert Verdicts(ME).edition != before.edition
    verdicts._edition.cache_clear()
