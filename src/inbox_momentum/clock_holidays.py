"""Public holidays of a country and region: the only module that knows the ``holidays`` package."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def holidays(country: str, region: str | None, years: Iterable[int]) -> frozenset[date]:
    """Days off by law in ``years``, substitute days included.

    ``country`` is an ISO 3166-1 code such as ``GB``, ``region`` the part of an ISO 3166-2 code
    after the hyphen such as ``SCT``; ``None`` gives the days that the whole country keeps. Raises
    ``KeyError`` with the name that is not known and those that are.
    """
    import holidays as package

    known = package.list_supported_countries(include_aliases=True)
    code = country.upper()
    if code not in known:
        raise KeyError(f"no holidays are known for {country!r}; use a code such as DE, GB or US")
    place = None if region is None else region.upper()
    if place is not None and place not in known[code]:
        regions = ", ".join(sorted(known[code])) or "none"
        raise KeyError(f"{code} has no region {region!r}; known: {regions}")
    return frozenset(package.country_holidays(code, subdiv=place, years=list(years)))
