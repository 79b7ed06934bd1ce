"""The one exception for a rule that says no."""


class Refused(Exception):
    """The state of things does not permit an action. The message is a sentence for the person who tried."""
