"""What was typed after ``momentum correct``, as a row of the file."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from inbox_momentum.cli import options
from inbox_momentum.model import UsageError

Row = dict[str, Any]


def sender(arguments: argparse.Namespace) -> Row:
    """Whose mail it is."""
    from inbox_momentum.employers import shared_sender

    target = arguments.sender.strip().removeprefix("@").lower()
    why = shared_sender(target)
    if why and (not arguments.not_hiring or why.free_mail):
        raise UsageError(f"{target} {why.sentence}. Name an address that is its own.")
    row: Row = {"sender": target}
    if arguments.employer:
        row["employer"] = arguments.employer
    if arguments.agency:
        row["agency"] = True
    return row | ({"hiring": False} if arguments.not_hiring else {})


def not_a_request(arguments: argparse.Namespace) -> Row:
    """What asks nothing."""
    target = arguments.target.strip().removeprefix("<").removesuffix(">")
    row: Row = {"message" if "@" in target else "wait": target}
    return row | ({"kind": arguments.kind} if arguments.kind else {})


def answered(arguments: argparse.Namespace) -> Row:
    """Answered elsewhere."""
    at = options.moment(arguments.at, _zone(), "--at")
    row: Row = {"wait": arguments.wait, "at": at.astimezone(_zone())}
    return row | ({"how": arguments.how} if arguments.how else {})


def lapse(arguments: argparse.Namespace) -> Row:
    """No lapse."""
    return {"lapse": arguments.lapse}


def snooze(arguments: argparse.Namespace) -> Row:
    """Not now."""
    return {"lapse": arguments.lapse, "until": options.day(arguments.until, "--until")}


def same(arguments: argparse.Namespace) -> Row:
    """Two that are one."""
    return {"applications": list(arguments.applications)}


def outcome(arguments: argparse.Namespace) -> Row:
    """How it ended."""
    on = options.day(arguments.on, "--on") if arguments.on else datetime.now(_zone()).date()
    return {"application": arguments.application, "outcome": str(arguments.outcome), "on": on}


def _zone() -> ZoneInfo:
    """The owner's zone, as reports take it."""
    from inbox_momentum.config import load

    return ZoneInfo(load(None).timezone or options.local_zone())
