"""The contract's JSON: shape, schema, privacy, same bytes."""

from __future__ import annotations

import dataclasses
import json
import math
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.model import Ask, Deadline, MessageView, Report, Thread, WaitKind
from inbox_momentum.report import json_report, schema, shapes
from tests.unit import report_factories as make
from tests.unit.factories import make_entry
from tests.unit.ledger_factories import make_identity, make_reading

REPORTS = {
    "ordinary": make.ordinary(),
    "empty": make.empty(),
    "tiny": make.tiny(),
    "no_sent": make.no_sent(),
    "huge": make.huge(60),
    **{f"hostile{n}": make.hostile(payload) for n, payload in enumerate(make.PAYLOADS)},
}
CONTRACT = {
    "": "schema tool as_of owner coverage employers applications waits promises statistics lapses positives score",
    "owner": "addresses inferred timezone",
    "coverage": "messages kept duplicates outside_window rejected relevant first_message_at last_message_at "
    "sent_found latency_available latency_refused_because defects",
    "coverage.defects": "source position message_id code detail fatal",
    "employers": "id name domains kind",
    "applications": "id employer_id role stage outcome status turn opened_at last_message_at message_ids stages",
    "applications.stages": "stage entered_at message_id confidence",
    "waits": "id application_id waiting_on kind stage opened_by opened_at opened_clock nudges deadline status "
    "acknowledged_at closed_by closed_at closed_how precision elapsed_s working_s rating confidence",
    "promises": "id application_id message_id made_at due_at kept_at quote",
    "statistics": "overall by_stage by_kind by_employer by_week employer_side",
    "statistics.by_stage": "n open median_s ci_low_s ci_high_s p75_s rmst_s note",
    "lapses": "id kind severity application_id wait_ids message_ids since sentence action",
    "positives": "kind sentence wait_ids",
    "score": "overall refused_because by_application",
    "score.overall": "value low high",
}


