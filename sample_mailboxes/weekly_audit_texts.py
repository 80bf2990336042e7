# ruff: noqa: E501
"""The plan and the words of ``weekly_audit.mbox``: who writes what, and when (Berlin time)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mailwriter import Person

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Step:
    """One mail of the plan, with the answer to it when it asks something."""

    key: str
    when: str
    text: str
    sender: Person | None = None
    """None: Maya writes."""
    subject: str = ""
    """'' continues the conversation."""
    kind: str = ""
    """Kind of wait that it opens; '' when it asks nothing."""
    answer: str = ""
    answered: str = ""
    """Moment of the answer; '' is drawn."""
    to: tuple[Person, ...] = ()
    html: bool = False
    files: tuple[str, ...] = ()
    """Attachments: of the answer when there is one, else of the mail itself."""
    headers: tuple[tuple[str, str], ...] = ()
    event_start: str = ""
    closed_by: str = ""
    """Key of a platform's mail that closes the wait."""
    closer: Person | None = None
    closed_subject: str = ""
    closed_text: str = ""
    truth: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """Everything between Maya and one employer."""

    employer: str
    truth: dict[str, object]
    steps: tuple[Step, ...]
    lapses: tuple[dict[str, object], ...] = ()


def platform(name: str, address: str) -> Person:
    """A machine that writes."""
    return Person(name, address, "platform", "UTC")


def due(day: str) -> tuple[str, object]:
    """A stated deadline, Berlin time."""
    return ("deadline", datetime.fromisoformat(day).replace(tzinfo=BERLIN))


DANA = Person(
    "Dana Ortiz",
    "dana.ortiz@haldenrobotics.example",
    "gmail",
    "Europe/Berlin",
    "Dana Ortiz\nTalent Partner, Halden Robotics",
)
NAIR = Person(
    "Priya Nair",
    "priya.nair@okapihealth.example",
    "gmail",
    "Europe/Berlin",
    "Priya Nair (she/her)\nPeople team, Okapi Health",
)
OKORO = Person(
    "T. Okoro",
    "tunde@quillmark.example",
    "gmail",
    "Europe/London",
    "Tunde Okoro\nHead of Engineering, Quillmark",
)
VOSS = Person(
    "Henrik Voss",
    "henrik@bluefinchbank.example",
    "outlook",
    "Europe/Berlin",
    "Henrik Voss | Engineering Recruitment\nBluefinch Bank AG",
)
LUMEN = Person(
    "Greta Lumen, Lumen & Sons <GmbH>",
    "greta@lumenandsons.example",
    "outlook",
    "Europe/Berlin",
    "Greta Lumen\nLumen & Sons <GmbH>",
)
SOFIE = Person(
    "Sofie Lund", "sofie.lund@ferrouslabs.example", "gmail", "Europe/Copenhagen", "Sofie Lund\nFerrous Labs"
)
MORITA = Person(
    "森田 香織",
    "k.morita@midori.example",
    "gmail",
    "Asia/Tokyo",
    "森田 香織 / Kaori Morita\n株式会社みどり (Midori)",
)
LEA = Person(
    "Léa Marchand", "lea.marchand@tessellate.example", "outlook", "Europe/Paris", "Léa Marchand\nTessellate"
)
OWEN = Person(
    "Owen Ashworth",
    "o.ashworth@pembertonashworth.example",
    "outlook",
    "Europe/London",
    "Owen Ashworth\nPemberton, Ashworth & Associated Engineers PLC",
)
INGRID = Person(
    "Ingrid Moe", "ingrid.moe@nordlysenergi.example", "apple", "Europe/Oslo", "Ingrid Moe\nNordlys Energi"
)
JONAS = Person(
    "Jonas Wren",
    "jonas@wrenfieldmobility.example",
    "gmail",
    "Europe/Berlin",
    "Jonas Wren, Wrenfield Mobility",
)

