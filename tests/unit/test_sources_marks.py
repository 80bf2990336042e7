"""Sent, junk and drafts by folder name and Gmail label, in the languages people use."""

from __future__ import annotations

import tomllib

import pytest

from inbox_momentum.assets import data
from inbox_momentum.sources import marks
from inbox_momentum.sources.marks import NONE, Marks

SENT, JUNK, DRAFT = Marks(sent=True), Marks(junk=True), Marks(draft=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("Sent",), SENT),
        (("SENT ITEMS",), SENT),
        (("Sent.mbox",), SENT),
        (("Sent-2.mbox.gz",), SENT),
        (("Sent 2023.mbx",), SENT),
        (("Sent (1)",), SENT),
        (("sent_items",), SENT),
        (("_sent_mail",), SENT),
        (("[Gmail]", "Sent Mail"), SENT),
        ((".Sent", "cur"), SENT),
        ((".INBOX.Sent Messages", "new"), SENT),
        (("INBOX.Sent",), SENT),
        ((".Archive.Sent.2021", "cur"), SENT),
        (("Sent Messages.mbox", "Messages"), SENT),
        (("Sent.mbox", "mbox"), SENT),
        (("Sent.sbd", "Jobs"), SENT),
        ((".Envoy&AOk-s", "cur"), SENT),
        ((".Gesendete Elemente", "cur"), SENT),
        (("Éléments envoyés",), SENT),
        (("Éléments envoyés",), SENT),
        (("elements envoyes",), SENT),
        (("Enviados",), SENT),
        (("Posta inviata",), SENT),
        (("Itens enviados",), SENT),
        (("Verzonden items",), SENT),
        (("Skickat",), SENT),
        (("Sendt post",), SENT),
        (("Lähetetyt",), SENT),
        (("Wysłane",), SENT),
        (("Odeslaná pošta",), SENT),
        (("Elküldött elemek",), SENT),
        (("Отправленные",), SENT),
        (("Надіслані",), SENT),
        (("Απεσταλμένα",), SENT),
        (("Gönderilmiş Öğeler",), SENT),
        (("דואר יוצא",), SENT),
        (("البريد المرسل",), SENT),
        (("送信済みメール",), SENT),
        (("已发送邮件",), SENT),
        (("寄件備份",), SENT),
        (("보낸편지함",), SENT),
        (("Đã gửi",), SENT),
        (("Terkirim",), SENT),
        (("भेजे गए",), SENT),
        (("จดหมายที่ส่งแล้ว",), SENT),
        (("Drafts",), DRAFT),
        (("Entwürfe",), DRAFT),
        (("Brouillons",), DRAFT),
        (("下書き",), DRAFT),
        (("Spam.mbox",), JUNK),
        (("Junk E-mail",), JUNK),
        (("Correo no deseado",), JUNK),
        (("迷惑メール",), JUNK),
        (("Sent", "Drafts"), DRAFT),
        (("Sent", "Inbox"), NONE),
        (("Inbox",), NONE),
        (("Absent",), NONE),
        (("Presentations",), NONE),
        (("Sent to Acme",), NONE),
        (("Scheduled",), NONE),
        (("Outbox",), NONE),
        (("All mail Including Spam and Trash.mbox",), NONE),
        (("Trash",), NONE),
        (("&&&--",), NONE),
        ((), NONE),
    ],
)
def test_folder_names(path: tuple[str, ...], expected: Marks) -> None:
    assert marks.of_folder(path) == expected


def test_every_row_of_the_table_means_what_it_says() -> None:
    with data("folders.toml").open("rb") as file:
        table = tomllib.load(file)
    expected = {"sent": SENT, "junk": JUNK, "draft": DRAFT, "inbox": NONE}
    wrong = [
        (use, language, name)
        for use, languages in table.items()
        for language, names in languages.items()
        for name in names
        if marks.of_folder((name,)) != expected[use]
    ]
    assert wrong == []
    assert len(table["sent"]) > 15


REST = b"From: a@x.example\nSubject: s\n\nbody\n"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"X-Gmail-Labels: Sent,Opened", SENT),
        (b"x-gmail-labels:Sent", SENT),
        (b'X-Gmail-Labels: "Jobs, 2023",Sent', SENT),
        (b'X-Gmail-Labels: "Jobs, Sent",Inbox', NONE),
        (b"X-Gmail-Labels: Inbox,Spam", JUNK),
        (b"X-Gmail-Labels: Drafts", DRAFT),
        (b"X-Gmail-Labels: Gesendet,Wichtig", SENT),
        (b"X-Gmail-Labels: =?UTF-8?Q?Messages_envoy=C3=A9s,Ouvert?=", SENT),
        (b"X-Gmail-Labels: =?UTF-8?B?UG9zdGEgaW52aWF0YSxBcGVydG8=?=", SENT),
        (b"X-Gmail-Labels: Archiviert,\n Gesendet", SENT),
        (b"X-Gmail-Labels: =?UTF-8?Q?Archiv,?=\r\n =?UTF-8?Q?Gesendet?=\r", SENT),
        (b"X-GM-THRID: 1\nX-Gmail-Labels: [Imap]/Sent", SENT),
        (b"X-Gmail-Labels: Jobs/Sent to Acme,Inbox", NONE),
        (b"X-Gmail-Labels: =?bogus?Q?Sent?=", SENT),
        (b"X-Gmail-Labels: =?UTF-8?B?!!!?=", NONE),
        (b"X-Gmail-Labels:", NONE),
        (b"Received: from x\nX-Gmail-Labels: Sent", NONE),
        (b"X-Mozilla-Draft-Info: internal/draft", DRAFT),
    ],
)
def test_labels(header: bytes, expected: Marks) -> None:
    assert marks.of_message(header + b"\n" + REST, NONE) == expected


def test_labels_in_the_body_say_nothing() -> None:
    assert marks.of_message(REST + b"\nX-Gmail-Labels: Sent\n", NONE) == NONE


def test_draft_information_does_not_undo_sent() -> None:
    assert marks.of_message(b"X-Mozilla-Draft-Info: x\n" + REST, SENT) == SENT


@pytest.mark.parametrize(
    "value", [b"=?" * 500_000, b'"' * 1_000_000, b"a,\n " * 300_000, b"=?utf-8?q?" * 100_000]
)
def test_hostile_labels_are_bounded(value: bytes) -> None:
    assert marks.of_message(b"X-Gmail-Labels: " + value + b"\n" + REST, NONE) == NONE
