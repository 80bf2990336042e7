"""Tests of what the owner puts right."""
