#!/usr/bin/env python3
"""Crossings of a simulated dock that a rule missed, by how the door has heard the tag within 3 s of the crossing.

  misses.py RUN_DIR scans.csv
"""
import csv
import json
import sys
from collections import Counter, defaultdict


def rows(path):
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def heard(reads, crossing, antennas):
    sides = Counter(
        antennas[antenna][1]
        for t, antenna in reads
        if antennas[antenna][0] == crossing["door"] and abs(t - int(crossing["t_ms"])) < 3000
    )
    if len(sides) == 2:
        return "by both sides" if min(sides.values()) > 2 else "hardly by one side"
    return "by one side only" if sides else "not by this door"


def main():
    run, scans = sys.argv[1], sorted(rows(sys.argv[2]), key=lambda scan: float(scan["t_ms"]))
    with open(f"{run}/portal.json") as f:
        antennas = {str(a["antenna"]): (a["door"], a["side"]) for a in json.load(f)["antennas"]}
    alone = {tag["epc"] for tag in rows(f"{run}/tags.csv") if tag["group"] == "1"}
    reads = defaultdict(list)
    for read in rows(f"{run}/reads.csv"):
        reads[read["epc"]].append((int(read["t_ms"]), read["antenna"]))
    open_crossings = [crossing for crossing in rows(f"{run}/truth.csv") if crossing["epc"] in reads]
    for scan in scans:                      # the nearest in time, as score.py has it
        near = [
            crossing
            for crossing in open_crossings
            if (crossing["epc"], crossing["door"]) == (scan["epc"], scan["door"])
            and abs(int(crossing["t_ms"]) - float(scan["t_ms"])) <= 4000
            and -500 <= float(scan["decided_ms"]) - int(crossing["t_ms"]) <= 4000
        ]
        if near:
            open_crossings.remove(min(near, key=lambda crossing: abs(int(crossing["t_ms"]) - float(scan["t_ms"]))))
    missed = Counter(heard(reads[crossing["epc"]], crossing, antennas) for crossing in open_crossings)
    lone = sum(crossing["epc"] in alone for crossing in open_crossings)
    kinds = ", ".join(f"{count} heard {how}" for how, count in missed.most_common())
    print(f"missed {len(open_crossings)} ({lone} alone): {kinds or 'none'}")


if __name__ == "__main__":
    main()
