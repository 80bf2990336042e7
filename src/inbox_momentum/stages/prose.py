"""From the body of a message to sentences that cue tables can be matched against.

A sentence is kept twice: as written (for quotes) and normalised (casefolded,
accents and curly quotes folded, zero-width characters removed, English
contractions written out), so that a table needs one spelling only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TEXT_LIMIT = 16_000
"""Characters of a message that are read: a request stands near its top; bounds time on hostile mail."""
_SENTENCE_LIMIT = 600
_SENTENCES_LIMIT = 160
_LINE_LIMIT = 2_000
_REPEATED = 4096
"""Sentences that are kept for the next mail with the same words."""

_INVISIBLE = dict.fromkeys(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
)
_LOOKALIKES = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "`": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": " - ",
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "\u00bf": " ",
        "\u00a1": " ",
    }
)
_CONTRACTIONS = (
    (re.compile(r"\b(?:can't|cannot|cant)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\blet's\b"), "let us"),
    (
        re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should|must|need)n't\b"),
        r"\1 not",
    ),
    (re.compile(r"\b(do|does|did|is|are|was|have|could|would)nt\b"), r"\1 not"),
    (re.compile(r"\b(i|we|you|they|he|she|it|that|there|who)'ll\b"), r"\1 will"),
    (re.compile(r"\b(i|we|you|they|who)'ve\b"), r"\1 have"),
    (re.compile(r"\b(you|we|they|who)'re\b"), r"\1 are"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\b(i|we|you|they|he|she|it|that|who|there)'d\b"), r"\1 would"),
    (re.compile(r"\b(it|that|what|here|there|how|when|where|who|he|she)'s\b"), r"\1 is"),
)
_SHORT = {
    "pls": "please",
    "plz": "please",
    "plse": "please",
    "u": "you",
    "ur": "your",
    "r": "are",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "2moro": "tomorrow",
    "wk": "week",
    "wks": "weeks",
    "hr": "hour",
    "hrs": "hours",
    "mins": "minutes",
    "ppl": "people",
    "thx": "thanks",
    "tx": "thanks",
    "ty": "thank you",
    "ta": "thanks",
    "w/": "with",
    "w/o": "without",
    "wanna": "want to",
    "gonna": "going to",
    "lmk": "let me know",
    "soz": "sorry",
    "cuz": "because",
    "cos": "because",
    "bc": "because",
    "asap": "as soon as possible",
    "mtg": "meeting",
    "appt": "appointment",
    "tho": "though",
    "np": "no problem",
    "nw": "no worries",
    "qs": "questions",
    "q": "question",
    "eod": "end of day",
    "eow": "end of week",
    "abt": "about",
    "btw": "by the way",
    "im": "i am",
    "ive": "i have",
    "ill": "i will",
    "youre": "you are",
    "youve": "you have",
    "gotta": "have to",
    "dunno": "do not know",
    "app": "application",
    "eng": "engineer",
    "engs": "engineers",
    "interv": "interview",
    "sched": "schedule",
    "avail": "availability",
    "thurs": "thursday",
    "thur": "thursday",
    "weds": "wednesday",
    "tues": "tuesday",
    "info": "information",
    "bg": "background",
}
"""Short forms of hasty English, written out."""
_SHORT_WORD = re.compile(
    r"(?<![\w.@/'-])(?:"
    + "|".join(sorted(map(re.escape, _SHORT), key=len, reverse=True))
    + r")(?![\w@'-]|\.\w)"
)
_SPACES = re.compile(r"\s+")
_BULLET = re.compile(
    r"^\s{0,12}(?:[-*+\u2022\u25aa\u25cf\u25e6\u2023\u2192>]{1,2}|\(?[0-9]{1,2}[.)]|[a-z][.)])\s+"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|mr|mrs|ms|dr|prof|e\.g|i\.e|approx|vs|no|nr|st|sr|jr|dept|est"
    r"|z\.b|bzw|ca|evtl|ggf"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun"
    r"|u\.s|u\.k|d\.h|sra|p\.ej|m|mme|exm[ao]|ilm[ao]|dra|srta|asst|eng|max|min|tel|inkl|bspw)|\b[ap]\.m|\b[A-Z])$",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.!?\u2026]{1,4}[\"')\]\u201d\u2019]{0,2}(?=\s)"
    r"|(?<=[a-z)])\s[-\u2013\u2014]\s(?=(?:if|let|can|could|would|please|are|do|when)\b)"
    r"|;(?=\s)|,(?=\s(?:but|and|however,?|or|und|aber|mais|et|pero|y|mas|maar|en)\s(?:if"
    r"|should|in case|once|falls|wenn|sollte|si|se|als)\b)"
)
"""Ends of sentences, and of clauses before a condition of their own: "we decline, but should"
" another role"."""
_ORDINAL = re.compile(r"(?:^|[\s(.])\d{1,2}$")
_MONTHISH = re.compile(r"\s+(?:[a-z]|(?i:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]))")
_OF_A_NOUN = re.compile(
    r"\b(?:de[rmns]|die|das|zu[rm]|[ai]m|vom|beim|ins|ihre?[rnms]?|unsere?[rnms]?|eine?[rnms]?) \d{1,2}$",
    re.IGNORECASE,
)
"""German counts nouns so: "zur 2. Runde"."""
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|liebe[r]?"
    r"|guten tag|moin|sehr geehrte[r]?"
    r"|bonjour|salut|cher|chere|bonsoir|hola|buenos dias|buenas tardes|estimad[oa]|querid[oa]"
    r"|ola|oi|prezad[oa]"
    r"|bom dia|boa tarde|beste|hoi|geachte)\b[^,!:.\-?]{0,40}[,!:.\-]+\s*"
)
_FILLER = re.compile(
    r"^(?:(?:and|also|so|then|but|now|just|ok|okay|great|perfect|thanks|thank you|thx|cheers"
    r"|yes|hey|hi|oh|ps|p\.s\.|plus|next|first|second"
    r"|secondly|firstly|finally|lastly|meanwhile|otherwise|anyway|additionally|in addition|in the meantime"
    r"|und|auch|dann|bitte noch|et|aussi|puis|y|tambien|e|en|ook)\b[,.:!\-]*\s*){1,3}"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{1,400}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item."""

    raw: str
    """As written, spaces collapsed."""
    norm: str
    """Normalised; URLs replaced by ``§``."""
    start: int
    """Where the sentence proper starts in ``norm``, after a greeting and filler words."""
    question: bool
    """Ends with a question mark."""
    bullet: bool
    """An item of a list."""
    opens_list: bool
    """Ends with a colon: what follows belongs to it."""
    links: tuple[str, ...]
    subject: bool = False
    """True for the subject line."""


