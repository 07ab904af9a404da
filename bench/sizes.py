"""How much data: so many municipalities, organisations and teachers."""

from dataclasses import dataclass

TEACHERS_OF_A_CASE = 5  # one teacher in five introduces something
LONGEST_BOARD = 500  # the municipality on which the board's own target is set


@dataclass(frozen=True, slots=True)
class Municipality:
    """Teachers in all, spread evenly over its organisations."""

    organisations: int
    teachers: int


@dataclass(frozen=True, slots=True)
class Size:
    """A size by the letter that the targets use."""

    letter: str
    municipalities: tuple[Municipality, ...]


def _spread(count: int, organisations: int, teachers: int) -> tuple[Municipality, ...]:
    return tuple(
        Municipality(
            organisations // count + (number < organisations % count),
            teachers // count + (number < teachers % count),
        )
        for number in range(count)
    )


# The first municipality is alike in all sizes, so that its pages tell what the rest of the data
# costs; the second of M is the one on which the board has a target.
FIRST = Municipality(3, 100)
SIZES = {
    "S": Size("S", (FIRST, *_spread(4, 12, 400))),
    "M": Size("M", (FIRST, Municipality(16, LONGEST_BOARD), *_spread(18, 781, 24_400))),
}