HALDEN = Process(
    "Halden Robotics",
    {"role": "Platform Engineer", "status": "active", "turn": "you"},
    (
        Step("hal-1", "2026-10-12 10:04:00", """
            Hi Maya,

            your application for Platform Engineer is with us. The first thing that happens now is
            that Dana from our people team reads it with a cup of tea.

            Halden Robotics
            """, platform("Halden Robotics", "no-reply@us.greenhouse-mail.io"), "Your application to Halden Robotics", html=True),
        Step("hal-2", "2026-10-15 09:42:10", """
            Hi Maya,

            Dana here. Tea is finished, and I'd love to hear more! Have you got half an hour on
            {+2} or {+3}? Mornings are easier for me.
            """, DANA, "Platform Engineer at Halden", "schedule", """
            Hi Dana,

            good morning! {+2}, 9:30, if that isn't too early for tea.
            """),
        Step("hal-3", "2026-10-15 19:10:00", """
            Never too early. I'll ring you on video then.
            """, DANA),
        Step("hal-4", "2026-10-20 10:20:00", """
            Hi Maya,

            that went by fast. You would get on well with the crew. I am sending the exercise over
            in the next days, it comes by way of HackerRank.
            """, DANA),
        Step("hal-5", "2026-10-20 14:05:12", """
            Thank you, Dana, for the time and for the honest words about the night shifts.
            """, None),
        Step("hal-6", "2026-10-26 09:00:30", """
            Maya Lindqvist,

            Halden Robotics asks you to solve "Fleet queues", 75 minutes.

            Open the test: https://www.hackerrank.com/tests/fl33tq/start
            Please finish it before 2 Nov 2026, 18:00 CET; the link stops working then.

            HackerRank, for Halden Robotics
            """, platform("HackerRank", "support@hackerrankforwork.com"), "Fleet queues: a test from Halden Robotics", "code_test",
            html=True, closed_by="hal-7", answered="2026-10-30 18:22:41",
            closer=platform("HackerRank", "support@hackerrankforwork.com"), closed_subject="Fleet queues: we have your answers",
            closed_text="""
            Maya Lindqvist,

            thank you for taking "Fleet queues". Your submission has been received and Halden
            Robotics can see it now.

            HackerRank, for Halden Robotics
            """, truth=(("closed_how", "submission"), due("2026-11-02 18:00:00"))),
        Step("hal-8", "2026-11-03 11:12:00", """
            Hello again,

            everything green on the exercise! The crew wants you here for a day: three talks, one of
            them over lunch. We could do {+4}, {+6} or {+7}. What do you say?
            """, DANA, "", "schedule", """
            Hurray! {+7} would be best, then I can prepare on the weekend.
            """),
        Step("hal-9", "2026-11-04 08:40:00", """
            Written in stone. Ask for me at the gate.
            """, DANA),
        Step("hal-10", "2026-11-05 13:30:00", """
            For the lab visit: which shoe size are you? No joke, the safety shoes come in sizes.
            """, DANA, "", "question", """
            Ha! 39, please.
            """),
        Step("hal-11", "2026-11-12 20:11:20", """
            Dear Dana,

            thanks to all of you for today. I have still got dust on the (size 39) shoes.
            """, None),
        Step("hal-12", "2026-11-16 15:02:18", """
            Hi Maya,

            the crew has talked. I'd rather not say too much in an email, but you can be pleased.

            To take it to the next table, could you send me two references, people who have
            seen you at work, with a way to reach them?
            """, DANA, "Next steps", "references"),
    ),
    (
        {"kind": "open_ask", "kind_also": ["neglected"]},
    ),
)  # fmt: skip

OKAPI = Process(
    "Okapi Health",
    {"role": "Backend Engineer", "status": "active", "turn": "you"},
    (
        Step("oka-1", "2026-10-30 08:31:00", """
            Hello Maya,

            we have your application for the position of Backend Engineer. Reading takes us about a
            week.

            Okapi Health
            """, platform("Okapi Health Hiring Team", "no-reply@ashbyhq.com"), "Application received", html=True),
        Step("oka-2", "2026-11-02 15:20:44", """
            Hi Maya,

            nice to e-meet you! A question before we go on: did you build the consent service you
            mention yourself, or was that the team next door?
            """, NAIR, "Your application: Backend Engineer", "question", """
            Hi Priya,

            the first version was mine, alone. The second one was built by four of us and is a lot
            better.
            """),
        Step("oka-3", "2026-11-05 09:05:13", """
            Excellent, that is just what they wanted to hear. Could we talk on {+1} at 11:30, or on
            {+2} at 16:00?
            """, NAIR, "", "schedule", """
            {+2} at 16:00, please.
            """),
        Step("oka-4", "2026-11-05 17:40:00", """
            See you then! The link is in the calendar entry.
            """, NAIR, event_start="2026-11-09 16:00:00"),
        Step("oka-5", "2026-11-10 09:01:50", """
            Good morning Priya, thank you for yesterday. I looked up the paper that you mentioned.
            """, None),
        Step("oka-6", "2026-11-12 11:48:09", """
            Isn't it great? The team asks: how do you feel about being on call one week in eight?
            """, NAIR, "", "question", """
            Absolutely fine with me, I come from one in five.
            """),
        Step("oka-7", "2026-11-19 16:03:27", """
            Hi Maya,

            we're ready for the panel. Would Thursday 26 November work, at 10:00 or at 14:00?
            """, NAIR, "", "schedule"),
    ),
    ({"kind": "open_ask", "kind_also": ["neglected"]},),
)  # fmt: skip

