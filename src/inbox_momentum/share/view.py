"""One candidate's figures as a page and as plain text, both from the same view.

The rows stand in one fixed order, with no colour and no mark of good or bad: there is
nothing here to rank or compare by.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inbox_momentum import __version__
from inbox_momentum.report import html
from inbox_momentum.report.text import MailText, mail
from inbox_momentum.share import keys, spell, token, wording
from inbox_momentum.share.document import Permission, Share
from inbox_momentum.share.figures import KINDS, Completeness, Row
from inbox_momentum.share.terms import Scope, Terms
from inbox_momentum.share.verify import Outcome

_TICKS = ((1, "1 h"), (6, "6 h"), (24, "1 day"), (72, "3 days"), (168, "1 week"), (672, "4 weeks"))
_AXIS_END = 1344


@dataclass(frozen=True, slots=True)
class Track:
    """Where a row's marks stand on the time axis, in per cent of its width."""

    left: str
    width: str
    """Of the interval; ``0%`` when there is none."""
    median: str | None
    """``None`` when the median is not reached."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of figures."""

    label: str
    requests: str
    """'' when the row is hidden."""
    median: str
    interval: str
    track: Track | None
    """``None`` when there is nothing to draw."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    anchor: str
    title: str
    lead: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, or could not be."""

    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the terms."""

    label: str
    value: str | MailText
    code: bool = False
    """True for what people compare digit by digit."""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    made: str
    heading: str
    lead: str
    banner: str
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    """Empty before anything was checked (the candidate's own look)."""
    groups: tuple[Group, ...]
    ticks: tuple[tuple[str, str, str], ...]
    """(position, words, anchor) of the time axis."""
    hidden: str
    completeness: tuple[str, ...]
    limits: tuple[str, ...]
    footer: str


def shared(share: Share, outcome: Outcome | None, at: int) -> Page:
    """The page of a share; ``outcome`` ``None`` before it is signed."""
    words, figures = wording.load(), share.figures
    groups = [_kinds(figures.total, figures.kinds)]
    if figures.employers is not None:
        lines = tuple(line(f"Employer {one.letter}", one.row) for one in figures.employers)
        lead = "Letters dealt out at random for this share; smaller groups are left out."
        if not lines:
            lead = "No employer asked often enough to be shown."
        groups.append(Group("s-employers", "By employer", lead, lines))
    return Page(
        title="One candidate’s reply times, shared with consent",
        made=f"Viewed {spell.moment(at)}",
        heading="How long this candidate took to answer",
        lead=words.unaltered if outcome else "This is what the recruiter would see.",
        banner=words.banner,
        facts=(*terms_facts(share.terms), Fact("Period", spell.period(figures.period))),
        checks=checks(share.terms, outcome) if outcome else (),
        groups=tuple(groups),
        ticks=ticks(),
        hidden=words.hidden,
        completeness=spell.completeness(figures.completeness),
        limits=words.limits,
        footer=f"Made with inbox-momentum {share.version}. This page loads nothing and sends nothing.",
    )


def measured(
    consent: Permission, outcome: Outcome, sides: Mapping[Scope, Row], complete: Completeness, at: int
) -> Page:
    """A recruiter's own mail with one candidate; ``sides`` are those that the consent covers."""
    words = wording.load()
    groups = [
        _side(scope, sides[scope]) for scope in (Scope.CANDIDATE_SIDE, Scope.RECRUITER_SIDE) if scope in sides
    ]
    return Page(
        title="One candidate’s mail with you, measured with consent",
        made=f"Measured {spell.moment(at)}",
        heading="How long you and this candidate waited for each other",
        lead="Measured in your own mail, as far as the candidate’s consent goes, and no further.",
        banner=words.banner,
        facts=(*terms_facts(consent.terms), Fact("Period", f"the last {consent.weeks} weeks")),
        checks=checks(consent.terms, outcome),
        groups=tuple(groups),
        ticks=ticks(),
        hidden=words.hidden,
        completeness=spell.completeness(complete) if Scope.CANDIDATE_SIDE in sides else (),
        limits=words.own_limits,
        footer=f"Made with inbox-momentum {__version__}. This page loads nothing and sends nothing.",
    )


def _side(scope: Scope, row: Row) -> Group:
    if scope is Scope.CANDIDATE_SIDE:
        lead = "Elapsed time from a request of yours to its answer, all kinds together."
        return Group("s-candidate", "The candidate’s answers to you", lead, (line("Their answers", row),))
    lead = "Elapsed time from a message of the candidate to your answer."
    return Group("s-own", "Your answers to the candidate", lead, (line("Your answers", row),))


def agreed(consent: Permission) -> str:
    """A consent to measure in plain words, for the candidate who is about to sign it."""
    lines = [
        "You allow one recruiter to measure their own mail with you.",
        "",
        wording.load().banner,
        "",
        *(f"{fact.label}: {fact.value}" for fact in terms_facts(consent.terms)),
        f"Period: at most the last {consent.weeks} weeks",
        "Your address: not in the file; only a salted digest that fits nobody else's",
    ]
    return "\n".join(lines) + "\n"


def _kinds(total: Row, kinds: Sequence[Row]) -> Group:
    names = wording.load().kinds
    lines = [line(names[kind.value], row) for kind, row in zip(KINDS, kinds, strict=True)]
    lines.append(line("All kinds shown", total))
    lead = "Elapsed time from a request to its answer: the median, and its 95 % interval."
    return Group("s-kinds", "By kind of request", lead, tuple(lines))


def line(label: str, row: Row) -> Line:
    """One row, drawn and in words."""
    return Line(label, spell.requests(row), spell.median(row), spell.interval(row), _track(row))


def terms_facts(terms: Terms) -> tuple[Fact, ...]:
    """Who, for what, until when, and by which key."""
    return (
        Fact("Addressed to", mail(terms.audience)),
        Fact("Purpose", mail(terms.purpose)),
        Fact("May be seen", "; ".join(wording.load().scopes[one.value] for one in terms.scope)),
        Fact("Made", spell.moment(terms.issued_at)),
        Fact("Valid until", spell.moment(terms.expires_at)),
        Fact("Number", terms.number, code=True),
        Fact("Signed with key", keys.fingerprint(terms.issuer), code=True),
    )


def checks(terms: Terms, outcome: Outcome) -> tuple[Check, ...]:
    """What holds, and what nobody looked at."""
    revocation = outcome.revocation
    listed = spell.moment(revocation.listed_at) if revocation else ""
    found = [
        Check(True, f"Signature: holds ({token.ALGORITHM}); nothing was altered since it was signed."),
        Check(
            outcome.key_compared,
            "Key: it is the one you expect."
            if outcome.key_compared
            else "Key not compared: ask the candidate for its fingerprint another way, and use --expect-key.",
        ),
        Check(
            outcome.audience_checked,
            "Addressee: it is addressed to you."
            if outcome.audience_checked
            else "Addressee not checked: say who you are with --audience.",
        ),
        Check(True, f"Time: valid until {spell.moment(terms.expires_at)}."),
        Check(
            revocation is not None,
            f"Revocation: not revoked by the list of {listed}." if revocation else "Revocation not checked.",
        ),
    ]
    if outcome.seen_before:
        found.append(Check(True, f"Seen before: you first viewed it on {outcome.seen_before}."))
    return tuple(found)


def ticks() -> tuple[tuple[str, str, str], ...]:
    """The time axis."""
    ends = {_TICKS[0][0]: "start"}
    return tuple((_at(value), text, ends.get(value, "middle")) for value, text in _TICKS)


def _track(row: Row) -> Track | None:
    if row.n is None or (row.median_hours is None and row.low_hours is None):
        return None
    low = row.low_hours or row.high_hours or row.median_hours or 1
    high = row.high_hours or (_AXIS_END if row.low_hours is not None else low)
    left, right = _per_cent(low), _per_cent(high)
    median = None if row.median_hours is None else _at(row.median_hours)
    return Track(f"{left:.1f}%", f"{max(right - left, 0.0):.1f}%", median)


def _at(value: int) -> str:
    return f"{_per_cent(value):.1f}%"


def _per_cent(value: int) -> float:
    """On a logarithmic axis from one hour to eight weeks."""
    return 100 * min(max(math.log(value) / math.log(_AXIS_END), 0.0), 1.0)


def as_html(page: Page) -> str:
    """The page, made by the report's own engine and held to its gate."""
    return html.page("review.html.j2", page, "review.css")


def as_text(page: Page) -> str:
    """The page for a terminal. All text was cleaned of controls when it was accepted."""
    parts = [page.heading, "", page.lead, "", page.banner, ""]
    parts += [f"{fact.label}: {fact.value}" for fact in page.facts]
    if page.checks:
        parts += ["", *(f"[{'x' if check.done else ' '}] {check.text}" for check in page.checks)]
    for group in page.groups:
        parts += ["", f"{group.title}. {group.lead}"]
        parts += [_in_text(one, page.hidden) for one in group.lines]
    if page.completeness:
        parts += ["", "How complete this is:", *(f"- {one}" for one in page.completeness)]
    parts += ["", "What to keep in mind:", *(f"- {one}" for one in page.limits)]
    return "\n".join(parts) + "\n"


def _in_text(row: Line, hidden: str) -> str:
    if not row.requests:
        return f"- {row.label}: {hidden}"
    return f"- {row.label}: {row.requests}; median {row.median}; 95 % interval {row.interval}"
