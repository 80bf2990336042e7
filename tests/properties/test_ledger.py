"""What holds of every ledger, whatever the mail says."""

from __future__ import annotations

import dataclasses
import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum import lapses, waits
from inbox_momentum.model import Direction, Employer, Party, Settings, WaitStatus
from tests.unit.ledger_factories import MONDAY, Story, at, tell

KINDS = ("schedule", "code_test", "question", "documents", "references", "offer", "next_step", "outreach")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

moments = st.builds(
    lambda day, week, hour, minute: f"{day}+{week} {hour:02}:{minute:02}",
    st.sampled_from(_DAYS),
    st.integers(0, 6),
    st.integers(0, 23),
    st.integers(0, 59),
)
kinds = st.sampled_from(KINDS)
theirs = st.one_of(
    kinds.map("asks {}".format),
    st.builds("asks {} until {}".format, kinds, moments),
    kinds.map("perhaps asks {}".format),
    kinds.map("nudges {}".format),
    st.just("nudges"),
    kinds.map("voids {}".format),
    moments.map("extends to {}".format),
    moments.map("will_answer {}".format),
    st.sampled_from(["booking", "submission", "employer_ack", "receipt", "on_hold", "resumed"]).map(
        "flag {}".format
    ),
    st.sampled_from(
        [
            "rejects",
            "rejects perhaps",
            "praise",
            "says Hello",
            "cc",
            "junk",
            "listed",
            "automatic",
            "timeless",
        ]
    ),
    st.sampled_from(["recruiter_screen", "tech_screen", "onsite", "offer"]).map("stage {}".format),
    st.integers(1, 14).map("bounces m{}".format),
    st.builds("invites u{} {} to {}".format, st.integers(1, 2), moments, moments),
)
yours = st.one_of(
    kinds.map("answers {}".format),
    moments.map("promises {}".format),
    st.sampled_from(
        [
            "replies Yes?",
            "holds_off",
            "declines",
            "withdraws",
            "accepts",
            "automatic",
            "draft",
            "to friend@elsewhere.example",
            "attaches cv.pdf",
            "loose",
            "timeless",
            "rsvp u1 ACCEPTED",
            "rsvp u2 DECLINED",
            "flag reschedule",
        ]
    ),
)
apps = st.sampled_from(["acme", "blue"])


def _line(who: str, app: str, moment: str, words: list[str], fresh: bool) -> str:
    return f"{moment} {who} in {app}: " + "; ".join([*words, *(["new thread"] if fresh else [])])


def _lines(words: st.SearchStrategy[str], who: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_line, who, apps, moments, st.lists(words, min_size=1, max_size=3), st.booleans())


stories = st.lists(
    st.one_of(
        _lines(theirs, st.sampled_from(["them", "them", "ats", "scheduler", "goodtime", "board", "robot"])),
        _lines(yours, st.just("you")),
    ),
    min_size=1,
    max_size=14,
).map(lambda lines: tell("\n".join(lines)))
cuts = st.integers(0, 60 * 24).map(lambda hours: MONDAY + timedelta(hours=hours))


@settings(max_examples=150, deadline=None)
@given(stories, cuts)
def test_no_negative_time_and_every_wait_has_its_evidence(story: Story, cut: object) -> None:
    book = story.ledger(cut)  # type: ignore[arg-type]
    entries = {entry.id: entry for entry in story.mailbox.entries}
    assert len({wait.id for wait in book.waits}) == len(book.waits)
    for wait in book.waits:
        opener = entries[wait.opened_by]
        if wait.waiting_on is Party.YOU:
            assert opener.direction is Direction.IN
        assert opener.at == wait.opened_at <= cut  # type: ignore[operator]
        assert (wait.elapsed_s or 0) >= 0
        assert 0 <= (wait.working_s or 0) <= (wait.elapsed_s or 0)
        assert wait.closed_at is None or wait.opened_at <= wait.closed_at <= cut  # type: ignore[operator]
        assert wait.acknowledged_at is None or wait.acknowledged_at >= wait.opened_at
        assert all(wait.opened_at <= nudge.at for nudge in wait.nudges)
        assert (wait.closed_how is not None) == (wait.status is WaitStatus.ANSWERED)
        assert (wait.status is WaitStatus.ANSWERED) <= (wait.closed_by is not None)
        assert wait.closed_by != wait.opened_by
        assert wait.reasons
        if wait.status in (WaitStatus.UNKNOWN, WaitStatus.NEEDS_REVIEW, WaitStatus.VOID):
            assert wait.rating is None
    closings = [
        (wait.application_id, wait.closed_by, wait.kind, wait.opened_by)
        for wait in book.waits
        if wait.closed_by
    ]
    assert len(set(closings)) == len(closings)
    assert all(promise.kept_at is None or promise.kept_at >= promise.made_at for promise in book.promises)


