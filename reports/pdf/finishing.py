"""What WeasyPrint leaves open between a tagged file and one that is PDF/UA-1 and PDF/A-2a at once.

`Finisher` goes to WeasyPrint's public hook, which hands over the file's objects just before they are written.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree

import pydyf

from reports.pdf.tables.drawing import TableDrawing
from reports.pdf.tables.tags import figures_are_tables

# One in 128 streams ends like a line, and a validator may take its last byte for the line end that follows.
AMBIGUOUS = re.compile(rb"[\r\n]\nendstream")
POINTS = 0.75  # of a CSS pixel
IDENTIFICATION = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class Finisher:
    """Finishes the document that was parsed into `source`."""

    def __init__(self, source: ElementTree.Element, tables: Mapping[str, TableDrawing]):
        self._source, self._tables = source, tables

    def __call__(self, _document, pdf: pydyf.PDF) -> None:
        """WeasyPrint's hook."""
        objects = _Objects(pdf)
        _running_heads_are_artifacts(objects)
        figures_are_tables(objects, self._tables)
        _headers_have_a_scope(objects)
        _figures_have_their_box(objects)
        _links_say_where_they_lead(objects, self._source)
        _identify(objects)
        _glyphs_follow_each_other(objects)
        _compute_once(pdf)
        self._pdf, self._count = pdf, len(pdf.objects)

    def settled(self, content: bytes) -> bytes:
        """`content`, as written after this finisher, or the same file in other bytes if its own could be misread.

        Two streams come into being only with the writing: the one that holds small objects and the one that finds all.
        """
        while AMBIGUOUS.search(content):
            content = _written_again(self._pdf, self._count)
        return content


class _Objects:
    """The objects of a file, found by reference or by kind."""

    def __init__(self, pdf):
        self.pdf = pdf
        dictionaries = [thing for thing in pdf.objects if isinstance(thing, dict)]
        self.elements = [thing for thing in dictionaries if thing.get("Type") == "/StructElem"]
        self.annotations = [thing for thing in dictionaries if thing.get("Type") == "/Annot"]
        self.pages = [thing for thing in dictionaries if thing.get("Type") == "/Page"]

    def at(self, reference: bytes):
        return self.pdf.objects[int(reference.split()[0])]

    def tagged(self, *kinds: str) -> list:
        return [element for element in self.elements if element.get("S") in kinds]


def _running_heads_are_artifacts(objects):
    """Running heads and page numbers have tags that hang nowhere; no reader shall stumble over them on every page."""
    root = objects.at(objects.pdf.catalog["StructTreeRoot"])
    document = objects.at(root["K"][0])
    reached = set(document["K"])
    loose = [
        element
        for element in objects.elements
        if element.get("P") == document.reference and element.reference not in reached
    ]
    numbers = objects.at(root["ParentTree"])["Nums"]
    for element in loose:
        page = next(number for number, page in enumerate(objects.pages) if page.reference == element["Pg"])
        for mark in _taken_out(objects, element):
            numbers[2 * page + 1][mark] = "null"
            _turn_into_artifact(objects.at(objects.pages[page]["Contents"]).stream, mark)


def _taken_out(objects, element) -> Iterator[int]:
    """The marks of the content below `element`, which ceases to be one."""
    for child in element["K"]:
        if isinstance(child, bytes):
            yield from _taken_out(objects, objects.at(child))
        else:
            yield child
    element.clear()


def _turn_into_artifact(stream, mark):
    for place, part in enumerate(stream):
        if isinstance(part, dict) and part.get("MCID") == mark:
            stream[place - 1 : place + 1] = ["/Artifact", "<</Type/Pagination>>"]
            return


def _headers_have_a_scope(objects):
    for cell in objects.tagged("/TH"):
        group = objects.at(objects.at(cell["P"])["P"])
        cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _figures_have_their_box(objects):
    """WeasyPrint notes the box in CSS pixels from the top of the page; it is points from the bottom that count."""
    for figure in objects.tagged("/Figure"):
        height = objects.at(figure["Pg"])["MediaBox"][3]
        left, top, right, bottom = (POINTS * length for length in figure["A"]["BBox"])
        figure["A"]["BBox"] = pydyf.Array([left, height - bottom, right, height - top])


def _links_say_where_they_lead(objects, source):
    """The words of the link instead of the name of its target."""
    words = {link.get("href"): " ".join("".join(link.itertext()).split()) for link in source.iter("a")}
    for annotation in objects.annotations:
        if target := annotation.get("Contents"):
            annotation["Contents"] = pydyf.String(words.get(f"#{target.string}") or words.get(target.string))


def _identify(objects):
    """WeasyPrint names PDF/A in the metadata; the same file is PDF/UA. The metadata must stay readable as they are."""
    metadata = objects.at(objects.pdf.catalog["Metadata"])
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", f"{IDENTIFICATION}</rdf:RDF>".encode())]
    metadata.compress = False


def _glyphs_follow_each_other(objects):
    """WeasyPrint notes after most glyphs that the next is moved by 0: a sixth of all that is to be read on a page."""
    for page in objects.pages:
        content = objects.at(page["Contents"])
        content.stream = [part.replace(b">0<", b"") if isinstance(part, bytes) else part for part in content.stream]


class _Written(pydyf.Object):
    """An object in its final bytes."""

    data = compressible = None

    def __init__(self, thing):
        super().__init__()
        self.number, self.data, self.compressible = thing.number, _settled(thing), thing.compressible


def _settled(thing) -> bytes:
    """The bytes of an object; a stream is made longer by white space until no validator can take it for shorter."""
    data = thing.data
    while isinstance(thing, pydyf.Stream) and AMBIGUOUS.search(data, len(data) - len("?\nendstream")):
        thing.stream.append(b" ")
        if "Length1" in thing.extra:
            thing.extra["Length1"] += 2
        data = thing.data
    return data


def _compute_once(pdf):
    """The file's identifier is made of the bytes of all objects, which would be computed again to write them."""
    free, *used = pdf.objects
    pdf.objects[:] = [free, *map(_Written, used)]


def _written_again(pdf, count: int) -> bytes:
    """The file with one space more in its catalogue, from the `count` objects it had before it was written."""
    del pdf.objects[count:]
    pdf.current_position = 0
    pdf.objects[pdf.catalog.number].data += b" "
    output = BytesIO()
    pdf.write(output, b"1.7", identifier=True, compress=True)
    return output.getvalue()
