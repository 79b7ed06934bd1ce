"""How partnerships, seats and people are changed; every rule that says no raises `jobs.errors.Refused`."""
