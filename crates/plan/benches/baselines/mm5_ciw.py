"""M/M/5 at load 0.7 in Ciw. Prints one line of JSON; reading the records is not timed."""

import json
import sys
import time
from importlib.metadata import version

import ciw


def main():
    customers = int(sys.argv[1])
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(3.5)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[5],
    )
    ciw.seed(1)
    began = time.process_time()
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    seconds = time.process_time() - began
    waits = [record.waiting_time for record in simulation.get_all_records()]
    wait = sum(waits) / len(waits)
    print(json.dumps({"customers": customers, "seconds": seconds, "mean_wait": wait, "version": version("ciw")}))


main()
