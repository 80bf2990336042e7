"""Which mail is read in full (``ingest.relevance``)."""

from __future__ import annotations

import tomllib

import pytest

from inbox_momentum import assets
from inbox_momentum.employers.words import words as employer_words
from inbox_momentum.ingest import words
from inbox_momentum.ingest.relevance import Row, choose, is_bulk
from inbox_momentum.message import headers


def header(subject: str = "Half price", sender: str = "Shop <news@shop.example.com>", **more: str) -> bytes:
    fields = {
        "From": sender,
        "To": "maya@example.net",
        "Subject": subject,
        "Date": "Mon, 2 Nov 2026 09:00:00 +0000",
    }
    fields.setdefault("Message-ID", f"<{abs(hash((subject, sender, tuple(more))))}@shop.example.com>")
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode() + b"\n"


MANY = {"List_Unsubscribe": "<https://shop.example.com/out>"}


def bulk(**more: str) -> bool:
    return is_bulk(headers.read(header(**more)))


def test_a_newsletter_is_bulk() -> None:
    assert bulk(**MANY)
    assert bulk(List_Id="News <news.shop.example.com>")
    assert bulk(Precedence="bulk")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"Auto_Submitted": "auto-generated"},
        {"sender": "no-reply@acme.example.com"},
        {"subject": "Your application to Halden", **MANY},
        {"subject": "=?utf-8?q?Vorstellungsgespr=C3=A4ch?= am Montag", **MANY},
        {"subject": "面接について", **MANY},
        {"subject": "Next steps", **MANY},
        {"sender": "no-reply@us.greenhouse-mail.io", **MANY},
        {"sender": "x@gh-mail.acme.example.com", **MANY},
        {"sender": "acme-careers@acme.example.com", **MANY},
        {"sender": "KirkbyTalentAcquisition@kirkby.example.com", **MANY},
        {"Reply_To": "reply@greenhouse.io", **MANY},
        {"sender": "MAILER-DAEMON@mx.example.com", "subject": "Undelivered Mail", **MANY},
        {"Auto_Submitted": "auto-replied", **MANY},
        {"Content_Type": "multipart/report; report-type=delivery-status", **MANY},
        {"sender": "not an address", **MANY},
    ],
)
def test_what_may_matter_is_never_bulk(more: dict[str, str]) -> None:
    assert not bulk(**more)


def test_a_job_boards_advertising_is_bulk_whatever_it_says() -> None:
    table = assets.data("senders.tsv").read_text("utf-8").splitlines()
    sender = next(line.split("\t")[2] for line in table if line.startswith("board-bulk"))
    address = sender if "@" in sender else f"jobs@{sender}"
    assert bulk(subject="5 new jobs for you", sender=address)


def test_words_of_the_own_application_are_words_of_hiring() -> None:
    for word in words.tables().own:
        assert any(part in b" " + word + b" " for part in words.tables().hiring), word


def test_every_careers_address_of_the_employers_table_is_known_here() -> None:
    assert employer_words().careers_locals <= {
        one for one in employer_words().careers_locals if words.hires(one)
    }


def test_every_hint_of_hiring_in_a_subject_spares_it() -> None:
    """Names of jobs and words of applications in the table of the employers' side."""
    hints = tomllib.loads(assets.data("company_words.toml").read_text("utf-8"))["hiring_hints"]
    vague = {"client", "kunde", "offer", "processo", "apply", "applied", "hire", "on behalf of", " cv"}
    missed = [
        one
        for one in hints
        if one not in vague and not any(part in words.folded(one) for part in words.tables().hiring)
    ]
    assert not missed


def rows(*given: tuple[str, bytes, bool]) -> list[Row]:
    return [Row(key, data, in_sent=sent) for key, data, sent in given]


def test_a_reply_of_the_owner_takes_the_newsletter_back() -> None:
    first = header(**MANY, Message_ID="<n1@shop.example.com>")
    other = header(**MANY, Message_ID="<n2@shop.example.com>", sender="x@other.example.com")
    answer = header(
        sender="maya@example.net",
        subject="Re: Half price",
        In_Reply_To="<n1@shop.example.com>",
        To="y@z.example.org",
    )
    assert choose(rows(("n1", first, False), ("n2", other, False), ("a", answer, True))) == {"n1", "a"}


def test_what_the_owner_wrote_to_is_read() -> None:
    mine = header(sender="maya@example.net", To="jobs@mail.acme.example.com", subject="Hello")
    news = header(sender="Acme <news@acme.example.com>", Message_ID="<1@a>", **MANY)
    shop = header(Message_ID="<2@a>", sender="s@shop.example.org", **MANY)
    assert choose(rows(("m", mine, True), ("n", news, False), ("s", shop, False))) == {"m", "n"}


def test_the_bulk_mail_of_a_domain_that_hires_is_read() -> None:
    hiring = header(sender="people@acme.example.com", subject="Interview on Monday", Message_ID="<1@a>")
    news = header(sender="hello@mail.acme.example.com", Message_ID="<2@a>", **MANY)
    assert choose(rows(("h", hiring, False), ("n", news, False))) == {"h", "n"}


def test_a_mass_mailer_that_speaks_of_the_application_is_read_whole() -> None:
    first = header(sender="hello@acme.example.com", subject="Your application", Message_ID="<1@a>", **MANY)
    second = header(sender="hello@acme.example.com", subject="A word from us", Message_ID="<2@a>", **MANY)
    assert choose(rows(("1", first, False), ("2", second, False))) == {"1", "2"}


def test_gmails_thread_and_references_are_followed_to_their_end() -> None:
    start = header(sender="a@one.example.com", subject="Hi", Message_ID="<1@a>", X_GM_THRID="77")
    listed = header(sender="b@two.example.com", Message_ID="<2@a>", X_GM_THRID="77", **MANY)
    further = header(sender="c@three.example.com", Message_ID="<3@a>", References="<0@a> <2@a>", **MANY)
    apart = header(sender="d@four.example.com", Message_ID="<4@a>", X_GM_THRID="78", **MANY)
    found = choose(
        rows(("1", start, False), ("2", listed, False), ("3", further, False), ("4", apart, False))
    )
    assert found == {"1", "2", "3"}


def test_the_owners_copy_from_a_list_is_read() -> None:
    copy = header(sender="Maya@Example.net", List_Id="<talk.example.org>")
    assert choose(rows(("c", copy, False)), me=["maya@example.net"]) == {"c"}
    assert choose(rows(("c", copy, False))) == set()
