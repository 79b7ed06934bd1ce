"""A case's own calculation: what it hangs on as one document, and every figure that follows from it.

Pure: the engine in `economics` computes, this package says what a *case* computes. Page, panel, snapshot, workbook and
document all go this way, so that they show the same figures.
"""
