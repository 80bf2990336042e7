"""Little building blocks that write a value as JSON and describe it as JSON Schema.

Each record of the contract is one table of fields; the output and its schema
both come from that table, so they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, Protocol

Json = dict[str, Any]


class Shape(Protocol):
    """Something that can be written and described."""

    def write(self, value: Any, quotes: bool) -> Any:
        """``value`` as plain JSON data; ``quotes`` False leaves mail's own sentences out."""
        ...

    def schema(self) -> Json:
        """JSON Schema (2020-12) of what ``write`` returns."""
        ...


def instant(value: datetime) -> str:
    """RFC 3339 in UTC with ``Z``; milliseconds only when there are any."""
    utc = value.astimezone(UTC)
    precise = "milliseconds" if utc.microsecond >= 1000 else "seconds"
    return utc.replace(tzinfo=None).isoformat(timespec=precise) + "Z"


def number(value: float, digits: int = 3) -> int | float:
    """Rounded, and an integer when it is one: no float noise, no ``-0``."""
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded


@dataclass(frozen=True, slots=True)
class Plain:
    """A value with a writer and a fixed schema."""

    writer: Callable[[Any], Any]
    described: tuple[tuple[str, Any], ...]

    def write(self, value: Any, quotes: bool) -> Any:
        """The value, written."""
        return self.writer(value)

    def schema(self) -> Json:
        """The fixed schema."""
        return dict(self.described)


TEXT = Plain(str, (("type", "string"),))
BOOL = Plain(bool, (("type", "boolean"),))
COUNT = Plain(int, (("type", "integer"), ("minimum", 0)))
TIME = Plain(instant, (("type", "string"), ("format", "date-time"), ("pattern", "Z$")))
DAY = Plain(date.isoformat, (("type", "string"), ("format", "date")))
SECONDS = Plain(number, (("type", "number"), ("description", "seconds")))
PROBABILITY = Plain(lambda value: number(value, 4), (("type", "number"), ("minimum", 0), ("maximum", 1)))


def constant(text: str) -> Plain:
    """A fixed string."""
    return Plain(lambda _value: text, (("const", text),))


def one_of(values: type[StrEnum] | Iterable[str]) -> Plain:
    """One of a closed list of names."""
    return Plain(str, (("enum", [str(value) for value in values]),))


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stood in mail: ``null`` when quotes are left out or there is none."""

    def write(self, value: Any, quotes: bool) -> Any:
        """The sentence or ``None``."""
        return str(value) if quotes and value else None

    def schema(self) -> Json:
        """String or null."""
        return {"type": ["string", "null"]}


@dataclass(frozen=True, slots=True)
class Optional:
    """``None`` stays ``null``."""

    of: Shape

    def write(self, value: Any, quotes: bool) -> Any:
        """``None`` or the value, written."""
        return None if value is None else self.of.write(value, quotes)

    def schema(self) -> Json:
        """The inner schema or null."""
        inner = self.of.schema()
        if isinstance(inner.get("type"), str):
            return {**inner, "type": [inner["type"], "null"]}
        if "enum" in inner:
            return {"enum": [*inner["enum"], None]}
        return {"anyOf": [inner, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Many:
    """A list, in the order given; ``quoted`` lists are emptied when quotes are left out."""

    of: Shape
    quoted: bool = False

    def write(self, value: Any, quotes: bool) -> Any:
        """Each item, written."""
        return [] if self.quoted and not quotes else [self.of.write(item, quotes) for item in value]

    def schema(self) -> Json:
        """Array of the inner schema."""
        return {"type": "array", "items": self.of.schema()}


@dataclass(frozen=True, slots=True)
class Field:
    """One member of an object: its name, its shape, and where its value is found."""

    name: str
    shape: Shape
    get: Callable[[Any], Any] | None = None
    """From the record; ``None`` means the attribute of the same name."""

    def of(self, record: Any) -> Any:
        """The member's value in ``record``."""
        return self.get(record) if self.get else attrgetter(self.name)(record)


@dataclass(frozen=True, slots=True)
class Table:
    """An object with exactly these members, in this order."""

    name: str
    fields: tuple[Field, ...]

    def write(self, value: Any, quotes: bool) -> Json:
        """The record as an object."""
        return {field.name: field.shape.write(field.of(value), quotes) for field in self.fields}

    def schema(self) -> Json:
        """A reference; ``definition`` holds the members."""
        return {"$ref": f"#/$defs/{self.name}"}

    def definition(self, closed: bool) -> Json:
        """Object schema with every member required; ``closed`` forbids members it does not know."""
        described: Json = {
            "type": "object",
            "properties": {field.name: field.shape.schema() for field in self.fields},
            "required": [field.name for field in self.fields],
        }
        return {**described, "additionalProperties": False} if closed else described

    def inner(self) -> dict[str, Table]:
        """Every table inside this one, by name, itself included; tables never contain themselves."""
        found: dict[str, Table] = {}
        waiting: list[object] = [self]
        while waiting:
            shape = waiting.pop()
            if isinstance(shape, Optional | Many):
                waiting.append(shape.of)
            elif isinstance(shape, Table) and shape.name not in found:
                found[shape.name] = shape
                waiting.extend(field.shape for field in shape.fields)
        return dict(sorted(found.items()))
