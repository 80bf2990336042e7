"""The user's settings: TOML in, a frozen ``Config`` out, with clear errors."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from inbox_momentum import assets, places
from inbox_momentum.model import Limit, Settings, UsageError, WorkingCalendar

_TOP = {
    "addresses", "timezone", "working", "limits", "not_a_lapse", "snoozed", "answered", "sources", "accounts",
    "delivery", "keep_days", "languages",
}  # fmt: skip
_WORKING = {"start", "end", "days", "country", "region", "holidays", "away", "travel"}
_ACCOUNT: dict[str, type[Any]] = {
    "provider": str, "host": str, "port": int, "security": str, "user": str, "sign_in": str,
    "ca_file": str, "fingerprint": str, "password_command": list, "token_command": list,
    "client_id": str, "tenant": str, "folders": list, "skip_folders": list, "since": date,
}  # fmt: skip
_DELIVERY: dict[str, type[Any]] = {
    "to": str, "host": str, "port": int, "security": str, "user": str, "ca_file": str,
    "password_command": list,
}  # fmt: skip
_LEAST_KEPT, _MOST_KEPT = 14, 36_500
"""Days that weekly reports are kept: the last one is needed to compare with."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; every field has a default."""

    addresses: tuple[str, ...] = ()
    timezone: str | None = None
    """IANA name; ``None`` means this machine's zone."""
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    limits: dict[str, Limit] = field(default_factory=dict)
    not_a_lapse: frozenset[str] = frozenset()
    snoozed: frozenset[str] = frozenset()
    country: str | None = None
    """ISO 3166 code whose public holidays are not worked; ``None`` for none but those listed."""
    region: str | None = None
    """The part of an ISO 3166-2 code after the hyphen; ``None`` for the whole country."""
    answered: dict[str, datetime] = field(default_factory=dict)
    """By wait id; a moment without an offset is meant in the owner's zone."""
    sources: tuple[str, ...] = ()
    """Mail that is read when a command names none: paths, or names of accounts."""
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By name, keys and kinds checked; ``accounts.tables`` gives them their meaning."""
    delivery: dict[str, Any] = field(default_factory=dict)
    """How the weekly report is mailed to the owner; keys and kinds checked, empty when it is not."""
    languages: tuple[str, ...] = ()
    """Of the hiring mail, as ISO 639-1 codes, the usual one first; empty for every known language."""
    keep_days: int | None = None
    """Weekly reports older than this go when a new one is made; ``None`` keeps them all."""
    path: Path | None = field(default=None, compare=False)
    """The file these settings came from; ``None`` when there is none."""

    def settings(self, zone: str, years: Iterable[int] = ()) -> Settings:
        """The values that shape figures, with the owner's ``zone`` and the holidays of ``years``."""
        holidays = self.calendar.holidays
        if self.country is not None:
            from inbox_momentum import clock_holidays

            holidays |= clock_holidays.holidays(self.country, self.region, years)
        home = ZoneInfo(zone)
        answered = {
            wait: (at if at.tzinfo else at.replace(tzinfo=home)).astimezone(UTC)
            for wait, at in self.answered.items()
        }
        calendar = replace(self.calendar, zone=zone, holidays=holidays)
        return Settings(
            calendar, self.limits, self.not_a_lapse, self.snoozed, answered, languages=self.languages
        )


def default_path() -> Path:
    """Where the user's own configuration lies (XDG, or the platform's equivalent)."""
    return places.config_folder() / "config.toml"


def load(path: Path | None) -> Config:
    """Read ``path``; with ``None`` the user's own file if there is one, else the defaults.

    Raises ``UsageError`` that names the file and the key.
    """
    chosen = path or default_path()
    if path is None and not chosen.is_file():
        return Config()
    try:
        text = chosen.read_text("utf-8-sig")  # Windows editors begin a file with a byte-order mark
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(f"The configuration {chosen} cannot be read: {reason}.") from None
    return parse(text, chosen)


