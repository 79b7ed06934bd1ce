"""A whole case as one frozen document, and what can be told from it: differences, checklist, what a stage asks for.

Pure: no Django, no clock. `businesscases/gathering.py` makes the document from rows.
"""
