"""What is remembered of a sentence goes with the weights that it was read with."""

from __future__ import annotations

from unittest.mock import patch

from inbox_momentum.stages import proposals
from inbox_momentum.stages.likeness import Model, model
from inbox_momentum.stages.scan import scan
from tests.unit.labelled import make_entry

BODY = "Could you let us know which days would suit you for a call?"


def _likest(label: str) -> Model:
    labels = model("inbound", "en").labels
    return Model(iter(["\t" + "\t".join(f"{one}={900 if one == label else 0}" for one in labels)]))


def _shares() -> dict[str, float]:
    return dict(scan(make_entry(BODY)).likeness[-1])


def test_other_weights_are_heard_though_the_sentence_was_read_before():
    as_shipped = _shares()
    for label in ("schedule", "noise"):
        weights = _likest(label)
        with patch.object(proposals, "model", lambda side, language, weights=weights: weights):
            shares = _shares()
            assert max(shares, key=shares.__getitem__) == label
    assert _shares() == as_shipped
