"""Markup as a tree that two different writers of the same markup agree on."""

from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img", "meta", "link"}
TOKEN_LISTS = {"class", "aria-describedby"}
BOOLEAN = {"required", "disabled", "checked", "selected"}


class _Tree(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = []
        self.open = [("", self.root)]

    def handle_starttag(self, tag, attrs):
        children = []
        self.open[-1][1].append((tag, dict(filter(None, (_attribute(*pair) for pair in attrs))), children))
        if tag not in VOID:
            self.open.append((tag, children))

    def handle_endtag(self, tag):
        name, _ = self.open.pop()
        assert name == tag, f"<{name}> is closed by </{tag}>"

    def handle_data(self, data):
        if text := " ".join(data.split()):
            self.open[-1][1].append(text)


def _attribute(name, value):
    if name in BOOLEAN:
        return name, True
    if name in TOKEN_LISTS:
        value = " ".join(sorted(value.split()))
        return (name, value) if value else None
    return name, value


def tree(html):
    """Nested (tag, attributes, children) without indentation, the order of attributes and ways to write a boolean."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    assert parser.open == [("", parser.root)], "an element is left open"
    return parser.root
