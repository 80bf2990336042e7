"""Momentum: how long employers waited for your answer, on your own machine."""

__version__ = "0.1.0"
