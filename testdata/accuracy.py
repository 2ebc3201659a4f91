#!/usr/bin/env python3
"""Scores a scan of a generated corpus against what was planted in it.

usage: accuracy.py TRUTH SCAN.jsonl [TRUTH SCAN.jsonl ...] [--markdown] [--worst N] [--state DIR --key FILE]

TRUTH is the generator's truth.json: per file its format and the distinct values planted in it. SCAN.jsonl comes from
`speur scan --all --detail values --format jsonl` over the corpus. A value counts as found when its finding reaches medium.

Without --state only numbers are compared: of a file with 10 planted values of which 9 distinct ones were found, one is
missed. With the scan's state directory and its key file the values themselves are compared, by their tokens, so that a
false find cannot stand in for a missed value (needs `pip install blake3`; one TRUTH and SCAN only).
Health is compared by file: is anything of the category reported, and should it be?
"""
import argparse
import collections
import json
import pathlib
import sqlite3
import sys

RULES = {"rrn": "be.national-number", "iban": "iban", "email": "email", "phone": "phone", "card": "payment-card"}
FAMILIES = {"rrn": "national-number", "iban": "iban", "email": "email", "phone": "phone", "card": "card"}
TITLES = {"rrn": "national number", "iban": "IBAN", "email": "e-mail", "phone": "phone", "card": "card", "health": "health"}
# Kept for examples by RFC 2606 and 6761: nobody's address, so nothing to find.
RESERVED = ("example.org", "example.com", "example.net", ".example", ".test", ".invalid", ".localhost")


class Tally:
    """Planted, found, and both; a value or a file each."""

    def __init__(self):
        self.planted = self.found = self.both = 0

    def add(self, planted, found, both):
        self.planted += planted
        self.found += found
        self.both += both

    @property
    def recall(self):
        return self.both / self.planted if self.planted else 1.0

    @property
    def precision(self):
        return self.both / self.found if self.found else 1.0

    @property
    def f1(self):
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def is_reserved(address):
    domain = address.rsplit("@", 1)[-1]
    return any(domain == end or domain.endswith(end if end[0] == "." else "." + end) for end in RESERVED)


def planted(entry, kind):
    """The distinct values of a kind; none where the generator kept no list, as it does beyond 5000."""
    values = entry.get("planted", {}).get(kind, [])
    if values is None:
        return None
    if kind == "email":
        values = [value for value in values if not is_reserved(value)]
    return set(values)


class File:
    """What a scan says of one file and everything in it."""

    def __init__(self):
        self.format = "?"
        self.read = "none"
        self.distinct = collections.Counter()
        self.special = set()
        self.tokens = collections.defaultdict(set)


def scanned(path):
    files = collections.defaultdict(File)
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        if record["record"] != "document":
            continue
        file = files[record["path"].split("/files/", 1)[-1]]
        if not record.get("inner"):
            file.format, file.read = record.get("format", "?"), record.get("read", "none")
        elif record.get("read") != "all" and file.read == "all":
            file.read = "partly"
        for finding in record.get("findings", []):
            if finding["confidence"] != "low":
                file.distinct[finding["rule"]] += finding["distinct"]
        file.special.update(record.get("special", []))
    return files


def add_tokens(files, state):
    """The tokens that a state keeps of each finding that reaches medium."""
    database = pathlib.Path(state, "state.db") if pathlib.Path(state).is_dir() else state
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    sure = {}
    for version, n, facts in connection.execute("SELECT version, n, facts FROM document"):
        findings = json.loads(facts).get("findings", [])
        sure[version, n] = {finding["rule"] for finding in findings if finding["confidence"] != "low"}
    paths = dict(connection.execute("SELECT id, path FROM version"))
    for version, n, rule, tokens in connection.execute("SELECT version, n, rule, tokens FROM token"):
        if rule in sure.get((version, n), ()):
            path = paths[version].decode("utf-8", "replace").split("/files/", 1)[-1]
            files[path].tokens[rule].update(tokens[at : at + 16] for at in range(0, len(tokens), 16))


