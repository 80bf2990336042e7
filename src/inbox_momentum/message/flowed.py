"""``format=flowed`` text (RFC 3676) back to paragraphs."""

from __future__ import annotations


def unflow(text: str, delsp: bool) -> str:
    """Join lines that end in a space with the next line of the same quote depth.

    RFC 3676 §4: the signature line ``-- `` is never joined, and one leading
    space that was stuffed in is removed. Quote marks are kept as ``> ``.
    """
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        bare = line.lstrip(">")
        quoted = len(line) - len(bare)
        if bare.startswith(" "):
            bare = bare[1:]
        if paragraph and (quoted != depth or bare == "-- "):
            out.append(_quoted(depth, "".join(paragraph)))
            paragraph = []
        depth = quoted
        if bare.endswith(" ") and bare != "-- ":
            paragraph.append(bare[:-1] if delsp else bare)
            continue
        out.append(_quoted(quoted, "".join((*paragraph, bare))))
        paragraph = []
    if paragraph:
        out.append(_quoted(depth, "".join(paragraph)))
    return "\n".join(out)


def _quoted(depth: int, text: str) -> str:
    return f"{'>' * depth} {text}" if depth else text
