"""Fuzz one target for a while: ``python -m tests.fuzz.run TARGET SECONDS [FOLDER]``.

Needs ``pip install atheris``, which is no dependency of the project. What fails is written
to FOLDER (default: a new folder that is named at the start); a finding worth keeping goes,
made small and without anyone's words in it, to ``tests/fuzz/findings/TARGET``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SECONDS_AN_INPUT = 10
MEMORY_MB = 2048


def main(argv: list[str]) -> int:
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["inbox_momentum.message", "inbox_momentum.sources"]):
        from tests.fuzz.targets import TARGETS
    if len(argv) < 2 or argv[0] not in TARGETS or not argv[1].isdigit():
        print(f"usage: python -m tests.fuzz.run {{{','.join(TARGETS)}}} SECONDS [FOLDER]", file=sys.stderr)
        return 2
    name, seconds = argv[0], argv[1]
    folder = Path(argv[2]) if len(argv) > 2 else Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in TARGETS[name].words), "utf-8")
    seeds = [str(path) for path in (HERE / "seeds" / name, HERE / "findings" / name) if path.is_dir()]
    print(f"{name}: {seconds} seconds; findings go to {folder}", flush=True)
    options = [
        f"-max_total_time={seconds}", f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MEMORY_MB}",
        f"-artifact_prefix={folder}/", f"-dict={words}", "-max_len=4096", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    atheris.Setup(["fuzz", *options, str(corpus), *seeds], TARGETS[name].check)
    atheris.Fuzz()
    return 0


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries write it."""
    plain = range(32, 127)
    return "".join(
        chr(octet) if octet in plain and octet not in b'"\\' else f"\\x{octet:02x}" for octet in word.encode()
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
