"""Whether a message is of the owner's hiring: by itself, and by what is written around it.

Words alone leave many a short mail in doubt ("Thursday at ten suits us all"); the rest of its
conversation, and what its sender writes else, settles it, before as after; and they settle each
other: three mails that are each a little likelier of hiring than not are seldom of anything else.
The weights are fitted on whole labelled messages (``training/README.md``).
"""

from __future__ import annotations

from collections.abc import Mapping

from inbox_momentum.model import Direction, Entry, SenderIdentity
from inbox_momentum.stages import weights
from inbox_momentum.stages.around import MOST, Around
from inbox_momentum.stages.circumstances import of_message
from inbox_momentum.stages.evidence import Standing
from inbox_momentum.stages.scan import Scan

TABLE = "matter"
ALONE = {Direction.IN: "received alone", Direction.OUT: "sent alone"}
"""Questions asked of a message by itself, by its direction; mail of unknown direction counts as received."""
AMONG = {Direction.IN: "received", Direction.OUT: "sent"}
"""Questions asked when every message was weighed by itself."""


def evidence(entry: Entry, identity: SenderIdentity, scan: Scan, standing: Standing) -> dict[str, float]:
    """What a message says by itself, by name; of received mail also who sent it and how."""
    found = weights.of_words(scan)
    if entry.direction is not Direction.OUT:
        found.update(of_message(entry, identity, scan, standing))
    return {name: value for name, value in found.items() if value}


def odds(found: Mapping[str, float], direction: Direction) -> float:
    """Log odds, within 6 of 0, that a message with this ``evidence`` is of hiring."""
    return max(-MOST, min(MOST, weights.table(TABLE).scores(found)[_of(ALONE, direction)]))


def probability(around: Around, direction: Direction) -> float:
    """That a message is of hiring, by its own odds and those around it."""
    return weights.share(weights.table(TABLE).scores(dict(around.evidence()))[_of(AMONG, direction)])


def _of(questions: Mapping[Direction, str], direction: Direction) -> str:
    return questions[Direction.OUT if direction is Direction.OUT else Direction.IN]
