"""``momentum share``: what a candidate lets one recruiter see, and takes back."""

from __future__ import annotations

import argparse
from pathlib import Path

from inbox_momentum.cli import options, share_acts, share_create

_DETAILS = (
    "Nothing leaves this machine but the file that you make, read and send yourself. "
    "docs/privacy-and-consent.md says what is in it and what is not."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its actions."""
    parser = options.command(commands, "share", "let one recruiter see your reply times, signed", _DETAILS)
    acts = parser.add_subparsers(dest="act", metavar="ACTION", required=True)
    _create(
        options.command(acts, "create", "make a share for one recruiter, after you have read it", _DETAILS)
    )
    _consent(
        options.command(acts, "consent", "allow one recruiter to measure their own mail with you", _DETAILS)
    )
    inspect = options.command(acts, "inspect", "show what a share or consent holds, word for word", _DETAILS)
    inspect.add_argument("file", type=Path, metavar="FILE", help="a share or a consent; one")
    inspect.set_defaults(run=share_acts.inspect)
    listed = options.command(acts, "list", "list what you have shared, from your own log", _DETAILS)
    listed.set_defaults(run=share_acts.listed)
    revoke = options.command(acts, "revoke", "take a share or consent back", _DETAILS)
    revoke.add_argument("id", metavar="ID", help="its number, or how it begins (6 characters or more)")
    revoke.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="the signed list of all that you took back, to send to the recruiter "
        "(default: revoked.momentum-revocations)",
    )
    revoke.set_defaults(run=share_acts.revoke)
    key = options.command(acts, "key", "show your key's fingerprint, to compare by another way", _DETAILS)
    key.add_argument(
        "--sealing",
        action="store_true",
        help="the recruiter's key for sealed shares: its public half as JSON, to send to the candidate",
    )
    key.set_defaults(run=share_acts.key)


def _terms(parser: argparse.ArgumentParser, period: str) -> None:
    """The options that every share and consent needs."""
    group = parser.add_argument_group("terms")
    group.add_argument("--to", required=True, metavar="RECRUITER", help="the one who may read it")
    group.add_argument("--purpose", required=True, metavar="TEXT", help="what they may use it for")
    group.add_argument("--period", required=True, metavar="WEEKS", help=period)
    group.add_argument(
        "--days", type=int, default=14, metavar="N", help="valid for so long (default: 14, at most 30)"
    )
    group.add_argument(
        "--yes", metavar="DIGEST", help="sign what was shown under this digest, without asking"
    )
    group.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the file (default: named by its number)"
    )
    group.add_argument(
        "--seal-to", type=Path, metavar="KEYFILE", help="readable with the recruiter's own key alone"
    )


def _create(parser: argparse.ArgumentParser) -> None:
    options.add_source(parser)
    _terms(parser, "how far back: 4w, 8w, 13w, 26w or 52w (3m is 13w)")
    parser.add_argument(
        "--employers",
        action="store_true",
        help="rows by employer too, as Employer A, B … dealt out at random (default: none)",
    )
    parser.set_defaults(run=share_create.create)


def _consent(parser: argparse.ArgumentParser) -> None:
    _terms(parser, "how far back they may measure: 4w, 8w, 13w, 26w or 52w (3m is 13w)")
    parser.add_argument(
        "--address", required=True, metavar="ADDRESS", help="yours, as that recruiter knows it"
    )
    parser.add_argument(
        "--scope",
        action="append",
        choices=("candidate", "recruiter"),
        help="whose answers they may measure (repeatable; default: both)",
    )
    parser.set_defaults(run=share_create.consent)
