"""Scans made by other processes are those made here, whoever wrote the message."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum import employers, pipeline, stages, threads
from inbox_momentum.ingest import crew as crews
from inbox_momentum.stages import ahead, aside
from inbox_momentum.stages.lexicon import LANGUAGES, examples, lexicon
from inbox_momentum.stages.scan import scan
from tests.unit.factories import make_entry, make_message

SAMPLES = sorted(str(path) for path in Path("sample_mailboxes").glob("*.mbox"))
TOLD = sorted({text for cue in lexicon("en").cues for text in (*cue.yes, *cue.no)})
TOLD += [example["text"] for name in LANGUAGES for example in examples(name)]
TEXTS = st.lists(st.one_of(st.sampled_from(TOLD), st.text(max_size=80)), max_size=8).map(" ".join)


@pytest.fixture(scope="module")
def entries():
    return pipeline.read_mailbox(SAMPLES).entries


def _entry(text, subject, direction, automated, links=()):
    message = make_message(subject=subject, text=text, automated=automated)
    return make_entry(message, direction=direction)


@given(
    text=TEXTS,
    subject=st.one_of(st.sampled_from(TOLD), st.text(max_size=40)),
    direction=st.sampled_from(["in", "out", "self"]),
    automated=st.sampled_from([None, "auto-generated", "list"]),
    languages=st.sampled_from([(), ("de",), ("fr", "en")]),
    human=st.booleans(),
)
def test_a_scan_from_aside_is_the_scan(text, subject, direction, automated, languages, human):
    entry = _entry(text, subject, direction, automated)
    ((found, matters),) = pickle.loads(aside.scans([ahead._told(entry)], languages))
    assert found == scan(entry, human=automated is None, languages=languages)
    if not matters:
        assert found == scan(entry, human=human, languages=languages)


@pytest.mark.parametrize("languages", [(), ("de", "en")])
def test_every_scan_of_a_mailbox_is_the_same(entries, languages):
    with ahead.scanning(entries, languages, workers=2, few=0) as scanner:
        for place, entry in enumerate(entries):
            human = place % 3 > 0
            assert scanner(entry, human, languages) == scan(entry, human=human, languages=languages)


def test_readings_are_the_same(entries):
    identities = employers.identify(entries, threads.conversations(entries))
    with ahead.scanning(entries, workers=2, few=0) as scanner:
        assert stages.read(entries, identities, scans=scanner) == stages.read(entries, identities)


def test_processes_that_die_are_done_without(entries, monkeypatch):
    asked = crews.Hand.ask

    def once(hand, name, *values):
        answer = asked(hand, name, *values)
        hand._process.kill()
        return answer

    monkeypatch.setattr(crews.Hand, "ask", once)
    monkeypatch.setattr(ahead, "_BATCH", 16)
    with ahead.scanning(entries, workers=2, few=0) as scanner:
        for entry in entries:
            assert scanner(entry, True, ()) == scan(entry)


def test_processes_that_do_not_start_are_done_without(entries, monkeypatch):
    def refused(*_):
        raise OSError("no more processes")

    monkeypatch.setattr(crews, "Hand", refused)
    with ahead.scanning(entries, workers=2, few=0) as scanner:
        assert scanner(entries[0], True, ()) == scan(entries[0])


@pytest.mark.parametrize(("workers", "few"), [(0, 0), (None, 10**6), (1, 10**6)])
def test_small_mailboxes_start_no_process(entries, workers, few, monkeypatch):
    monkeypatch.setattr(ahead, "Crew", None)
    with ahead.scanning(entries, workers=workers, few=few) as scanner:
        assert scanner is ahead.here
