"""What one message shows about its sender, before other messages are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.employers import (
    agencies,
    departments,
    domains,
    labels,
    local_parts,
    names,
    phrases,
    relays,
    senders,
    services,
)
from inbox_momentum.employers.display import NOBODY, Display, parse_display, person_name
from inbox_momentum.employers.fullnames import own_text, signed_parts
from inbox_momentum.employers.hosts import Hosts
from inbox_momentum.employers.mailboxes import is_own_name
from inbox_momentum.employers.senders import SenderRow
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Address, Direction, Entry, Message, SenderKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A company that a message names."""

    name: str
    weight: float
    """How surely the message is from or about that company, 0 to 4."""
    cue: str
    voice: bool = True
    """True when only the company itself speaks so; a friend may say the rest."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message's own evidence."""

    id: str
    kind: SenderKind
    row: SenderRow | None
    """Known platform behind it."""
    address: str
    person: str | None
    domain: str | None
    """Registrable domain of the employer's own, from From, Reply-To or Sender."""
    tenant: str | None
    """Platform's name for its customer, as ``platform/tenant``."""
    display: Display
    claims: tuple[Claim, ...]
    """Strong ones, the surest first."""
    hints: tuple[Claim, ...]
    """Weak ones: they count only when the name is known from elsewhere."""
    clients: tuple[str, ...]
    agency: str | None
    """The cue that makes the sender an agency."""
    careers: bool
    """True when it comes from a hiring department's address."""
    cues: tuple[str, ...]


def observe(entry: Entry, hosts: Hosts) -> Sighting:
    """The evidence of one inbound message."""
    message = entry.message
    author = message.author
    row = senders.match(author)
    relayed = senders.relayed_for(author.domain) if row is None else None
    if row is None and relayed is None and hosts.services:
        row = hosts.services.get(domains.registrable(author.domain))
    if row is not None or relayed is not None:
        return _platform(message, author, row, relayed)
    return _direct(message, author, hosts)


def outbound(entry: Entry) -> Sighting:
    """The owner's own message: it names clients and employers only in its text."""
    claims, hints = _text_claims(entry.message, 1.0) if entry.direction is Direction.OUT else ((), ())
    author = entry.message.author
    return Sighting(
        entry.id, SenderKind.PERSON, None, author.address, author.name or None, None, None, NOBODY,
        claims, hints, (), None, False, (),
    )  # fmt: skip


# ------------------------------------------------------------------------------ platforms


def _platform(
    message: Message, author: Address, row: SenderRow | None, relayed: tuple[SenderRow, str] | None
) -> Sighting:
    domain = None
    if relayed is not None:
        row, host = relayed
        domain = domains.registrable(host)
    assert row is not None
    cues = [f"sender {row.sender} is {row.platform} ({row.category}, {row.mark})"]
    if relayed is not None:
        cues = [f"{author.domain} is {row.platform} sending for {domain}"]
    if row.kind is SenderKind.BULK:
        return _nobody(message, row.kind, author, tuple(cues), row=row)
    tenant = _tenant(author, row)
    shown = _shown(message, author, row, tenant)
    domain = domain or _own_domain(message.reply_to) or _own_domain(message.sender)
    claims = list(_display_claims(shown, tenant))
    if shown.person and not shown.company and row.category == "ats":
        signed = [one for one in signed_parts(own_text(message)) if names.company_words_in(one)]
        claims.extend(Claim(one, 2.0, f"signature: {one}") for one in signed if names.plausible(one))
    strong, hints = _text_claims(message, 2.0)
    if row.site_relay:
        strong = (
            *strong,
            *(Claim(name, 2.0, cue) for name, cue in relays.named_in(message.subject, _text(message))),
        )
    if not row.example:
        strong = tuple(one for one in strong if not labels.matches_label(one.name, row.sender))
    persons = (message.subject, f" with {shown.person or shown.whole} ")
    claims.extend(one for one in strong if not any(relays.is_first_name(one.name, text) for text in persons))
    if shown.whole and shown.whole in message.subject:
        claims.append(Claim(shown.whole, 2.5, f"subject and display name: {shown.whole}"))
    if tenant:
        cues.append(f"tenant {tenant} of {row.platform}")
    person = _platform_person(message, author, row, shown)
    return Sighting(
        id=message.message_id,
        kind=row.kind,
        row=row,
        address=author.address,
        person=person,
        domain=domain,
        tenant=f"{fold(row.platform)}/{tenant}" if tenant else None,
        display=shown,
        claims=tuple(claims),
        hints=hints,
        clients=agencies.clients(_text(message)) if row.site_relay else (),
        agency=None,
        careers=row.kind in {SenderKind.ATS, SenderKind.ASSESSMENT},
        cues=tuple(cues),
    )


