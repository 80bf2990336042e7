"""What a candidate shares with one recruiter, and what that recruiter may see (domain.md §6).

Nothing here ranks, compares or collects people: one share, one candidate, one reader.
"""
