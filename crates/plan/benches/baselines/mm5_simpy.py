"""M/M/5 at load 0.7 in SimPy, as its own documentation writes a queue. Prints one line of JSON."""

import json
import random
import sys
import time

import simpy


def run(customers, seed):
    rng = random.Random(seed)
    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=5)
    waited = 0.0

    def customer():
        nonlocal waited
        came = env.now
        with servers.request() as turn:
            yield turn
            waited += env.now - came
            yield env.timeout(rng.expovariate(1.0))

    def source():
        for _ in range(customers):
            yield env.timeout(rng.expovariate(3.5))
            env.process(customer())

    env.process(source())
    env.run()
    return waited / customers


def main():
    customers = int(sys.argv[1])
    began = time.process_time()
    wait = run(customers, 1)
    seconds = time.process_time() - began
    print(json.dumps({"customers": customers, "seconds": seconds, "mean_wait": wait, "version": simpy.__version__}))


main()
