#!/usr/bin/env python3
"""Writes the reports of machines that do not exist, to measure what merging them costs.

    testdata/make_reports.py FOLDER [MACHINES [DOCUMENTS]]

One JSON Lines report per machine, each document with one finding; every tenth document is the same on three machines.
"""
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
machines, documents = [int(text) for text in sys.argv[2:4] + ["1000", "1000"][len(sys.argv[2:4]):]]
folder.mkdir(parents=True, exist_ok=True)
LEVELS = ["low", "medium", "high", "critical"]


def document(machine, n):
    level = LEVELS[n * n % 4]
    shared = n % 10 == 0
    content = (machine // 3 * documents + n) * 2 + 1 if shared else (machine * documents + n) * 2
    return {
        "record": "document", "path": f"C:\\Users\\user{machine}\\Documents\\map{n // 20}\\lijst {n}.xlsx", "inner": [],
        "size": 10_000 + n, "modified": "2026-01-02T03:04:05Z", "format": "xlsx", "storage": "local-disk",
        "content": f"{content:032x}",
        "findings": [{
            "id": f"f_{n:016x}", "rule": "be.national-number", "category": "national-id", "confidence": "high",
            "score": 93, "count": 214, "distinct": 210,
            "why": [{"code": "check-digits", "points": 55}, {"code": "column-heading", "points": 35}],
            "places": [{"sheet": "Klanten", "column": "D", "label": "Rijksregisternummer", "rows": "2-215"}],
        }],
        "special": ["health"] if n % 5 == 0 else [], "minors": False, "subjects": 210,
        "risk": {"score": 91, "level": level}, "verdict": "local-copy", "articles": ["IX"],
        "advice": "move-to-central", "severity": level, "aliases": [], "read": "all", "unread": [],
    }


def end(severities):
    tally = {"seen": documents, "read": documents, "partly": 0, "unread": 0, "no_text": 0}
    none = {"by_reason": {}, "partly_by_reason": {}}
    members = {name: 0 for name in tally} | none
    return {
        "record": "end", "complete": True, "finished": "2026-09-21T14:13:29Z",
        "coverage": tally | {"bytes": 1, "aliases": 0, "unchanged": 0, "members": members, "no_text_by_format": {}} | none,
        "totals": {"documents": documents, "by_verdict": {"local-copy": documents}, "by_severity": severities,
                   "by_rule": {"be.national-number": {"documents": documents, "count": 214 * documents}}},
    }


for machine in range(machines):
    run = {
        "record": "run", "schema": "speur/1", "run": f"r_{machine:016x}", "speur": "0.1.0", "rules": "r", "policy": "p",
        "key": "k_0000000000000001", "started": "2026-09-21T14:13:20Z",
        "device": {"id": f"d_{machine:016x}", "name": f"PC-{machine:04}", "os": "windows"}, "roots": ["C:\\Users"],
    }
    rows = [document(machine, n) for n in range(documents)]
    severities = {level: sum(row["severity"] == level for row in rows) for level in LEVELS}
    records = [run, *rows, end({level: n for level, n in severities.items() if n})]
    lines = (json.dumps(record, separators=(",", ":")) for record in records)
    (folder / f"{run['device']['name']}.jsonl").write_text("\n".join(lines) + "\n")
