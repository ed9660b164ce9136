"""The API: one place where programs read and send what their person may, each with a token of theirs."""