def token(key, kind, value):
    import blake3

    value = "+" + value if kind == "phone" else value
    return blake3.blake3(f"{FAMILIES[kind]}\0{value}".encode(), key=key).digest()[:16]


def score(truth, files, key, tallies, wrong):
    for entry in truth:
        path = entry["path"].split("files/", 1)[-1]
        file = files.get(path)
        if file is None or file.read != "all":
            reason = "not scanned" if file is None else f"read: {file.read}"
            if entry.get("planted"):
                tallies["unread", entry["format"]].add(1, 0, 0)
                wrong["unread"].append((1, path, reason))
            continue
        for kind, rule in RULES.items():
            values = planted(entry, kind)
            if values is None:
                tallies["unlisted", entry["format"]].add(1, 0, 0)
                continue
            found = file.distinct[rule]
            both = min(len(values), found)
            if key:
                names = {token(key, kind, value): value for value in values}
                both = len(names.keys() & file.tokens[rule])
                found = len(file.tokens[rule])
            for format in ("all", entry["format"]):
                tallies[kind, format].add(len(values), found, both)
            missed, false = len(values) - both, found - both
            if missed or false:
                wrong[kind].append((missed + false, path, f"missed {missed} of {len(values)}, false {false} of {found}"))
        should, does = bool(entry.get("planted", {}).get("health")), "health" in file.special
        for format in ("all", entry["format"]):
            tallies["health", format].add(should, does, should and does)
        if should != does:
            wrong["health"].append((1, path, "missed" if should else "false"))


def print_table(tallies, markdown):
    formats = ["all"] + sorted({format for kind, format in tallies if format != "all" and kind in TITLES})
    line = "| {} | {} | {} | {} | {} |" if markdown else "{:16} {:>8} {:>8} {:>9} {:>9}"
    for format in formats:
        rows = [(kind, tallies[kind, format]) for kind in TITLES if (kind, format) in tallies]
        rows = [(kind, tally) for kind, tally in rows if tally.planted or tally.found]
        if not rows:
            continue
        print(f"\n### {format}\n" if markdown else f"\n{format}")
        print(line.format("", "planted", "found", "recall %", "precision %"))
        if markdown:
            print("|---|---:|---:|---:|---:|")
        for kind, tally in rows:
            recall, precision = f"{100 * tally.recall:.2f}", f"{100 * tally.precision:.2f}"
            title = TITLES[kind] + (f" (F1 {tally.f1:.3f})" if kind == "health" else "")
            print(line.format(title, tally.planted, tally.found, recall, precision))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", metavar="TRUTH SCAN")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="files that are most wrong, per type")
    parser.add_argument("--state", help="the state directory of the scan")
    parser.add_argument("--key", help="the scan's key file")
    args = parser.parse_args()
    if len(args.pairs) % 2 or bool(args.state) != bool(args.key) or args.state and len(args.pairs) > 2:
        sys.exit(parser.format_usage() + "pairs of TRUTH and SCAN; --state and --key together, with one pair")
    key = bytes.fromhex(open(args.key).read().strip()) if args.key else None
    tallies, wrong = collections.defaultdict(Tally), collections.defaultdict(list)
    for truth, scan in zip(args.pairs[::2], args.pairs[1::2]):
        files = scanned(scan)
        if args.state:
            add_tokens(files, args.state)
        score(json.load(open(truth, encoding="utf-8")), files, key, tallies, wrong)
    print_table(tallies, args.markdown)
    unread, unlisted = (
        sum(tally.planted for (of, _), tally in tallies.items() if of == kind) for kind in ("unread", "unlisted")
    )
    print(f"\n{unread} files with planted values were not wholly read, and of {unlisted} kinds of value in a file the")
    print("generator kept no list (more than 5000): these are not in the table")
    for kind, files in wrong.items():
        for n, path, what in sorted(files, reverse=True)[: args.worst]:
            print(f"{kind:8} {what:40} {path}")


if __name__ == "__main__":
    main()
