"""Checks of an account: its certificate, signing in, that reading changes nothing, its folders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from inbox_momentum.accounts import Account, Ask, Security, credential, providers
from inbox_momentum.model import AccountError, MomentumError
from inbox_momentum.onboarding import certificate
from inbox_momentum.onboarding.checks import Check, counted, fail, ok, skipped, warn
from inbox_momentum.onboarding.look import Look, look

_NETWORK = 4
_SOON = timedelta(days=14)


def account(wanted: Account, as_of: datetime, ask: Ask | None) -> Iterator[Check]:
    """Everything about one account, in the order in which it fails."""
    shown = _certificate(wanted, as_of)
    yield shown
    if shown.exit_status:
        for name in ("sign-in", "read-only", "sent mail"):
            yield skipped(
                name, "Not tried: the server is not the one that is meant, or is not there.", wanted.name
            )
        return
    try:
        found = look(wanted, credential(wanted, ask))
    except AccountError as error:
        yield fail("sign-in", str(error), "", _NETWORK, wanted.name)  # it says what to do itself
        for name in ("read-only", "sent mail"):
            yield skipped(name, "Not tried without signing in.", wanted.name)
        return
    yield from _seen(wanted, found)


def _certificate(wanted: Account, as_of: datetime) -> Check:
    name = "certificate"
    if wanted.security is Security.NONE:
        return skipped(name, "The connection stays on this machine and has none.", wanted.name)
    try:
        found = certificate.of_server(wanted)
    except certificate.NotThere as error:
        todo = "Check the server's name, its port and the connection."
        return fail(name, str(error), todo, _NETWORK, wanted.name)
    except MomentumError as error:
        return fail(name, str(error), _own_server(wanted), _NETWORK, wanted.name)
    if found.ends_at is None:
        return ok(name, "It is the one that is pinned.", wanted.name)
    left = found.ends_at - as_of
    until = f"{found.ends_at:%Y-%m-%d}"
    if left < _SOON:
        todo = "Tell who runs the server; when it ends, nothing is read any more."
        return warn(name, f"It is trusted, and ends on {until}.", todo, wanted.name)
    return ok(name, f"It is trusted, until {until}.", wanted.name)


def _own_server(wanted: Account) -> str:
    """What to do about a certificate: for a server that may be the user's own, its fingerprint too."""
    if providers.of_account(wanted).id not in (providers.GENERIC, "proton"):
        return "Do not go on: somebody may be on the line. Try another network."
    shown = certificate.shown_fingerprint(wanted)
    if shown is None:
        return "Check the server's name, its port and the connection."
    return (
        "If it is a server of your own, compare this with its certificate and then set "
        f'fingerprint = "{shown}", or name its authority with ca_file.'
    )


def _seen(wanted: Account, found: Look) -> Iterator[Check]:
    read = sum(one.is_read for one in found.folders)
    yield ok(
        "sign-in", f"{counted(found.messages, 'message')} in {counted(read, 'folder')} to read.", wanted.name
    )
    yield _read_only(wanted, found)
    if found.sent is None:
        todo = (
            "Name the folder of your sent mail in folders, or turn on keeping sent mail in your mail program."
        )
        yield warn("sent mail", "No folder of sent mail was found.", todo, wanted.name)
    elif not found.sent.messages:
        todo = "Check that your mail program keeps sent mail on the server."
        yield warn("sent mail", f"{found.sent.name} is empty.", todo, wanted.name)
    else:
        yield ok("sent mail", f"{found.sent.name}: {counted(found.sent.messages, 'message')}.", wanted.name)
    for alert in found.alerts:
        yield warn("server", f"It says: {alert}", "Do as it says.", wanted.name)


def _read_only(wanted: Account, found: Look) -> Check:
    name = "read-only"
    if found.flags_kept is None:
        return skipped(name, "There is no message in the folders to try it with.", wanted.name)
    if found.flags_kept:
        return ok(name, "Reading messages left their flags as they were.", wanted.name)
    todo = "If no other program read your mail at that moment, report this."
    return warn(name, "Flags of messages changed while they were looked at.", todo, wanted.name)
