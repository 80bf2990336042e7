"""Same mail, same figures: a mailbox on a server and the same mail in a file give one report.

What may differ is named here: a server has a receipt time of its own (INTERNALDATE) and a file has
none, so a message without a ``Received`` has another clock, and places are called by folder and UID.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import index, pipeline, sources
from inbox_momentum.cli import main
from inbox_momentum.config import Config
from inbox_momentum.ingest.verdicts import Verdicts
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Mailbox, Message, RawMessage
from inbox_momentum.report import json_report
from inbox_momentum.sources import imap
from inbox_momentum.store import Store
from tests.imap import mail
from tests.imap.conftest import Dovecot

pytestmark = pytest.mark.dovecot

AS_OF = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
OF_ONE_CLOCK_ONLY = {"opened_clock"}
"""Keys of the report that tell which clock was read."""
OF_THE_PLACE = {"source", "position"}
OF_WHOLE_CONTENT = {"input_digest"}
"""The digest of all content; attachments, and bodies that do not matter, are not fetched."""


def raw(path: Path) -> list[RawMessage]:
    return [one for one in sources.read([str(path)]) if isinstance(one, RawMessage)]


def filed(server: Dovecot, user: str, letters: list[RawMessage], folder: str = "") -> None:
    place = mail.deliver(server, user, [one.data for one in letters], folder)
    for path, letter in zip(sorted((place / "cur").iterdir()), letters, strict=True):
        message = parse.parse(letter)
        assert isinstance(message, Message)
        at = (message.received_at or message.date_at or mail.BEGAN).timestamp()
        os.utime(path, (at, at))


def report(items: Iterable[RawMessage | Defect]) -> dict[str, Any]:
    mailbox: Mailbox = index.build(one if isinstance(one, Defect) else parse.parse(one) for one in items)
    settings = Config().settings("Europe/London", range(2024, 2028))
    return json_report.as_json(pipeline.analyze(mailbox, AS_OF, settings))


def without(value: Any, keys: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: without(one, keys) for key, one in value.items() if key not in keys}
    return [without(one, keys) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("choose", [mail.everything, Verdicts()], ids=["everything", "relevant"])
@pytest.mark.parametrize("sample", ["juggler.mbox", "steady.mbox", "traveller.mbox", "weekly_audit.mbox"])
def test_equal_but_for_the_clocks_of_one_side(
    dovecot: Dovecot, samples: Path, tmp_path: Path, sample: str, choose: Any
) -> None:
    letters = raw(samples / sample)
    user = f"{sample}-{type(choose).__name__}".lower()
    filed(dovecot, user, letters)
    where = mail.account(dovecot, user)
    with Store.open(tmp_path / "store.sqlite3") as store:
        result = mail.run(where, store, choose)
        assert result.found == len(letters)
        online = report(imap.messages(store, where))
    differing = OF_ONE_CLOCK_ONLY | OF_THE_PLACE | OF_WHOLE_CONTENT
    assert without(online, differing) == without(report(letters), differing)


@pytest.mark.parametrize("sample", ["juggler", "steady", "traveller", "weekly_audit"])
def test_the_commands_agree(
    dovecot: Dovecot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: str
) -> None:
    """``momentum report ACCOUNT`` and ``momentum report FILE``, with sent mail in its folder: all of it,
    the choice of what is read included."""
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    user = f"{sample}-commands"
    letters = raw(samples / f"{sample}.mbox")
    for folder in ("", "Sent"):
        filed(dovecot, user, [one for one in letters if is_sent(one) == (folder == "Sent")], folder)
    config = tmp_path / "config.toml"
    config.write_text(
        f'[accounts.online]\nuser = "{user}"\nhost = "127.0.0.1"\nport = {dovecot.port}\nsecurity = "none"\n'
        'password_command = ["echo", "secret"]\n'
    )
    found = []
    for source in (str(samples / f"{sample}.mbox"), "online"):
        told = [
            "--as-of",
            AS_OF.isoformat(),
            "--timezone",
            "Europe/London",
            "--config",
            str(config),
            "--quiet",
        ]
        data = tmp_path / "report.json"
        assert main(["report", source, "--json", str(data), "-o", str(tmp_path / "report.html"), *told]) == 0
        found.append(without(json.loads(data.read_text()), OF_THE_PLACE | OF_WHOLE_CONTENT))
    assert found[0] == found[1]
    assert found[0]["coverage"]["messages"] == len(letters) and found[0]["waits"]


def is_sent(letter: RawMessage) -> bool:
    message = parse.parse(letter)
    assert isinstance(message, Message)
    return message.in_sent
