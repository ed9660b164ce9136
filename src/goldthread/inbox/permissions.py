"""What may be decided about the letters of what is due."""

from goldthread.house import Permission

LET_BE_SILENT = Permission(
    "inbox.let_be_silent", "decide whether people may do without the letter of what is due"
)
