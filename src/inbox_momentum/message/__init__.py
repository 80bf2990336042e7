"""From the bytes of one mail to a ``Message`` (RFC 5322, MIME and what real mail does to them)."""
