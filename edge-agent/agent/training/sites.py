#!/usr/bin/env python3
"""Simulated docks to train passage detection on: random geometry, radio and power, each a run of the portal bench.

  sites.py --bench ../shared/bench/portal --out target/training [--first 1] [--sites 60] [--episodes 40]
  sites.py --draw 4711 [--tunnel]           prints one building and radio, for portal_sim.py --site: to judge, not to train

Site N is drawn from seed 100000 + N and simulated with that seed, so each can be made again alone. Every third is a
conveyor tunnel; three in four have carts that stop and come back and antennas that drop out. The bench's own two
geometries and its default power are not among them. A site that is there already is kept.
"""
import argparse
import json
import os
import subprocess
import sys

import numpy as np

FIRST_SEED = 100_000


def geometry(rng, tunnel):
    width = rng.uniform(1.0, 1.7) if tunnel else rng.uniform(2.1, 3.6)
    return dict(
        width=width,
        pitch=width + (rng.uniform(1.0, 1.8) if tunnel else rng.uniform(0.8, 2.2)),
        offset=rng.uniform(0.3, 0.5) if tunnel else rng.uniform(0.4, 0.85),
        height=rng.uniform(0.9, 1.5) if tunnel else rng.uniform(1.2, 2.5),
        toe=rng.uniform(0.2, 0.65),
    )


def radio(rng):
    return dict(
        freq=float(rng.choice([865.7e6, 867.5e6, 903e6, 915e6, 927e6])),
        gant=rng.uniform(7.5, 9.3),
        hpbw=rng.uniform(58, 78),
        mat_mu=rng.uniform(3.5, 6.5),
        mat_sd=rng.uniform(3.2, 5.2),
        gtag_sd=rng.uniform(1.8, 3.2),
        floor=rng.uniform(0.3, 0.65),
        scatterers=int(rng.integers(5, 13)),
        reads_per_s=rng.uniform(170, 420),
        round_s=rng.uniform(0.005, 0.012),
        success=rng.uniform(0.85, 0.95),
        rssi_sd=rng.uniform(0.7, 1.5),
    )


def rounded(values):
    return {name: round(float(value), 3) if isinstance(value, float) else value for name, value in values.items()}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bench")
    args.add_argument("--out")
    args.add_argument("--draw", type=int)
    args.add_argument("--tunnel", action="store_true")
    args.add_argument("--first", type=int, default=1)
    args.add_argument("--sites", type=int, default=60)
    args.add_argument("--episodes", type=int, default=40)
    a = args.parse_args()
    if a.draw is not None:
        rng = np.random.default_rng(a.draw)
        json.dump(dict(geometry=rounded(geometry(rng, a.tunnel)), radio=rounded(radio(rng))), sys.stdout, indent=1)
        return
    if not (a.bench and a.out):
        args.error("--bench and --out are needed")
    for number in range(a.first, a.first + a.sites):
        seed = FIRST_SEED + number
        rng = np.random.default_rng(seed)
        run = os.path.join(a.out, f"site-{number:03d}")
        if os.path.exists(os.path.join(run, "portal.json")):
            continue
        os.makedirs(run, exist_ok=True)
        site = os.path.join(run, "site.json")
        with open(site, "w") as f:
            json.dump(dict(geometry=rounded(geometry(rng, number % 3 == 0)), radio=rounded(radio(rng))), f, indent=1)
        command = [sys.executable, os.path.join(a.bench, "portal_sim.py"), "--seed", str(seed), "--site", site,
                   "--episodes", str(a.episodes), "--power", f"{rng.uniform(27, 31.5):.2f}", "--out", run]
        if rng.random() < 0.75:
            command.append("--worse")
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
