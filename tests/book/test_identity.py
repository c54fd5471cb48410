"""How the book looks: faces, colours, drawings, and what stands in the head of a page."""

from __future__ import annotations

import re
import struct
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import draw_share_images
from built_site import ADDRESS, ROOT, SITE, pages, why_not_built
from page_text import PageText

STATIC = ROOT / "book" / "_static"
DRAWINGS = sorted((ROOT / "book" / "pictures").glob("*.svg"))
BOOK_PAGES = [page for page in pages() if page not in {"index.html", "404.html"}]
PROPERTY = re.compile(r"--book-(\w+): (#\w{6});")
TEXT = ("value", "gradient", "negative", "right", "ink", "muted")
SURFACES = ("page", "card", "raised")

# Set in another font, and meant to be: Greek in code, whose face has none, marks of classes, and
# the raised T of a transpose and the bars of a norm, which no face of the book has.
# The powers of ten on a still picture's axis are all the system's, so that they match each other.
FALLING_BACK = {
    "book-mono": set("σβᵀᵗ"),
    "book-serif": set("○●ᵀ‖"),
    "book-serif-600": set("ᵀ"),
    "book-sans": set("⁻⁰¹²³⁴⁵⁶⁸⁹√∂"),
}


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    problem = why_not_built()
    if problem:
        pytest.fail(problem, pytrace=False)


def read(page: str) -> str:
    return (SITE / page).read_text(encoding="utf-8")


@cache
def characters_of(face: str) -> frozenset[str]:
    return frozenset(map(chr, TTFont(STATIC / "fonts" / f"{face}.woff2").getBestCmap()))


def missing_characters() -> dict[str, set[str]]:
    """Collect for each face the characters that the pages want of it and it has not."""
    missing: dict[str, set[str]] = {}
    for page in BOOK_PAGES:
        for face, characters in PageText(read(page)):
            lacking = characters - characters_of(face) - {"\n"}
            missing.setdefault(face, set()).update(lacking)
    return missing


def test_the_faces_have_every_character_of_the_pages() -> None:
    missing = {
        face: lack - FALLING_BACK.get(face, set()) for face, lack in missing_characters().items()
    }
    assert not any(missing.values()), f"add them to tools/subset_fonts.py and run it: {missing}"


def test_the_faces_are_small_licensed_and_named_as_the_licence_asks() -> None:
    files = list((STATIC / "fonts").glob("*.woff2"))
    assert sum(file.stat().st_size for file in files) < 66_000
    for file in files:
        names = TTFont(file)["name"]
        assert names.getDebugName(1).startswith("Book ")  # a reserved name is not for a subset
    licences = list((STATIC / "fonts").glob("LICENSE-*.txt"))
    assert len(licences) == 4
    assert all("SIL Open Font License" in file.read_text(encoding="utf-8") for file in licences)


def test_every_icon_is_in_the_fonts_that_were_cut() -> None:
    css = (SITE / "_static/site.css").read_text(encoding="utf-8")
    fonts = SITE.glob("_static/vendor/fontawesome/webfonts/*.woff2")
    drawn = {chr(code) for font in fonts for code in TTFont(font).getBestCmap() or {}}
    shown = dict(re.findall(r'\.(fa-[a-z-]+):before\{content:"([\ue000-\uf8ff])"', css))
    names = {name for page in pages() for name in re.findall(r"\bfa-[a-z-]+", read(page))}
    assert {"fa-bars", "fa-download", "fa-angle-right"} <= names & set(shown)
    assert names - set(shown) <= {"fa-solid", "fa-lg"}  # how it is drawn, not what
    contents = re.findall(r'(?:content|--pst-icon-[\w-]+):"([\ue000-\uf8ff])"', css)
    assert set(contents) > set(shown.values())  # the theme's own rules show some too
    assert set(contents) <= drawn


def palettes() -> dict[str, dict[str, str]]:
    light, dark = (STATIC / "palette.css").read_text(encoding="utf-8").split("@media screen")
    return {"light": dict(PROPERTY.findall(light)), "dark": dict(PROPERTY.findall(dark))}


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
def test_text_stands_out_from_every_surface(theme: str, surface: str) -> None:
    colours = palettes()[theme]
    assert min(contrast(colours[text], colours[surface]) for text in TEXT) >= 4.5


