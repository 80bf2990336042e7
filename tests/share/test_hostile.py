"""Shares from people who mean no good: each is refused with its reason, and nothing of it is shown."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.share import document, strict_json, token
from tests.share import made
from tests.share.conftest import DAY, NOW, Home

Json = dict[str, Any]
Homes = Callable[[str], Home]
SCRIPT = "<script>alert(1)</script>"


def b64(data: bytes | str) -> str:
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def claims() -> Json:
    return document.claims(made.share())


def signed(value: Any, kind: str = document.SHARE_TYPE) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode("utf-8")
    return token.sign(made.key(), kind, data)


def changed(**changes: Any) -> str:
    """A share signed with other claims; the consent record inside follows the terms as far as it can."""
    return signed(claims() | changes)


def with_header(**changes: Any) -> str:
    """A share whose header was changed and signed again with the right key, as only its signer can."""
    header: Json = {"alg": "Ed25519", "typ": document.SHARE_TYPE, "jwk": made.key().public} | changes
    header = {name: value for name, value in header.items() if value is not None}
    start = f"{b64(json.dumps(header))}.{b64(document.payload(made.share()))}"
    return f"{start}.{b64(made.key().native.private_key.sign(start.encode()))}"


def good() -> str:
    return signed(claims())


def unsigned(algorithm: str) -> str:
    header = {"alg": algorithm, "typ": document.SHARE_TYPE, "jwk": made.key().public}
    return f"{b64(json.dumps(header))}.{b64(document.payload(made.share()))}."


def key_confusion() -> str:
    """HS256 with the public key as the secret: what a careless verifier takes for a signature."""
    import hashlib
    import hmac

    public = made.key().public
    header = {"alg": "HS256", "typ": document.SHARE_TYPE, "jwk": public}
    start = f"{b64(json.dumps(header))}.{b64(document.payload(made.share()))}"
    secret = token.unpadded(public["x"])
    return f"{start}.{b64(hmac.new(secret, start.encode(), hashlib.sha256).digest())}"


def other_key_in_header() -> str:
    """Signed by somebody else who left the candidate's thumbprint in ``iss``."""
    return token.sign(token.new_key("signing"), document.SHARE_TYPE, document.payload(made.share()))


def altered() -> str:
    start, _, signature = good().rpartition(".")
    value = claims()
    value["figures"]["total"]["median_hours"] = 1
    return f"{start.partition('.')[0]}.{b64(json.dumps(value))}.{signature}"


def duplicate() -> str:
    text = json.dumps(claims())
    return signed((text[:-1] + ', "aud": "eve@other.example"}').encode())


def inner(*path: str | int, value: Any) -> str:
    """A share with one member changed, deep inside."""
    found = claims()
    place: Any = found
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return signed(found)


def without(name: str) -> str:
    found = claims()
    del found[name]
    return signed(found)


def zipped() -> str:
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "cty": "JWT", "zip": "DEF", "epk": {}}
    return ".".join([b64(json.dumps(header)), b64("x"), b64("x"), b64("x"), b64("x")])


