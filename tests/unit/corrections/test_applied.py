"""Corrections on the sample mailboxes: each does what it says, and next week still does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import ids, pipeline
from inbox_momentum.corrections import table
from inbox_momentum.model import (
    Correction,
    CorrectionStatus,
    Mailbox,
    Party,
    Report,
    Settings,
    WaitKind,
)

SAMPLES = Path(__file__).resolve().parents[3] / "sample_mailboxes"
AS_OF = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = timedelta(days=7)


@cache
def mailbox(name: str = "weekly_audit.mbox") -> Mailbox:
    return pipeline.read_mailbox([str(SAMPLES / name)])


def part(whole: Mailbox, start: datetime | None = None, end: datetime | None = None) -> Mailbox:
    """The mail between two moments."""
    kept = tuple(
        one
        for one in whole.entries
        if one.at is not None and (start is None or one.at >= start) and (end is None or one.at <= end)
    )
    return replace(whole, entries=kept)


def said(**row: Any) -> Correction:
    return table.checked(row, "test")


def report(*corrections: Correction, mail: Mailbox | None = None, as_of: datetime = AS_OF) -> Report:
    return pipeline.analyze(mail or mailbox(), as_of, Settings(corrections=corrections))


def names(found: Report) -> dict[str, str]:
    """Application id to employer's name."""
    employers = {one.id: one.name for one in found.employers}
    return {one.id: employers[one.employer_id] for one in found.applications}


def home(found: Report, name: str) -> str:
    return next(one for one, employer in names(found).items() if employer == name)


def status(found: Report, which: int = 0) -> tuple[str, str | None]:
    result = found.corrections[which]
    return str(result.status), result.reason


# ------------------------------------------------------------------------------ what each does


def test_without_corrections_nothing_is_said_of_them() -> None:
    assert report().corrections == ()


def test_what_is_no_request_is_no_wait_no_lapse_and_in_no_figure() -> None:
    plain = report()
    lapse = next(one for one in plain.lapses if one.kind == "open_ask" and one.headline)
    (wait_id,) = lapse.wait_ids
    found = report(said(says="not-a-request", wait=wait_id))
    assert wait_id not in {one.id for one in found.waits}
    assert lapse.id not in {one.id for one in found.lapses}
    assert found.statistics.overall.n == plain.statistics.overall.n - 1
    assert found.score.overall != plain.score.overall
    assert status(found) == ("applied", None)
    assert found.corrections[0].wait_ids == (wait_id,)


@pytest.mark.parametrize("kind", [None, "references", "offer"])
def test_a_message_is_named_by_its_own_id_too(kind: str | None) -> None:
    wait = next(one for one in report().waits if one.kind == "references" and one.status == "open")
    row = {"says": "not-a-request", "message": wait.opened_by} | ({"kind": kind} if kind else {})
    found = report(said(**row))
    gone = wait.id not in {one.id for one in found.waits}
    assert gone == (kind != "offer")
    assert status(found) == (("applied", None) if gone else ("not_needed", "asks_nothing"))


def test_an_answer_elsewhere_closes_the_wait_at_its_time() -> None:
    wait = next(one for one in report().waits if one.kind == "references" and one.status == "open")
    found = report(said(says="answered", wait=wait.id, at=datetime(2026, 11, 20, 14, 30), how="phone"))
    closed = next(one for one in found.waits if one.id == wait.id)
    assert (closed.status, closed.closed_how, closed.closed_by) == ("answered", "manual", None)
    assert closed.closed_at == datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    assert status(found) == ("applied", None)
    early = report(said(says="answered", wait=wait.id, at=wait.opened_at - timedelta(hours=1)))
    assert status(early) == ("not_needed", "before_request")
    late = report(said(says="answered", wait=wait.id, at=AS_OF + timedelta(hours=1)))
    assert status(late) == ("not_needed", "not_yet")


