"""A user's answers as lines of the configuration, checked before anything is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inbox_momentum import accounts, config, config_file, places
from inbox_momentum.accounts import Account, Security, SignIn, providers
from inbox_momentum.config import Config
from inbox_momentum.config_file import Setting
from inbox_momentum.model import UsageError
from inbox_momentum.report.files import write_private

_WEEK = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked once; ``None`` and empty mean that the file says nothing of it."""

    addresses: tuple[str, ...] = ()
    timezone: str | None = None
    start: str | None = None
    """As ``08:00``."""
    end: str | None = None
    days: tuple[str, ...] = ()
    country: str | None = None
    region: str | None = None
    languages: tuple[str, ...] = ()
    limits: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """(green, amber) by row of ``limits.toml``, as ``1 wd``."""
    sources: tuple[str, ...] = ()
    """Paths of exported mail, from the root."""
    account: Account | None = None


def new_text(answers: Answers, path: Path, old: str | None) -> str:
    """The configuration with the answers in it; ``old`` is the file's text, ``None`` for a new file.

    Raises ``UsageError`` that names the answer which cannot be meant.
    """
    lines = settings(answers, fresh=old is None)
    text = config_file.fresh(lines) if old is None else config_file.changed(old, lines)
    accounts.configured(config.parse(text, path))
    return text


def write(text: str, path: Path) -> Config:
    """Put the file in place (0600, whole or not at all; a link to it stays a link) and read it back."""
    if path == config.default_path():
        places.private(path.parent)
    write_private(Path(os.path.realpath(path)), text)
    return config.load(path)


def settings(answers: Answers, fresh: bool) -> list[Setting]:
    """One line for each answer; a fresh file shows also what was left open, as comments."""
    lines = [
        Setting(
            (),
            "addresses",
            list(answers.addresses) or None,
            "every address of yours, so that your own mail is known as yours",
            '["maya@example.net"]',
        ),
        Setting((), "timezone", answers.timezone, "yours; working hours are meant in it", '"Europe/London"'),
        Setting(
            (),
            "sources",
            list(answers.sources) or None,
            "mail that is read when a command names none: paths, or names of accounts",
            '["/home/maya/mail.mbox"]',
        ),
        Setting(
            (),
            "languages",
            list(answers.languages) or None,
            "of your hiring mail, the usual one first; English is read always",
            '["de", "en"]',
            remove=not answers.languages,
        ),
        *_working(answers),
        *_limits(answers),
        *_account(answers.account),
    ]
    return lines if fresh else [line for line in lines if line.value is not None or line.remove]


def _working(answers: Answers) -> list[Setting]:
    table = ("working",)
    days = list(answers.days)
    return [
        Setting(
            table, "start", answers.start, "your working day; waits are also counted in its hours", '"08:00"'
        ),
        Setting(table, "end", answers.end, "", '"20:00"'),
        Setting(table, "days", days or None, "", f"{list(_WEEK)}".replace("'", '"')),
        Setting(table, "country", answers.country, "public holidays are no working days", '"GB"'),
        Setting(table, "region", answers.region, "", '"SCT"'),
        Setting(
            table, "away", None, "days you are away are none either", "[{from = 2026-12-24, to = 2027-01-02}]"
        ),
    ]


def _limits(answers: Answers) -> list[Setting]:
    lines = []
    for name, (green, amber) in answers.limits.items():
        lines.append(Setting(("limits", name), "green", green, "the longest wait that is still green"))
        lines.append(Setting(("limits", name), "amber", amber, "and the longest that is not red yet"))
    if not lines:
        note = "your own limits; docs/methods.md has every row"
        lines.append(Setting(("limits",), "schedule", None, note, '{green = "1 wd", amber = "2 wd"}'))
    return lines


def _account(account: Account | None) -> list[Setting]:
    """The account's table: what its provider's row says already is left to the row."""
    if account is None:
        return []
    known = providers.table().get(account.provider or "")
    usual_host = known is not None and known.host == account.host
    usual_way = known.sign_in[0] if known else SignIn.PASSWORD
    tokens = account.sign_in is SignIn.OAUTH2
    note = f"{known.name}: {account.host}" if known and usual_host else "your mail server"
    usual_port = known.port if known and usual_host else 993
    usual_security = known.security if known and usual_host else Security.TLS
    plain: dict[str, Any] = {
        "provider": known.id if known else None,
        "host": None if usual_host else account.host,
        "port": None if account.port == usual_port else account.port,
        "security": None if account.security is usual_security else account.security.value,
        "user": account.user,
        "sign_in": None if account.sign_in is usual_way else account.sign_in.value,
        "client_id": account.client_id if tokens else None,
        "tenant": account.tenant if tokens and account.tenant != (known.tenant if known else None) else None,
        "password_command": list(account.password_command) or None,
        "token_command": list(account.token_command) or None,
        "ca_file": account.ca_file,
        "fingerprint": account.fingerprint,
    }
    table = ("accounts", account.name)
    lines = [Setting(table, key, value, "", remove=value is None) for key, value in plain.items()]
    first = next(place for place, line in enumerate(lines) if line.value is not None)
    lines[first] = Setting(table, lines[first].key, lines[first].value, note)
    return lines


def account_name(address: str, taken: Mapping[str, object]) -> str:
    """A short name for the account of an address: the provider's, else the domain's first word."""
    known = providers.of_address(address)
    domain = address.rpartition("@")[2]
    base = (
        known.id if known else "".join(one for one in domain.partition(".")[0] if one.isalnum() or one == "-")
    )
    base = base or "mail"
    return next(name for name in (base, *(f"{base}{number}" for number in range(2, 99))) if name not in taken)


def limit(text: str) -> tuple[str, tuple[str, str]]:
    """``schedule=1 wd/3 wd`` as (row, (green, amber)). Raises ``UsageError``."""
    name, mark, lengths = text.partition("=")
    green, slash, amber = lengths.partition("/")
    if not (name.strip() and mark and slash and green.strip() and amber.strip()):
        raise UsageError(f'A limit wants the form "schedule=1 wd/3 wd", not {text!r}.')
    return name.strip(), (green.strip(), amber.strip())
