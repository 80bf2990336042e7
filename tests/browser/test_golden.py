"""The look of the page against pictures of it; ``make golden`` takes them anew.

Letters differ between machines, so the pictures are compared only where the page's
fonts measure as they did where the pictures were taken (``golden/fonts.txt``).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit import report_factories as make

GOLDEN = Path(__file__).parent / "golden"
FONTS = GOLDEN / "fonts.txt"
STEP = 40
"""A pixel differs when one of its channels does by more than this, of 255."""
SHARE = 0.001
"""Share of pixels that may differ: less than a changed figure, more than a shifted edge."""

_MEASURE = """() => {
  const at = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(document.documentElement);
  const faces = [style.getPropertyValue('--sans'), style.getPropertyValue('--mono')];
  return faces.flatMap(face => ['400 13px', '650 34px'].flatMap(size => {
    at.font = `${size} ${face}`;
    return ['Hamburgefonstiv 0123456789', '→ “…” ’ · – % ▲', 'مختبرات النور', '緑の仕事'].map(
      text => Math.round(100 * at.measureText(text).width));
  }));
}"""
_DIFFERENT = """async ([one, other, step]) => {
  const pixels = async data => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
    const at = new OffscreenCanvas(image.width, image.height).getContext('2d');
    at.drawImage(image, 0, 0);
    return at.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4)
    if ([0, 1, 2].some(c => Math.abs(a.data[i + c] - b.data[i + c]) > step)) count++;
  return 4 * count / a.data.length;
}"""

Opener = Callable[..., Any]
VIEWS = {
    # name: (report, width, scheme, medium, what to picture: None is the first screen)
    "first-light": (make.ordinary, 1120, "light", "screen", None),
    "first-dark": (make.ordinary, 1120, "dark", "screen", None),
    "first-phone": (make.ordinary, 390, "light", "screen", None),
    "first-print": (make.ordinary, 700, "light", "print", None),
    "quiet": (make.quiet, 1120, "light", "screen", None),
    "ball": (make.ordinary, 1120, "light", "screen", "[aria-labelledby=s-ball]"),
    "stages": (make.ordinary, 1120, "light", "screen", "[aria-labelledby=s-stages]"),
    "curve": (make.ordinary, 1120, "light", "screen", "[aria-labelledby=s-curve]"),
    "curve-dark": (make.ordinary, 1120, "dark", "screen", "[aria-labelledby=s-curve]"),
    "strip": (make.ordinary, 1120, "light", "screen", "[aria-labelledby=s-strip]"),
}


def _fonts(page: Any) -> str:
    measured = json.dumps(page.evaluate(_MEASURE))
    return hashlib.sha256(measured.encode()).hexdigest() + "\n"


def _differing(opened: Opener, one: bytes, other: bytes, step: int = STEP) -> float:
    page = opened("<!doctype html><title>compare</title>").page
    pictures = [base64.b64encode(data).decode() for data in (one, other)]
    share = page.evaluate(_DIFFERENT, [*pictures, step])
    assert isinstance(share, int | float)
    return float(share)


@pytest.mark.parametrize("name", VIEWS)
def test_looks_as_it_did(opened: Opener, request: pytest.FixtureRequest, tmp_path: Path, name: str) -> None:
    report, width, scheme, medium, part = VIEWS[name]
    page = opened(report(), width, scheme).page
    page.emulate_media(media=medium, color_scheme=scheme)
    fonts = _fonts(page)
    picture = page.locator(part).screenshot() if part else page.screenshot()
    target = GOLDEN / f"{name}.png"
    same_fonts = FONTS.is_file() and FONTS.read_text() == fonts
    if request.config.getoption("--update-golden"):
        if not target.is_file() or not same_fonts or _differing(opened, target.read_bytes(), picture, 0) > 0:
            GOLDEN.mkdir(exist_ok=True)
            target.write_bytes(picture)
        if name == list(VIEWS)[-1]:
            FONTS.write_text(fonts)
        return
    if not same_fonts:
        pytest.skip("the fonts of this machine are not those of the pictures (make golden takes them anew)")
    share = _differing(opened, target.read_bytes(), picture)
    if share > SHARE:
        (tmp_path / "seen.png").write_bytes(picture)
    assert share <= SHARE, f"{share:.2%} of {target} differs; what was seen is {tmp_path / 'seen.png'}"


def test_a_changed_word_is_noticed(opened: Opener) -> None:
    page = opened(make.ordinary()).page
    before = page.screenshot()
    assert _differing(opened, before, before) == 0
    page.evaluate("document.querySelector('.todo .said').textContent = 'Something else is said here.'")
    assert _differing(opened, before, page.screenshot()) > SHARE
