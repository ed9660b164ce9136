"""The form of the file that leaves: a return reads it by these words."""

# What begins the first line. Lines that begin with # stand above the columns and say what it was made from.
MARK = "# Goldthread records"
REMARK = "#"
# The return template's columns, then two of ours that a return leaves aside.
COLUMNS = (
    *("area_code", "period", "indicator", "breakdown", "value", "numerator", "denominator"),
    *("answer", "note", "edition"),
)
