"""Makes what is made at installation: fonts cut down to our letters, and one style sheet.

Fonts come from packages, so the project keeps none; a face shrinks from 430 to about 15 KB.
"""

from importlib.resources import as_file, files
from pathlib import Path

STATIC = Path(__file__).parent / "static"
SHEETS = ("tokens", "base", "frame", "parts", "forms", "documents", "print")
FACES = (
    ("PT Sans", 400, "fontpkg_pt_sans", "PT_Sans-Web-Regular.ttf", "sans"),
    ("PT Sans", 700, "fontpkg_pt_sans", "PT_Sans-Web-Bold.ttf", "sans-bold"),
    ("PT Serif", 400, "fontpkg_pt_serif", "PT_Serif-Web-Regular.ttf", "serif"),
    ("PT Serif", 700, "fontpkg_pt_serif", "PT_Serif-Web-Bold.ttf", "serif-bold"),
)
# Latin, Russian with Tatar and Kazakh letters, quotes and dashes, №, ₽, §, ×, ≥.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0xC0),
    *range(0x401, 0x452),
    *map(ord, "ҒғҚқҢңҮүҰұҺһӘәӨөҖҗ–—‘’“”„…•№₽−×÷≈≤≥é\u2009\u202f"),
)
FEATURES = ("kern", "liga", "lnum", "tnum", "mark", "mkmk", "locl", "ccmp")


def build(target: Path) -> Path:
    """Write `built/` with the fonts and the joined style sheet under the target; return it."""
    folder = target / "built"
    folder.mkdir(parents=True, exist_ok=True)
    rules = "".join(_face(folder, *face) for face in FACES)
    (folder / "fonts.css").write_text(rules, encoding="utf-8")
    sheets = "\n".join((STATIC / "css" / f"{name}.css").read_text("utf-8") for name in SHEETS)
    (folder / "marshrut.css").write_text(rules + sheets, encoding="utf-8")
    return folder


def _face(folder: Path, family: str, weight: int, package: str, source: str, name: str) -> str:
    """Cut one face down and return its rule; a face made before is not made again."""
    made = folder / f"{name}.woff2"
    if not made.exists():
        with as_file(files(package) / "files" / source) as path:
            _subset(path, made)
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f'font-display:swap;src:url({made.name}) format("woff2")}}\n'
    )


def _subset(source: Path, made: Path) -> None:
    """Keep our letters and the features that Russian text needs."""
    from fontTools import subset  # noqa: PLC0415 - used at installation only

    options = subset.Options(
        flavor="woff2", layout_features=list(FEATURES), hinting=False, desubroutinize=True
    )
    with subset.load_font(str(source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=LETTERS)
        cutter.subset(font)
        subset.save_font(font, str(made), options)