def test_the_colour_of_the_browsers_bar_is_the_pages() -> None:
    page = read(BOOK_PAGES[0])
    assert re.findall(r'name="theme-color" content="(#\w+)"', page) == [
        colours["page"] for colours in palettes().values()
    ]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_takes_the_colours_of_the_page(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    own = re.search(r"<style>(.*?)</style>", source)
    assert own is not None
    drawn = source.replace(own[0], "")
    assert not re.search(r"#[0-9a-f]{3,6}|rgb\(|\bid=", drawn)  # an id could stand twice in a page
    used = set(re.findall(r"--book-(?!sans)\w+", drawn))
    assert used <= set(re.findall(r"--book-\w+", own[1]))
    assert used <= set(re.findall(r"--book-\w+", (STATIC / "palette.css").read_text()))


def test_drawings_stand_in_the_pages_and_are_named_or_hidden() -> None:
    found = [
        svg for page in BOOK_PAGES for svg in re.findall(r'<svg class="drawing"[^>]*>', read(page))
    ]
    assert len(found) == len(DRAWINGS)
    hidden = [svg for svg in found if 'aria-hidden="true"' in svg]
    named = [svg for svg in found if re.search(r'role="img" aria-label=".{40,}"', svg)]
    assert len(hidden) + len(named) == len(found)
    cards = [path for path in DRAWINGS if path.name.startswith("card-")]
    assert (len(hidden), len(named)) == (len(cards), len(DRAWINGS) - len(cards))
    assert not any(re.search(r"<img[^>]*\.svg", read(page)) for page in BOOK_PAGES)


def test_every_page_says_what_it_is() -> None:
    said = {}
    for page in BOOK_PAGES:
        head = read(page).split("</head>")[0]
        assert 'property="og:title"' in head
        chapter = re.match(r"book/(\d\d)-", page)
        image = f"_static/share/{chapter[1]}.png" if chapter else "_static/share.png"
        assert (SITE / image).is_file(), "run `make share`"
        before = f"{ADDRESS}/" if ADDRESS else "../" * page.count("/")
        for site in ("og", "twitter"):
            (shown,) = re.findall(rf'="{site}:image" content="([^"]*)"', head)
            assert shown == before + image
            (alt,) = re.findall(rf'="{site}:image:alt" content="([^"]*)"', head)
            assert alt.startswith("Backpropagation, one factor at a time")
            assert not chapter or alt.endswith(f". {int(chapter[1])} {title_of(page)}")
        assert read(page).count(image) == 2, "it is loaded by whoever shows it, not by the page"
        assert re.findall(r'rel="icon" href="(data:image/svg|[./\w-]+)', head) == [
            f"{'../' * page.count('/')}_static/icon-32.png",
            "data:image/svg",
        ]
        if page != "search.html":
            (said[page],) = re.findall(r'name="description" content="([^"]*)"', head)
    assert len(set(said.values())) == len(said)
    assert all(30 <= len(text) <= 200 for text in said.values()), said


def title_of(page: str) -> str:
    return draw_share_images.title_of(ROOT / Path(page).with_suffix(".ipynb"))


def test_the_share_images_are_up_to_date_small_and_of_the_size_that_is_told() -> None:
    wanted = dict(draw_share_images.pages())
    chapters = set((STATIC / "share").iterdir())
    assert {STATIC / "share.png", *chapters} == set(wanted), "run `make share`"
    assert len(wanted) == 1 + len(list(ROOT.glob("book/[0-9]*.ipynb")))
    for picture, page in wanted.items():
        fresh = draw_share_images.fingerprint(page)
        assert draw_share_images.drawn_from(picture) == fresh, "run `make share`"
        content = picture.read_bytes()
        assert struct.unpack(">II", content[16:24]) == (1200, 630)
        assert len(content) < 40_000
    icon = (STATIC / "icon-32.png").read_bytes()
    assert struct.unpack(">II", icon[16:24]) == (32, 32)


def test_the_icon_is_the_mark_in_the_colours_of_both_themes() -> None:
    icon = (STATIC / "icon.svg").read_text(encoding="utf-8")
    mark = (ROOT / "book/_templates/mark.svg").read_text(encoding="utf-8")
    assert re.sub(r"\s*<style>.*?</style>", "", icon) == mark, "run tools/draw_icons.py"
    for colours in palettes().values():
        assert {colours["value"], colours["gradient"], colours["ink"]} <= set(
            re.findall(r"#\w{6}", icon)
        )


def test_the_page_for_lost_addresses_loads_nothing_and_knows_every_page() -> None:
    page = read("404.html")
    assert re.findall(r"<link[^>]*href=.{6}", page) == ['<link rel="icon" href="data:']
    assert not re.search(r"<img\b|\bsrc=|url\(", page)
    linked = {address.removeprefix("/") for address in re.findall(r'<a href="([^"]*)"', page)}
    assert linked == {each for each in pages() if each.startswith("book/")}
