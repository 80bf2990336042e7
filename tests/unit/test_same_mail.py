"""The same mail gives the same report, whatever it lies in and in whatever order."""

from __future__ import annotations

import json
import mailbox
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import analyze
from inbox_momentum.cli.options import moment
from inbox_momentum.config import zone_info
from inbox_momentum.model import Settings, WorkingCalendar
from inbox_momentum.report import json_report

AS_OF = moment("2026-11-23T08:00:00Z", zone_info("UTC", "test"))


def figures(*sources: Path) -> str:
    """The report's JSON without what names a place in the sources."""
    report = analyze(
        [str(path) for path in sources], as_of=AS_OF, settings=Settings(WorkingCalendar("Europe/London"))
    )
    return json.dumps(without_places(json_report.as_json(report)), sort_keys=True)


def without_places(value: Any) -> Any:
    """``value`` without the keys ``source`` and ``position``."""
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key not in ("source", "position")}
    return [without_places(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def maildir(samples: Path, tmp_path: Path) -> Path:
    """A sample as Maildir, written by the standard library, the last message first."""
    target = mailbox.Maildir(tmp_path / "mail", create=True)
    with closing(mailbox.mbox(samples / "steady.mbox", create=False)) as box:
        messages = [one.as_bytes() for one in box]
    for content in reversed(messages):
        # The samples are mboxrd; the standard library leaves its quoting in.
        target.add(
            b"\n".join(line[1:] if line.startswith(b">From ") else line for line in content.split(b"\n"))
        )
    return tmp_path / "mail"


def test_mbox_and_maildir_agree(samples: Path, maildir: Path) -> None:
    assert figures(samples / "steady.mbox") == figures(maildir)


def test_crlf_changes_nothing(samples: Path, tmp_path: Path) -> None:
    crlf = tmp_path / "crlf.mbox"
    crlf.write_bytes((samples / "steady.mbox").read_bytes().replace(b"\n", b"\r\n"))
    assert figures(samples / "steady.mbox") == figures(crlf)


def test_the_order_of_sources_changes_nothing(samples: Path) -> None:
    one, other = samples / "traveller.mbox", samples / "relaxes_after_praise"
    assert figures(one, other) == figures(other, one)


def test_mail_read_twice_is_counted_once(samples: Path, tmp_path: Path) -> None:
    copy = tmp_path / "again.mbox"
    copy.write_bytes((samples / "steady.mbox").read_bytes())
    alone, both = (json.loads(figures(*paths)) for paths in ([copy], [copy, samples / "steady.mbox"]))
    assert both["coverage"]["duplicates"] == alone["coverage"]["kept"]
    assert both["waits"] == alone["waits"]


def test_without_sent_mail_nothing_is_claimed(samples: Path, tmp_path: Path) -> None:
    source = mailbox.mbox(samples / "steady.mbox", create=False)
    with closing(source), closing(mailbox.mbox(tmp_path / "inbound.mbox")) as inbound:
        for one in source:
            if "maya.lindqvist" not in str(one["From"]):
                inbound.add(one)
    found = json.loads(figures(tmp_path / "inbound.mbox"))
    assert found["coverage"]["latency_available"] is False
    assert "Sent" in found["coverage"]["latency_refused_because"]
    assert all(wait["elapsed_s"] is None and wait["status"] != "open" for wait in found["waits"])
    assert found["lapses"] == []
    assert found["score"]["overall"] is None
