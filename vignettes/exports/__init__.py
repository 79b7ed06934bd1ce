"""Answers as tables for researchers. The columns come from the instrument, never from the answers (docs/exports.md).

Pure: `plan`, `naming`, `columns`, `decoding`, `wide`, `long`, `limits`, `ddi` and the writers in `formats`. Rows of the
database are read in `reading`, and `build` puts it all together in a worker.
"""
