"""The fast reading held against the plain one, message by message."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from inbox_momentum.index import owner
from inbox_momentum.ingest.crew import Crew
from inbox_momentum.ingest.mailfile import MailFile
from inbox_momentum.ingest.relevance import is_bulk
from inbox_momentum.ingest.rows import moment, name_of
from inbox_momentum.message import headers, parse
from inbox_momentum.model import Defect, Message, RawMessage
from inbox_momentum.sources import mbox
from inbox_momentum.sources.protocol import Place


def plainly(path: Path, place: Place) -> list[RawMessage | Defect]:
    with path.open("rb") as file:
        return list(mbox.read(file, place))


def hold(
    path: Path, crew: Crew | None = None, block: int = 1 << 23, place: Place | None = None
) -> tuple[int, int]:
    """Every row, position, defect and message of the fast way is the plain way's; (rows, read)."""
    place = place or Place("box.mbox")
    handle = os.open(path, os.O_RDONLY)
    try:
        file = MailFile(os.fsencode(path), handle, os.fstat(handle).st_size, place)
        contents = file.contents(crew, block)
        if contents is None:
            return 0, 0
        plain = {int(one.position.removeprefix("byte ")): one for one in plainly(path, place)}
        assert sorted(plain) == sorted((*contents.rows.at, *contents.wanted)), "other messages"
        assert list(contents.rows.at) == sorted(contents.rows.at)
        everything = dict(file.messages(contents, sorted(plain), crew))
        for at, raw in plain.items():
            expected = raw if isinstance(raw, Defect) else parse.parse(raw)
            assert everything[at] == expected, at
        for place_, at in enumerate(contents.rows.at):
            raw = plain[at]
            assert isinstance(raw, RawMessage)
            told = parse.parse(raw)
            assert isinstance(told, Message)
            _same_row(contents.rows, place_, raw, told)
        return len(contents.rows), len(contents.wanted)
    finally:
        os.close(handle)


def _same_row(rows: object, place: int, raw: RawMessage, told: Message) -> None:
    from inbox_momentum.ingest.crowd import sample
    from inbox_momentum.ingest.rows import Rows

    assert isinstance(rows, Rows)
    assert is_bulk(headers.read(raw.data)), "a row that the rules would read"
    assert not told.in_sent and not told.is_draft
    assert rows.ids[place] == name_of(told.message_id) and not told.id_missing
    assert moment(rows.dates[place]) == told.date_at
    assert moment(rows.received[place]) == told.received_at
    assert moment(rows.internal[place]) == told.internal_at
    assert (str(rows.threads[place]) if rows.threads[place] else None) == told.gm_thread_id
    assert rows.refers.get(rows.at[place], ()) == tuple(map(name_of, (*told.in_reply_to, *told.references)))
    assert rows.hosts[rows.domains[place]].decode() == told.message_id.rpartition("@")[2].lower()
    made = sample(rows.table[rows.envelopes[place]])
    assert (made.from_, made.to, made.cc, made.in_junk) == (told.from_, told.to, told.cc, told.in_junk)
    one, other = owner._Tally(), owner._Tally()
    owner._note(one, made, 1)
    owner._note(other, told, 1)
    assert one == other
    header_defects = {one.code for one in replace(told).defects}
    assert not header_defects & _OF_HEADERS, header_defects


_OF_HEADERS = frozenset(parse._DETAILS) | {
    "bare-cr", "leading-blank-lines", "header-too-long", "header-end-missing", "header-folded-first",
    "header-stray-line", "nul-in-header", "too-many-headers", "from-line-in-header", "separator-in-body",
    "message-truncated", "mbox-leading-text",
}  # fmt: skip
