#!/usr/bin/env python3
"""Compares the twins of a report (JSON Lines, made with --all) with what make_twins.py says of each document.

usage: python3 testdata/score_twins.py TREE REPORT.jsonl [-v]
"""
import collections
import json
import pathlib
import sys


def main():
    tree, report, verbose = pathlib.Path(sys.argv[1]), sys.argv[2], "-v" in sys.argv
    local = tree.resolve() / "local"
    twins = {}
    for line in open(report, encoding="utf-8"):
        record = json.loads(line)
        if record["record"] == "document":
            path = pathlib.Path(record["path"]).relative_to(local).as_posix()
            twins[path, tuple(record["inner"])] = record.get("twin")
    counts = collections.defaultdict(collections.Counter)
    for line in open(tree / "expected.jsonl", encoding="utf-8"):
        row = json.loads(line)
        twin = twins.get((row["path"], tuple(row["inner"])))
        count = counts[row["of"] is not None, row["path"].split("/")[0]]
        count["n"] += 1
        count["twin"] += twin is not None
        wrong = twin is None
        if row["of"] and twin:
            right = twin["relation"] in row["relations"]
            count["relation"] += right
            count["document"] += twin["of"] in row["of"]
            wrong = not right or twin["of"] not in row["of"]
        if verbose and wrong == (row["of"] is not None):
            print(f"{row['path']}: {twin} (made of {row['of']})")
    print("| class | documents | twin found | right relation | right document |\n|---|---|---|---|---|")
    for (copy, name), count in sorted(counts.items(), key=lambda item: (not item[0][0], item[0][1])):
        more = f"{count['relation']} | {count['document']}" if copy else "- | -"
        print(f"| {'' if copy else 'no copy: '}{name} | {count['n']} | {count['twin']} | {more} |")
    for copy in (True, False):
        of = [count for (is_copy, _), count in counts.items() if is_copy == copy]
        n, found = sum(count["n"] for count in of), sum(count["twin"] for count in of)
        print(f"{'copies' if copy else 'look-alikes'}: {found} of {n} with a twin")


if __name__ == "__main__":
    main()
