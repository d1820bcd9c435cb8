"""How schedules are composed: one file per way."""

from lrlab.schedules.compositions._after import After
from lrlab.schedules.compositions._clipped import Clipped
from lrlab.schedules.compositions._product import Product
from lrlab.schedules.compositions._repeated import Repeated
from lrlab.schedules.compositions._scaled import Scaled
from lrlab.schedules.compositions._sequence import Sequence

__all__ = ["After", "Clipped", "Product", "Repeated", "Scaled", "Sequence"]
