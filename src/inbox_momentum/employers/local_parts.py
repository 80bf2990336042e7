"""What the local part of an address tells: advertising, a hiring department, a machine."""

from __future__ import annotations

from inbox_momentum.employers.words import words

_SPLIT = str.maketrans(dict.fromkeys("._+", "-"))
_LONG = 7
"""Letters of a careers word that counts inside a part."""


def pieces(local: str) -> list[str]:
    """The words of a local part, without what stands behind a plus sign."""
    return local.partition("+")[0].translate(_SPLIT).split("-") or [""]


def is_marketing(local: str) -> bool:
    """True for an advertising address."""
    known = words().marketing_locals
    return local in known or pieces(local)[0] in known - {"e", "email", "store"}


def is_careers(local: str) -> bool:
    """True for a hiring department's, also ``KirkbyTalentAcquisition-NoReply``."""
    parts = pieces(local)
    known = words().careers_locals
    inside = any(len(one) >= _LONG and one in local for one in known)
    return local in known or parts[0] in known or parts[-1] in known or inside


def is_shared(local: str) -> bool:
    """True for an address that no one person writes from: ``hr``, ``info``, ``noreply``."""
    return is_careers(local) or is_machine(local) or local in words().company_locals


def is_machine(local: str) -> bool:
    """True for an address behind which no person sits."""
    parts = pieces(local)
    known = words().machine_locals
    flat = local.replace("-", "").replace("_", "").replace(".", "")
    return (
        local in known or parts[0] in known or parts[-1] in known or "noreply" in flat or "donotreply" in flat
    )
