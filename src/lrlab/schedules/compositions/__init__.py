"""How schedules are composed: one file per way, and one line here for each."""

from lrlab.schedules.compositions._after import After as After
from lrlab.schedules.compositions._clipped import Clipped as Clipped
from lrlab.schedules.compositions._product import Product as Product
from lrlab.schedules.compositions._repeated import Repeated as Repeated
from lrlab.schedules.compositions._scaled import Scaled as Scaled
from lrlab.schedules.compositions._sequence import Sequence as Sequence
from lrlab.schedules.compositions._slice import Slice as Slice
from lrlab.schedules.compositions._stepwise import Stepwise as Stepwise
from lrlab.schedules.compositions._sum import Sum as Sum
