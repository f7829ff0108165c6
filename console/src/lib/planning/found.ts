// The cheapest fleet as a scenario of the form: cars that stay, cars with other hours, cars more and less.
import type { Car, Fleet, Shift } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { hoursOf, sameDuty } from "./shifts";
import { blankVariant, type TypedVariant } from "./variants";

/** The scenario whose cars are the found ones; undefined where a shift has no hours that are known. */
export function variantOfFleet(found: Fleet, shifts: readonly Shift[], present: Present, key: number, name: string): TypedVariant | undefined {
  const wanted = found.cars.flatMap(({ area, shift, cars }) => {
    const known = shifts.find((one) => one.name === shift);
    return Array.from({ length: cars }, () => ({ area, duty: known?.duty ?? [], known: known !== undefined }));
  });
  if (wanted.some((one) => !one.known)) return undefined;
  const typed = blankVariant(key, name);
  const left = [...present.fleet.cars];
  const take = (fits: (car: Car) => boolean): Car | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const others = wanted.filter(({ area, duty }) => !take((car) => car.area === area && sameDuty(car.duty, duty)));
  const more = others.filter(({ area, duty }) => {
    const car = take((one) => one.area === area);
    if (car) typed.cars[car.unit] = { hours: hoursOf(duty) };
    return !car;
  });
  for (const car of left) typed.cars[car.unit] = { gone: true };
  typed.added = more.map(({ area, duty }, nth) => ({ key: nth + 1, area, hours: hoursOf(duty) }));
  return typed;
}
