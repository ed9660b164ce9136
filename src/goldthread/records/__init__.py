"""Child-level records read on the council's own machine: checked, and made into indicators.

Plain Python: no Django, no settings, no database of the product. Only aggregates leave it.
"""
