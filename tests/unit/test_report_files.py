"""Private, whole files."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from inbox_momentum.model import UsageError
from inbox_momentum.report import files, outputs
from tests.unit import report_factories as make


@pytest.mark.parametrize("content", ["text é\n", b"\x00bytes", ""])
def test_written_whole_and_private(tmp_path: Path, content: str | bytes) -> None:
    target = tmp_path / "report.html"
    assert files.write_private(target, content) == target
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes() == (content if isinstance(content, bytes) else content.encode())
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_an_old_file_is_replaced_and_loses_its_open_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    target.chmod(0o666)
    files.write_private(target, "new")
    assert (target.read_text(), stat.S_IMODE(target.stat().st_mode)) == ("new", 0o600)


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep")
    (tmp_path / "report.html").symlink_to(tmp_path / "precious")
    files.write_private(tmp_path / "report.html", "new")
    assert (tmp_path / "precious").read_text() == "keep"
    assert not (tmp_path / "report.html").is_symlink()


@pytest.mark.parametrize("place", ["absent/report.html", "."])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        files.write_private(tmp_path / place, "x")
    assert list(tmp_path.iterdir()) == []


def test_private_folder(tmp_path: Path) -> None:
    folder = files.private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot make"):
        files.private_folder(tmp_path / "file")


def test_all_files_or_none(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="that is a folder"):
        files.write_together([(tmp_path / "old", "new"), (tmp_path / "folder", "x")])
    assert (tmp_path / "old").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "old"]
    with pytest.raises(UsageError, match="two outputs"):
        files.write_together([(tmp_path / "one", "a"), (tmp_path / "folder" / ".." / "one", "b")])
    with pytest.raises(UsageError, match="two outputs"):
        files.write_together([(tmp_path / "one", "a"), (tmp_path / "one", "b")])
    assert not (tmp_path / "one").exists()


def test_outputs_come_together_or_not_at_all(tmp_path: Path) -> None:
    places = outputs.Places(tmp_path / "r.html", tmp_path / "r.json", tmp_path / "tables", tmp_path / "r.md")
    outputs.write(make.ordinary(), places)
    assert {path.name for path in tmp_path.iterdir()} == {"r.html", "r.json", "tables", "r.md"}
    assert len(list((tmp_path / "tables").iterdir())) == 4
    lost = outputs.Places(tmp_path / "second.html", ics=tmp_path / "absent" / "x.ics")
    with pytest.raises(UsageError, match=r"there is no folder .*absent"):
        outputs.write(make.ordinary(), lost)
    assert not (tmp_path / "second.html").exists()