def _shown(message: Message, author: Address, row: SenderRow, tenant: str | None) -> Display:
    """The display name of a platform's mail, without the platform's own and with persons told apart."""
    shown = parse_display(author.name)
    if tenant and shown.person and names.name_key(shown.person) == names.name_key(tenant):
        shown = Display(shown.company, shown.person, None)
    if tenant and names.name_key(author.name) == names.name_key(tenant):
        shown = Display(None, names.tidy(author.name), None)  # a company called "HOA Talent"
    own = shown.company or shown.whole
    if own and not tenant and services.is_own_name(own, row):
        shown = NOBODY
    if shown.whole and relays.is_persons(shown.whole, author.local, message.subject, own_text(message)):
        shown = Display(shown.whole, None, None)
    return shown


def _display_claims(shown: Display, tenant: str | None) -> list[Claim]:
    claims = []
    if shown.company:
        claims.append(Claim(shown.company, 3.0, f"display name: {shown.company}"))
    if tenant and shown.whole and _key_alike(names.name_key(shown.whole), names.name_key(tenant)):
        claims.append(Claim(shown.whole, 3.0, f"display name: {shown.whole}"))
    return claims


def _key_alike(key: str, other: str) -> bool:
    return bool(key and other) and (
        key == other or (min(len(key), len(other)) >= 3 and (key.startswith(other) or other.startswith(key)))
    )


def _tenant(author: Address, row: SenderRow) -> str | None:
    """The platform's name for its customer: ``acme`` of ``acme+autoreply@talent.icims.com``."""
    if row.tenant == "subdomain" and author.domain != row.sender:
        above = author.domain.removesuffix("." + row.sender).split(".")
        named = [one for one in above if one not in words().region_labels]
        return named[-1] if named else None
    if row.tenant == "local":
        local = author.local.partition("+")[0]
        for tail in ("-jobs", "-careers", "-recruiting", "-talent", "-hr", ".jobs", "_jobs"):
            local = local.removesuffix(tail)
        return None if _role_local(local) or not any(one.isalpha() for one in local) else local
    return None


def _role_local(local: str) -> bool:
    """True for a department's or a machine's local part."""
    known = words().machine_locals | words().careers_locals | words().region_labels | words().generic_labels
    return not local or local in known or local_parts.pieces(local)[0] in words().machine_locals


def _platform_person(message: Message, author: Address, row: SenderRow, shown: Display) -> str | None:
    """The person who writes through a platform; ``None`` for its machine."""
    if (
        not row.people
        or message.automated
        or "+autoreply" in author.local
        or local_parts.is_machine(author.local)
    ):
        return None
    relayed = "+" in author.local or not local_parts.is_careers(author.local)
    whole = shown.whole if relayed and shown.whole and len(shown.whole.split()) in {2, 3} else None
    return shown.person or (whole if not shown.company else None)


# ------------------------------------------------------------------------------ everybody else


def _direct(message: Message, author: Address, hosts: Hosts) -> Sighting:
    """A sender at no known platform: a company's address, a private one, or a list's."""
    shown = parse_display(author.name) if author.domain else NOBODY
    domain = domains.registrable(author.domain) if domains.is_company_like(author.domain) else None
    if domain in hosts.private or is_own_name(author, domain):
        domain = None
    company_host = domain is not None
    if domain in hosts.own:
        return _nobody(message, SenderKind.PERSON, author, ("the owner's own domain",))
    if message.automated == "bounce" or author.local in {"mailer-daemon", "postmaster"}:
        return _nobody(message, SenderKind.OTHER, author, ("a mail system's report",))
    if _is_bulk(message, domain in hosts.engaged):
        return _nobody(message, SenderKind.BULK, author, ("list or bulk headers, no known sender",), domain)
    machine = local_parts.is_machine(author.local) or message.automated in {"auto-generated", "no-reply"}
    machine = machine or _is_company_itself(author, shown, domain)
    careers = company_host and local_parts.is_careers(author.local)
    text = _text(message)
    signed = tuple(signed_parts(own_text(message)))
    agency = agencies.agency_by_address(author) or agencies.agency_by_signature(signed, domain, text)
    hinted = machine or _hints_at_hiring(message, text)
    claims, hints = _text_claims(message, 2.0) if hinted else ((), ())
    # A consultancy's own department speaks of its clients too, but not by their names.
    speaks = hinted and (not careers or agencies.names_client(text, domain))
    client_cue = agencies.agency_by_text(text, domain) if speaks else None
    cues = [f"domain {domain}" if domain else "private mailbox or no domain"]
    if agency is None and client_cue:
        agency = f"speaks for a client ({client_cue})"
    plain = agency is None and hinted and not careers and not machine
    third = agencies.third_party(text, signed, domain) if plain else None
    if third:
        agency = f"speaks of {third} as of others"
    shown = departments.company_in(shown, domain, author.local)
    if shown.company:
        claims = (Claim(shown.company, 3.0, f"display name: {shown.company}"), *claims)
    kind = _direct_kind(company_host, machine, careers, agency, claims)
    if agency:
        cues.append(agency)
    return Sighting(
        id=message.message_id,
        kind=kind,
        row=None,
        address=author.address,
        person=None if machine or careers else person_name(shown),
        domain=domain,
        tenant=None,
        display=shown,
        claims=claims,
        hints=hints,
        clients=(third,) if third else agencies.clients(text) if agency else (),
        agency=agency,
        careers=careers,
        cues=tuple(cues),
    )


