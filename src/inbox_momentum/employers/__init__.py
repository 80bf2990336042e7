"""Who the employer is behind a sender, and which mail belongs to which application.

``identify`` before the messages are read, ``applications`` after, and ``settle``
last: it takes back employers that only looked like one.
"""

from __future__ import annotations

from inbox_momentum.employers.grouping import applications
from inbox_momentum.employers.identity import identify
from inbox_momentum.employers.settle import settle
from inbox_momentum.employers.shared import shared_sender

__all__ = ["applications", "identify", "settle", "shared_sender"]
