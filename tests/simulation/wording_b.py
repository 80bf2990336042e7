"""A second, larger bank of what people and platforms write, by another hand.

Same intents and ``{…}`` fields as :mod:`tests.simulation.wording`, written blind: neither the program's phrase
tables nor its other tests were looked at.
"""

from __future__ import annotations

GREETINGS = (
    "Hi {me},",
    "Hello {me},",
    "Dear {me},",
    "Hey {me},",
    "Hey {me}!",
    "Hi {me} -",
    "{me} -",
    "Good afternoon {me},",
    "Good day {me},",
    "Dear Ms Lindqvist,",
    "Dear Ms. Lindqvist,",
    "Hi there {me},",
    "Hello again {me},",
    "Dear candidate,",
    "Hiya {me},",
    "Morning {me},",
    "Hi {me} 👋",
    "Hello Maya Lindqvist,",
)
CLOSINGS = (
    "Best regards,\n{sender}",
    "Best,\n{sender}",
    "Many thanks,\n{sender}",
    "Cheers,\n{sender}",
    "Thx\n{sender}",
    "{sender}",
    "Sincerely,\n{sender}\n{title}\n{employer}",
    "Yours sincerely,\n\n{sender}\n{title}",
    "With kind regards / Mit freundlichen Grüßen\n\n{sender}\n{title}\n{employer}",
    "Thanks & Regards,\n{sender}\n{title} - {employer}\nM: +91 98450 11{n3}",
    "Take care,\n{sender}\n\nSent from my iPhone",
    "Have a lovely day,\n{sender}\n(she/her)\n{title}, {employer}",
    "Bests\n{sender}\n\n_______\n{employer} Ltd. Registered in England and Wales no. 0991{n3}. This message "
    "is confidential and intended only for the person named above.",
    "Warmly,\n{sender}\n{title} @ {employer}\nWe are a remote-first company and write at odd hours.",
    "Regards,\nThe {employer} Hiring Team",
    "Sent on behalf of {sender}\n{employer} People Operations",
    "Greetings from the office,\n{sender}",
    "Talk soon\n- {sender}",
)
RECEIPT = (
    "Thank you for your interest in joining {employer}. This note confirms that your application for {role} "
    "arrived safely. A member of our talent team will review it and we'll be in contact if there is a match.",
    "Application received! We're reviewing candidates for {role} on a rolling basis, and you'll hear from us "
    "one way or the other within three weeks.",
    "This is an automated message to acknowledge receipt of your CV for the post of {role}. Please do not "
    "reply to it, as this mailbox is not monitored.",
    "Woohoo, your application landed 🎉 A real human at {employer} is going to read it. It usually takes us "
    "five to ten working days.",
    "We are in receipt of your application for the position of {role}. The same is under review by the "
    "concerned team, and shortlisted candidates shall be intimated in due course.",
    "Your details for the {role} vacancy have been saved in our system. If you progress to the interview "
    "stage, you'll be contacted to arrange a time. If you have not heard anything after four weeks, your "
    "application has been unsuccessful on this occasion.",
    "Thanks for taking the time to apply to {employer}. What happens now: 1) we read your application, 2) a "
    "recruiter calls the people we think could fit, 3) a technical exercise, 4) a conversation with the "
    "team. There's nothing you need to do at the moment.",
    "Just to confirm that your application came through. Our team is small, so it may take us a little while "
    "to work through them all - thanks for bearing with us.",
    "Hello and thank you! {employer} has received your submission for {role}. You can follow its status at "
    "any time in your candidate account.",
    "Got it! Your application for {role} is in. We'll take it from here.",
    "We appreciate your interest in {employer}. Your résumé is now with the hiring manager for the {role} "
    "position. If your qualifications match our needs, we will contact you to schedule an interview.",
    "Your application has been successfully submitted. Position: {role}. Company: {employer}. Status: under "
    "review.",
    "Thanks for throwing your hat in the ring for {role}. Everyone who applies gets an answer from us; ours "
    "should reach you within a fortnight.",
    "We confirm the receipt of your application documents and thank you for the trust you place in "
    "{employer}. The careful examination of all applications takes some time, for which we ask your "
    "understanding.",
    "Thank you for considering a career with us. Because of the high volume of applications, only candidates "
    "selected for an interview will be contacted.",
    "Your candidacy for {role} has been registered under reference {slug}-4471. Our selection panel meets at "
    "the end of the month, and invitations to interview go out shortly after.",
    "Thanks for applying! While you wait, you can read about how we work on our engineering blog. We'll be "
    "in touch about {role} as soon as we've had a chance to look at your profile.",
    "We've received your application and wanted to say thanks for the effort you put into it. Should we move "
    "forward, the first step is a half-hour phone call with a recruiter, and after that a take-home task.",
    "Dear applicant, your application for the role of {role} at {employer} has been logged. No further "
    "action is required from you at this stage.",
    "Thank you for submitting your application. We keep your data for twelve months in line with our privacy "
    "notice, and you may withdraw your consent at any time from your profile page.",
    "It's great to see that you want to work with us! Your application for {role} is now in the queue of our "
    "recruiting team. Some candidates will be invited to an online assessment; those who are will get a "
    "separate email.",
    "Received with thanks. Our recruiters are going through the applications for {role} this month and will "
    "update you on the outcome.",
    "Hi from {employer}! We know that applying for jobs is hard work, so thanks for picking us. We aim to "
    "come back to everyone within 10 business days.",
    "Your job application has been forwarded to the department. As soon as we have feedback from our "
    "colleagues, we will inform you about the further procedure.",
    "We're writing to let you know that we have everything we need for your {role} application. If we would "
    "like to speak with you, someone from People will get in touch to find a time.",
    "Thank you for your application to {employer}. If selected, you may be asked to provide references and "
    "proof of your right to work at a later stage.",
    "Your profile is being reviewed for {role}. We'll send you an email once there is any change to your "
    "status.",
    "This is to acknowledge your application dated this week for {role}. We wish you good luck in the "
    "selection process.",
)
SCHEDULE = (
    "When would be a good time for a call? I’m fairly open {day1} and {day2}.",
    "We'd be keen to have a first conversation with you. Let's find a slot – how is {day1} looking on your "
    "side?",
    "Thanks for applying, your background looks like a strong match. It would be great if you could share "
    "your availability for a 30-minute screening call.",
    "Kindly share your availability for a telephonic round of discussion. The panel is available on {day1} "
    "and {day2}, between 11 AM and 5 PM.",
    "Let's talk. {day1} 4pm?",
    "Could you do {day2} at 09:30? {other} runs the group and wants to meet you. If that clashes with "
    "something, name another time and we’ll make it work.",
    "Mind sending over a few windows when you could chat with {other}? Mornings are easiest for us but we "
    "can bend.",
    "I'd love to introduce you to {other}, who leads the team. I have {day1} 11:00, {day1} 14:30 or {day2} "
    "16:00 – tell me which one suits.",
    "Please use the link below to reserve a time with me: https://calendly.com/{slug}/30min. It only shows "
    "slots that are still open.",
    "Good news: the hiring manager liked your profile and would like to meet you over video. We still need "
    "some dates from you.",
    "We would like to invite you to a first interview by video. Please let us know which of the following "
    "dates is convenient: {day1}, 10:00-11:00 or {day2}, 13:00-14:00.",
    "{other} asked me to set up the technical conversation with you. It'll be about an hour, no preparation "
    "needed. What times are good for you later this week or early next?",
    "Hope you had a good weekend! I wanted to see whether we could catch up by phone. {day2} after lunch is "
    "quiet for me, but I'm happy to work around your day job.",
    "Next step is a system design chat with two of our engineers. Send me three options and I'll match them "
    "with their calendars.",
    "I am pleased to advise that you have been shortlisted for interview. Interviews will take place on "
    "{day1} and {day2}. Please confirm your preferred day.",
    "So, would be lovely to get you on a call with our CTO. He’s travelling, so it is either {day1} before 9 "
    "or {day2} after 6 - does one of those work?",
    "It would help us to know when you're reachable by phone next week, so that we can put you in for a "
    "first chat.",
    "Book yourself in whenever suits: https://cal.com/{slug}/intro. Looking forward to hearing your story.",
    "Your CV made its way to my desk and I liked what I read. I'd suggest we speak for twenty minutes. Just "
    "tell me when it fits.",
    "We were hoping to have you speak with {other} before the next sprint starts. Would {day2} at eleven be "
    "possible for you?",
    "Sorry for the silence, it’s been a busy month! Can we do our interview on {day1} or {day2}?",
    "I've been asked to coordinate the next interview (60 min, Google Meet, with {other}). Please reply with "
    "your availability for {day1} through {day2}.",
    "Are you around {day1}? Thinking a quick video chat, 25 mins, nothing formal.",
    "Fancy a coffee over Zoom with a couple of people from the team? I can offer {day1} 10.30 or {day2} 2pm.",
    "We were pleased with your answers and wish to proceed with the second round. Let us know at your "
    "earliest convenience which dates you are available.",
    "You may choose the moment of your interview yourself. Open the scheduling page and select a slot: "
    "https://{slug}.example/schedule/4f2c",
    "I'd like to walk you through what we're building and hear what you're after. What does next week look "
    "like for you?",
    "Thanks for your patience! The team has now picked the people they want to speak to and you're one of "
    "them. If you give me a couple of half-hours that work, I'll send out the invite.",
    "{sender} here from {employer}. Can you speak {day1} at noon UK time? Otherwise {day2}, any time before "
    "four.",
    "Ready to go to the next stage with you: a pairing session with {other}, ninety minutes, remote. Which "
    "afternoons could you set aside?",
)
ONSITE = (
    "We’d like to fly you in to meet everybody in person. Which of the next two weeks would be better, and "
    "are there days you can’t travel?",
    "The last step is a visit to our office, about four hours including lunch with the team. Would {day1} or "
    "{day2} suit you?",
    "Time to meet face to face! Let me know a day when you could come by and I'll arrange the rest.",
    "You've reached the final round. It consists of a presentation, two technical conversations and a chat "
    "with our founder, all on the same day. Please tell us which days you could make it.",
    "Kindly confirm your availability for a face-to-face round at our premises on {day1} or {day2}.",
    "{other} would like to show you around the office and have you spend a morning with the team. How does "
    "{day2} sound?",
    "We'd love to have you over for the final interviews. Half a day, in person, reception is on the second "
    "floor. Could you pick between {day1} and {day2}?",
    "So the on-site is next. It's five sessions, roughly 10 till 3, and lunch is on us. Send me a few dates "
    "that you'd be able to take off.",
    "We are pleased to invite you to an assessment day at our headquarters. Candidates may attend on {day1} "
    "or {day2}; please indicate your preference.",
    "Come say hi in person? We'd put together an afternoon with the people you'd be working with. I need two "
    "or three possible days from you.",
    "The loop has four parts and takes most of a day; we run it virtually or in the office, as one block. "
    "What days next week are clear for you?",
    "I'd like to get the panel in the diary. It's three people for two hours in our London office. Is {day1} "
    "any good?",
    "After the positive feedback, we wish to get to know you personally. We propose {day1} at 14:00 in our "
    "office; if this does not suit you, please suggest another date.",
    "Onsite time 🎉 We have openings on {day1} morning and {day2} afternoon – which one shall I hold for you?",
    "The committee would be glad to welcome you for the final interview in our building. It would help us to "
    "have your available dates.",
    "Let’s do the last round in person. Two hours, whiteboard, then coffee. When can you come in?",
    "Please choose a date for your on-site visit here: https://calendly.com/{slug}/onsite-day. Travel is "
    "booked by us once you've picked.",
    "As the closing step we ask people to spend a working session with the squad at our site. Tell me when "
    "that would be feasible for you - {day1} and {day2} are free on our end.",
    "You'd meet {other}, two senior engineers and our VP. We would need you for about three and a half "
    "hours. Give me some options over the next ten days and I'll chase everyone's calendars.",
    "We would like to schedule your super day. It's back-to-back interviews from 9 to 1 with breaks. Could "
    "you share which mornings work?",
    "Would you be able to travel to us on {day2}? If not, we can also host you on {day1}.",
    "The final stage takes place at our campus and involves a tour and four interviews of forty minutes. "
    "Please let me know the dates on which you're able to attend.",
    "I've talked to {other} and we would both like to see you at the office before we decide. Any chance you "
    "could make {day1} at 11? Other days are fine too.",
    "Next we run a half-day with the wider team, in the office, mostly whiteboard and conversation. We still "
    "need your dates for this.",
    "It's time for the final panel - myself, {other} and one person from product. Ninety minutes at our "
    "place. Does {day1} or {day2} work better on your side?",
)
CODE_TEST = (
    "Here’s the exercise I mentioned: build a small rate limiter, any language. Three hours tops. We’d need "
    "it back by {deadline}.",
    "The next stage is a home assignment. The instructions are in the enclosed document. Kindly submit the "
    "completed assignment on or before {deadline}.",
    "We've put together a little project that looks like our daily work. Fork "
    "https://github.com/{slug}-hiring/challenge, and push your version no later than {deadline}.",
    "Instead of whiteboard puzzles we give people a realistic task. Don't spend more than an evening on it. "
    "Please get it to us by {deadline}.",
    "Attached you'll find the case study. We ask that you send back your write-up and code by {deadline}.",
    "We’d like to see some code. The brief is at https://{slug}.example/brief.html - can you have something "
    "to us by {deadline}?",
    "Please complete the technical task described below. Submissions are accepted until {deadline}: parse "
    "the log file, report the ten slowest endpoints, and add tests.",
    "Task: a CLI that merges overlapping bookings. Send me a zip or a repo link. Due {deadline}.",
    "Congratulations on passing the first round. As the second round, you are requested to develop a small "
    "API as per the attached problem statement and share it by {deadline}.",
    "You'll get to show us how you work: we've attached a short data modelling exercise. Most people need "
    "two to four hours. The closing date for it is {deadline}.",
    "Our take-home comes next. The spec is in the shared folder. It’d be great to get your solution by "
    "{deadline}, so that {other} has time to read it.",
    "We would now like you to solve a practical exercise. You have until {deadline} to return it. We value "
    "readable code over completeness.",
    "Before the deep-dive with {other} we ask everyone for a small piece of work: extend the attached "
    "skeleton with a caching layer. {deadline} is the cut-off.",
    "I'm sending over the homework as promised. If you could turn it around by {deadline}, that'd be ideal. "
    "Pragmatic beats perfect.",
    "Really liked our chat. Now comes the nerdy bit - a coding exercise around event queues. Hand it in by "
    "{deadline} and we'll go through it with you afterwards.",
    "Your technical assignment is ready. Clone the repository, follow the README, and open a pull request by "
    "{deadline}.",
    "The challenge: write a service that ingests the sample feed and exposes two endpoints. Deadline for "
    "handing in: {deadline}. Language is up to you.",
    "To give you a feel for our problems, we have prepared a design document exercise together with a small "
    "implementation part. We expect your result by {deadline}.",
    "We'd appreciate it if you could work through the exercise enclosed and mail us your code before "
    "{deadline}. We pay a flat 150 for your time.",
    "Step two is a take-home test. Most candidates do it over a weekend. Please make sure it reaches us by "
    "{deadline}.",
    "Let’s see you build something! Details below; make it as simple as possible. I’ll need your repo link "
    "by {deadline}.",
    "The team wants to look at how you structure a program, so they've come up with a short exercise (see "
    "below). Send it back whenever it's ready, but by {deadline} at the latest.",
    "Find the problem set attached. There are three parts of which you may skip one. Return date: {deadline}.",
    "You told me you prefer a home task to live coding, so here it is. We'd want it by {deadline}, which "
    "leaves you a weekend in between.",
    "As discussed with {other}, the homework is a small refactoring of the attached module. Please share the "
    "result with us by end of day on {deadline}.",
    "The brief is in this mail. Time box it to four hours. We’ll be reviewing everything that has come in by "
    "{deadline}, so please send yours before then.",
)
CODE_TEST_PLATFORM = (
    "Hello {me},\n\n{employer} would like you to take an online coding test for {role}. You must complete it "
    "by {deadline}.\n\nTake the test: https://www.hackerrank.com/test/{slug}\n\nGood luck!",
    "You've been invited to a technical assessment.\n\nCompany: {employer}\nDuration: 120 minutes\nExpires: "
    "{deadline}\n\nGo to the assessment: https://app.codility.com/c/run/{slug}",
    "Dear {me}, your {employer} assessment is now available. The link below will stop working on {deadline}, "
    "so please take the test before that date.\nhttps://assess.example/{slug}/start",
    "Hi {me}! As part of the selection for {role}, {employer} has sent you 3 coding tasks. There's no need "
    "to do them right away - just have them finished by {deadline}.\n\nOpen tasks: "
    "https://www.hackerrank.com/tests/{slug}",
    "{employer} invites you to show your skills. Your test link is valid until {deadline}.\n\nStart here >> "
    "https://app.codility.com/test/{slug}/\n\nMake sure that you have a stable connection and 75 minutes "
    "without interruption.",
    "Assessment invitation: {role} at {employer}. Complete by {deadline}. Once started, the timer can't be "
    "paused. https://test.example/s/{slug}",
    "Hello,\n\nPlease complete the online assessment assigned to you by {employer}. Number of questions: 4. "
    "Time limit: 70 minutes. Last date: {deadline}.\n\nhttps://www.hackerrank.com/test/{slug}/login\n\nAll "
    "the best!",
    "{employer} has requested that you complete a skills test for the position of {role}.\n\nYou have until "
    "{deadline} to begin and finish it.\n\n[Start assessment] https://app.codility.com/test/{slug}",
    "Ready to code, {me}? {employer} is waiting to see what you can do. Finish your challenge by {deadline}: "
    "https://challenge.example/{slug}",
    "You are invited to the {employer} online test.\nBefore you begin you can try a practice "
    "question.\nDeadline: {deadline}\nLink: https://www.hackerrank.com/{slug}-hiring/test",
    "A new assessment has been assigned to you.\n\nName: {role} screening\nAssigned by: {employer}\nDue: "
    "{deadline}\n\nBegin assessment: https://app.codility.com/t/{slug}",
    "Dear Candidate,\n\nGreetings from {employer}! You have been shortlisted for the online coding round for "
    "{role}. Kindly attempt the test on or before {deadline}, after which the link shall be "
    "deactivated.\n\nTest link: https://www.hackerrank.com/test/{slug}/login",
    "{sender} from {employer} has invited you to solve a coding challenge. It takes around an hour. The "
    "invitation runs out on {deadline}.\n\nAccept and start: https://codingtest.example/i/{slug}",
    "This is your personal link to the {role} test: https://app.codility.com/test/{slug}-9\n\nUse a desktop "
    "browser. We'll accept answers up to {deadline}.",
    "Your {employer} technical screen can be taken at any time that suits you before {deadline}. You’ll be "
    "asked to write code in a language of your choice.\n\nStart: https://www.hackerrank.com/x/{slug}",
    "We're excited that you're moving on in the process with {employer}! The next step is a timed test of 60 "
    "minutes. Please do it by {deadline}.\n\nLaunch: https://assess.example/launch/{slug}",
    "{employer}: {role}\n\nTake your test by {deadline}.\n\nhttps://www.hackerrank.com/test/{slug}",
    "Hello from the assessment team. {employer} uses our platform for its first technical step. Sign in with "
    "the link below and complete all sections no later than "
    "{deadline}.\n\nhttps://app.codility.com/test/{slug}\n\nAccommodations such as extra time are available "
    "on our help page.",
    "Hi Maya Lindqvist,\n\nyou have 1 pending test.\n\n{employer} - {role} (90 min), open till "
    "{deadline}\n\nResume or start: https://test.example/p/{slug}",
    "Congratulations! {employer} wants to learn more about your coding. Solve two problems in 50 minutes. "
    "Time remaining: until {deadline}.\n\nhttps://www.hackerrank.com/test/{slug}/intro",
    "You have received an invitation to a programming exam by {employer}. It will remain accessible until "
    "{deadline}. Please ensure you have a quiet room and a working webcam.\n\nEnter exam: "
    "https://app.codility.com/exam/{slug}",
    "To continue with your application for {role}, complete this online test by {deadline}: "
    "https://test.example/{slug}/apply. Results are passed to {employer} automatically.",
    "{me}, {employer} has chosen you for a code challenge.\n- 3 tasks\n- 100 minutes\n- finish by "
    "{deadline}\n\nLet's go: https://www.hackerrank.com/c/{slug}",
    "Your invitation from {employer}\n\nWe kindly ask you to complete the following evaluation by "
    "{deadline}:\nBackend fundamentals (45 min)\nhttps://app.codility.com/e/{slug}\n\nThis is an automated "
    "email.",
    'Test invitation for Maya Lindqvist: "{role} - {employer}". The test window closes on {deadline}. Click '
    "to begin: https://www.hackerrank.com/test/{slug}/open",
)
QUESTION = (
    "What's drawing you to {employer} in particular?",
    "It would help us to know what range you have in mind in terms of compensation.",
    "One small thing is missing on our side: your current location.",
    "Are you open to relocating, or would this need to be remote for you?",
    "Sorry for the detective work, but I couldn’t tell from your CV: did you manage people at your last job, "
    "or was it purely technical leadership?",
    "May I know your current and expected CTC?",
    "Could you tell us whether you'd need sponsorship to work in the UK?",
    "We're trying to get the level right internally. Roughly how many years have you been working with "
    "Kubernetes in production?",
    "{other} was wondering how big the team was that you worked with last year.",
    "Before I put you forward I should check one thing: is the salary band of 65-75k OK for you?",
    "Hope the week is treating you well. Just one question from the hiring manager - have you worked with "
    "Kafka or something similar before?",
    "Please let us know how long your notice period is.",
    "The role involves being on call one week in six. Is that something you'd be comfortable with?",
    "I'm curious about the gap in 2021. What were you up to?",
    "Could you say a few words on why you’re leaving your present company?",
    "Thanks for the chat today! I forgot to ask: which languages do you speak at a professional level?",
    "Do you have any restrictions from your current contract, such as a non-compete?",
    "How do you feel about a small company where the process is basically nonexistent?",
    "Would a fixed-term contract of twelve months be an option for you, or do you only consider permanent "
    "positions?",
    "As the position is based in our Berlin office, we would need to know whether you are prepared to move.",
    "Can you confirm that you're a citizen of an EU country or hold a valid permit?",
    "How did you hear about us? {other} likes to keep track of this for everyone we speak to.",
    "Quick sanity check, are you more of a backend person these days or still doing frontend?",
    "We noticed that you applied for two of our openings. Which one is your first choice?",
    "I’d be interested in your opinion: what is the hardest production problem you’ve solved so far?",
    "In order to complete your profile, kindly let us know your total relevant experience in years.",
    "My colleague from finance wants to make sure we are not miles apart. What are you earning at present?",
    "Would you say you're comfortable with about 20% travel?",
    "Nice to e-meet you! Tell me, is it the IC track or the management track that you see yourself on?",
    "From which date could you start with us, assuming all goes well?",
)
DOCUMENTS = (
    "For compliance reasons, HR requires a scan of your passport. Can you email it to me?",
    "We still need a copy of your degree certificate from you.",
    "Mind sending your latest CV? The one in our system is from 2022.",
    "Kindly share your last three months' payslips and the relieving letter from your previous employer.",
    "It would be wonderful to have a short cover letter from you as well, as the panel reads those.",
    "Please complete the background check form enclosed and return it signed.",
    "In order to submit your profile to the client, I'd need your CV in Word format.",
    "Could you forward us proof of your right to work in the UK? A share code or a photo of your permit is "
    "fine.",
    "We noticed that the file you uploaded doesn't open. Would you upload or email your résumé again?",
    "Your file is nearly complete: only the signed privacy declaration is missing. Please send it back to us.",
    "The team would like to see some of your previous work. Do you have a portfolio or a writing sample you "
    "could send?",
    "We ask all candidates at this stage for their employment certificates (Arbeitszeugnisse). Please "
    "provide them in one file.",
    "Thanks for today! HR is asking me for your ID and a proof of address, would you be able to get those "
    "over to me?",
    "Would you kindly fill in the equal opportunities form and mail it back?",
    "There’s an NDA to sign before we can show you the product. I’ve put it in this mail; send me the signed "
    "copy when you have it.",
    "I'm putting together the pack for the interviewers, and I don't have your CV. Can you ping it over?",
    "Please supply copies of your certifications listed on page two of your application.",
    "Next we need the onboarding questionnaire from you. It's in the attachment and takes five minutes to "
    "fill in.",
    "To allow us to reimburse your trip, please send in the train tickets and the completed expense form.",
    "We’d be grateful for a transcript of records from your university.",
    "Can I get an updated resume from you? One that has your most recent project on it, ideally.",
    "Our legal team has a short checklist, and the only item still open is a copy of your work permit. Could "
    "you scan and send that?",
    "As part of the formalities, you are requested to submit the following documents: PAN card, educational "
    "certificates, experience letters.",
    "If you could let me have the signed consent form back, I can kick off the screening.",
    "HR tells me that they’re waiting on your completed application form. Would you send it to me directly?",
)
REFERENCES = (
    "Could we get two references from you, at least one of them a former line manager?",
    "We're close to the finish line. The only thing left is references - please send me names and email "
    "addresses of two or three people you've worked for.",
    "It would help us to talk to somebody who has managed you. Who could we call?",
    "As is customary at this stage, kindly provide the details of three professional referees.",
    "Mind passing on the contacts of a couple of ex-colleagues? We keep it to a ten-minute phone call.",
    "Before we can make it official, we need to speak to two referees. Please let us have their names, roles "
    "and phone numbers.",
    "I'd love to chat with a past boss of yours. Can you connect us?",
    "Our policy asks for two satisfactory references covering the last three years. Please supply your "
    "referees' contact information.",
    "References: who should I talk to? Two is enough.",
    "We would like to take up references now. Would you give us the details of your previous two employers' "
    "contacts?",
    "Last formality! {other} would like to speak with someone who worked closely with you. Could you send us "
    "a name and a number?",
    "Please nominate two persons who can comment on your performance, and include their email addresses.",
    "We still need your referees from you - one manager and one peer would be perfect.",
    "To wrap things up we do reference calls. If you could share two contacts and give them a heads-up, "
    "we'll handle the rest.",
    "Can you put me in touch with two folks who’ve seen your work up close?",
    "I'd be glad to receive the contact data of people who can give us a recommendation for you.",
    "HR will run reference checks in the coming days. They need the name, company and telephone number of "
    "two former supervisors.",
    "Who would you suggest we speak to about you? We'd like one person you reported to and, if possible, one "
    "who reported to you.",
    "The reference step is next. Please reply with three references including how they know you.",
    "We’d appreciate the names of two people from your last company whom we may contact.",
    "Would it be possible to have contact details for two references? We only get in touch with them after "
    "letting you know.",
    "A quick ask: reference contacts. Two former leads, phone or mail, whichever you prefer.",
    "It's time for us to check references, so send along whoever knows you best professionally - two names "
    "with emails will do.",
    "You had mentioned that your previous manager would be happy to talk. Could you share her email address "
    "and one more reference?",
    "In keeping with our hiring standards we contact two past managers for every candidate. Please advise "
    "whom we may reach and how.",
)
OFFER = (
    "We'd like you to join us! The formal letter is attached: {role}, 82,000 base, 25 days of holiday. "
    "Please give us your answer by {deadline}.",
    "It's a yes from all of us. I'm attaching the contract. Could you confirm by {deadline} whether you want "
    "to join?",
    "On behalf of {employer}, I have great pleasure in offering you the post of {role}. Kindly confirm your "
    "acceptance or otherwise by {deadline}.",
    "So... we want you. 90k, 0.2% equity, start whenever you can. Can you tell me yes or no by {deadline}?",
    "I am pleased to make you a formal offer of employment as {role}. The terms are set out in the attached "
    "document. The offer is open until {deadline}, and we’d need your decision by then.",
    "Congratulations!! {other} and the entire panel loved you. Here comes the offer, see attachment. We're "
    "hoping to hear your decision by {deadline}.",
    "Following our conversation on the phone, please find the offer enclosed. We ask for your reply by "
    "{deadline}.",
    "We are happy to inform you that you have been selected for the position of {role}. You are requested to "
    "convey your acceptance latest by {deadline}, failing which the offer stands withdrawn.",
    "Best part of my job: I get to tell you that we'd like to hire you as {role}. Have a think, talk to your "
    "people, and let me know by {deadline} what you decide.",
    "Your employment contract is ready! Have a read, and if all looks right accept it by {deadline}, please.",
    "The board has approved your package, and I can finally send you the offer for {role}. It would mean a "
    "lot to have your answer by {deadline}.",
    "After a unanimous decision we offer you the position at an annual gross salary of 71,000 euros. May we "
    "ask you to inform us of your decision by {deadline}?",
    "You'll get the paperwork in a separate mail, but I wanted you to hear it from me: we're offering you "
    "the {role} job. We'd need to know by {deadline} if you're in.",
    "I'm thrilled to share our offer with you: base of $165,000, 10% bonus, and stock. Please review the "
    "details and respond by {deadline}.",
    "We would be delighted to welcome you to {employer}. To accept, return the signed agreement by "
    "{deadline}; should you decide otherwise, tell us by the same date.",
    "Here's the offer, as promised. I know that you have other irons in the fire, so we've left you some "
    "time: our ask is that you decide by {deadline}.",
    "Offer attached. Same numbers that we discussed. Need your decision by {deadline}, as we have a "
    "runner-up waiting.",
    "It was great to tell you the news by phone! In writing now: {role}, 68,500 per year, hybrid. Do let me "
    "know your decision no later than {deadline}.",
    "Please see the attached letter of offer. It remains valid through {deadline}. We look forward to your "
    "response by then.",
    "Everyone is excited about the idea of working with you, so let’s make it happen: attached is an offer "
    "for {role}. Will you let us know by {deadline}?",
    "This is the email you've been waiting for: {employer} would like to hire you. We'd be glad to have your "
    "yes (or no) by {deadline}.",
    "We have prepared your contract for the position of {role}. If you agree with its conditions, kindly "
    "confirm by return mail before {deadline}.",
    "Delighted to say the team chose you. Salary 74k, pension 8%, start in January. What do you say? I'd "
    "need to know by {deadline}.",
    "I'm writing to extend you an offer to join as {role}. Take the time you need within reason - we've set "
    "{deadline} as the date by which we need your decision.",
    "Your offer from {employer} is ready for signature: https://sign.example/{slug}. Please accept or "
    "decline it by {deadline}.",
)
REJECTION = (
    "Thanks for talking with us. We've decided to go in another direction for {role}, and I didn't want to "
    "leave you hanging.",
    "We have carefully reviewed your application and, regrettably, we are unable to offer you the position "
    "on this occasion.",
    "This was a hard one. You did nothing wrong, but we had one seat and another finalist had already built "
    "exactly what we're building. I hope our paths cross again.",
    "After careful consideration, we will not be moving forward with your candidacy at this time.",
    "Thank you for applying to {employer}. You have not been selected for the role of {role}. We’ll keep "
    "your details on file for future openings.",
    "I wish I had better news. The team has chosen someone else.",
    "We regret to inform you that your profile has not been shortlisted for further rounds. We wish you "
    "success in your future endeavours.",
    "Unfortunately I have to give you a negative answer today. The decision fell in favour of a candidate "
    "with more experience in our industry.",
    "We received a very high number of strong applications, and yours was not among those we could take "
    "forward.",
    "Not the outcome you were hoping for, I know: we’re passing this time. Thank you for being so generous "
    "with your time.",
    "We've now completed our interviews for {role}. On this occasion you were unsuccessful. We'd encourage "
    "you to look out for other vacancies with us.",
    "I'm afraid it's a no from us. The panel liked you a lot but felt that the level wasn't quite right.",
    "Following our recent conversations, we've made the decision to pursue other applicants whose skills "
    "align more closely with our present needs.",
    "Thank you for your patience while we finished our process. We have offered the position to another "
    "candidate, and they have accepted.",
    "The position you applied for has been closed and we are no longer considering applications for it. We "
    "are sorry to disappoint you.",
    "It was a pleasure to get to know you. Sadly, we can't offer you the {role} role. The feedback was warm, "
    "and the decision came down to depth in one area.",
    "To be straight with you, we don't think it's the right match. Thanks for giving it a shot, and best of "
    "luck with the search.",
    "We won't be progressing your application. We know this is disappointing and we appreciate the interest "
    "you showed in {employer}.",
    "We have decided to fill the {role} vacancy internally. We thank you for your application and wish you "
    "every success for your professional future.",
    "I’ve got an update on {role} and it’s not a good one: we’re not going to continue. You were up against "
    "some really seasoned people.",
    "Although your background is impressive, we feel that other candidates fit the requirements of this role "
    "more closely. Please don't see this as a judgement of your abilities.",
    "You made it far, which makes this harder to write. In the end the vote went to somebody else.",
    "Your application for {role} has been declined. This decision is final for this vacancy, but you are "
    "welcome to apply for others.",
    "Hi again, sad news from my side - {other} and the team have opted for another person. I'd be happy to "
    "stay in touch for whatever comes later.",
    "We are sorry that we cannot give you a more positive reply. Your documents will be deleted in "
    "accordance with data protection rules.",
    "Thanks for your interest. We're going ahead with others who have more hands-on experience with our "
    "stack.",
    "Having discussed your interviews as a group, we don't feel able to make you an offer. We're grateful "
    "for the effort you put in.",
)
PRAISE = (
    "Really great conversation the other day, {other} is still talking about it. ",
    "Feedback's in and it's glowing. ",
    "Everyone came out of the room smiling. ",
    "You've impressed us all so far. ",
    "The panel gave you top marks. ",
    "I just got off the debrief and it was thumbs up all round. ",
    "We are very pleased with how your interviews went. ",
    "Thank you for a most enjoyable discussion last week. ",
    "You passed the previous stage with flying colours. ",
    "Your exercise was among the best that we've seen this year. ",
    "Our engineers were full of praise for the way you reason about trade-offs. ",
    "I'm happy to report that you cleared the technical round. ",
    "Congrats, you’re through! ",
    "{other} told me that you'd be a wonderful addition. ",
    "Good news first: the interviewers were unanimous. ",
    "It was lovely to meet you, and the whole group felt the same. ",
    "We liked the way you asked about our customers. ",
    "What a strong showing. ",
    "The feedback of the colleagues was consistently positive. ",
    "You clearly know your stuff and it came across. ",
    "The hiring manager was delighted with your clarity. ",
    "I don't often see scorecards like yours. ",
    "Thanks for making the time on such short notice; it was well worth it for us. ",
    "All your interviewers would be happy to work with you. ",
    "You did brilliantly. ",
    "Very solid performance in the discussion with {other}, well done. ",
)
NUDGE = (
    "Any news?",
    "Bumping this in case it slipped through.",
    "Hi again! I haven't heard back from you yet, so I wanted to make sure that my last message reached you.",
    "Just a friendly reminder - we're still waiting on your reply.",
    "Did my previous email arrive?",
    "Sorry to chase. Could you get back to me when you have a minute?",
    "I’m circling back on the message below. Hope all is well with you!",
    "Gentle ping on this one 🙂",
    "Awaiting your response on the below.",
    "I know you're probably swamped. When you get a moment, a short answer would help me a lot.",
    "Kindly revert on the trailing mail.",
    "Following up once more, since we would hate to lose you over a missed mail.",
    "Second attempt - maybe the first went to spam?",
    "We noticed that we have not received an answer from you so far and would appreciate hearing from you.",
    "Hey, still there? :)",
    "Wanted to check that you saw this.",
    "Just making sure this hasn’t been buried. {other} asked me about it this morning.",
    "This is a reminder that we are awaiting your reply regarding {role}.",
    "I hope you had a restful weekend. Have you had time to look at what I sent?",
    "Can you give me a sign of life on this?",
    "May I remind you of my email from last week? I look forward to your feedback.",
    "Re-upping this!",
    "Nudging you gently, as the team keeps asking me.",
    "It seems we haven't heard from you regarding my earlier message. Let us know, please.",
    "Chasing this up - we would like to keep things moving.",
    "Following up on the below. Thanks in advance for coming back to me!",
)
OUTREACH = (
    "Your talk on message queues popped up in my feed, and I thought of our {role} opening right away. Would "
    "you be open to a conversation?",
    "We haven't met. I run hiring at {employer}, and we're looking for a {role} to help us rebuild the core "
    "of our product. I'd love to tell you more about it.",
    "I hope you don't mind the cold mail. I found you on GitHub and I think that {employer} could be your "
    "kind of place. Fancy a chat?",
    "Greetings! I am hiring for {role} with {employer}, and your profile appears to be a good match. Kindly "
    "let me know if you are interested in discussing further.",
    "Saw your background. We need a {role}. Interested?",
    "I’m part of the talent team at {employer}. We just closed our Series B and are doubling engineering. "
    "Curious to hear if this could be something for you.",
    "Not sure whether you're looking at the moment, but I came across your LinkedIn and had to write. At "
    "{employer} we have a {role} role that seems made for you. Would you like to hear more?",
    "{other}, who used to work with you, gave me your name. We're hiring a {role} at {employer} and I would "
    "enjoy telling you about it over a call.",
    "If you are only mostly happy where you are, {employer} might be worth ten minutes of your time. We're "
    "after a {role}, and I would love to talk to you.",
    "My name is {sender} and I recruit engineers for {employer}. Your experience with large data platforms "
    "stood out. If you're at all curious, I'd be glad to speak with you.",
    "You must get plenty of these, so I’ll be brief. {employer}, {role}, remote in Europe, good pay, kind "
    "people. Let me know if you’d like to talk.",
    "I've been following your open-source work for a while. We face similar problems at {employer}. It would "
    "be great to exchange thoughts with you on joining as a {role}.",
    "I'm building up the {role} team at {employer}, and I'm speaking with a few people whose work I admire. "
    "Would you be willing to have an informal chat?",
    "On the off chance that you're open to new things: we're expanding {employer}, and I believe you'd fit "
    "in well as {role}. How about a short call?",
    "We are currently staffing the position of {role} at {employer} and became aware of your interesting "
    "profile. We would be pleased to get in contact with you.",
    "Hope this finds you well! I’m reaching out regarding an exciting opportunity as a {role} at {employer}. "
    "Does this sound like something you’d want to explore?",
    "I read your article about migrations twice. Then I sent it round our office. We have an opening for a "
    "{role} - I'd be thrilled if you'd let me pitch it to you.",
    "Quick intro: I'm {sender}, {title} at {employer}. We're looking for somebody like you to take on "
    "{role}. Shall we talk?",
    "Would you consider a move? {employer} is hiring its next {role}, and your mix of skills is rare. Happy "
    "to share details if you're interested.",
    "A friend at your former company said you were the best engineer there. Naturally, I'd like to tell you "
    "about {employer} and the {role} we're hiring. Up for it?",
    "We’ve got a vacancy you won’t see advertised: {role} at {employer}, reporting to the CTO. I would love "
    "to hear what you think.",
    "Your career path matches what {employer} has been searching for in a {role}. If this piques your "
    "interest, I'd be happy to connect by phone.",
    "I lead engineering at {employer} and do my own recruiting mails, so forgive the lack of polish. I'd "
    "like to convince you to become our {role}. Can I buy you a (virtual) coffee?",
    "We're a team of nine making tools for hospitals. We want a {role} and I think it should be you. Keen to "
    "hear more?",
    "Timing is everything, so maybe I'm lucky: would you be open to exploring a {role} position with "
    "{employer}?",
    "I’m contacting you on behalf of {employer}, where I look after technical hiring. Would a new challenge "
    "as {role} tempt you? I’m happy to explain what makes the team special.",
)
BOOKING = (
    "Confirmed: {day1} at 14:00 with {other}. The video link is https://meet.example/{slug}-1.",
    "You're booked in for {day2} at 11:30. {other} will call you on the number in your CV.",
    "Your interview has been scheduled. Date: {day1}. Time: 09:00-09:45. Where: https://meet.example/{slug}. "
    "With: {other}.",
    "That's in the diary, see you {day1} at 3!",
    "This is to confirm your interview with {employer} on {day2} at 16:00. Dress code is casual.",
    "{day1} 10am it is. Calendar invite is on its way.",
    "Your appointment has been moved to {day2}, 13:00, as you asked. The link stays the same.",
    "A reminder that your conversation with {other} takes place tomorrow at 10:00. The link is in the "
    "calendar entry.",
    "We confirm our meeting on {day1} at 15:15. At reception, you will be met by {other}.",
    "Booked! {day2} from 12 to 1. We’ll be talking about your last project and our roadmap.",
    "Thanks for picking a slot. You'll meet {sender} on {day1} at 17:30 by video. Until then!",
    "Your interview schedule for {day2}: 10:00 {other}, 10:45 coffee, 11:00 {sender}, 12:00 wrap-up. There "
    "is nothing to prepare.",
    "Sorted, {day1} half nine on Teams. Looking forward.",
    "As agreed, the telephonic round is fixed for {day1}, 4 PM IST. The interviewer will dial in.",
    "New event: interview for {role}. {day2}, 08:30. Joining details: https://meet.example/{slug}-r2.",
    "All set for your on-site on {day1}. Doors open at 9, lunch is at noon, and you'll be done by two.",
    "Hello! Your call with {employer} has been confirmed for {day2} at 18:00 CET. You'll receive a reminder "
    "an hour before.",
    "Great, I've placed you with {other} on {day1}, 11:00 to 12:00. The room is booked.",
    "Event scheduled: 30 minutes with {sender}, {day1}, 15:00 (London). Need to make a change? Use the link "
    "in the invite.",
    "We look forward to welcoming you at our office on {day2} at 13:30. The building is next to the station.",
    "Done - invite sent for {day2}. {other} joins for the second half.",
    "See you {day1}. Meeting link: https://meet.example/j/{slug}.",
    "Your video interview is on {day1} at 10:30. The host will let you in from the waiting room.",
    "I've rebooked us for {day2}, same time. No worries at all about the change.",
    "The interview for {role} is taking place on {day1} as planned. {other} and {sender} are looking forward "
    "to it.",
    "Your panel is confirmed. {day2}, 9:00 to 12:15. Travel has been arranged, and the tickets are in a "
    "separate mail.",
)
SUBMISSION = (
    "You have completed the {employer} assessment. Your answers have been saved and sent.",
    "Well done, {me}! Your test for {role} is finished. {employer} will get your results shortly.",
    "Thank you for taking the {employer} coding test. Your report has been shared with the hiring team, who "
    "will be in touch.",
    "Submission received. Test: {role}. Tasks solved: 3 of 3. The results were forwarded to {employer}.",
    "Your test session has ended. We've passed your solutions on to {employer}.",
    "Hello {me},\n\nthis confirms that your assessment was submitted successfully. There is nothing further "
    "to do.",
    "Congratulations on finishing your {employer} challenge! The recruiter has been notified.",
    "All done! {employer} now has your answers and will contact you about the outcome.",
    "We hereby confirm that you have completed the online test assigned by {employer}.",
    "Your assessment is complete. You may close the browser window.\n\nCompany: {employer}\nTest: {role}",
    "Thanks for completing the challenge, {me}. Your score is visible only to {employer}.",
    'The coding test "{role}" was submitted on time. {employer} has received your code.',
    "Your response has been recorded. {employer} will review your submission and let you know.",
    "Test finished – nice work! We told {employer} that your solution is ready for review.",
    "Dear Candidate, your test has been submitted successfully. The results will be communicated to you by "
    "{employer}.",
    "We received your submission for the {employer} technical screen. A copy of your answers can be found in "
    "your account.",
    "You've reached the end of the {role} assessment. Thank you for your time!",
    "Your solution was uploaded. Status: submitted. Recipient: {employer}.",
    "Assessment completed: {employer} - {role}. Time used: 64 minutes.",
    "Thanks! That was the last task. Your results are on their way to {employer}.",
    "{me}, you've successfully handed in your code test for {employer}. Now you can relax.",
    "This is a confirmation of your completed exam for {employer}. Your work will be evaluated within a few "
    "days.",
    "Your coding session for {role} has been closed and submitted.",
    "Good job! You finished all sections of the {employer} test. No further steps are needed on this "
    "platform.",
    "The assessment which {employer} sent you has been marked as completed. Results go directly to the "
    "recruiter.",
)
ON_HOLD = (
    "Bit of an awkward one: our headcount is frozen until the new quarter. I'll write as soon as that "
    "changes.",
    "We've had to press pause on {role}. It has nothing to do with you.",
    "The recruitment for this position has been temporarily suspended. You will be informed once it resumes.",
    "Hiring for {role} is on ice for the moment, as we’re reorganising the department.",
    "There's a delay on our end, as {other} is on leave until next month. We'll pick things up again after "
    "that.",
    "Please be informed that the requisition is on hold as of now. We shall get back to you once it is "
    "reactivated.",
    "The budget round is taking longer than we thought, so nothing will happen on this before December. "
    "Thanks for your patience!",
    "I owe you an update. We haven't made a decision since the scope of the role is being reviewed. You're "
    "still very much in the running.",
    "Things have slowed down here, sorry. We’re merging two teams and the opening has to wait until that is "
    "done.",
    "Your application remains under consideration, but the process is paused for now.",
    "Due to an internal restructuring, we have to postpone the selection procedure. We'll contact you with a "
    "new timetable.",
    "Just so you know, we've paused interviewing for a few weeks while the founders sort out the funding.",
    "We're not in a position to continue at present. It's not a no, simply a \"not yet\".",
    "A short note so that you don’t think we forgot you: the role is stuck in approval. I’ll come back to "
    "you when I know more.",
    "The start of the project has been pushed back, and the vacancy along with it. We'll reopen it in spring.",
    "Our CFO has stopped all hiring till year end. I'm gutted. I'll keep you posted.",
    "We still have a few candidates to see, so our decision will take two more weeks. We'll get in touch in "
    "any case.",
    "Unfortunately there's a delay in the process for {role}, because the hiring manager has left. We are "
    "looking for a successor first.",
    "For the time being the position has been put on hold. Your documents stay with us, and we will return "
    "to you proactively.",
    "Update from {employer}: the search for a {role} is paused. There's nothing you need to do.",
    "We're going to wait with the next round until our reorganisation has settled. Thank you for "
    "understanding.",
    "The opening is frozen, as is everything else here this month. Hopefully I'll have better news after the "
    "board meeting.",
    "I was hoping to have a decision for you by now. It's been delayed at the top, and I'm waiting just like "
    "you.",
    "We have to slow down the hiring of our {role}. As soon as it picks up, you’ll be the first to know.",
    "On our side everything is at a standstill until the new office is approved. We'll be in touch when "
    "there's movement.",
)
EMPLOYER_ACK = (
    "Brilliant, cheers. Invite coming up.",
    "Thanks for the times! I'll check with {other} and send you a confirmation.",
    "Received, many thanks.",
    "Got your code, thank you. {other} will take a look.",
    "Thank you for sending the documents. They've gone to HR.",
    "Noted with thanks. The calendar invitation shall be shared with you shortly.",
    "Perfect, that's all I needed from you.",
    "We confirm receipt of your documents.",
    "Super, {day1} works for us too. You’ll get an invite in a minute.",
    "Thank you for the quick reply! I've passed your availability on to the panel.",
    "Lovely, that's everything for now.",
    "I have your repo link, thanks. We'll read through it over the next days.",
    "Cool, will set it up.",
    "Thank you for your reply, which we’ve added to your file.",
    "Great, I'll reach out to your referees in the coming days.",
    "Your solution has arrived. We're looking forward to reading it!",
    "Your message has been received and will be processed by our colleagues.",
    "Amazing, thank you so much for turning this around so fast.",
    "OK for {day2}. Speak then.",
    "Many thanks for confirming. I'll let {other} know.",
    "Thanks, the attachment opens fine. All good.",
    "Wonderful, I'll lock that in.",
    "Acknowledged, thank you.",
    "Ta! Calendar invite to follow.",
    "With thanks for your prompt response. We now have all that is required.",
    "Appreciate it. I've updated our system.",
)
EMPLOYER_ANSWER = (
    "Thanks {me}, that's really helpful. I'll be in touch.",
    "Much appreciated! I'll share this with {other} and we'll get back to you.",
    "Great, thank you. We’ll discuss internally and revert shortly.",
    "OK, good to know. Let me take that back to the team.",
    "Ah brilliant, thanks. Leave it with me.",
    "Thank you for the information. We will inform you about the next steps.",
    "Understood, and thanks for being so open about it. I'll update you once I've spoken with {other}.",
    "That’s clear, thank you! You’ll hear from me by the end of next week.",
    "Thanks for this. Our team will review and come back to you as soon as possible.",
    "Cheers for the swift reply. I've noted it down.",
    "All received. The committee meets next week and we will contact you afterwards.",
    "Makes sense. I'll sync with {other} tomorrow.",
    "Thank you for your message. It’s now with the hiring team.",
    "Fantastic, thanks a lot. I'm going to talk to my colleagues and will drop you a line after.",
    "Good stuff. More from me soon.",
    "Thank you for letting us know. I have passed it on.",
    "Well received, thank you. We shall keep you informed.",
    "I appreciate you coming back to me on this. We’re finishing conversations with a few others, and then "
    "I’ll give you an update.",
    "Right, thanks! No action needed from you for now.",
    "Noted - thank you. {other} is out this week, so it may take a few days until we come back to you.",
    "Many thanks for your answer; we'll be back in contact in the course of next week.",
    "Thanks so much. I've added it to your file, and we're all good for the moment.",
    "Lovely to hear from you. I’ll have a word with the team and let you know where we stand.",
    "Thank you, that's what I was after. Enjoy the rest of your week!",
    "Perfect. I'm off to a meeting but will follow up properly in a day or two.",
    "Thanks, got it. We'll take it from here.",
)