def validate(document: Any, stem: str) -> None:
    """Hold ``document`` to the strict form of its schema."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema.schemas(closed=True)[stem], format_checker=checker).validate(
        document
    )


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("quotes", [True, False])
def test_every_report_obeys_its_schema(name: str, quotes: bool) -> None:
    text = json_report.dumps(json_report.as_json(REPORTS[name], quotes))
    text.encode("utf-8")
    validate(json.loads(text), "report-1")


@pytest.mark.parametrize("path", CONTRACT)
def test_names_of_the_contract_come_first_and_in_order(path: str) -> None:
    found: Any = json_report.as_json(REPORTS["ordinary"])
    for step in path.split(".") if path else []:
        found = found[step]
        found = next(iter(found)) if isinstance(found, list) else found
    wanted = CONTRACT[path].split()
    assert [key for key in found if key in wanted] == wanted


def test_published_schemas_are_fresh() -> None:
    folder = Path(__file__).parents[2] / "docs" / "schema"
    for stem, document in schema.schemas().items():
        stored = (folder / f"{stem}.json").read_text(encoding="utf-8")
        assert stored == schema.dumps(document), "run: python -m docs.generate"
        jsonschema.Draft202012Validator.check_schema(document)
    shares = {"consent-1", "revocations-1", "share-1"}  # of the share, tested with it
    assert {path.stem for path in folder.glob("*-1.json")} == set(schema.schemas()) | shares


def test_published_schema_bears_additions() -> None:
    document = json_report.as_json(REPORTS["tiny"]) | {"new_member": 1}
    jsonschema.Draft202012Validator(schema.schemas()["report-1"]).validate(document)
    with pytest.raises(jsonschema.ValidationError):
        validate(document, "report-1")


def test_same_report_same_bytes() -> None:
    first, second = (json_report.dumps(json_report.as_json(make.ordinary())) for _ in range(2))
    assert first == second
    assert first.endswith("}\n")


def test_without_quotes_no_sentence_of_the_mail_is_left() -> None:
    report = make.ordinary()
    told = dataclasses.replace(
        report.lapses[0], sentence="They wrote “Could you send two references” and wait.", action="Answer."
    )
    report = dataclasses.replace(report, lapses=(told, *report.lapses[1:]))
    text = json_report.dumps(json_report.as_json(report, quotes=False))
    sentences = [quote for quote in make.QUOTES.values() if quote]
    sentences += [p.quote for p in report.promises] + [
        "by Tuesday afternoon",
        "Could you send two references",
    ]
    assert not [sentence for sentence in sentences if sentence in text]
    assert json.loads(text)["lapses"][0]["sentence"] == "They wrote “…” and wait."
    assert make.QUOTES[next(iter(make.QUOTES))] in json_report.dumps(json_report.as_json(report))


def test_refused_latency_is_null_not_zero() -> None:
    document = json_report.as_json(make.no_sent())
    assert document["coverage"]["latency_available"] is False
    assert document["coverage"]["latency_refused_because"]
    assert {wait["elapsed_s"] for wait in document["waits"]} == {None}
    assert document["statistics"]["overall"]["median_s"] is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "2026-11-20T09:00:00Z"),
        (
            datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            "2026-11-20T03:30:00Z",
        ),
        (datetime(2026, 11, 20, 9, 0, 0, 250000, tzinfo=UTC), "2026-11-20T09:00:00.250Z"),
        (datetime(2026, 11, 20, 9, 0, 0, 999, tzinfo=UTC), "2026-11-20T09:00:00Z"),
    ],
)
def test_instants(value: datetime, expected: str) -> None:
    assert shapes.instant(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(3600.0, 3600), (0.1 + 0.2, 0.3), (-0.0, 0), (1.23456, 1.235)]
)
def test_numbers_without_noise(value: float, expected: float) -> None:
    written = shapes.number(value)
    assert json.dumps(written) == json.dumps(expected)


@given(st.floats(min_value=0, max_value=1e10))
def test_numbers_stay_within_a_millisecond(value: float) -> None:
    assert math.isclose(shapes.number(value), value, abs_tol=0.00051)


def test_threads() -> None:
    document = json_report.as_threads_json([Thread("t1", ("a@x", "b@x"))])
    validate(document, "threads-1")
    assert document == {
        "schema": "inbox-momentum/threads/1",
        "threads": [{"id": "t1", "message_ids": ["a@x", "b@x"]}],
    }


_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ((), ([], [], None, 0.35)),
        ((("schedule", 0.8, None),), (["schedule"], [], None, 0.8)),
        ((("offer", 0.97, None), ("documents", 0.85, 9)), (["offer", "documents"], [], 9, 0.85)),
        ((("offer", 0.79, 4),), ([], ["offer"], 4, 0.35)),
        ((("offer", 0.6, 2), ("schedule", 0.9, 5)), (["schedule"], ["offer"], 5, 0.9)),
    ],
)
def test_inspect_parts_what_counts_from_what_is_for_review(asks: Any, said: Any) -> None:
    made = [
        Ask(WaitKind(kind), "", sure, Deadline(_AT + timedelta(days=days), True, "") if days else None)
        for kind, sure, days in asks
    ]
    reading = make_reading("m1", asks=tuple(made), confidence=0.35)
    view = MessageView(make_entry(), make_identity("m1"), reading, trusted=0.8)
    line = json_report.as_message_json(view)
    validate(line, "message-1")
    due = line["deadline"] and (datetime.fromisoformat(line["deadline"]["at"]) - _AT).days
    assert (line["asks"], line["asks_for_review"], due, line["confidence"]) == said
    assert line["stage_confidence"] == 0.35


def test_not_a_number_never_gets_out() -> None:
    report: Report = make.tiny()
    overall = dataclasses.replace(report.statistics.overall, median_s=math.nan)
    broken = dataclasses.replace(report, statistics=dataclasses.replace(report.statistics, overall=overall))
    with pytest.raises(ValueError):
        json_report.dumps(json_report.as_json(broken))
