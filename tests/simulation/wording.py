"""What people and platforms write, in many voices.

Written without looking at the program's phrase tables: it is the other side of
the test. ``{…}`` are filled by the story. Each list is one intent.
"""

from __future__ import annotations

GREETINGS = ("Hi {me},", "Hello {me},", "Dear {me},", "Hey {me} -", "Good morning {me},", "{me},", "Hi {me}!")
CLOSINGS = (
    "Best,\n{sender}",
    "Kind regards,\n{sender}\n{title} | {employer}",
    "Thanks,\n{sender}",
    "Cheers\n{sender}",
    "All the best,\n\n{sender}\n--\n{sender}\n{title}, {employer}\n+44 20 7946 0{n3}",
    "Warm regards\n{sender}",
    "Speak soon,\n{sender}",
    "-- \n{sender} · {title} · {employer}",
)

RECEIPT = (
    "Thanks for applying for the {role} opening at {employer}. Your application has reached our hiring team and we "
    "will look at it over the coming days. If your profile fits, somebody will contact you about next steps.",
    "We've got your application for {role} - thank you! Our recruiters read every submission. Should we want to take "
    "things further, we'll reach out by email.",
    "Your application to {employer} ({role}) was received. Due to the number of candidates, we may not be able to "
    "answer everybody individually.",
    "This is a confirmation that we have your application for the position of {role}. Candidates who are shortlisted "
    "will be asked to do a short online exercise, followed by interviews on site.",
)
SCHEDULE = (
    "We'd like to set up an initial chat with you about the {role} role. What does your availability look like on "
    "{day1} or {day2}?",
    "I enjoyed reading your CV and would love to get 30 minutes with you. Could you send me a few times that suit you "
    "next week?",
    "The team would like to talk to you. Are you free on {day1} at 10:00, or would {day2} at 15:30 be better?",
    "Happy to say we want to take this to the next round: a video call with {other}. Which slots would work for you "
    "this week?",
    "Please pick a time for your conversation with our hiring manager here: https://calendly.com/{slug}/intro-call",
    "Would {day1} afternoon work for a call with our engineering lead? If not, just let me know what does.",
    "Can we grab 45 minutes {day2}? {other} and I would like to go through your background together.",
    "To arrange your interview, let us know three time windows in which you can be reached.",
)
ONSITE = (
    "You've made it to the final stage! We'd like to bring you in for a half-day at our office to meet the team. "
    "Which of {day1} and {day2} suits you?",
    "Next up is the on-site loop: four conversations of 45 minutes with different people from the team. Could you "
    "tell me which days you could come to our office?",
    "We would love to invite you for the panel round. Please send over your availability for a three-hour block.",
)
CODE_TEST = (
    "As a next step we ask candidates to do a take-home exercise. You'll find the brief below; please send us a link "
    "to your repository by {deadline}.",
    "Attached is our coding challenge. Take it at your own pace, but please return your solution by {deadline}.",
    "We'd like you to complete a short programming assignment before we talk again. The deadline is {deadline}.",
)
CODE_TEST_PLATFORM = (
    "{employer} has invited you to take the {role} assessment. The test takes 90 minutes. You can start whenever you "
    "are ready, the invitation expires on {deadline}.\n\nStart test: https://www.hackerrank.com/test/{slug}/login",
    "You have been invited by {employer} to complete a coding test. Please finish it before {deadline}.\n\nBegin: "
    "https://app.codility.com/test/{slug}",
)
QUESTION = (
    "Quick one before we continue: what are your salary expectations for this position?",
    "Could you let me know what your notice period is?",
    "Do you need a visa or work permit to work here?",
    "One thing that came up in our debrief: how much of the migration at your last company did you lead yourself?",
    "Before I pass you on to the team, would you be open to coming into the office two days a week?",
    "Can you tell me whether you have other processes running and where you are with them?",
)
DOCUMENTS = (
    "For the next step we need an up-to-date copy of your CV as a PDF. Could you send it over?",
    "Please send us your right-to-work documents and a copy of your degree certificate.",
    "Would you mind filling in the attached candidate form and sending it back to us?",
)
REFERENCES = (
    "We are at the reference stage. Please share the contact details of two former managers.",
    "Could you give us the names and phone numbers of two people who can vouch for your work?",
)
OFFER = (
    "We are delighted to offer you the position of {role}! You'll find the offer letter attached. Please let us know "
    "by {deadline} whether you accept.",
    "Great news - everybody who met you wants you on the team, and I'm happy to extend an offer for the {role} "
    "position: 78,000 a year plus the usual benefits. Could you let me have your decision by {deadline}?",
)
REJECTION = (
    "Thank you for the time you spent talking with us. We were impressed by your background, but after a lot of "
    "thought we've chosen somebody whose experience is closer to what we need. We wish you all the best.",
    "I'm sorry to tell you that we won't be taking your application for {role} any further.",
    "Thanks so much for your interest in {employer}. Unfortunately we have decided to proceed with other candidates "
    "for this role.",
    "We regret to let you know that the {role} position has now been filled.",
)
PRAISE = (
    "The team really enjoyed speaking with you yesterday - the feedback was excellent across the board. ",
    "Everybody was impressed with how you walked through the design problem. ",
    "You did very well in the last round. ",
)
NUDGE = (
    "Just floating this back to the top of your inbox - did you get a chance to look at my note below?",
    "Checking in on this. We'd still love to hear from you.",
    "Hi again, following up on my last mail. Any thoughts?",
    "A gentle reminder about the below.",
)
OUTREACH = (
    "I came across your profile and was impressed by what you built at your last company. We're growing the {role} "
    "group at {employer} and I think you could be a great fit. Would you be up for a quick chat?",
    "I'm a recruiter with {employer}. We are looking for a {role} and your background caught my eye. Are you open to "
    "hearing about new opportunities?",
)
BOOKING = (
    "Your interview with {employer} is confirmed for {day1} at 10:00. Here is the link to join the call: "
    "https://meet.example/{slug}. No action is needed.",
    "You're all set! {day2}, 15:30-16:00, video call with {other}. We look forward to speaking with you.",
)
SUBMISSION = (
    "Your assessment for {employer} has been submitted. Thank you for completing the test.",
    "Thanks! We've received your solution to the {role} test and have let {employer} know.",
)
ON_HOLD = (
    "A quick update: the role has been put on hold while we finalise our budget. I'll be in touch as soon as it moves.",
    "We have to pause hiring for this position for now. We'll come back to you when it reopens.",
)
EMPLOYER_ACK = (
    "Perfect, thanks for sending your times. I'll put something in the calendar.",
    "Great, got your availability - an invitation will follow.",
)
EMPLOYER_ANSWER = (
    "Thanks for getting back to me so quickly. I'll discuss it with the team and come back to you next week.",
    "Wonderful, thank you. Let me talk to {other} and I will be in touch.",
    "Noted, thanks! You'll hear from us in the next few days.",
)

