"""Single lines that introduce quoted mail, signatures or footers; data in ``data/quotes.toml``.

Every test looks at a bounded piece of one line or of a few neighbouring lines,
so that reading a text stays linear in its length.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from inbox_momentum import assets

MAX_LINE = 400
"""Characters of a line that are looked at."""
ATTRIBUTION_LINES = 5
"""Lines over which an attribution may be wrapped."""
MOBILE_WORDS = 10
"""Words of a line that a phone adds; longer ones are prose unless they excuse mistakes."""
BLOCK_LINES = 12
"""Lines within which the fields of a header block must follow each other."""

QUOTED = re.compile(r"\s{0,3}(?:>|\|(?:\s|$))")
_SUPERCITED = re.compile(r"[A-Za-z]{1,12}>(?:\s|$)")
_LABEL = re.compile(r"[\s>*_|\u2022]{0,12}([^\W\d_][^:：*]{0,18}?)\s?\*?\s?[:：]\*?(?:\s|$|[^/\s])")
_DASHED = re.compile(r"[\s>*]{0,8}[-_=—–~]{2,80}\s*([^-_=—–~].{0,120}?)\s*[-_=—–~]{0,80}[\s*:]{0,4}$")
_RULE = re.compile(r"[\s>*]{0,8}[-_=—–*~#+]{3,200}\s*$")
_SIGNATURE = re.compile(r"\s?(?:--|—|––|__)\s?$")
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,255}")
_TIME = re.compile(r"\d{1,2}[:.h]\s?\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./]\d{1,2}[./]\d{2}|\d{1,2}[時时点]")
_DIGIT = re.compile(r"\d")
_DATED_SENDER = re.compile(
    r"(?:\d{4}[-/年.]\s?\d{1,2}[-/月.]\s?\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}).{0,120}"
    r"(?:<[^<>\s]{1,100}@[^<>\s]{1,100}>\s*[:：]?|(?:GMT|UTC)[+-]\d{1,2}:?\d{0,2}\s.{1,80})\s*$"
)
_LINK = re.compile(r"\[|\]|[(<]?https?://\S{1,300}")
_NOTES_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\s+\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The table, ready to be looked up."""

    labels: dict[str, frozenset[str]]
    """Label -> its meanings (from sent to cc subject): "a" is To in Italian."""
    original: tuple[str, ...]
    forwarded: tuple[str, ...]
    verbs: re.Pattern[str]
    openers: frozenset[str]
    mobile: tuple[str, ...]
    devices: tuple[str, ...]
    excuses: tuple[str, ...]
    disclaimers: tuple[str, ...]


@cache
def _marks() -> _Marks:
    table = tomllib.loads(assets.data("quotes.toml").read_text("utf-8"))
    labels: dict[str, set[str]] = {}
    for meaning, names in table["labels"].items():
        for name in names:
            labels.setdefault(name, set()).add(meaning)
    verbs = sorted(table["attribution"]["verbs"], key=len, reverse=True)
    signatures = table["signatures"]
    return _Marks(
        labels={name: frozenset(meanings) for name, meanings in labels.items()},
        original=tuple(table["marks"]["original"]),
        forwarded=tuple(table["marks"]["forwarded"]),
        verbs=re.compile("(?<![^\\W_])(?:" + "|".join(map(re.escape, verbs)) + ")(?![^\\W_])"),
        openers=frozenset(table["attribution"]["openers"]),
        mobile=tuple(signatures["mobile"]),
        devices=tuple(signatures["devices"]),
        excuses=tuple(signatures["excuses"]),
        disclaimers=tuple(signatures["disclaimers"]),
    )


def is_quoted(line: str) -> bool:
    """Starts with a quote mark."""
    head = line[:4]
    return (">" in head or "|" in head) and QUOTED.match(line) is not None


def is_supercited(line: str) -> bool:
    """Starts with initials and a mark ("JD> …")."""
    return ">" in line[:13] and _SUPERCITED.match(line) is not None


def is_rule(line: str) -> bool:
    """Nothing but a line of dashes or the like."""
    return _RULE.match(line[:MAX_LINE]) is not None


def is_signature_mark(line: str) -> bool:
    """``-- `` (RFC 3676 §4.3), also without its blank, or a long dash alone."""
    return len(line) <= 4 and _SIGNATURE.match(line) is not None


def meanings(line: str) -> frozenset[str]:
    """What header fields a line may be the label of; empty for prose."""
    start = line[:MAX_LINE]
    match = _LABEL.match(start) if ":" in start or "：" in start else None
    if match is None:
        return frozenset()
    return _marks().labels.get(match[1].strip(" *_").lower(), frozenset())


def is_original_mark(line: str) -> bool:
    """``-----Original Message-----`` in some language."""
    if len(line) > MAX_LINE:
        return False
    match = _DASHED.match(line)
    return match is not None and match[1].lower().strip(" :*").startswith(_marks().original)


def is_forward_mark(line: str) -> bool:
    """``---------- Forwarded message ---------`` or ``Begin forwarded message:``."""
    if len(line) > MAX_LINE:
        return False
    match = _DASHED.match(line)
    if match is not None:
        return match[1].lower().strip(" :*").startswith(_marks().forwarded)
    text = line.strip(" >*")
    return text.endswith((":", "：")) and text.lower().rstrip(": ：") in _marks().forwarded


