"""Photos as phones make them, turned, reduced and freed of where and by whom they were taken."""

import warnings
from io import BytesIO

LONGEST_SIDE = 1600
QUALITY = 85
# A phone's largest photo today has 200 million points; above that the memory is at risk.
MOST_POINTS = 200_000_000


class BrokenPicture(ValueError):
    """The bytes look like a picture but cannot be read as one."""


def ready_picture(content: bytes) -> tuple[bytes, str]:
    """Return the picture fit for keeping and its type: PNG stays PNG, the rest becomes JPEG."""
    # Imported here: the library is heavy and most requests bring no picture.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415
    from pillow_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener()
    try:
        with warnings.catch_warnings():
            # Our own limit on points is checked below, before anything is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as opened:
                if opened.width * opened.height > MOST_POINTS:
                    raise BrokenPicture
                drawing = opened.format == "PNG"
                opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
                turned = ImageOps.exif_transpose(opened)
                picture = turned.convert(_mode(turned.mode, drawing=drawing))
    except (
        OSError,
        ValueError,
        SyntaxError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as error:
        raise BrokenPicture from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A fresh image carries no EXIF, no place, no comments, no colour profile.
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    kept = BytesIO()
    if drawing:
        clean.save(kept, "PNG", optimize=True)
        return kept.getvalue(), "image/png"
    clean.save(kept, "JPEG", quality=QUALITY, progressive=True)
    return kept.getvalue(), "image/jpeg"


def _mode(mode: str, *, drawing: bool) -> str:
    if drawing and ("A" in mode or mode == "P"):
        return "RGBA"
    return "RGB"
