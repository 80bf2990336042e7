"""PDF by a browser that is already on this machine; the page itself is the print layout."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from inbox_momentum.model import UsageError
from inbox_momentum.report import files

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_SECONDS = 60


class NoBrowser(UsageError):
    """There is no browser that could make a PDF; says how to print instead."""


def browser() -> str | None:
    """Path of a browser that prints without a window; ``None`` when there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def write(page: str, target: Path | str) -> Path:
    """Print ``page`` (HTML that has passed the gate) to the PDF ``target``, private.

    Raises ``NoBrowser`` like ``printed``.
    """
    return files.write_private(target, printed(page))


def printed(page: str) -> bytes:
    """``page`` (HTML that has passed the gate) as a PDF.

    Raises ``NoBrowser`` with how to print by hand when this machine has no such
    browser or it fails.
    """
    program = browser()
    if program is None:
        raise NoBrowser(
            "no Chromium, Chrome or Edge was found to make the PDF. Open the report and print it to PDF."
        )
    with tempfile.TemporaryDirectory(prefix="momentum-") as name:
        folder = Path(name)
        source, made = folder / "report.html", folder / "report.pdf"
        files.write_private(source, page)
        command = [program, *_FLAGS, *_sandbox(), f"--user-data-dir={folder / 'profile'}"]
        command += [f"--print-to-pdf={made}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
            data = made.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoBrowser(_failed(program)) from error
    if not data.startswith(b"%PDF"):
        raise NoBrowser(_failed(program))
    return data


def _failed(program: str) -> str:
    return f"{program} did not make the PDF. Open the report and print it to PDF."


def _sandbox() -> tuple[str, ...]:
    """Chromium refuses to run as the superuser with its sandbox; the page holds no script anyway."""
    import os

    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
