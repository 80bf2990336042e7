"""The ledger: what opened each wait and what closed it, on both sides (domain.md §3).

``stream`` puts an application's messages in the order in which they can have answered
each other; ``opening`` and ``closing`` say what each one opens, answers or voids;
``employer_side`` and ``promises`` keep the rest; ``span`` says for which time sent mail is
there, ``past`` which processes nobody awaits any more; ``settle`` turns the drafts into
records with clocks and ratings.
"""

from inbox_momentum.waits.ledger import ledger
from inbox_momentum.waits.past import is_long_past, long_past
from inbox_momentum.waits.tables import rules

__all__ = ["is_long_past", "ledger", "long_past", "rules"]
