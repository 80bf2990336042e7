"""Sentences of known intent, and what fits the sentence model to them."""
