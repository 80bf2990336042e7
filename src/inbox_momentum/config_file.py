"""Writing the configuration: a commented file at first, changed in place later. Only importer of tomlkit."""

from __future__ import annotations

import tomllib
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inbox_momentum.model import UsageError

Value = str | int | bool | date | list[str]

_HEAD = (
    "# Settings of Momentum. Every one is optional; docs/configuration.md explains them all.\n"
    "# No secret lies here: passwords and tokens are in the keyring of this machine.\n"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the file."""

    table: tuple[str, ...]
    """Names down to the table it is in; empty for the top."""
    key: str
    value: Value | None
    """``None``: the line is written as a comment with ``example``, or left as it is."""
    comment: str = ""
    """What it is for, said above or beside a line that is new."""
    example: str = ""
    """TOML text of an example; '' when a missing value needs no line."""
    remove: bool = False
    """Take the line out of a file that has it; goes with ``None``."""


def fresh(settings: Sequence[Setting]) -> str:
    """A new file with every setting in the given order, each below its comment."""
    lines = [_HEAD]
    tables = list(dict.fromkeys(setting.table for setting in settings))
    for table in sorted(tables, key=len):  # what belongs to the top must come before the first table
        if table:
            lines.append(f"\n[{'.'.join(_name(part) for part in table)}]")
        for setting in settings:
            if setting.table == table:
                lines.extend(_lines(setting))
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def changed(text: str, settings: Sequence[Setting]) -> str:
    """``text`` with the values of ``settings``; all else, comments too, stays as it is.

    Raises ``UsageError`` when ``text`` is no TOML or is written in a way that cannot be changed safely.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        for setting in settings:
            if setting.value is not None:
                _put(document, setting)
            elif setting.remove:
                _take(document, setting)
        found = tomlkit.dumps(document)
        after = tomllib.loads(found)
    except (TOMLKitError, ValueError) as error:  # tomlkit has the one, the other, and both
        raise _unchangeable(str(error).rstrip(".")) from None
    for (
        setting
    ) in settings:  # the new text is read as the program will read it, before it may replace the old
        if _value(after, setting) != setting.value and (setting.value is not None or setting.remove):
            raise _unchangeable(f"{'.'.join((*setting.table, setting.key))} is written in an unusual way")
    return found


def _unchangeable(reason: str) -> UsageError:
    return UsageError(f"The configuration cannot be changed: {reason}. Mend it by hand first.")


def _value(table: Any, setting: Setting) -> object:
    for name in setting.table:
        table = table.get(name, {})
    return table.get(setting.key)


def _lines(setting: Setting) -> list[str]:
    note = ["", f"# {setting.comment}"] if setting.comment else []
    if setting.value is not None:
        return [*note, f"{_name(setting.key)} = {_toml(setting.value)}"]
    return [*note, f"# {_name(setting.key)} = {setting.example}"] if setting.example else []


def _put(document: Any, setting: Setting) -> None:
    """Set one value; a value that is the same already keeps its own way of writing."""
    import tomlkit

    place = document
    for name in setting.table:
        if name not in place:
            place[name] = tomlkit.table(is_super_table=name != setting.table[-1])
        place = place[name]
        if not isinstance(place, MutableMapping):
            raise _unchangeable(f"{'.'.join(setting.table)} is no table")
    known = setting.key in place
    if known and place[setting.key] == setting.value:
        return
    item = tomlkit.item(setting.value)
    if known and hasattr(place[setting.key], "trivia"):
        item.trivia.comment_ws = place[setting.key].trivia.comment_ws
        item.trivia.comment = place[setting.key].trivia.comment
    elif setting.comment and not isinstance(place, tomlkit.items.InlineTable):
        item.comment(setting.comment)
    place[setting.key] = item


def _take(document: Any, setting: Setting) -> None:
    place = document
    for name in setting.table:
        place = place.get(name, {})
        if not isinstance(place, MutableMapping):
            return
    place.pop(setting.key, None)


def _name(key: str) -> str:
    """A key, quoted where TOML needs it."""
    import tomlkit

    return tomlkit.key(key).as_string()


def _toml(value: Value) -> str:
    import tomlkit

    return tomlkit.item(value).as_string()
