"""The questions of ``momentum init`` about the user; answered by options, by hand, or by default."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from inbox_momentum.cli import options
from inbox_momentum.cli.dialogue import Dialogue
from inbox_momentum.config import Config, languages, zone_info
from inbox_momentum.model import UsageError
from inbox_momentum.onboarding import answers, suggest
from inbox_momentum.onboarding.answers import Answers

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+")
_HOURS = re.compile(r"([0-2]?\d:[0-5]\d)\s*-\s*([0-2]?\d:[0-5]\d)")
_NONE, _ANY = "none", "any"


def place(arguments: argparse.Namespace, talk: Dialogue, known: Config) -> tuple[str | None, tuple[str, ...]]:
    """(address of the account, paths of exported mail); neither when what is set up is to be kept."""
    if arguments.sources:
        return None, _paths(arguments.sources)
    given = arguments.address[0] if arguments.address else None
    keeps = bool(known.accounts or known.sources)
    if given is None and keeps and not talk.asks:
        return None, ()
    text = talk.answer(
        "--address (or a SOURCE)",
        given,
        "Your mail address, or the path of mail you exported"
        + (" (Enter keeps what is set up)" if keeps else ""),
        "" if keeps else None,
        _address_or_path,
    )
    if not text or _ADDRESS.fullmatch(text):
        return text or None, ()
    return None, _paths([text])


def _address_or_path(text: str) -> None:
    if text and not _ADDRESS.fullmatch(text):
        _paths([text])


def rest(
    arguments: argparse.Namespace, talk: Dialogue, known: Config, own: Sequence[str], sources: tuple[str, ...]
) -> Answers:
    """Everything but the mail's place. ``own`` are addresses that are the user's for sure or by inference."""
    usual = ", ".join(dict.fromkeys([*known.addresses, *own]))
    given = ", ".join(dict.fromkeys([*known.addresses, *arguments.address]))
    typed = talk.answer(
        "--address",
        given if arguments.address else None,
        "All addresses of yours, with commas",
        usual or None,
        _addresses,
    )
    zone = talk.answer(
        "--timezone",
        arguments.timezone,
        "Your time zone",
        known.timezone or options.local_zone(),
        lambda text: zone_info(text, "--timezone"),
    )
    day = known.calendar
    hours = talk.answer(
        "--hours", arguments.hours, "Your working hours", f"{_clock(day.start_s)}-{_clock(day.end_s)}", _hours
    )
    days = talk.answer(
        "--days",
        arguments.days,
        "Your working days",
        ",".join(_DAYS[number] for number in sorted(day.weekdays)),
        _weekdays,
    )
    country = talk.answer(
        "--country",
        arguments.country,
        "Country whose public holidays are yours (a code such as GB, or none)",
        known.country or suggest.country(zone) or _NONE,
        _country,
    )
    limits = talk.answer(
        "--limit",
        "; ".join(arguments.limit) or None,
        'Limits of your own such as "schedule=1 wd/3 wd" (Enter keeps those of docs/methods.md)',
        "",
        _limits,
    )
    spoken = talk.answer(
        "--languages",
        arguments.languages,
        f"Languages of your hiring mail, the usual one first (of {', '.join(languages())}, or any)",
        ",".join(known.languages) or _ANY,
        _languages,
    )
    start, end = _hours(hours)
    return Answers(
        addresses=tuple(dict.fromkeys(_addresses(typed))),
        timezone=zone,
        start=start,
        end=end,
        days=_weekdays(days),
        country=None if country == _NONE else country.upper(),
        region=arguments.region or known.region,
        limits=_limits(limits),
        languages=_languages(spoken),
        sources=sources,
    )


def _paths(texts: Sequence[str]) -> tuple[str, ...]:
    for text in texts:
        if not Path(text).expanduser().exists():
            raise UsageError(f"{text!r} is no mail address, and there is no such file or folder.")
    return tuple(str(Path(text).expanduser().resolve()) for text in texts)


def _addresses(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    for one in found:
        if not _ADDRESS.fullmatch(one):
            raise UsageError(f"{one!r} is no mail address such as maya@example.net.")
    return found


def _hours(text: str) -> tuple[str, str]:
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise UsageError('Working hours want the form "08:00-20:00".')
    return found[1].zfill(5), found[2].zfill(5)


def _limits(text: str) -> dict[str, tuple[str, str]]:
    return dict(answers.limit(one) for one in text.split(";") if one.strip())


def _weekdays(text: str) -> tuple[str, ...]:
    found = tuple(part.strip().lower()[:3] for part in text.split(",") if part.strip())
    if not found or not set(found) <= set(_DAYS):
        raise UsageError('Working days want names such as "mon,tue,wed".')
    return found


def _languages(text: str) -> tuple[str, ...]:
    found = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if found == (_ANY,):
        return ()
    if not found or not set(found) <= set(languages()):
        raise UsageError(f"Languages want codes of these, with commas: {', '.join(languages())}; or any.")
    return tuple(dict.fromkeys(found))


def _country(text: str) -> str:
    if text.lower() != _NONE and not suggest.known_country(text):
        raise UsageError(
            f"No public holidays are known for {text!r}; use a code such as DE, GB or US, or none."
        )
    return text


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"
