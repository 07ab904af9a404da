"""How well a pasted regulation is taken apart and how well norms are proposed for its clauses.

    python -m bench.proposals FOLDER --truth truth.tsv
    python -m bench.proposals FOLDER --clauses clauses.md --norm-map norm-map.md
    python -m bench.proposals FOLDER --presets

FOLDER holds texts named CODE.txt. A truth is a file of lines ``CODE:KEY<TAB>TYPES``: the key of a
clause and the types of its norms with commas between; nothing after the tabulator where there are
none, ``?`` where only the boundary is known. It can be made of two tables in Markdown instead: rows
``| CODE:KEY | gist | Type |`` (a clause that is INFO alone asks nothing) and rows
``| CODE:KEY, KEY · CODE:KEY | type …; type … |``. With ``--presets`` the truth is the preset of the
same code. Figures are printed twice: with all presets in the memory, and with the text's own left
out, because a preset made of the same text knows it already.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from marshrut.norms.parse import TYPES
from marshrut.regulations import proposing
from marshrut.regulations.files import preset, presets
from marshrut.regulations.proposing import memory, propose, type_of
from marshrut.regulations.splitting import Piece, split
from marshrut.regulations.texts import text_of

Truth = Mapping[str, frozenset[str] | None]  # by key; None: only the boundary is known
ROW = re.compile(r"^\|\s*(\w+):([^\s|⚠]+)[^|]*\|[^|]*\|([^|]*)\|")
SPOKEN = {"acts": "text", "cap": "quota"}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.proposals",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--clauses", type=Path)
    parser.add_argument("--norm-map", type=Path)
    parser.add_argument("--presets", action="store_true")
    parser.add_argument("--threshold", type=float, default=proposing.ENOUGH)
    parser.add_argument("--each", action="store_true", help="print every clause")
    options = parser.parse_args()
    proposing.ENOUGH = options.threshold
    for file in sorted(options.folder.glob("*.txt")):
        truth = _truth(options, file.stem)
        if truth:
            print(f"\n{file.stem}: {len(truth)} clauses in the truth")
            _measure(file, truth, each=options.each)


def _truth(options: argparse.Namespace, code: str) -> Truth:
    if options.truth:
        rows = (line.split("\t") for line in options.truth.read_text("utf-8").splitlines())
        return {
            row[0].partition(":")[2]: None if row[1:] == ["?"] else _types(row[1].split(","))
            for row in rows
            if row[0].partition(":")[0] == code
        }
    if options.presets:
        if code not in presets():
            return {}
        clauses = [clause for part in preset(code)["parts"] for clause in part["clauses"]]
        return {one["key"]: _types(map(type_of, one.get("norms", ()))) for one in clauses}
    return _from_tables(
        options.clauses.read_text("utf-8"), options.norm_map.read_text("utf-8"), code
    )


def _from_tables(clauses: str, norm_map: str, code: str) -> Truth:
    found: dict[str, frozenset[str] | None] = {}
    for row in map(ROW.match, clauses.splitlines()):
        if row and row[1] == code:
            found[row[2]] = frozenset() if row[3].split() == ["INFO"] else None
    for line in norm_map.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 2:
            continue
        owner = ""
        for name in re.split(r"[·,]", cells[0]):
            owner, _, key = (
                name.strip().rpartition(":") if ":" in name else (owner, "", name.strip())
            )
            if owner == code and key in found:
                found[key] = _types(re.findall(r"[a-z]+", cells[1]))
    return found


def _types(names: Iterable[str]) -> frozenset[str]:
    """Types among words; a plain text asks nothing and is not counted."""
    spoken = (SPOKEN.get(name.strip(), name.strip()) for name in names)
    return frozenset(name for name in spoken if name in TYPES) - {"text"}


def _measure(file: Path, truth: Truth, *, each: bool) -> None:
    parts = split(text_of(file.read_bytes()))
    pieces = {piece.key: piece for part in parts for piece in part.pieces}
    own = [key for key, piece in pieces.items() if not piece.leads]
    hit = truth.keys() & pieces.keys()
    _say("boundaries", len(hit), len(own), len(truth))
    print(f"  not found: {', '.join(sorted(truth.keys() - hit)) or 'none'}")
    print(f"  beyond the truth: {', '.join(key for key in own if key not in truth) or 'none'}")
    for name, left_out in (("all presets", frozenset()), ("own left out", frozenset({file.stem}))):
        right = said = wanted = 0
        for key in hit:
            expected = truth[key]
            if expected is None:
                continue
            proposal = propose(pieces[key].text, memory(left_out), _lead(pieces, key))
            proposed = _types(map(type_of, proposal.norms))
            right, said = right + len(expected & proposed), said + len(proposed)
            wanted += len(expected)
            if each and (expected or proposed):
                print(f"    {key}: {sorted(proposed)} of {sorted(expected)} {proposal.like}")
        _say(f"types of norms, {name}", right, said, wanted)


def _lead(pieces: Mapping[str, Piece], key: str) -> str:
    above = pieces.get(key.rpartition(".")[0])
    return above.text if above and above.leads else ""


def _say(what: str, right: int, said: int, wanted: int) -> None:
    precision = f"{100 * right / said:.0f} %" if said else "—"
    recall = f"{100 * right / wanted:.0f} %" if wanted else "—"
    print(f"  {what}: precision {precision} ({right} of {said}), recall {recall} (of {wanted})")


if __name__ == "__main__":
    main()