REFUSED: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "alg none": (lambda: unsigned("none"), "another algorithm than Ed25519"),
    "alg None": (lambda: unsigned("None"), "another algorithm than Ed25519"),
    "alg EdDSA": (lambda: with_header(alg="EdDSA"), "another algorithm than Ed25519"),
    "alg missing": (lambda: with_header(alg=None), "another algorithm than Ed25519"),
    "alg list": (lambda: with_header(alg=["Ed25519"]), "another algorithm than Ed25519"),
    "key confusion": (key_confusion, "another algorithm than Ed25519"),
    "no signature": (lambda: unsigned("Ed25519"), "has no signature that could be one"),
    "altered": (altered, "was altered after it was signed"),
    "other key": (other_key_in_header, "names another issuer"),
    "crit": (lambda: with_header(crit=["exp"]), "demands an extension that is not known here"),
    "b64 crit": (lambda: with_header(crit=["b64"], b64=False), "demands an extension"),
    "jku": (lambda: with_header(jku="https://evil.example/keys"), "header that holds something unknown"),
    "x5u": (lambda: with_header(x5u="https://evil.example/c"), "header that holds something unknown"),
    "kid": (lambda: with_header(kid="../../etc/passwd"), "header that holds something unknown"),
    "jwk of another curve": (
        lambda: with_header(jwk={**made.key().public, "crv": "X25519"}),
        "names a key of another sort",
    ),
    "jwk short": (lambda: with_header(jwk={**made.key().public, "x": "AAAA"}), "key of another sort"),
    "jwk with private part": (
        lambda: with_header(jwk=made.key().native.as_dict(private=True)),
        "names a key of another sort",
    ),
    "jwk oct": (lambda: with_header(jwk={"kty": "oct", "k": "AAAA"}), "names a key of another sort"),
    "jwk is a text": (lambda: with_header(jwk="key"), "header that makes no sense"),
    "duplicate header": (
        lambda: b64('{"alg":"none","alg":"Ed25519"}') + "." + good().partition(".")[2],
        "has a header that names a claim twice",
    ),
    "revocation list as share": (lambda: with_header(typ=document.REVOCATION_TYPE), "is a revocation list"),
    "consent as share": (
        lambda: signed(document.claims(made.permission()), document.CONSENT_TYPE),
        "is a consent to measure",
    ),
    "typ of another program": (lambda: with_header(typ="JWT"), "signed file of another program"),
    "wrong audience": (lambda: good(), "is addressed to somebody else"),
    "no audience": (lambda: without("aud"), 'lacks "aud"'),
    "audience list": (lambda: changed(aud=["ana@halden.example", "eve@x.example"]), 'another sort in "aud"'),
    "empty audience": (lambda: changed(aud=""), 'a text in "aud"'),
    "expired": (lambda: in_time(NOW - 9 * DAY, NOW), "has expired"),
    "future": (lambda: in_time(NOW + 3600, NOW + DAY), "was made in the future"),
    "expiry put off": (lambda: changed(exp=NOW + 15 * DAY), "contradicts itself"),
    "no expiry": (lambda: without("exp"), 'lacks "exp"'),
    "endless": (lambda: changed(exp=NOW + 300 * DAY), "longer than 30 days"),
    "expiry before issue": (lambda: changed(exp=NOW - 2 * DAY), "for no time at all"),
    "expiry as text": (lambda: changed(exp="never"), 'another sort in "exp"'),
    "expiry true": (lambda: changed(exp=True), 'another sort in "exp"'),
    "expiry huge": (lambda: changed(exp=10**14), 'a number in "exp"'),
    "expiry vast": (lambda: signed(b'{"exp":' + b"9" * 5000 + b"}"), "number that is too large"),
    "expiry not whole": (lambda: changed(exp=1.5), "number that is not whole"),
    "NaN": (lambda: changed(exp=float("nan")), "number that is not whole"),
    "oversized": (lambda: "A" * 200_000, "larger than 64 KB"),
    "oversized payload": (lambda: changed(purpose="x" * 40_000), "larger than 32 KB"),
    "deeply nested": (lambda: signed(b"[" * 20_000), "nested deeper than 12 levels"),
    "deep objects": (lambda: signed(b'{"a":' * 5_000 + b"1" + b"}" * 5_000), "nested deeper"),
    "bad UTF-8": (lambda: signed(b'{"aud": "\xff\xfe"}'), "is not valid UTF-8"),
    "overlong UTF-8": (lambda: signed(b'{"aud": "\xc0\xaf"}'), "is not valid UTF-8"),
    "lone surrogate": (lambda: signed(b'{"aud": "\\ud800"}'), "half a character"),
    "byte order mark": (lambda: signed(b"\xef\xbb\xbf{}"), "is not valid JSON"),
    "duplicate claims": (duplicate, "names a claim twice"),
    "not JSON": (lambda: signed(b"{'aud': 1}"), "is not valid JSON"),
    "not an object": (lambda: signed(b"[]"), "names another issuer"),
    "empty payload": (lambda: signed(b""), "is not valid JSON"),
    "unknown schema": (lambda: changed(schema="inbox-momentum/score/1"), "unknown schema"),
    "newer schema": (lambda: changed(schema="inbox-momentum/share/2"), "a newer version may"),
    "schema missing": (lambda: without("schema"), "unknown schema"),
    "unknown claim": (lambda: changed(score=95), "does not belong there"),
    "unknown claim inside": (lambda: inner("figures", "ranking", value=1), "does not belong there"),
    "small cell": (lambda: inner("figures", "kinds", 1, "n", value=3), 'a number in "figures.kinds.n"'),
    "shown and suppressed": (
        lambda: inner("figures", "kinds", 1, "suppressed", value=False),
        "contradicts itself",
    ),
    "total that gives one away": (lambda: inner("figures", "total", "n", value=21), "contradicts itself"),
    "open part of one": (lambda: inner("figures", "kinds", 0, "open", value=1), "contradicts itself"),
    "other limits": (lambda: changed(limits=["Hire this one."]), 'something unknown in "limits"'),
    "consent of other terms": (lambda: inner("consent", "record_id", value="x"), "consent record"),
    "consent with more": (lambda: inner("consent", "note", value="x"), "consent record"),
    "scope too small": (lambda: changed(scope=["completeness"]), "scope does not name"),
    "scope twice": (lambda: changed(scope=["completeness"] * 2), "names a scope twice"),
    "scope unknown": (lambda: changed(scope=["everything"]), 'something unknown in "scope"'),
    "bidi in purpose": (lambda: changed(purpose="safe\u202egpj.exe"), 'a text in "purpose"'),
    "newline in audience": (lambda: changed(aud="ana@halden.example\n"), 'a text in "aud"'),
    "escape in version": (lambda: inner("tool", "version", value="0\x1b[2J"), 'a text in "tool.version"'),
    "zip bomb": (zipped, "sealed in a way that is not ours"),
    "padded base64": (lambda: good() + "=", "is not a signed file"),
    "two files in one": (lambda: good() + "\n" + good(), "is not a signed file"),
    "JSON serialization": (lambda: json.dumps({"payload": "x", "signatures": []}), "not a signed file"),
    "empty": (lambda: "", "is not a signed file"),
    "binary": (lambda: bytes(range(256)), "is not a signed file"),
}
AUDIENCE = {"wrong audience": "eve@other.example"}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, homes: Homes, capsys: pytest.CaptureFixture[str]) -> None:
    make, reason = REFUSED[name]
    ana = homes("recruiter")
    if name == "zip bomb":
        ana.run("share", "key", "--sealing")
        capsys.readouterr()
    file = ana.folder / "in.momentum-share"
    data = make()
    file.write_bytes(data if isinstance(data, bytes) else data.encode("ascii"))
    assert ana.run("review", file, "--audience", AUDIENCE.get(name, "ana@halden.example")) == 3
    said = capsys.readouterr()
    assert reason in said.err
    assert said.err.count("\n") == 1 and "Traceback" not in said.err
    assert said.out == ""
    assert list(ana.folder.rglob("*.html")) == []
    assert not list(ana.folder.rglob("views.log"))