# ------------------------------------------------------------------------- the owner's side

ANSWER_SCHEDULE = (
    "{day2} it is! Speak to you then.",
    "I can make {day1} from 13:00 to 17:00 or {day2} before 11:00, UK time.",
    "Great to hear from you. {day1} works, ideally in the morning.",
    "Sure - {day1} or {day2}, either is fine with me, any time after ten.",
    "Thanks for the invitation. I'd like to take the slot on {day2}.",
    "Sounds good. How about {day1} at 2pm?",
    "Let’s do {day1}. I’m flexible all day.",
    "I am available as follows: {day1} 09:00-12:00, {day2} 14:00-18:00. Both in London time.",
    "{day1} is tricky because of a release, but {day2} works at any hour.",
    "Yes, that suits me well. I'll be there on {day1}.",
    "Unfortunately I can't do {day1}. Would {day2} around 4 be possible? I'm free the whole afternoon.",
    "Lovely, {day2} at 15:30 please.",
    "{day1} 10am is perfect for me.",
    "Thank you, I'm delighted. {day2} morning would be my preference, with {day1} lunchtime as a backup.",
    "My calendar is open on {day1} after 3 and all of {day2}.",
    "Confirming {day1}. Thanks for arranging this!",
    "I could come on {day1} or {day2}. For the former, I’d have to leave by five.",
    "The best windows for me are {day1} 8:30-10:00, {day1} 16:00-18:00 and {day2} 12:00-14:00.",
    "Works for me! See you on {day2}.",
    "Happy to. I'd say {day2}, first thing in the morning.",
    "I'm free on both days you mention, with a slight preference for {day1}.",
    "That fits nicely, I’ve blocked {day1} from 10 to 3.",
    "Any time between 11 and 4 on {day2} is fine by me.",
)
ANSWER_QUESTION = (
    "I'd be looking at 70 to 80k depending on the overall package.",
    "Three months, although my employer may let me go sooner.",
    "I'm a Swedish citizen with settled status in the UK, so no sponsorship is required.",
    "Good question! Mostly the mission, plus the chance to work on something with real users.",
    "At the moment I live in London, and I'd be happy to move for the right job.",
    "Yes, no problem at all.",
    "About five years, three of those in production with real traffic.",
    "I managed four people directly and was the technical lead for another six.",
    "To be honest I’d rather stay fully remote, but I could travel to the office once a month.",
    "I'm on one month's notice.",
    "I have one other process at the final stage and two which have only started.",
    "That salary band is fine with me.",
    "Backend, by far. I can find my way around React but wouldn't call myself an expert.",
    "No restrictions in my contract, so I’m free to join whomever I like.",
    "I took that year off to look after my father and finished an online course on the side.",
    "We were eleven people: seven engineers, a designer, two testers and a product manager.",
    "I'm leaving because the company moved its engineering to another country.",
    "English and Swedish fluently, and passable German.",
    "Only permanent positions, please.",
    "I'm comfortable with that as long as the rota is fair and paid.",
    "A former colleague pointed me to the advert.",
    "I could start on the first of February.",
    "In short: we had silent data loss in a replicated queue, and it took me three weeks to find the race "
    "that caused it.",
    "The individual contributor track is what I see for myself.",
)
ANSWER_TEST = (
    "Done! Code and notes are here: https://github.com/{slug}/take-home-maya",
    "Please see https://github.com/{slug}/maya-solution for my submission. I spent about four hours on it.",
    "My solution is attached. I've written down the assumptions in NOTES.md.",
    "Thanks for the fun exercise. Here's the repo: https://gitlab.com/{slug}/ml-exercise",
    "I have attached the completed assignment. It runs with a single docker compose command.",
    "Submission attached. The second part is only sketched, since I stuck to your time limit.",
    "Here you go: https://github.com/{slug}/rate-limiter. Setup takes a minute, and all tests pass on Python "
    "3.12.",
    "I've pushed my work to https://bitbucket.org/{slug}/challenge and given you read access.",
    "As requested, the finished exercise is attached as an archive.",
    "It’s ready for review at https://github.com/{slug}/booking-merge. I enjoyed the edge cases!",
    "You can find the finished homework under https://github.com/{slug}/homework - I left comments where I "
    "would do things differently in production.",
    "Hi, the code is attached, along with a page on design decisions.",
    "Finished a little earlier than planned: https://gitlab.com/{slug}/case-study",
    "The pull request is open: https://github.com/{slug}/challenge/pull/12. Looking forward to your comments.",
    "Attached is my take on the task. The README has instructions.",
    "I've wrapped up the assignment, see https://github.com/{slug}/assignment-ml. The last commit adds the "
    "benchmark.",
    "Repo: https://github.com/{slug}/solution. Cheers!",
    "Please find attached my case study and the accompanying notebook.",
    "I kept it small on purpose. https://gitlab.com/{slug}/tiny-service contains all of it, including the "
    "tests.",
    "The result of my weekend is attached. I hope you like it as much as I liked writing it.",
    "My answer to the challenge lives at https://github.com/{slug}/events-exercise, with a deployment guide "
    "in docs.",
    "Task completed and attached. I went for the simple approach and explain why in the first section.",
)
ANSWER_DOCUMENTS = (
    "Sure, attached.",
    "The scans you wanted are attached.",
    "I’ve attached everything you listed.",
    "Here's the PDF.",
    "Attached as requested. Let me know should anything be unreadable.",
    "No problem! The signed form is attached.",
    "Find the current version attached, updated yesterday.",
    "All in a single PDF, to make it easier for you.",
    "Of course - please see the attached file.",
    "My apologies for the broken upload. A fresh copy is attached.",
    "You'll find the papers attached to this mail.",
    "Hello, I've put the documents together in one PDF for your convenience.",
    "Please see attached.",
    "With this mail I'm sending you the PDF you asked for.",
    "As discussed, I have attached the completed form and a copy of the certificate.",
    "Sorry for the wait, I had to find a scanner. It's attached now.",
    "Happy to provide that; the PDF comes with this message.",
    "I filled it in and signed it, see attached.",
    "Attached! Shout if HR needs it in a different format.",
    "The requested document is attached. The originals are available too, should you want to see them.",
    "Here is what you need, attached as one file.",
    "Done, the signed PDF is in this mail.",
)
ANSWER_REFERENCES = (
    "My references are Helen Marsh (helen.marsh@crestline.example, +44 20 7946 0155) and David Osei "
    "(david.osei@crestline.example).",
    "Please feel free to call Anita Berg, my manager until last year, on +46 8 555 0123. The second one is "
    "Paul Reyes, paul.reyes@hollin.example.",
    "Sure thing. 1) Martin Falk, CTO at Hollin, martin.falk@hollin.example 2) Jess Tran, team lead, "
    "jess.tran@crestline.example",
    "You can contact Fiona Grant at fiona.grant@millbrook.example and Leo Strand at "
    "leo.strand@millbrook.example. I've told them to expect a call.",
    "Two people who know my work well: Carla Mendes (carla.mendes@aldersea.example) and Tim Howe "
    "(tim.howe@aldersea.example, +44 161 496 0180).",
    "Here are three: Nils Ek, nils.ek@varby.example; Maria Costa, maria.costa@varby.example; Rob Lane, "
    "rob.lane@hollin.example.",
    "Gladly – my ex-boss is Simone Keller, simone.keller@ostwind.example, +49 30 555 0142. As a peer I'd "
    "suggest Amir Shah, amir.shah@ostwind.example.",
    "Referee one: Dr Judith Boone, Head of Data, Aldersea, judith.boone@aldersea.example. Referee two: Kofi "
    "Mensah, Principal Engineer, Aldersea, kofi.mensah@aldersea.example.",
    "I'd recommend talking to Eva Lund (eva.lund@varby.example), who was my manager for four years, and to "
    "Chris Tate (chris.tate@millbrook.example).",
    "Of course. Harriet Young, harriet.young@sedgemoor.example, 0117 496 0133; Dev Patel, "
    "dev.patel@sedgemoor.example, 0117 496 0134.",
    "The people to speak to are Olga Petrova, olga.petrova@crestline.example, and Stefan Moe, "
    "stefan.moe@crestline.example. Mornings are best for Olga.",
    "Both of these are happy to talk: Will Archer (+44 131 496 0166) and Nadia Karim "
    "(nadia.karim@hollin.example).",
    "Feel free to write to my former director, Luis Ferrer: luis.ferrer@aldersea.example. Also to Beth "
    "Nolan, whom I mentored: beth.nolan@aldersea.example.",
    "Contacts as promised: Jan Visser, VP Engineering, jan.visser@grachtwerk.example, and Mia Holm, Staff "
    "Engineer, mia.holm@grachtwerk.example.",
    "Reference 1: Susan Oduya, susan.oduya@millbrook.example, line manager 2019-2022. Reference 2: Mark "
    "Finch, mark.finch@varby.example, line manager 2022-2024.",
    "Try Greg Sloan first (greg.sloan@sedgemoor.example), he supervised me directly. Otherwise Ana Lima, "
    "ana.lima@sedgemoor.example.",
    "My last two managers were Petra Wolf (petra.wolf@ostwind.example, +49 40 555 0119) and Sam Doyle "
    "(sam.doyle@crestline.example, +44 20 7946 0177).",
    "Sure! Talk to Ewan Reid, ewan.reid@hollin.example, 07700 900155, and Lotte Bakker, "
    "lotte.bakker@grachtwerk.example.",
    "I've asked both and they agreed: Vera Novotna, vera.novotna@varby.example, and Hugh Bell, "
    "hugh.bell@millbrook.example.",
    "With pleasure. My manager at Crestline was Oliver Stone-Reid (oliver@crestline.example) and my "
    "colleague there Zoe Adams (zoe@crestline.example).",
    "Kamal Iyer (kamal.iyer@aldersea.example) led the department I worked in. Ruth Dale "
    "(ruth.dale@aldersea.example) was my product manager.",
)
ACCEPT_OFFER = (
    "Yes! I'd love to join. Signed contract attached.",
    "I am happy to accept your offer and confirm that I'll be joining as {role}.",
    "Thank you so much, I gladly accept. I've handed in my notice already.",
    "Count me in. I accept the offer and can't wait to get going.",
    "After talking it over at home, my answer is yes. I accept.",
    "I'm delighted to accept the position of {role} at {employer}.",
    "It's a yes from me too! The countersigned letter is attached.",
    "Offer accepted 🎉 Thanks to you and {other} for a great process.",
    "I hereby accept your offer of employment on the terms stated in your letter.",
    "This was an easy decision: I accept, with great pleasure.",
    "I have signed the contract, see attached. Very much looking forward to starting.",
    "Thank you for your trust. I would like to take up your offer and join the team.",
    "Great news indeed, and I'm pleased to say yes to the offer.",
    "Happy to confirm my acceptance. See you in January!",
    "I’m in! Signed and attached.",
    "Please take this as my formal acceptance of the {role} position.",
    "I've made up my mind: I want to work with you, so yes, I accept your offer.",
    "Thanks for your patience. I'm excited to accept.",
    "Accepted, with thanks. The start date you suggest works for me.",
    "I’ve read the contract, all is clear, and I accept the offer.",
    "We have a deal - I accept. Please pass on my thanks to everybody I met.",
    "With pleasure I accept the position. You'll find the signed documents attached.",
)
DECLINE_OFFER = (
    "I'm sorry, but I have decided not to take the position. It was a close call.",
    "Thank you for the generous offer. I must respectfully decline.",
    "I’ve thought long about it and I’m going to say no. The commute is simply too much for me.",
    "Much as I liked everyone I met, I have accepted an offer from another company and therefore can't take "
    "yours.",
    "Unfortunately I won't be joining you. I hope that we stay in touch.",
    "After careful thought, I am turning down the offer. Thank you for your confidence in me.",
    "This isn't easy to write: I'm declining, as I have chosen a role closer to what I want to do.",
    "I regret that I am unable to accept the position of {role}.",
    "Thanks a lot, really. In the end I've decided to stay with my current employer.",
    "I have to pass on this offer. I wish you and the team all the best.",
    "Please accept my apologies; I've decided against the position.",
    "I'm grateful for the offer, but it's a no from my side. The salary is below what I need.",
    "I’d like to decline the offer, with many thanks for your time.",
    "My decision has gone the other way, I'm afraid. I won't be taking the job.",
    "I appreciate the effort that you and {other} put in, yet I've chosen another opportunity.",
    "With regret, I'm not going to accept. Family reasons keep me where I am.",
    "I can't accept the offer, since the role is different from what we first talked about.",
    "Having weighed everything up, I’ve decided not to accept your kind offer.",
    "Hard decision, but I'm going with a different company. Sorry, and thank you for everything!",
    "I decline the offer for {role}. Thank you for considering me.",
    "Sadly I need to say no this time. You've been wonderful throughout.",
)
ANSWER_OUTREACH = (
    "Hi, thanks for thinking of me. I'd be up for a chat.",
    "Interesting timing! Yes, I’d like to learn more.",
    "Thank you for getting in touch. {employer} has been on my radar, so I'm happy to talk.",
    "Sure, tell me more.",
    "I'm not actively looking, but this does sound appealing. Let's speak.",
    "Happy to have a conversation about it.",
    "Thanks for the kind words. I’m curious, so please go ahead and tell me about the team.",
    "Yes, I'm open to new opportunities and would be glad to hear about this one.",
    "You've got my attention! A call would be great.",
    "I'd be interested, provided that the role can be done remotely.",
    "Thank you for your message. I would be pleased to discuss the position further.",
    "Sounds like a good fit, I’d enjoy a chat.",
    "Count me interested. Looking forward to hearing more about {role}.",
    "Why not - I'm always happy to talk shop.",
    "I've heard good things about {employer}. Yes, let's have a call.",
    "That's kind of you. I'd like to know more about what you're building.",
    "Good to meet you. I’m up for an informal call.",
    "This comes at a good moment, as I've just started looking around. I'd be keen to talk.",
    "Yes please, I'd love to hear the details.",
    "I'm intrigued. Happy to jump on a call.",
    "Thanks for reaching out, I'm interested in exploring this.",
)
HOLDING = (
    "Thank you, received. I’ll be in touch as soon as I can.",
    "Thanks! I need a little time for this and will get back to you.",
    "Just a quick note to say it arrived. More from me soon.",
    "Many thanks - let me think about it and I'll come back to you.",
    "Got it. Will reply properly once I'm at my desk.",
    "Thanks for this, I’m on it.",
    "Much appreciated. I'll look into it and let you know.",
    "I've seen your mail and will answer in detail shortly.",
    "Thank you for the message! Bear with me, I'm between meetings.",
    "Received with thanks, I shall revert soon.",
    "Cool, thanks. I’ll get started and report back.",
    "OK, noted. I'll take care of it.",
    "Thank you for sending this over. I'm going to go through it carefully and then respond.",
    "That's great, thanks. Give me a bit of time to sort it out.",
    "Thanks, this reached me fine. You'll hear from me.",
    "I just wanted to confirm that I’ve received your email. An answer will follow.",
    "Sorry, hectic at work right now. I haven't forgotten and will get to it.",
    "Lovely, thank you! I'll have to check a couple of things first.",
    "Thanks for letting me know. I'll work on it and get back to you in due course.",
    "Brilliant, thank you. Let me read it in peace and then write back.",
    "Acknowledged, thanks. I’m looking into it.",
    "Thanks, will do!",
)
APPLICATION = (
    "I'm writing to apply for the {role} role at {employer}. You'll find my CV enclosed.",
    "I saw your advert for a {role} and I'm keen to throw my hat in the ring. My résumé is attached.",
    "With great interest I read your job posting for {role}. Please find my application documents attached.",
    "My name is Maya, I’ve spent the last eight years building backend systems, and I’d love to work at "
    "{employer}. CV attached.",
    "Please accept this email as my application for the post of {role}.",
    "{employer} has been on my list for a long time, so I was pleased to see that you are hiring a {role}. I "
    "attach my CV and look forward to hearing from you.",
    "Kindly find my profile attached for the position of {role}. I believe that my experience is well suited "
    "to your requirement.",
    "I'd like to be considered for {role}. A short summary: ten years in software, five of them with Python, "
    "two as a team lead.",
    "Attached is my CV for your {role} opening. I’d welcome the chance to tell you more about what I’ve done.",
    "Here's my application for {role}. I've used your product for years and have many opinions on it!",
    "I was excited to come across the {role} vacancy on your website. My background in data infrastructure "
    "matches it closely, as the attached CV shows.",
    "A friend told me that you're looking for a {role}. I'd be glad to put myself forward; my CV is attached.",
    "Hereby I apply for the position of {role}. My documents are enclosed, and I'm happy to provide more on "
    "request.",
    "I think I could help you. I have built and run the sort of platform your ad describes. CV attached, "
    "code on my GitHub.",
    "I am interested in the {role} opportunity listed on your careers page and attach my résumé for your "
    "review.",
    "You're searching for a {role}; I'm searching for a team that cares about its craft. Please see my CV.",
    "Please consider the attached CV for {role}. I currently lead the infrastructure work of a mid-sized "
    "logistics company.",
    "I'm applying for {role}. The attached CV covers the facts, and what it doesn't show is how much I enjoy "
    "taking old systems apart.",
    "Having followed {employer} for some time, I would be thrilled to join as a {role}. My CV is attached "
    "for your consideration.",
    "Application for {role}, as advertised. Curriculum vitae attached. Thank you for your time.",
    "Your posting for a {role} reads as if written for me, so here is my CV.",
)
WITHDRAW = (
    "Please withdraw my application for {role}. I've decided to stay where I am.",
    "I have taken another job and would like to step out of your process. Thank you for everything!",
    "After some thought I don’t think that the role is right for me, so I’m withdrawing.",
    "I wanted to let you know that I'm no longer available, as I've signed with another company.",
    "Please remove me from consideration for {role}.",
    "I'm going to bow out here. It was good to meet you and {other}.",
    "Due to a change in my personal circumstances I have to withdraw from the process.",
    "I’m sorry to do this at such a late stage, but I won’t be continuing with my application.",
    "Thank you for the invitation. However, I've accepted an offer elsewhere and would like to retract my "
    "application.",
    "I'd like to pull out of the running for {role}.",
    "Things moved faster with another company, and I have said yes to them. Please close my application.",
    "I hereby withdraw my candidature for the position of {role} at {employer}.",
    "I’ve decided not to pursue this any further. All the best with your search!",
    "We're moving abroad, so I need to take my name off your list.",
    "On reflection, the position isn't what I'm looking for, and I'd prefer not to go on.",
    "Please consider my application withdrawn. Thanks for a pleasant process.",
    "I no longer wish to be considered for {role}, as I've found a position that suits me better.",
    "It’s with some regret that I’m ending my application with you.",
    "Thanks for your time so far. I'm taking myself out of the process, since relocation is not possible for "
    "me after all.",
    "Just to save you some work: I've accepted something else, so you can cross me off.",
    "I am writing to inform you that I am withdrawing from the selection process.",
)
OUT_OF_OFFICE = (
    "I'm out of the office and back on {day2}.",
    "Thank you for your message. I am on annual leave and will return on {day1}. Your email won’t be "
    "forwarded.",
    "Hello, I'm travelling until {day2} and will read mail only now and then.",
    "Away from my desk until {day1}.",
    "I am currently on holiday. I'll answer your message after my return on {day2}.",
    "Thanks for your email! I'm offline this week and back in touch from {day1}.",
    "This is an automatic reply. I’m not available until {day2}.",
    "I'm on vacation with no internet. I'll be reading my mail again from {day1}.",
    "You've reached Maya's autoresponder. She's hiking and returns on {day2}.",
    "I am out till {day1}, with patchy reception.",
    "Thank you for writing. I check my inbox only once a day at the moment and may be slow to respond.",
    "Currently away at a conference. Replies may take until {day2}.",
    "I'm on sick leave. Messages will be answered when I'm back.",
    "I'm away from the keyboard until {day1}. Thanks for your patience.",
    "Automatic answer: I have received your message but will not be able to read it before {day2}.",
    "On a long weekend! Back {day1}.",
    "Out of office until {day2} inclusive.",
    "I'm taking a few days off and am going to reply once I've returned.",
    "I am abroad until {day1} and will have limited connectivity.",
    "Hi! I'm on leave, enjoying some time with my family. I'll get back to you on {day2}.",
)

