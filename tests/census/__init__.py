"""The census of learning-rate schedules: its rows, and the libraries that witness them."""
