"""Momentum: how long employers waited for your answer, measured on your own machine.

>>> from inbox_momentum import analyze                       # doctest: +SKIP
>>> report = analyze(["inbox.mbox"], as_of=some_aware_datetime)  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inbox_momentum.model import Report, Settings

__version__ = "0.1.0"
__all__ = ["__version__", "analyze"]


def analyze(
    sources: Sequence[str],
    *,
    as_of: datetime,
    me: Sequence[str] = (),
    settings: Settings | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Report:
    """Read mail and return the report that every output is a view of.

    ``sources`` are paths as on the command line, ``as_of`` an aware datetime:
    later mail counts as outside the window. ``settings`` ``None`` means the
    defaults in UTC. ``since`` is included, ``until`` is not; ``None`` is no bound.
    Raises ``SourceError`` when a source cannot be read at all and
    ``UsageError`` for a naive time or an unknown zone.
    """
    from inbox_momentum import pipeline
    from inbox_momentum.model import Settings, UsageError

    if as_of.tzinfo is None:
        raise UsageError("as_of needs a time zone, e.g. 2026-11-20T09:00:00Z.")
    just_after = as_of + timedelta(microseconds=1)
    mailbox = pipeline.skim_mailbox(sources, me, since, min(until, just_after) if until else just_after)
    return pipeline.analyze(mailbox, as_of, settings or Settings())
