"""``python -m inbox_momentum`` is ``momentum``."""

import sys

from inbox_momentum.cli import main

if __name__ == "__main__":
    sys.exit(main())
