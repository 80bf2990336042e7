"""Threads against the public vectors of Dovecot's imaptest (MIT)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inbox_momentum.message.subject import base_subject, casemap
from inbox_momentum.model import Entry
from inbox_momentum.threads import conversations, references, references_forest
from tests.corpora.thread_mail import entries_of, forest_of

pytestmark = pytest.mark.corpora

CASES = ["thread", "thread2", "thread3", "thread4", "thread5", "thread6", "thread7", "thread8"]


@pytest.fixture
def imaptest(corpora: Path) -> Path:
    folder = corpora / "threading" / "imaptest" / "src" / "tests"
    if not folder.is_dir():
        pytest.skip("no imaptest vectors among the corpora")
    return folder


@pytest.mark.parametrize("case", CASES)
def test_imaptest_script(imaptest: Path, case: str) -> None:
    script = (imaptest / case).read_text().splitlines()
    stored = entries_of(imaptest / f"{case}.mbox")
    held: list[Entry] = list(stored) if "messages: all" in script else []
    waiting = [] if held else list(stored)
    deleted: set[int] = set()
    checked = 0
    for line in script:
        if line.startswith("ok append"):
            held.append(waiting.pop(0))
        elif found := re.match(r"ok store ([\d,]+) \+flags \\deleted", line):
            deleted = {int(one) - 1 for one in found[1].split(",")}
        elif line.startswith("ok expunge"):
            held = [entry for place, entry in enumerate(held) if place not in deleted]
        elif line.lower().startswith("* thread"):
            assert references_forest(held) == forest_of(line, len(held)), line
            checked += 1
    assert checked >= 1


def test_base_subjects_of_the_ordered_subject_vector(imaptest: Path) -> None:
    """ORDEREDSUBJECT shows the base subjects alone: its groups are the equal ones."""
    entries = entries_of(imaptest / "thread-orderedsubject.mbox")
    expected = re.findall(r"\* THREAD (.*)", (imaptest / "thread-orderedsubject").read_text())[0]
    groups: dict[str, set[int]] = {}
    for place, entry in enumerate(entries):
        groups.setdefault(casemap(base_subject(entry.message.subject).text), set()).add(place)
    assert set(map(frozenset, groups.values())) == set(
        map(frozenset, forest_of(expected, len(entries)).threads)
    )


@pytest.mark.parametrize("archive", ["linux-mips-2002.mbox", "mutt-ng-devel.mbox"])
def test_each_message_of_an_archive_is_in_one_thread(corpora: Path, archive: str) -> None:
    path = corpora / "lists" / archive
    if not path.is_file():
        pytest.skip(f"no {archive} among the corpora")
    entries = entries_of(path)
    ids = sorted(entry.id for entry in entries)
    for threads in (references(entries), conversations(entries)):
        assert sorted(one for thread in threads for one in thread.message_ids) == ids
        assert len({thread.id for thread in threads}) == len(threads)
    # Whatever References join, a conversation joins too.
    home = {one: thread.id for thread in conversations(entries) for one in thread.message_ids}
    forest = references_forest(entries)
    replies = 0
    for place, parent in enumerate(forest.parents):
        child = entries[place].message
        if parent is not None and entries[parent].id in (*child.references, *child.in_reply_to):
            replies += 1
            assert home[child.message_id] == home[entries[parent].id]
    assert replies > 20
