"""The rows of the census, one file for each family."""

from census.rows import cosines, cycles, decays, groups, one_cycles, policies, roots, stages, steps

_FAMILIES = (steps, decays, cosines, cycles, one_cycles, roots, stages, groups, policies)

ROWS = sorted((row for family in _FAMILIES for row in family.ROWS), key=lambda row: row.number)
