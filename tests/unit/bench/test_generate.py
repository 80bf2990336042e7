"""The generator's truth is true: the same bytes from the same seed, and our own reader finds each message."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from bench import generate
from bench.letters import letters

from inbox_momentum import sources
from inbox_momentum.ingest import relevance
from inbox_momentum.ingest.relevance import Row
from inbox_momentum.message import headers, parse
from inbox_momentum.model import Defect
from tests.simulation.world import OWNER

COUNT = 240


def truth(target: Path) -> list[dict[str, object]]:
    lines = target.with_name(target.name + ".truth.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("dialect", [*generate.DIALECTS, "maildir"])
def test_nothing_is_lost_or_invented_in_any_dialect(tmp_path: Path, dialect: str) -> None:
    target = tmp_path / "box"
    size = generate.write(target, dialect, 3, COUNT)
    rows = truth(target)
    assert len(rows) == COUNT
    found = [one for one in sources.read([str(target)]) if not isinstance(one, Defect)]
    assert Counter(parse.parse(one).message_id for one in found) == Counter(row["id"] for row in rows)
    if dialect != "maildir":
        data = target.read_bytes()
        assert len(data) == size
        assert all(data.startswith(b"From ", row["position"]) for row in rows)  # type: ignore[arg-type]
        positions = {parse.parse(one).message_id: one.position for one in found}
        assert all(positions[str(row["id"])] == f"byte {row['position']}" for row in rows)


@pytest.mark.parametrize("dialect", ["takeout", "mboxcl2"])
def test_a_seed_is_a_mailbox(tmp_path: Path, dialect: str) -> None:
    written = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate.write(tmp_path / name, dialect, seed, 60)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert written[0] != written[2]


def test_both_ways_are_one_life() -> None:
    onwards = list(letters(5, 7000))
    assert onwards == list(letters(5, 7000, newest_first=True))[::-1]
    times = [one.at for one in onwards]
    assert times == sorted(times)
    assert len({one.id for one in onwards}) == 7000
    assert 0.025 < sum(one.hiring for one in onwards) / 7000 < 0.05
    assert any(one.sent and one.hiring for one in onwards)
    assert 50_000 < sum(len(one.head) + len(one.text) + len(one.blob) for one in onwards) / 7000 < 70_000


def test_it_is_a_typical_mailbox() -> None:
    """Nineteen messages of twenty are bulk, and seven of a hundred must be read (spec of the ingest)."""
    rows = [Row(one.id, one.head + b"\n", one.sent, gm_thread_id=str(one.thread)) for one in letters(1, 7000)]
    bulk = sum(relevance.went_to_many(headers.read(row.header), None) for row in rows)
    assert 0.93 < bulk / len(rows) < 0.97
    assert 0.055 < len(relevance.choose(rows, (OWNER,))) / len(rows) < 0.085


def test_two_seeds_share_no_id() -> None:
    assert not {one.id for one in letters(1, 400)} & {one.id for one in letters(2, 400)}
