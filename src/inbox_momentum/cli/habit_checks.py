"""What ``momentum doctor`` says of the weekly report: how it is mailed, and how the last one ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from inbox_momentum import accounts
from inbox_momentum.config import Config
from inbox_momentum.model import AccountError, MomentumError

if TYPE_CHECKING:
    from inbox_momentum.onboarding.checks import Check

_WEEK = timedelta(days=8)


def delivery(config: Config) -> Check:
    """Whether the report can be mailed, as far as that shows without sending anything."""
    from inbox_momentum.onboarding import checks
    from inbox_momentum.weekly import delivery as mailing

    try:
        post = mailing.settings(config)
        assert post is not None
        if post.signs_in:
            accounts.credential(post.server)
    except AccountError as error:
        return checks.warn("delivery", str(error), "Run: momentum init --sign-in delivery")
    except MomentumError as error:
        return checks.fail("delivery", str(error), "Mend [delivery].", error.exit_status)
    return checks.ok(
        "delivery", f"Reports are mailed to {post.to} through {post.server.host}; not tried here."
    )


def last_weekly(as_of: datetime) -> Check:
    """How the last weekly report ended, and when."""
    from inbox_momentum.onboarding import checks
    from inbox_momentum.weekly import status

    last = status.read()
    if last is None:
        return checks.skipped("weekly", "No weekly report was made yet.")
    when = f"{last.at:%Y-%m-%d %H:%M} UTC"
    if last.exit_status is None:
        return checks.warn("weekly", f"The run of {when} did not end.", "Run momentum weekly again.")
    if last.exit_status:
        return checks.warn("weekly", f"The run of {when} failed: {last.said}", "Run momentum weekly again.")
    if as_of - last.at > _WEEK:
        return checks.warn("weekly", f"The last report is of {when}.", "Run: momentum weekly")
    return checks.ok("weekly", f"The last report is of {when}: {last.said}")
