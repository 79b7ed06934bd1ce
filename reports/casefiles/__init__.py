"""Everything of a business case that becomes a file: its package, and what is made of it."""
