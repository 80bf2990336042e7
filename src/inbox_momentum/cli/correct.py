"""``momentum correct``: say what the program got wrong; every later report honours it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from inbox_momentum.cli import correction_rows as rows
from inbox_momentum.cli import options
from inbox_momentum.model import Correction, Outcome, UsageError, WaitKind

_DETAILS = (
    "Each item of a report shows its line under 'Not right?'. What you say is kept in corrections.toml "
    "beside the configuration, where you may edit it too. Ids go on meaning the same when new mail comes."
)
_ME = "momentum correct"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and what can be said."""
    parser = options.command(
        commands, "correct", "put right what a report got wrong, for every later report", _DETAILS
    )
    ways = parser.add_subparsers(dest="says", metavar="WHAT", required=True)
    one = _way(ways, "sender", "whose mail a sender's is", rows.sender)
    one.add_argument("sender", metavar="ADDRESS|DOMAIN", help="jobs@acme.com, or acme.com for all of it")
    one.add_argument("--employer", metavar="NAME", help="the employer it writes for")
    one.add_argument("--agency", action="store_true", help="it is an agency (with --employer: its name)")
    one.add_argument("--not-hiring", action="store_true", help="its mail has nothing to do with hiring")
    one = _way(ways, "not-a-request", "a message asks nothing of you", rows.not_a_request)
    one.add_argument("target", metavar="WAIT_ID|MESSAGE_ID", help="id of the wait, or of the message")
    kinds = sorted(set(WaitKind) - {WaitKind.REPLY})
    one.add_argument("--kind", choices=kinds, help="of a message: only this is not asked (default: nothing)")
    one = _way(ways, "answered", "you answered where no mail shows it", rows.answered)
    one.add_argument("wait", metavar="WAIT_ID")
    one.add_argument("--at", required=True, metavar="ISO8601", help="when, such as 2026-11-20T14:30")
    one.add_argument("--how", metavar="WORDS", help="by what, such as phone")
    one = _way(ways, "not-a-lapse", "a lapse is none", rows.lapse)
    one.add_argument("lapse", metavar="LAPSE_ID")
    one = _way(ways, "snooze", "leave a lapse out until a day", rows.snooze)
    one.add_argument("lapse", metavar="LAPSE_ID")
    one.add_argument("--until", required=True, metavar="DATE", help="the first day on which it shows again")
    one = _way(ways, "same", "two applications are one", rows.same)
    one.add_argument("applications", nargs=2, metavar="APPLICATION_ID")
    one = _way(ways, "outcome", "an application ended where no mail shows it", rows.outcome)
    one.add_argument("application", metavar="APPLICATION_ID")
    one.add_argument("outcome", choices=[*Outcome])
    one.add_argument("--on", metavar="DATE", help="the day on which it did (default: today)")
    one = ways.add_parser("list", help="show what you have put right")
    options.add_corrections(one)
    one.set_defaults(run=show)
    one = ways.add_parser("undo", help="take a correction back")
    one.add_argument("which", metavar="NUMBER|ID", help="its number in the list, or its id (c…)")
    options.add_corrections(one)
    one.set_defaults(run=undo)


def _way(
    ways: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    row: Callable[[argparse.Namespace], rows.Row],
) -> argparse.ArgumentParser:
    parser = ways.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("--note", metavar="WORDS", help="a remark for yourself, kept in the file alone")
    options.add_corrections(parser)
    parser.set_defaults(run=say, row=row)
    return parser


def say(arguments: argparse.Namespace) -> int:
    """Check what is said and add it to the file."""
    from inbox_momentum.corrections import table, writing

    row = {"says": arguments.says, **arguments.row(arguments)}
    if arguments.note:
        row["note"] = arguments.note
    row["said_at"] = datetime.now(UTC).replace(microsecond=0)
    correction = table.checked(row, "this correction")
    path, text = _file(arguments)
    known = table.read(text, str(path))
    told = _told(correction)
    if correction.id in {one.id for one in known}:
        number = [one.id for one in known].index(correction.id) + 1
        print(f"That is said already (correction {number} in {path}): {told}.")
        return 0
    _write(path, writing.added(text, row, told, str(path)))
    print(f"Noted as correction {len(known) + 1} in {path}: {told}.")
    print(f"Every later report honours it. To take it back: {_ME} undo {correction.id}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Each correction with its number, oldest first."""
    from inbox_momentum.corrections import table
    from inbox_momentum.report import clean

    path, text = _file(arguments)
    known = table.read(text, str(path))
    if not known:
        print(f"Nothing has been put right yet ({path}).")
    for number, one in enumerate(known, start=1):
        when = f"{one.said_at:%Y-%m-%d}" if one.said_at else "          "
        note = f"  ({clean.line(one.note, 200)})" if one.note else ""
        print(f"{number:>3}  {one.id}  {when}  {_told(one)}{note}")
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Take one correction out of the file."""
    from inbox_momentum.corrections import table, writing

    path, text = _file(arguments)
    known = table.read(text, str(path))
    names = {name: number for number, one in enumerate(known, start=1) for name in (str(number), one.id)}
    number = names.get(arguments.which)
    if number is None:
        raise UsageError(
            f"There is no correction {arguments.which!r} in {path}; '{_ME} list' shows {len(known)} of them."
        )
    _write(path, writing.removed(text, number, str(path)))
    print(f"Taken back: {_told(known[number - 1])}.")
    return 0


def _file(arguments: argparse.Namespace) -> tuple[Path, str]:
    """Where the corrections are kept, and the text there; '' when there is no file yet."""
    from inbox_momentum import corrections

    chosen: Path | None = arguments.corrections
    path = chosen or corrections.default_path()
    return path, corrections.text(path) if path.exists() else ""


def _write(path: Path, text: str) -> None:
    from inbox_momentum import places
    from inbox_momentum.report import files

    if path.parent == places.config_folder():
        places.private(path.parent)
    files.write_private(path.resolve(), text)  # a link stays one: people keep such files elsewhere


def _told(correction: Correction) -> str:
    from inbox_momentum.report import said, words

    return said.sentence(correction, words.load()).plain
