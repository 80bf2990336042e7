"""Sections 9 and 10: what the report cannot see, what was read, and where it all came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from inbox_momentum.model import Clock, Party, Precision, Wait, WaitStatus
from inbox_momentum.report import said
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText, Said, mail

_MOST_DEFECTS = 12
_MOST_REVIEWS = 20


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the account of messages."""

    count: str
    label: str


@dataclass(frozen=True, slots=True)
class DefectLine:
    """One sort of defect."""

    text: Said
    example: MailText | None


@dataclass(frozen=True, slots=True)
class Review:
    """A request that could not be judged."""

    employer: MailText
    text: Said
    quote: MailText | None
    fixes: tuple[said.Fix, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Section 9."""

    items: tuple[Said, ...]
    found: Said
    sums: tuple[Sum, ...]
    period: str
    sent: str
    defects_title: Said | None
    defects: tuple[DefectLine, ...]
    review_title: Said | None
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Section 10."""

    rows: tuple[tuple[str, str], ...]


def limits(ctx: Context) -> Limits:
    """Coverage, unknowns, refused figures, assumptions."""
    coverage = ctx.report.coverage
    first, last = coverage.first_message_at, coverage.last_message_at
    say = ctx.words.text
    reviews = [
        w for w in ctx.report.waits if w.status is WaitStatus.NEEDS_REVIEW and w.waiting_on is Party.YOU
    ]
    return Limits(
        items=tuple(_items(ctx)),
        found=ctx.words.say("limits.sums", n=coverage.messages),
        sums=tuple(
            Sum(ctx.words.figure(getattr(coverage, key)), say(f"limits.{key}"))
            for key in ("kept", "duplicates", "outside_window", "rejected", "relevant")
        ),
        period=_period(ctx, first, last),
        sent=say("limits.sent_yes" if coverage.sent_found else "limits.sent_no"),
        defects_title=ctx.words.say("limits.defects", n=len(coverage.defects)) if coverage.defects else None,
        defects=tuple(_defects(ctx)),
        review_title=ctx.words.say("limits.review_title", n=len(reviews)) if reviews else None,
        reviews=tuple(_review(ctx, wait) for wait in reviews[-_MOST_REVIEWS:][::-1]),
    )


def _period(ctx: Context, first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return "–"
    return f"{ctx.pattern(first, 'day_year')} – {ctx.pattern(last, 'day_year')}"


def _items(ctx: Context) -> list[Said]:
    say = ctx.words.say
    report = ctx.report
    refused = report.coverage.latency_refused_because
    items = [say("limits.latency", reason=mail(refused).plain)] if refused else []
    items.append(say("limits.unseen"))
    items.append(_owner(ctx))
    items += _counted(ctx)
    if report.score.refused_because and not refused:
        items.append(say("limits.score", reason=ctx.told(report.score.refused_because)))
    items += [say("limits.defaults"), say("limits.small"), say("limits.medians"), say("limits.no_feelings")]
    return items


def _owner(ctx: Context) -> Said:
    owner = ctx.report.owner
    if not owner.addresses:
        return ctx.words.say("limits.nobody")
    if not owner.inferred:
        return Said(())
    shown = mail(", ".join(owner.addresses[:4]), 160)
    return ctx.words.say("limits.inferred", addresses=shown, evidence=mail(owner.evidence.rstrip("."), 200))


def _counted(ctx: Context) -> list[Said]:
    """What was seen and left out, by number."""
    mine = [wait for wait in ctx.report.waits if wait.waiting_on is Party.YOU]
    coverage = ctx.report.coverage
    counts = {
        "outside": coverage.kept - coverage.relevant,
        "review": sum(1 for wait in mine if wait.status is WaitStatus.NEEDS_REVIEW),
        "unknown": sum(1 for wait in mine if wait.status is WaitStatus.UNKNOWN),
        "upper": sum(1 for wait in mine if _is_upper(wait)),
        "clock": sum(1 for wait in mine if wait.opened_clock is Clock.DATE),
    }
    return [ctx.words.say(f"limits.{key}", n=count) for key, count in counts.items() if count > 0]


def _is_upper(wait: Wait) -> bool:
    return wait.precision is Precision.UPPER and wait.status is WaitStatus.ANSWERED


def _defects(ctx: Context) -> list[DefectLine]:
    defects = ctx.report.coverage.defects
    examples = {defect.code: defect for defect in reversed(defects)}
    counted = sorted(Counter(defect.code for defect in defects).items(), key=lambda pair: (-pair[1], pair[0]))
    lines: list[DefectLine] = []
    for code, count in counted[:_MOST_DEFECTS]:
        defect = examples[code]
        text = ctx.words.say("limits.defect_row", n=count, code=mail(code, 60))
        example = mail(f"{defect.detail} ({defect.source}, {defect.position})", 240) if ctx.quotes else None
        lines.append(DefectLine(text, example))
    return lines


def _review(ctx: Context, wait: Wait) -> Review:
    kind = ctx.words.text(f"kind.{wait.kind}")
    text = ctx.words.say("list.comma", a=kind, b=ctx.moment(wait.opened_at))
    return Review(ctx.name(wait.application_id), text, ctx.quote(wait.quote), said.fixes(ctx, wait, None))


def provenance(ctx: Context) -> Provenance:
    """Version, input digest, settings."""
    say = ctx.words.text
    rows = [
        (say("provenance.version"), f"inbox-momentum {ctx.report.version}"),
        (say("provenance.as_of"), ctx.moment(ctx.as_of)),
        (say("provenance.digest"), ctx.report.input_digest),
    ]
    for name, value in ctx.report.settings:
        if ctx.words.has(f"provenance.{name}"):
            rows.append((say(f"provenance.{name}"), mail(value, 400).plain))
    return Provenance(tuple(rows))