def fold(text: str) -> str:
    """Casefolded text without accents, curly quotes and invisible characters."""
    text = text.translate(_INVISIBLE).translate(_LOOKALIKES)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def normalise(text: str) -> str:
    """Fold, write contractions out and collapse white space."""
    text = fold(text)
    if "'" in text or "cannot" in text or "cant" in text or "nt " in text:
        for pattern, replacement in _CONTRACTIONS:
            text = pattern.sub(replacement, text)
    text = _SHORT_WORD.sub(lambda word: _SHORT[word.group(0)], text)
    return _SPACES.sub(" ", text).strip()


def sentences(subject: str, text: str) -> tuple[Sentence, ...]:
    """The subject (if any), then every sentence of the text, in order."""
    found: list[Sentence] = []
    if subject.strip():
        found.append(_sentence(subject[:_SENTENCE_LIMIT], bullet=False, subject=True))
    for line, bullet in _lines(text[:_TEXT_LIMIT]):
        for piece in _split(line):
            if len(found) >= _SENTENCES_LIMIT:
                return tuple(found)
            found.append(_sentence(piece, bullet=bullet, subject=False))
    return tuple(found)


def _lines(text: str) -> list[tuple[str, bool]]:
    """Logical lines: hard-wrapped lines joined, list items apart."""
    result: list[tuple[str, bool]] = []
    open_line = ""
    bullet = False
    previous = ""
    for line in text.splitlines():
        stripped = line.strip()
        item = _BULLET.match(line)
        new = not stripped or item is not None or not _continues(previous, stripped)
        if new or len(open_line) > _LINE_LIMIT:
            if open_line:
                result.append((open_line, bullet))
            open_line = stripped[len(item.group(0).lstrip()) :] if item else stripped
            bullet = item is not None
        else:
            open_line = f"{open_line} {stripped}"
        previous = stripped
    if open_line:
        result.append((open_line, bullet))
    return result


def _continues(previous: str, line: str) -> bool:
    """Whether a line break before ``line`` is a hard wrap and no new statement."""
    if not previous:
        return False
    if previous[-1] in ".!?:":
        return len(previous) >= 58
    if line[0].islower() or line[0].isdigit():
        return previous[-1] != "," or len(previous) >= 40
    return len(previous) >= 58


def _split(line: str) -> list[str]:
    """Sentences of one logical line."""
    pieces: list[str] = []
    begin = 0
    for end in _END.finditer(line):
        stop = end.end()
        head = line[max(begin, end.start() - 12) : end.start()]
        if end.group(0) == "." and (
            _ABBREVIATION.search(head)
            or (_ORDINAL.search(head) and _MONTHISH.match(line, stop))
            or _OF_A_NOUN.search(head)
        ):
            continue
        if stop - begin < 3:
            continue
        pieces.append(line[begin:stop])
        begin = stop
    pieces.append(line[begin:])
    cut: list[str] = []
    for piece in pieces:
        cut.extend(piece[at : at + _SENTENCE_LIMIT] for at in range(0, len(piece), _SENTENCE_LIMIT))
    return [piece.strip() for piece in cut if piece.strip()]


@lru_cache(maxsize=_REPEATED)
def _sentence(raw: str, *, bullet: bool, subject: bool) -> Sentence:
    links = tuple(match.group(0).rstrip(".,;:!?") for match in _URL.finditer(raw))
    norm = normalise(_URL.sub(" § ", raw) if links else raw)
    start = 0
    greeting = _GREETING.match(norm)
    if greeting and greeting.end() < len(norm):
        start = greeting.end()
    filler = _FILLER.match(norm[start:])
    if filler and start + filler.end() < len(norm):
        start += filler.end()
    tail = norm.rstrip(" .)\"'§:;-]")
    return Sentence(
        raw=_SPACES.sub(" ", raw).strip(),
        norm=norm,
        start=start,
        question=tail.endswith("?") or "? " in norm,
        bullet=bullet,
        opens_list=norm.endswith(":"),
        links=links,
        subject=subject,
    )
