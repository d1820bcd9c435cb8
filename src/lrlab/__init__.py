"""The learning-rate laboratory."""
