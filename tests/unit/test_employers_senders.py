"""The sender table: every row's example, label boundaries, precedence."""

from __future__ import annotations

import csv

import pytest

from inbox_momentum.employers import senders
from inbox_momentum.model import Address, SenderKind
from tests.unit.employer_stories import Story, only


@pytest.mark.parametrize("row", senders.rows(), ids=lambda row: row.sender)
def test_every_row_has_an_example_that_holds(row: senders.SenderRow) -> None:
    seen = only(Story().mail("m1", row.example))
    assert (seen.kind, seen.employer) == (row.kind, row.employer)
    assert seen.relay is row.site_relay


def test_the_table_is_well_formed() -> None:
    table = senders.rows()
    assert len({row.sender for row in table}) == len(table) >= 219
    for row in table:
        assert row.mark in {"V", "L", "G"}
        assert row.category in senders.KINDS
        assert row.tenant in {"subdomain", "local", "display", "person"}
        assert row.platform
        assert row.example.rstrip(">").rpartition("<")[2].endswith(row.sender.rpartition("@")[2])


def test_all_given_rows_are_kept(corpora: object) -> None:
    given = corpora.parent / "data" / "senders.tsv"  # type: ignore[attr-defined]
    if not given.is_file():
        pytest.skip("no sender table beside the corpora")
    with given.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    known = {row.sender: row.mark for row in senders.rows()}
    assert {row["domain_or_address"].lower(): row["mark"] for row in rows}.items() <= known.items()


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("no-reply@us.greenhouse-mail.io", "us.greenhouse-mail.io"),
        ("no-reply@x.greenhouse-mail.io", "greenhouse-mail.io"),
        ("no-reply@greenhouse-mail.io.evil.com", None),
        ("no-reply@evilgreenhouse-mail.io", None),
        ("greenhouse-mail.io@evil.com", None),
        ("jobs-noreply@linkedin.com", "jobs-noreply@linkedin.com"),
        ("invitations@linkedin.com", "linkedin.com"),
        ("linkedin@e.linkedin.com", "linkedin.com"),
        ("calendar-notification@google.com", "calendar-notification@google.com"),
        ("jane@google.com", None),
        ("recruiting+a1@applytojob.com", "applytojob.com"),
        ("", None),
        ("broken", None),
    ],
)
def test_matching(address: str, sender: str | None) -> None:
    row = senders.match(Address("", address))
    assert (row.sender if row else None) == sender


def test_a_lookalike_domain_is_no_platform() -> None:
    seen = only(Story().mail("m1", "Halden Hiring Team <no-reply@greenhouse-mail.io.evil.com>"))
    assert seen.kind is not SenderKind.ATS
    assert seen.domains == ("evil.com",)


def test_an_employers_own_greenhouse_host() -> None:
    seen = only(Story().mail("m1", "Acme <no-reply@gh-mail.acme.com>", "Thank you for applying"))
    assert (seen.kind, seen.employer, seen.domains) == (SenderKind.ATS, "Acme", ("acme.com",))
