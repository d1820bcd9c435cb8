"""Policies: their promises, their laws, and the originals as witnesses."""
