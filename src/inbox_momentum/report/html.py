"""The page: Jinja templates in a sandbox, a hashed style sheet, the gate (only importer of jinja2)."""

from __future__ import annotations

import base64
import hashlib
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


def render(report: Report, templates: Path | None = None, quotes: bool = True) -> str:
    """The report as one self-contained page that loads nothing and runs nothing.

    ``templates`` is the user's own folder: a file there replaces the stock one of
    the same name and may ``{% extends "stock/report.html.j2" %}``; an ``extra.css``
    there is added to the style sheet. Raises ``gate.UnsafePage`` when the page holds
    anything a report must not, ``UsageError`` when a template is wrong.
    """
    from jinja2 import TemplateError

    environment = _environment(templates)
    css = _style_sheet(templates)
    csp = policy(css)
    try:
        text = environment.get_template(_PAGE).render(
            page=view.page(report, quotes),
            css=_Sheet(css),
            csp=csp,
        )
    except TemplateError as error:
        if templates is None:
            raise
        where = f"{getattr(error, 'name', None) or _PAGE}, line {getattr(error, 'lineno', '?')}"
        raise UsageError(f"the template {where} does not work: {error.message}") from error
    return gate.check(text, css, csp)


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
    own = templates / _SHEET if templates is not None else stock
    css = (own if own.is_file() else stock).read_text(encoding="utf-8")
    extra = templates / _EXTRA_SHEET if templates is not None else None
    if extra is not None and extra.is_file():
        css += "\n" + extra.read_text(encoding="utf-8")
    return css


def _environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if templates is not None and not templates.is_dir():
        raise UsageError(f"there is no folder {templates} to take templates from")
    stock = FileSystemLoader(assets.asset("templates"))
    own = [FileSystemLoader(templates)] if templates is not None else []
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
