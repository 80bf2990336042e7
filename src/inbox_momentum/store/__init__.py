"""The local store: one private SQLite file that remembers what was read."""
