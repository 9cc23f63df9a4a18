"""The modules of the inspector as one, for hosts that take a single module: no build step, no server."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from pathlib import Path

STATIC = Path(__file__).with_name("static")
IMPORT = re.compile(r'\bfrom "\./([a-z_0-9]+\.js)"')  # the one way in which the modules import each other
FACE = """@font-face {{
  font-family: "Kokoro Lab IPA";
  src: url("data:font/woff2;base64,{data}") format("woff2");
}}
"""
LOADER = """\
// Each module becomes an address that the ones after it import.
const sources = {sources};
const addresses = {{}};
for (const [name, source] of sources) {{
  const found = /\\bfrom "\\.\\/([a-z_0-9]+\\.js)"/g;
  const linked = source.replace(found, (_, other) => `from "${{addresses[other]}}"`);
  addresses[name] = URL.createObjectURL(new Blob([linked], {{ type: "text/javascript" }}));
}}
const entry = import(addresses["{entry}"]);
export default {{
  async render(context) {{
    const {{ render }} = await entry;
    return render(context);
  }},
}};
"""


def module(entry: str) -> str:
    """An ES module whose default export renders what the entry renders.

    Args:
        entry: File among the static ones, with a function `render`.

    Raises:
        ValueError: Modules import each other in a circle.
    """
    sources = [(name, _read(name)) for name in ordered(entry)]
    return LOADER.format(sources=json.dumps(sources), entry=entry)


def ordered(entry: str) -> tuple[str, ...]:
    """The modules that an entry needs, itself the last, each after those that it imports.

    Raises:
        ValueError: Modules import each other in a circle.
    """
    found: list[str] = []

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            raise ValueError(f"modules import each other in a circle: {' → '.join((*way, name))}")
        if name in found:
            return
        for other in IMPORT.findall(_read(name)):
            visit(other, (*way, name))
        found.append(name)

    visit(entry, ())
    return tuple(found)


def style() -> str:
    """All style sheets, and the face that phonemes are set in."""
    face = FACE.format(data=b64encode((STATIC / "ipa.woff2").read_bytes()).decode())
    return face + "\n".join(_read(sheet.name) for sheet in sorted(STATIC.glob("*.css")))


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