def test_an_answer_that_mail_shows_earlier_is_not_needed() -> None:
    wait = next(one for one in report().waits if one.closed_how == "reply" and one.waiting_on is Party.YOU)
    assert wait.closed_at is not None
    found = report(said(says="answered", wait=wait.id, at=wait.closed_at + timedelta(hours=1)))
    assert status(found) == ("not_needed", "closed_by_mail")


def test_a_settled_lapse_is_gone_and_a_snoozed_one_comes_back() -> None:
    lapse = report().lapses[0]
    settled = report(said(says="not-a-lapse", lapse=lapse.id))
    assert lapse.id not in {one.id for one in settled.lapses}
    assert status(settled) == ("applied", None)
    assert settled.corrections[0].wait_ids == lapse.wait_ids
    for until, shown, reason in ((date(2026, 11, 24), False, None), (date(2026, 11, 23), True, "over")):
        found = report(said(says="snooze", lapse=lapse.id, until=until))
        assert (lapse.id in {one.id for one in found.lapses}) == shown
        assert found.corrections[0].reason == reason


def test_a_later_snooze_of_one_lapse_counts() -> None:
    lapse = report().lapses[0]
    rows = [
        said(says="snooze", lapse=lapse.id, until=date(2027, 1, 1)),
        said(says="snooze", lapse=lapse.id, until=AS_OF.date()),
    ]
    assert lapse.id in {one.id for one in report(*rows).lapses}


def test_a_sender_is_who_the_owner_says() -> None:
    found = report(said(says="sender", sender="greta@lumenandsons.example", employer="Lumen Group"))
    assert "Lumen Group" in names(found).values()
    assert not {"Lumen & Sons"} & set(names(found).values())
    lumen = next(one for one in found.applications if one.id == home(found, "Lumen Group"))
    before = next(one for one in report().applications if one.id == lumen.id)
    assert lumen.message_ids == before.message_ids  # the owner's answers went along
    result = found.corrections[0]
    assert (str(result.status), result.application_ids) == ("applied", (lumen.id,))
    assert result.messages > 0


def test_two_senders_of_one_employer_are_one_employer() -> None:
    found = report(said(says="sender", sender="midori.example", employer="Tessellate"))
    employers = {one.id: one for one in found.employers}
    tessellate = next(one for one in employers.values() if one.name == "Tessellate")
    assert {"midori.example", "tessellate.example"} <= set(tessellate.domains)
    assert "Midori" not in {one.name for one in employers.values()}


def test_a_domain_takes_its_platforms_mail_along() -> None:
    found = report(said(says="sender", sender="haldenrobotics.example", employer="Halden Group"))
    before = next(one for one in report().applications if one.id == home(report(), "Halden Robotics"))
    after = next(one for one in found.applications if one.id == home(found, "Halden Group"))
    assert after.message_ids == before.message_ids
    assert "Halden Robotics" not in names(found).values()


def test_who_does_not_hire_has_no_application() -> None:
    found = report(said(says="sender", sender="midori.example", hiring=False))
    assert "Midori" not in names(found).values()
    assert len(found.applications) == len(report().applications) - 1
    assert status(found) == ("applied", None)


def test_an_agency_is_one() -> None:
    found = report(said(says="sender", sender="midori.example", agency=True, employer="Midori Search"))
    assert next(one.kind for one in found.employers if one.name == "Midori Search") == "agency"


def test_domains_match_on_label_boundaries_and_an_address_goes_before_its_domain() -> None:
    far = report(said(says="sender", sender="idori.example", hiring=False))
    assert status(far) == ("not_found", None)
    both = report(
        said(says="sender", sender="midori.example", hiring=False),
        said(says="sender", sender="k.morita@midori.example", employer="Midori"),
    )
    assert "Midori" in names(both).values()


