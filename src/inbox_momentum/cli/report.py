"""``momentum report``: read mail, write the report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inbox_momentum.cli import options
from inbox_momentum.model import Lapse, Report, Severity

FAILED_ON = 1


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "report", "read mail and write the report")
    options.add_source(parser)
    add_outputs(parser, Path("momentum-report.html"))
    parser.add_argument("--fail-on", choices=("lapse", "urgent"), help="exit with status 1 when there is one")
    parser.set_defaults(run=run)


def add_outputs(parser: argparse.ArgumentParser, output: Path) -> None:
    """Where the report goes, and in what form."""
    parser.add_argument(
        "-o", "--output", type=Path, default=output, metavar="FILE", help=f"the page (default: {output})"
    )
    parser.add_argument(
        "--json", metavar="FILE|-", help="also write the report as JSON; '-' is standard output"
    )
    parser.add_argument(
        "--no-quotes", action="store_true", help="leave the words of your mail out of every output"
    )
    parser.add_argument(
        "--templates", type=Path, metavar="DIR", help="your own templates, which may extend the stock ones"
    )
    parser.add_argument("--quiet", action="store_true", help="print no summary")


def run(arguments: argparse.Namespace) -> int:
    """Do it; the status is 1 when ``--fail-on`` is met."""
    from inbox_momentum import pipeline

    wanted = options.request(arguments)
    report = pipeline.analyze(options.mailbox(wanted), wanted.as_of, wanted.settings)
    write(report, arguments)
    return FAILED_ON if any(_fails(lapse, arguments.fail_on) for lapse in report.lapses) else 0


def write(report: Report, arguments: argparse.Namespace) -> None:
    """Every asked-for output; the page is checked before anything is written."""
    from inbox_momentum.report import files, html, json_report, terminal

    quotes = not arguments.no_quotes
    page = html.render(report, templates=arguments.templates, quotes=quotes)
    if arguments.json and arguments.json != "-":
        files.write_private(Path(arguments.json), json_report.dumps(json_report.as_json(report, quotes)))
    files.write_private(arguments.output, page)
    if arguments.json == "-":
        sys.stdout.write(json_report.dumps(json_report.as_json(report, quotes)))
    elif not arguments.quiet:
        terminal.print_summary(report, sys.stdout, quotes=quotes)
        print(f"Report: {arguments.output.resolve()}")


def _fails(lapse: Lapse, on: str | None) -> bool:
    return on == "lapse" or (on == "urgent" and lapse.severity is Severity.URGENT)
