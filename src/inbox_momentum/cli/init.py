"""``momentum init``: a first configuration, after it has been seen to work."""

from __future__ import annotations

import argparse
import difflib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum import accounts
from inbox_momentum.accounts import Account, SignIn
from inbox_momentum.cli import account_answers, dialogue, first_answers, first_look, options
from inbox_momentum.cli.dialogue import Dialogue, say
from inbox_momentum.config import Config, default_path, load
from inbox_momentum.model import UsageError

if TYPE_CHECKING:
    from inbox_momentum.onboarding.answers import Answers

_DETAILS = (
    "Asks for what no option says, signs in once to see that it works, and writes the configuration. Every "
    "answer is also an option, so that it can be scripted. The password goes to the keyring of this machine, "
    "never to a file. Run it again to change something: what the file says otherwise stays."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "init", "set up your account or exported mail, once", _DETAILS)
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="exported mail, instead of an account")
    parser.add_argument(
        "--address",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="an address of yours (repeatable); the first is the account's",
    )
    place = parser.add_argument_group("account")
    place.add_argument("--account", metavar="NAME", help="what you want to call it")
    place.add_argument(
        "--provider", metavar="NAME", help="a row of docs/accounts.md, if not found by address"
    )
    place.add_argument("--host", metavar="NAME", help="the IMAP server")
    place.add_argument("--port", type=int, metavar="N", help="its port (default: 993)")
    place.add_argument("--security", choices=("tls", "starttls", "none"), help="default: tls")
    place.add_argument("--user", metavar="NAME", help="the name to sign in with (default: the address)")
    place.add_argument("--with", dest="way", choices=("password", "oauth2"), help="how to sign in")
    place.add_argument("--client-id", metavar="ID", help="your own OAuth2 client")
    place.add_argument("--tenant", metavar="NAME", help="Microsoft tenant of that client")
    place.add_argument("--password-command", metavar="COMMAND", help="a program that prints the password")
    place.add_argument("--token-command", metavar="COMMAND", help="a program that prints an OAuth2 token")
    place.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input, one line"
    )
    place.add_argument("--ca", type=Path, metavar="FILE", help="authority of your own server (PEM)")
    place.add_argument("--fingerprint", metavar="SHA256", help="certificate of your own server")
    you = parser.add_argument_group("you")
    you.add_argument("--timezone", metavar="ZONE", help="yours, e.g. Europe/London")
    you.add_argument("--hours", metavar="FROM-TO", help="your working hours, e.g. 08:00-20:00")
    you.add_argument("--days", metavar="DAYS", help="your working days, e.g. mon,tue,wed,thu,fri")
    you.add_argument("--country", metavar="CODE", help="whose public holidays are yours, e.g. GB, or none")
    you.add_argument("--region", metavar="CODE", help="the part of that country, e.g. SCT")
    you.add_argument(
        "--languages", metavar="CODES", help="of your hiring mail, the usual one first, e.g. de,en"
    )
    you.add_argument(
        "--limit", action="append", default=[], metavar="ROW=GREEN/AMBER", help='e.g. "schedule=1 wd/3 wd"'
    )
    parser.add_argument("--config", metavar="FILE", help="write this file (default: your own configuration)")
    parser.add_argument("--yes", action="store_true", help="ask nothing: take the default of every question")
    parser.add_argument(
        "--no-check", action="store_true", help="write without signing in or reading the mail"
    )
    parser.add_argument(
        "--sign-in", metavar="ACCOUNT", help="only keep a new secret: of an account, or 'delivery'"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, try, show, write."""
    path = Path(arguments.config) if arguments.config else default_path()
    known = load(path) if path.is_file() else Config()
    old = path.read_bytes().decode("utf-8-sig") if path.is_file() else None  # line ends stay as they are
    talk = Dialogue(dialogue.somebody_there() and not arguments.yes, arguments.yes)
    if arguments.sign_in:
        if arguments.sign_in == first_look.DELIVERY and known.delivery:
            first_look.keep_delivery(known, arguments, talk)
        else:
            first_look.sign_in_anew(accounts.find(known, arguments.sign_in), arguments, talk)
        return 0
    address, paths = first_answers.place(arguments, talk, known)
    account = account_answers.account(arguments, talk, known, address) if address else None
    own: list[str] = [address] if address else []
    secret = None
    if account is not None and not arguments.no_check:
        secret = first_look.signed_in(account, arguments, talk)
    if paths and not arguments.no_check:
        own += first_look.read(paths, tuple(arguments.address) or known.addresses)
    found = first_answers.rest(arguments, talk, known, own, _sources(known, paths, account))
    _write(path, old, replace(found, account=account), talk)
    if account is not None and secret is not None:
        first_look.keep(account, secret)
    _next_steps(account, paths)
    return 0


def _sources(known: Config, paths: tuple[str, ...], account: Account | None) -> tuple[str, ...]:
    """What is read by default; empty while that is simply every account."""
    named = [*(known.sources or known.accounts), *paths, *([account.name] if account else [])]
    every = {*known.accounts, *([account.name] if account else [])}
    return tuple(dict.fromkeys(named)) if set(named) - every or known.sources else ()


def _write(path: Path, old: str | None, found: Answers, talk: Dialogue) -> None:
    """Show what will be written, and write it when the user agrees; nothing is replaced silently."""
    from inbox_momentum.onboarding import answers

    text = answers.new_text(found, path, old)
    if text == old:
        say(f"{path} says all this already.")
        return
    shown = text if old is None else "".join(_changes(old, text))
    say(f"\n{path}:\n\n{shown}")
    if talk.asks and not dialogue.agreed("Write this?"):
        raise UsageError("Nothing was written.")
    if old is not None and not (talk.asks or talk.defaults):
        raise UsageError(f"{path} is there already. Give --yes to make these changes; nothing was written.")
    answers.write(text, path)
    say(f"Written: {path}")


def _changes(old: str, new: str) -> list[str]:
    rows = difflib.unified_diff(old.splitlines(True), new.splitlines(True), "now", "then", n=1)
    return [row if row.endswith("\n") else row + "\n" for row in rows]


def _next_steps(account: Account | None, paths: tuple[str, ...]) -> None:
    source = account.name if account else "your mail"
    print(f"Ready to read {source}. Next:")
    print("    momentum doctor     # is everything as it should be?")
    print("    momentum weekly     # the first report")
    if account is not None and account.sign_in is SignIn.PASSWORD and not account.password_command:
        print(f"    momentum init --sign-in {account.name}     # when the password has changed")
    sys.stdout.flush()
