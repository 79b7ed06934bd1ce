"""Foreign files of answers, read against the instrument as exports write it (docs/exports.md).

Pure: `files` (bytes to a sheet of texts), `targets` (what a column may mean), `coding` (texts to answers), `gathering`
(rows to people, with everything that is not understood). `work` puts it together in a worker.
"""
