"""Reading record files: workbooks and CSV files by their headings, the census as a stream."""
