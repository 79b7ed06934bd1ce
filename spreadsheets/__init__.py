"""Files of rows that people send, CSV and XLSX, read as sheets of texts: told apart by content, never by name.

Pure, and below every app. What the columns mean, and how big a file may be, is the business of whoever reads.
"""
