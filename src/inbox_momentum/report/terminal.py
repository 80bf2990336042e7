"""The summary in a terminal (only importer of rich). Mail text is cleaned first and is never markup."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from inbox_momentum.model import Report
from inbox_momentum.report import clean, words
from inbox_momentum.report.context import Context, context
from inbox_momentum.report.sections import corrected, first, since

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_COLOURS = {"ok": "#4a9bdd", "slow": "#e3a008", "lapse": "#ff5f87", "them": "grey62", "none": "grey62"}
_MARKS = {"ok": "●", "slow": "◆", "lapse": "▲", "them": "–", "none": "○"}
_PLAIN_MARKS = {"ok": "o", "slow": "*", "lapse": "!", "them": "-", "none": "o"}
_BAR = 12
_STEPS = "▁▂▃▄▅▆▇█"


def print_summary(
    report: Report, file: IO[str] | None = None, where: str | None = None, quotes: bool = True
) -> None:
    """Verdict, what to do first and the numbers, on ``file`` (standard output by default).

    ``where`` is the path of the report that was written; ``None`` leaves that line out.
    """
    from rich.console import Console

    console = Console(file=file, highlight=False, soft_wrap=False, emoji=False, markup=False)
    ctx = context(report, words.load(), quotes)
    page = first.first(ctx)
    console.print(_text(" ".join(sentence.plain for sentence in page.verdict), "bold"))
    console.print(_text(" ".join(sentence.plain for sentence in page.lead if sentence), "dim"))
    if page.todo:
        console.print()
        console.print(_table(ctx, page.todo, console))
        if page.more:
            console.print(_text(page.more.plain, "dim"))
        fix = next((fix for item in page.todo for fix in item.fixes), None)
        if fix is not None:
            console.print(_text(ctx.words.text("terminal.wrong", line=fix.line), "dim"))
    if page.back:
        console.print()
        for item in page.back:
            label = _text(f"{ctx.words.text('first.back')} ", "bold")
            console.print(label + _text(item.sentence.plain))
    if page.numbers:
        console.print()
        for line in _numbers(ctx, page, console):
            console.print(line)
    if (put_right := corrected.line(ctx)) is not None:
        console.print(_text(f"{put_right.plain}.", "dim"))
    console.print(_coverage(ctx))
    if where is not None:
        path = _text(f"{ctx.words.text('terminal.report')}: {clean.line(where, 1000)}", "dim")
        console.print(path, soft_wrap=True)  # a path broken over lines cannot be clicked or copied


def weekly_lines(report: Report, quotes: bool = True) -> tuple[str, ...]:
    """A weekly report in four plain lines: who waits, what changed, the pace, what to do today."""
    ctx = context(report, words.load(), quotes)
    return tuple(clean.controls_removed(line.plain) for line in since.lines(ctx))


def print_weekly(report: Report, file: IO[str] | None, where: str, quotes: bool = True) -> None:
    """The four lines and, as the fifth, the path ``where`` of the page."""
    from rich.console import Console

    console = Console(file=file, highlight=False, soft_wrap=False, emoji=False, markup=False)
    for number, line in enumerate(weekly_lines(report, quotes)):
        console.print(_text(line, "" if number else "bold"), soft_wrap=True)
    label = words.load().text("terminal.report")
    console.print(_text(f"{label}: {clean.line(where, 1000)}", "dim"), soft_wrap=True)


def _text(plain: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(clean.controls_removed(plain), style=style)


def _drawable(console: Console) -> bool:
    """True when the terminal can show block characters."""
    return console.encoding.lower().replace("-", "").startswith("utf")


def _table(ctx: Context, todo: tuple[first.Todo, ...], console: Console) -> Table:
    from rich import box
    from rich.table import Table

    drawable = _drawable(console)
    table = Table(
        box=box.SIMPLE_HEAD if drawable else box.ASCII2, pad_edge=False, show_edge=False, expand=False
    )
    say = ctx.words.text
    table.add_column("", width=1)
    table.add_column(_text(say("terminal.employer"), "bold"), max_width=26, overflow="ellipsis", no_wrap=True)
    table.add_column(_text(say("terminal.asked"), "bold"), ratio=None, max_width=46, overflow="fold")
    table.add_column(_text(say("terminal.waiting"), "bold"), justify="right", no_wrap=True)
    if console.width >= 100:
        table.add_column(_text(say("terminal.limit"), "bold"), max_width=34)
    for item in todo:
        colour = _COLOURS[item.state]
        asked = item.quote.plain if item.quote else item.sentence.plain if item.sentence else item.about
        cells = [
            _text((_MARKS if drawable else _PLAIN_MARKS)[item.state], colour),
            _text(item.employer.plain, "bold"),
            _two_lines(_text(asked), _text(f"{'→' if drawable else '>'} {item.action.plain}", "cyan")),
            _text(item.waited, f"bold {colour}"),
        ]
        if console.width >= 100:
            cells.append(_two_lines(_meter(item, drawable), _text(item.limit, "dim")))
        table.add_row(*cells)
    return table


def _two_lines(upper: Text, lower: Text) -> Text:
    from rich.text import Text

    return Text("\n").join([upper, lower])


def _meter(item: first.Todo, drawable: bool) -> Text:
    if item.bar is None:
        return _text("")
    full = round(_BAR * float(item.bar.width.rstrip("%")) / 100)
    solid, light = ("█", "░") if drawable else ("#", ".")
    return _text(solid * full, _COLOURS[item.state]) + _text(light * (_BAR - full), "dim")


def _numbers(ctx: Context, page: first.First, console: Console) -> list[Text]:
    lines: list[Text] = []
    for number in page.numbers:
        lines.append(
            _text(f"{number.label}: ")
            + _text(number.value, "bold")
            + _text(f"  {' · '.join(number.notes)}", "dim")
        )
    weeks = [row.median_s for row in ctx.report.statistics.by_week[-13:]]
    if ctx.latency and _drawable(console) and sum(1 for week in weeks if week is not None) >= 3:
        lines.append(_text(f"{ctx.words.text('terminal.by_week')}: ") + _text(_spark(weeks), _COLOURS["ok"]))
    if page.score is not None:
        label = f"{ctx.words.text('score.label')} {page.score.value}  " if page.score.value else ""
        reasons = " · ".join(reason.plain for reason in page.score.reasons)
        lines.append(_text(label, "bold") + _text(reasons or page.score.text.plain, "dim"))
    return lines


def _spark(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    top = max(known) or 1.0
    return "".join(" " if v is None else _STEPS[min(7, int(8 * v / top))] for v in values)


def _coverage(ctx: Context) -> Text:
    coverage = ctx.report.coverage
    owner = ctx.report.owner
    read = ctx.words.text(
        "terminal.read",
        kept=ctx.words.figure(coverage.kept),
        duplicates=ctx.words.figure(coverage.duplicates),
        outside=ctx.words.figure(coverage.outside_window),
        rejected=ctx.words.figure(coverage.rejected),
        found=ctx.words.figure(coverage.messages),
    )
    if not owner.addresses:
        return _text(f"{ctx.words.text('limits.nobody')} {read}", "dim")
    inferred = ctx.words.text("terminal.owner_inferred") if owner.inferred else ""
    addresses = clean.line(", ".join(owner.addresses[:4]), 120)
    who = ctx.words.text("terminal.owner", addresses=addresses, inferred=inferred)
    return _text(f"{who} {read}", "dim")
