"""The page: what it says in each case, and what it never says."""

from __future__ import annotations

import dataclasses
import html as stdlib_html
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest

from inbox_momentum.model import Lapse, Party, Report, Severity, Stage, UsageError, Wait, WaitKind
from inbox_momentum.report import gate, html, terminal
from tests.unit import report_factories as make


def words(page: str) -> str:
    """What a reader reads: no style, no tags, white space folded."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    return " ".join(stdlib_html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("report", "sentences"),
    [
        (make.ordinary(), ["Three employers are waiting for you. One is past its limit.", "Halden Robotics"]),
        (
            make.quiet(),
            [
                "Nobody is waiting for you.",
                "The two employers you are talking to have your answer.",
                "No lapse was found.",
            ],
        ),
        (make.tiny(), ["One employer is waiting for you. There is still time.", "too early to tell"]),
        (make.empty(), ["No job mail was found here.", "No messages were read at all."]),
        (make.empty(12), ["12 messages were read; none of them belongs to a job application."]),
        (
            make.no_sent(),
            ["How fast you answer cannot be told from this mail.", "The sources hold no sent mail."],
        ),
    ],
    ids=["ordinary", "quiet", "tiny", "empty", "no-job-mail", "no-sent"],
)
def test_says(report: Report, sentences: list[str]) -> None:
    text = words(html.render(report))
    for sentence in sentences:
        assert sentence in text


def test_coverage_and_provenance_are_there() -> None:
    report = make.ordinary()
    text = words(html.render(report))
    assert f"{report.coverage.messages} messages found" in text
    assert report.input_digest in text
    assert "Europe/Berlin" in text
    assert "2 things wrong with the input" in text


def test_without_sent_mail_no_length_of_any_wait_is_claimed() -> None:
    page = html.render(make.no_sent())
    main = words(page.partition("<main")[2].partition('aria-labelledby="s-limits"')[0])
    assert not re.search(r"\b\d+ (d|h|min)\b", main)
    assert "past its limit" not in main


def test_a_rejected_process_shows_no_latency() -> None:
    base = make.ordinary()
    rejected = next(a for a in base.applications if a.outcome == "rejected")
    wait = next(w for w in base.waits if w.application_id == rejected.id and w.rating == "red")
    lapse = dataclasses.replace(base.lapses[1], application_id=rejected.id, wait_ids=(wait.id,))
    report = dataclasses.replace(base, lapses=(*base.lapses[:1], lapse), waits=(*base.waits,))
    page = html.render(report)
    assert "3 d 18 h" not in page.partition('id="l2"')[2].partition("</li>")[0]
    closed = page.partition("Closed applications are listed")[2].partition("</ul>")[0]
    assert "Nimbus Freight" in closed
    assert not re.search(r"\b\d+ (d|h|min)\b", words(closed))


def test_at_most_three_things_to_do_and_the_lapse_first() -> None:
    page = html.render(make.huge(40))
    todo = page.partition('<ol class="todo">')[2].partition("</ol>")[0]
    assert todo.count("<li ") == 3
    first = html.render(make.ordinary()).partition('<ol class="todo">')[2].partition("</li>")[0]
    assert "Halden Robotics" in first
    assert 'href="#l1"' in first
    assert "Send three slots today." in first


def test_mail_text_is_isolated_and_escaped() -> None:
    page = html.render(make.ordinary())
    assert "<bdi>مختبرات النور</bdi>" in page
    assert "<bdi>Lumen &amp; Sons &lt;GmbH&gt;</bdi>" in page
    assert "<GmbH>" not in page


@pytest.mark.parametrize("number", range(len(make.PAYLOADS)))
def test_hostile_mail_passes_the_gate_as_text(number: int) -> None:
    page = html.render(make.hostile(make.PAYLOADS[number]))
    for evil in ("<script", "<img", 'javascript:alert(1)"', 'onerror="', "<base", "\u202e", "\x1b", "\x9b"):
        assert evil not in page
    assert "7*7" in make.PAYLOADS[number] or "49" not in words(page)[:100]


def test_templates_in_mail_are_not_run() -> None:
    page = html.render(make.hostile(make.PAYLOADS[3]))
    assert "{{ &#x27;&#x27;.__class__" in page
    assert "<class" not in stdlib_html.unescape(page)


def test_without_quotes_no_sentence_of_the_mail_is_on_the_page() -> None:
    report = make.ordinary()
    page = words(html.render(report, quotes=False))
    assert not [quote for quote in make.QUOTES.values() if quote and quote in page]
    assert "Halden Robotics" in page


def test_the_policy_names_the_hash_of_the_one_style_sheet() -> None:
    page = html.render(make.tiny())
    css = page.partition("<style>")[2].partition("</style>")[0]
    assert html.policy(css) in stdlib_html.unescape(page)
    assert page.count("<style>") == 1


def test_huge_mailboxes_stay_small_pages() -> None:
    assert len(html.render(make.huge(400)).encode()) < 300_000


def test_same_report_same_page() -> None:
    assert html.render(make.ordinary()) == html.render(make.ordinary())


def test_an_unknown_time_zone_is_a_plain_error() -> None:
    with pytest.raises(UsageError, match="time zone"):
        html.render(make.tiny().__class__(**{**_fields(make.tiny()), "timezone": "Middle/Earth"}))


def _fields(report: Report) -> dict[str, object]:
    return {field.name: getattr(report, field.name) for field in dataclasses.fields(report)}


def test_times_are_in_the_owners_zone() -> None:
    report = dataclasses.replace(make.ordinary(), timezone="Asia/Tokyo")
    text = words(html.render(report))
    assert "Momentum · As of Mon 23 Nov 2026 · week 48 16:00, times in Asia/Tokyo." in text


def test_old_mail_still_gives_a_page() -> None:
    report = make.ordinary()
    report = dataclasses.replace(report, as_of=report.as_of + timedelta(days=3000))
    text = words(html.render(report))
    assert "Nobody is waiting for you." in text
    assert "old requests were never answered in this mail; they are long past" in text
    assert "past their limits" not in text
    assert "urgent" not in text
    assert "applications long past" in text


def test_long_past_requests_do_not_lead() -> None:
    """One process fell silent two years ago; the others go on."""
    base = make.ordinary()
    first = base.lapses[0].application_id
    ago = timedelta(days=800)
    applications = [
        dataclasses.replace(a, last_message_at=a.last_message_at - ago)
        if a.id == first and a.last_message_at
        else a
        for a in base.applications
    ]
    waits = [
        dataclasses.replace(w, opened_at=w.opened_at - ago, deadline=None) if w.application_id == first else w
        for w in base.waits
    ]
    page = html.render(dataclasses.replace(base, applications=tuple(applications), waits=tuple(waits)))
    text = words(page)
    assert "Two employers are waiting for you." in text
    assert "Halden Robotics" not in page.partition('<ol class="todo">')[2].partition("</ol>")[0]
    assert "besides 1 long past" in text
    assert "Long past: close it or write it off." in text
    assert "Halden Robotics" in page.partition("1 application long past")[2].partition("</details>")[0]


def test_headline_findings_that_are_settled_look_back() -> None:
    base = make.ordinary()
    settled = next(lapse for lapse in base.lapses if base_wait(base, lapse.wait_ids).status == "answered")
    others = [lapse for lapse in base.lapses if lapse is not settled]
    report = dataclasses.replace(base, lapses=(*others, dataclasses.replace(settled, headline=True)))
    assert "Looking back:" not in words(html.render(base))
    page = html.render(report)
    assert f"Looking back: {settled.sentence}" in words(page)
    assert settled.sentence not in words(page.partition('<ol class="todo">')[2].partition("</ol>")[0])


def test_what_is_settled_leads_even_when_nobody_waits() -> None:
    base = make.quiet()
    waits = [wait for wait in base.waits if wait.waiting_on is Party.YOU]
    lapses = [
        Lapse(f"l{n}", "after_praise", Severity.ATTENTION, wait.application_id, (wait.id,), (), wait.opened_at,
              f"Finding {n}.", "Answer on the day.", headline=True)
        for n, wait in enumerate(waits)
    ]  # fmt: skip
    report = dataclasses.replace(base, lapses=tuple(lapses))
    assert len(lapses) == 3
    assert "Enjoy the quiet." in words(html.render(base))
    text = words(html.render(report)).partition("Waiting on you")[0]
    assert "Nobody is waiting for you." in text
    assert "Enjoy the quiet." not in text
    summary = io.StringIO()
    terminal.print_summary(report, summary)
    for lapse in lapses:
        assert f"Looking back: {lapse.sentence}" in text
        assert f"Looking back: {lapse.sentence}" in summary.getvalue()


def _lead(*talks: list[tuple[float, float | None, WaitKind]]) -> str:
    builder = make.Builder()
    for number, talk in enumerate(talks):
        builder.application(f"Employer {number}", "Engineer", Stage.APPLIED, talk)
    text = words(html.render(builder.report()))
    return text.partition(" Do first ")[0].partition(" Waiting on you")[0]


_ANSWERED, _WAITS = [(3.0, 2.0, WaitKind.QUESTION)], [(0.5, None, WaitKind.QUESTION)]
_REACHED_OUT = [(0.5, None, WaitKind.OUTREACH)]


@pytest.mark.parametrize(
    ("talks", "said", "unsaid"),
    [
        ((_WAITS, _ANSWERED, _ANSWERED), "The other two employers have your answer.", "None of"),
        ((_WAITS, _ANSWERED, []), "None of the others is waiting for you.", "your answer"),
        ((_WAITS, []), "The other employer is not waiting for you.", "your answer"),
        ((_ANSWERED,), "has your answer. Enjoy the quiet.", "going on"),
        ((_ANSWERED, []), "Two applications are going on; no request in them is open.", "your answer"),
        ((_WAITS, _REACHED_OUT), "One employer reached out; whether you answer is up to you.", "wrote last"),
        ((_ANSWERED, _REACHED_OUT, _REACHED_OUT), "Two employers reached out; whether", "wrote last"),
        ((_ANSWERED, [(1.0, None, WaitKind.MESSAGE)]), "One more wrote last, without a request", "reached"),
    ],
)
def test_the_lead_says_what_is_true(
    talks: tuple[list[tuple[float, float | None, WaitKind]], ...], said: str, unsaid: str
) -> None:
    text = _lead(*talks)
    assert said in text
    assert unsaid not in text


def base_wait(report: Report, wait_ids: tuple[str, ...]) -> Wait:
    return next(wait for wait in report.waits if wait.id in wait_ids)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("as we said, here is the brief.", "…as we said, here is the brief."),
        ("- please send two dates", "…please send two dates"),
        ("Please send two dates.", "Please send two dates."),
        ("请发两个时间。", "请发两个时间。"),
        ("10:00 or 14:00?", "10:00 or 14:00?"),
    ],
)
def test_quotes_that_begin_mid_sentence_say_so(quote: str, shown: str) -> None:
    base = make.tiny()
    report = dataclasses.replace(base, waits=tuple(dataclasses.replace(w, quote=quote) for w in base.waits))
    assert f"<q><bdi>{shown}</bdi></q>" in html.render(report)


def test_own_templates_extend_the_stock_ones(tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text(
        '{% extends "stock/report.html.j2" %}{% block more %}<section><p>My own words, {{ page.head.week }}</p></section>{% endblock %}'
    )
    (tmp_path / "extra.css").write_text("p { color: green; }")
    page = html.render(make.tiny(), templates=tmp_path)
    assert "My own words, As of Mon 23 Nov 2026 · week 48" in page
    assert "p { color: green; }" in page


def test_own_partials_replace_the_stock_ones(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "provenance.html.j2").write_text("<footer>mine</footer>\n")
    page = html.render(make.tiny(), templates=tmp_path)
    assert "<footer>mine</footer>" in page
    assert "input_digest" not in page


@pytest.mark.parametrize(
    ("template", "error", "said"),
    [
        ("<script>1</script>", gate.UnsafePage, "the element <script>"),
        ("{{ page.first.verdict | safe }}<img src=x>", gate.UnsafePage, "templates in"),
        ("{{ page.nothing }}", UsageError, "line 1 does not work: .* has no attribute 'nothing'"),
        ("{{ nothing.here }}", UsageError, "line 1 does not work: 'nothing' is undefined"),
        ("{{ page.__class__.__mro__ }}", UsageError, "line 1 does not work"),
        ("{% for %}", UsageError, "line 1 does not work"),
        ("{{ 1 // 0 }}", UsageError, "line 1 does not work"),
        ("{{ page.head.title + 1 }}", UsageError, "line 1 does not work"),
        ("{% for x in range(10 ** 9) %}{% endfor %}", UsageError, "line 1 does not work"),
        ("{% include 'report.html.j2' %}", UsageError, "extends or includes itself"),
        ("{% include '../../../etc/passwd' %}", UsageError, "neither there nor a stock one"),
    ],
)
def test_own_templates_cannot_harm(tmp_path: Path, template: str, error: type[Exception], said: str) -> None:
    (tmp_path / "report.html.j2").write_text(
        '{% extends "stock/report.html.j2" %}{% block more %}' + template + "{% endblock %}"
    )
    with pytest.raises(error, match=said) as caught:
        html.render(make.tiny(), templates=tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert isinstance(caught.value, UsageError)


@pytest.mark.parametrize("name", ["report.html.j2", "extra.css", "report.css"])
def test_own_templates_must_be_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe{{")
    with pytest.raises(UsageError, match="UTF-8"):
        html.render(make.tiny(), templates=tmp_path)


def test_a_folder_without_templates_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(UsageError, match=r"holds no template"):
        html.render(make.tiny(), templates=tmp_path)


def test_a_missing_template_folder_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        html.render(make.tiny(), templates=tmp_path / "absent")