# ------------------------------------------------------------------------- the owner's side

ANSWER_SCHEDULE = (
    "{day1} at 10:00 works well for me. Looking forward to it!",
    "Thanks for reaching out! I could do {day1} between 9 and 12 or {day2} after 14:00.",
    "Happy to talk. I'm free {day2} all afternoon, otherwise {day1} before noon.",
    "{day2} suits me fine, see you then.",
    "Any time on {day1} is good.",
)
ANSWER_QUESTION = (
    "I'm looking for something around 75,000, though it depends on the whole package.",
    "My notice period is four weeks to the end of a month.",
    "No, I hold a permanent work permit, so nothing is needed.",
    "I led it from the first design to the switch-over, with two colleagues.",
    "Yes, that would be fine with me.",
)
ANSWER_TEST = (
    "Here is my solution: https://github.com/{slug}/exercise - the README explains how to run it.",
    "I've finished the exercise, the repository is at https://gitlab.com/{slug}/take-home. Tests included.",
    "Please find my solution attached as a zip file.",
)
ANSWER_DOCUMENTS = (
    "Please find it attached.",
    "Attached you'll find the documents you asked for.",
    "Here you go, see the PDF.",
)
ANSWER_REFERENCES = (
    "You can reach my former manager Ian Wolfe (ian.wolfe@fenmoor.example, +44 20 7946 0101) and my team lead Ada Okoye "
    "(ada.okoye@fenmoor.example).",
    "Happy to: Rosa Lind, rosa.lind@tarnside.example, and Karl Beck, karl.beck@tarnside.example. Both know about it.",
)
ACCEPT_OFFER = (
    "I'm thrilled to accept the offer! The signed letter is attached.",
    "Thank you - I accept, and I look forward to starting.",
)
DECLINE_OFFER = (
    "Thank you for the offer. After a lot of thought I have decided to decline it and take another position.",
    "I really appreciate it, but I won't be accepting the offer.",
)
ANSWER_OUTREACH = (
    "Thanks for writing. I'd be interested to hear more.",
    "This sounds interesting, happy to talk.",
)
HOLDING = (
    "Thanks, I've received it and will get back to you shortly.",
    "Thank you! Let me check and I'll come back to you.",
    "Got it, thanks - I'll look at it this week.",
)
APPLICATION = (
    "I would like to apply for the {role} position that you advertise. My CV is attached. I look forward to hearing "
    "from you.",
    "Please find attached my application for {role}. I have eight years of experience with distributed systems.",
)
WITHDRAW = (
    "I'd like to withdraw my application, as I have accepted a position elsewhere. Thank you for your time.",
    "Thanks for everything so far, but I have decided not to continue in the process.",
)
OUT_OF_OFFICE = ("I am away until {day2} with limited access to mail.",)

# ------------------------------------------------------------------------- noise

NOISE = (
    (
        "Trailhead Weekly <news@trailheadweekly.example>",
        "Ten walks for the weekend",
        "The best autumn walks near you. Which one will you do first?",
        True,
    ),
    (
        "Job Alerts <jobalerts-noreply@linkedin.com>",
        "30 new jobs for 'platform engineer'",
        "Platform Engineer at Norwick. Apply now! Interview within days.",
        True,
    ),
    (
        "Northbank <service@northbank.example>",
        "Your loan application was received",
        "We received your loan application. Please upload your documents by Friday.",
        False,
    ),
    (
        "Ben Carver <ben.carver@gmail.com>",
        "Saturday?",
        "Are you free on Saturday for the match? Let me know!",
        False,
    ),
    (
        "Workday <noreply@myworkday.com>",
        "Your verification code",
        "Your one-time code is 481 516. It expires in 10 minutes.",
        False,
    ),
    (
        "Dr. Hale's practice <reception@halepractice.example>",
        "Your appointment",
        "Please confirm your appointment on Tuesday at 9:00.",
        False,
    ),
    ("Shop <orders@bracken.example>", "How did we do?", "Please take two minutes for our survey.", True),
    (
        "Interview Prep <hello@mockinterviews.example>",
        "Your mock interview is waiting",
        "Book a mock interview today and shine in the real one!",
        True,
    ),
)
