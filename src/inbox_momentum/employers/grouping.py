"""Applications: one per employer and role, from pieces of conversations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inbox_momentum import ids
from inbox_momentum.employers import history
from inbox_momentum.employers.identity import order
from inbox_momentum.employers.mail import Mail, is_start, relevant
from inbox_momentum.employers.roles import alike_roles, same_role
from inbox_momentum.employers.units import REOPENING, SILENCE, Unit, first_role, units
from inbox_momentum.model import (
    Address,
    Application,
    Correction,
    CorrectionKind,
    Employer,
    Entry,
    Outcome,
    Party,
    Reading,
    SenderIdentity,
    SenderKind,
    Stage,
    Thread,
)

_NEAR = timedelta(days=30)
"""How near in time a mail without an employer must be to the only application with its role."""

_EPOCH_LAST = (True, 0.0, "")


@dataclass(slots=True, eq=False)
class _Draft:
    """An application in the making."""

    key: str
    mails: list[Mail] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None
    role: str | None = None
    outcome: Outcome | None = None

    def add(self, unit: Unit) -> None:
        """Take in a piece of conversation."""
        self.mails.extend(unit.mails)
        for mail in unit.mails:
            if mail.inbound and not mail.platform:
                message = mail.entry.message
                self.addresses |= {who.address for who in (*message.from_, *message.reply_to)} - {""}
        times = [one.at for one in unit.mails if one.at is not None]
        times += [one for one in (self.first, self.last) if one is not None]
        self.first, self.last = min(times, default=None), max(times, default=None)
        # Only these can change role or outcome; sorting at every piece would be quadratic.
        if self.outcome is not None or any(one.role or one.reading.outcome for one in unit.mails):
            self.settle()

    def absorb(self, other: _Draft) -> None:
        """Take in all of another application, whatever speaks against it."""
        self.mails.extend(other.mails)
        self.addresses |= other.addresses
        times = [one for one in (self.first, self.last, other.first, other.last) if one is not None]
        self.first, self.last = min(times, default=None), max(times, default=None)
        self.settle()

    def settle(self) -> None:
        """Sort the mail; read role and outcome from it."""
        self.mails.sort(key=lambda one: order(one.entry))
        self.role = first_role(self.mails)
        self.outcome = history.outcome(self.mails)


def applications(
    entries: Sequence[Entry],
    threads: Sequence[Thread],
    identities: Mapping[str, SenderIdentity],
    readings: Mapping[str, Reading],
    corrections: Sequence[Correction] = (),
) -> tuple[tuple[Employer, ...], tuple[Application, ...]]:
    """Employers and applications (employer × role), independent of the order of input.

    An application needs one message with hiring evidence; a friend's or a list's mail
    opens none. What the owner says to be one application is one. ``turn`` is left at NOBODY
    for the ledger.
    """
    mails = relevant(entries, identities, readings)
    pieces = units(mails, threads)
    drafts: defaultdict[str, list[_Draft]] = defaultdict(list)
    worded = {one.key for one in mails.values() if one.worded}
    for unit in pieces:
        if unit.key is not None and unit.opens and unit.key in worded:
            _place(unit, drafts)
    every = sorted((one for group in drafts.values() for one in group), key=_draft_order)
    by_address = _by_address(every)
    for unit in pieces:
        if unit.key is None or not unit.opens or unit.key not in worded:
            home = _home(unit, drafts, every, by_address)
            if home is not None:
                home.add(unit)
    for draft in every:
        draft.settle()
    every = _together(every, drafts, corrections)
    every.sort(key=_draft_order)
    employers = {key: _employer(key, group) for key, group in drafts.items() if group}
    made = tuple(_application(one, employers[one.key].id) for one in every)
    return tuple(sorted(employers.values(), key=lambda one: (one.name.casefold(), one.id))), made


def _draft_order(draft: _Draft) -> tuple[bool, float, str]:
    return order(draft.mails[0].entry) if draft.mails else _EPOCH_LAST


# ------------------------------------------------------------------------------ opening pieces


def _place(unit: Unit, drafts: defaultdict[str, list[_Draft]]) -> None:
    """Put an opening piece into the application that it goes on with, or open a new one."""
    assert unit.key is not None
    fitting = [one for one in drafts[unit.key] if _may_join(one, unit)]
    if not fitting and _through_agency(unit):
        fitting = [
            one
            for group in drafts.values()
            for one in group
            if one.addresses & _authors(unit)
            and (unit.role is None or same_role(one.role, unit.role))
            and _may_join(one, unit)
        ]
    if fitting:
        home = max(fitting, key=lambda one: (same_role(one.role, unit.role), _stamp(one.last)))
    else:
        home = _Draft(unit.key)
        drafts[unit.key].append(home)
    home.add(unit)


def _through_agency(unit: Unit) -> bool:
    """True when an agency writes without naming its client."""
    return all(
        one.identity.kind is SenderKind.AGENCY and one.identity.domains for one in unit.mails if one.inbound
    )


def _authors(unit: Unit) -> set[str]:
    return {one.entry.message.author.address for one in unit.mails if one.inbound} - {""}


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment is not None else 0.0


def _may_join(draft: _Draft, unit: Unit) -> bool:
    """Whether a piece can go on with an application: role, silence and outcome allow it."""
    if not alike_roles(draft.role, unit.role) or _two_receipts(draft, unit):
        return False
    gap = _gap(draft, unit)
    if gap > SILENCE:
        return False
    if draft.outcome is None or draft.outcome is Outcome.ACCEPTED:
        return True
    if not any(one.inbound and one.opens and one.reading.outcome is None for one in unit.mails):
        return True
    return gap < REOPENING and not any(is_start(one.reading) for one in unit.mails if one.inbound)


def _two_receipts(draft: _Draft, unit: Unit) -> bool:
    """Receipts of two applications whose titles differ, be it by one word."""
    if same_role(draft.role, unit.role) or not draft.role or not unit.role:
        return False
    return _receipted(draft.mails) and _receipted(unit.mails)


def _receipted(mails: Sequence[Mail]) -> bool:
    return any(
        one.inbound and one.role and one.reading.stage is Stage.APPLIED and one.platform for one in mails
    )


def _gap(draft: _Draft, unit: Unit) -> timedelta:
    """Silence between an application and a piece; zero when they overlap or times are unknown."""
    times = [one.at for one in unit.mails if one.at is not None]
    if not times or draft.last is None or draft.first is None:
        return timedelta(0)
    if times[0] > draft.last:
        return times[0] - draft.last
    return draft.first - times[-1] if times[-1] < draft.first else timedelta(0)


# ------------------------------------------------------------------------------ the other pieces


def _by_address(drafts: Sequence[_Draft]) -> dict[str, list[_Draft]]:
    found: defaultdict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        for address in draft.addresses:
            found[address].append(draft)
    return dict(found)


def _home(
    unit: Unit,
    drafts: Mapping[str, list[_Draft]],
    every: Sequence[_Draft],
    by_address: Mapping[str, list[_Draft]],
) -> _Draft | None:
    """The application of a piece that could not open one: same employer, people or role, in its time."""
    if unit.key is None:
        return _by_role_alone(unit, every)
    people = {who.address for mail in unit.mails for who in _others(mail)}
    met = [one for address in sorted(people) for one in by_address.get(address, ())]
    candidates = [one for one in drafts.get(unit.key, ()) if _belongs(one, unit, people)]
    candidates = candidates or [one for one in met if alike_roles(one.role, unit.role)]
    live = [one for one in candidates if _in_time(one, unit)]
    return max(
        live,
        key=lambda one: (
            same_role(one.role, unit.role),
            bool(one.addresses & people),
            _stamp(one.last),
            one.key,
        ),
        default=None,
    )


def _others(mail: Mail) -> tuple[Address, ...]:
    message = mail.entry.message
    return (*message.from_, *message.reply_to) if mail.inbound else (*message.to, *message.cc)


def _belongs(draft: _Draft, unit: Unit, people: set[str]) -> bool:
    """A known person's, the owner's or a platform's mail, or one that speaks of hiring."""
    if not alike_roles(draft.role, unit.role):
        return False
    inbound = [one for one in unit.mails if one.inbound]
    return not inbound or bool(draft.addresses & people) or any(one.signs or one.platform for one in inbound)


