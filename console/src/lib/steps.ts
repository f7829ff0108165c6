// What was done, to be undone and done again.

export type Steps<T> = { past: readonly T[]; now: T; future: readonly T[] };

/** More than anybody takes back one by one. */
const MOST = 200;

export const began = <T>(now: T): Steps<T> => ({ past: [], now, future: [] });

/** `along`: belongs to the step before, as a key that is held down. */
export const did = <T>({ past, now }: Steps<T>, next: T, along = false): Steps<T> => ({
  past: along && past.length > 0 ? past : [...past, now].slice(-MOST), now: next, future: [],
});

export function undone<T>(steps: Steps<T>): Steps<T> {
  const last = steps.past.at(-1);
  return last === undefined ? steps : { past: steps.past.slice(0, -1), now: last, future: [steps.now, ...steps.future] };
}

export function redone<T>(steps: Steps<T>): Steps<T> {
  const [next, ...future] = steps.future;
  return next === undefined ? steps : { past: [...steps.past, steps.now], now: next, future };
}
