"""Why a document becomes no file. A file with something missing is worse than none, so each of these is final."""


class RenderingFailed(ValueError):
    """The document cannot be set as it is: trying again gives the same."""


class ForbiddenAddress(RenderingFailed):
    """A document asked for something that is neither its own picture nor a static file of ours."""


class MalformedDocument(RenderingFailed):
    """The template is not well-formed XML; the message says where."""


class Incomplete(RenderingFailed):
    """WeasyPrint reported an error and would have gone on without what it could not draw."""


class MissingCharacters(RenderingFailed):
    """A text has characters that our fonts do not have; `characters` are they."""

    def __init__(self, characters: str):
        super().__init__(f"No glyph for {characters!r}")
        self.characters = characters


class ForeignFont(RenderingFailed):
    """A font that is not ours would have been embedded; the message names it."""


class InvalidFile(RenderingFailed):
    """The file breaks rules of PDF/UA-1 or PDF/A-2a; the message names them."""


class DoesNotFit(RenderingFailed):
    """A document of a fixed number of pages has more of them, however closely it is set."""
