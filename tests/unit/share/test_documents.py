"""What is written can be read back, and the published schemas say the same as the check."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.model import UsageError
from inbox_momentum.share import chain, document, keys, making, schema, strict_json, token
from tests.share import made

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("value", "read"), [(made.share(), document.share), (made.permission(), document.permission)]
)
def test_there_and_back(value: Any, read: Callable[[Any], Any]) -> None:
    assert read(strict_json.loads(document.payload(value))) == value


def published(name: str) -> Any:
    return json.loads((ROOT / "docs" / "schema" / name).read_text(encoding="utf-8"))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in items for found in places(one, (*path, key)))]


CLAIMS = document.claims(made.share())
PLACES = [path for path in places(CLAIMS) if path and path[0] != "consent"]


@given(
    st.sampled_from(PLACES),
    st.sampled_from([None, "", "x", "<b>", 0, -1, 3, True, 1.5, [], {}, ["x"], "A\n"]),
)
def test_published_and_enforced_alike(path: tuple[Any, ...], junk: Any) -> None:
    """For any one change both say yes or both say no (what contradicts itself is found by the types)."""
    value = copy.deepcopy(CLAIMS)
    place: Any = value
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = junk
    ours = theirs = True
    try:
        schema.check(value, schema.share())
    except schema.Unlike:
        ours = False
    try:
        jsonschema.validate(value, published("share-1.json"))
    except jsonschema.ValidationError:
        theirs = False
    assert ours == theirs


@pytest.mark.parametrize(
    ("name", "value"),
    [("share-1.json", document.claims(made.share())), ("consent-1.json", document.claims(made.permission()))],
)
def test_ours_fit_the_published_schemas(name: str, value: Any) -> None:
    jsonschema.validate(value, published(name))


def test_the_consent_record_has_the_sections_of_the_standard() -> None:
    record = CLAIMS["consent"]
    assert list(record) == [
        "schema_version", "record_id", "pii_principal_id", "pii_processing", "party_identification", "events",
    ]  # fmt: skip
    assert record["events"][0]["event_state"] == "given"
    assert record["pii_processing"]["purposes"][0]["lawful_basis"] == "consent"


# ------------------------------------------------------------------------------ signing


def test_the_algorithm_is_that_of_rfc_9864() -> None:
    header = token.sign(made.key(), "x", b"{}").partition(".")[0]
    assert json.loads(token.unpadded(header))["alg"] == "Ed25519"


def test_rfc_8037_thumbprint() -> None:
    """RFC 8037, appendix A.3."""
    public = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert token.thumbprint(public) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_the_private_key_is_in_no_repr() -> None:
    key = token.new_key("signing")
    secret = str(key.native.as_dict(private=True)["d"])
    assert secret not in repr(key) and secret not in str(key) and "d" not in key.public


@pytest.mark.parametrize("passphrase", [None, "a long passphrase"])
def test_pem(passphrase: str | None) -> None:
    key = token.new_key("signing")
    again = token.from_pem("signing", key.pem(passphrase), passphrase)
    assert again.public == key.public
    with pytest.raises(token.BadToken):
        token.from_pem("sealing", key.pem(passphrase), passphrase)
    if passphrase:
        for wrong in ("another", None, ""):
            with pytest.raises(token.BadToken):
                token.from_pem("signing", key.pem(passphrase), wrong)


def test_sealing() -> None:
    mine, other = token.new_key("sealing"), token.new_key("sealing")
    text = token.seal("a.b.c", mine.public)
    assert token.sealed(text) and token.unseal(text, mine) == "a.b.c"
    with pytest.raises(token.BadToken):
        token.unseal(text, other)
    with pytest.raises(token.BadToken):
        token.seal("a.b.c", made.key().public)


def test_fingerprints_are_compared_however_they_are_written() -> None:
    print_ = token.thumbprint(made.key().public)
    shown = keys.fingerprint(print_)
    for typed in (
        shown,
        shown.upper(),
        shown.replace(" ", ""),
        shown.replace(" ", ":"),
        print_,
        f" {shown}\n",
    ):
        assert keys.same_fingerprint(typed, print_)
    assert not keys.same_fingerprint("0" * 64, print_)
    for wrong in (shown[:20], "", "x" * 64):
        with pytest.raises(UsageError):
            keys.same_fingerprint(wrong, print_)


# ------------------------------------------------------------------------------ the log


def log(path: Path, count: int = 3) -> Path:
    for number in range(count):
        chain.append(path, "2026-11-23T08:00:00Z", "shared", {"jti": str(number), "to": "Ana \u202e\n"})
    return path


def test_a_log_is_read_as_it_was_written(tmp_path: Path) -> None:
    found = chain.lines(log(tmp_path / "x.log"))
    assert [line["n"] for line in found] == [1, 2, 3]
    assert [line["previous"] for line in found][1:] == [line["digest"] for line in found][:-1]


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[2]],
        lambda lines: [lines[0], lines[2], lines[1]],
        lambda lines: [lines[0], lines[1].replace('"jti":"1"', '"jti":"7"'), lines[2]],
        lambda lines: [*lines, lines[2]],
        lambda lines: [*lines, "{"],
        lambda lines: [*lines, "[" * 100_000],
        lambda lines: ["", *lines],
    ],
)
def test_an_altered_log_is_noticed_and_not_written_to(
    tmp_path: Path, damage: Callable[[list[str]], list[str]]
) -> None:
    path = log(tmp_path / "x.log")
    path.write_text("\n".join(damage(path.read_text().splitlines())) + "\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="was altered at line"):
        chain.append(path, "2026-11-23T08:00:00Z", "shared", {})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("4w", 4), ("13w", 13), ("3m", 13), ("3 months", 13), ("90d", 13), ("6m", 26), ("1y", 52), ("12 months", 52), ("2m", 8), ("1m", 4)],
)  # fmt: skip
def test_periods(text: str, weeks: int) -> None:
    assert making.weeks(text) == weeks


def test_numbers_can_be_typed_after_a_command() -> None:
    found = {making.random_number() for _ in range(300)}
    assert len(found) == 300 and not any(one.startswith("-") for one in found)


def test_the_standards_page_names_modules_and_tests_that_are_there() -> None:
    page = (
        (ROOT / "docs" / "standards.md").read_text("utf-8").split("## Signed shares")[1].split("## Where")[0]
    )
    rows = [line.split(" | ") for line in page.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == 12
    for row in rows:
        where, tests = re.findall(r"`([\w/]+\.py)`", row[3]), re.findall(r"`([\w/]+\.py)`", row[5])
        assert where and tests
        for module in where:
            source = ROOT / "src" / "inbox_momentum"
            assert (source / module).is_file() or (source / "share" / module).is_file(), module
        for test in tests:
            assert (ROOT / "tests" / test).is_file(), test


@pytest.mark.parametrize(
    "change",
    [
        {"d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"},
        {"crv": "Ed448"},
        {"crv": "X448"},
        {"kty": "EC", "crv": "P-256"},
        {"kid": "1"},
        {"x": "AAAA"},
    ],
)
def test_a_key_of_another_sort_has_no_thumbprint(change: dict[str, str]) -> None:
    with pytest.raises(token.BadToken, match="key of another sort"):
        token.thumbprint(made.key().public | change)
