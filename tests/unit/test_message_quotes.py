"""New text: what a mail itself says, in the wordings of many programs and languages."""

from __future__ import annotations

import pytest

from inbox_momentum.message.quotes import new_text

ATTRIBUTIONS = [
    "On Tue, Mar 5, 2024 at 10:00 AM Jane Roe <jane@acme.example> wrote:",
    "On Tue, Mar 5, 2024 at 10:00 AM Jane Roe\n<jane@acme.example> wrote:",
    "On Mar 5, 2024, at 10:00, Jane Roe wrote:",
    "On 05/03/2024 10:00, Jane Roe wrote:",
    "Am 05.03.24 um 10:00 schrieb Jane Roe:",
    "Am Di., 5. März 2024 um 10:00 Uhr schrieb Jane Roe <\njane@acme.example>:",
    "Le mar. 5 mars 2024 à 10:00, Jane Roe <jane@acme.example> a écrit :",
    "El mar, 5 mar 2024 a las 10:00, Jane Roe (<jane@acme.example>) escribió:",
    "Em ter., 5 de mar. de 2024 às 10:00, Jane Roe <jane@acme.example>\nescreveu:",
    "Il giorno mar 5 mar 2024 alle ore 10:00 Jane Roe <jane@acme.example> ha scritto:",
    "Op di 5 mrt 2024 om 10:00 schreef Jane Roe <jane@acme.example>:",
    "Den 5. mars 2024 kl. 10.00 skrev Jane Roe <jane@acme.example>:",
    "Den tis 5 mars 2024 kl 10:00 skrev Jane Roe <jane@acme.example>:",
    "wt., 5 mar 2024 o 10:00 Jane Roe <jane@acme.example> napisał(a):",
    "вт, 5 мар. 2024 г. в 10:00, Jane Roe <jane@acme.example> написал:",
    "2024年3月5日(火) 10:00 Jane Roe <jane@acme.example>:",
    "Jane Roe <jane@acme.example> wrote:",
]