@settings(max_examples=150, deadline=None)
@given(stories, cuts)
def test_what_comes_later_changes_nothing(story: Story, cut: object) -> None:
    early = tuple(entry for entry in story.mailbox.entries if entry.at is None or entry.at <= cut)  # type: ignore[operator]
    known = {entry.id for entry in early}
    kept = []
    for one in story.applications:
        ids = tuple(name for name in one.message_ids if name in known)
        if ids:
            kept.append(dataclasses.replace(one, message_ids=ids))
    truncated = dataclasses.replace(
        story, mailbox=dataclasses.replace(story.mailbox, entries=early), applications=tuple(kept)
    )
    whole = story.ledger(cut)  # type: ignore[arg-type]
    assert truncated.ledger(cut) == whole  # type: ignore[arg-type]
    employers = [Employer(one.employer_id, one.id, (), "employer") for one in story.applications]
    judged = lapses.judge(whole, employers, story.readings, cut, Settings())  # type: ignore[arg-type]
    seen = {name: reading for name, reading in story.readings.items() if name in known}
    assert judged == lapses.judge(whole, employers, seen, cut, Settings())  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_the_sources_changes_nothing(story: Story, chance: random.Random) -> None:
    entries, applications = list(story.mailbox.entries), list(story.applications)
    chance.shuffle(entries)
    chance.shuffle(applications)
    mixed = waits.ledger(
        dataclasses.replace(story.mailbox, entries=tuple(entries)),
        story.threads[::-1],
        dict(reversed(story.identities.items())),
        dict(reversed(story.readings.items())),
        applications,
        at("Sun+6 23:59"),
        Settings(),
    )
    plain = story.ledger("Sun+6 23:59")
    assert (mixed.waits, mixed.promises, mixed.sent) == (plain.waits, plain.promises, plain.sent)
    assert set(mixed.applications) == set(plain.applications)


@settings(max_examples=100, deadline=None)
@given(stories, cuts)
def test_a_lapse_has_evidence_and_one_root(story: Story, cut: object) -> None:
    book = story.ledger(cut)  # type: ignore[arg-type]
    employers = [Employer(one.employer_id, one.id, (), "employer") for one in story.applications]
    found, good = lapses.judge(book, employers, story.readings, cut, Settings())  # type: ignore[arg-type]
    known = {wait.id: wait for wait in book.waits}
    assert len({lapse.id for lapse in found}) == len(found)
    assert sum(lapse.headline for lapse in found) <= 3
    for lapse in found:
        assert lapse.since <= cut  # type: ignore[operator]
        assert lapse.sentence.endswith(".") and "{" not in lapse.sentence + lapse.action
        for wait in (known[one] for one in lapse.wait_ids):
            assert wait.status in (WaitStatus.OPEN, WaitStatus.ANSWERED)
            assert not wait.junk
            assert wait.confidence >= 0.8
    for one in good:
        assert set(one.wait_ids) <= known.keys()


@settings(max_examples=80, deadline=None)
@given(stories, cuts, st.integers(0, 20 * 24))
def test_an_open_wait_only_grows_older(story: Story, cut: object, hours: int) -> None:
    early = {wait.id: wait for wait in story.ledger(cut).waits}  # type: ignore[arg-type]
    for wait in story.ledger(cut + timedelta(hours=hours)).waits:  # type: ignore[operator]
        before = early.get(wait.id)
        if before is None or {wait.status, before.status} != {WaitStatus.OPEN}:
            continue
        assert (wait.elapsed_s or 0) == (before.elapsed_s or 0) + hours * 3600
        assert (wait.working_s or 0) >= (before.working_s or 0)


@settings(max_examples=80, deadline=None)
@given(stories, cuts, st.integers(0, 200))
def test_a_mark_settles_one_wait_and_keeps_every_law(story: Story, cut: object, hours: int) -> None:
    plain = story.ledger(cut)  # type: ignore[arg-type]
    open_ones = [one for one in plain.waits if one.status is WaitStatus.OPEN and one.waiting_on is Party.YOU]
    for wait in open_ones[:2]:
        moment = wait.opened_at + timedelta(hours=hours)
        marked = story.ledger(cut, Settings(answered={wait.id: moment}))  # type: ignore[arg-type]
        (found,) = [one for one in marked.waits if one.id == wait.id]
        if moment > cut:  # type: ignore[operator]
            assert marked == plain
        elif found.closed_how == "manual":
            assert (found.status, found.closed_at, found.elapsed_s) == (
                WaitStatus.ANSWERED,
                moment,
                hours * 3600.0,
            )
        assert len({one.id for one in marked.waits}) == len(marked.waits)
