#!/usr/bin/env python3
"""Verifies an archive package by docs/package-format.md, sharing no code with the engine. Python's standard library alone.

Usage: verify_package.py DIR [--bag-only] [--quiet] [--trust sha256:KEY]...

Checks the bag (RFC 8493), the inventory, the chain of events and refused attempts, materials, documents, and the signed checkpoints
(SM2, Ed25519). It does not check time stamps and does not judge compliance. Exit status: 0 whole, 1 something is wrong, 2 could not be read.
"""

import argparse
import base64
import json
import os
import re
import stat
import sys
import unicodedata

from package_crypto import digest_of, new_digest, signature_verifies

INDEX = "data/package.json"
HISTORY = "data/history/"
ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sm3"}


# ---- the folder, never trusted ---------------------------------------------------------------------------------------------
class Folder:
    def __init__(self, root):
        self.root, self.files, self.odd = os.fsencode(root), {}, []
        self.walk(b"")

    def walk(self, prefix):
        with os.scandir(os.path.join(self.root, prefix) if prefix else self.root) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                path = os.path.join(prefix, entry.name) if prefix else entry.name
                mode = entry.stat(follow_symlinks=False)
                name = path.decode("utf-8", "surrogateescape")
                if stat.S_ISDIR(mode.st_mode):
                    self.walk(path)
                elif stat.S_ISREG(mode.st_mode):
                    self.files[name] = mode.st_size
                else:
                    self.odd.append(name)

    def blocks(self, name):
        with open(os.path.join(self.root, name.encode("utf-8", "surrogateescape")), "rb") as file:
            while block := file.read(1 << 16):
                yield block

    def read(self, name):
        return b"".join(self.blocks(name))


