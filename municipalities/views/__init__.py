"""Pages of who takes part: partnerships, seats, people, invitations, municipalities."""