def test_the_table_is_not_blind(homes: Homes) -> None:
    ana = homes("recruiter")
    file = ana.folder / "in.momentum-share"
    file.write_text(good(), encoding="ascii")
    assert ana.run("review", file, "--audience", "Ana@Halden.example") == 0
    file.write_text(with_header() + "\n", encoding="ascii")
    assert ana.run("review", file, "--again") == 0


def test_a_share_that_is_played_again_is_refused(
    homes: Homes, capsys: pytest.CaptureFixture[str], clock: Callable[[int], None]
) -> None:
    ana, ben = homes("recruiter"), homes("another")
    first, copy = ana.folder / "in.momentum-share", ana.folder / "new.momentum-share"
    for file in (first, copy):
        file.write_text(good(), encoding="ascii")
    assert ana.run("review", first) == 0
    page = ana.folder / "momentum-review.html"
    page.unlink()
    capsys.readouterr()
    clock(NOW + DAY)
    assert ana.run("review", copy, "--audience", "ana@halden.example") == 3
    said = capsys.readouterr()
    assert "was viewed here before, on 2026-11-23T08:00:00Z" in said.err and "--again" in said.err
    assert said.out == "" and not page.exists()
    assert ana.run("review", copy, "--again") == 0
    assert ben.run("review", copy) == 0  # nothing was viewed there