def _in_time(draft: _Draft, unit: Unit) -> bool:
    times = [one.at for one in unit.mails if one.at is not None]
    if not times or draft.first is None or draft.last is None:
        return True
    early = REOPENING if all(not one.inbound for one in unit.mails) else timedelta(0)
    if times[-1] < draft.first - early:
        return False
    limit = SILENCE if draft.outcome is None or draft.outcome is Outcome.ACCEPTED else REOPENING
    return times[0] - draft.last <= limit


def _by_role_alone(unit: Unit, every: Sequence[_Draft]) -> _Draft | None:
    """A platform's mail without an employer: the only application with its role at that time."""
    if not unit.role or not all(one.platform for one in unit.mails if one.inbound):
        return None
    fitting = [one for one in every if same_role(one.role, unit.role) and _gap(one, unit) <= _NEAR]
    return fitting[0] if len(fitting) == 1 and any(one.inbound for one in unit.mails) else None


# ------------------------------------------------------------------------------ the owner's word


def _together(
    every: list[_Draft], drafts: Mapping[str, list[_Draft]], corrections: Sequence[Correction]
) -> list[_Draft]:
    """Applications of which the owner says that two are one, put into one.

    It keeps the employer of the older one, but an agency gives way to its client.
    """
    pairs = [(one.target, one.other) for one in corrections if one.says is CorrectionKind.SAME and one.other]
    wanted = {name for pair in pairs for name in pair}
    if not wanted:
        return every
    home = {
        name: draft
        for draft in every
        for mail in draft.mails
        if (name := ids.application_id(mail.id)) in wanted
    }
    for one, other in pairs:
        first, second = home.get(one), home.get(other)
        if first is None or second is None or first is second:
            continue
        kept, gone = sorted((first, second), key=lambda draft: (_is_agencys(draft), _draft_order(draft)))
        kept.absorb(gone)
        drafts[gone.key].remove(gone)
        home = {name: kept if draft is gone else draft for name, draft in home.items()}
        every = [draft for draft in every if draft is not gone]
    return every


