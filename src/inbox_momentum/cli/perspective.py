"""``momentum report --perspective recruiter``: own mail with one candidate who agreed to it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum.cli import options, review, share_acts, share_create
from inbox_momentum.model import Mailbox, Party, UsageError

if TYPE_CHECKING:
    from inbox_momentum.share.document import Permission
    from inbox_momentum.share.verify import Outcome
    from inbox_momentum.share.view import Page

_NOT_HERE = ("json", "csv", "markdown", "ics", "pdf", "fail_on", "templates")
"""Outputs of the job seeker's own report; none of them is made about somebody else."""


def add(parser: argparse.ArgumentParser) -> None:
    """The options that ``momentum report`` has for recruiters."""
    group = parser.add_argument_group("a recruiter's own mail, with consent")
    group.add_argument(
        "--perspective",
        choices=("candidate", "recruiter"),
        default="candidate",
        help="whose mailbox it is (default: candidate); recruiter needs --with-consent",
    )
    group.add_argument(
        "--with-consent",
        action="append",
        type=Path,
        metavar="RECORD",
        help="the consent of the one candidate to measure (momentum share consent makes it)",
    )
    group.add_argument(
        "--candidate", action="append", metavar="ADDRESS", help="that candidate (default: whoever agreed)"
    )
    review.add_checks(group)


def refuse_strays(arguments: argparse.Namespace) -> None:
    """Raises ``UsageError`` for a recruiter's options without ``--perspective recruiter``."""
    named = (arguments.with_consent, arguments.candidate, arguments.expect_key)
    if any((*named, arguments.audience, arguments.revocations)):
        raise UsageError("--with-consent and what goes with it need --perspective recruiter.")


def run(arguments: argparse.Namespace) -> int:
    """Do it: consent first, then only that candidate's mail, then only what the consent covers."""
    from inbox_momentum.report import files
    from inbox_momentum.share import chain, making, verify, view

    record = _one_of_each(arguments)
    request = options.request(arguments)
    sources = [Path(source) for source in request.sources if source != "-"]
    review.spare(arguments.output, [record, arguments.revocations, *sources])
    at = share_create.now()
    audience = (arguments.audience,) if arguments.audience else ()
    expected = verify.Expected(at, audience, arguments.expect_key, arguments.revocations)
    views = chain.lines(making.views_path())
    try:
        consent, outcome = verify.permission(record, expected, views, share_acts.unseal)
    except verify.Revoked as gone:
        making.remember_revoked(gone, at)
        raise
    _not_own(outcome)
    mailbox = options.mailbox(request)
    if not audience:
        outcome = _addressed(consent, outcome, mailbox)
    page = _measured(consent, outcome, mailbox, request, arguments.candidate, at)
    text = view.as_html(page)
    facts = {"jti": consent.terms.number, "iss": outcome.thumbprint, "purpose": consent.terms.purpose}
    chain.append(making.views_path(), making.stamp(at), "measured", {**facts, "content": _content(consent)})
    files.write_private(arguments.output, text)
    if not arguments.quiet:
        sys.stdout.write(f"{view.as_text(page)}\nPage: {arguments.output.resolve()}\n")
    return 0


def _content(consent: Permission) -> str:
    from inbox_momentum.share import document

    return document.digest(document.payload(consent))


def _one_of_each(arguments: argparse.Namespace) -> Path:
    """The one consent record. Raises ``UsageError`` for none, for several, and for other outputs."""
    records: Sequence[Path] = arguments.with_consent or ()
    if not records:
        raise UsageError(
            "--perspective recruiter needs --with-consent RECORD: the candidate's own signed consent. "
            "Without it nothing about a candidate is measured."
        )
    if len(records) > 1 or len(arguments.candidate or ()) > 1:
        raise UsageError("One candidate at a time: candidates are not measured side by side or compared.")
    unfit = [f"--{name.replace('_', '-')}" for name in _NOT_HERE if getattr(arguments, name)]
    if unfit:
        raise UsageError(f"{unfit[0]} is not made about a candidate; --perspective recruiter writes a page.")
    return records[0]


def _not_own(outcome: Outcome) -> None:
    from inbox_momentum.share import keys

    own = keys.known(keys.SIGNING)
    if own is not None and own.thumbprint == outcome.thumbprint:
        raise UsageError("That consent is signed with your own key. Only the candidate can give it.")


def _addressed(consent: Permission, outcome: Outcome, mailbox: Mailbox) -> Outcome:
    """The addressee held against whose mailbox it is."""
    from inbox_momentum.share.terms import same_person

    addressee = consent.terms.audience
    if any(same_person(addressee, own) for own in mailbox.owner.addresses):
        return replace(outcome, audience_checked=True)
    raise UsageError(
        f"The consent is addressed to {addressee}, which is no address of this mailbox's owner. If that is "
        "you, say so with --audience. Nothing was measured."
    )


def _measured(
    consent: Permission,
    outcome: Outcome,
    mailbox: Mailbox,
    request: options.Request,
    named: Sequence[str] | None,
    at: int,
) -> Page:
    from inbox_momentum import pipeline
    from inbox_momentum.share import measure, mirror, view
    from inbox_momentum.share.terms import Scope

    address = mirror.candidate(mailbox, consent, named[0] if named else None)
    since = request.as_of - timedelta(weeks=consent.weeks)
    # The recruiter's own corrections were said of another side of the mail.
    settings = replace(
        request.settings, corrections=(), not_a_lapse=frozenset(), snoozed=frozenset(), answered={}
    )
    report = pipeline.analyze(mirror.turned(mailbox, address, since), request.as_of, settings)
    covered = set(consent.terms.scope)
    sides = {
        Scope.CANDIDATE_SIDE: measure.side(report, consent.weeks, settings, Party.YOU),
        Scope.RECRUITER_SIDE: measure.side(report, consent.weeks, settings, Party.EMPLOYER),
    }
    allowed = {scope: row for scope, row in sides.items() if scope in covered}
    return view.measured(consent, outcome, allowed, measure.completeness(report, consent.weeks), at)
