"""A type with no room for anything private."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import UTC, datetime
from typing import Any

import pytest

from inbox_momentum.share import figures
from inbox_momentum.share.figures import (
    HIDDEN,
    Completeness,
    EmployerRow,
    Figures,
    Period,
    PrivateField,
    Row,
)
from tests.share import made


def leaves(kind: Any, path: str = "") -> list[tuple[str, Any]]:
    """Every field of a record type down to its plain types."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return [one for name, inner in hints.items() for one in leaves(inner, f"{path}.{name}")]
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is tuple:
        args = [one for one in typing.get_args(kind) if one not in (type(None), ...)]
        return [one for inner in args for one in leaves(inner, path)]
    return [(path, kind)]


def test_every_field_is_a_number_or_a_yes_or_a_letter() -> None:
    found = leaves(Figures)
    assert {kind for _, kind in found} == {int, bool, str}
    assert [path for path, kind in found if kind is str] == [".employers.letter"]
    words = {word for path, _ in found for name in path.split(".") for word in name.split("_")}
    forbidden = {
        "score",
        "lapse",
        "lapses",
        "rating",
        "rank",
        "subject",
        "address",
        "name",
        "date",
        "day",
        "colour",
    }
    assert not words & forbidden


@pytest.mark.parametrize(
    "private",
    [
        "Halden Robotics",
        "",
        b"x",
        1.5,
        True,
        None,
        datetime(2026, 11, 1, tzinfo=UTC),
        ["a"],
        -1,
        10**9,
        "AB",
        "a",
    ],
)
def test_no_field_takes_anything_else(private: Any) -> None:
    good = made.figures(employers=True)
    tried = 0
    for record in (good.period, good.completeness, good.total, good.employers[0], good):  # type: ignore[index]
        for field in dataclasses.fields(record):
            given = getattr(record, field.name)
            if private == given or (type(given) is bool and type(private) is bool):
                continue
            if private is None and "None" in str(field.type):
                continue
            with pytest.raises(PrivateField):
                dataclasses.replace(record, **{field.name: private})
            tried += 1
    assert tried >= 13


@pytest.mark.parametrize(("measured", "unclear"), [(None, 5), (95, None)])
def test_half_of_a_hidden_share_is_not_shown(measured: int | None, unclear: int | None) -> None:
    with pytest.raises(PrivateField):
        dataclasses.replace(made.figures().completeness, measured_percent=measured, unclear_percent=unclear)


class Sneaky(int):
    """A number that carries a word along."""

    word = "Halden"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Row(Sneaky(7), 0, 5, 2, 9),
        lambda: Row(4, 0, 5, 2, 9),
        lambda: Row(None, 0, None, None, None),
        lambda: Row(None, None, 5, None, None),
        lambda: Row(12, 1, 5, 2, 9),
        lambda: Row(12, 8, 5, 2, 9),
        lambda: Row(12, 13, 5, 2, 9),
        lambda: EmployerRow("A", HIDDEN),
        lambda: Period(12, 2026, 11),
        lambda: Period(13, 2026, 13),
        lambda: Completeness(91, 9, 0, True, True, False),
    ],
)
def test_small_groups_and_fine_grain_are_refused(make: Any) -> None:
    with pytest.raises(PrivateField):
        make()


@pytest.mark.parametrize(
    "part", [(0, True), (1, False), (4, False), (5, True), (7, True), (8, False), (12, True)]
)
def test_a_part_shows_only_when_both_sides_are_large(part: tuple[int, bool]) -> None:
    assert figures.visible_part(part[0], 12) is part[1]


@pytest.mark.parametrize(
    "change",
    [
        {"total": Row(21, None, 7, 3, 24)},
        {"total": Row(18, 6, 7, 3, 24)},
        {"kinds": (HIDDEN,) * 7},
        {"kinds": (HIDDEN,) * 6},
        {
            "employers": (
                EmployerRow("B", Row(7, None, 4, None, None)),
                EmployerRow("A", Row(7, None, 4, None, None)),
            )
        },
        {"employers": (EmployerRow("A", Row(7, None, 4, None, None)),) * 2},
        {"employers": [EmployerRow("A", Row(7, None, 4, None, None))]},
    ],
)
def test_what_contradicts_itself_cannot_be_made(change: dict[str, Any]) -> None:
    with pytest.raises(PrivateField):
        dataclasses.replace(made.figures(), **change)


def test_frozen_and_slotted() -> None:
    row = Row(12, 0, 5, 2, 9)
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.n = 3  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(row, "subject", "secret")
