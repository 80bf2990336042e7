"""The two tiers: the same figures as with everything read, whatever the source, the memory and the mishap."""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import pipeline
from inbox_momentum.ingest import crew, mailfile
from inbox_momentum.ingest.collect import Ways
from inbox_momentum.ingest.known import Memory
from inbox_momentum.model import Mailbox, Settings
from inbox_momentum.report import json_report
from inbox_momentum.store import Store, StoreError
from tests.simulation.run import write_mbox
from tests.simulation.story import AS_OF, mailbox
from tests.simulation.world import OWNER

QUICK = Ways(workers=0, small=0, block=20_000)


def letter(number: int, **more: str) -> bytes:
    fields = {
        "Delivered-To": OWNER,
        "Received": f"from a by b; Mon, 2 Nov 2026 09:{number % 60:02d}:01 +0000",
        "From": f"Shop {number % 7} <news@shop{number % 7}.example.com>",
        "To": OWNER,
        "Subject": f"Half price {number}",
        "Date": f"Mon, 2 Nov 2026 09:{number % 60:02d}:00 +0000",
        "Message-ID": f"<{number}@shop.example.com>",
        "List-Unsubscribe": "<https://shop.example.com/out>",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"From a@x.example Mon Nov  2 09:00:00 2026\n{head}\nSale.\n\n".encode()


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Thirteen weeks of job mail among newsletters."""
    path = tmp_path / "season.mbox"
    write_mbox(mailbox(3, AS_OF), path)
    with path.open("ab") as file:
        for number in range(60):
            file.write(letter(number))
    return path


def report(mail: Mailbox) -> dict[str, Any]:
    found: dict[str, Any] = json_report.as_json(pipeline.analyze(mail, AS_OF, Settings()), True)
    found.pop("input_digest")
    found["coverage"].pop("defects")
    return found


def plain(*paths: Path) -> dict[str, Any]:
    return report(pipeline.read_mailbox([str(path) for path in paths], [OWNER], None, AS_OF))


def skimmed(*paths: Path, ways: Ways = QUICK) -> Mailbox:
    mail = pipeline.skim_mailbox([str(path) for path in paths], [OWNER], None, AS_OF, ways=ways)
    assert mail.found == (
        len(mail.entries) + mail.bulk.kept + mail.duplicates + mail.outside_window + mail.rejected
    )
    return mail


@pytest.mark.parametrize("workers", [0, 2])
def test_an_mbox_has_the_figures_of_the_plain_way(season: Path, workers: int) -> None:
    mail = skimmed(season, ways=Ways(workers=workers, small=0, block=20_000))
    assert mail.bulk.kept >= 60
    assert report(mail) == plain(season)


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 5])
def test_simulated_seasons_have_the_figures_of_the_plain_way(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    write_mbox(mailbox(seed, AS_OF), path)
    assert report(skimmed(path)) == plain(path)


def test_the_samples_have_the_figures_of_the_plain_way(samples: Path) -> None:
    for path in (*samples.glob("*.mbox"), samples / "relaxes_after_praise"):
        assert report(skimmed(path)) == plain(path), path.name


def test_other_formats_have_the_figures_of_the_plain_way(season: Path, tmp_path: Path) -> None:
    data = season.read_bytes()
    packed = tmp_path / "season.mbox.gz"
    packed.write_bytes(gzip.compress(data))
    archive = tmp_path / "takeout.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("Takeout/Mail/All.mbox")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    folder = tmp_path / "tree"
    folder.mkdir()
    for number, piece in enumerate(data.split(b"\nFrom ")):
        (folder / f"{number}.eml").write_bytes(piece.partition(b"\n")[2])
    for path in (packed, archive, folder):
        mail = skimmed(path)
        assert mail.bulk.kept >= 60
        assert report(mail) == plain(path)


def test_standard_input_is_read_once(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(season.read_bytes())

    monkeypatch.setattr(sys, "stdin", Input())
    mail = pipeline.skim_mailbox(["-"], [OWNER], None, AS_OF)
    assert mail.bulk.kept >= 60
    assert report(mail) == plain(season)


def test_the_same_mail_twice_is_all_duplicates(season: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.mbox"
    twin.write_bytes(season.read_bytes())
    once, twice = skimmed(season), skimmed(season, twin)
    assert twice.duplicates == once.duplicates + once.found
    assert twice.bulk == once.bulk
    assert report(twice) == plain(season, twin)


def test_copies_that_differ_are_read(tmp_path: Path) -> None:
    """One id with two Dates, one text under two ids: their content decides."""
    path = tmp_path / "box.mbox"
    text = (
        letter(1) + letter(2, Message_ID="<1@shop.example.com>") + letter(3) + letter(3, Message_ID="<x@y>")
    )
    path.write_bytes(text + letter(9) + letter(9))
    mail = skimmed(path)
    assert len(mail.entries) == 3  # two with one id, and the text that came under two ids
    assert (mail.bulk.kept, mail.duplicates) == (1, 2)
    assert report(mail) == plain(path)


def test_mail_of_a_list_that_the_owner_answers_is_read(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    answer = letter(5, From=OWNER, To="a@b.example", Subject="Re: x", In_Reply_To="<4@shop.example.com>")
    path.write_bytes(letter(3) + letter(4) + answer.replace(b"List-Unsubscribe", b"X-Gone"))
    assert {one.id for one in skimmed(path).entries} >= {"4@shop.example.com", "5@shop.example.com"}


# --------------------------------------------------------------------------- memory


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with Store.open(tmp_path / "kept" / "store.sqlite3") as kept:
        yield kept  # type: ignore[misc]


def remembered(store: Store, said: list[str] | None = None) -> Ways:
    heard = said if said is not None else []
    return Ways(workers=0, small=0, block=20_000, memory=Memory(lambda: store, heard.append))


class Searched:
    """Which parts of files were searched."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.parts: list[tuple[int, int]] = []
        before = mailfile.Part.read

        def read(part: mailfile.Part, start: int, stop: int, begins: bool, *more: Any) -> None:
            self.parts.append((start, stop))
            before(part, start, stop, begins, *more)

        patch.setattr(mailfile.Part, "read", read)


def test_an_unchanged_file_is_not_searched_again(
    season: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = report(skimmed(season, ways=remembered(store)))
    searched = Searched(monkeypatch)
    assert report(skimmed(season, ways=remembered(store))) == first == plain(season)
    assert not searched.parts


def test_of_an_appended_file_only_the_end_is_searched(
    season: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    skimmed(season, ways=remembered(store))
    size = season.stat().st_size
    with season.open("ab") as file:
        file.write(letter(70) + letter(71, In_Reply_To="<3@shop.example.com>", From=f"Maya <{OWNER}>"))
    searched = Searched(monkeypatch)
    assert report(skimmed(season, ways=remembered(store))) == plain(season)
    assert searched.parts
    assert min(start for start, _ in searched.parts) > size - 2000
    searched.parts.clear()
    skimmed(season, ways=remembered(store))
    assert not searched.parts


@pytest.mark.parametrize("cut", [1, 500, 100_000])
def test_a_file_that_was_cut_or_written_anew_is_searched_whole(season: Path, store: Store, cut: int) -> None:
    skimmed(season, ways=remembered(store))
    data = season.read_bytes()
    season.write_bytes(data[:-cut])
    assert report(skimmed(season, ways=remembered(store))) == plain(season)
    parts = data.split(b"\nFrom ")
    random.Random(1).shuffle(parts)
    season.write_bytes(
        b"\nFrom ".join(one.removeprefix(b"From ") for one in [b"", *parts]).removeprefix(b"\n")
    )
    assert report(skimmed(season, ways=remembered(store))) == plain(season)


def test_a_last_message_that_grows_is_read_again(season: Path, store: Store) -> None:
    data = season.read_bytes()
    for size in (len(data) - 90_000, len(data) - 61_234, len(data) - 7, len(data)):
        season.write_bytes(data[:size])
        assert report(skimmed(season, ways=remembered(store))) == plain(season)


def test_what_another_version_kept_is_not_used(season: Path, store: Store) -> None:
    skimmed(season, ways=remembered(store))
    key = str(season.absolute())
    known = store.file(key)
    assert known is not None
    for index in (b"", b"x" * 40, known.index[:-9], known.index[:16]):
        store.keep_file(type(known)(key, known.size, known.mtime_ns, known.fingerprint, known.read_to, index))
        assert report(skimmed(season, ways=remembered(store))) == plain(season)


def test_a_damaged_store_is_said_once_and_left_alone(season: Path, tmp_path: Path) -> None:
    said: list[str] = []

    def broken() -> Store:
        raise StoreError("The store is damaged.")

    ways = Ways(workers=0, small=0, memory=Memory(broken, said.append))
    assert report(skimmed(season, season, ways=ways)) == plain(season, season)
    assert said == ["The store is damaged. This run goes on without it."]


# --------------------------------------------------------------------------- mishaps


@pytest.mark.parametrize("fatal", ["open", "read", "result", "parse"])
def test_a_process_that_dies_costs_time_not_mail(
    season: Path, monkeypatch: pytest.MonkeyPatch, fatal: str
) -> None:
    asked = crew.Hand.request

    def dying(hand: crew.Hand, name: str, *values: object) -> None:
        asked(hand, name, *values)
        if name == fatal:
            hand._process.kill()

    monkeypatch.setattr(crew.Hand, "request", dying)
    assert report(skimmed(season, ways=Ways(workers=2, small=0, block=20_000))) == plain(season)


def test_a_file_that_changes_between_the_looks_is_read_plainly(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = mailfile.MailFile.messages

    def changing(self: mailfile.MailFile, *values: Any) -> Any:
        season.write_bytes(letter(1) + letter(2))
        return before(self, *values)

    monkeypatch.setattr(mailfile.MailFile, "messages", changing)
    assert skimmed(season).found == 2


def test_progress_reaches_the_end(season: Path) -> None:
    told: list[tuple[int, int | None, int]] = []
    ways = Ways(progress=lambda *values: told.append(values), workers=0, small=0, block=20_000)
    mail = skimmed(season, ways=ways)
    size = season.stat().st_size
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1] == (size, size, mail.found) or told[-1][0] == size
    assert {total for _, total, _ in told} <= {size, None}


def test_the_window_counts_bulk_mail_too(season: Path) -> None:
    since, until = datetime(2026, 11, 2, 9, 10, tzinfo=UTC), datetime(2026, 11, 2, 9, 20, tzinfo=UTC)
    one = pipeline.skim_mailbox([str(season)], [OWNER], since, until, ways=QUICK)
    other = pipeline.read_mailbox([str(season)], [OWNER], since, until)
    assert one.bulk.kept + len(one.entries) == len(other.entries)
    assert (one.outside_window, one.found) == (other.outside_window, other.found)


def test_no_process_and_no_file_is_left(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    before = set(tmp_path.rglob("*"))
    skimmed(season, ways=Ways(workers=2, small=0))
    assert set(tmp_path.rglob("*")) == before
    assert len(started) == 2
    for process in started:
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)
