"""``momentum report``: read mail, write the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from inbox_momentum.cli import options, perspective, recalled
from inbox_momentum.model import Lapse, Report, Severity, UsageError

FAILED_ON = 1


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "report", "read mail and write the report")
    options.add_source(parser)
    options.add_store(parser)
    page = Path("momentum-report.html")
    out = parser.add_argument_group("outputs")
    out.add_argument(
        "-o", "--output", type=Path, default=page, metavar="FILE", help=f"the page (default: {page})"
    )
    out.add_argument("--json", metavar="FILE|-", help="the report as JSON too; '-' is standard output")
    out.add_argument("--csv", type=Path, metavar="DIR", help="waits, applications and lapses as tables too")
    out.add_argument("--markdown", type=Path, metavar="FILE", help="a summary as Markdown too")
    out.add_argument(
        "--ics", type=Path, metavar="FILE", help="deadlines and follow-ups for your calendar too"
    )
    out.add_argument(
        "--pdf", action="store_true", help="a PDF beside the page too, by a browser of this machine"
    )
    out.add_argument(
        "--no-quotes", action="store_true", help="leave the words of your mail out of every output"
    )
    out.add_argument(
        "--templates", type=Path, metavar="DIR", help="your own templates; they may extend the stock ones"
    )
    out.add_argument("--quiet", action="store_true", help="print no summary")
    out.add_argument(
        "--fail-on",
        choices=("lapse", "urgent"),
        help="exit with status 1 when there is a lapse that is more than information, or an urgent one",
    )
    perspective.add(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it; the status is 1 when ``--fail-on`` is met."""
    from inbox_momentum import pipeline

    if arguments.perspective == "recruiter":
        return perspective.run(arguments)
    perspective.refuse_strays(arguments)
    wanted = options.request(arguments)
    spare_sources(wanted.sources, arguments)
    mailbox = options.skimmed(wanted, quiet=arguments.quiet)
    with recalled.recalled(wanted, mailbox) as recall:
        report = pipeline.analyze(mailbox, wanted.as_of, wanted.settings, recall)
    write(report, arguments)
    return status(report, arguments.fail_on)


def status(report: Report, fail_on: str | None) -> int:
    """The exit status: 1 when ``--fail-on`` is met."""
    return FAILED_ON if any(_fails(lapse, fail_on) for lapse in report.lapses) else 0


def spare_sources(sources: Sequence[str], arguments: argparse.Namespace) -> None:
    """Raises ``UsageError`` when an output would lie in the mail that is read: that mail is never touched."""
    if str(arguments.output) == "-":
        raise UsageError("The page goes to a file: name one with -o. For standard output there is --json -.")
    read = [Path(source).resolve() for source in sources if source != "-"]
    named = [arguments.output, arguments.json, arguments.csv, arguments.markdown, arguments.ics]
    outputs = [Path(name).resolve() for name in named if name and str(name) != "-"]
    if arguments.pdf:
        outputs.append(arguments.output.resolve().with_suffix(".pdf"))
    for output in outputs:
        for source in read:
            inside = source.is_dir() and source in output.parents and output.exists()
            if output == source or inside:
                raise UsageError(
                    f"{output} is mail that is to be read; it is not overwritten. Name another output."
                )


def write(report: Report, arguments: argparse.Namespace) -> None:
    """Every asked-for output, all or none; the page is checked before anything is written."""
    from inbox_momentum.report import json_report, outputs, terminal

    quotes, page = not arguments.no_quotes, arguments.output
    to_file = arguments.json and arguments.json != "-"
    places = outputs.Places(
        page=page,
        json=Path(arguments.json) if to_file else None,
        csv=arguments.csv,
        markdown=arguments.markdown,
        ics=arguments.ics,
        pdf=page.with_suffix(".pdf") if arguments.pdf else None,
        templates=arguments.templates,
        quotes=quotes,
    )
    outputs.write(report, places)
    if arguments.json == "-":
        sys.stdout.write(json_report.dumps(json_report.as_json(report, quotes)))
    elif not arguments.quiet:
        terminal.print_summary(report, sys.stdout, where=str(page.resolve()), quotes=quotes)


def _fails(lapse: Lapse, on: str | None) -> bool:
    if on == "lapse":
        return lapse.severity is not Severity.INFO
    return on == "urgent" and lapse.severity is Severity.URGENT
