"""The file of corrections: TOML text in, records out, each checked; and a record as TOML text.

One ``[[correction]]`` after the other, in the order in which they were made. The file may be
edited by hand: what is misspelt is named, and nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from inbox_momentum import ids
from inbox_momentum.model import (
    Correction,
    CorrectionKind,
    Outcome,
    UsageError,
    WaitKind,
)

_COMMON = frozenset({"says", "said_at", "note"})
KEYS: Mapping[CorrectionKind, frozenset[str]] = {
    CorrectionKind.SENDER: frozenset({"sender", "employer", "agency", "hiring"}),
    CorrectionKind.NOT_A_REQUEST: frozenset({"wait", "message", "kind"}),
    CorrectionKind.ANSWERED: frozenset({"wait", "at", "how"}),
    CorrectionKind.NOT_A_LAPSE: frozenset({"lapse"}),
    CorrectionKind.SNOOZE: frozenset({"lapse", "until"}),
    CorrectionKind.SAME: frozenset({"applications"}),
    CorrectionKind.OUTCOME: frozenset({"application", "outcome", "on"}),
}
"""What a correction of each kind may hold besides ``says``, ``said_at`` and ``note``."""

_KINDS = frozenset(WaitKind) - {WaitKind.REPLY}
_LONGEST = 1000
"""Characters of a text: a Message-ID has at most 998 (RFC 5322 §2.1.1)."""
_ADDRESS = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_DOMAIN = re.compile(r"[^\s@<>\"/:]+\.[^\s@<>\"/:]+")


def read(text: str, path: str) -> tuple[Correction, ...]:
    """The corrections in ``text``, in their order. Raises ``UsageError`` that names ``path``."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UsageError(f"The corrections {path} are not valid TOML: {reason}.") from None
    for key in tables:
        if key != "correction":
            raise UsageError(
                f"{path}: {key} is not known here; each correction begins with [[correction]]. "
                "Perhaps a newer version wrote it."
            )
    rows = tables.get("correction", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path}: each correction begins with [[correction]].")
    return tuple(checked(row, f"{path}: correction {number}") for number, row in enumerate(rows, start=1))


class _Row:
    """One correction of a file, and the names of what is wrong with it."""

    def __init__(self, place: str, row: Mapping[str, Any]) -> None:
        self._place, self._row = place, row

    def wrong(self, key: str, wish: str) -> UsageError:
        """The error for one key."""
        return UsageError(f"{self._place}: {key} {wish}.")

    def text(self, key: str, needed: bool = False) -> str | None:
        """A text that says something; ``None`` when it is not there and need not be."""
        value = self._row.get(key)
        if value is None and not needed:
            return None
        plain = isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST
        if not isinstance(value, str) or not plain or not value.strip():
            raise self.wrong(key, "is missing" if value is None else "must be one short line of text")
        return value.strip()

    def id(self, key: str, prefix: str) -> str:
        """An id as the report shows it."""
        value = self.text(key, needed=True) or ""
        if not ids.is_id(value, prefix):
            raise self.wrong(key, f"must be an id as the report shows it, such as {prefix}1a2b3c4d")
        return value

    def flag(self, key: str, usual: bool) -> bool:
        """True or false."""
        value = self._row.get(key, usual)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def day(self, key: str) -> date:
        """A day, needed."""
        value = self._row.get(key)
        if type(value) is not date or not 1900 <= value.year <= 2200:
            raise self.wrong(key, "wants a day such as 2026-11-30")
        return value

    def moment(self, key: str, needed: bool = False) -> datetime | None:
        """A moment, with or without its offset."""
        value = self._row.get(key)
        if value is None and not needed:
            return None
        if not isinstance(value, datetime) or not 1900 <= value.year <= 2200:
            raise self.wrong(key, "wants a moment such as 2026-11-20T14:30:00")
        return value

    def listed(self, key: str) -> list[Any]:
        """A list, empty when it is not there or something else."""
        value = self._row.get(key)
        return value if isinstance(value, list) else []

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self._row