def header_block(lines: list[str], start: int) -> bool:
    """Do the fields of a quoted mail's header start at ``start``?

    From, then Subject or both Sent and To: an itinerary has From, To and Date
    too. Lotus Notes writes name and time, then To, cc and Subject.
    """
    first = meanings(lines[start])
    if not first:
        return False
    found: set[str] = set()
    blanks = 0
    fields = 0
    for line in lines[start : start + BLOCK_LINES]:
        if not line.strip(" >*\t"):
            blanks += 1
            if blanks > (1 if fields <= 1 else 0) and fields:
                break
            continue
        meaning = meanings(line)
        fields += bool(meaning)
        found |= meaning
    if "from" in first:
        return fields >= 3 and ("subject" in found or {"sent", "to"} <= found)
    if first & {"sent", "dated", "subject", "to"} and "from" in found and fields >= 4:
        return "subject" in found and "to" in found and _plausible(lines[start], first)
    if "to" not in first or "subject" not in found:
        return False
    return (fields >= 3 and "cc" in found) or (fields >= 2 and _notes_head(lines, start))


def _plausible(line: str, first: frozenset[str]) -> bool:
    return "to" in first or "subject" in first or _names_time(line[:MAX_LINE])


def _notes_head(lines: list[str], start: int) -> bool:
    """Lotus Notes: a line with date and time stands right above ``To:``."""
    above = [line for line in lines[max(0, start - 4) : start] if line.strip()]
    return any(_NOTES_DATE.search(line[:MAX_LINE]) for line in above[-2:])


def notes_head_length(lines: list[str], start: int) -> int:
    """Lines above a Lotus Notes ``To:`` that belong to the quoted head (name, date)."""
    taken = 0
    for back in range(1, 5):
        if start - back < 0:
            break
        line = lines[start - back].strip()
        if not line and taken:
            break
        if _NOTES_DATE.search(line[:MAX_LINE]):
            taken = back
            continue
        if taken and len(line) < 80 and not line.endswith((".", "!", "?")):
            taken = back
            break
    return taken


def attribution(lines: list[str], start: int) -> tuple[int, bool]:
    """Length in lines of the attribution that starts at ``start`` (0: none), and whether it is certain.

    ``On 5 May 2023, Jane <j@x.org> wrote:`` in many languages and wrappings.
    A certain one has an opening word and a date; an uncertain one counts only
    above quoted lines.
    """
    first = lines[start].strip(" *\t\"'-")
    if not first or len(lines[start]) > MAX_LINE:
        return 0, False
    dated = first[0].isdecimal() or _names_time(first)
    wrapped = dated or _names_sender(first)
    if not wrapped and not _ends(lines[start].strip(" *\t")):
        return 0, False
    opens = _opens(first.lower())
    text = ""
    # Only a line that already names a time or sender may be the first of several.
    last = min(len(lines), start + ATTRIBUTION_LINES) if wrapped else start + 1
    blank_run = 0
    for index in range(start, last):
        line = lines[index].strip(" *\t")
        if not line:
            blank_run += 1
            if not opens or not dated or blank_run > 1:
                break
            continue
        if index > start and is_quoted(line) and not line.startswith((">:", "> wrote")):
            break
        blank_run = 0
        text = f"{text} {line}"[: 3 * MAX_LINE]
        if not _ends(text):
            continue
        if _attributes(text, opens):
            sender = _names_sender(text)
            return index - start + 1, sender or ((opens or dated) and _names_time(text))
        return 0, False
    if _DATED_SENDER.match(first):
        return 1, "@" in first or "GMT" in first
    return 0, False


def _opens(low: str) -> bool:
    """Starts like an attribution: ``On …``, ``Am …``."""
    word = low.split(" ", 1)[0].strip(",.")
    return word in _marks().openers or low.startswith(
        ("no dia", "w dniu", "il giorno", "in data", "in article")
    )


def _ends(text: str) -> bool:
    """Ends like an attribution: with a colon, maybe in front of a quotation mark, or its verb."""
    text = text.rstrip()
    if text.endswith(("----", "wrote", "写道", "skrev")):
        return True
    if text.endswith(('"', "'")):
        text = text[:-1].rstrip()
    return text.endswith((":", "："))


def _names_time(text: str) -> bool:
    return _DIGIT.search(text) is not None and _TIME.search(text) is not None


def _names_sender(text: str) -> bool:
    return "@" in text and _ADDRESS.search(text) is not None


def _attributes(text: str, opens: bool) -> bool:
    low = text.lower()
    if _marks().verbs.search(low):
        return True
    return _DATED_SENDER.match(text.strip()) is not None or (
        opens and _names_sender(low) and _names_time(low)
    )


def is_mobile_line(line: str) -> bool:
    """``Sent from my iPhone`` and its kin: a short line that names a device or program."""
    text = line.replace("[", "").strip(" \t*_>-—").lower()
    if not text or len(text) > MAX_LINE:
        return False
    marks = _marks()
    if not text.startswith(marks.mobile):
        return False
    short = _LINK.sub("", text)
    if len(short.split()) > MOBILE_WORDS and not short.rstrip(".").endswith(marks.excuses):
        return False
    return any(device in text for device in marks.devices)


def is_list_footer(lines: list[str], index: int) -> bool:
    """A rule of underscores above a mailing list's name or address."""
    if not lines[index].startswith("_____") or not is_rule(lines[index]):
        return False
    return any("mailing list" in line[:MAX_LINE].lower() for line in lines[index + 1 : index + 3])


def is_disclaimer(line: str) -> bool:
    """First line of a paragraph that a company's gateway added."""
    text = line.strip(" \t*_>-—\"'[(").lower()
    return text.startswith(_marks().disclaimers)