class Verifier:
    def __init__(self, root, trusted=()):
        self.root, self.folder, self.errors, self.trusted = root, Folder(root), [], set(trusted)
        self.sums = {}  # path -> {algorithm: hex}

    def error(self, code, text):
        self.errors.append((code, text))

    # ---- RFC 8493 -----------------------------------------------------------------------------------------------------------
    def check_bag(self):
        for name in self.folder.odd:
            self.error("bag-link", f"{name} is no plain file")
        if "bagit.txt" not in self.folder.files:
            return self.error("bag-declaration", "there is no bagit.txt")
        match = re.fullmatch(rb"BagIt-Version: (\d{1,4})\.(\d{1,4})(?:\r\n|\r|\n)Tag-File-Character-Encoding: ([^\r\n]*)(?:\r\n|\r|\n)?",
                             self.folder.read("bagit.txt"))
        if not match or (int(match[1]), int(match[2])) > (1, 0):
            return self.error("bag-declaration", "bagit.txt is not as the RFC writes it")
        self.version, self.encoding = (int(match[1]), int(match[2])), match[3].decode("latin-1").lower()
        if not os.path.isdir(os.path.join(self.root, "data")):
            self.error("bag-payload", "there is no folder data")
        payload, tags = {}, {}
        manifests = {True: 0, False: 0}
        for name in sorted(self.folder.files):
            match = re.fullmatch(r"(tag)?manifest-(.+)\.txt", name)
            if match and "/" not in name and match[2] in ALGORITHMS:
                if self.read_manifest(name, match[2], tags if match[1] else payload, bool(match[1])):
                    manifests[bool(match[1])] += 1
        if not manifests[False]:
            self.error("bag-manifest", "there is no payload manifest")
        for name in self.folder.files:
            if name.startswith("data/") and name not in payload:
                self.error("bag-unlisted-file", f"{name} is in no manifest")
        for name, sums in payload.items():
            if self.version >= (1, 0) and len(sums) < manifests[False]:
                self.error("bag-unlisted-file", f"{name} is not in every manifest")
        self.check_fetch(payload)
        for name, sums in [*payload.items(), *tags.items()]:
            self.check_file(name, sums, payload)
        self.check_info()

    def text(self, name):
        data = self.folder.read(name)
        known = {"utf-8": "utf-8-sig", "utf8": "utf-8-sig", "us-ascii": "ascii", "ascii": "ascii", "iso-8859-1": "latin-1"}
        try:
            if self.encoding in ("utf-16", "utf16"):
                return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be")
            return data.decode(known[self.encoding])
        except (UnicodeError, KeyError):
            self.error("bag-encoding", f"{name} is no text in {self.encoding}")
            return None

    def decode(self, path):
        if self.version < (1, 0):
            return path
        return re.sub("%0[aA]|%0[dD]|%25", lambda m: {"%0A": "\n", "%0D": "\r", "%25": "%"}[m[0].upper()], path)

    @staticmethod
    def unsafe(path):
        return (not path or "\0" in path or path[0] in "/\\~" or path[1:2] == ":"
                or any(part in ("", ".", "..") for part in path.split("/")))

    def read_manifest(self, name, algorithm, entries, tag):
        text = self.text(name)
        if text is None:
            return False
        seen = {}
        for line in re.split("\r\n|\r|\n", text):
            if not line.strip(" \t"):
                continue
            match = re.fullmatch(r"([0-9a-fA-F]+)[ \t]+(\*?)((?:\./)*)(.+)", line, re.S)
            if not match:
                self.error("bag-manifest", f"{name}: {line[:80]!r} is no entry")
                continue
            path, value = self.decode(match[4]), match[1].lower()
            if self.unsafe(path) or path.startswith("data/") == tag:
                self.error("bag-path", f"{name}: {path[:80]!r}")
            elif tag and path.startswith("tagmanifest-") and "/" not in path:
                self.error("bag-manifest", f"{name} lists a tag manifest")
            elif path in seen:
                if self.version >= (1, 0) or seen[path] != value:
                    self.error("bag-listed-twice", f"{name}: {path}")
            else:
                seen[path] = value
                entries.setdefault(path, {})[algorithm] = value
        return True

    def check_fetch(self, payload):
        if "fetch.txt" not in self.folder.files:
            return
        for line in re.split("\r\n|\r|\n", self.text("fetch.txt") or ""):
            match = re.fullmatch(r"(\S+)[ \t]+(-|\d+)[ \t]+(.+)", line, re.S) if line else None
            if line and not match:
                self.error("bag-fetch", f"{line[:80]!r}")
            elif match:
                path = self.decode(match[3])
                if self.unsafe(path) or not path.startswith("data/"):
                    self.error("bag-path", f"fetch.txt: {path[:80]!r}")
                elif path not in payload or path not in self.folder.files:
                    self.error("bag-fetch", path)

    def twin(self, name, sums, payload):
        """Before 1.0: another name for the same file on a system that folds case or normalises; or what a system had put there."""
        if os.path.basename(name) in (".DS_Store", "Thumbs.db", "desktop.ini"):
            return True
        fold = unicodedata.normalize("NFC", name).casefold()
        return any(other != name and other in self.folder.files and other_sums == sums
                   and unicodedata.normalize("NFC", other).casefold() == fold for other, other_sums in payload.items())

    def check_file(self, name, sums, payload):
        if name not in self.folder.files:
            self.excused = self.version < (1, 0) and self.twin(name, sums, payload)
            if not self.excused:
                self.error("bag-missing-file", name)
            return
        digests = {algorithm: new_digest(algorithm) for algorithm in sums}
        for block in self.folder.blocks(name):
            for digest in digests.values():
                digest.update(block)
        for algorithm, value in sums.items():
            found = self.sums.setdefault(name, {})[algorithm] = digests[algorithm].hexdigest()
            if found != value:
                self.error("bag-checksum", f"{name} ({algorithm})")

    def check_info(self):
        name = "bag-info.txt" if "bag-info.txt" in self.folder.files else "package-info.txt"
        if name not in self.folder.files:
            return
        info = []
        for line in re.split("\r\n|\r|\n", self.text(name) or ""):
            if not line.strip(" \t"):
                continue
            if line[0] in " \t" and info:
                info[-1][1] += " " + line.strip(" \t")
            elif line[0] in " \t" or ":" not in line[1:]:
                return self.error("bag-info", name)
            else:
                label, value = line.split(":", 1)
                info.append([label.strip(" \t"), value.strip(" \t")])
        payload = [size for path, size in self.folder.files.items() if path.startswith("data/")]
        oxums = [value for label, value in info if label.casefold() == "payload-oxum"]
        if len(oxums) > 1:
            self.error("bag-info", "two values of Payload-Oxum")
        if any(value != f"{sum(payload)}.{len(payload)}" for value in oxums) and not getattr(self, "excused", False):
            self.error("bag-oxum", str(oxums))

    # ---- the package --------------------------------------------------------------------------------------------------------
    def check_package(self):
        if getattr(self, "version", None) != (1, 0):
            self.error("package-index", "the package is no bag of BagIt 1.0")
        try:
            self.index = strict_json(self.folder.read(INDEX))
            self.check_shape()
        except (OSError, ValueError, KeyError, TypeError) as why:
            return self.error("package-index", f"{INDEX}: {why}")
        self.algorithm = self.index["algorithm"]
        self.check_inventory()
        self.read_history()
        self.check_attempts()
        self.check_statements()
        self.check_materials()
        self.check_documents()
        self.check_checkpoints()

    def check_shape(self):
        shape = {"format": str, "version": int, "dossier": str, "title": str, "organ": str, "state": str, "algorithm": str,
                 "events": {"position": int, "hash": str}, "attempts": {"position": int, "hash": str},
                 "procedure": {"id": str, "version": str, "digest": str},
                 "plugins": [{"id": str, "version": str, "digest": str}],
                 "documents": [{"digest": str, "kind": str, "name": str, "file": str}],
                 "materials": [{"id": str, "kind": str, "title": str, "digest": str, "size": int, "file_name": str, "carrier": str,
                                "position": int, "file": str}],
                 "files": [{"file": str, "digest": str, "size": int}]}
        fits(self.index, shape, "")
        if self.index["format"] != "juece-archive-package" or self.index["version"] != 1 or self.index["algorithm"] not in ("sm3", "sha256"):
            raise ValueError("format, version or algorithm")

    def check_inventory(self):
        tags = {"bagit.txt", "bag-info.txt"} | {f"{kind}-{a}.txt" for kind in ("manifest", "tagmanifest") for a in ("sha512", self.algorithm)}
        named = {}
        for entry in self.index["files"]:
            if entry["file"] in named:
                self.error("package-index", f"{entry['file']} is listed twice")
            named[entry["file"]] = entry["digest"]
        for name in self.folder.files:
            if name not in tags and name != INDEX and name not in named:
                self.error("package-file-unlisted", name)
        for name in tags - self.folder.files.keys():
            self.error("package-file-missing", name)
        for name, value in named.items():
            if name not in self.folder.files:
                self.error("package-file-missing", name)
            elif f"{self.algorithm}:{self.sums.get(name, {}).get(self.algorithm)}" != value:
                self.error("package-file-changed", name)

    def lines(self, name):
        try:
            data = self.folder.read(HISTORY + name)
        except OSError:
            self.error("package-file-missing", name)
            return None
        if b"\r" in data or (data and not data.endswith(b"\n")):
            self.error("history-unreadable", name)
            return None
        return data.split(b"\n")[:-1]

    def canonical_lines(self, name, members):
        lines, values = self.lines(name), []
        for line in lines if lines is not None else []:
            try:
                value = strict_json(line)
                if not isinstance(value, dict) or set(value) != set(members) or canonical(value) != line:
                    raise ValueError("not canonical")
                if any(not isinstance(value[m], t) or isinstance(value[m], bool) for m, t in members.items()):
                    raise ValueError("another kind")
            except ValueError:
                self.error("history-unreadable", name)
                return None
            values.append(value)
        return values if lines is not None else None

    def read_history(self):
        self.events, self.chain = [], []
        place = {"position": int, "previous": str, "hash": str}
        lines, chain = self.lines("events.jsonl"), self.canonical_lines("chain.jsonl", place)
        personal = self.canonical_lines("personal.jsonl", {"position": int, "pointer": str, "salt": str, "value": str, "commitment": str})
        if lines is None or chain is None or personal is None:
            return
        if len(lines) != len(chain):
            self.error("history-unreadable", "the chain is not as long as the history")
        previous = ""
        for number, (line, link) in enumerate(zip(lines, chain), 1):
            try:
                event = strict_json(line)
                if canonical(event) != line or set(event) != members(event):
                    raise ValueError("not canonical")
                if event["v"] not in (1, 2) or event["dossier"] != self.index["dossier"] or event["position"] != number:
                    raise ValueError("another place")
            except (ValueError, TypeError, KeyError):
                self.error("chain-changed", f"event {number}")
                previous = link["hash"]
                continue
            want = digest_of(self.algorithm, link["previous"].encode() + b"\n" + line)
            if link["position"] != number or link["previous"] != previous:
                self.error("chain-broken", f"event {number} does not follow the one before")
            if want != link["hash"]:
                self.error("chain-changed", f"event {number}")
            self.check_commitments(event, [p for p in personal if p["position"] == number])
            previous = link["hash"]
            self.events.append(event)
            self.chain.append(link)
        self.check_redactions(personal)
        if {p["position"] for p in personal} - {e["position"] for e in self.events}:
            self.error("chain-commitment", "a personal value belongs to no event")
        if [len(lines), previous] != [self.index["events"]["position"], self.index["events"]["hash"]]:
            self.error("chain-truncated", "the history does not end as the package says")

    def check_commitments(self, event, personal):
        waiting = {}
        collect_commitments(event["body"], "", waiting)
        for value in personal:
            where, committed = value["pointer"], value["commitment"]
            if waiting.pop(where, None) != committed:
                self.error("chain-commitment", f"event {event['position']} {where}")
            elif value["value"]:
                algorithm = committed.split(":")[0]
                try:
                    whole = bytes.fromhex(value["salt"]) + value["value"].encode()
                    good = algorithm in ("sm3", "sha256") and digest_of(algorithm, whole) == committed and canonical(strict_json(value["value"].encode())) == value["value"].encode()
                except ValueError:
                    good = False
                if not good:
                    self.error("chain-commitment", f"event {event['position']} {where}")
        if any(re.fullmatch(r"[^:]*:.{64}", text) for text in waiting.values()):
            self.error("chain-commitment", f"event {event['position']}: a value is missing")

    def check_redactions(self, personal):
        """A value leaves by an event alone, and what an event took out is gone."""
        said = {}
        for event in self.events:
            if event["type"] == "personal_redacted":
                for place in event["body"]["values"]:
                    said.setdefault((place["position"], place["pointer"]), event["position"])
        for value in personal:
            redacted = said.get((value["position"], value["pointer"]), 0) > value["position"]
            if redacted != (not value["value"]) or (not value["value"] and value["salt"]):
                self.error("chain-commitment", f"event {value['position']} {value['pointer']}: redacted without an event, or still there after one")

    def check_attempts(self):
        lines = self.lines("attempts.jsonl")
        chain = self.canonical_lines("attempts-chain.jsonl", {"position": int, "previous": str, "hash": str})
        if lines is None or chain is None:
            return
        previous = ""
        for number, (line, link) in enumerate(zip(lines, chain), 1):
            if digest_of(self.algorithm, link["previous"].encode() + b"\n" + line) != link["hash"]:
                self.error("attempts-changed", f"attempt {number}")
            if link["position"] != number or link["previous"] != previous:
                self.error("attempts-removed", f"attempt {number}")
            previous = link["hash"]
        head = self.index["attempts"]
        if len(lines) != len(chain) or [len(chain), previous] != [head["position"], head["hash"]]:
            self.error("attempts-truncated", "the attempts do not end as the package says")

    def check_statements(self):
        if not self.events or self.events[0]["type"] != "dossier_opened":
            return self.error("package-statement", "the history does not begin with the opening")
        body = self.events[0]["body"]
        index = self.index
        said = [index["title"], index["organ"], index["procedure"]["id"], index["procedure"]["version"], index["procedure"]["digest"], index["plugins"]]
        true = [body["title"], body["organ"], body["procedure"], body["procedure_version"], body["procedure_digest"], body["plugins"]]
        if said != true:
            self.error("package-statement", "the index is not what the opening says")
        states = {"dossier_paused": "paused", "dossier_resumed": "running", "dossier_closed": "closed", "dossier_terminated": "terminated",
                  "dossier_withdrawn": "withdrawn"}
        state = "running"
        for event in self.events:
            state = states.get(event["type"], state)
        if state != index["state"]:
            self.error("package-statement", "state")

    def check_materials(self):
        true = [dict(material, position=event["position"]) for event in self.events if event["type"] == "action_recorded"
                for material in event["body"]["materials"]]
        said = [{name: value for name, value in material.items() if name != "file"} for material in self.index["materials"]]
        if said != true:
            return self.error("package-material", "the materials are not those of the events")
        for material in self.index["materials"]:
            name = material["file"]
            if material["carrier"] == "paper":
                if name:
                    self.error("package-material", f"{material['id']} is on paper and has a file")
                continue
            algorithm = material["digest"].split(":")[0]
            if not name.startswith("data/materials/") or name not in self.folder.files or algorithm not in ("sm3", "sha256"):
                self.error("package-material", f"{material['id']}: {name}")
                continue
            digest = new_digest(algorithm)
            for block in self.folder.blocks(name):
                digest.update(block)
            if f"{algorithm}:{digest.hexdigest()}" != material["digest"] or self.folder.files[name] != material["size"]:
                self.error("package-material", f"{material['id']}: {name} is another file")

    def check_documents(self):
        there, needed = {}, set()
        for document in self.index["documents"]:
            algorithm = document["digest"].split(":")[0]
            if document["file"] not in self.folder.files or algorithm not in ("sm3", "sha256"):
                self.error("package-document", document["file"])
                continue
            data = self.folder.read(document["file"])
            if digest_of(algorithm, data) != document["digest"]:
                self.error("package-document", document["file"])
            there[document["digest"]] = data
            if document["kind"] == "merged":
                merged = strict_json(data)
                needed |= {merged["definition"]} | {overlay["digest"] for overlay in merged["overlays"]}
        if self.events and self.events[0]["type"] == "dossier_opened":
            body = self.events[0]["body"]
            needed |= {body["procedure_digest"]} | {overlay.split("@", 1)[1] for overlay in body["overlays"]}
            needed |= {body["office_digest"]} - {""}
        if needed != set(there):
            self.error("package-document", "the documents are not those that the dossier is pinned to")

    def check_checkpoints(self):
        if HISTORY + "checkpoints.jsonl" not in self.folder.files:
            if self.trusted:
                self.error("signature-absent", "there is no signed checkpoint")
            return
        ends = {self.leaf("events", event["position"], link["hash"]) for event, link in zip(self.events, self.chain)}
        ends.add(self.leaf("attempts", self.index["attempts"]["position"], self.index["attempts"]["hash"]))
        shape = {"statement": {"v": int, "algorithm": str, "at": str, "sequence": int, "link": str, "from": int, "previous": str, "heads": str},
                 "leaves": [str], "scheme": str, "key": str, "public_key": str, "signature": str, "time_stamp": str}
        for line in self.lines("checkpoints.jsonl") or [b""]:
            try:
                checkpoint = strict_json(line)
                fits(checkpoint, shape, "")
                if canonical(checkpoint) != line or checkpoint["statement"]["algorithm"] != self.algorithm:
                    raise ValueError("not canonical")
            except ValueError as why:
                self.error("signature-unreadable", str(why))
                continue
            leaves = checkpoint["leaves"]
            if leaves != sorted(leaves) or digest_of(self.algorithm, "".join(leaf + "\n" for leaf in leaves).encode()) != checkpoint["statement"]["heads"]:
                self.error("signature-wrong", "heads")
            try:
                der = base64.b64decode("".join(checkpoint["public_key"].split("\n")[1:-2]), validate=True)
                signature = bytes.fromhex(checkpoint["signature"])
            except ValueError:
                der = signature = b""
            # base64 leaves bits that no reader looks at: the text must be the one way to write the key.
            text = base64.b64encode(der).decode()
            lines = [text[at:at + 64] for at in range(0, len(text), 64)]
            pem = "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])
            if digest_of("sha256", der) != checkpoint["key"] or pem != checkpoint["public_key"]:
                self.error("signature-wrong", "key")
            elif not signature_verifies(der, checkpoint["scheme"], canonical(checkpoint["statement"]), signature):
                self.error("signature-wrong", "signature")
            if self.trusted and checkpoint["key"] not in self.trusted:
                self.error("signature-untrusted", checkpoint["key"])
            if not ends & set(leaves):
                self.error("signature-unrelated", "no leaf is an end of this dossier")

    def leaf(self, log, position, value):
        return digest_of(self.algorithm, canonical({"log": log, "dossier": self.index["dossier"], "position": position, "hash": value}))


