"""Every output of the program: one ``Report`` in, HTML, JSON, CSV, terminal and more out."""