def test_what_was_revoked_once_stays_revoked_without_the_list(
    homes: Homes, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = homes("recruiter")
    file, listed = ana.folder / "in.momentum-share", ana.folder / "x.momentum-revocations"
    file.write_text(good(), encoding="ascii")
    listed.write_text(lists([made.NUMBER]), encoding="ascii")
    assert ana.run("review", file) == 0
    for _ in range(2):
        assert ana.run("review", file, "--revocations", listed) == 3
    listed.unlink()
    (ana.folder / "momentum-review.html").unlink()
    capsys.readouterr()
    for more in ((), ("--again",), ("--revocations", ana.folder)):
        assert ana.run("review", file, *more) == 3
        said = capsys.readouterr()
        assert "was revoked by the candidate, as a list said" in said.err and said.out == ""
    assert list(ana.folder.rglob("*.html")) == []
    events = [
        json.loads(line)["event"] for line in next(ana.folder.rglob("views.log")).read_text().splitlines()
    ]
    assert events == ["viewed", "revoked"]
    other = token.new_key("signing")  # somebody else's share of that number is another one
    text = token.sign(other, document.SHARE_TYPE, document.payload(made.share(other)))
    file.write_text(text, encoding="ascii")
    assert ana.run("review", file) == 0


def in_time(issued: int, expires: int) -> str:
    """A share whose consent record fits its other times."""
    from dataclasses import replace

    share = made.share()
    times = replace(share.terms, issued_at=issued, expires_at=expires)
    return signed(document.claims(replace(share, terms=times)))


@pytest.mark.parametrize(
    ("issued", "expires", "reason"),
    [
        (NOW - 9 * DAY, NOW - 1, "has expired"),
        (NOW - 9 * DAY, NOW, "has expired"),
        (NOW + 301, NOW + DAY, "was made in the future"),
        (NOW + 300, NOW + DAY, None),
        (NOW - 1, NOW + 1, None),
        (NOW - 10, NOW - 10 + 30 * DAY, None),
        (NOW - 10, NOW - 10 + 30 * DAY + 1, "longer than 30 days"),
    ],
)
def test_time(
    homes: Homes, capsys: pytest.CaptureFixture[str], issued: int, expires: int, reason: str | None
) -> None:
    ana = homes("recruiter")
    file = ana.folder / "in.momentum-share"
    file.write_text(in_time(issued, expires), encoding="ascii")
    assert ana.run("review", file) == (3 if reason else 0)
    assert (reason or "") in capsys.readouterr().err


STRINGS = [
    ("aud",), ("purpose",), ("iss",), ("jti",), ("schema",), ("scope", 0), ("limits", 0), ("tool", "name"),
    ("tool", "version"), ("period", "ends"), ("figures", "kinds", 0, "kind"), ("consent", "record_id"),
    ("consent", "pii_principal_id"), ("consent", "pii_processing", "purposes", 0, "purpose"),
    ("consent", "pii_processing", "language"), ("consent", "events", 0, "event_type"),
]  # fmt: skip


@pytest.mark.parametrize("path", STRINGS, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("payload", [SCRIPT, "{{ 7*7 }}<b>", "\u202e<svg onload=alert(1)>"])
def test_script_in_every_string(
    homes: Homes, capsys: pytest.CaptureFixture[str], path: tuple[str | int, ...], payload: str
) -> None:
    ana = homes("recruiter")
    file = ana.folder / "in.momentum-share"
    file.write_text(inner(*path, value=payload), encoding="ascii")
    assert ana.run("review", file) == 3
    said = capsys.readouterr()
    assert payload not in said.err and "alert" not in said.err and said.out == ""
    assert list(ana.folder.rglob("*.html")) == []


def test_every_string_was_tried() -> None:
    """The list above names every text that is not a fixed sentence of the consent record."""

    def texts(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
        if isinstance(value, str):
            return [path]
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        return [found for key, one in items for found in texts(one, (*path, key))]

    tried = {path for path in STRINGS if path[0] != "consent"}
    first = {"scope": 1, "limits": 1}
    wanted = {
        path
        for path in texts(claims())
        if path[0] != "consent"
        and not (path[0] in first and path[1] != 0)
        and path[:2] != ("figures", "kinds")
    }
    assert wanted <= tried


def test_a_template_in_the_purpose_stays_text(homes: Homes) -> None:
    from dataclasses import replace

    ana = homes("recruiter")
    share = made.share()
    words = "{{ 7*7 }} {% raw %} &lt;b&gt; =1+1 [red]x[/red]"
    text = signed(document.claims(replace(share, terms=replace(share.terms, purpose=words))))
    file = ana.folder / "in.momentum-share"
    file.write_text(text, encoding="ascii")
    assert ana.run("review", file) == 0
    page = (ana.folder / "momentum-review.html").read_text(encoding="utf-8")
    assert "<bdi>{{ 7*7 }} {% raw %} &amp;lt;b&amp;gt; =1+1 [red]x[/red]</bdi>" in page


def test_another_share_under_the_same_number_is_refused(
    homes: Homes, capsys: pytest.CaptureFixture[str]
) -> None:
    from dataclasses import replace

    ana = homes("recruiter")
    first, second = ana.folder / "a.momentum-share", ana.folder / "b.momentum-share"
    first.write_text(good(), encoding="ascii")
    share = made.share()
    second.write_text(
        signed(document.claims(replace(share, terms=replace(share.terms, purpose="another")))),
        encoding="ascii",
    )
    assert ana.run("review", first) == 0
    capsys.readouterr()
    assert ana.run("review", second) == 3
    assert "bears the number of another share" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "status", "reason"),
    [
        ("0" * 64, 3, "signed with another key than you expect"),
        ("A" * 43, 3, "signed with another key than you expect"),
        ("00b8", 2, "--expect-key wants the whole fingerprint"),
        ("", 0, ""),
    ],
)
def test_the_key_is_compared_whole(
    homes: Homes, capsys: pytest.CaptureFixture[str], typed: str, status: int, reason: str
) -> None:
    ana = homes("recruiter")
    file = ana.folder / "in.momentum-share"
    file.write_text(good(), encoding="ascii")
    words = ("--expect-key", typed) if typed else ()
    assert ana.run("review", file, *words) == status
    assert reason in capsys.readouterr().err


def lists(numbers: Any, signer: token.Key | None = None, **changes: Any) -> str:
    """A revocation list."""
    found = signer or made.key()
    value = {
        "schema": "inbox-momentum/revocations/1",
        "iss": token.thumbprint(found.public),
        "iat": NOW,
        "revoked": numbers,
    }
    return token.sign(found, document.REVOCATION_TYPE, json.dumps(value | changes).encode())


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        (lambda: lists([made.NUMBER]), 3, "was revoked by the candidate"),
        (lambda: lists([]), 0, ""),
        (lambda: lists([made.NUMBER], token.new_key("signing")), 3, "revocation list of another key"),
        (lambda: lists([], iat=NOW + 3600), 3, "was made in the future"),
        (lambda: lists([SCRIPT]), 3, 'a text in "revoked"'),
        (lambda: lists("all"), 3, 'another sort in "revoked"'),
        (lambda: lists([], more=1), 3, "does not belong there"),
        (lambda: lists([])[:-4] + "AAAA", 3, "was altered"),
        (good, 3, "is a share"),
    ],
)
def test_revocation_lists(
    homes: Homes,
    capsys: pytest.CaptureFixture[str],
    text: Callable[[], str],
    status: int,
    reason: str,
) -> None:
    ana = homes("recruiter")
    file, listed = ana.folder / "in.momentum-share", ana.folder / "x.momentum-revocations"
    file.write_text(good(), encoding="ascii")
    listed.write_text(text(), encoding="ascii")
    assert ana.run("review", file, "--revocations", listed) == status
    assert reason in capsys.readouterr().err
    assert (ana.folder / "momentum-review.html").exists() == (status == 0)


