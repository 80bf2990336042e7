"""The fault table of docs/imap.md, row by row, against a server that does what no good one does."""

# ruff: noqa: SIM117

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from inbox_momentum.accounts import Account, Credential, Security
from inbox_momentum.model import AccountError, RawMessage
from inbox_momentum.sources import imap
from inbox_momentum.sources.imap import crew, headers
from inbox_momentum.store import Store
from tests.imap import certificates, mail
from tests.imap.fault_server import Box, FaultServer, Hook, Talk, serving

MAIL = {uid: mail.plain_mail(uid) for uid in range(1, 13)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "BATCH", 4)


def server(*hooks: Hook, **more: object) -> FaultServer:
    return FaultServer({b"INBOX": Box(dict(MAIL))}, list(hooks), **more)  # type: ignore[arg-type]


def at(one: FaultServer, **changes: object) -> Account:
    given = {"name": "work", "host": "127.0.0.1", "user": "maya", "port": one.port, "security": Security.NONE}
    return Account(**(given | changes))  # type: ignore[arg-type]


def once(command: bytes, act: Hook, times: int = 1, after: int = 0) -> Hook:
    """``act`` on the first commands of a name, behind ``after`` good ones."""
    seen = 0

    async def hook(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        nonlocal seen
        if name != command:
            return False
        seen += 1
        return after < seen <= after + times and await act(one, talk, tag, name, arguments)

    return hook


def answering(text: bytes) -> Hook:
    async def hook(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        await talk.say(text.replace(b"TAG", tag))
        return True

    return hook


async def cut_mid_literal(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
    said = one.fetched(talk, arguments)
    await talk.say(said[: len(said) // 2])
    await talk.cut()
    return True


async def bye(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
    await talk.say(b"* BYE going down\r\n")
    await talk.cut()
    return True


async def stall(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
    await talk.say(one.fetched(talk, arguments)[:200])
    return True


async def reset(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
    await talk.cut()
    return True


def complete(store: Store, where: Account) -> bool:
    found = mail.content(store, where)
    return found == {f"{where.name}/INBOX UID {uid}": data for uid, data in MAIL.items()}


# --------------------------------------------------------------------------- the line


@pytest.mark.parametrize("broken", [cut_mid_literal, bye, stall, reset])
@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_broken_line_is_taken_up_again(store: Store, broken: Hook, after: int) -> None:
    slept: list[float] = []
    said: list[imap.Step | imap.Notice] = []
    with serving(server(once(b"FETCH", broken, after=after))) as one:
        patience = mail.quick(silence_s=0.2, sleep=slept.append)
        result = mail.run(at(one), store, patience=patience, said=said)
    assert result.reconnects == 1 and result.new == 12 and result.bodies == 12
    assert complete(store, at(one))
    assert slept == [0.75]
    assert any("broke" in text for text in mail.notices(said))


def test_back_off_grows_to_its_cap_and_ends_with_what_was_kept(store: Store) -> None:
    slept: list[float] = []
    with serving(server(once(b"FETCH", reset, times=999, after=1))) as one:
        with pytest.raises(AccountError) as told:
            mail.run(at(one), store, patience=mail.quick(tries=9, sleep=slept.append, chance=lambda: 1.0))
        assert "4 headers and 0 texts of this run are kept" in str(told.value)
        assert slept == [1, 2, 4, 8, 16, 32, 60, 60]
        one.hooks.clear()
        result = mail.run(at(one), store)
    assert (result.new, result.bodies) == (8, 12)
    assert complete(store, at(one))


def test_nobody_there_is_said_plainly(store: Store) -> None:
    with serving(server()) as one:
        pass
    with pytest.raises(AccountError, match=r"cannot be read: .*Check the network"):
        mail.run(at(one), store)


def test_a_trickle_ends_by_the_clock(store: Store) -> None:
    ticks = iter(range(0, 10_000_000, 100))

    with serving(server(once(b"LIST", stall, times=99))) as one, pytest.raises(AccountError):
        mail.run(at(one), store, patience=mail.quick(silence_s=0.2, monotonic=lambda: next(ticks)))


# --------------------------------------------------------------------------- signing in


@pytest.mark.parametrize(
    "words",
    [
        b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n",
        b"NO [ALERT] Application-specific password required: https://support.google.com/\r\n",
        b"NO LOGIN failed.\r\n",
        b"NO [EXPIRED] password has expired\r\n",
        b"NO IMAP access is disabled for this account; try again later\r\n",
        b"BAD user is authenticated but not connected\r\n",
    ],
)
def test_a_refused_sign_in_is_never_tried_again(store: Store, words: bytes) -> None:
    with serving(server(password=b"other", refuse=words)) as one, pytest.raises(AccountError) as told:
        mail.run(at(one), store, next_step="Make an app password.")
    assert told.value.exit_status == 4
    assert "Make an app password." in str(told.value) and "It was not tried again" in str(told.value)
    assert sum(line.startswith((b"AUTH", b"LOGIN")) for line in one.log) == 1
    assert one.talks == 1


def test_a_server_that_echoes_the_secret_does_not_make_us_show_it(store: Store) -> None:
    words = b"NO bad password canary-7431\r\n"
    with serving(server(password=b"other", refuse=words)) as one, pytest.raises(AccountError) as told:
        imap.sync(
            at(one),
            Credential(False, "canary-7431"),
            store,
            mail.ByRows(mail.everything),
            patience=mail.quick(),
        )
    assert "canary-7431" not in str(told.value)


def test_lines_that_break_while_signing_in_do_not_lock_the_account(store: Store) -> None:
    with serving(server(once(b"AUTHENTICATE", reset, times=99))) as one, pytest.raises(AccountError):
        mail.run(at(one), store)
    assert sum(line.startswith(b"AUTH") for line in one.log) <= 3


@pytest.mark.parametrize("mechanism", [b"XOAUTH2", b"OAUTHBEARER"])
def test_a_token_that_ran_out_is_told_with_the_servers_status(store: Store, mechanism: bytes) -> None:
    async def refuse(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        await talk.say(b"+ \r\n")
        answers.append(await talk.reader.readline())
        await talk.say(b"+ eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiQmVhcmVyIn0=\r\n")
        answers.append(await talk.reader.readline())
        await talk.say(tag + b" NO AUTHENTICATE failed.\r\n")
        return True

    answers: list[bytes] = []
    capabilities = b"IMAP4rev1 AUTH=" + mechanism
    with serving(server(once(b"AUTHENTICATE", refuse), capabilities=capabilities)) as one:
        with pytest.raises(AccountError, match=r"status 401.*Get a new token"):
            imap.sync(
                at(one), Credential(True, "tok"), store, mail.ByRows(mail.everything), patience=mail.quick()
            )
    assert answers[1] == (b"\r\n" if mechanism == b"XOAUTH2" else b"AQ==\r\n")
    assert one.talks == 1


def test_a_token_that_runs_out_on_the_way_is_renewed_once(store: Store) -> None:
    renewed: list[int] = []

    def renew() -> Credential:
        renewed.append(1)
        one.password = b"\x01auth=Bearer new\x01\x01"
        return Credential(True, "new")

    async def expire(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        one.password = b"nobody"
        await talk.cut()
        return True

    start = server(once(b"FETCH", expire, after=1), password=b"\x01auth=Bearer old\x01\x01")
    start.capabilities = b"IMAP4rev1 AUTH=XOAUTH2"
    with serving(start) as one:
        secret = Credential(True, "old")
        imap.sync(at(one), secret, store, mail.ByRows(mail.everything), patience=mail.quick(), renew=renew)
    assert renewed == [1] and complete(store, at(one))


def test_no_password_where_login_is_disabled(store: Store) -> None:
    with serving(server(capabilities=b"IMAP4rev1 LOGINDISABLED")) as one:
        with pytest.raises(AccountError, match="Nothing was sent"):
            mail.run(at(one), store)
    assert not any(b"secret" in line for line in one.log)


# --------------------------------------------------------------------------- certificates


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    certificates.authority(folder)
    certificates.authority(folder, "stranger")
    certificates.server(folder, "good")
    certificates.server(folder, "other-host", "mail.example.net")
    certificates.server(folder, "expired", expired=True)
    certificates.server(folder, "unknown", ca="stranger")
    certificates.self_signed(folder, "own")
    return folder


def with_tls(keys: Path, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys / f"{name}.pem", keys / f"{name}.key")
    return context


def test_a_good_certificate_is_taken(store: Store, keys: Path) -> None:
    with serving(server(tls=with_tls(keys, "good"))) as one:
        where = at(one, host="localhost", security=Security.TLS, ca_file=str(keys / "ca.pem"))
        assert mail.run(where, store).new == 12


@pytest.mark.parametrize(
    ("name", "trusted", "reason"),
    [
        ("other-host", True, "Hostname mismatch"),
        ("expired", True, "expired"),
        ("unknown", True, "unable to get local issuer"),
        ("own", True, "self-signed certificate"),
        ("good", False, "unable to get local issuer"),
    ],
)
def test_a_bad_certificate_is_refused_before_a_word(
    store: Store, keys: Path, name: str, trusted: bool, reason: str
) -> None:
    ca_file = str(keys / "ca.pem") if trusted else None
    with serving(server(tls=with_tls(keys, name))) as one:
        where = at(one, host="localhost", security=Security.TLS, ca_file=ca_file)
        with pytest.raises(AccountError, match=reason) as told:
            mail.run(where, store)
    assert "Nothing was sent" in str(told.value) and "--ca FILE" in str(told.value)
    assert one.log == []


def test_a_pinned_certificate_is_taken_and_any_other_refused(store: Store, keys: Path) -> None:
    with serving(server(tls=with_tls(keys, "unknown"))) as one:
        where = at(one, host="localhost", security=Security.TLS)
        right = certificates.fingerprint(keys / "unknown.pem")
        wrong = certificates.fingerprint(keys / "good.pem")
        with pytest.raises(AccountError, match="another certificate than the pinned one"):
            mail.run(Account(**{**_fields(where), "fingerprint": wrong}), store)
        assert one.log == []
        assert mail.run(Account(**{**_fields(where), "fingerprint": right}), store).new == 12


def _fields(where: Account) -> dict[str, object]:
    return {name: getattr(where, name) for name in where.__dataclass_fields__}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_tls_is_refused(store: Store, keys: Path) -> None:
    context = with_tls(keys, "good")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with serving(server(tls=context)) as one:
        where = at(one, host="localhost", security=Security.TLS, ca_file=str(keys / "ca.pem"))
        with pytest.raises(AccountError, match="cannot be read"):
            mail.run(where, store)
    assert one.log == []


@pytest.mark.parametrize("greeting", [b"* OK ready\r\n", b"* PREAUTH already in\r\n"])
def test_starttls_that_was_taken_out_is_refused(store: Store, greeting: bytes) -> None:
    with serving(server(greeting=greeting)) as one:
        with pytest.raises(AccountError, match="offers no STARTTLS"):
            mail.run(at(one, security=Security.STARTTLS), store)
    assert not any(line.startswith((b"LOGIN", b"AUTH")) for line in one.log)


def test_what_was_said_too_early_before_tls_counts_for_nothing(store: Store, keys: Path) -> None:
    """RFC 2595 §4: whoever sits on the line may put words behind the OK to STARTTLS."""

    async def upgrade(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        one.capabilities = b"IMAP4rev1 AUTH=PLAIN"
        early = b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n* PREAUTH come in\r\n"
        await talk.say(tag + b" OK go\r\n" + early)
        await talk.writer.start_tls(with_tls(keys, "good"))
        return True

    with serving(server(once(b"STARTTLS", upgrade), capabilities=b"IMAP4rev1 STARTTLS LOGINDISABLED")) as one:
        where = at(one, host="localhost", security=Security.STARTTLS, ca_file=str(keys / "ca.pem"))
        mail.run(where, store)
    assert complete(store, where)
    assert [line for line in one.log if line.startswith(b"AUTH")] == [b"AUTHENTICATE PLAIN"]


def test_starttls_with_a_bad_certificate_is_refused_before_the_password(store: Store, keys: Path) -> None:
    async def upgrade(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        await talk.say(tag + b" OK go\r\n")
        with contextlib.suppress(ssl.SSLError):
            await talk.writer.start_tls(with_tls(keys, "unknown"))
        return True

    with serving(server(once(b"STARTTLS", upgrade), capabilities=b"IMAP4rev1 STARTTLS AUTH=PLAIN")) as one:
        where = at(one, host="localhost", security=Security.STARTTLS, ca_file=str(keys / "ca.pem"))
        with pytest.raises(AccountError, match="unable to get local issuer"):
            mail.run(where, store)
    assert not any(line.startswith((b"AUTH", b"LOGIN")) for line in one.log)


@pytest.mark.parametrize("broken", [cut_mid_literal, reset])
def test_a_broken_tls_line_is_taken_up_again(store: Store, keys: Path, broken: Hook) -> None:
    with serving(server(once(b"FETCH", broken, after=1), tls=with_tls(keys, "good"))) as one:
        where = at(one, host="localhost", security=Security.TLS, ca_file=str(keys / "ca.pem"))
        result = mail.run(where, store, patience=mail.quick(silence_s=0.5))
    assert result.reconnects == 1 and complete(store, where)


def test_starttls_refused_by_the_server_is_refused_by_us(store: Store) -> None:
    hook = once(b"STARTTLS", answering(b"TAG NO not today\r\n"), times=9)
    with serving(server(hook, capabilities=b"IMAP4rev1 STARTTLS AUTH=PLAIN")) as one:
        with pytest.raises(AccountError, match="refuses STARTTLS"):
            mail.run(at(one, security=Security.STARTTLS), store)
    assert not any(line.startswith(b"AUTH") for line in one.log)


def test_without_tls_only_this_machine_is_connected_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    from inbox_momentum.sources.imap import link

    class Elsewhere:
        def getpeername(self) -> tuple[str, int]:
            return ("192.0.2.7", 143)

        def close(self) -> None:
            pass

    monkeypatch.setattr(link.socket, "create_connection", lambda *_: Elsewhere())
    assert socket.create_connection is link.socket.create_connection
    where = Account("x", "localhost", "maya", 143, Security.NONE)
    with pytest.raises(AccountError, match="another machine"):
        mail.run(where, store)


# --------------------------------------------------------------------------- what the server says


def broken_line(kind: str) -> bytes:
    return {
        "malformed": b"* 3 FETCH (UID 3 FLAGS (\\Seen INTERNALDATE\r\n",
        "uneven": b"* 3 FETCH (UID 3 FLAGS)\r\n",
        "no header": b'* 3 FETCH (UID 3 FLAGS () INTERNALDATE "02-Mar-2026 09:00:00 +0000" RFC822.SIZE 9)\r\n',
        "nil header": b"* 3 FETCH (UID 3 FLAGS () RFC822.SIZE 9 BODY[HEADER.FIELDS (FROM)] NIL)\r\n",
        "nameless": b"* 3 FETCH (FLAGS (\\Seen\r\n",
        "deep": b"* 3 FETCH (UID 3 FLAGS " + b"(" * 30000 + b")" * 30000 + b")\r\n",
        "literal larger": b"* 3 FETCH (UID 3 BODY[HEADER.FIELDS (FROM)] {4}\r\nFrom: a@b\r\nTo: c\r\n\r\n)\r\n",
        "literal smaller": b"* 3 FETCH (UID 3 BODY[HEADER.FIELDS (FROM)] {9999}\r\nFrom: a@b\r\n\r\n)\r\n",
        "literal too large": b"* 3 FETCH (UID 3 BODY[HEADER.FIELDS (FROM)] {300000}\r\n%s)\r\n"
        % (b"x" * 300000),
        "literal absurd": b"* 3 FETCH (UID 3 BODY[HEADER.FIELDS (FROM)] {99999999999}\r\nFrom",
        "babble": b"?? what\r\n",
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "malformed", "uneven", "no header", "nil header", "nameless", "deep", "literal larger", "literal smaller",
        "literal too large", "literal absurd", "babble",
    ],
)  # fmt: skip
def test_one_message_that_cannot_be_read_is_a_defect_and_the_rest_goes_on(store: Store, kind: str) -> None:
    def mangle(uid: int, line: bytes) -> bytes:
        return broken_line(kind) if uid == 3 and b"HEADER.FIELDS" in line else line

    with serving(server(mangle=mangle)) as one:
        result = mail.run(at(one), store, patience=mail.quick(silence_s=0.2))
        assert (result.new, result.bodies) == (11, 11)
        assert [(d.source, d.position, d.fatal) for d in result.defects] == [("work/INBOX", "UID 3", True)]
        found = mail.content(store, at(one))
        assert found.pop("work/INBOX UID 3") == b"DEFECT"
        assert found == {f"work/INBOX UID {uid}": data for uid, data in MAIL.items() if uid != 3}
        one.mangle = None
        one.boxes[b"INBOX"].messages[13] = mail.plain_mail(13)
        mended = mail.run(at(one), store)
    assert (mended.new, mended.bodies) == (2, 2)
    assert len(mail.content(store, at(one))) == 13


@pytest.mark.parametrize("kind", ["malformed", "literal larger", "babble"])
def test_a_body_that_cannot_be_read_leaves_the_header(store: Store, kind: str) -> None:
    def mangle(uid: int, line: bytes) -> bytes:
        return broken_line(kind) if uid == 3 and b"BODY[]" in line else line

    with serving(server(mangle=mangle)) as one:
        result = mail.run(at(one), store)
    assert (result.new, result.bodies) == (12, 11)
    assert [(d.code, d.position) for d in result.defects] == [("body-unreadable", "UID 3")]
    assert b"Subject: Message 3" in mail.content(store, at(one))["work/INBOX UID 3"]


@pytest.mark.parametrize(
    "structure",
    [b"NIL", b"(((((", b'("text" "plain")', b'(("text" "plain" NIL NIL NIL "7bit" 5 1) "mixed")', b"7"],
)
def test_a_structure_that_is_none_falls_back_to_the_start_of_the_text(store: Store, structure: bytes) -> None:
    def mangle(uid: int, line: bytes) -> bytes:
        return (
            b"* 3 FETCH (UID 3 BODYSTRUCTURE " + structure + b")\r\n"
            if b"STRUCTURE" in line and uid == 3
            else line
        )

    with serving(server(mangle=mangle)) as one:
        result = mail.run(at(one), store)
    assert [d.code for d in result.defects] == ["structure-unreadable"]
    assert complete(store, at(one))


def test_eight_bit_headers_and_odd_dates_are_kept_as_they_are(store: Store) -> None:
    odd = mail.plain_mail(1).replace(b"Message 1", "Grüße".encode("latin-1"))
    box = Box({1: odd})

    def mangle(uid: int, line: bytes) -> bytes:
        return line.replace(b"02-Mar-2026 09:00:00 +0000", b"99-Foo-0000 99:99:99 +9999")

    with serving(FaultServer({b"INBOX": box}, mangle=mangle)) as one:
        result = mail.run(at(one), store)
    assert result.defects == ()
    (found,) = imap.messages(store, at(one))
    assert isinstance(found, RawMessage) and found.data == odd and found.internal_at is None


def test_what_is_said_unasked_is_handled_and_alerts_are_shown(store: Store) -> None:
    said: list[imap.Step | imap.Notice] = []
    noise = (
        b"* 1 EXPUNGE\r\n* 99 FETCH (FLAGS (\\Seen))\r\n* 98 FETCH (UID 4711 FLAGS (\\Seen))\r\n"
        b"* CAPABILITY IMAP4rev1 X-EVIL\r\n* OK [ALERT] The system \x1b[31mgoes down at 5\r\n* 12 EXISTS\r\n* 3 RECENT\r\n"
    )
    with serving(server(before_fetch=noise)) as one:
        result = mail.run(at(one), store, said=said)
    assert complete(store, at(one)) and result.defects == ()
    assert mail.notices(said) == ["127.0.0.1 says: The system  [31mgoes down at 5"]


def test_a_server_without_end_is_left(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from inbox_momentum.sources.imap import link

    monkeypatch.setattr(link, "ANSWER", 1 << 20)

    async def flood(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        for _ in range(30):
            await talk.say(b"* OK still here, more is to come, please wait a little\r\n" * 1000)
        return True

    with (
        serving(server(once(b"LIST", flood, times=9))) as one,
        pytest.raises(AccountError, match="without end"),
    ):
        mail.run(at(one), store, patience=mail.quick(tries=2))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"Entw&APw-rfe", "Entwürfe"),
        (b"Broken &Zmf", "Broken &Zmf"),
        ("Größe".encode(), "Größe"),
        (b"\xff\xfe", "��"),
        (b'Say \\"hi\\"', 'Say "hi"'),
    ],
)
def test_folder_names_of_any_sort_are_read(store: Store, raw: bytes, name: str) -> None:
    real = raw.replace(b'\\"', b'"')
    boxes = {b"INBOX": Box({}), raw: Box({1: mail.plain_mail(1)})}
    with serving(FaultServer(boxes)) as one:
        one.boxes[real] = one.boxes[raw]
        result = mail.run(at(one), store, asked={"drafts": True})
    assert name in result.folders
    assert result.new >= 1
    spoilt = not raw.isascii() or b"&Zmf" in raw
    assert ("folder-name-unreadable" in {d.code for d in result.defects}) == spoilt


def test_a_line_of_the_folder_list_that_cannot_be_read_costs_that_folder_alone(store: Store) -> None:
    answer = b'* LIST () "/" "INBOX"\r\n* LIST (\\X "/" (\r\n* LIST () "/" NIL\r\n* LIST () "/" 2024\r\nTAG OK done\r\n'
    with serving(server(once(b"LIST", answering(answer), times=9))) as one:
        one.boxes[b"2024"] = Box({1: mail.plain_mail(1)})
        result = mail.run(at(one), store)
    assert set(result.folders) == {"INBOX", "2024"} and result.new == 13
    assert [d.code for d in result.defects] == ["folder-unreadable"] * 2


# --------------------------------------------------------------------------- patience and change


@pytest.mark.parametrize(
    ("words", "wait"),
    [
        (b"TAG NO [UNAVAILABLE] later\r\n", 0.75),
        (b"TAG NO [LIMIT] slowly\r\n", 0.75),
        (b"TAG NO [OVERQUOTA] bandwidth\r\n", 0.75),
        (b"TAG NO Request is throttled. Suggested Backoff Time: 45000 milliseconds\r\n", 45),
        (b"* BYE [UNAVAILABLE] retry in 7 seconds\r\n", 7),
    ],
)
def test_a_busy_server_is_waited_for_as_told(store: Store, words: bytes, wait: float) -> None:
    slept: list[float] = []
    said: list[imap.Step | imap.Notice] = []
    with serving(server(once(b"FETCH", answering(words), after=1))) as one:
        mail.run(at(one), store, patience=mail.quick(sleep=slept.append), said=said)
    assert slept == [wait] and complete(store, at(one))
    assert any("asks for patience" in text for text in mail.notices(said))


def test_a_server_that_wants_more_patience_than_there_is_ends_it_cleanly(store: Store) -> None:
    slept: list[float] = []
    words = b"TAG NO [UNAVAILABLE] Suggested Backoff Time: 3600 s\r\n"
    with serving(server(once(b"FETCH", answering(words), times=99, after=1))) as one:
        with pytest.raises(AccountError, match="4 headers and 0 texts of this run are kept"):
            mail.run(at(one), store, patience=mail.quick(sleep=slept.append))
        assert slept == []
        one.hooks.clear()
        mail.run(at(one), store)
    assert complete(store, at(one))


def test_a_refused_fetch_is_narrowed_down_to_its_message(store: Store) -> None:
    async def refuse(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        from tests.imap.fault_server import within

        if not within(6, arguments.partition(b" ")[0]):
            return False
        await talk.say(one.fetched(talk, arguments)[:0] + tag + b" NO some of it is damaged\r\n")
        return True

    with serving(server(once(b"FETCH", refuse, times=999))) as one:
        result = mail.run(at(one), store)
    assert result.new == 11 and [d.position for d in result.defects] == ["UID 6"]
    assert one.talks == 1


def test_a_message_expunged_between_two_steps_is_counted(store: Store) -> None:
    async def expunge(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        one.boxes[b"INBOX"].messages.pop(12, None)
        return False

    with serving(server(once(b"FETCH", expunge))) as one:
        result = mail.run(at(one), store)
    assert (result.new, result.gone, result.defects) == (11, 1, ())


def test_a_folder_that_goes_between_two_steps_is_said(store: Store) -> None:
    async def remove(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        one.boxes.pop(b"Old", None)
        return False

    boxes = {b"INBOX": Box(dict(MAIL)), b"Old": Box({1: mail.plain_mail(50)})}
    said: list[imap.Step | imap.Notice] = []
    with serving(FaultServer(boxes, [once(b"FETCH", remove)])) as one:
        result = mail.run(at(one), store, said=said)
    assert result.gone == 1 and result.new == 12
    assert any(text.startswith("Old could not be opened") for text in mail.notices(said))


def test_uidvalidity_that_changes_while_it_is_read_is_read_again_next_time(store: Store) -> None:
    async def renumber(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        box = one.boxes[b"INBOX"]
        box.validity += 1
        box.messages = {uid + 100: data for uid, data in box.messages.items()}
        await talk.cut()
        return True

    with serving(server(once(b"FETCH", renumber, after=1))) as one:
        mail.run(at(one), store)
        mail.run(at(one), store)
    assert sorted(mail.content(store, at(one)).values()) == sorted(MAIL.values())


def test_gmail_reads_all_mail_alone_with_its_labels(store: Store) -> None:
    def mangle(uid: int, line: bytes) -> bytes:
        labels = b'("\\\\Sent" "Job &- hunt")' if uid == 2 else b"(\\Inbox)"
        return line.replace(b"FLAGS ()", b"FLAGS () X-GM-THRID 1278455344230334865 X-GM-LABELS " + labels)

    boxes = {
        b"INBOX": Box(dict(MAIL)),
        b"[Gmail]": Box({}, flags=b"\\Noselect"),
        b"[Gmail]/Alle Nachrichten": Box(dict(MAIL), flags=b"\\All"),
        b"[Gmail]/Spam": Box({1: mail.plain_mail(90)}, flags=b"\\Junk"),
    }
    with serving(FaultServer(boxes, capabilities=b"IMAP4rev1 AUTH=PLAIN X-GM-EXT-1", mangle=mangle)) as one:
        result = mail.run(at(one), store)
    assert result.folders == ("[Gmail]/Alle Nachrichten",) and result.new == 12
    found = [message for message in imap.messages(store, at(one)) if isinstance(message, RawMessage)]
    assert [message.position for message in found if message.in_sent] == ["UID 2"]
    assert all(message.data.startswith(b"X-GM-THRID: 1278455344230334865\r\n") for message in found)
    assert {one.labels for one in store.messages("work") if one.uid == 2} == {("\\Sent", "Job & hunt")}


def test_two_connections_where_allowed_and_one_where_not(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "BATCH", 1)

    async def only_one(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        if talk.number == 1:
            return False
        await talk.say(b"* BYE [LIMIT] too many connections\r\n")
        await talk.cut()
        return True

    with serving(server()) as one:
        mail.run(at(one), store, parallel=True)
        assert one.talks == 2 and complete(store, at(one))
    with serving(server(only_one)) as one, Store.open(tmp_path / "second.sqlite3") as other:
        said: list[imap.Step | imap.Notice] = []
        mail.run(at(one), other, parallel=True, said=said)
        assert complete(other, at(one)) and mail.notices(said) == []


@pytest.mark.parametrize(("idle", "connections"), [(0.0, 2), (2.0, 1)])
def test_a_second_connection_is_opened_where_the_first_mostly_waits(
    store: Store, monkeypatch: pytest.MonkeyPatch, idle: float, connections: int
) -> None:
    monkeypatch.setattr(headers, "BATCH", 1)
    monkeypatch.setattr(crew, "_IDLE", idle)
    with serving(server()) as one:
        mail.run(at(one), store, parallel=None)
    assert one.talks == connections and complete(store, at(one))


def test_a_full_disk_stops_it_between_two_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from inbox_momentum.store import StoreError

    kept = Store.keep_headers
    count = 0

    def full(self: Store, *rest: object, **more: object) -> None:
        nonlocal count
        count += 1
        if count == 2:
            raise StoreError("The disk is full.")
        kept(self, *rest, **more)  # type: ignore[arg-type]

    with serving(server()) as one:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "keep_headers", full)
            with pytest.raises(StoreError):
                mail.run(at(one), store, parallel=True)
        mail.run(at(one), store)
    assert complete(store, at(one))


@pytest.mark.parametrize("command", [b"LIST", b"SEARCH"])
def test_a_server_that_refuses_the_plainest_question_ends_it_in_words(store: Store, command: bytes) -> None:
    said: list[imap.Step | imap.Notice] = []
    with serving(server(once(command, answering(b"TAG NO because\r\n"), times=99))) as one:
        if command == b"LIST":
            with pytest.raises(AccountError, match="cannot be read: LIST failed: because"):
                mail.run(at(one), store)
        else:
            assert mail.run(at(one), store, said=said).new == 0
            assert any("could not be opened" in text for text in mail.notices(said))


def test_a_goodbye_while_signing_in_is_no_wrong_password(store: Store) -> None:
    words = b"* BYE Too many connections, try again later\r\n"
    with serving(server(once(b"AUTHENTICATE", answering(words)))) as one:
        mail.run(at(one), store)
    assert complete(store, at(one))


def test_a_server_that_does_not_answer_goodbye_is_left(store: Store) -> None:
    async def mute(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        return True

    with serving(server(once(b"LOGOUT", mute))) as one:
        mail.run(at(one), store, patience=mail.quick(silence_s=0.2))
    assert complete(store, at(one))


def test_labels_in_literals_hide_no_header(store: Store) -> None:
    def mangle(uid: int, line: bytes) -> bytes:
        return line.replace(b"FLAGS ()", b"FLAGS () X-GM-LABELS ({5}\r\nHello)")

    boxes = {b"All": Box(dict(MAIL), flags=b"\\All")}
    with serving(FaultServer(boxes, capabilities=b"IMAP4rev1 AUTH=PLAIN X-GM-EXT-1", mangle=mangle)) as one:
        result = mail.run(at(one), store)
    assert result.new == 12 and result.defects == ()
    assert {one.labels for one in store.messages("work")} == {("Hello",)}


def test_bodies_that_a_folders_going_left_out_come_next_time(store: Store) -> None:
    async def hide(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        hidden[b"INBOX"] = one.boxes.pop(b"INBOX")
        await talk.cut()
        return True

    hidden: dict[bytes, Box] = {}
    with serving(server(once(b"FETCH", hide, after=4))) as one:
        one.boxes[b"Other"] = Box({})
        first = mail.run(at(one), store)
        assert (first.new, first.bodies) == (12, 0)
        one.boxes |= hidden
        assert mail.run(at(one), store).bodies == 12
    assert complete(store, at(one))


@pytest.mark.parametrize("number", [b"9" * 30, b"9" * 6000, b"0"])
def test_numbers_that_no_server_counts_to_stop_nothing(store: Store, number: bytes) -> None:
    async def search(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        await talk.say(b"* SEARCH 1 2 " + number + b"\r\n" + tag + b" OK done\r\n")
        return True

    async def examine(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        talk.folder = "INBOX"
        said = b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT %s] x\r\n" % number[:30]
        await talk.say(
            said + b"* OK [HIGHESTMODSEQ %s] x\r\n" % number[:30] + tag + b" OK [READ-ONLY] done\r\n"
        )
        return True

    with serving(server(once(b"SEARCH", search, times=9), once(b"EXAMINE", examine, times=9))) as one:
        result = mail.run(at(one), store)
    assert (result.new, result.bodies) == (2, 2)


# --------------------------------------------------------------------------- what is not whole


async def no_opening(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
    if arguments.startswith(b'"INBOX"'):
        return False
    await talk.say(tag + b" NO [NOPERM] not now\r\n")
    return True


def with_sent() -> dict[bytes, Box]:
    return {b"INBOX": Box(dict(MAIL)), b"Sent": Box({1: mail.plain_mail(50)}, flags=b"\\Sent")}


def test_a_sent_folder_that_is_not_whole_is_a_defect_that_says_what_it_costs(store: Store) -> None:
    said: list[imap.Step | imap.Notice] = []
    with serving(FaultServer(with_sent(), [once(b"EXAMINE", no_opening, times=99)])) as one:
        result = mail.run(at(one), store, said=said)
    (found,) = result.defects
    assert (found.code, found.source, found.fatal) == ("sent-incomplete", "work/Sent", False)
    assert "waits may look open that are not" in found.detail
    assert any("Sent could not be opened" in text for text in mail.notices(said))


@pytest.mark.parametrize("how", [{"skip_folders": ("sent",)}, {"folders": ("INBOX",)}])
def test_a_sent_folder_that_the_settings_leave_out_is_said(store: Store, how: dict[str, object]) -> None:
    said: list[imap.Step | imap.Notice] = []
    with serving(FaultServer(with_sent())) as one:
        result = mail.run(at(one, **how), store, said=said)
        assert [(d.code, d.source) for d in result.defects] == [("sent-left-out", "work/Sent")]
        assert any(text.startswith("Sent: The settings") for text in mail.notices(said))
        assert mail.run(at(one), store).defects == ()


def test_texts_of_a_folder_that_would_not_open_come_when_it_does(store: Store) -> None:
    with serving(FaultServer(with_sent(), [once(b"FETCH", reset, times=99, after=4)])) as one:
        with pytest.raises(AccountError):
            mail.run(at(one), store, patience=mail.quick(tries=1))
        one.hooks[:] = [once(b"EXAMINE", no_opening, times=99)]
        mail.run(at(one), store)
        one.hooks.clear()
        mail.run(at(one), store)
        found = mail.content(store, at(one))
    assert found["work/Sent UID 1"] == mail.plain_mail(50)


def test_a_goodbye_is_heard_though_the_line_ends_with_it(store: Store) -> None:
    async def leave(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        await talk.say(b"* BYE [UNAVAILABLE] retry in 7 seconds\r\n")
        await talk.cut()
        return True

    slept: list[float] = []
    with serving(server(once(b"AUTHENTICATE", leave))) as one:
        mail.run(at(one), store, patience=mail.quick(sleep=slept.append))
    assert slept == [7] and complete(store, at(one))


# --------------------------------------------------------------------------- without CONDSTORE


def drafts(store: Store, where: Account) -> list[str]:
    return [
        one.position for one in imap.messages(store, where) if isinstance(one, RawMessage) and one.is_draft
    ]


def test_without_condstore_drafts_are_told_by_a_search(store: Store) -> None:
    with serving(server()) as one:
        box = one.boxes[b"INBOX"]
        box.drafts = {3}
        mail.run(at(one), store)
        assert drafts(store, at(one)) == ["UID 3"]
        box.drafts = {5}
        result = mail.run(at(one), store)
        assert (result.changed, result.new) == (2, 0) and drafts(store, at(one)) == ["UID 5"]
        assert b"UID FETCH 3,5 (UID FLAGS)" in one.log
        count = len(one.log)
        assert mail.run(at(one), store).changed == 0
        assert not any(b"FETCH" in line for line in one.log[count:])


def test_a_folder_that_goes_before_its_flags_are_told_costs_that_folder_alone(store: Store) -> None:
    async def leave(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        if arguments != b"DRAFT" or talk.folder != "Old":
            return False
        one.boxes.pop(b"Old", None)
        await talk.cut()
        return True

    boxes = {
        b"INBOX": Box({}),
        b"Old": Box({1: mail.plain_mail(50)}),
        b"Later": Box({1: mail.plain_mail(51)}),
    }
    said: list[imap.Step | imap.Notice] = []
    with serving(FaultServer(boxes)) as one:
        mail.run(at(one), store)
        one.hooks.append(once(b"SEARCH", leave, times=99))
        one.boxes[b"Old"].messages[2] = mail.plain_mail(52)
        one.boxes[b"Work"] = Box({1: mail.plain_mail(53)})
        assert mail.run(at(one), store, said=said).new == 1
    assert any(text.startswith("Old changed while it was read") for text in mail.notices(said))


def test_a_server_that_cannot_search_for_drafts_stops_nothing(store: Store) -> None:
    async def refuse(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        if arguments != b"DRAFT":
            return False
        await talk.say(tag + b" BAD what?\r\n")
        return True

    with serving(server(once(b"SEARCH", refuse, times=99))) as one:
        mail.run(at(one), store)
        assert mail.run(at(one), store).found == 12


# --------------------------------------------------------------------------- verdicts


class Counting(mail.ByRows):
    """Counts what it is asked."""

    def __init__(self, edition: bytes = b"1", mark: bytes = b"") -> None:
        super().__init__(lambda rows: {row.key for row in rows if not row.is_draft})
        self.edition, self.mark = edition, mark
        self.judged: list[int] = []
        self.decisions = 0

    def judge(self, row: imap.Row) -> bytes:
        self.judged.append(row.key[1])
        return super().judge(row)

    def decide(self, judged: object) -> set[imap.records.Key]:
        self.decisions += 1
        return super().decide(judged)  # type: ignore[arg-type]


def test_a_header_is_judged_once(store: Store) -> None:
    with serving(server()) as one:
        first, again, third = Counting(), Counting(), Counting()
        mail.run(at(one), store, first)
        assert sorted(first.judged) == list(MAIL) and first.decisions == 1
        mail.run(at(one), store, again)
        assert (again.judged, again.decisions) == ([], 0)
        one.boxes[b"INBOX"].messages[13] = mail.plain_mail(13)
        assert mail.run(at(one), store, third).bodies == 1
        assert (third.judged, third.decisions) == ([13], 1)


def test_it_is_judged_anew_when_the_rules_or_the_filing_change(store: Store) -> None:
    with serving(server()) as one:
        mail.run(at(one), store, Counting())
        other_rules, other_owner, moved, anew = (
            Counting(b"2"),
            Counting(b"2", b"x"),
            Counting(b"2", b"x"),
            Counting(b"2", b"x"),
        )
        one.boxes[b"INBOX"].messages[13] = mail.plain_mail(13)  # its verdict comes before the others'
        mail.run(at(one), store, other_rules)
        assert sorted(other_rules.judged) == [*MAIL, 13]
        mail.run(at(one), store, other_owner)
        assert (other_owner.judged, other_owner.decisions) == ([], 1)
        one.boxes[b"INBOX"].drafts = {4}
        mail.run(at(one), store, moved)
        assert (moved.judged, moved.decisions) == ([4], 1)
        one.boxes[b"INBOX"].validity += 1
        mail.run(at(one), store, anew)
        assert sorted(anew.judged) == [*MAIL, 13]