QUILLMARK = Process(
    "Quillmark",
    {"stage": "sourced", "status": "active", "turn": "you"},
    (
        Step("qui-1", "2026-11-22 21:10:35", """
            Hello Maya,

            we haven't met. I run engineering at Quillmark (we make writing tools for lawyers) and
            came across your talk on leases. We are about to open a platform role. Would you be up
            for a short call some time?
            """, OKORO, "Your talk on leases", "outreach", truth=(("kind_also", ["schedule", "question", "message"]),)),
    ),
)  # fmt: skip

BLUEFINCH = Process(
    "Bluefinch Bank",
    {"role": "Site Reliability Engineer", "stage": "offer", "status": "active", "turn": "employer"},
    (
        Step("blu-1", "2026-08-25 19:12:00", """
            Dear Mr Voss,

            I am applying for the job of Site Reliability Engineer. My CV is attached.
            """, None, "Application: Site Reliability Engineer", to=(VOSS,), files=("cv-lindqvist.pdf",)),
        Step("blu-2", "2026-08-27 10:31:15", """
            Dear Maya,

            thank you for applying. So that I may forward your papers: which salary do you expect?

            Kind regards
            """, VOSS, "", "question", """
            Dear Mr Voss,

            88,000 a year would be my figure.
            """),
        Step("blu-3", "2026-09-01 14:10:22", """
            Dear Maya,

            that is within the band. I'd like to phone you. When can I catch you this week?

            Kind regards
            """, VOSS, "", "schedule", """
            I work from home on {+2}, so at any hour on that day.
            """),
        Step("blu-4", "2026-09-02 10:00:00", """
            Then I'll call at eleven.
            """, VOSS),
        Step("blu-5", "2026-09-10 09:44:51", """
            Dear Maya,

            the department would like to examine a few points in depth, by video, one hour, with two
            engineers. I can offer {+3}, 15:00, or {+4}, 09:00. Please tell me which you prefer.

            Kind regards
            """, VOSS, "", "schedule", """
            Dear Henrik,

            {+4} at 09:00 suits me better.
            """),
        Step("blu-6", "2026-09-11 08:15:00", """
            Reserved.

            Kind regards
            """, VOSS),
        Step("blu-7", "2026-09-16 18:33:40", """
            Dear Henrik,

            thanks to you and the two engineers for this morning's conversation.
            """, None),
        Step("blu-8", "2026-09-21 11:02:05", """
            Dear Maya,

            positive news. Compliance now requires your certificates (degree, last two employers).
            Please let me have them as a PDF.

            Kind regards
            """, VOSS, "", "documents", """
            Dear Henrik,

            here they are, all three in one file.
            """, files=("certificates-lindqvist.pdf",)),
        Step("blu-9", "2026-09-28 08:50:00", """
            Hello,

            Bluefinch Bank AG has invited you to a Codility assessment: "Incident drill". You have
            50 minutes from the moment you press start.

            https://app.codility.com/c/run/BLUF-7QX2/
            Deadline: 5 October 2026, 12:00 CEST.
            """, platform("Codility", "no-reply@codility.com"), "Bluefinch Bank AG: assessment for Site Reliability Engineer", "code_test",
            html=True, closed_by="blu-10", answered="2026-10-01 17:12:08",
            closer=platform("Codility", "no-reply@codility.com"), closed_subject="Assessment received",
            closed_text="""
            Hello,

            we confirm that you completed "Incident drill" for Bluefinch Bank AG.
            """, truth=(("closed_how", "submission"), due("2026-10-05 12:00:00"))),
        Step("blu-11", "2026-10-07 16:25:33", """
            Dear Maya,

            you passed, congratulations. Ms. Brandl (CTO) asks you to Frankfurt. Can you come on {+5}
            or on {+6}? We pay for the train.

            Kind regards
            """, VOSS, "", "schedule", """
            With pleasure: {+6}, I can be there from noon on.
            """),
        Step("blu-12", "2026-10-08 09:20:00", """
            12:30 then. Ground floor, on the left, ask for Ms. Brandl.
            """, VOSS),
        Step("blu-13", "2026-10-16 08:55:19", """
            Dear Henrik,

            would you pass on my thanks to Ms. Brandl? The ride home was too short for all the notes.
            """, None),
        Step("blu-14", "2026-10-22 13:13:13", """
            Dear Maya,

            Ms. Brandl is all for it. The works council asks whether you would work on bank holidays of
            other states than your own. Is that acceptable to you?

            Kind regards
            """, VOSS, "", "question", """
            Yes, it is, as long as I get the days back.
            """),
        Step("blu-15", "2026-10-29 10:10:48", """
            Dear Maya,

            as a bank we have to speak with former superiors. Kindly name two, with telephone number.

            Kind regards
            """, VOSS, "", "references", """
            Dear Henrik,

            Ruth Abel, +49 30 5550 0171, and Samir Haddad, +49 170 5550 0199. They know.
            """),
        Step("blu-16", "2026-11-06 15:00:00", """
            Dear Maya,

            for your information: both conversations have taken place, to our full satisfaction. The
            board signs next week.

            Kind regards
            """, VOSS),
        Step("blu-17", "2026-11-12 17:15:21", """
            Dear Maya,

            I have the pleasure of sending you our offer of employment, see attachment. Kindly let
            me know by Friday, 20 November whether you accept.

            Kind regards
            """, VOSS, "Your contract with Bluefinch Bank", "offer", """
            Dear Henrik,

            many thanks, I am delighted. Before I can say yes there is one point: with on-call duty one
            week in four I would need 92,000 rather than 88,000. Everything else is perfect as it is.
            """, answered="2026-11-16 09:40:02", truth=(due("2026-11-20 23:59:59"),)),
        Step("blu-18", "2026-11-17 16:30:00", """
            Dear Maya,

            understood. I shall take it to the board and report back.

            Kind regards
            """, VOSS),
    ),
)  # fmt: skip

