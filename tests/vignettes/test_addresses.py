import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.addresses import INVISIBLE, LENGTH, LETTERS, Pasted, Unreadable, read, read_table

PLAIN = ("anna@herning.dk", "bo@herning.dk")


@pytest.mark.parametrize(
    "text",
    [
        "anna@herning.dk\nbo@herning.dk",
        "anna@herning.dk, bo@herning.dk",
        "anna@herning.dk;bo@herning.dk;",
        "anna@herning.dk\tbo@herning.dk",
        "Anna Holm <Anna@Herning.dk>; Bo Friis <bo@herning.dk>",
        "Holm, Anna <anna@herning.dk>, Friis, Bo <bo@herning.dk>",
        '"Holm, Anna" <anna@herning.dk>, "Friis; Bo" <bo@herning.dk>',
        "Anna Holm\tanna@herning.dk\r\nBo Friis\tbo@herning.dk\r\n",
        "<mailto:anna@herning.dk>\n\n(bo@herning.dk).",
        "anna@herning.dk\nBO@herning.dk\nANNA@HERNING.DK",
    ],
)
def test_what_mail_programs_and_spreadsheets_give_is_read(text):
    assert read(text).addresses == PLAIN
    assert read(text).unreadable == ()


def test_what_cannot_be_read_is_told_with_its_line():
    pasted = read("anna@herning.dk\n\nHolm\nbo@, cam@herning.dk\nåse@herning.dk\ndea@localhost")
    assert pasted.addresses == ("anna@herning.dk", "cam@herning.dk")
    assert pasted.unreadable == (
        Unreadable(3, "Holm"),
        Unreadable(4, "bo@"),
        Unreadable(5, "åse@herning.dk", LETTERS),
        Unreadable(6, "dea@localhost"),
    )


def test_a_domain_with_danish_letters_is_read():
    assert read("anna@rødovre.dk").addresses == ("anna@rødovre.dk",)


def test_an_address_longer_than_the_database_holds_is_unreadable():
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.dk"
    assert read(long) == Pasted((), (Unreadable(1, long, LENGTH),))


@given(st.text(alphabet='ab@.,;<>" \n\t', max_size=60))
def test_what_is_left_for_correction_stays_what_it_was(text):
    left = [piece.text for piece in read(text).unreadable]
    again = read("\n".join(left))
    assert again.addresses == ()
    assert [piece.text for piece in again.unreadable] == left


def test_table_gives_the_address_of_each_line_and_names_lines_without():
    people = ["Anna Hansen;Anna@Herning.example;leder", "Bo;bo@;leder", ";;", "", '"Cam, C";cam@b.dk;', "Dorte"]
    content = "\r\n".join(["Navn;Mail;Rolle", *people])
    table = read_table(content.encode())
    assert table == Pasted(
        ("anna@herning.example", "cam@b.dk"), (Unreadable(3, "Bo;bo@;leder"), Unreadable(7, "Dorte"))
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_table_in_any_usual_encoding_and_separator(encoding, separator):
    lines = [["Åse Ørum", "aase@b.dk"], ["Bo", "bo@b.dk"]]
    content = "\n".join(separator.join(line) for line in lines).encode(encoding)
    assert read_table(content) == Pasted(("aase@b.dk", "bo@b.dk"), ())


@pytest.mark.parametrize(
    ("content", "reason"), [(b"PK\x03\x04\0\0", "not a text file"), (b'"' + b"a" * 140_000, "not a table")]
)
def test_table_that_is_none_is_refused(content, reason):
    with pytest.raises(ValueError, match=reason):
        read_table(content)


def test_marks_of_direction_and_zero_width_around_an_address_are_left_out():
    text = "\u200banna@kommune.dk\u200b\n\u202bcarl@kommune.dk\u202c\n\ufeffEmil <emil@kommune.dk\u200e>"
    assert read(text) == Pasted(("anna@kommune.dk", "carl@kommune.dk", "emil@kommune.dk"), ())


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("anna\U0001f600@kommune.dk", LETTERS),
        ("\u05d0\u05d1\u05d0@kommune.dk", LETTERS),
        ("søren@kommune.dk", LETTERS),
        ("bo@kom\u202emune.dk", INVISIBLE),
        ("bo\u200b@kommune.dk", INVISIBLE),
        ("a" * 250 + "@kommune.dk", LENGTH),
        ("Holm", ""),
        ("cam@", ""),
    ],
)
def test_reason_is_told(typed, reason):
    assert read(typed) == Pasted((), (Unreadable(1, typed, reason),))


def test_unicode_text_of_spreadsheets_is_read():
    content = "navn;mail\nSøren;soeren@kommune.dk\n".encode("utf-16")
    assert read_table(content).addresses == ("soeren@kommune.dk",)
