"""A sync in a process of its own, to be killed: ``python -m tests.imap.sync_process STORE PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

from inbox_momentum.accounts import Account, Security
from inbox_momentum.sources.imap import bodies, headers
from inbox_momentum.store import Store
from tests.imap import mail


def main() -> None:
    headers.BATCH, bodies.STRUCTURES = 7, 9
    where = Account("chaos", "127.0.0.1", "chaos", int(sys.argv[2]), Security.NONE)
    with Store.open(Path(sys.argv[1])) as store:
        mail.run(where, store)


if __name__ == "__main__":
    main()
