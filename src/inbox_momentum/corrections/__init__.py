"""What the owner has put right: a readable file in, frozen records out, and how each is applied.

``table`` reads the file's text, ``writing`` changes it, ``senders`` says whose mail is whose, ``requests``
takes back what was no request, ``folded`` adds the rest to the settings, and ``results`` says
what became of each. Nothing here reads a clock, and only ``kept`` a file.
"""

from inbox_momentum.corrections.folded import Ended, ended, folded
from inbox_momentum.corrections.kept import default_path, load, text
from inbox_momentum.corrections.requests import without
from inbox_momentum.corrections.results import Silenced, results
from inbox_momentum.corrections.senders import Senders

__all__ = [
    "Ended",
    "Senders",
    "Silenced",
    "default_path",
    "ended",
    "folded",
    "load",
    "results",
    "text",
    "without",
]
