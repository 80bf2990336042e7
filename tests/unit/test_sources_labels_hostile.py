"""Gmail's labels, encoded by nobody that Gmail knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_momentum import sources
from inbox_momentum.model import RawMessage


@pytest.mark.parametrize(
    "label", [b"=?a\0b?Q?Inbox?=", b"=?no-such?Q?Sent?=", b"=?utf-8?B?!!!?=", b"=??Q??=", b"\xff\xfe"]
)
def test_a_label_that_cannot_be_decoded_costs_nothing(tmp_path: Path, label: bytes) -> None:
    path = tmp_path / "mail.mbox"
    path.write_bytes(
        b"From a@b.example Mon Nov  2 10:00:00 2026\nX-Gmail-Labels: "
        + label
        + b"\nFrom: a@b.example\nSubject: x\n\nx\n"
    )
    assert [type(item) for item in sources.read([str(path)])] == [RawMessage]
