"""The ledger: what opened each wait and what closed it, on both sides (domain.md §3).

``stream`` puts an application's messages in the order in which they can have answered
each other; ``opening`` and ``closing`` say what each one opens, answers or voids;
``employer_side`` and ``promises`` keep the rest; ``settle`` turns the drafts into
records with clocks and ratings.
"""

from inbox_momentum.waits.ledger import ledger

__all__ = ["ledger"]
