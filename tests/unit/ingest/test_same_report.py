"""Bulk mail left unread changes no figure: a report made of two tiers is the report made of everything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import pipeline
from inbox_momentum.model import Mailbox, Settings, WorkingCalendar
from inbox_momentum.report import json_report
from tests.simulation.run import write_mbox
from tests.simulation.story import AS_OF, mailbox

SETTINGS = Settings(WorkingCalendar("Europe/London"))
SAMPLES = ("weekly_audit.mbox", "steady.mbox", "juggler.mbox", "traveller.mbox", "relaxes_after_praise")
LISTS = ("linux-mips-2002.mbox", "mutt-ng-devel.mbox")


def report(mail: Mailbox, as_of: datetime) -> dict[str, Any]:
    """The JSON but for what only reading every body could know: its digest, and defects that reject nothing."""
    document = json_report.as_json(pipeline.analyze(mail, as_of, SETTINGS))
    document.pop("input_digest")
    coverage = document["coverage"]
    coverage["defects"] = [one for one in coverage["defects"] if one["fatal"]]
    return document


def assert_same(path: Path, as_of: datetime) -> None:
    everything = report(pipeline.read_mailbox([str(path)]), as_of)
    two_tiers = report(pipeline.skim_mailbox([str(path)]), as_of)
    assert two_tiers == everything


@pytest.mark.parametrize("name", SAMPLES)
def test_samples(samples: Path, name: str) -> None:
    assert_same(samples / name, datetime(2026, 11, 20, 9, tzinfo=UTC))


@pytest.mark.parametrize("seed", range(6))
def test_simulated_searches(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "search.mbox"
    write_mbox(mailbox(seed, AS_OF), path)
    assert_same(path, AS_OF)


@pytest.mark.corpora
@pytest.mark.parametrize("name", LISTS)
def test_list_archives(corpora: Path, name: str) -> None:
    path = corpora / "lists" / name
    if not path.exists():
        pytest.skip(f"no {name} among the corpora")
    assert_same(path, datetime(2026, 11, 20, 9, tzinfo=UTC))
