"""What the two banks lack: named days, moved interviews, thanks, follow-ups, invitations.

Written without looking at the program's phrase tables. ``{day}`` and ``{date}`` are put in by
the story, the other fields as in :mod:`tests.simulation.wording`.
"""

from __future__ import annotations

# ------------------------------------------------------------------------- the owner's side

PROMISE = (
    "Thanks for this! I'll send it to you by {day}.",
    "Got it. You'll have it from me on {day}.",
    "Thank you - I will get back to you by {day} with everything you need.",
    "Received, thanks. I need a little time and will let you have it by {day}.",
    "Thanks, I am travelling right now, but I'll come back to you on {day}.",
    "Sure! I should be able to get it over to you by {day}.",
    "I'll have it ready by {day}, promise.",
    "Busy days here, sorry. Expect my answer by {day}.",
)
AGREE = (
    "{day} at {clock} works well for me. Looking forward to it!",
    "Thank you, {day} {clock} it is.",
    "Happy to talk on {day} at {clock}.",
    "I could do {day} at {clock}, if that suits you.",
)
MOVE = (
    "I'm afraid something has come up at work and I can't make our interview on {old}. Could we move it to {day} at "
    "{clock}?",
    "Apologies, but I need to reschedule our call on {old}. Would {day} at {clock} work for you?",
    "My train was cancelled - is there any chance of postponing our conversation on {old} to {day}, {clock}?",
    "So sorry to do this: can we find a different time for the interview on {old}? My son is ill. {day} {clock} would be "
    "perfect.",
    "I have to ask you to push our meeting on {old} back. Could you do {day} at {clock} instead?",
)
THANKS = (
    "Thank you for your time today. I enjoyed our conversation and learning about the team.",
    "Many thanks for the interview! It was great to hear how you work.",
    "I wanted to thank you for the good conversation today.",
)
FOLLOW_UP = (
    "I wanted to ask whether there is any news on my application.",
    "Just checking in on where things stand with the {role} position. Is there an update you could share?",
    "I hope all is well. Have you been able to make a decision about the next steps yet?",
    "Could you tell me when I might expect to hear from you about the {role} role?",
)

# ------------------------------------------------------------------------- the employer's side

SCREEN = (
    "I'd like to set up a phone screen with you to talk about the {role} position. When would you be free for a "
    "20-minute call on {day1} or {day2}?",
    "As a first step I would like to have a short introductory call with you. Which times suit you this week?",
    "Could we have a quick recruiter call about the role? Please send me two or three times that work for you.",
)
TECH = (
    "The next round is a technical interview with {other}: an hour of live coding in a shared editor. Which slots "
    "could you offer on {day1} or {day2}?",
    "We'd like to invite you to a pair programming session with one of our engineers. When would suit you?",
    "Next is the technical phone interview. Could you give me your availability for 60 minutes this week?",
)
TEST_OPEN = (
    "As a next step we'd like you to do a small take-home exercise; the brief is attached. There is no hard deadline, "
    "just send us a link to your repository when you are done.",
    "Please have a go at our coding challenge (see the attached PDF) and return your solution to me.",
    "We would like to see some code: please work through the attached programming task and send back your solution.",
)
GO_ON = (
    "Everybody would like to see you in the next round. Would you like to continue with the process?",
    "The team wants to take you further. Shall we go ahead with the next step? Please let me know whether you are still up for it.",
)
MOVED = (
    "No problem at all, I have moved it. The new invitation is attached.",
    "Of course! The call is now at the new time, see the updated invitation.",
)
INVITE = (
    "As agreed, here is the calendar invitation for our interview. Looking forward to it!",
    "Great, that is settled then. The invitation is attached - talk to you soon.",
    "Confirmed! I've attached the calendar entry with the dial-in details.",
)
EMPLOYER_DAY = (
    "Thank you! I will discuss it with the team, and you will hear from us by {date}.",
    "Thanks, all received. We'll get back to you by {date}.",
    "Perfect, thank you. We plan to let you know our decision by {date}.",
)
GOOD_NEWS = (
    "I just wanted to tell you that the feedback on your interview was excellent. The team was very impressed!",
    "Short note: everyone who met you was delighted with how it went. You did a fantastic job.",
    "{other} came out of the interview beaming: really strong performance, great impression all round.",
)
RESUME = (
    "Good news: the position has been released again, so we are picking the process up where we left off.",
    "The hiring freeze is over and the {role} role is open again. We would like to continue with you.",
)
EXTEND = (
    "No problem at all, take until {date} for the exercise.",
    "Happy to give you more time: the new deadline for the test is {date}.",
    "Sure, life happens. Please hand it in by {date} instead.",
)
NEVER_MIND = (
    "Please ignore my last question, I have found the answer in your CV.",
    "No need to answer my mail any more, we've sorted it out on our side.",
    "You can disregard my request below - it's all settled now.",
)
