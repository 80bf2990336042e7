"""Fuzz targets: ``python -m tests.fuzz.run TARGET SECONDS``; seeds and findings are replayed by pytest."""
