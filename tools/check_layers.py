#!/usr/bin/env python3
"""Holds every include to the layers that engine/CMakeLists.txt declares.

Each folder under engine/ may include only itself and the layers that its juece_layer() names after DEPENDS. A plugin may
include only the SDK ("juece/..."). No third-party header stands in a header of the engine, graph/state_graph.h excepted.
apps and tests may include anything. Prints file:line: message and exits with 1 where something is wrong.

Usage: check_layers.py [ROOT]      ROOT holds engine/ and plugins/ (default: the repository)
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
THIRD_PARTY_EXCEPTIONS = {"graph/state_graph.h"}
SOURCES = {".h", ".hpp", ".inc", ".c", ".cc", ".cpp"}
HEADERS = {".h", ".hpp"}
# What the language itself brings, and what every layer may use (fmt).
C_HEADERS = {"assert.h", "errno.h", "limits.h", "math.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h",
             "time.h", "unistd.h"}
OPEN_LIBRARIES = {"fmt"}
KEYWORDS = {"DEPENDS", "LIBS"}


def without_comments(text):
    """The CMake text with comments blanked, line numbers kept."""
    return re.sub(r"#[^\n]*", "", text)


def read_layers(path):
    """{layer: (set of layers it depends on, line)}; {} where the file declares none."""
    layers = {}
    text = without_comments(path.read_text(encoding="utf-8"))
    for match in re.finditer(r"juece_layer\s*\(([^)]*)\)", text):
        words = match.group(1).split()
        depends, target = set(), None
        for word in words[1:]:
            if word in KEYWORDS:
                target = word
            elif target == "DEPENDS":
                depends.add(word)
        layers[words[0]] = (depends, text.count("\n", 0, match.start()) + 1)
    return layers


def find_cycle(layers):
    """A list of layers that depend on each other in a ring, or None."""
    state, way = {}, []

    def visit(layer):
        state[layer] = "open"
        way.append(layer)
        for other in sorted(layers[layer][0]):
            if other not in layers:
                continue
            if state.get(other) == "open":
                return way[way.index(other):] + [other]
            if other not in state:
                found = visit(other)
                if found:
                    return found
        way.pop()
        state[layer] = "done"
        return None

    for layer in sorted(layers):
        if layer not in state:
            found = visit(layer)
            if found:
                return found
    return None


def includes_of(path):
    """(line, quoted, angled) for each include; block comments do not matter, for none of ours hides an include."""
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def sources_under(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in SOURCES and p.is_file())


def is_standard(name):
    return ("/" not in name and "." not in name) or name in C_HEADERS or name.startswith("sys/")


def check_declarations(layers, cmake, engine):
    for layer, (depends, line) in sorted(layers.items()):
        for other in sorted(depends - set(layers)):
            yield f"{cmake}:{line}: layer {layer} depends on {other}, which is no declared layer"
    cycle = find_cycle(layers)
    if cycle:
        yield f"{cmake}:{layers[cycle[0]][1]}: layers depend on each other in a ring: {' -> '.join(cycle)}"
    for folder in sorted(p for p in engine.iterdir() if p.is_dir()):
        if folder.name not in layers and any(sources_under(folder)):
            yield f"{folder}:1: the folder is no declared layer; name it with juece_layer() in {cmake}"


def check_engine_file(path, layer, layers, engine):
    allowed = layers[layer][0] | {layer}
    relative = path.relative_to(engine).as_posix()
    for line, quoted, angled in includes_of(path):
        name = quoted or angled
        first = name.split("/")[0]
        if first in layers and "/" in name:
            if first not in allowed:
                yield (f"{path}:{line}: {layer} may include only {', '.join(sorted(allowed))}, "
                       f"but includes \"{name}\" of {first}")
        elif quoted and not name.startswith("juece/"):
            yield f"{path}:{line}: an include starts at its layer (\"{layer}/{name.split('/')[-1]}\"), but this is \"{name}\""
        elif angled and path.suffix in HEADERS and relative not in THIRD_PARTY_EXCEPTIONS:
            if not is_standard(name) and first not in OPEN_LIBRARIES:
                yield f"{path}:{line}: a header of the engine includes no third-party header, but includes <{name}>"


def check_plugin_file(path, plugin, layers):
    own = {p.name for p in plugin.rglob("*")}
    for line, quoted, angled in includes_of(path):
        name = quoted or angled
        if name.startswith("juece/") or name.endswith(".inc"):
            continue
        if quoted and name.split("/")[-1] in own and ".." not in name:
            continue
        if angled and is_standard(name):
            continue
        if name.split("/")[0] in layers or quoted or angled:
            yield f"{path}:{line}: a plugin includes only the SDK (\"juece/...\") and itself, but includes {name}"


def check(root):
    engine, cmake = root / "engine", root / "engine" / "CMakeLists.txt"
    layers = read_layers(cmake)
    if not layers:
        yield f"{cmake}:1: expected juece_layer() declarations, but found none"
        return
    yield from check_declarations(layers, cmake, engine)
    for layer in sorted(layers):
        for path in sources_under(engine / layer):
            yield from check_engine_file(path, layer, layers, engine)
    plugins = root / "plugins"
    if plugins.is_dir():
        for plugin in sorted(p for p in plugins.iterdir() if p.is_dir()):
            for path in sources_under(plugin):
                yield from check_plugin_file(path, plugin, layers)


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parent.parent
    problems = list(check(root))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} forbidden", file=sys.stderr)
        return 1
    print("every include keeps to its layer")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
