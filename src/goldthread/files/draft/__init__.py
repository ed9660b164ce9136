"""The texts of a Word or PDF draft with where they stand, what a reader does not see among them.

Read in a process of its own: `parts_of` gives plain parts, for the sweep before anything becomes public.
"""

from goldthread.files.draft.apart import Draft, read_draft

__all__ = ["Draft", "read_draft"]
