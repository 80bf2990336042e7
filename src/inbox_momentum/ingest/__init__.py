"""From sources to messages in two tiers: headers of all mail, bodies of what may matter."""
