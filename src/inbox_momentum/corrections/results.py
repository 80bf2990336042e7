"""What became of each correction: applied, not needed, or about nothing that was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from inbox_momentum import ids
from inbox_momentum.corrections.folded import by_id
from inbox_momentum.corrections.requests import OWNERS, seeming, wait_of
from inbox_momentum.corrections.senders import Senders
from inbox_momentum.model import (
    ClosedHow,
    Correction,
    CorrectionKind,
    CorrectionResult,
    CorrectionStatus,
    Direction,
    Ledger,
    Reading,
    Settings,
    Understood,
    WaitKind,
)


@dataclass(frozen=True, slots=True)
class Silenced:
    """What a settled or snoozed lapse would have been about."""

    application_id: str
    wait_ids: tuple[str, ...]


def results(
    settings: Settings,
    mail: Understood,
    ledger: Ledger,
    silenced: Mapping[str, Silenced],
    lapse_kinds: Iterable[str],
    as_of: datetime,
) -> tuple[CorrectionResult, ...]:
    """One result per correction, in their order.

    ``settings`` are folded, ``mail`` has the readings from before any request was taken back;
    ``silenced`` are the settled lapses that there would be, by id, ``lapse_kinds`` the rules of
    the catalogue.
    """
    if not settings.corrections:
        return ()
    judge = _Judge(settings, mail, ledger, silenced, tuple(lapse_kinds), as_of)
    return tuple(judge.result(one) for one in settings.corrections)


class _Judge:
    """One run's mail and ledger, indexed as far as the corrections need it."""

    def __init__(
        self,
        settings: Settings,
        mail: Understood,
        ledger: Ledger,
        silenced: Mapping[str, Silenced],
        lapse_kinds: tuple[str, ...],
        as_of: datetime,
    ) -> None:
        said = settings.corrections
        self.settings, self.mail, self.silenced, self.as_of = settings, mail, silenced, as_of
        self.kinds = {one.says for one in said}
        self.today = as_of.astimezone(ZoneInfo(settings.calendar.zone)).date()
        self.waits = {wait.id: wait for wait in ledger.waits}
        self.home = {one: app.id for app in ledger.applications for one in app.message_ids}
        targets = {one for said_one in said for one in (said_one.target, said_one.other) if one}
        self.applications = by_id(ledger.applications, {one for one in targets if ids.is_id(one, "a")})
        # Behind a silence, a move or praise there is a message, and no wait.
        causes = [*self.waits, *(promise.id for promise in ledger.promises), *self.home]
        wanted = {one for one in targets if ids.is_id(one, "l")}
        self.causes: dict[str, str] = {}
        """Wait, promise or message behind a lapse id, whether there is such a lapse or not."""
        if wanted:
            every = {ids.lapse_id(kind, one): one for one in causes for kind in lapse_kinds}
            self.causes = {one: every[one] for one in wanted if one in every}
        self.asked = self._asked() if CorrectionKind.NOT_A_REQUEST in self.kinds else {}
        self.sent_by = self._sent_by() if CorrectionKind.SENDER in self.kinds else {}

    def _asked(self) -> dict[str, str]:
        """By wait id, the message that seems to ask for it."""
        readings = self.mail.readings
        return {wait_of(one, kind): one for one, reading in readings.items() for kind in seeming(reading)}

    def _sent_by(self) -> dict[str, list[str]]:
        """By correction id, the messages of the sender that it is about."""
        said, found = Senders(self.settings.corrections), defaultdict(list)
        for entry in self.mail.mailbox.entries:
            correction = said.of(entry.message.author)
            if correction is not None and entry.direction is Direction.IN:
                found[correction.id].append(entry.id)
        return dict(found)

    def result(self, one: Correction) -> CorrectionResult:
        """What became of one correction."""
        match one.says:
            case CorrectionKind.SENDER:
                return self._sender(one)
            case CorrectionKind.NOT_A_REQUEST:
                return self._request(one)
            case CorrectionKind.ANSWERED:
                return self._answered(one)
            case CorrectionKind.NOT_A_LAPSE | CorrectionKind.SNOOZE:
                return self._lapse(one)
            case CorrectionKind.SAME:
                return self._same(one)
            case CorrectionKind.OUTCOME:
                return self._outcome(one)

    def _sender(self, one: Correction) -> CorrectionResult:
        messages = self.sent_by.get(one.id, [])
        if messages:
            homes = {self.home[mid]: None for mid in messages if mid in self.home}
            return CorrectionResult(one, CorrectionStatus.APPLIED, None, len(messages), tuple(homes), ())
        later = [other for other in self.settings.corrections if other.says is one.says]
        overruled = any(other.target == one.target and other.id in self.sent_by for other in later)
        return _idle(one, "overruled") if overruled else _missing(one)

    def _request(self, one: Correction) -> CorrectionResult:
        if ids.is_id(one.target, "w"):
            message_id = self.asked.get(one.target)
            return _missing(one) if message_id is None else self._applied(one, message_id, (one.target,))
        reading = self.mail.readings.get(one.target)
        if reading is None:
            return _missing(one)
        kinds = OWNERS if one.wait_kind is None else {one.wait_kind}
        gone = tuple(wait_of(one.target, kind) for kind in WaitKind if kind in kinds & seeming(reading))
        if not _asks(reading, one.wait_kind):
            return _idle(one, "asks_nothing")
        return self._applied(one, one.target, gone)

    def _applied(self, one: Correction, message_id: str, waits: tuple[str, ...]) -> CorrectionResult:
        home = self.home.get(message_id)
        return CorrectionResult(one, CorrectionStatus.APPLIED, None, 0, (home,) if home else (), waits)

    def _answered(self, one: Correction) -> CorrectionResult:
        wait = self.waits.get(one.target)
        if wait is None:
            return _missing(one)
        if wait.closed_how is ClosedHow.MANUAL:
            return CorrectionResult(
                one, CorrectionStatus.APPLIED, None, 0, (wait.application_id,), (wait.id,)
            )
        if one.at is None or one.at > self.as_of:
            return _idle(one, "not_yet")
        return _idle(one, "before_request" if one.at < wait.opened_at else "closed_by_mail")

    def _lapse(self, one: Correction) -> CorrectionResult:
        held = self.silenced.get(one.target)
        if held is not None:
            return CorrectionResult(
                one, CorrectionStatus.APPLIED, None, 0, (held.application_id,), held.wait_ids
            )
        if one.until is not None and one.until <= self.today:
            return _idle(one, "over")
        return _idle(one, "no_lapse") if one.target in self.causes else _missing(one)

    def _same(self, one: Correction) -> CorrectionResult:
        first, second = self.applications.get(one.target), self.applications.get(one.other or "")
        if first is None or second is None:
            return _missing(one)
        return CorrectionResult(one, CorrectionStatus.APPLIED, None, 0, (first.id,), ())

    def _outcome(self, one: Correction) -> CorrectionResult:
        application = self.applications.get(one.target)
        if application is None:
            return _missing(one)
        if one.on is not None and one.on > self.today:
            return _idle(one, "not_yet")
        if application.outcome is not one.outcome:
            return _idle(one, "went_on")
        return CorrectionResult(one, CorrectionStatus.APPLIED, None, 0, (application.id,), ())


def _asks(reading: Reading, kind: WaitKind | None) -> bool:
    """Whether there is anything to take back: a request, or a reminder of one."""
    if kind is None:
        return bool(reading.asks) or reading.nudge
    return kind is WaitKind.MESSAGE or any(ask.kind is kind for ask in reading.asks)


def _idle(one: Correction, reason: str) -> CorrectionResult:
    return CorrectionResult(one, CorrectionStatus.NOT_NEEDED, reason, 0, (), ())


def _missing(one: Correction) -> CorrectionResult:
    return CorrectionResult(one, CorrectionStatus.NOT_FOUND, None, 0, (), ())
