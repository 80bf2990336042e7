"""Files of a folder that hold one message each: bulk is skimmed, the rest is parsed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inbox_momentum.ingest.skim import Skimmer
from inbox_momentum.ingest.stream import is_bulk
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Message, RawMessage
from inbox_momentum.sources.folder import File, FolderSource


@dataclass(slots=True)
class _Judge:
    """Looks at the head of one message."""

    skimmer: Skimmer
    at: int
    enough: bool = False

    def look(self, head: RawMessage) -> bool:
        """True when it is bulk; then the skimmer has its row."""
        self.enough = is_bulk(self.skimmer, head, self.at)
        return self.enough


class Lone:
    """Reads such files of one folder."""

    def __init__(self, source: FolderSource) -> None:
        """``source`` is the folder."""
        self.source = source
        self.skimmer = Skimmer()

    def read(
        self, files: Iterable[tuple[int, File]], whole: bool
    ) -> tuple[list[tuple[int, Message | Defect]], list[int]]:
        """Messages by the number that came with their file, and the numbers of files that hold other things.

        ``whole``: bulk mail too; else that goes to ``skimmer.rows``.
        """
        found: list[tuple[int, Message | Defect]] = []
        left: list[int] = []
        for at, file in files:
            judge = _Judge(self.skimmer, at)
            one = self.source.lone(file, None if whole else judge.look)
            if one is None:
                left.append(at)
            elif isinstance(one, Defect):
                found.append((at, one))
            elif whole or not (judge.enough or is_bulk(self.skimmer, one, at)):
                found.append((at, parse.parse(one)))
        return found, left