BLOCKS = [
    "-----Original Message-----\nFrom: Jane Roe\nSent: Tuesday, March 5, 2024 10:00 AM\nTo: Max\nSubject: Interview",
    "________________________________\nFrom: Jane Roe <jane@acme.example>\nSent: 05 March 2024 10:00\nTo: Max\nSubject: x",
    "From: Jane Roe <jane@acme.example>\nDate: Tuesday, 5 March 2024 at 10:00\nTo: Max\nSubject: Interview",
    "*From:* Jane Roe\n*Sent:* Tuesday\n*To:* Max\n*Subject:* Interview",
    "Von: Jane Roe\nGesendet: Dienstag, 5. März 2024 10:00\nAn: Max\nBetreff: Gespräch",
    "De : Jane Roe\nEnvoyé : mardi 5 mars 2024 10:00\nÀ : Max\nObjet : Entretien",
    "De: Jane Roe\nEnviado: martes, 5 de marzo de 2024 10:00\nPara: Max\nAsunto: Entrevista",
    "Da: Jane Roe\nInviato: martedì 5 marzo 2024 10:00\nA: Max\nOggetto: Colloquio",
    "Van: Jane Roe\nVerzonden: dinsdag 5 maart 2024 10:00\nAan: Max\nOnderwerp: Gesprek",
    "Jane Roe@ACME\n03/05/2024 10:00 AM\nTo: Max Poe/ACME\ncc: Kim\nSubject: Interview",
    "---------- Forwarded message ---------\nFrom: Jane Roe <jane@acme.example>\nDate: Tue, 5 Mar 2024\nSubject: x\nTo: Max",
    "Begin forwarded message:\n\nFrom: Jane Roe\nSubject: x",
    "-------- Weitergeleitete Nachricht --------\nBetreff: x\nVon: Jane Roe",
    "---------------------- Forwarded by Jane Roe/HOU/ACME on 03/05/2024 10:00 AM ---------------------------",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_marked_quotes_below_an_answer(attribution: str) -> None:
    text = f"Thursday works for me.\n\n{attribution}\n\n> Could you do Thursday?\n> Jane\n"
    assert new_text(text) == "Thursday works for me."


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_unmarked_quotes_below_an_answer(attribution: str) -> None:
    text = f"Thursday works for me.\n\n{attribution}\n\nCould you do Thursday?\nJane\n"
    assert new_text(text) == "Thursday works for me."


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_answers_between_quoted_lines(attribution: str) -> None:
    text = f"{attribution}\n> Could you do Thursday?\n\nYes.\n\n> At which number?\n\n+44 20 7946 0000\n"
    assert new_text(text) == "Yes.\n\n\n+44 20 7946 0000"


@pytest.mark.parametrize("block", BLOCKS)
def test_header_blocks_end_the_new_text(block: str) -> None:
    assert (
        new_text(f"Thursday works for me.\n\n{block}\n\nCould you do Thursday?") == "Thursday works for me."
    )


@pytest.mark.parametrize("block", BLOCKS)
def test_a_bare_forward_says_nothing(block: str) -> None:
    assert new_text(f"{block}\n\nCould you do Thursday?\n\nJane") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Hi Max,\n\nOn Thursday we wrote to you about the test:\nplease open the link.\n\nJane",
        "Your trip\n\nFrom: London\nTo: Paris\nDate: 5 March\n\nSafe travels.",
        "Interview details\n\nDate: 5 March\nTime: 10:00\nTo: be confirmed\n\nBest",
        "On a side note: could you send your references?",
        "We have two questions:\n\n- When can you start?\n- What do you earn?\n\nThanks, Jane",
        "Sent from the team that you met on Monday: a short note to say how much we enjoyed it.",
        "Jane said you wrote the parser yourself. Which part was hardest?",
        "Am Montag um 10:00 haben wir ein Gespräch. Passt das?",
        "See -- we do care -- about this.",
        "A | B\n1 | 2",
        "Subject: matter experts will join\nThe date: Thursday",
    ],
)
def test_prose_stays(text: str) -> None:
    assert new_text(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes.\n\n-- \nMax Poe\n+44 20 7946 0000", "Yes."),
        ("Yes.\n\n--\nMax Poe", "Yes."),
        ("Yes.\n\nSent from my iPhone", "Yes."),
        ("Yes.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>", "Yes."),
        ("Yes.\n\nVon meinem iPhone gesendet", "Yes."),
        ("Oui.\n\nEnvoyé de mon iPhone", "Oui."),
        ("Sí.\n\nEnviado desde mi iPhone", "Sí."),
        ("Yes.\n\nSent from my iPad\n\nOn Mar 5, 2024, at 10:00, Jane <j@x.org> wrote:\n\n> Ok?", "Yes."),
        (
            "Yes.\n\nCONFIDENTIALITY NOTICE: this mail\nis private. Please reply to us.\n\nMax",
            "Yes.\n\n\nMax",
        ),
        ("CAUTION: External sender. Do not click.\n\nCan you talk on Friday?", "Can you talk on Friday?"),
        (
            "Yes.\n_______________________________________________\ndevs mailing list\ndevs@lists.example",
            "Yes.",
        ),
        ("-- \nMax Poe", "-- \nMax Poe".strip()),
        ("> all quoted\n> here", ""),
        ("", ""),
        ("\n\n  \n", ""),
        ("Hello\n\n\n\n\nthere", "Hello\n\n\nthere"),
    ],
)
def test_signatures_and_footers(text: str, expected: str) -> None:
    assert [line.rstrip() for line in new_text(text).split("\n")] == [
        line.rstrip() for line in expected.split("\n")
    ]


def test_a_rule_high_in_a_long_text_is_no_signature() -> None:
    text = "Summary\n--\n" + "\n".join(f"Line {number} of the brief." for number in range(60))
    assert new_text(text) == text


@pytest.mark.parametrize(
    "piece",
    ["On 5 May 2024\n", "From: x\n", "From: x\nSent: y\nTo: z\nSubject: s\n> q\nt\n", "x wrote:\n", "-- \n", "-", "> ", "\n",
     "JD> x\n", "Sent from my ", "_", "a@b\n", "On 1.1.2024 a@b wrote\n", "To: x\ncc: y\n", "5/5/2024 10:00\nTo:\n"],
)  # fmt: skip
def test_a_text_of_one_piece_ends_and_grows_nothing(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    assert len(new_text(text)) <= len(text)
