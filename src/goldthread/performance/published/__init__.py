"""Published statistics: the Department's tables as downloaded, read into figures with their road."""