# ------------------------------------------------------------------------- noise

NOISE = (
    (
        "The Slow Kitchen <hello@slowkitchen.example>",
        "Seven soups for cold evenings",
        "This week: leek and potato, and why your stock needs more time. What are you cooking? Hit reply and "
        "tell us.",
        True,
    ),
    (
        "Job Alerts <alerts@jobsignal.example>",
        "12 new roles match 'data engineer'",
        "Data Engineer - Castlemere Group, London. Senior Data Engineer - Ravel, remote. See all jobs and "
        "apply in one click.",
        True,
    ),
    (
        "Indeed <donotreply@match.indeed.com>",
        "Python Developer at Holt & Marsh: apply before it closes",
        "This employer is actively hiring. You could be invited to interview this week. Apply now.",
        True,
    ),
    (
        "LinkedIn <messages-noreply@linkedin.com>",
        "You appeared in 14 searches this week",
        "See who's looking at your profile. Upgrade to find out which recruiters viewed you.",
        True,
    ),
    (
        "Morning Circuit <editor@morningcircuit.example>",
        "Chips, clouds and a very odd outage",
        "Good morning. Today we look at why a certificate took down half of a country's trains. Did you miss "
        "yesterday's issue?",
        True,
    ),
    (
        "Career Compass <coach@careercompass.example>",
        "Is your CV costing you interviews?",
        "Send us your CV for a free review by our experts! Places are limited, book your session before "
        "Sunday.",
        True,
    ),
    (
        "Mockmate <team@mockmate.example>",
        "Your practice interview is ready",
        "Choose a time for your practice interview with an AI coach. Available on Tuesday and Thursday.",
        True,
    ),
    (
        "CodeDojo <news@codedojo.example>",
        "New challenge: can you solve it by Friday?",
        "This week's kata is about trees. Submit your solution by Friday and climb the leaderboard.",
        True,
    ),
    (
        "Fern & Field <offers@fernfield.example>",
        "Last chance: 20% off wool",
        "The sale ends on Sunday. Would you rather have blue or green?",
        True,
    ),
    (
        "Parcelbird <tracking@parcelbird.example>",
        "Your parcel is on its way",
        "We'll deliver between 10:00 and 12:00 on Wednesday. Not at home? Choose another day here.",
        True,
    ),
    (
        "Airwick Travel <deals@airwicktravel.example>",
        "Your October getaway",
        "Flights from 39. Where will you go next?",
        True,
    ),
    (
        "Rowan Theatre <boxoffice@rowantheatre.example>",
        "How was your evening?",
        "Please take a minute to answer five questions about your visit. Your feedback helps us.",
        True,
    ),
    (
        "Sprocket Insights <research@sprocketinsights.example>",
        "We'd like to hear from you",
        "You've been selected for our developer survey. Complete it by 30 November to win a keyboard.",
        True,
    ),
    (
        "Pocket Bank <marketing@pocketbank.example>",
        "You're pre-approved!",
        "We are delighted to offer you a credit card with no annual fee. Accept your offer by Friday.",
        True,
    ),
    (
        "Meetup Python London <info@pythonmeet.example>",
        "Next meetup: typing in anger",
        "Thursday, 18:30, upstairs at the usual pub. Please RSVP so that we can order enough pizza.",
        True,
    ),
    (
        "Coursewell <learn@coursewell.example>",
        "Your assignment is due soon",
        "Module 3 of Statistics for Engineers closes on Monday. Upload your assignment to get your "
        "certificate.",
        True,
    ),
    (
        "The Allotment Society <newsletter@allotments.example>",
        "November on the plot",
        "Time to plant garlic. Who can lend a hand on the paths on Saturday morning?",
        True,
    ),
    (
        "Northgate Building Society <mortgages@northgatebs.example>",
        "Documents needed for your mortgage application",
        "We still need your latest three payslips and a bank statement to process your mortgage application.",
        False,
    ),
    (
        "Kestrel Bank <alerts@kestrelbank.example>",
        "New payee added",
        "You added a new payee. If this wasn't you, call us straight away on the number on your card.",
        False,
    ),
    (
        "Kestrel Bank <codes@kestrelbank.example>",
        "Your passcode",
        "Use 904 117 to approve your payment. Never share this code with anybody.",
        False,
    ),
    (
        "Account Security <no-reply@accounts.maplemail.example>",
        "Your sign-in code is 226 803",
        "Enter this code to finish signing in. It's valid for ten minutes.",
        False,
    ),
    (
        "Greenhouse <no-reply@greenhouse.io>",
        "Your security code",
        "Copy and paste this code into the security code field of your application: xQ7rT2mz.",
        False,
    ),
    (
        "Tilda Norén <tilda.noren@gmail.com>",
        "dinner?",
        "Are you around on Thursday? I was thinking the new ramen place. Let me know what time works for you!",
        False,
    ),
    (
        "Mum <birgitta.lindqvist@telia.example>",
        "Christmas",
        "Have you booked your flights yet? Dad wants to know which day to pick you up.",
        False,
    ),
    (
        "Jonas Lindqvist <jonas.lindqvist@hotmail.com>",
        "the old bike",
        "Do you still want it or shall I sell it? Somebody has offered me 80 for it.",
        False,
    ),
    (
        "Hannah P. <hannah.p@outlook.com>",
        "Book club on Wednesday",
        "We're meeting at mine at seven. Can you bring the crisps? And did you finish it?",
        False,
    ),
    (
        "Elm Road Primary School <office@elmroadprimary.example>",
        "Parents' evening",
        "Please let us know which slot you would prefer for parents' evening: Tuesday 16:00 or Wednesday "
        "17:30.",
        False,
    ),
    (
        "Elm Road Primary School <office@elmroadprimary.example>",
        "Trip consent form",
        "Please sign and return the attached consent form for the museum trip by Friday.",
        False,
    ),
    (
        "Bright Smile Dental <bookings@brightsmile.example>",
        "Time for your check-up",
        "Your next check-up is due. Please call us or reply with a time that suits you.",
        False,
    ),
    (
        "Dalton Lettings <viewings@daltonlettings.example>",
        "Viewing of the flat in Mill Lane",
        "Could you do a viewing on Saturday at 11? The landlord would also like a reference from your "
        "current landlord.",
        False,
    ),
    (
        "Voltway Energy <service@voltway.example>",
        "Please submit your meter reading",
        "We need a meter reading from you by the 28th. It only takes a minute online.",
        False,
    ),
    (
        "City Library <loans@citylibrary.example>",
        "Your loan is overdue",
        "The following item should have been returned on Monday: The Left Hand of Darkness. Please return or "
        "renew it.",
        False,
    ),
    (
        "HM Passport Enquiries <status@passports.example>",
        "Your application has been received",
        "We have received your application. We'll contact you if we need more documents.",
        False,
    ),
    (
        "Harbour Vets <reception@harbourvets.example>",
        "Miso's booster",
        "Miso's vaccination is due. Would Monday at 8:45 or Thursday at 17:00 suit you?",
        False,
    ),
    (
        "Sedgeley Cycles <workshop@sedgeleycycles.example>",
        "Your repair",
        "Your bike is ready to collect. When would you like to pick it up? We're open until six.",
        False,
    ),
    (
        "Tamsin at Brightbox Broadband <support@brightboxbroadband.example>",
        "Re: Slow connection",
        "Thanks for getting in touch. Could you send me a screenshot of the speed test, so that our "
        "engineering team can look into it?",
        False,
    ),
    (
        "Neighbourhood Choir <choir@stannes.example>",
        "Concert rehearsal",
        "We're short of altos! Can you make the extra rehearsal on Sunday? Please tell me by Thursday.",
        False,
    ),
    (
        "Safe & Sound Insurance <claims@safesound.example>",
        "Your claim 55-201",
        "We have considered your claim, and unfortunately we are unable to proceed with it on this occasion.",
        False,
    ),
)
