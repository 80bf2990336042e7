"""The weighing of a sent message: what it answers, whether it holds off, how it ends the process."""

from __future__ import annotations

import pytest

from inbox_momentum.model import Outcome, Reading, Stage, WaitKind
from inbox_momentum.stages import read_message
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.replies import OUTCOMES, Settled, answered, decided, holds, settled
from inbox_momentum.stages.verdict import KINDS
from tests.unit.labelled import make_entry, make_identity

NOTHING = Settled(dict.fromkeys(KINDS, 0.0), 0.0, dict.fromkeys(OUTCOMES, 0.0), None)


def of(holding: float = 0.0, outcome: float = 0.0, **answers: float) -> Settled:
    shares = dict(NOTHING.answers) | {WaitKind(kind): share for kind, share in answers.items()}
    return Settled(shares, holding, dict(NOTHING.outcomes) | {Outcome.WITHDRAWN: outcome}, None)


@pytest.mark.parametrize(
    ("drafted", "shares", "wanted"),
    [
        ({"schedule"}, {"schedule": 0.2}, {"schedule"}),  # a rule says so too
        ({"schedule"}, {"schedule": 0.19}, set()),
        (set(), {"schedule": 0.49}, set()),
        (set(), {"schedule": 0.5, "documents": 0.9}, {"schedule", "documents"}),
        ({"message"}, {}, {"message"}),  # what is not weighed stands
    ],
)
def test_what_is_answered(drafted: set[str], shares: dict[str, float], wanted: set[str]) -> None:
    found = answered(frozenset(WaitKind(kind) for kind in drafted), of(**shares))
    assert {kind.value for kind in found} == wanted


@pytest.mark.parametrize(
    ("drafted", "share", "wanted"),
    [(True, 0.15, True), (True, 0.14, False), (False, 0.49, False), (False, 0.5, True)],
)
def test_whether_it_holds(drafted: bool, share: float, wanted: bool) -> None:
    assert holds(drafted, of(holding=share)) is wanted


@pytest.mark.parametrize(
    ("drafted", "share", "wanted"),
    [
        (None, 0.5, Outcome.WITHDRAWN),
        (None, 0.49, None),
        (Outcome.WITHDRAWN, 0.25, Outcome.WITHDRAWN),
        (Outcome.WITHDRAWN, 0.24, None),
        (Outcome.ACCEPTED, 0.6, Outcome.WITHDRAWN),
    ],
)
def test_how_it_ends(drafted: Outcome | None, share: float, wanted: Outcome | None) -> None:
    assert decided(drafted, of(outcome=share)) is wanted


def test_the_table_of_the_package_knows_every_question() -> None:
    found = settled({})
    assert set(found.answers) == set(KINDS)
    assert set(found.outcomes) == set(OUTCOMES)


def read(body: str, *asked: str, files: tuple[str, ...] = (), offered: bool = False) -> Reading:
    context = Context(
        hiring=True,
        first=False,
        owner_wrote=True,
        threaded=True,
        offered=offered,
        asked=frozenset(WaitKind(kind) for kind in asked),
    )
    entry = make_entry(body, out=True, subject="Re: your process", attachments=files)
    return read_message(entry, make_identity(), context)


@pytest.mark.parametrize(
    ("body", "asked", "files", "wanted"),
    [
        ("Thursday the 12th at three, please. I'll be by the phone.", ("schedule",), (), {"schedule"}),
        ("Both scans are with this mail.", ("documents",), ("id.pdf", "visa.pdf"), {"documents"}),
        ("Pushed to https://github.com/petra/quiz, tests included.", ("code_test",), (), {"code_test"}),
        ("Got it, thank you. I'll look at my diary and come back to you tomorrow.", ("schedule",), (), set()),
        ("The exercise looks fun! I will begin on Saturday.", ("code_test",), (), set()),
    ],
)
def test_answers_in_new_words(
    body: str, asked: tuple[str, ...], files: tuple[str, ...], wanted: set[str]
) -> None:
    found = read(body, *asked, files=files)
    assert {kind.value for kind in found.answers if kind.value in asked} == wanted
    assert found.holding is (wanted == set())


@pytest.mark.parametrize(
    ("body", "offered", "wanted"),
    [
        ("After a long talk at home I'd rather take my name out of the running.", False, Outcome.WITHDRAWN),
        ("It's a yes from me, and gladly. The signed letter is attached.", True, Outcome.ACCEPTED),
        ("I am grateful, but I have to turn your offer down.", True, Outcome.DECLINED),
        ("Could we talk about the base salary before I sign?", True, None),
    ],
)
def test_ends_in_new_words(body: str, offered: bool, wanted: Outcome | None) -> None:
    assert read(body, *(("offer",) if offered else ()), offered=offered).outcome is wanted


@pytest.mark.parametrize(
    ("body", "asked", "files", "stage"),
    [
        (
            "My solution is in the repository: https://github.com/someone/exercise",
            "code_test",
            (),
            Stage.CODE_TEST,
        ),
        ("Wednesday at ten suits me.", "schedule", (), None),
        ("I would be delighted to accept the offer.", "offer", (), Stage.OFFER),
    ],
)
def test_what_stage_it_shows(body: str, asked: str, files: tuple[str, ...], stage: Stage | None) -> None:
    assert read(body, asked, files=files, offered=asked == "offer").stage is stage
