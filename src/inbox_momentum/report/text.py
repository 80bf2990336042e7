"""Text that knows where it came from: our own words, or words out of somebody's mail.

Jinja asks every value for ``__html__``, so mail text wraps itself in ``<bdi>``
wherever it is printed, and nobody can forget to. In an attribute use ``plain``;
a ``<bdi>`` there does not pass the gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from inbox_momentum.report import clean


@dataclass(frozen=True, slots=True)
class MailText:
    """Cleaned text taken from mail; make it with ``mail``."""

    plain: str

    def __html__(self) -> str:
        return f"<bdi>{escape(self.plain)}</bdi>"

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.plain)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ours that may carry mail text inside it."""

    parts: tuple[str | MailText, ...]

    @property
    def plain(self) -> str:
        """The sentence without markup."""
        return "".join(str(part) for part in self.parts)

    def __html__(self) -> str:
        return "".join(p.__html__() if isinstance(p, MailText) else escape(p) for p in self.parts)

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return any(self.parts)


def mail(text: str, limit: int = 300) -> MailText:
    """Text out of mail, cleaned and cut to ``limit`` characters."""
    return MailText(clean.line(text, limit))


def isolate(sentence: str, names: Iterable[str], limit: int = 400) -> Said:
    """A sentence made elsewhere, with each of ``names`` inside it kept apart as mail text."""
    parts: list[str | MailText] = [clean.line(sentence, limit)]
    for name in sorted({clean.line(n) for n in names} - {""}, key=len, reverse=True):
        parts = [piece for part in parts for piece in _split(part, name)]
    return Said(tuple(parts))


def _split(part: str | MailText, name: str) -> list[str | MailText]:
    if isinstance(part, MailText):
        return [part]
    pieces: list[str | MailText] = []
    for index, plain in enumerate(part.split(name)):
        if index:
            pieces.append(MailText(name))
        if plain:
            pieces.append(plain)
    return pieces
