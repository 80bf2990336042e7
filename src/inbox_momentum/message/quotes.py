"""What a message itself says: its text without quoted mail, signature and footers.

Both ways of answering are kept: text above the quoted mail, and lines between
quoted lines. A forward says only what its sender wrote above it. How well this
does beside public libraries is in ``docs/quoting.md``.
"""

from __future__ import annotations

from inbox_momentum.message import quote_marks as marks

MAX_LINES = 20_000
"""Lines of a text that are read."""
MAX_SIGNATURE = 25
"""Lines that may follow a signature mark; more means that it is a rule in the text."""


def new_text(text: str) -> str:
    """The new part of ``text``: '' only when all of it is quoted, passed on or footer.

    Linear in the length of ``text``.
    """
    lines = text.split("\n")[:MAX_LINES]
    own = _unquoted(lines)
    signed_off = _without_signature(_without_footers(own))
    if any(line.strip() for line in signed_off):
        return _tidy(signed_off)
    return _tidy(own)


def _unquoted(lines: list[str]) -> list[str]:
    """Lines that no one wrote before; stops where unmarked quoted mail begins."""
    kept: list[str] = []
    has_text = False
    head_passed = False
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            kept.append(line)
            index += 1
            continue
        if marks.is_quoted(line):
            index += 1
            continue
        if marks.is_forward_mark(line):
            break
        if marks.is_original_mark(line) or marks.header_block(lines, index):
            _drop_notes_head(lines, index, kept)
            if not has_text and not head_passed and _answers_below(lines, index):
                head_passed = True
                index = _after_block(lines, index)
                continue
            break
        length, certain = marks.attribution(lines, index)
        if length:
            following = _next_text(lines, index + length)
            quoted_next = following < len(lines) and _is_cited(lines, following)
            if quoted_next or (certain and not has_text) or following >= len(lines):
                index += length
                continue
            if certain:
                break
        if _is_cited(lines, index):
            index += 1
            continue
        has_text = has_text or not marks.is_rule(line)
        kept.append(line)
        index += 1
    return kept


def _is_cited(lines: list[str], index: int) -> bool:
    """Quoted by a mark, or by initials on at least two neighbouring lines."""
    line = lines[index]
    if marks.is_quoted(line):
        return True
    if not marks.is_supercited(line):
        return False
    start = line[: line.index(">") + 1]
    near = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return any(other.startswith(start) for other in near)


def _next_text(lines: list[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _drop_notes_head(lines: list[str], index: int, kept: list[str]) -> None:
    """Lotus Notes writes name and date above ``To:``: they are quoted too."""
    if "to" in marks.meanings(lines[index]) and "from" not in marks.meanings(lines[index]):
        for _ in range(min(marks.notes_head_length(lines, index), len(kept))):
            kept.pop()


def _answers_below(lines: list[str], index: int) -> bool:
    """Nothing above a header block, but marked quotes with text between them below it."""
    rest = lines[index : index + 2000]
    quoted = [at for at, line in enumerate(rest) if marks.is_quoted(line)]
    return bool(quoted) and any(line.strip() and not marks.is_quoted(line) for line in rest[quoted[0] :])


def _after_block(lines: list[str], index: int) -> int:
    """First line below the fields of a header block."""
    index += 1
    while index < len(lines) and (marks.meanings(lines[index]) or not lines[index].strip()):
        index += 1
    return index


def _without_footers(lines: list[str]) -> list[str]:
    """Without disclaimer paragraphs and the lines that phones add."""
    kept: list[str] = []
    skipping = False
    paragraph_start = True
    for index, line in enumerate(lines):
        if not line.strip():
            kept.append(line)
            skipping, paragraph_start = False, True
            continue
        if paragraph_start and marks.is_disclaimer(line):
            skipping = True
        paragraph_start = marks.is_rule(line)
        if marks.is_list_footer(lines, index):
            break
        if skipping or marks.is_mobile_line(line):
            continue
        kept.append(line)
    return kept


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the signature mark (RFC 3676 §4.3) when little enough follows it."""
    filled = 0
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if marks.is_signature_mark(line):
            return lines[:index]
        filled += bool(line.strip())
        if filled > MAX_SIGNATURE:
            break
    return lines


def _tidy(lines: list[str]) -> str:
    """Without blank lines and rules at the ends, and without runs of blank lines."""
    start, stop = 0, len(lines)
    while start < stop and not lines[start].strip():
        start += 1
    while stop > start and (not lines[stop - 1].strip() or marks.is_rule(lines[stop - 1])):
        stop -= 1
    out: list[str] = []
    blanks = 0
    for line in lines[start:stop]:
        blanks = 0 if line.strip() else blanks + 1
        if blanks <= 2:
            out.append(line.rstrip())
    return "\n".join(out)