LUMEN_AND_SONS = Process(
    "Lumen & Sons",
    {"stage": "code_test", "status": "active", "turn": "employer"},
    (
        Step("lum-1", "2026-10-19 08:44:00", """
            Good morning Ms. Lindqvist,

            your name came up at our regulars' table. May I ask whether light controls would
            interest you at all?
            """, LUMEN, "A question", "question", """
            Good morning Ms. Lumen,

            they would indeed! I have been soldering my own for years.
            """, truth=(("kind_also", ["outreach"]),)),
        Step("lum-2", "2026-10-22 09:30:30", """
            Dear Ms. Lindqvist,

            how nice. Let us talk then: {+1} or {+2}, what suits you?
            """, LUMEN, "", "schedule", """
            {+2}, after 14:00, would be fine.
            """),
        Step("lum-3", "2026-10-30 14:20:00", """
            Dear Ms. Lindqvist,

            as we said on the telephone, here is the take-home brief: a dimmer that does not flicker.
            We look forward to your solution, until Thursday, 5 November, 18:00 at the latest please.
            """, LUMEN, "Take-home brief", "code_test", """
            Dear Ms. Lumen,

            here is my dimmer: https://git.fernmail.example/maya/dimmer
            I am sorry that it is a few hours late, the last flicker would not go away.
            """, answered="2026-11-06 10:24:00", files=(),
            truth=(due("2026-11-05 18:00:00"), ("closed_how", "submission"), ("closed_how_also", ["reply"]))),
        Step("lum-4", "2026-11-06 11:30:00", """
            Received with thanks. My son will look at it in peace and quiet.
            """, LUMEN),
    ),
    ({"kind": "late_test"},),
)  # fmt: skip

FERROUS = Process(
    "Ferrous Labs",
    {"status": "active", "turn": "employer"},
    (
        Step("fer-1", "2026-11-02 10:10:10", """
            Hi Maya,

            Sofie from Ferrous Labs. You applied through our site last week. May I ask what made you
            choose Rust for the scheduler?
            """, SOFIE, "Systems Engineer", "question", """
            Hi Sofie,

            mostly that I sleep better. The longer answer has to do with cancellation.
            """),
        Step("fer-2", "2026-11-04 09:15:00", """
            I want the longer answer! Any chance of 30 minutes on {+2}?
            """, SOFIE, "", "schedule", """
            There is: {+2} at 13:00?
            """),
        Step("fer-3", "2026-11-04 18:00:00", """
            13:00 it is.
            """, SOFIE),
        Step("fer-4", "2026-11-10 09:50:42", """
            That was a good longer answer. Two of us would like to know whether you'd consider
            moving to Copenhagen, or would it have to be remote?
            """, SOFIE, "", "question", """
            Remote for the first year, and then I would be happy to look at flats.
            """),
    ),
)  # fmt: skip