def _is_company_itself(author: Address, shown: Display, domain: str | None) -> bool:
    """True for ``Acme <cards@acme.com>``; False for ``Mark Novak <mark@marknovak.com>``."""
    if domain is None or shown.whole is None:
        return False
    own = labels.alike(names.name_key(shown.whole), names.label_key(domain))
    return own and local_parts.pieces(author.local)[0] not in names.name_words(shown.whole)


def _direct_kind(
    company: bool, machine: bool, careers: bool, agency: str | None, claims: tuple[Claim, ...]
) -> SenderKind:
    if agency:
        return SenderKind.AGENCY
    if not company:
        return SenderKind.OTHER if machine else SenderKind.PERSON
    if machine and not careers and not claims:
        return SenderKind.OTHER
    return SenderKind.EMPLOYER


def _nobody(
    message: Message,
    kind: SenderKind,
    author: Address,
    cues: tuple[str, ...],
    domain: str | None = None,
    row: SenderRow | None = None,
) -> Sighting:
    """A sender that stands for no employer."""
    person = author.name or None if kind is SenderKind.PERSON else None
    return Sighting(
        message.message_id,
        kind,
        None,
        author.address,
        person,
        domain,
        None,
        NOBODY,
        (),
        (),
        (),
        None,
        False,
        cues,
    )


def _is_bulk(message: Message, engaged: bool) -> bool:
    """List or bulk headers of nobody known here (domain.md §3), or advertising's local part.

    A company that the owner writes to is known: its groups send with ``List-Id`` too
    (seen with shared hiring addresses). A discussion list carries the members' own domains.
    """
    local = message.author.local
    list_id = message.header("list-id")
    listed = list_id is not None or message.header("list-unsubscribe") is not None
    if local_parts.is_marketing(local) and (listed or not engaged or message.automated is not None):
        return True  # a shop may hire from shop@, and answer from there
    precedence = (message.header("precedence") or "").strip().lower()
    if (
        message.automated not in {"list", "bulk"}
        and list_id is None
        and precedence not in {"list", "bulk", "junk"}
    ):
        return False
    if list_id is None and precedence != "list" and local_parts.is_careers(local):
        return False
    host = (list_id or "").strip().rstrip(">").rpartition("<")[2].rpartition("@")[2]
    own_list = list_id is None or domains.registrable(host) == domains.registrable(message.author.domain)
    return not (engaged and own_list)


def _own_domain(addresses: tuple[Address, ...]) -> str | None:
    """Registrable domain of the first address that is a company's own."""
    for one in addresses:
        if one.domain and senders.match(one) is None and domains.is_company_like(one.domain):
            return domains.registrable(one.domain)
    return None


# ------------------------------------------------------------------------------ text


def _text(message: Message) -> str:
    return phrases.unwrapped(message.body.new_text or message.body.text)


def _hints_at_hiring(message: Message, text: str) -> bool:
    low = f"{message.subject} {text}".lower()
    return any(one in low for one in (*words().hiring_hints, *words().agency_hints))


def _text_claims(message: Message, weight: float) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """(strong, weak) claims of subject and text; the subject's count a little more."""
    strong: dict[str, Claim] = {}
    weak: dict[str, Claim] = {}
    subject = names.tidy(message.subject[:400])
    answer = bool(message.in_reply_to or message.references)
    answer = answer or subject[:4].lower() in {"re: ", "fwd:", "aw: "}
    for text, extra in ((subject, 0.5), (_text(message), 0.0)):
        for named in phrases.companies(text):
            place = "subject" if extra else "text"
            voice = named.cue in words().own_voice or (place == "subject" and not answer)
            claim = Claim(named.name, weight + extra, f"{place}: “{named.cue}” {named.name}", voice)
            (strong if named.strong else weak).setdefault(named.name, claim)
    for text in (message.subject[:400], _text(message)):
        for name in phrases.in_brackets(text):
            weak.setdefault(f"({name}", Claim(name, 1.0, f"in brackets: {name}", voice=False))
    for part in phrases.segments(message.subject):
        weak.setdefault(part, Claim(part, 1.0, f"subject: {part}"))
    return tuple(strong.values()), tuple(weak.values())
