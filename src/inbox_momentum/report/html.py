"""The page: Jinja templates in a sandbox, a hashed style sheet, the gate (only importer of jinja2)."""

from __future__ import annotations

import base64
import hashlib
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inbox_momentum import assets
from inbox_momentum.model import Report, UsageError
from inbox_momentum.report import gate, view, words
from inbox_momentum.report.clean import controls_removed

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_PAGE = "report.html.j2"
_SHEET = "report.css"
_EXTRA_SHEET = "extra.css"
_MISTAKES = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""What an expression in a template can raise besides Jinja's own errors."""


def render(report: Report, templates: Path | None = None, quotes: bool = True) -> str:
    """The report as one self-contained page that loads nothing and runs nothing.

    ``templates`` is the user's own folder: a file there replaces the stock one of
    the same name and may ``{% extends "stock/report.html.j2" %}``; an ``extra.css``
    there is added to the style sheet. Raises ``gate.UnsafePage`` when the page holds
    anything a report must not, ``UsageError`` when a template is wrong.
    """
    from jinja2 import TemplateError

    environment = _environment(_folder(templates) if templates else None)
    css = _style_sheet(templates)
    csp = policy(css)
    seen = view.page(report, quotes)
    try:
        text = environment.get_template(_PAGE).render(page=seen, css=_Sheet(css), csp=csp)
    except (TemplateError, *_MISTAKES) as error:
        if templates is None:
            raise
        raise UsageError(_mistake(error, templates)) from error
    try:
        return gate.check(text, css, csp)
    except gate.UnsafePage as error:
        if templates is None:
            raise
        raise gate.UnsafePage(f"No page was made with the templates in {templates}: {error}.") from error


def page(template: str, seen: object, sheet: str) -> str:
    """Another page than the report by a stock template, through the same engine, style sheet and gate.

    ``seen`` is what the template knows as ``page``, ``sheet`` the rules added to the style sheet.
    """
    css = _style_sheet(None) + "\n" + _read(assets.asset("templates") / sheet)
    csp = policy(css)
    text = _environment(None).get_template(template).render(page=seen, css=_Sheet(css), csp=csp)
    return gate.check(text, css, csp)


def _mistake(error: Exception, templates: Path) -> str:
    """What is wrong with one of the user's templates, and where, in a sentence."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateNotFound):
        return (
            f"A template in {templates} asks for {str(error)!r}, which is neither there nor a stock one "
            f'(those are named like "stock/{_PAGE}").'
        )
    if isinstance(error, UnicodeDecodeError):
        return f"A template in {templates} is not UTF-8 text."
    line: int | None = None
    place = templates
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(templates.resolve()):
            place, line = templates / Path(frame.filename).relative_to(templates.resolve()), frame.lineno
    if isinstance(error, TemplateSyntaxError):
        place, line = templates / (error.name or _PAGE), error.lineno
    where = f"{place}, line {line}" if line else f"{place}"
    reason = "it extends or includes itself" if isinstance(error, RecursionError) else str(error).rstrip(".")
    return f"The template {where} does not work: {reason or type(error).__name__}."


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The style sheet, printed as it is; the gate compares it with this very text."""

    css: str

    def __html__(self) -> str:
        return self.css


def policy(css: str) -> str:
    """The page's Content-Security-Policy: nothing at all, but the one style sheet by its hash."""
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _style_sheet(templates: Path | None) -> str:
    stock = assets.asset("templates") / _SHEET
    if templates is None:
        return stock.read_text(encoding="utf-8")
    own, extra = templates / _SHEET, templates / _EXTRA_SHEET
    css = _read(own) if own.is_file() else stock.read_text(encoding="utf-8")
    return css + "\n" + _read(extra) if extra.is_file() else css


def _read(sheet: Path) -> str:
    try:
        return sheet.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The style sheet {sheet} cannot be read as UTF-8 text.") from error


def _folder(templates: Path) -> Path:
    """``templates`` itself; raises ``UsageError`` when a report would take nothing from there."""
    if not templates.is_dir():
        raise UsageError(f"There is no folder {templates} to take templates from.")
    stock = assets.asset("templates")
    known = [path.relative_to(stock) for path in stock.rglob("*") if path.is_file()]
    if not any((templates / name).is_file() for name in (Path(_EXTRA_SHEET), *known)):
        raise UsageError(
            f"The folder {templates} holds no template of a report, such as {_PAGE} or {_EXTRA_SHEET}."
        )
    return templates


def _environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    stock = FileSystemLoader(assets.asset("templates"))
    own = [FileSystemLoader(templates.resolve())] if templates is not None else []
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, PrefixLoader({"stock": stock}), stock]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["t"] = words.load().say
    return environment


def _finalize(value: Any) -> Any:
    """The second net under ``clean``: no plain string leaves a template with a control character."""
    return controls_removed(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
