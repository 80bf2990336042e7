"""What the sentence model was fitted on and what it is measured with stay apart."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

LABELLED = Path(__file__).resolve().parent / "labelled"
TRAINING = Path(__file__).resolve().parents[2] / "training"
_RUN = 9
"""Words in a row that two writers share by chance seldom enough."""
_COPIED = 18
"""Words in a row that nobody writes twice by chance."""
_SAYING = 40
"""Characters from which on a text is somebody's own; "2" or "Thursday works" answers many a question."""
COMMON = 0.01
"""Share of such runs that are anybody's: "if you are not the intended recipient please delete"."""


def _runs(text: str, length: int = _RUN) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("author", sorted(path.stem for path in LABELLED.glob("author_*.toml")))
def test_no_training_sentence_is_taken_from_labelled_mail(author: str) -> None:
    rows = tomllib.loads((LABELLED / f"{author}.toml").read_text("utf-8"))["message"]
    measured = set().union(*(_runs(row["body"]) for row in rows))
    files = (*TRAINING.glob("*bound_*.tsv"), *TRAINING.glob("sentences/author_*.tsv"))
    learnt = {run for path in files for run in _runs(path.read_text("utf-8"))}
    assert len(measured & learnt) < COMMON * len(measured)
    long = {run for row in rows for run in _runs(row["body"], _COPIED)}
    assert not long & {run for path in files for run in _runs(path.read_text("utf-8"), _COPIED)}


def test_no_training_message_is_a_labelled_one() -> None:
    def bodies(folder: Path) -> set[str]:
        rows = (tomllib.loads(path.read_text("utf-8"))["message"] for path in folder.glob("author_*.toml"))
        texts = (" ".join(row["body"].split()) for table in rows for row in table)
        return {text for text in texts if len(text) >= _SAYING}

    measured, learnt = bodies(LABELLED), bodies(TRAINING / "messages")
    assert len(measured) >= 400
    assert not measured & learnt


def test_every_training_line_has_a_label_and_a_sentence() -> None:
    bare = [
        f"{path.name}: {line}"
        for path in sorted(TRAINING.glob("*bound_*.tsv"))
        for line in path.read_text("utf-8").splitlines()
        if line and not line.startswith("#") and not all(part.strip() for part in line.partition("\t")[::2])
    ]
    assert bare == []


def test_every_line_of_the_mail_has_its_place() -> None:
    """label, side, language, message, sentence; each message is one of the author's."""
    for path in sorted(TRAINING.glob("sentences/author_*.tsv")):
        messages = tomllib.loads((TRAINING / "messages" / f"{path.stem}.toml").read_text("utf-8"))["message"]
        known = {row["id"]: row["direction"] for row in messages}
        for line in path.read_text("utf-8").splitlines():
            label, side, language, message, text = line.split("\t")
            assert label and text.strip() and len(language) == 2, (path.name, line)
            assert known[message] == side, (path.name, line)
