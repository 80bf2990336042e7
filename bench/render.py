"""Milliseconds and kilobytes of the page at 10, 100 and 400 applications.

``python -m bench.render``. The reports are those of the tests (``report_factories.huge``: up to eight
requests to an application, 120 lapses), so that nothing but the page is measured; the time is the
best of five after one to warm up, which is said apart because every run of ``momentum`` pays it.
"""

from __future__ import annotations

import time

from tests.unit import report_factories

from inbox_momentum.report import html

SIZES = (10, 100, 400)
ROUNDS = 5


def rows() -> list[tuple[str, str]]:
    """(what, result) for each size, the cold start first."""
    begun = time.perf_counter()
    html.render(report_factories.tiny())
    cold = time.perf_counter() - begun
    measured = [("first page of a process (imports, templates)", f"{1000 * cold:.0f} ms")]
    for count in SIZES:
        report = report_factories.huge(count)
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            page = html.render(report)
            times.append(time.perf_counter() - begun)
        size = len(page.encode("utf-8"))
        what = f"page of {count} applications, {len(report.waits):,} waits"
        measured.append((what, f"{1000 * min(times):.0f} ms, {size / 1000:.0f} KB"))
    return measured


if __name__ == "__main__":
    for name, result in rows():
        print(f"{name:<50} {result}")
