"""Charts for web and PDF: data → frozen spec → display list → SVG. Nothing here knows Django, a language or a clock.

Each picture is a module with its spec and a function `draw(spec, caption, …, width=…) -> Chart`: `staircase`,
`stacked`, `dots`, `response`, `caterpillar`, `funnel`, `multiples`, `calibration`, `costs`, `threshold`, and of
business cases `curve`, `swings`, `chances`, `columns`. All texts come from the caller; `axes.round_ticks` makes one
axis for all pictures that shall be compared. What is None in a spec is
hidden: its text stands where the marks would be. Width in CSS pixels: `marks.WIDE` fills the text column of an A4 page,
`marks.PHONE` a telephone; the SVG itself has only a viewBox and scales.
"""
