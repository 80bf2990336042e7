"""The gate: what may not leave the house."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.report import gate, html
from inbox_momentum.report.gate import UnsafePage

CSS = "p { color: #18202b; }"
CSP = html.policy(CSS)


def page(body: str = "<p>good</p>", head: str = "", css: str = CSS) -> str:
    policy = CSP.replace("'", "&#39;")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">'
        f"<title>t</title>{head}<style>{css}</style></head><body>{body}</body></html>\n"
    )


GOOD = [
    "<p>good &lt;script&gt; <bdi>x</bdi></p>",
    '<h2 id="a">x</h2><a href="#a">up</a>',
    '<svg viewBox="0 0 10 10" role="img" aria-label="x"><title>t</title><path d="M0,0 L1.5,2" fill="none"></path></svg>',
    '<input type="radio" name="theme" id="t" checked><label for="t">x</label>',
    "<details open><summary>s</summary><p>x</p></details>",
]
BAD = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<img src=x>",
    '<img src="x">',
    '<p onclick="x()">a</p>',
    '<p style="color:red">a</p>',
    "<p class='x'>a</p>",
    "<p class=x>a</p>",
    '<a href="http://evil.invalid">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="#nowhere">x</a>',
    '<svg><a xlink:href="#a">x</a></svg>',
    '<svg><use href="#a"></use></svg>',
    "<svg><foreignObject></foreignObject></svg>",
    '<svg><rect fill="url(#a)"></rect></svg>',
    "<svg><style>p{}</style></svg>",
    "<svg><script>1</script></svg>",
    "<svg><animate></animate></svg>",
    "<iframe></iframe>",
    "<form></form>",
    '<input type="text">',
    '<meta http-equiv="refresh" content="0;url=//evil.invalid">',
    '<base href="//evil.invalid">',
    '<link rel="stylesheet">',
    "<!-- comment -->",
    "<![CDATA[x]]>",
    "<?php ?>",
    "a < b",
    "a > b",
    "<p>unclosed",
    "</p>",
    "<b><i>x</i></b>",
    "<b><p>x</b></p>",
    '<p id="a">x</p><p id="a">y</p>',
    '<p class="a" class="b">x</p>',
    "<p>bidi \u202e override</p>",
    "<p>bell \x07</p>",
    '<p title="a\u2066b">x</p>',
    "<style>p{}</style>",
    "<object></object>",
    "<template></template>",
    "<noscript></noscript>",
    "<textarea></textarea>",
    "<plaintext>",
    "<math></math>",
    "<p/>",
    "<p",
    '<p title="x>',
]


@pytest.mark.parametrize("body", GOOD)
def test_passes(body: str) -> None:
    assert gate.check(page(body), CSS, CSP) == page(body)


@pytest.mark.parametrize("body", BAD)
def test_stops(body: str) -> None:
    with pytest.raises(UnsafePage):
        gate.check(page(body), CSS, CSP)


@pytest.mark.parametrize(
    "whole",
    [
        "",
        "<p>no doctype</p>",
        page().replace("utf-8", "utf-7"),
        page().replace("default-src", "x-src"),
        page().replace('<meta name="referrer" content="no-referrer">', ""),
        page(css="p { color: red; }"),
        page(head='<link rel="icon" href="x">'),
        page() + "<p>after</p><script>",
        page().replace("</html>", ""),
    ],
)
def test_stops_a_page_that_lacks_or_adds_something(whole: str) -> None:
    with pytest.raises(UnsafePage):
        gate.check(whole, CSS, CSP)


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x';",
        "p{background:url(x)}",
        "p{background:URL(x)}",
        "p{background:image-set('x')}",
        "p{background:\\75rl(x)}",
        "</style><script>",
        "@font-face{src:local(x)}",
    ],
)
def test_stops_a_style_sheet_that_loads(css: str) -> None:
    with pytest.raises(UnsafePage):
        gate.check(page(css=css), css, html.policy(css))


@given(st.text(alphabet="<>/=\"'ap scriptb!-&;#\n", max_size=60))
def test_whatever_passes_holds_only_listed_elements(body: str) -> None:
    try:
        gate.check(page(body), CSS, CSP)
    except UnsafePage:
        return
    assert "<script" not in body
    assert "<!" not in body


@pytest.mark.parametrize(
    "evil", ["<p " * 300_000, '<p a="' * 200_000, "<" * 1_000_000, "<p" + ' a="b"' * 200_000]
)
def test_a_megabyte_of_broken_markup_ends(evil: str) -> None:
    with pytest.raises(UnsafePage):
        gate.check(page(evil), CSS, CSP)
