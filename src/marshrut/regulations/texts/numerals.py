"""How word processors write the numbers that they make by themselves."""

from __future__ import annotations

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LATIN = "abcdefghijklmnopqrstuvwxyz"
# Word skips ё, й, ъ, ы and ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
BULLET = "•"


def roman(number: int) -> str:
    said = ""
    for value, sign in ROMAN:
        said, number = said + sign * (number // value), number % value
    return said


def letter(number: int, alphabet: str = LATIN) -> str:
    """а, б … я, аа, бб …"""
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (times + 1)


def numeral(number: int, form: str) -> str:
    """The number in a form named as in Word: decimal, upperRoman, russianLower…"""
    forms = {
        "upperRoman": lambda: roman(number).upper(),
        "lowerRoman": lambda: roman(number),
        "upperLetter": lambda: letter(number).upper(),
        "lowerLetter": lambda: letter(number),
        "russianUpper": lambda: letter(number, RUSSIAN).upper(),
        "russianLower": lambda: letter(number, RUSSIAN),
        "decimalZero": lambda: f"{number:02}",
    }
    return forms[form]() if form in forms and number > 0 else str(number)
