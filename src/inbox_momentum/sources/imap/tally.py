"""What a sync has done so far, and whom it tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from inbox_momentum.accounts import Account
from inbox_momentum.model import Defect
from inbox_momentum.sources.imap.records import Notice, Progress, Step

_MOST = 1_000
"""Defects and notices that are kept one by one."""


@dataclass(slots=True)
class Tally:
    """Counts of one sync. Touched by the caller's thread alone."""

    account: Account
    progress: Progress
    new: int = 0
    bodies: int = 0
    gone: int = 0
    changed: int = 0
    reconnects: int = 0
    complete: bool = True
    """False when a folder could not be read to its end, so that the next sync looks again."""
    folders: list[str] = field(default_factory=list)
    sent: frozenset[str] = frozenset()
    """Folders of sent mail among those that are read."""
    anew: list[str] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Tell the user now, and once."""
        if text not in self.notices and len(self.notices) < _MOST:
            self.notices.append(text)
            self.progress(Notice(text))

    def step(self, phase: str, folder: str, done: int, total: int) -> None:
        """Tell how far it is."""
        self.progress(Step(phase, folder, done, total))

    def defect(self, folder: str, uid: int | None, code: str, detail: str, *, fatal: bool = False) -> None:
        """Note what is wrong with a message or, without ``uid``, with a folder."""
        if len(self.defects) < _MOST:
            self.defects.append(defect(self.account.name, folder, uid, code, detail, fatal=fatal))

    def odd(self, folder: str, code: str, detail: str) -> None:
        """Note what is strange about a folder, and tell the user."""
        self.defect(folder, None, code, detail)
        self.say(f"{folder}: {detail}")

    def partial(self, folder: str, detail: str) -> None:
        """Note that a folder could not be read to its end. Of sent mail that costs answers, not only mail."""
        sent = folder in self.sent
        if sent:
            detail += " Answers of yours in it are missing, so waits may look open that are not."
        self.defect(folder, None, "sent-incomplete" if sent else "folder-incomplete", detail)

    def kept(self) -> str:
        """What is safe in the store, for the end of an error."""
        if not self.new + self.bodies:
            return "What was read earlier is kept; run the command again to go on."
        return f"{self.new} headers and {self.bodies} texts of this run are kept; run it again to go on."


def defect(account: str, folder: str, uid: int | None, code: str, detail: str, *, fatal: bool) -> Defect:
    """A defect with its folder and UID."""
    place = "folder" if uid is None else f"UID {uid}"
    return Defect(f"{account}/{folder}", place, code, detail, fatal=fatal)