MIDORI = Process(
    "株式会社みどり (Midori)",
    {"status": "active", "turn": "employer"},
    (
        Step("mid-1", "2026-11-03 02:40:00", """
            Lindqvist-sama,

            thank you for your application to the data centre team. Is it possible for you to have
            meetings at 8 in the morning, German time?
            """, MORITA, "面接について / about your interview", "question", """
            Morita-san,

            yes, eight o'clock is no problem at all.
            """, truth=(("kind_also", ["schedule"]),)),
        Step("mid-2", "2026-11-06 02:15:30", """
            Thank you. Then I would like to propose {+2} or {+3}, 8:00. Which is convenient?
            """, MORITA, "", "schedule", """
            {+3}, 8:00, with pleasure.
            """),
        Step("mid-3", "2026-11-06 11:02:00", """
            Confirmed. よろしくお願いいたします。
            """, MORITA),
        Step("mid-4", "2026-11-13 03:30:00", """
            Lindqvist-sama,

            everybody enjoyed the talk on Wednesday. Our director wishes to join a second one. May we
            ask for two or three dates in the last week of November?
            """, MORITA, "", "schedule", """
            Morita-san,

            24, 25 or 26 November, each at 8:00.
            """),
        Step("mid-5", "2026-11-13 12:20:00", """
            Thank you for your quick answer. I will ask the director and write again.
            """, MORITA),
    ),
)  # fmt: skip

NOOR = Process(
    "Noor Labs",
    {"stage": "applied", "status": "active", "turn": "employer"},
    (
        Step("noo-1", "2026-10-28 09:00:00", """
            Hello Maya,

            شكراً لك! Thank you for applying as Infrastructure Engineer. Your application is complete.

            مختبرات النور
            """, platform("مختبرات النور Noor Labs Hiring Team", "no-reply@ashbyhq.com"), "Noor Labs has received your application", html=True),
    ),
)  # fmt: skip

TESSELLATE = Process(
    "Tessellate",
    {"status": "active", "turn": "employer"},
    (
        Step("tes-1", "2026-10-06 15:40:00", """
            Bonjour Maya,

            I look after the simulation teams here. Your CV is on my desk, with a sticker. What kind of
            maths do you enjoy most?
            """, LEA, "Simulation Engineer", "question", """
            Bonjour Léa,

            anything with queues in it, I fear.
            """),
        Step("tes-2", "2026-10-09 09:20:11", """
            Then we must talk. Are you free on {+1} at 10:30 or at 17:00?
            """, LEA, "", "schedule", """
            10:30 is perfect.
            """),
        Step("tes-3", "2026-10-13 18:05:00", """
            Merci Léa, that was a pleasure. I have sent the puzzle to two friends.
            """, None),
        Step("tes-4", "2026-10-21 09:00:44", """
            Bonjour Maya,

            both team leads would like to meet you in Paris in the first days of November. Please
            choose a day and I shall see to the train.
            """, LEA, "Tuesday", "schedule", """
            Bonjour Léa,

            I am late with this, pardon! 3 November would be wonderful.
            """, answered="2026-10-25 10:24:00"),
        Step("tes-5", "2026-10-26 09:30:00", """
            Pas de souci. Your ticket is attached.
            """, LEA, files=("ticket-paris.pdf",)),
        Step("tes-6", "2026-11-04 10:15:26", """
            Dear Léa,

            thank you for a wonderful day. I did not know that one can be asked about sand piles for
            an hour and want more.
            """, None),
        Step("tes-7", "2026-11-05 14:45:37", """
            They want more, too! One of them asks if you know SimPy. Do you?
            """, LEA, "", "question", """
            I do, we used it for the parcel hubs.
            """),
    ),
    ({"kind": "slow_schedule"},),
)  # fmt: skip