def parse(text: str, path: Path) -> Config:
    """What a configuration says; ``path`` is where it lies or will lie. Raises ``UsageError`` as ``load``."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The configuration {path} is not valid TOML: {error}.") from None
    return _config(table, _Where(str(path)))


@dataclass(frozen=True, slots=True)
class _Where:
    """Names the place of a wrong value."""

    path: str
    table: str = ""

    def wrong(self, key: str, wish: str) -> UsageError:
        """The error for one key."""
        name = f"{self.table}.{key}" if self.table else key
        return UsageError(f"{self.path}: {name} {wish}.")


def _config(table: dict[str, Any], where: _Where) -> Config:
    _only(table, _TOP, where)
    timezone = _of(table, "timezone", str, None, where)
    if timezone is not None:
        zone_info(timezone, f"{where.path}: timezone")
    working = _of(table, "working", dict, {}, where)
    calendar = _calendar(working, _Where(where.path, "working"))
    country, region = _country(working, _Where(where.path, "working"))
    return Config(
        addresses=tuple(_strings(table, "addresses", where)),
        timezone=timezone,
        calendar=calendar,
        limits=_limits(_of(table, "limits", dict, {}, where), calendar.end_s - calendar.start_s, where),
        not_a_lapse=frozenset(_strings(table, "not_a_lapse", where)),
        snoozed=frozenset(_strings(table, "snoozed", where)),
        country=country,
        region=region,
        answered=_moments(_of(table, "answered", dict, {}, where), _Where(where.path, "answered")),
        sources=tuple(_strings(table, "sources", where)),
        accounts=_accounts(_of(table, "accounts", dict, {}, where), where),
        delivery=_keys(_of(table, "delivery", dict, {}, where), _DELIVERY, _Where(where.path, "delivery")),
        keep_days=_keep_days(table, where),
        languages=_languages(table, where),
        path=Path(where.path),
    )


def _keep_days(table: dict[str, Any], where: _Where) -> int | None:
    days: int | None = _of(table, "keep_days", int, None, where)
    if days is not None and not _LEAST_KEPT <= days <= _MOST_KEPT:
        raise where.wrong("keep_days", f"wants a number of days from {_LEAST_KEPT} to {_MOST_KEPT}")
    return days


def _languages(table: dict[str, Any], where: _Where) -> tuple[str, ...]:
    chosen = tuple(name.strip().lower() for name in _strings(table, "languages", where))
    known = languages()
    if not set(chosen) <= set(known):
        raise where.wrong("languages", f"wants codes of these: {', '.join(known)}")
    return tuple(dict.fromkeys(chosen))


def languages() -> tuple[str, ...]:
    """Codes of the languages in which hiring mail is read, English first (``data/stages.toml``)."""
    return tuple(tomllib.loads(assets.data("stages.toml").read_text("utf-8"))["stopwords"])


def _accounts(tables: dict[str, Any], where: _Where) -> dict[str, dict[str, Any]]:
    """The tables of accounts with known keys of the right kind; no secret has a key here."""
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise where.wrong(f"accounts.{name}", "must be a table")
        _keys(table, _ACCOUNT, _Where(where.path, f"accounts.{name}"))
    return tables


def _keys(table: dict[str, Any], known: dict[str, type[Any]], where: _Where) -> dict[str, Any]:
    """The table, when its keys are known ones of the right kind."""
    for secret in ("password", "token", "client_secret"):
        if secret in table:
            raise where.wrong(
                secret,
                "does not belong in a file. Take it out, and run momentum init to keep it in the "
                "keyring, or name a program that prints it with password_command",
            )
    _only(table, set(known), where)
    for key, kind in known.items():
        if kind is list:
            _strings(table, key, where)
        else:
            _of(table, key, kind, None, where)
    return table


def _calendar(table: dict[str, Any], where: _Where) -> WorkingCalendar:
    _only(table, _WORKING, where)
    usual = WorkingCalendar()
    start, end = _clock(table, "start", usual.start_s, where), _clock(table, "end", usual.end_s, where)
    if start >= end:
        raise where.wrong("end", "must lie after start")
    names = [name.lower()[:3] for name in _strings(table, "days", where)] or list(_DAYS[:5])
    if not set(names) <= set(_DAYS):
        raise where.wrong("days", 'wants names such as ["mon", "tue"]')
    away = []
    for item in _of(table, "away", list, [], where):
        first, last = _span(
            item, where.wrong("away", "wants tables such as {from = 2026-12-24, to = 2027-01-02}")
        )
        away.append((first, last))
    travel = []
    for item in _of(table, "travel", list, [], where):
        problem = where.wrong(
            "travel", 'wants tables such as {from = 2026-12-24, to = 2027-01-02, zone = "Asia/Tokyo"}'
        )
        first, last = _span(item, problem)
        if not isinstance(item.get("zone"), str):
            raise problem
        zone_info(item["zone"], f"{where.path}: working.travel.zone")
        travel.append((first, last, item["zone"]))
    holidays = _of(table, "holidays", list, [], where)
    if not all(type(day) is date for day in holidays):
        raise where.wrong("holidays", "wants days such as [2026-12-25]")
    weekdays = frozenset(_DAYS.index(name) for name in names)
    return WorkingCalendar("UTC", start, end, weekdays, frozenset(holidays), tuple(away), tuple(travel))


def _country(table: dict[str, Any], where: _Where) -> tuple[str | None, str | None]:
    """The country and region whose holidays count, checked against those that are known."""
    country = _of(table, "country", str, None, where)
    region = _of(table, "region", str, None, where)
    if country is None:
        if region is not None:
            raise where.wrong("region", "needs working.country beside it")
        return None, None
    from inbox_momentum import clock_holidays

    try:
        clock_holidays.holidays(country, None, ())
        if region is not None:
            clock_holidays.holidays(country, region, ())
    except KeyError as error:
        key = "country" if "no holidays" in error.args[0] else "region"
        raise where.wrong(key, f"cannot be used: {error.args[0]}") from None
    return country, region


def _moments(table: dict[str, Any], where: _Where) -> dict[str, datetime]:
    for key, value in table.items():
        if not isinstance(value, datetime):
            raise where.wrong(key, "wants the moment of the answer, such as 2026-11-20T14:30:00")
    return table


def _limits(table: dict[str, Any], day_s: float, where: _Where) -> dict[str, Limit]:
    from inbox_momentum.limits import override

    try:
        return {name: override(name, row, day_s) for name, row in table.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise where.wrong("limits", f"has a row that cannot be used: {error}") from None


def _clock(table: dict[str, Any], key: str, usual: int, where: _Where) -> int:
    text = _of(table, key, str, None, where)
    if text is None:
        return usual
    hours, colon, minutes = text.partition(":")
    if colon and hours.isdigit() and minutes.isdigit() and int(hours) <= 24 and int(minutes) < 60:
        seconds = int(hours) * 3600 + int(minutes) * 60
        if seconds <= 86400:
            return seconds
    raise where.wrong(key, 'wants a time such as "08:00"')


def _span(item: object, problem: UsageError) -> tuple[date, date]:
    if not isinstance(item, dict):
        raise problem
    first, last = item.get("from"), item.get("to", item.get("from"))
    if type(first) is not date or type(last) is not date or first > last:
        raise problem
    return first, last


def _only(table: dict[str, Any], known: set[str], where: _Where) -> None:
    for key in table:
        if key not in known:
            raise where.wrong(key, f"is not a setting; known here: {', '.join(sorted(known))}")


def _of(table: dict[str, Any], key: str, kind: type[Any], usual: Any, where: _Where) -> Any:
    value = table.get(key, usual)
    right = isinstance(value, kind) and type(value) not in (bool, datetime)
    if value is not usual and not right:
        words = {"str": "text", "list": "a list", "dict": "a table", "int": "a number", "date": "a day"}
        raise where.wrong(key, f"must be {words[kind.__name__]}")
    return value


def _strings(table: dict[str, Any], key: str, where: _Where) -> list[str]:
    values = _of(table, key, list, [], where)
    if not all(isinstance(value, str) for value in values):
        raise where.wrong(key, "must be a list of texts")
    return list(values)


def zone_info(name: str, option: str) -> ZoneInfo:
    """The zone called ``name``; ``UsageError`` naming ``option`` when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(
            f"{option}: {name!r} is no time zone; use an IANA name such as Europe/London."
        ) from None
