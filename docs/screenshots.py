"""Takes every picture of ``docs/screenshots/`` anew from the sample mailboxes.

``python -m docs.screenshots`` needs Chromium on this machine and the packages
playwright and Pillow. The pictures are reduced to a palette, without dithering.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
AS_OF = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MOST_BYTES = 250_000
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    name: str
    source: str
    zone: str
    width: int = 1120
    height: int = 780
    scheme: str = "light"
    full: bool = False


SHOTS = (
    Shot("weekly-audit", "weekly_audit.mbox", "Europe/Berlin"),
    Shot("steady", "steady.mbox", "Europe/Berlin"),
    Shot("relaxes-after-praise", "relaxes_after_praise", "Europe/London"),
    Shot("juggler", "juggler.mbox", "Europe/Warsaw"),
    Shot("traveller", "traveller.mbox", "Europe/Lisbon"),
    Shot("weekly-audit-dark", "weekly_audit.mbox", "Europe/Berlin", scheme="dark", full=True),
    Shot("juggler-phone", "juggler.mbox", "Europe/Warsaw", width=390, height=1200),
)


def page(shot: Shot) -> str:
    """The report of the shot's mailbox, as ``momentum report`` writes it."""
    from inbox_momentum import pipeline
    from inbox_momentum.model import Settings, WorkingCalendar
    from inbox_momentum.report import html

    mailbox = pipeline.read_mailbox([f"sample_mailboxes/{shot.source}"], until=AS_OF)
    settings = Settings(calendar=WorkingCalendar(zone=shot.zone))
    return html.render(pipeline.analyze(mailbox, AS_OF, settings))


def taken(shot: Shot, browser: Any, folder: Path) -> bytes:
    """The picture as Chromium draws it."""
    file = folder / f"{shot.name}.html"
    file.write_text(page(shot), encoding="utf-8")
    view = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
    view.goto(file.as_uri())
    picture: bytes = view.screenshot(full_page=shot.full)
    view.close()
    return picture


def reduced(picture: bytes) -> bytes:
    """The same picture with the largest palette that keeps it below ``MOST_BYTES``."""
    import numpy as np
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    pixels = np.asarray(image).reshape(-1, 3)
    vivid = pixels[np.ptp(pixels, axis=1) > 60]
    # A palette is chosen by area: without help the few coloured marks would turn grey.
    weighed = np.concatenate([pixels[::40], *[vivid] * (1 + len(pixels) // (20 * len(vivid) + 1))])
    sample = Image.fromarray(weighed[None, :, :])
    for colours in (256, 128, 64, 48, 32, 24, 16):
        palette = sample.quantize(colours, kmeans=1)
        small = image.quantize(palette=palette, dither=Image.Dither.NONE)
        small.putpalette(_commonest(pixels, np.asarray(small).reshape(-1)))
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
        if out.tell() < MOST_BYTES:
            break
    return out.getvalue()


def _commonest(pixels: Any, indexes: Any) -> list[int]:
    """A palette in which each entry is the colour that most of its pixels had, so that white stays white."""
    import numpy as np

    packed = indexes.astype(np.int64)
    for channel in range(3):
        packed = packed << 8 | pixels[:, channel]
    found, counts = np.unique(packed, return_counts=True)
    palette = [0] * 768
    for value in found[np.argsort(counts, kind="stable")].tolist():
        index, colour = value >> 24, value & 0xFFFFFF
        palette[3 * index : 3 * index + 3] = colour.to_bytes(3, "big")
    return palette


def main() -> int:
    """Take them all; 2 when there is no browser."""
    import os

    from playwright.sync_api import sync_playwright

    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        print("There is no Chromium on this machine to take pictures with.", file=sys.stderr)
        return 2
    os.chdir(ROOT)  # the evidence names the mailbox as it was given
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shot in SHOTS:
            data = reduced(taken(shot, browser, Path(folder)))
            (FOLDER / f"{shot.name}.png").write_bytes(data)
            print(f"{shot.name}.png  {len(data) / 1000:.0f} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
