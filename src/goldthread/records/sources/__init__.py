"""From each kind of record file to the same tables of events."""
