"""The weekly report as a mail to the user's own address, and to nobody else's."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from inbox_momentum.accounts import Account, Ask, Security, credential
from inbox_momentum.accounts.address import checked_port, host_name, is_loopback
from inbox_momentum.config import Config
from inbox_momentum.index import address_key
from inbox_momentum.model import AccountError, Report, UsageError
from inbox_momentum.report import html, markdown, view, words
from inbox_momentum.report.context import context
from inbox_momentum.report.sections import since

_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
_PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Post:
    """Whom the report is mailed to, and through which server."""

    to: str
    server: Account
    """The submission server (RFC 6409, RFC 8314); its secret is found like that of an account."""
    signs_in: bool
    """False for a server on this machine that asks for no name."""


def settings(config: Config) -> Post | None:
    """``[delivery]`` of the configuration; ``None`` when there is none. Raises ``UsageError``."""
    table = config.delivery
    if not table:
        return None
    where = f"{config.path or 'configuration'}: delivery"
    own = {address_key(one) for one in config.addresses}
    to = str(table.get("to") or (config.addresses[0] if config.addresses else ""))
    if not to or address_key(to) not in own:
        raise UsageError(
            f"{where}.to must be one of your own addresses (the key addresses lists them): "
            "the report goes to nobody else."
        )
    try:
        host = host_name(str(table.get("host", "")))
        security = Security(table.get("security", Security.TLS.value))
        port = checked_port(table.get("port", _PORTS[security]))
    except (UsageError, ValueError) as error:
        raise UsageError(f"{where} is not complete: {error} (host, port, security).") from None
    if security is Security.NONE and not is_loopback(host):
        raise UsageError(f'{where}.security: "none" is for this machine itself alone. Use "tls".')
    server = Account(
        name="delivery",
        host=host,
        user=str(table.get("user") or to),
        port=port,
        security=security,
        ca_file=str(_beside(config, table["ca_file"])) if "ca_file" in table else None,
        password_command=tuple(table.get("password_command", ())),
    )
    return Post(to, server, signs_in="user" in table or not is_loopback(host))


def _beside(config: Config, name: str) -> Path:
    path = Path(name).expanduser()
    return path if path.is_absolute() or config.path is None else config.path.parent / path


def message(report: Report, to: str, quotes: bool = True) -> EmailMessage:
    """Text and page in one mail (RFC 2046 §5.1.4); nothing in it is loaded from anywhere."""
    ctx = context(report, words.load(), quotes)
    mail = EmailMessage()
    mail["From"] = mail["To"] = to
    mail["Subject"] = view.page(report, quotes).head.title
    mail["Date"] = format_datetime(report.as_of)
    mail["Message-ID"] = _message_id(report, to)
    # RFC 3834: a machine wrote it; the next run of this program must not take it for mail of a person.
    mail["Auto-Submitted"] = "auto-generated"
    lines = "\n".join(f"- {line.plain}" for line in since.lines(ctx))
    mail.set_content(f"{lines}\n\n{markdown.summary(report, quotes)}")
    mail.add_alternative(html.render(report, quotes=quotes), subtype="html")
    return mail


def _message_id(report: Report, to: str) -> str:
    """Of the same report the same (RFC 5322 §3.6.4), and without the name of this machine."""
    domain = to.rpartition("@")[2]
    right = domain if domain.isascii() else "inbox-momentum.invalid"
    return f"<weekly.{report.as_of:%Y%m%dT%H%M%S}.{report.input_digest[:16]}@{right}>"


def send(post: Post, mail: EmailMessage, ask: Ask | None = None) -> None:
    """Hand the mail to the user's server. Raises ``AccountError`` with what to do; never retries."""
    server = post.server
    secret = credential(server, ask) if post.signs_in else None
    try:
        with _connected(server) as connection:
            if secret is not None:
                connection.login(server.user, secret.value)
            connection.send_message(mail, from_addr=post.to, to_addrs=[post.to])
    except smtplib.SMTPAuthenticationError:
        raise AccountError(
            f"{server.host} did not accept the name and password for the report's delivery. Use an app "
            "password if your provider wants one, and keep it with momentum init --sign-in delivery."
        ) from None
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or error.reason or "TLS failed"
        raise AccountError(f"{server.host} could not be trusted ({reason}); no mail was sent.") from None
    except (smtplib.SMTPException, OSError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise AccountError(
            f"The report could not be mailed through {server.host} ({reason}). It lies in its folder."
        ) from None


def _connected(server: Account) -> smtplib.SMTP:
    """A protected connection; to this machine itself also a plain one."""
    context_ = ssl.create_default_context(cafile=server.ca_file)
    context_.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE_S, context=context_)
    connection = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE_S)
    if server.security is Security.STARTTLS:
        try:
            connection.starttls(context=context_)  # raises when it is not offered: never in clear
        except BaseException:
            connection.close()
            raise
    return connection
