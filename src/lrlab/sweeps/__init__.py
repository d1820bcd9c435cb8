"""How high may the rate go: a short ramp of the rate, and what is read from it."""

from lrlab.sweeps._peaks import PeakSweep, propose_peaks

__all__ = ["PeakSweep", "propose_peaks"]
