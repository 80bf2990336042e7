"""People with one habit each, told so that a rule of domain.md §4 holds by a little, or just does not.

Nothing here says what ought to be flagged: that is for ``oracle`` to work out from the facts.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.simulation.facts import TrueWait
from tests.simulation.oracle import WD, Calendar, day_end
from tests.simulation.script import Script, morning
from tests.simulation.story import BANKS, bank_of
from tests.simulation.world import EMPLOYERS, ZONE, World

NEAR = (0.6, 0.9, 0.97, 1.03, 1.1, 1.6)
"""Where a length lies against a limit."""


@dataclass(slots=True)
class Teller:
    """A mailbox in the making, and moments counted from its end."""

    world: World
    as_of: datetime
    calendar: Calendar = field(default_factory=Calendar)
    names: list[str] = field(default_factory=list)

    @property
    def rng(self) -> random.Random:
        """Its chance."""
        return self.world.rng

    def employer(self) -> Script:
        """Another employer."""
        return Script(self.world, self.world.company(self.names.pop()))

    def ago(self, wd: float) -> datetime:
        """So many working days before the end."""
        low, high = self.as_of - timedelta(days=200), self.as_of
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) / 2
            low, high = (
                (middle, high) if self.calendar.worked(middle, self.as_of) > wd * WD else (low, middle)
            )
        return low.replace(microsecond=0)

    def after(self, at: datetime, wd: float) -> datetime:
        """So many working days later."""
        return self.calendar.after(at, wd * WD).replace(microsecond=0)

    def near(self, limit: float) -> float:
        """A length near a limit."""
        return limit * self.rng.choice(NEAR)

    def quick(self) -> float:
        """Working days that a prompt person takes."""
        return min(0.12 * self.rng.lognormvariate(0, 0.6), 0.6)

    def round(self, script: Script, at: datetime, what: str, wd: float) -> tuple[TrueWait, datetime]:
        """One request and its answer after so many working days; the moment of the answer."""
        wait = script.ask(at, what)
        done = self.after(at, wd)
        script.answer(wait, done)
        return wait, done

    def steady(self, start_wd: float, rounds: int) -> Script:
        """A process with somebody who answers promptly, begun so many working days ago."""
        script = self.employer()
        at = self.ago(start_wd)
        script.apply(at)
        step = (start_wd - 2) / (rounds + 1)
        for what in ("screen", "question", "tech", "documents", "onsite")[:rounds]:
            at = self.after(at, step * self.rng.uniform(0.7, 1))
            _, at = self.round(script, at, what, self.quick())
        return script


def steady(tell: Teller) -> None:
    """Nothing to find but, at times, a follow-up."""
    for _ in range(4):
        tell.steady(tell.rng.uniform(15, 40), tell.rng.randint(2, 5))


def slow_times(tell: Teller) -> None:
    """Requests for times near their limit, answered and open."""
    for _ in range(3):
        script = tell.employer()
        script.apply(tell.ago(tell.rng.uniform(20, 30)))
        tell.round(script, tell.ago(tell.rng.uniform(10, 15)), "screen", tell.near(2))
        if tell.rng.random() < 0.5:
            script.ask(tell.ago(tell.near(2)), "onsite")
    tell.steady(20, 3)


def open_asks(tell: Teller) -> None:
    """Every kind of request, open near its limits."""
    limits = {"question": 1, "documents": 2, "references": 2, "go_on": 1, "screen": 1}
    for what, green in tell.rng.sample(sorted(limits.items()), 4):
        script = tell.employer()
        script.apply(tell.ago(tell.rng.uniform(14, 20)))
        if what == "references":
            tell.round(script, tell.ago(12), "onsite", tell.quick())
        script.ask(tell.ago(tell.near(green * tell.rng.choice((1, 2)))), what)


def late_tests(tell: Teller) -> None:
    """Tests handed in or open about their deadline, or a week after they came when none was named."""
    for _ in range(2):
        script = tell.employer()
        script.apply(tell.ago(25))
        at = tell.ago(tell.rng.uniform(14, 18))
        wait = script.ask(at, "code_test", at + timedelta(days=tell.rng.randint(4, 8)))
        assert wait.deadline is not None
        script.hold(wait, tell.after(at, 0.3))
        script.answer(wait, wait.opened_at + (wait.deadline - wait.opened_at) * min(tell.near(1), 1.3))
    script = tell.employer()
    script.apply(tell.ago(25))
    at = tell.as_of - timedelta(days=tell.near(7))
    wait = script.ask(at, "test_open")
    script.hold(wait, tell.after(at, 0.2))
    script = tell.employer()
    script.apply(tell.ago(25))
    wait = script.ask(
        tell.ago(tell.rng.uniform(3, 6)), "code_test", tell.as_of + _days(tell, (-1, 0, 1, 2, 4))
    )
    script.hold(wait, tell.after(wait.opened_at, 0.4))


def _days(tell: Teller, choices: tuple[int, ...]) -> timedelta:
    return timedelta(days=tell.rng.choice(choices))


def eases_off(tell: Teller) -> None:
    """Slower to an employer since its praise, threefold or more, or not at all."""
    for _ in range(3):
        tell.steady(tell.rng.uniform(35, 45), 5)
    script = tell.employer()
    at = tell.ago(34)
    script.apply(at)
    for what in ("screen", "question"):
        _, at = tell.round(script, tell.after(at, 1.5), what, tell.quick())
    factor = tell.rng.choice((1, 1.5, 6, 10))
    at = tell.after(at, 1)
    if tell.rng.random() < 0.5:
        script.good_news(at)
        at = tell.after(at, 0.5)
        first = script.ask(at, "question")
    else:
        first = script.ask(at, "tech", praise=True)
    done = tell.after(at, tell.quick() * factor)
    script.answer(first, done)
    for what in ("question", "onsite", "question"):
        _, done = tell.round(script, tell.after(done, 1.5), what, tell.quick() * factor)


def slower_by_stage(tell: Teller) -> None:
    """Slower from stage to stage, eightfold by the last one, or not at all."""
    growth = tell.rng.choice((1, 1, 4, 8))
    for start in (50, 42, 36, 30):
        script = tell.employer()
        at = tell.ago(start)
        script.apply(at)
        for place, what in enumerate(("screen", "question", "tech", "question", "onsite", "question")):
            wait = script.ask(tell.after(at, 1), what)
            at = tell.after(wait.opened_at, tell.quick() * growth ** (place // 2 / 2))
            script.answer(wait, at)


def neglects_one(tell: Teller) -> None:
    """One employer waits while two, three or four later requests of others are answered."""
    script = tell.employer()
    script.apply(tell.ago(20))
    waiting = script.ask(tell.ago(tell.near(2)), tell.rng.choice(("question", "screen")))
    count = tell.rng.choice((2, 3, 4))
    others = []
    for _ in range(count):
        other = tell.employer()
        other.apply(tell.ago(tell.rng.uniform(12, 20)))
        others.append(other)
    span = tell.calendar.worked(waiting.opened_at, tell.as_of) / WD
    for other in others:
        tell.round(other, tell.ago(span * tell.rng.uniform(0.5, 0.95)), "question", 0.05)


def breaks_promises(tell: Teller) -> None:
    """Named days that are kept, missed, or kept just within the four hours of grace."""
    for _ in range(3):
        script = tell.employer()
        script.apply(tell.ago(20))
        wait = script.ask(
            tell.ago(tell.rng.uniform(6, 9)), tell.rng.choice(("documents", "question", "test_open"))
        )
        made = tell.after(wait.opened_at, 0.3)
        day = made + timedelta(days=tell.rng.randint(1, 4))
        script.promise(wait, made, day)
        limit = tell.calendar.after(day_end(day.astimezone(ZONE).date()), 4 * 3600)
        how = tell.rng.choice(("never", "early", "grace", "late"))
        if how == "early":
            script.answer(wait, day - timedelta(hours=2))
        elif how == "grace":
            script.answer(wait, limit - timedelta(minutes=20))
        elif how == "late":
            script.answer(wait, limit + timedelta(minutes=20))


def last_minute(tell: Teller) -> None:
    """Tests handed in within, or just before, the last twentieth of their window."""
    for start in (40, 32, 24, 16):
        script = tell.employer()
        script.apply(tell.ago(start + 4))
        at = tell.ago(start)
        wait = script.ask(at, "code_test", at + timedelta(days=tell.rng.randint(5, 8)))
        assert wait.deadline is not None
        share = tell.rng.choice((0.5, 0.9, 0.94, 0.96, 0.99))
        script.hold(wait, tell.after(at, 0.3))
        script.answer(
            wait, (wait.opened_at + (wait.deadline - wait.opened_at) * share).replace(microsecond=0)
        )


def puts_off(tell: Teller) -> None:
    """Two, three or four holding replies, the request past its limit or not."""
    for what, amber in (("question", 2), ("documents", 4)):
        script = tell.employer()
        script.apply(tell.ago(20))
        wait = script.ask(tell.ago(tell.near(amber)), what)
        count = tell.rng.choice((2, 3, 4))
        age = tell.calendar.worked(wait.opened_at, tell.as_of) / WD
        for place in range(count):
            script.hold(wait, tell.after(wait.opened_at, age * (place + 0.6) / (count + 0.2)))
    tell.steady(20, 3)


def moves_dates(tell: Teller) -> None:
    """An interview moved once, twice or three times."""
    for _ in range(2):
        script = tell.employer()
        script.apply(tell.ago(20))
        wait = script.ask(tell.ago(14), "screen")
        at = tell.after(wait.opened_at, tell.quick())
        starts = morning(tell.after(at, 3), 11)
        script.agree(wait, at, starts)
        at = tell.after(at, 0.2)
        meeting = script.invite(at, starts)
        for _ in range(tell.rng.choice((1, 2, 3))):
            asked = tell.after(at, 0.6)
            starts = morning(tell.after(asked, 3), 14)
            script.move(asked, meeting, starts)
            at = tell.after(asked, 0.2)
            meeting = script.invite(at, starts, moved=True)
        script.thank(meeting.ends_at + timedelta(hours=3))


def drops_after_nudge(tell: Teller) -> None:
    """A reminder near its limit, unanswered, put off or answered."""
    for _ in range(3):
        script = tell.employer()
        script.apply(tell.ago(25))
        nudged = tell.near(1)
        wait = script.ask(
            tell.ago(nudged + tell.rng.uniform(1.5, 4)), tell.rng.choice(("question", "screen", "documents"))
        )
        script.nudge(wait, tell.ago(nudged))
        how = tell.rng.random()
        if how < 0.2:
            script.hold(wait, tell.ago(nudged * 0.3))
        elif how < 0.4:
            script.answer(wait, tell.ago(nudged * 0.2))


def hangs_on_an_offer(tell: Teller) -> None:
    """An offer unacknowledged near two working days, or near its last day."""
    script = tell.employer()
    script.apply(tell.ago(30))
    tell.round(script, tell.ago(22), "onsite", tell.quick())
    if tell.rng.random() < 0.5:
        script.ask(tell.ago(tell.near(2)), "offer", tell.as_of + timedelta(days=12))
    else:
        wait = script.ask(tell.ago(5), "offer", tell.as_of + _days(tell, (-1, 0, 1, 2)))
        script.hold(wait, tell.after(wait.opened_at, tell.rng.uniform(0.2, 0.9)))
    tell.steady(25, 3)


def few_data(tell: Teller) -> None:
    """One or two requests in all, answered well: far too early to tell anything."""
    script = tell.employer()
    at = tell.ago(tell.rng.uniform(3, 4.5))
    script.apply(at)
    _, at = tell.round(script, tell.after(at, 1), "screen", tell.rng.uniform(0.1, 0.9))
    if tell.rng.random() < 0.5:
        script.ask(tell.ago(tell.rng.uniform(0.1, 0.9)), "question")


def on_leave(tell: Teller) -> None:
    """Away now, or back from leave on which the clock stood still."""
    today = tell.as_of.astimezone(ZONE).date()
    tell.calendar.away = (
        tell.rng.choice(((today - timedelta(days=8), today - timedelta(days=2)), (today, today))),
    )
    for _ in range(3):
        script = tell.employer()
        script.apply(tell.ago(14))
        script.ask(tell.ago(tell.near(tell.rng.choice((1, 2)))), tell.rng.choice(("question", "screen")))


def on_hold(tell: Teller) -> None:
    """The employer puts the process on hold while something is open, and takes it up again or not."""
    for _ in range(2):
        script = tell.employer()
        script.apply(tell.ago(25))
        script.ask(tell.ago(12), tell.rng.choice(("question", "screen")))
        script.pause(tell.ago(11.5))
        if tell.rng.random() < 0.5:
            script.resume(tell.ago(tell.near(2)))
    tell.steady(20, 3)


def part_of_sent(tell: Teller) -> None:
    """The sent mail begins in the midst of the search: what came before cannot be judged."""
    for start in (52, 48, 44):
        script = tell.employer()
        script.apply(tell.ago(start + 4))
        tell.round(script, tell.ago(start), "screen", tell.quick())
        tell.round(script, tell.ago(start - 6), "question", tell.quick())
    for start in (14, 10):
        script = tell.employer()
        script.apply(tell.ago(start + 3))
        tell.round(script, tell.ago(start), "screen", tell.quick())
        if tell.rng.random() < 0.5:
            script.ask(tell.ago(tell.near(2)), "question")
    tell.world.facts.sent_from = tell.ago(20)


def on_platforms(tell: Teller) -> None:
    """Answers that live on a web page or a job board: silence in the mailbox proves nothing."""
    senders = (
        '"{who} (LinkedIn)" <inmail-hit-reply@linkedin.com>',
        "{employer} via GoodTime <no-reply@goodtime.io>",
    )
    for sender in senders:
        script = tell.employer()
        company = script.company
        if "GoodTime" in sender:
            script.apply(tell.ago(30))
        mail = tell.world.inbound(
            tell.ago(6),
            company,
            tell.world.say("SCHEDULE", company),
            f"{company.role} at {company.name}",
            sender=sender.format(who=company.recruiter, employer=company.name),
        )
        opened = tell.ago(6)
        tell.world.waits.append(
            TrueWait(company.name, "schedule", str(mail["Message-ID"]).strip("<>"), opened, "unknown")
        )
        tell.world.facts.turn(company.name, opened, False, "passes")
    tell.steady(20, 3)


def waits_for_news(tell: Teller) -> None:
    """The ball with the employer near five working days, near its own day, or after a follow-up."""
    for how in tell.rng.sample(("plain", "plain", "day", "asked", "noted"), 4):
        script = tell.employer()
        script.apply(tell.ago(25))
        silent = tell.near(5)
        if how == "day":
            _, at = tell.round(script, tell.ago(12), "screen", tell.quick())
            named = tell.ago(tell.near(2.5))
            script.names_day(tell.after(at, 0.3), named)
        elif how == "asked":
            _, at = tell.round(script, tell.ago(silent + 8), "screen", tell.quick())
            script.follow_up(tell.ago(silent))
        else:
            wait = script.ask(tell.ago(silent + 0.5), "screen")
            script.answer(wait, tell.ago(silent))
            if how == "noted":
                script.noted(tell.ago(silent * 0.9))


def forgets_thanks(tell: Teller) -> None:
    """Interviews that are over for a day, thanked for or not."""
    for back in (2, 5, 8):
        script = tell.employer()
        script.apply(tell.ago(25))
        wait = script.ask(tell.ago(14), "screen")
        starts = morning(tell.as_of - timedelta(days=back), 15)
        if starts.astimezone(ZONE).weekday() > 4:
            starts -= timedelta(days=2)
        at = tell.after(wait.opened_at, tell.quick())
        script.agree(wait, at, starts)
        meeting = script.invite(tell.after(at, 0.2), starts)
        hours = tell.rng.choice((0, 3, 23, 25))
        if hours:
            script.thank(meeting.ends_at + timedelta(hours=hours))


def whose_employers_change_their_minds(tell: Teller) -> None:
    """More time for a test, a request taken back, two requests in one mail of which one is answered."""
    script = tell.employer()
    script.apply(tell.ago(25))
    at = tell.ago(tell.rng.uniform(7, 9))
    wait = script.ask(at, "code_test", at + timedelta(days=6))
    script.hold(wait, tell.after(at, 0.3))
    script.extend(wait, tell.after(at, 1.5), tell.as_of + _days(tell, (-1, 1, 4, 6)))
    script = tell.employer()
    script.apply(tell.ago(20))
    question = script.ask(tell.ago(tell.rng.uniform(4, 6)), "question")
    script.never_mind(question, tell.ago(tell.rng.uniform(0.5, 2)))
    script = tell.employer()
    script.apply(tell.ago(20))
    first, second = script.ask_both(tell.ago(tell.near(4)))
    done = tell.after(first.opened_at, tell.quick())
    script.answer(first, done)
    second.held.append(done)


def everything(tell: Teller) -> None:
    """Several of the habits in one mailbox."""
    for persona in tell.rng.sample(
        (slow_times, breaks_promises, drops_after_nudge, puts_off, waits_for_news), 3
    ):
        persona(tell)


PERSONAS: tuple[Callable[[Teller], None], ...] = (
    steady,
    slow_times,
    open_asks,
    late_tests,
    eases_off,
    slower_by_stage,
    neglects_one,
    breaks_promises,
    last_minute,
    puts_off,
    moves_dates,
    drops_after_nudge,
    hangs_on_an_offer,
    few_data,
    on_leave,
    on_hold,
    part_of_sent,
    on_platforms,
    waits_for_news,
    forgets_thanks,
    whose_employers_change_their_minds,
    everything,
)


def told(persona: Callable[[Teller], None], seed: int, as_of: datetime) -> Teller:
    """The mailbox of one of them, up to ``as_of``, with its facts."""
    rng = random.Random(f"{persona.__name__} {seed}")
    names = list(EMPLOYERS)
    rng.shuffle(names)
    tell = Teller(World(rng, as_of, BANKS[bank_of(seed)]), as_of, names=names)
    persona(tell)
    world, begins = tell.world, tell.world.facts.sent_from
    world.messages = sorted(
        (
            (at, mine, mail)
            for at, mine, mail in world.messages
            if at <= as_of and not (mine and begins is not None and at < begins)
        ),
        key=lambda one: one[0],
    )
    for employer in list(world.outcomes):
        ends = [one.closed_at for one in world.waits if one.employer == employer and one.kind == "offer"]
        if ends and ends[0] is not None and ends[0] > as_of:
            del world.outcomes[employer]
    return tell


def away_of(tell: Teller) -> tuple[tuple[date, date], ...]:
    """The days away as the settings of the program want them."""
    return tell.calendar.away