def test_an_older_list_beside_a_newer_one_takes_nothing_back(homes: Homes) -> None:
    ana = homes("recruiter")
    file = ana.folder / "in.momentum-share"
    file.write_text(good(), encoding="ascii")
    (ana.folder / "1.momentum-revocations").write_text(lists([made.NUMBER], iat=NOW - DAY))
    (ana.folder / "2.momentum-revocations").write_text(lists([], iat=NOW))
    assert ana.run("review", file, "--revocations", ana.folder) == 3


def test_a_pipe_is_not_waited_for(homes: Homes, capsys: pytest.CaptureFixture[str]) -> None:
    ana = homes("recruiter")
    os.mkfifo(ana.folder / "in.momentum-share")
    assert ana.run("review", "in.momentum-share") == 2
    assert "is no ordinary file" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["missing.momentum-share", "."])
def test_no_file(homes: Homes, capsys: pytest.CaptureFixture[str], place: str) -> None:
    ana = homes("recruiter")
    assert ana.run("review", place) == (2 if place == "." else 3)
    assert "Traceback" not in capsys.readouterr().err


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_parser(data: bytes) -> None:
    try:
        strict_json.loads(data)
    except strict_json.Rejected as error:
        assert str(error)


@given(st.integers(0, 10_000), st.sampled_from("A_-9z.=\n{"))
def test_one_changed_character_is_noticed(position: int, char: str) -> None:
    text = good()
    place = position % len(text)
    if text[place] == char:
        return
    with pytest.raises(token.BadToken):
        token.verified(text[:place] + char + text[place + 1 :])
