"""Short labelled mails with traps, read from their place beside the repository."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from inbox_momentum.model import Outcome, Stage
from inbox_momentum.stages import read_message
from tests.unit.labelled import make_entry, make_identity

pytestmark = pytest.mark.corpora

_ATS = [
    "greenhouse",
    "lever.co",
    "ashbyhq",
    "workable",
    "smartrecruiters",
    "teamtailor",
    "breezy",
    "icims",
    "workday",
    "successfactors",
    "applytojob",
    "welcomekit",
    "talent-soft",
    "beetween",
    "jobylon",
    "manatal",
]
_BOARDS = ["linkedin", "indeed", "hellowork"]
_UNREAD_LANGUAGES = {"he"}
_TRUNCATED = "We’ve decided to move forward..."
"""The source cut this rejection before the words that make it one."""


def _kind(sender: str) -> str:
    if "hackerrank" in sender:
        return "assessment"
    for kind, names in (("ats", _ATS), ("job_board", _BOARDS)):
        if any(name in sender for name in names):
            return kind
    return "employer"


def _readings(corpora: Path):
    file = corpora / "jobmail" / "trap_cases.jsonl"
    if not file.is_file():
        pytest.skip("no jobmail/trap_cases.jsonl beside the repository")
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["lang"] in _UNREAD_LANGUAGES or _TRUNCATED in row.get("body", ""):
            continue
        if "quoted earlier text" in row.get("note", ""):
            continue  # quotes are taken off before the text comes here
        sender = row.get("from", "jane@acme.example")
        address = re.search(r"<(.*?)>", sender)
        entry = make_entry(
            row.get("body", ""),
            subject=row.get("subject", ""),
            sender=address.group(1) if address else sender,
        )
        yield row, read_message(entry, make_identity(_kind(sender)))


def test_rejections_exactly(corpora):
    for row, reading in _readings(corpora):
        rejected = row["label"] in ("rejected", "role_closed")
        assert (reading.outcome is Outcome.REJECTED) is rejected, row


def test_noise_asks_nothing(corpora):
    for row, reading in _readings(corpora):
        if row["label"].startswith(("noise", "job_alert", "not_job", "application_confirmed", "rejected")):
            assert reading.asks == (), row


def test_no_other_application_is_of_hiring(corpora):
    for row, reading in _readings(corpora):
        if row["label"] in ("noise_not_job", "not_job", "noise_otp"):
            assert not reading.hiring, row


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        ("assessment_invited", {"code_test"}),
        ("interview", {"schedule"}),
        ("interview_invited", {"schedule", "next_step"}),
        ("offer_received", {"offer"}),
        ("recruiter_outreach", {"outreach"}),
    ],
)
def test_requests_are_seen(corpora, label, kinds):
    for row, reading in _readings(corpora):
        if row["label"] == label:
            assert {ask.kind.value for ask in reading.asks} & kinds, row


def test_receipts_are_applications(corpora):
    rows = [(row, reading) for row, reading in _readings(corpora) if row["label"] == "application_confirmed"]
    found = sum(reading.stage is Stage.APPLIED for _, reading in rows)
    assert found >= 0.9 * len(rows)
