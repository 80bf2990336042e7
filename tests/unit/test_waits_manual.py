"""The owner's own marks: "answered by phone"."""

from __future__ import annotations

import pytest

from inbox_momentum.model import Settings, Wait
from tests.unit.ledger_factories import Story, at, tell


def marked(story: Story, moment: str, as_of: str, which: int = 0) -> list[Wait]:
    """The owner's waits when the one that was open first is marked as answered."""
    wait = [one for one in story.ledger(as_of).waits if one.waiting_on == "you"][which]
    settings = Settings(answered={wait.id: at(moment)})
    found = [one for one in story.ledger(as_of, settings).waits if one.waiting_on == "you"]
    assert wait.id in {one.id for one in found}
    return found


def test_a_mark_answers() -> None:
    (wait,) = marked(tell("Mon 09:00 them: asks schedule"), "Mon 11:00", "Fri 09:00")
    assert (wait.status, wait.closed_how, wait.closed_by, wait.closed_at) == (
        "answered",
        "manual",
        None,
        at("Mon 11:00"),
    )
    assert (wait.elapsed_s, wait.precision, wait.rating) == (7200.0, "exact", "green")
    assert any("your own mark" in reason for reason in wait.reasons)


@pytest.mark.parametrize(
    ("story", "moment", "how"),
    [
        ("Mon 09:00 them: asks schedule\nTue 09:00 you: answers schedule", "Mon 11:00", "manual"),
        ("Mon 09:00 them: asks schedule\nTue 09:00 you: answers schedule", "Wed 11:00", "reply"),
        ("Mon 09:00 them: asks schedule\nTue 09:00 them: voids schedule", "Mon 11:00", "manual"),
        ("Mon 09:00 them: asks schedule\nTue 09:00 them: rejects", "Mon 11:00", "manual"),
        ("Mon 09:00 them: perhaps asks schedule", "Mon 11:00", "manual"),
        ("Mon 09:00 board: asks question", "Mon 11:00", "manual"),
        ("Mon 09:00 them: asks schedule", "Sun 11:00", None),
        ("Mon 09:00 them: asks schedule", "Sun+1 11:00", None),
    ],
    ids=["earlier", "later", "void", "rejection", "review", "relay", "after as_of", "much later"],
)
def test_the_earliest_closing_counts(story: str, moment: str, how: str | None) -> None:
    (wait,) = marked(tell(story), moment, "Fri 09:00")
    assert wait.closed_how == how


def test_a_mark_from_before_the_request_is_refused_with_its_reason() -> None:
    (wait,) = marked(tell("Tue 09:00 them: asks schedule"), "Mon 11:00", "Fri 09:00")
    assert wait.status == "open"
    assert any("before the request" in reason for reason in wait.reasons)


def test_what_is_asked_after_the_mark_is_a_new_wait() -> None:
    story = tell("Mon 09:00 them: asks schedule\nThu 09:00 them: asks schedule")
    first, second = marked(story, "Mon 11:00", "Fri 09:00")
    assert (first.status, first.nudges, second.status, second.opened_by) == ("answered", (), "open", "m2")


def test_a_mark_keeps_a_promise_and_passes_the_ball() -> None:
    story = tell("Mon 09:00 them: asks question\nMon 10:00 you: promises Tue 23:59")
    (wait,) = [one for one in story.ledger("Fri 09:00").waits if one.waiting_on == "you"]
    ledger = story.ledger("Fri 09:00", Settings(answered={wait.id: at("Tue 12:00")}))
    assert ledger.promises[0].kept_at == at("Tue 12:00")
    assert ledger.applications[0].turn == "employer"


def test_a_mark_settles_what_a_clear_request_has_overtaken() -> None:
    """The first mail may have asked; the second surely does: the mark is for the first alone."""
    story = tell("Mon 09:00 them: perhaps asks schedule\nWed 09:00 them: asks schedule")
    first, second = marked(story, "Thu 11:00", "Fri 09:00")
    assert (first.status, first.closed_how, first.opened_by) == ("answered", "manual", "m1")
    assert (second.status, second.opened_by) == ("open", "m2")