def _is_agencys(draft: _Draft) -> bool:
    """True when an agency's mail alone made the application, under the agency's own name."""
    kinds = {mail.identity.kind for mail in draft.mails if mail.inbound and mail.key == draft.key}
    return kinds == {SenderKind.AGENCY}


# ------------------------------------------------------------------------------ the records


def _employer(key: str, drafts: Sequence[_Draft]) -> Employer:
    mails = [one for draft in drafts for one in draft.mails if one.key == key]
    names = Counter(one.name for one in mails if one.name)
    name = max(sorted(names), key=lambda one: names[one])
    hosts = sorted({host for one in mails for host in one.identity.domains})
    inbound = [one for one in mails if one.inbound]
    agency = any(one.identity.kind is SenderKind.AGENCY and one.identity.domains for one in inbound)
    kind = "person" if key.startswith("person:") else "agency" if agency else "employer"
    return Employer(ids.digest("e", key), name, tuple(hosts), kind)


def _application(draft: _Draft, employer_id: str) -> Application:
    entered = history.stages(draft.mails)
    return Application(
        id=ids.application_id(draft.mails[0].id),
        employer_id=employer_id,
        role=draft.role,
        stage=entered[-1].stage if entered else None,
        outcome=draft.outcome,
        status=history.status(draft.mails, draft.outcome),
        turn=Party.NOBODY,
        opened_at=draft.first,
        last_message_at=draft.last,
        message_ids=tuple(one.id for one in draft.mails),
        stages=entered,
    )
