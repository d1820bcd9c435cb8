"""Where schedules meet frameworks: one file per framework, imported by its own name."""
