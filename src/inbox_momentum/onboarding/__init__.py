"""The first day: from a user's answers to a configuration that works, and what to mend when it does not."""
