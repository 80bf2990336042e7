"""All sentences of the report, from one table that a translator could take over."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Any

from inbox_momentum import assets
from inbox_momentum.report.text import MailText, Said
from inbox_momentum.report.when import plural_category

Value = str | int | MailText | Said


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences of one language."""

    table: dict[str, Any]
    locale: str
    plural: Callable[[int], str]
    """Number to CLDR plural category."""

    def say(self, key: str, n: int | None = None, **fields: Value) -> Said:
        """The sentence ``key`` with its fields filled in; mail text inside stays marked as such.

        ``n`` chooses the plural form and fills ``{n}``, ``{n_word}`` and ``{N_word}``.
        Raises ``KeyError`` for an unknown key or a missing field: a mistake of ours.
        """
        template = self._template(key, n)
        values: dict[str, Value] = dict(fields)
        if n is not None:
            word = self.number_word(n)
            values |= {"n": self.figure(n), "n_word": word, "N_word": word[:1].upper() + word[1:]}
        parts: list[str | MailText] = []
        for literal, name, _spec, _conversion in Formatter().parse(template):
            if literal:
                parts.append(literal)
            if name is not None:
                value = values[name]
                parts.extend(value.parts if isinstance(value, Said) else [_part(value)])
        return Said(tuple(parts))

    def text(self, key: str, n: int | None = None, **fields: Value) -> str:
        """Like ``say``, as a plain string."""
        return self.say(key, n, **fields).plain

    def has(self, key: str) -> bool:
        """True when there is a sentence of that key."""
        section, _, name = key.partition(".")
        return name in self.table.get(section, {})

    def number_word(self, n: int) -> str:
        """``three`` for 3; figures above the list's end."""
        words: list[str] = self.table["number_words"]
        return words[n] if 0 <= n < len(words) else self.figure(n)

    def figure(self, n: int) -> str:
        """``1,284``."""
        return f"{n:,}"

    def pattern(self, name: str) -> str:
        """A CLDR date pattern."""
        return str(self.table["pattern"][name])

    def _template(self, key: str, n: int | None) -> str:
        section, _, name = key.partition(".")
        found = self.table[section][name]
        if isinstance(found, str):
            return found
        category = "other" if n is None else self.plural(n)
        return str(found.get(category, found["other"]))


def _part(value: str | int | MailText) -> str | MailText:
    return value if isinstance(value, MailText) else str(value)


@lru_cache(maxsize=4)
def load(language: str = "en") -> Words:
    """The words of ``language``, from ``data/words_<language>.toml``."""
    table = tomllib.loads(assets.data(f"words_{language}.toml").read_text(encoding="utf-8"))
    locale = str(table["locale"])
    return Words(table, locale, plural_category(locale))