def test_two_applications_are_one() -> None:
    plain = report()
    one, other = home(plain, "Tessellate"), home(plain, "Midori")
    found = report(said(says="same", applications=[one, other]))
    assert len(found.applications) == len(plain.applications) - 1
    assert status(found) == ("applied", None)
    (joined,) = found.corrections[0].application_ids
    whole = next(each for each in found.applications if each.id == joined)
    parts = [each.message_ids for each in plain.applications if each.id in (one, other)]
    assert set(whole.message_ids) == {mid for part in parts for mid in part}
    mine = {
        each.id for each in plain.waits if each.waiting_on is Party.YOU and each.kind is not WaitKind.MESSAGE
    }
    assert mine <= {each.id for each in found.waits}


def test_three_applications_are_one_in_any_order() -> None:
    plain = report()
    a, b, c = (home(plain, name) for name in ("Tessellate", "Midori", "Ferrous Labs"))
    pairs = [said(says="same", applications=pair) for pair in ([a, b], [c, b])]
    sizes = {
        tuple(sorted(len(one.message_ids) for one in report(*order).applications))
        for order in (pairs, pairs[::-1])
    }
    assert len(sizes) == 1
    assert len(report(*pairs).applications) == len(plain.applications) - 2


def test_an_end_that_no_mail_shows() -> None:
    plain = report()
    wait = next(one for one in plain.waits if one.kind == "references" and one.status == "open")
    end = said(says="outcome", application=wait.application_id, outcome="rejected", on=date(2026, 11, 22))
    found = report(end)
    closed = next(one for one in found.applications if one.id == wait.application_id)
    assert (closed.outcome, closed.status, closed.turn) == ("rejected", "closed", "nobody")
    void = next(one for one in found.waits if one.id == wait.id)
    assert (void.status, void.closed_at) == ("void", datetime(2026, 11, 22, 23, 59, 59, 999999, UTC))
    assert wait.application_id not in {one.application_id for one in found.lapses}
    assert status(found) == ("applied", None)
    today = report(replace(end, on=AS_OF.date()))
    assert status(today) == ("applied", None)
    tomorrow = report(replace(end, on=AS_OF.date() + timedelta(days=1)))
    assert status(tomorrow) == ("not_needed", "not_yet")


def test_mail_that_goes_on_after_the_end_takes_the_process_up_again() -> None:
    wait = next(one for one in report().waits if one.kind == "schedule" and one.status == "open")
    before = wait.opened_at.date() - timedelta(days=1)
    found = report(said(says="outcome", application=wait.application_id, outcome="rejected", on=before))
    assert status(found) == ("not_needed", "went_on")
    assert next(one.status for one in found.waits if one.id == wait.id) == "open"


def test_what_is_about_nothing_is_said_and_changes_nothing() -> None:
    strange = [
        said(says="not-a-request", wait="wffffffff"),
        said(says="not-a-request", message="nobody@nowhere"),
        said(says="answered", wait="wffffffff", at=AS_OF),
        said(says="not-a-lapse", lapse="lffffffff"),
        said(says="snooze", lapse="lffffffff", until=date(2027, 1, 1)),
        said(says="same", applications=["affffffff", "aeeeeeeee"]),
        said(says="outcome", application="affffffff", outcome="rejected", on=AS_OF.date()),
        said(says="sender", sender="nowhere.example", employer="Nobody"),
    ]
    found, plain = report(*strange), report()
    assert {str(one.status) for one in found.corrections} == {"not_found"}
    assert (found.waits, found.lapses, found.applications) == (plain.waits, plain.lapses, plain.applications)


def test_of_two_words_about_one_sender_the_later_counts() -> None:
    first = said(says="sender", sender="midori.example", employer="Green")
    second = said(says="sender", sender="midori.example", employer="Blue")
    found = report(first, second)
    assert "Blue" in names(found).values()
    assert [status(found, which) for which in (0, 1)] == [("not_needed", "overruled"), ("applied", None)]


# ------------------------------------------------------------------------------ next week


SAMPLE_NAMES = ("weekly_audit.mbox", "juggler.mbox", "traveller.mbox", "relaxes_after_praise")


