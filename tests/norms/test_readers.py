"""Typed reading of plain values."""

from typing import Any

import pytest

from marshrut.norms.readers import (
    Misread,
    Reader,
    choice,
    flag,
    mapping,
    maybe,
    number,
    only,
    several,
    word,
    words_list,
)


def misread(reader: Reader[Any], value: object) -> Misread:
    with pytest.raises(Misread) as caught:
        reader.read(value)
    return caught.value


def test_text_stays_as_it_is_written() -> None:
    assert word.read("3.10") == "3.10"
    assert word.write("05.06") == "05.06"


def test_list_is_not_a_text() -> None:
    assert misread(word, ["a"]).code == "not_text"


def test_choice_knows_its_words_only() -> None:
    assert choice("hard", "soft").read("soft") == "soft"
    assert misread(choice("hard", "soft"), "harsh").value == ("harsh", ("hard", "soft"))
    assert misread(choice("hard"), ["hard"]).code == "not_one_of"


@pytest.mark.parametrize("value", ["-1", "1.5", "", "٣", ["1"], "one"])
def test_number_is_written_in_plain_digits(value: object) -> None:
    assert misread(number(), value).code == "not_a_number"


def test_number_stays_in_its_range() -> None:
    assert number(1, 100).read("100") == 100
    assert misread(number(1, 100), "101").code == "out_of_range"
    assert misread(number(1, 100), "0").code == "out_of_range"


def test_absent_number_is_written_as_nothing() -> None:
    assert maybe(number()).write(None) == ""
    assert maybe(number()).write(3) == "3"
    assert maybe(number()).read("3") == 3


def test_yes_and_no() -> None:
    assert flag.read("yes") is True
    assert flag.read("no") is False
    assert (flag.write(True), flag.write(False)) == ("yes", "no")
    assert misread(flag, "true").code == "not_yes_or_no"


def test_list_has_at_least_one_item() -> None:
    assert words_list.read(["a", "b"]) == ("a", "b")
    assert words_list.write(("a", "b")) == ["a", "b"]
    assert misread(words_list, []).code == "empty"
    assert misread(words_list, "a").code == "not_a_list"


def test_mistake_in_a_list_names_the_item() -> None:
    assert misread(several(number()), ["1", "two"]).at == (1,)


def test_mapping_is_needed() -> None:
    assert mapping({"a": "b"}) == {"a": "b"}
    with pytest.raises(Misread, match="not_a_mapping"):
        mapping("a")


def test_slip_of_the_pen_is_named() -> None:
    only(("least",), {"least": "1"})
    with pytest.raises(Misread) as caught:
        only(("least",), {"lest": "1"})
    assert caught.value.at == ("lest",)
