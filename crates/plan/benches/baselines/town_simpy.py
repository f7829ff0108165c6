"""The town of town.json in SimPy: the same rules, laws and measures as liandong_plan::sim, written as
processes. Call: town_simpy.py town.json DAYS REPLICATIONS SEED. Prints one line of JSON."""

import bisect
import json
import math
import random
import sys
import time
from datetime import datetime

import simpy

HOUR = 3600.0
LAST = 1 << 62


def metres(a, b):
    """The straight line in whole metres, as the domain has it."""
    la, lb = math.radians(a[1]), math.radians(b[1])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return int(2 * 6371008.8 * math.asin(min(1.0, math.sqrt(h))) + 0.5)


class Map:
    def __init__(self, scenario):
        layout, travel = scenario["layout"], scenario["rules"]["dispatch"]["travel"]
        self.places = [(p["place"]["lon"], p["place"]["lat"]) for p in layout["points"]]
        self.areas = [a["id"] for a in layout["areas"]]
        self.area_of = [self.areas.index(p["area"]) for p in layout["points"]]
        self.homes = len(self.places)
        self.places += [(a["waits_at"]["lon"], a["waits_at"]["lat"]) for a in layout["areas"]]
        self.detour, self.usual, self.windows = travel["detour_percent"], travel["usual_kmh"], travel["by_hour"]
        straight = [[metres(a, b) for b in self.places] for a in self.places]
        speeds = {self.usual} | {w["kmh"] for w in self.windows}
        self.tables = {v: [[self.by(m, v) for m in row] for row in straight] for v in speeds}
        self.minute = [self.kmh_exact(m * 60) for m in range(1440)]

    def by(self, straight, kmh):
        return -(-straight * self.detour * 3600 // (kmh * 100000))

    def kmh_exact(self, second):
        for w in self.windows:
            if w["from_second"] <= second < w["to_second"]:
                return w["kmh"]
        return self.usual


class Car:
    __slots__ = ("nth", "area", "home", "origin", "to", "leaves", "ends", "incident", "assigned", "arrived", "process")

    def __init__(self, nth, area, home):
        self.nth, self.area, self.home = nth, area, home
        self.origin = self.to = home
        self.leaves = self.ends = 0.0
        self.incident = self.arrived = self.process = None
        self.assigned = 0.0


class Incident:
    __slots__ = (
        "key", "received", "kind", "point", "area", "hazards", "work", "turnout", "factor",
        "reinforced", "needs", "cars", "queued", "clock", "sent", "arrived", "counts",
    )  # fmt: skip

    def __lt__(self, other):
        return self.key < other.key


class Town:
    def __init__(self, scenario, map_, days, seed):
        self.map, self.rules = map_, scenario["rules"]
        dispatch = self.rules["dispatch"]
        self.prefer = dispatch.get("own_area_preference_seconds", 300)
        self.uncovered = dispatch.get("uncovered_penalty_seconds", 600)
        self.thin = dispatch.get("thin_penalty_seconds", 120)
        self.keep = dispatch.get("keep_free_cars", 1)
        self.overrun = dispatch.get("overrun_seconds", 300)
        self.gain = self.rules["reassign_gain_seconds"]
        self.patience = self.rules["patience_seconds"]
        self.look_again = self.rules["look_again_seconds"]
        service = scenario["service"]
        self.intake, self.way_sigma, self.turnout = service["intake_seconds"], service["way_sigma"], service["turnout"]
        self.kinds = service["work"]
        codes = [k["category"] for k in self.kinds]
        order = dispatch["category_priority"]
        self.places_in_queue = [order.index(c) if c in order else LAST for c in codes]
        expected = {one["category"]: one["seconds"] for one in dispatch["on_scene"]}
        self.expected = [expected[c] for c in codes]
        by_code = {r["category"]: r for r in scenario["demand"]["calls"]["rates"]}
        self.hazard_share = [by_code[c]["hazard_share"] for c in codes]
        hourly = [by_code[c]["per_hour"] for c in codes]
        self.per_second = [sum(k[h] for k in hourly) / HOUR for h in range(168)]
        self.up_to = []
        for h in range(168):
            total, row = 0.0, []
            for k in hourly:
                total += k[h]
                row.append(total)
            self.up_to.append([one / total for one in row])
        total, self.point_up_to = 0.0, []
        for p in scenario["layout"]["points"]:
            total += p["weight"]
            self.point_up_to.append(total)
        begin = scenario["run"]["begin"].replace("Z", "+00:00")
        self.epoch = int(datetime.fromisoformat(begin).timestamp())
        self.local = self.epoch + scenario["layout"]["utc_offset"]
        self.begin = scenario["run"]["warm_up_days"] * 86400.0
        self.end = self.begin + days * 86400.0
        self.rng = random.Random(seed)
        self.env = simpy.Environment()
        cars = sorted(scenario["fleet"]["cars"], key=lambda one: one["unit"])
        areas = [self.map.areas.index(one["area"]) for one in cars]
        self.cars = [Car(n, a, self.map.homes + a) for n, a in enumerate(areas)]
        self.free = set(self.cars)
        self.queue = []
        self.number = 0
        self.looking = None
        self.counted_open = 0
        self.finished = self.env.event()
        self.none_free_since = None
        names = "calls arrived arrived_in_time feedback_in_time disposed_in_time queued cross_area reassigned preempted"
        self.seen = dict.fromkeys(names.split(), 0)
        self.seen.update(response=0.0, wait=0.0, busy=0.0, none_free=0.0)

    # Time and ways.

    def speed(self, second):
        return self.map.minute[(self.local + second) % 86400 // 60]

    def place(self, car, now):
        """A point's number, or a place between points."""
        if now >= car.ends:
            return car.to
        if now <= car.leaves:
            return car.origin
        a = car.origin if isinstance(car.origin, tuple) else self.map.places[car.origin]
        b, share = self.map.places[car.to], (now - car.leaves) / (car.ends - car.leaves)
        return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)

    def seconds(self, place, to, kmh):
        if isinstance(place, tuple):
            return self.map.by(metres(place, self.map.places[to]), kmh)
        return self.map.tables[kmh][place][to]

    def way(self, car, to, now, kmh):
        return self.seconds(self.place(car, now), to, kmh)

    def drive(self, car, to, turnout, factor):
        now = self.env.now
        place = self.place(car, now)
        way = self.seconds(place, to, self.speed(int(now))) * factor
        rolls = car.leaves < now < car.ends
        car.origin, car.to = place, to
        car.leaves = now if rolls else now + turnout
        car.ends = car.leaves + way

    def counted(self, since, until):
        return max(0.0, min(until, self.end) - max(since, self.begin))

    def note_free(self):
        now = self.env.now
        if not self.free:
            if self.none_free_since is None:
                self.none_free_since = now
        elif self.none_free_since is not None:
            self.seen["none_free"] += self.counted(self.none_free_since, now)
            self.none_free_since = None

    # Calls.

    def source(self):
        rng, env = self.rng, self.env
        now, hour, ends = 0.0, self.local // 3600, HOUR - self.local % 3600
        hour = (self.local // 86400 + 3) % 7 * 24 + self.local % 86400 // 3600
        while True:
            left = rng.expovariate(1.0)
            while left >= self.per_second[hour] * (ends - now):
                left -= self.per_second[hour] * (ends - now)
                now, ends, hour = ends, ends + HOUR, (hour + 1) % 168
            now += left / self.per_second[hour]
            yield env.timeout(now + self.intake - env.now)
            self.call(now, hour)

    def call(self, received, hour):
        rng, one = self.rng, Incident()
        one.kind = bisect.bisect_right(self.up_to[hour], rng.random())
        kind = self.kinds[one.kind]
        one.received = received
        one.point = bisect.bisect_right(self.point_up_to, rng.random() * self.point_up_to[-1])
        one.area = self.map.area_of[one.point]
        one.hazards = rng.random() < self.hazard_share[one.kind]
        one.work = kind["on_scene"]["median"] * math.exp(kind["on_scene"]["sigma"] * rng.gauss(0.0, 1.0))
        one.turnout = rng.uniform(self.turnout["from"], self.turnout["to"])
        one.factor = math.exp(self.way_sigma * rng.gauss(0.0, 1.0))
        one.needs = 1 + (rng.random() < kind["two_cars"])
        one.reinforced = rng.random() < kind["reinforced"]
        one.cars, one.queued, one.clock, one.sent, one.arrived = [], False, None, False, False
        one.key = (not one.hazards, self.places_in_queue[one.kind], int(received), self.number)
        self.number += 1
        one.counts = self.begin <= received < self.end
        if one.counts:
            self.seen["calls"] += 1
            self.counted_open += 1
        self.enqueue(one)
        self.serve_queue()
        if one.hazards and self.rules["hazard_preempts"]:
            self.preempt_for(one)

    def enqueue(self, one):
        if not one.queued:
            one.queued = True
            bisect.insort(self.queue, one)

    # The desk.

    def choose(self, one):
        now = self.env.now
        second = int(now)
        kmh = self.speed(second)
        best = None
        free_only = now - one.received > self.patience and self.free
        for car in self.free if free_only else self.cars:
            at = car.incident
            if at is one:
                continue
            if at is not None:
                if car.arrived is None:
                    end = second + self.way(car, at.point, now, kmh) + self.expected[at.kind]
                else:
                    end = int(car.arrived) + self.expected[at.kind]
                    if end <= second:
                        end = second + self.overrun
                total = end - second + self.map.tables[self.speed(end)][at.point][one.point]
                score = total
            else:
                total = score = self.way(car, one.point, now, kmh)
                others = len(self.free) - 1
                if others == 0:
                    score += self.uncovered
                elif others < self.keep:
                    score += self.thin
            own = car.area == one.area
            if own:
                score -= self.prefer
            key = (score, not own, car.nth)
            if best is None or key < best[0]:
                best = (key, car, total)
        return best

    def serve_queue(self):
        at = 0
        while at < len(self.queue) and self.free:
            one = self.queue[at]
            best = self.choose(one)
            if best is not None and best[1].incident is None:
                self.send(best[1], one)
                if len(one.cars) >= one.needs:
                    one.queued = False
                    del self.queue[at]
            else:
                at += 1
        if self.looking is not None and self.looking.is_alive and self.looking is not self.env.active_process:
            self.looking.interrupt()
        self.looking = self.env.process(self.look()) if self.queue and self.free else None

    def look(self):
        try:
            yield self.env.timeout(self.look_again)
        except simpy.Interrupt:
            return
        self.looking = None
        self.serve_queue()

    def send(self, car, one):
        now = self.env.now
        self.drive(car, one.point, one.turnout, one.factor)
        car.incident, car.assigned, car.arrived = one, now, None
        self.free.discard(car)
        one.cars.append(car)
        if one.clock is None:
            one.clock = now
        if not one.sent:
            one.sent = True
            if one.counts:
                wait = now - one.received
                self.seen["wait"] += wait
                self.seen["queued"] += wait > self.intake + 1e-6
        self.note_free()
        car.process = self.env.process(self.serve(car, one))

    def serve(self, car, one):
        try:
            yield self.env.timeout(car.ends - self.env.now)
            car.arrived = self.env.now
            if one.arrived:
                return
            one.arrived = True
            self.arrive(car, one)
            yield self.env.timeout(one.work)
            self.dispose(one)
        except simpy.Interrupt:
            return

    def arrive(self, car, one):
        now = self.env.now
        if one.counts:
            seen, took, response = self.seen, now - one.clock, now - one.received
            kind = self.kinds[one.kind]
            seen["arrived"] += 1
            seen["arrived_in_time"] += took <= self.rules["arrive"]["seconds"]
            feedback = took + one.work * kind["feedback_percent"] / 100
            seen["feedback_in_time"] += feedback <= self.rules["feedback"]["seconds"]
            seen["response"] += response
            seen["cross_area"] += car.area != one.area
        if one.reinforced:
            one.needs += 1
            self.enqueue(one)
            self.serve_queue()

    def dispose(self, one):
        now = self.env.now
        if one.queued:
            one.queued = False
            self.queue.remove(one)
        if one.counts:
            self.seen["disposed_in_time"] += now - one.clock <= self.rules["dispose"]["seconds"]
            self.counted_open -= 1
        cars = sorted(one.cars, key=lambda car: car.nth)
        for car in cars:
            self.release(car)
            self.drive(car, car.home, 0.0, 1.0)
        self.note_free()
        self.serve_queue()
        self.take_over(cars)
        if now >= self.end and self.counted_open == 0 and not self.finished.triggered:
            self.finished.succeed()

    def release(self, car):
        now = self.env.now
        car.incident.cars.remove(car)
        car.incident = car.arrived = None
        self.seen["busy"] += self.counted(car.assigned, now)
        self.free.add(car)
        if car.process.is_alive and car.process is not self.env.active_process:
            car.process.interrupt()

    def preempt_for(self, one):
        if one.cars:
            return
        advised = self.choose(one)
        now = self.env.now
        kmh = self.speed(int(now))
        best = None
        for car in self.cars:
            at = car.incident
            if at is None or car.arrived is not None or at.hazards:
                continue
            way = self.way(car, one.point, now, kmh)
            if best is None or way < best[0]:
                best = (way, car)
        if best is None or (advised is not None and advised[2] <= best[0]):
            return
        car = best[1]
        robbed = car.incident
        self.release(car)
        self.seen["preempted"] += one.counts
        self.send(car, one)
        if len(one.cars) >= one.needs:
            one.queued = False
            self.queue.remove(one)
        self.enqueue(robbed)
        self.serve_queue()

    def take_over(self, freed):
        now = self.env.now
        kmh = self.speed(int(now))
        for car in freed:
            if car.incident is not None:
                continue
            best = None
            for other in self.cars:
                at = other.incident
                if at is None or other.arrived is not None or at.arrived or len(at.cars) > 1:
                    continue
                won = self.way(other, at.point, now, kmh) - self.way(car, at.point, now, kmh)
                if won > self.gain and (best is None or won > best[0]):
                    best = (won, other)
            if best is not None:
                other = best[1]
                at = other.incident
                self.release(other)
                self.drive(other, other.home, 0.0, 1.0)
                self.seen["reassigned"] += at.counts
                self.send(car, at)
                self.serve_queue()

    def run(self):
        self.env.process(self.source())
        cut_off = self.env.timeout(self.end + 86400.0)
        self.env.run(until=self.finished | cut_off)
        for car in self.cars:
            if car.incident is not None:
                self.seen["busy"] += self.counted(car.assigned, self.end)
        if self.none_free_since is not None:
            self.seen["none_free"] += self.counted(self.none_free_since, self.end)
        return self.seen


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        scenario = json.load(file)
    days, replications, seed = (int(one) for one in sys.argv[2:5])
    map_ = Map(scenario)
    began = time.process_time()
    seen = [Town(scenario, map_, days, seed + nth).run() for nth in range(replications)]
    seconds = time.process_time() - began
    print(json.dumps({"seconds": seconds, "version": simpy.__version__, "replications": seen}))


main()
