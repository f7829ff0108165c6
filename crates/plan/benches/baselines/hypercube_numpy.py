"""The hypercube of crates/plan/benches/hypercube.rs, solved by the same iteration in vectorised numpy.

    python hypercube_numpy.py UNITS ATOMS LOAD TOLERANCE

It draws the same town from the same generator, sweeps the states downward and upward level by level
(a level's states do not depend on each other, so that a level is one vector), corrects units and
levels, mixes with the round before, and stops by the same rule. It prints JSON: seconds, rounds,
workloads.
"""

import json
import sys
import time

import numpy as np


class Draws:
    """Knuth's linear congruential generator of 64 bits (MMIX)."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53


def town(units, atoms, load):
    """Places on a square of 10 km, driven at 30 km/h along a grid; service differs by unit."""
    draws = Draws(20240601 + units)
    stands = [(10 * draws.uniform(), 10 * draws.uniform()) for _ in range(units)]
    service = [1.0 + draws.uniform() for _ in range(units)]
    places = [(10 * draws.uniform(), 10 * draws.uniform()) for _ in range(atoms)]
    weights = [0.5 + draws.uniform() for _ in range(atoms)]
    scale = load * sum(service) / sum(weights)
    demand = [weight * scale for weight in weights]
    travel = [[120.0 * (abs(u[0] - a[0]) + abs(u[1] - a[1])) for a in places] for u in stands]
    orders = [sorted(range(units), key=lambda u: travel[u][a]) for a in range(atoms)]
    return demand, service, orders


def dispatch_rates(demand, orders, units):
    """rates[i][B]: how often unit i is sent in state B (0 where it is busy)."""
    states = np.arange(1 << units)
    rates = np.zeros((units, 1 << units))
    for rate, order in zip(demand, orders):
        before = 0
        for unit in order:
            rates[unit][before] += rate
            before |= 1 << unit
    for unit in range(units):
        for bit in range(units):
            if bit != unit:
                cube = rates[unit].reshape(-1, 2, 1 << bit)
                cube[:, 1, :] += cube[:, 0, :]
        rates[unit][(states >> unit) & 1 == 1] = 0.0
    return rates


class Level:
    """The states with so many units busy, and whence they are entered."""

    def __init__(self, states, busy, rates, service, arrivals):
        units = len(service)
        bits = (states[:, None] >> np.arange(units)) & 1
        self.states = states
        taken = np.nonzero(bits)[1].reshape(len(states), busy)
        self.below = (states[:, None] ^ (1 << taken)).astype(np.int32)
        self.rate = rates[taken, self.below]
        free = np.nonzero(1 - bits)[1].reshape(len(states), units - busy)
        self.above = (states[:, None] | (1 << free)).astype(np.int32)
        self.ends = service[free]
        self.freed = bits @ service
        self.leave = self.freed + (arrivals if busy < units else 0.0)

    def update(self, p):
        enter = (p[self.below] * self.rate).sum(axis=1) + (p[self.above] * self.ends).sum(axis=1)
        p[self.states] = enter / self.leave


def weigh(levels, p, arrivals):
    """Sets each level's weight to that of the birth and death process which the states make now."""
    weights = [1.0]
    masses = [p[level.states].sum() for level in levels]
    for mass, level in zip(masses[1:], levels[1:]):
        ends = (p[level.states] * level.freed).sum() / mass
        weights.append(weights[-1] * arrivals / ends)
    total = sum(weights)
    for weight, mass, level in zip(weights, masses, levels):
        p[level.states] *= weight / total / mass


def correct_units(p, rates, service, busy):
    """Multiplies the states of each busy unit by what it was sent over what it finished."""
    factors = np.ones_like(p)
    for unit, rate in enumerate(service):
        factors[busy[unit]] *= (rates[unit] @ p) / (rate * p[busy[unit]].sum())
    p *= factors


def solve(demand, service, orders, tolerance):
    service = np.array(service)
    units, arrivals = len(service), sum(demand)
    rates = dispatch_rates(demand, orders, units)
    states = np.arange(1 << units)
    busy = [((states >> unit) & 1).astype(bool) for unit in range(units)]
    count = sum(one.astype(np.int8) for one in busy)
    levels = [
        Level(states[count == level], level, rates, service, arrivals) for level in range(units + 1)
    ]
    p = np.full(1 << units, 1.0)
    weigh(levels, p, arrivals)
    point, last, last_step, last_rate = p.copy(), None, None, 1.0
    for rounds in range(1, 5000):
        for level in reversed(levels):
            level.update(p)
        for level in levels:
            level.update(p)
        correct_units(p, rates, service, busy)
        weigh(levels, p, arrivals)
        step = p - point
        change, rate, share = np.abs(step).sum(), 1.0, 0.0
        if last is not None:
            turn, moved = step - last_step, p - last
            rate = np.abs(moved).sum() / np.abs(moved - turn).sum()
            share = (step @ turn) / (turn @ turn)
        worst = max(rate, last_rate)
        if worst < 1.0 and change * worst / (1.0 - worst) <= tolerance:
            return p, rounds
        mixed = p if last is None else p + share * (last - p)
        last, last_step, last_rate = p.copy(), step, rate
        p = np.maximum(mixed, 0.01 * p)
        point = p.copy()
    raise SystemExit("not converged")


def main():
    units, atoms = int(sys.argv[1]), int(sys.argv[2])
    load, tolerance = float(sys.argv[3]), float(sys.argv[4])
    demand, service, orders = town(units, atoms, load)
    start = time.perf_counter()
    p, rounds = solve(demand, service, orders, tolerance)
    tail = sum(demand) / sum(service)
    queue = p[-1] * tail / (1.0 - tail)
    states = np.arange(1 << units)
    workloads = [
        float((p[(states >> unit) & 1 == 1].sum() + queue) / (1.0 + queue)) for unit in range(units)
    ]
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "rounds": rounds, "workloads": workloads}))


if __name__ == "__main__":
    main()