# ---- JSON as docs/events.md writes it ---------------------------------------------------------------------------------------
class Number(str):
    """The text of a number that is no small integer: exact, as it stands."""


def strict_json(data):
    def pairs(items):
        names = [name for name, _ in items]
        if len(set(names)) != len(names):
            raise ValueError("a member twice")
        return dict(items)

    def refuse(text):
        raise ValueError(text)

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=pairs, parse_float=Number, parse_constant=refuse)
    except RecursionError as why:
        raise ValueError("too deep") from why


def members(event):
    """Of an event: those of version 1, and who answered in version 2 (docs/events.md)."""
    common = {"v", "type", "dossier", "position", "occurred_at", "recorded_at", "actor", "late", "body"}
    return common | {"plugin"} if event["v"] == 2 else common


def canonical(value):
    return canonical_text(value).encode("utf-8", "surrogatepass")


def canonical_text(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_text, value)) + "]"
    order = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(json.dumps(name, ensure_ascii=False) + ":" + canonical_text(value[name]) for name in order) + "}"


def fits(value, shape, at):
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            raise ValueError(f"members of {at or '/'}")
        for name, inner in shape.items():
            fits(value[name], inner, f"{at}/{name}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise ValueError(at)
        for item in value:
            fits(item, shape[0], at)
    elif not isinstance(value, shape) or isinstance(value, bool) or isinstance(value, Number):
        raise ValueError(at)


def collect_commitments(value, at, found):
    if isinstance(value, dict):
        if set(value) == {"commitment"} and isinstance(value["commitment"], str) and not isinstance(value["commitment"], Number):
            found[at] = value["commitment"]
            return
        for name, inner in value.items():
            collect_commitments(inner, at + "/" + name.replace("~", "~0").replace("/", "~1"), found)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            collect_commitments(inner, f"{at}/{number}", found)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--bag-only", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--trust", action="append", default=[], metavar="KEY", help="id of a trusted key, as juece key show tells it")
    arguments = parser.parse_args(argv)
    try:
        verifier = Verifier(arguments.folder, arguments.trust)
        verifier.check_bag()
        if not arguments.bag_only:
            verifier.check_package()
    except OSError as why:
        print(f"cannot be read: {why}", file=sys.stderr)
        return 2
    for code, text in verifier.errors:
        if not arguments.quiet:
            print(f"{code}: {text!r}")
    if not arguments.quiet:
        print("wrong" if verifier.errors else "whole")
    return 1 if verifier.errors else 0


if __name__ == "__main__":
    sys.exit(main())