def requests_left(found: Report, opened: Iterable[tuple[str, WaitKind]]) -> set[tuple[str, WaitKind]]:
    mine = {(one.opened_by, one.kind) for one in found.waits if one.waiting_on is Party.YOU}
    return mine & set(opened)


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_later_mail_and_older_mail_leave_every_correction_in_force(name: str) -> None:
    """Said over a few weeks' mail; honoured over more weeks, and when what came before is found too."""
    whole = mailbox(name)
    then = AS_OF - 3 * WEEK
    window = part(whole, then - 8 * WEEK, then)
    first = report(mail=window, as_of=then)
    waits = [one for one in first.waits if one.waiting_on is Party.YOU]
    none, marked = waits[::3], waits[1::3]
    lapses = {
        one.id: one for one in first.lapses if not {*one.wait_ids} & {each.id for each in none + marked}
    }
    ends = [one for one in first.applications if one.outcome is None][:1]
    rows = [said(says="not-a-request", wait=one.id) for one in none]
    rows += [said(says="answered", wait=one.id, at=one.opened_at + timedelta(minutes=1)) for one in marked]
    rows += [said(says="not-a-lapse", lapse=one, said_at=then) for one in lapses]
    rows += [said(says="outcome", application=one.id, outcome="accepted", on=then.date()) for one in ends]
    assert none and marked and ends
    for mail, as_of in (
        (window, then),
        (part(whole, then - 8 * WEEK), then + WEEK),
        (whole, then + WEEK),
        (whole, AS_OF),
    ):
        seen = replace(mail, entries=part(mail, end=as_of).entries)
        found = report(*rows, mail=seen, as_of=as_of)
        lost = [one.correction for one in found.corrections if one.status is CorrectionStatus.NOT_FOUND]
        assert lost == []
        assert requests_left(found, [(one.opened_by, one.kind) for one in none]) == set()
        closed = {one.id: one.closed_how for one in found.waits}
        assert {closed[one.id] for one in marked if one.id in closed} <= {"manual"}
        assert {one.id for one in found.lapses}.isdisjoint(lapses)
        settled = {one.wait_ids for one in lapses.values() if len(one.wait_ids) == 1}
        assert {one.wait_ids for one in found.lapses}.isdisjoint(settled)
        for one in ends:
            ended = next(each for each in found.applications if one.message_ids[0] in each.message_ids)
            assert ended.outcome == "accepted"


def test_ids_leave_out_what_may_change() -> None:
    whole = mailbox()
    late = part(whole, AS_OF - 5 * WEEK)
    some, every = report(mail=late), report()
    mine = {one.id for one in some.waits if one.status == "open" and one.waiting_on is Party.YOU}
    assert mine
    assert mine <= {one.id for one in every.waits}
    renamed = report(said(says="sender", sender="haldenrobotics.example", employer="Halden"))
    assert {one.id for one in renamed.waits} == {one.id for one in every.waits}
    assert {one.id for one in renamed.lapses} == {one.id for one in every.lapses}
    assert all(ids.application_id(one.message_ids[0]) == one.id for one in every.applications)


def test_what_is_asked_after_a_lapse_was_settled_is_a_lapse_of_its_own() -> None:
    from inbox_momentum import lapses
    from inbox_momentum.model import Employer
    from tests.unit.ledger_factories import at, tell

    employers = [Employer("e-acme", "Acme", ("acme.example",), "employer")]
    story = tell("Mon 09:00 them: asks schedule\nThu 09:00 them: new thread; asks documents")
    first = lapses.judge(story.ledger("Wed 12:00"), employers, story.readings, at("Wed 12:00"), Settings())[0]
    (lapse,) = first
    row = said(says="not-a-lapse", lapse=lapse.id, said_at=at("Wed 13:00"))
    settings = Settings(corrections=(row,), not_a_lapse=frozenset({lapse.id}))
    later = at("Fri+2 12:00")
    found = lapses.judge(story.ledger("Fri+2 12:00", settings), employers, story.readings, later, settings)[0]
    asked = {one.id: one.kind for one in story.ledger("Fri+2 12:00").waits}
    assert {asked[wait] for one in found for wait in one.wait_ids} == {"documents"}
