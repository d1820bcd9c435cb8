"""The rows of the census, one file for each family."""

from census.rows import (
    bent_cosines,
    cosines,
    cycles,
    exponentials,
    groups,
    one_cycles,
    policies,
    polynomials,
    proposals,
    roots,
    stages,
    steps,
    warmups,
)

_FAMILIES = (
    steps, exponentials, polynomials, warmups, cosines, bent_cosines, cycles, one_cycles, roots,
    stages, proposals, groups, policies,
)  # fmt: skip

ROWS = sorted((row for family in _FAMILIES for row in family.ROWS), key=lambda row: row.number)
