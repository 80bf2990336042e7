"""The questions of ``momentum init``: from options, the user, or by default."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from inbox_momentum import accounts
from inbox_momentum.accounts import Account, SignIn, providers, tables
from inbox_momentum.cli import options
from inbox_momentum.cli.dialogue import Dialogue, say
from inbox_momentum.config import Config, zone_info
from inbox_momentum.model import UsageError
from inbox_momentum.onboarding import answers, suggest
from inbox_momentum.onboarding.answers import Answers

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+")
_HOURS = re.compile(r"([0-2]?\d:[0-5]\d)\s*-\s*([0-2]?\d:[0-5]\d)")
_NONE = "none"


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


def account(arguments: argparse.Namespace, talk: Dialogue, known: Config, address: str) -> Account:
    """The account of an address, from what is known of its provider and what is asked."""
    named = arguments.provider
    if named is not None and named not in providers.table():
        raise UsageError(f"--provider is none of those known here: {', '.join(providers.table())}.")
    provider = providers.table()[named] if named else providers.of_address(address)
    table: dict[str, Any] = {"user": arguments.user or (provider.user(address) if provider else address)}
    host = arguments.host
    if provider is not None and (named or host is None):
        table["provider"] = provider.id
    if provider is not None and provider.host and host is None:
        say(f"{provider.name}: {provider.host}, port {provider.port}.")
        say(f"  {provider.before}")
    elif host is None:
        # A guess is for a person to confirm: with --yes alone the password would go to whoever is there.
        guess = providers.guess(address)
        say(f"This provider is not known here. {guess} is only a guess: your provider's help has the name.")
        host = talk.answer(
            "--host", None, "IMAP server", guess if talk.asks else None, accounts.address.host_name
        )
    table |= {
        key: value
        for key, value in {
            "host": host,
            "port": arguments.port,
            "security": arguments.security,
            "ca_file": str(arguments.ca.resolve()) if arguments.ca else None,
            "fingerprint": arguments.fingerprint,
            "client_id": arguments.client_id,
            "tenant": arguments.tenant,
            "password_command": shlex.split(arguments.password_command)
            if arguments.password_command
            else None,
            "token_command": shlex.split(arguments.token_command) if arguments.token_command else None,
        }.items()
        if value is not None
    }
    _way_in(arguments, talk, provider if "provider" in table else None, table)
    found = tables.account(known, arguments.account or "x", table)
    name = arguments.account or _same(known, found) or answers.account_name(address, known.accounts)
    return tables.account(known, name, table)


def _way_in(
    arguments: argparse.Namespace, talk: Dialogue, provider: providers.Provider | None, table: dict[str, Any]
) -> None:
    """Password or OAuth2, and the client id that goes with it."""
    way = arguments.way
    if way is None and (arguments.client_id or arguments.token_command):
        way = SignIn.OAUTH2.value
    if way is None and arguments.password_command:
        way = SignIn.PASSWORD.value
    if way is None and provider is not None and len(provider.sign_in) > 1:
        usual = provider.sign_in[0].value
        way = talk.answer(
            "--with", None, "Sign in with password or oauth2", usual, _one_of("password", "oauth2")
        )
    if way is None:
        way = provider.sign_in[0].value if provider else SignIn.PASSWORD.value
    table["sign_in"] = way
    if way == SignIn.OAUTH2 and not (arguments.client_id or arguments.token_command):
        table["client_id"] = talk.answer(
            "--client-id", None, "Client id of your own registration (docs/accounts.md)", None
        )


def _same(known: Config, wanted: Account) -> str | None:
    """The name under which the account is set up already."""
    for one in accounts.configured(known):
        if (one.user, one.host) == (wanted.user, wanted.host):
            return one.name
    return None


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


def _country(text: str) -> str:
    if text.lower() != _NONE and not suggest.known_country(text):
        raise UsageError(
            f"No public holidays are known for {text!r}; use a code such as DE, GB or US, or none."
        )
    return text


def _one_of(*words: str) -> Callable[[str], object]:
    def check(text: str) -> None:
        if text not in words:
            raise UsageError(f"Answer {' or '.join(words)}.")

    return check


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"
