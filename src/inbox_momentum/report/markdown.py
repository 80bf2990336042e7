"""A short summary as Markdown, for a notebook or a diary. Mail text cannot become markup in it."""

from __future__ import annotations

import re

from inbox_momentum.model import Report
from inbox_momentum.report import words
from inbox_momentum.report.context import Context, context
from inbox_momentum.report.sections import evidence, first
from inbox_momentum.report.text import MailText, Said

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~^$:@/])")


def summary(report: Report, quotes: bool = True) -> str:
    """Verdict, what to do first, the numbers and the lapses."""
    ctx = context(report, words.load(), quotes)
    page = first.first(ctx)
    blocks = [f"# {_joined(page.verdict)}", _joined(page.lead)]
    if page.todo:
        blocks.append("\n".join([f"## {ctx.words.text('first.todo')}", "", *map(_todo, page.todo)]))
    if page.numbers:
        blocks.append("\n".join(f"- {n.label}: **{n.value}** ({'; '.join(n.notes)})" for n in page.numbers))
    shown = evidence.lapses(ctx).rows
    if shown:
        rows = [
            f"- {row.label} {_escaped(row.employer)}: {_escaped(row.sentence)} ({row.severity})"
            for row in shown
        ]
        blocks.append("\n".join([f"## {ctx.words.text('lapses.title')}", "", *rows]))
    blocks.append(_made(ctx))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _made(ctx: Context) -> str:
    made = ctx.words.text("head.made", moment=ctx.pattern(ctx.as_of, "moment_year"), zone=ctx.report.timezone)
    return f"{made} inbox-momentum {ctx.report.version}, `{ctx.report.input_digest[:12]}`"


def _todo(item: first.Todo) -> str:
    asked = item.quote or item.sentence
    said = f" “{_escaped(asked)}”" if item.quote else f" {_escaped(asked)}" if asked else ""
    waited = f" — {item.waited}, {item.limit}" if item.waited else ""
    return f"1. **{_escaped(item.employer)}** ({item.about}){said}{waited}. {_escaped(item.action)}"


def _joined(sentences: tuple[Said, ...]) -> str:
    return " ".join(_escaped(sentence) for sentence in sentences if sentence)


def _escaped(text: MailText | Said | None) -> str:
    """Our own words as they are; mail text with every character escaped that Markdown could read."""
    if text is None:
        return ""
    parts = text.parts if isinstance(text, Said) else (text,)
    return "".join(_SPECIAL.sub(r"\\\1", p.plain) if isinstance(p, MailText) else p for p in parts)
