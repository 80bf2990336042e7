"""Whose mail is whose, as the owner says it: "this sender is Acme"."""

from __future__ import annotations

from collections.abc import Iterable

from inbox_momentum.model import Address, Correction, CorrectionKind


class Senders:
    """Corrections of senders, by address and by domain; of two for one sender the later counts."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        said = [one for one in corrections if one.says is CorrectionKind.SENDER]
        self._by_target = {one.target.lower(): one for one in said}

    def __bool__(self) -> bool:
        return bool(self._by_target)

    def of_domains(self) -> tuple[Correction, ...]:
        """Those about all of a domain."""
        return tuple(one for one in self._by_target.values() if "@" not in one.target)

    def of(self, who: Address) -> Correction | None:
        """What is said of an address: itself, else its domain, else the nearest domain above.

        Domains match on label boundaries: ``acme.com`` means ``mail.acme.com``, not ``notacme.com``.
        """
        if not self._by_target or not who.address:
            return None
        found = self._by_target.get(who.address.lower())
        labels = who.domain.lower().split(".")
        for start in range(max(len(labels) - _DEEPEST, 0), len(labels) - 1):
            if found is not None:
                break
            found = self._by_target.get(".".join(labels[start:]))
        return found


_DEEPEST = 10
"""Labels of a host name that are looked at: hostile ones have thousands."""
