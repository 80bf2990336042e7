"""``momentum review``: one share, verified and shown to the one recruiter it is addressed to.

There is no option for a second file, for sorting, for comparing or for a table: on purpose
(docs/privacy-and-consent.md, "One share at a time").
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inbox_momentum.cli import options, share_acts, share_create
from inbox_momentum.model import UsageError

_DETAILS = (
    "Checks signature, addressee, time, form and revocation without any network, and shows nothing when one "
    "of them fails. One share at a time: candidates are not compared."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(
        commands, "review", "check and read one share that a candidate sent you", _DETAILS
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the share; one")
    page = Path("momentum-review.html")
    parser.add_argument(
        "-o", "--output", type=Path, default=page, metavar="FILE", help=f"the page (default: {page})"
    )
    add_checks(parser)
    parser.add_argument(
        "--again", action="store_true", help="show a share that was viewed here before; else it is refused"
    )
    parser.set_defaults(run=run)


def add_checks(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """What a recruiter knows that a file must agree with."""
    parser.add_argument(
        "--expect-key", metavar="FINGERPRINT", help="the candidate's key, as they told you another way"
    )
    parser.add_argument(
        "--audience",
        metavar="ME",
        help="who you are, as the candidate addressed you (default: your configured addresses)",
    )
    parser.add_argument(
        "--revocations", type=Path, metavar="FILE|DIR", help="the candidate's revocation list, or a folder"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; any doubt about the file ends it before anything is shown."""
    from inbox_momentum.config import load
    from inbox_momentum.report import files
    from inbox_momentum.share import chain, document, making, verify, view

    spare(arguments.output, [arguments.file, arguments.revocations])
    at = share_create.now()
    audience = (arguments.audience,) if arguments.audience else load(None).addresses
    expected = verify.Expected(at, audience, arguments.expect_key, arguments.revocations, arguments.again)
    views = chain.lines(making.views_path())
    try:
        share, outcome = verify.share(arguments.file, expected, views, share_acts.unseal)
    except verify.Revoked as gone:
        making.remember_revoked(gone, at)
        raise
    page = view.shared(share, outcome, at)
    text = view.as_html(page)
    chain.append(
        making.views_path(),
        making.stamp(at),
        "viewed",
        {
            "jti": share.terms.number,
            "iss": outcome.thumbprint,
            "purpose": share.terms.purpose,
            "content": document.digest(document.payload(share)),
        },
    )
    files.write_private(arguments.output, text)
    sys.stdout.write(f"{view.as_text(page)}\nPage: {arguments.output.resolve()}\n")
    return 0


def spare(output: Path, read: list[Path | None]) -> None:
    """Raises ``UsageError`` when the page would take the place of a file that is read."""
    if any(one is not None and one.resolve() == output.resolve() for one in read):
        raise UsageError(f"{output} is to be read; it is not overwritten. Name another output with -o.")