PEMBERTON = Process(
    "Pemberton, Ashworth & Associated Engineers PLC",
    {"status": "active", "turn": "employer"},
    (
        Step("pem-1", "2026-08-31 16:10:00", """
            Dear Ms Lindqvist,

            Your letter has been passed to me. I shall read it on the train and write again.

            Yours sincerely,
            """, OWEN, "Your application"),
        Step("pem-2", "2026-09-04 16:40:00", """
            Dear Ms Lindqvist,

            It was a good train journey. Are you still interested, and if so, what notice period do
            you have?

            Yours sincerely,
            """, OWEN, "", "question", """
            Dear Mr Ashworth,

            I am, very much. Six weeks to the end of a month.
            """, answered="2026-09-08 09:05:00"),
        Step("pem-3", "2026-09-15 12:00:31", """
            Dear Ms Lindqvist,

            Splendid. My partners should like to see you on the screen. Would you kindly choose between
            {+2} and {+5}, at 3 pm our time?

            Yours sincerely,
            """, OWEN, "", "schedule", """
            Dear Mr Ashworth,

            {+2}, please. I shall put on a proper jacket.
            """),
        Step("pem-4", "2026-09-24 09:22:00", """
            Dear Ms Lindqvist,

            We were charmed, jacket and all. The matter now rests with our insurers, who are slow.

            Yours sincerely,
            """, OWEN),
        Step("pem-5", "2026-10-27 15:25:10", """
            Dear Ms Lindqvist,

            The insurers have stirred. Have you any objection to a probation of six months?

            Yours sincerely,
            """, OWEN, "", "question", """
            Dear Mr Ashworth,

            none whatsoever.
            """),
        Step("pem-6", "2026-11-13 17:05:00", """
            Dear Ms Lindqvist,

            One more and I shall leave you in peace: does your landlord allow a drawing board of two
            metres, or shall we rent a room?

            Yours sincerely,
            """, OWEN, "", "question", """
            Dear Mr Ashworth,

            he does, I asked him, and he wants to see it.
            """, answered="2026-11-16 10:45:12"),
    ),
)  # fmt: skip

CORVID = Process(
    "Corvid Analytics",
    {"stage": "applied", "status": "active", "turn": "employer"},
    (
        Step("cor-1", "2026-11-10 12:30:00", """
            Hi Maya,

            this is to say that your CV for the post of Analytics Platform Engineer has reached
            Corvid Analytics. If we see a fit, a colleague will contact you about a first call.
            """, platform("Corvid Analytics", "no-reply@hire.lever.co"), "Thanks for your application to Corvid Analytics", html=True,
            headers=(("List-Unsubscribe", "<https://hire.lever.co/optout/91c0>"),)),
    ),
)  # fmt: skip

NORDLYS = Process(
    "Nordlys Energi",
    {"role": "Grid Platform Engineer", "outcome": "rejected", "status": "closed", "turn": "nobody"},
    (
        Step("nor-1", "2026-08-24 09:20:00", """
            Hi Maya!

            Thank you for applying for the role of Grid Platform Engineer. We'll be in touch.

            Nordlys Energi
            """, platform("Nordlys Energi", "no-reply@nordlysenergi.teamtailor-mail.com"), "We have received your application", html=True),
        Step("nor-2", "2026-08-28 10:05:00", """
            Hi Maya,

            Ingrid here, I hire for the grid teams. Would a call on {+1} or {+2} be possible for you?
            """, INGRID, "Grid Platform Engineer", "schedule", """
            Hi Ingrid,

            {+1} after ten is good.
            """),
        Step("nor-3", "2026-08-31 14:00:00", """
            Thanks for the talk just now! I'll discuss with the team.
            """, INGRID),
        Step("nor-4", "2026-09-03 11:11:00", """
            Next: could you tell me a little about the largest outage you were part of? A paragraph
            will do, I'd like to hand it on.
            """, INGRID, "", "question", """
            Three hours without parcel labels in December 2023: an expired certificate, a retry storm
            and me on a train. We now rehearse it every autumn.
            """),
        Step("nor-5", "2026-09-07 08:00:00", """
            Hello Maya,

            Nordlys Energi invites you to complete the CodeSignal assessment "General coding".
            You can take it until Monday, 14 September 2026, 23:59 CEST.

            Start here: https://app.codesignal.com/invite/nord-4471

            CodeSignal
            """, platform("CodeSignal", "no-reply@codesignal.com"), "Nordlys Energi: your assessment", "code_test", html=True,
            closed_by="nor-6", answered="2026-09-10 19:05:50", closer=platform("CodeSignal", "no-reply@codesignal.com"),
            closed_subject="Assessment completed",
            closed_text="""
            Hello Maya,

            your "General coding" assessment is complete and your result was shared with Nordlys
            Energi.

            CodeSignal
            """, truth=(("closed_how", "submission"), due("2026-09-14 23:59:00"))),
        Step("nor-7", "2026-09-17 13:20:48", """
            Well done on the coding part! Shall we do the panel on {+3} or {+4}? It takes two hours.
            """, INGRID, "", "schedule", """
            {+4}, from one o'clock on, would be great.
            """),
        Step("nor-8", "2026-09-18 09:00:00", """
            Panel is set for {+3} at 13:00, all will be there.
            """, INGRID),
        Step("nor-9", "2026-09-24 16:44:08", """
            Hi Ingrid,

            a big thank you to all five. Greetings to the one with the parrot!
            """, None),
        Step("nor-10", "2026-10-08 11:00:00", """
            Hi Maya,

            I promised you an answer, and this is the hard kind: they have settled on another
            candidate, who has spent years in the grid world already. It was close, and it was not
            about your skills. I'd be glad if we crossed paths again.
            """, INGRID),
    ),
)  # fmt: skip

