"""Pages of the surveys: for the people who follow them, and for those who answer."""