def checked(row: Mapping[str, Any], place: str) -> Correction:
    """The record of one row. Raises ``UsageError`` that begins with ``place`` and names the key."""
    at = _Row(place, row)
    says = at.text("says", needed=True)
    if says not in list(CorrectionKind):
        known = ", ".join(CorrectionKind)
        raise at.wrong("says", f"is {says!r}; known are {known}. Perhaps a newer version wrote it")
    kind = CorrectionKind(says)
    for key in row:
        if key not in KEYS[kind] | _COMMON:
            known = ", ".join(sorted(KEYS[kind] | _COMMON))
            raise at.wrong(key, f"is no key of {says!r} (known: {known}). Perhaps a newer version wrote it")
    fields = _READERS[kind](at)
    # The id is made of what is said, not of when or why.
    name = ids.digest("c", says, *(f"{key}={fields[key]}" for key in sorted(fields)))
    return Correction(id=name, says=kind, **fields, said_at=at.moment("said_at"), note=at.text("note"))


def _sender(at: _Row) -> dict[str, Any]:
    target = sender(at.text("sender", needed=True) or "")
    if target is None:
        raise at.wrong("sender", 'wants an address or a domain, such as "jobs@acme.com" or "acme.com"')
    employer, agency, hiring = at.text("employer"), at.flag("agency", False), at.flag("hiring", True)
    if not hiring and (employer or agency):
        raise at.wrong("hiring", "= false says that it does not hire at all: leave employer and agency out")
    if hiring and not employer and not agency:
        raise at.wrong("employer", "is missing (or say agency = true, or hiring = false)")
    return {"target": target, "employer": employer, "agency": agency, "hiring": hiring}


def sender(text: str) -> str | None:
    """An address or a domain in lower case; ``None`` for anything else."""
    target = text.strip().removeprefix("@").lower()
    return target if _ADDRESS.fullmatch(target) or _DOMAIN.fullmatch(target) else None


def _not_a_request(at: _Row) -> dict[str, Any]:
    if at.has("wait") == at.has("message"):
        raise at.wrong("wait", "or message must be there, and only one of them")
    if at.has("wait"):
        if at.has("kind"):
            raise at.wrong("kind", "goes with message; a wait is of one kind already")
        return {"target": at.id("wait", "w")}
    kind = at.text("kind")
    if kind is not None and kind not in _KINDS:
        raise at.wrong("kind", f"must be one of {', '.join(sorted(_KINDS))}")
    message = (at.text("message", needed=True) or "").removeprefix("<").removesuffix(">")
    return {"target": message, "wait_kind": WaitKind(kind) if kind else None}


def _answered(at: _Row) -> dict[str, Any]:
    return {"target": at.id("wait", "w"), "at": at.moment("at", needed=True), "how": at.text("how")}


def _not_a_lapse(at: _Row) -> dict[str, Any]:
    return {"target": at.id("lapse", "l")}


def _snooze(at: _Row) -> dict[str, Any]:
    return {"target": at.id("lapse", "l"), "until": at.day("until")}


def _same(at: _Row) -> dict[str, Any]:
    problem = at.wrong("applications", 'wants two ids such as ["a1a2b3c4d", "a5e6f7a8b"]')
    value = at.listed("applications")
    if len(value) != 2 or not all(isinstance(one, str) and ids.is_id(one, "a") for one in value):
        raise problem
    if value[0] == value[1]:
        raise problem
    return {"target": value[0], "other": value[1]}


def _outcome(at: _Row) -> dict[str, Any]:
    outcome = at.text("outcome", needed=True)
    if outcome not in list(Outcome):
        raise at.wrong("outcome", f"must be one of {', '.join(Outcome)}")
    return {"target": at.id("application", "a"), "outcome": Outcome(outcome), "on": at.day("on")}


_READERS = {
    CorrectionKind.SENDER: _sender,
    CorrectionKind.NOT_A_REQUEST: _not_a_request,
    CorrectionKind.ANSWERED: _answered,
    CorrectionKind.NOT_A_LAPSE: _not_a_lapse,
    CorrectionKind.SNOOZE: _snooze,
    CorrectionKind.SAME: _same,
    CorrectionKind.OUTCOME: _outcome,
}
