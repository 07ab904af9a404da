"""What every page must be: in order, in its place, readable by eye, by ear and by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# Rules of WCAG 2.1 A and AA, and good practice: headings in order, landmarks, regions.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# Elements wider than the page, outside of a box that scrolls by itself.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = e => { for (let p = e; p; p = p.parentElement)
    if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX)) return true; return false; };
  return [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""
axe = Axe()


def faults(page: Page, language: str) -> Iterator[str]:
    """Everything that is wrong with the page in front of one; widths and themes change in place."""
    yield from _skeleton(page, language)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    yield from _too_wide(page, WIDE["width"])
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    yield from _too_wide(page, PHONE["width"])


def _skeleton(page: Page, language: str) -> Iterator[str]:
    if (headings := page.locator("h1").count()) != 1:
        yield f"{headings} h1"
    if (lang := page.get_attribute("html", "lang")) != language:
        yield f"lang is {lang}"
    if not page.title().strip():
        yield "no title"


def _too_wide(page: Page, width: int) -> Iterator[str]:
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if over > 0:
        yield f"{over} px too wide at {width}: {page.evaluate(STICKING_OUT)}"


def barriers(page: Page) -> Iterator[str]:
    """What axe finds: everything in the light, contrast again in the dark."""
    page.emulate_media(color_scheme="light")
    yield from _axe(page, {"runOnly": {"type": "tag", "values": TAGS}})
    page.emulate_media(color_scheme="dark")
    dark = _axe(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    yield from (f"in the dark {one}" for one in dark)
    page.emulate_media(color_scheme="light")


def _axe(page: Page, options: dict[str, Any]) -> Iterator[str]:
    for one in axe.run(page, options=options).response["violations"]:
        nodes = "; ".join(node["html"][:160] for node in one["nodes"][:3])
        why = one["nodes"][0]["any"][:1] or one["nodes"][0]["all"][:1]
        message = why[0]["message"] if why else ""
        yield f"{one['id']} ({len(one['nodes'])}): {message} {nodes}"