WRENFIELD = Process(
    "Wrenfield Mobility",
    {"outcome": "withdrawn", "status": "closed", "turn": "nobody"},
    (
        Step("wre-1", "2026-08-26 11:25:00", """
            hey Maya,

            got your details from the Berlin SRE meetup list, you said yes to being contacted :) do
            you have time for a coffee or a call, say {+2} or {+4}?
            """, JONAS, "Wrenfield needs you", "schedule", """
            Hey Jonas,

            coffee on {+4} then, 17:00 at the canal?
            """, truth=(("kind_also", ["outreach"]),)),
        Step("wre-2", "2026-08-27 09:00:00", """
            canal it is!
            """, JONAS),
        Step("wre-3", "2026-09-08 10:40:05", """
            that was fun. our CTO wants to know how many people you had in your on-call rota, and
            what the worst pager count in a night was?
            """, JONAS, "", "question", """
            Nine people, and 41. We do not talk about the 41.
            """),
        Step("wre-4", "2026-09-14 15:31:59", """
            he says ouch. can you come round for a whiteboard afternoon? {+3}, {+4}?
            """, JONAS, "", "schedule", """
            {+3}, any time after lunch.
            """),
        Step("wre-5", "2026-09-15 08:45:00", """
            2 pm, ring twice, the bell is shy
            """, JONAS),
        Step("wre-6", "2026-09-22 12:12:00", """
            all thumbs up. one thing for the contract people: do you want the ticket for the trains or
            the car allowance?
            """, JONAS, "", "question", """
            The trains, always.
            """),
        Step("wre-7", "2026-10-02 09:30:00", """
            Hey Jonas,

            this is not easy to write, since I like you all: after looking at my other conversations I
            would like to withdraw from the process. Wrenfield is great, the commute is not.
            """, None),
        Step("wre-8", "2026-10-02 12:02:00", """
            awww. understood, and thanks for telling us straight. coffee stays on offer
            """, JONAS),
    ),
)  # fmt: skip

PROCESSES = (
    HALDEN, OKAPI, QUILLMARK, BLUEFINCH, LUMEN_AND_SONS, FERROUS, MIDORI, NOOR, TESSELLATE, PEMBERTON, CORVID, NORDLYS,
    WRENFIELD,
)  # fmt: skip

BULK = (("Precedence", "bulk"), ("List-Unsubscribe", "<https://list-manager.example/u/7741>"))
NEWS = platform("The Compiler Weekly", "hello@compilerweekly.example")
ALERT = platform("LinkedIn Job Alerts", "jobalerts-noreply@linkedin.com")
BANK = platform("Spreekasse", "service@spreekasse.example")
JULE = Person("Jule", "jule.hartmann@nordpost.example", "apple", "Europe/Berlin")
LISTED = (("List-Id", "<weekly.compilerweekly.example>"), *BULK)

