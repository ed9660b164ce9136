"""One road for spreadsheets of past records: map, see what is wrong, try, take in all or nothing."""