NOISE = (
    Step("n-01", "2026-08-24 06:10:00", "Issue 209 is about linkers, love and a lost semicolon.", NEWS, "Issue 209: linkers", html=True, headers=LISTED),
    Step("n-02", "2026-08-27 07:00:00", "9 new jobs for site reliability engineer in Berlin. Kiez Cloud, Havelwerk, Ostwind and six more.", ALERT, "9 new jobs for you", html=True, headers=BULK),
    Step("n-03", "2026-08-30 18:20:00", "are we still on for the lake on saturday? bring the boat!", JULE, "lake", answer="Yes, and the pump this time.", answered="2026-08-30 20:02:00"),
    Step("n-04", "2026-09-01 09:00:00", "Your statement for August is ready. Please sign in to read it.", BANK, "New document"),
    Step("n-05", "2026-09-07 06:10:00", "Issue 211: allocators. Are you hiring? Book a listing by answering this mail.", NEWS, "Issue 211: allocators", html=True, headers=LISTED),
    Step("n-06", "2026-09-09 07:00:00", "Interview season! 12 employers near you are looking for platform engineers.", ALERT, "12 employers are interviewing now", html=True, headers=BULK),
    Step("n-07", "2026-09-13 11:00:00", "Your code is 552 901. It is valid for five minutes. Never share it.", BANK, "Your one-time code"),
    Step("n-08", "2026-09-14 06:10:00", "Issue 212: on being wrong about clocks, politely.", NEWS, "Issue 212: clocks", html=True, headers=LISTED),
    Step("n-09", "2026-09-20 10:12:00", "Dear customer, parcel 00340 is with your neighbour at number 12.", platform("Paketring", "info@paketring.example"), "Your parcel"),
    Step("n-10", "2026-09-25 21:40:00", "can you water the tomatoes until thursday? key is where it always is", JULE, "tomatoes", answer="With pleasure, the tomatoes and I are friends.", answered="2026-09-26 09:15:00"),
    Step("n-11", "2026-09-28 06:10:00", "Issue 214: a garbage collector walks into a bar.", NEWS, "Issue 214: garbage", html=True, headers=LISTED),
    Step("n-12", "2026-10-01 09:00:00", "Your statement for September is there for you to read.", BANK, "New document"),
    Step("n-13", "2026-10-05 06:10:00", "Issue 215: what a cache line costs in 2026.", NEWS, "Issue 215: cache lines", html=True, headers=LISTED),
    Step("n-14", "2026-10-07 07:00:00", "Maya, you look like a match: Staff Engineer at Kiez Cloud. Be among the first ten.", ALERT, "You may be a fit for Staff Engineer", html=True, headers=BULK),
    Step("n-15", "2026-10-12 06:10:00", "Issue 216: three bugs that only happen in autumn.", NEWS, "Issue 216: autumn bugs", html=True, headers=LISTED),
    Step("n-16", "2026-10-18 16:00:00", "A mock interview with a coach, first session free. Which day suits you?", platform("Interviewcoach", "hello@interviewcoach.example"), "Your free mock interview", html=True, headers=(("List-Id", "<promo.interviewcoach.example>"), ("Precedence", "bulk"))),
    Step("n-17", "2026-10-19 06:10:00", "Issue 217: the queue that grew a beard.", NEWS, "Issue 217: queues", html=True, headers=LISTED),
    Step("n-18", "2026-10-25 19:30:00", "clocks went back and so did i, to bed. brunch next sunday?", JULE, "brunch", answer="Brunch! I'll bring the bread.", answered="2026-10-26 08:20:00"),
    Step("n-19", "2026-11-01 09:00:00", "Your statement for October waits behind your sign-in.", BANK, "New document"),
    Step("n-20", "2026-11-02 06:10:00", "Issue 219: borrow checking your weekend.", NEWS, "Issue 219: borrowing", html=True, headers=LISTED),
    Step("n-21", "2026-11-05 07:00:00", "5 new jobs for platform engineer. Havelwerk, Szron, Tarn Mobility and two more.", ALERT, "5 new jobs for you", html=True, headers=BULK),
    Step("n-22", "2026-11-09 06:10:00", "Issue 220: a short history of the semaphore.", NEWS, "Issue 220: semaphores", html=True, headers=LISTED),
    Step("n-23", "2026-11-14 12:40:00", "The lamp you looked at is 15 % off until Monday.", platform("Kettle & Loom", "news@kettleandloom.example"), "Still thinking about it?", html=True, headers=(("List-Id", "<news.kettleandloom.example>"), ("Precedence", "bulk"))),
    Step("n-24", "2026-11-16 06:10:00", "Issue 221: the scheduler that would not sleep.", NEWS, "Issue 221: idle cores", html=True, headers=LISTED),
    Step("n-25", "2026-11-21 17:05:00", "Thank you for flying with us in October. How did we do? The survey takes a minute.", platform("Tagus Air", "survey@tagusair.example"), "How was your flight?", html=True, headers=BULK),
)  # fmt: skip
