import { expect, test } from "vitest";
import { ahead, frame, place } from "./plan";
import { TOURS } from "./steps";

const there = (...anchors: string[]) => (one: string) => anchors.includes(one);

test("what is not on the page is left out", () => {
  const { steps } = TOURS.room;
  expect(ahead(steps, -1, there("queue", "sound")).map((one) => steps[one]?.key)).toEqual(["tour.room.queue", "tour.room.sound"]);
  expect(ahead(steps, 1, there("queue", "sound"))).toEqual([6]);
  expect(ahead(steps, 6, there("queue", "sound"))).toEqual([]);
});

test("what a link leads to is still to come", () => {
  const { steps } = TOURS.performance;
  expect(ahead(steps, -1, there("perf-projects", "perf-project"))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(ahead(steps, 0, there("perf-projects"))).toEqual([]);
  // Once there, only what is really there counts.
  expect(ahead(steps, 3, there("perf-facts", "perf-records", "nav-check"))).toEqual([4, 5]);
});

const card = { width: 360, height: 200 };
const desk = { width: 1366, height: 768, below: 0 };
const over = (a: { left: number; top: number }, b: { left: number; top: number; width: number; height: number }) =>
  a.left < b.left + b.width && b.left < a.left + card.width && a.top < b.top + b.height && b.top < a.top + card.height;

test("the card stands beside what it is about, within the window", () => {
  const boxes = [
    { left: 0, top: 82, width: 300, height: 686 },
    { left: 1026, top: 82, width: 340, height: 686 },
    { left: 10, top: 10, width: 1346, height: 60 },
    { left: 10, top: 500, width: 1346, height: 250 },
    { left: 1300, top: 740, width: 60, height: 24 },
  ];
  for (const box of boxes) {
    const at = place(box, card, desk);
    expect(over(at, box), JSON.stringify(box)).toBe(false);
    expect(at.left).toBeGreaterThanOrEqual(0);
    expect(at.top).toBeGreaterThanOrEqual(0);
    expect(at.left + card.width).toBeLessThanOrEqual(desk.width);
    expect(at.top + card.height).toBeLessThanOrEqual(desk.height);
  }
  // Out of sight: in the window all the same.
  expect(place({ left: 317, top: 850, width: 692, height: 300 }, card, desk).top).toBe(556);
  // As large as the window: in its corner.
  expect(place({ left: 0, top: 0, width: 1366, height: 768 }, card, desk)).toEqual({ left: 994, top: 556 });
});

test("on a phone it leaves the call for help free", () => {
  const phone = { width: 390, height: 844, below: 92 };
  const wide = { width: 390, height: 230 };
  expect(place({ left: 0, top: 0, width: 390, height: 120 }, wide, phone)).toEqual({ left: 0, top: 844 - 92 - 230 - 12 });
  expect(place({ left: 0, top: 750, width: 390, height: 92 }, wide, phone)).toEqual({ left: 0, top: 12 });
  // Of a long list the head is shown.
  expect(place({ left: 0, top: 140, width: 390, height: 660 }, wide, phone).top).toBe(510);
});

test("a frame is of what is in sight", () => {
  expect(frame({ left: 10, top: 20, width: 30, height: 40 }, desk)).toEqual({ left: 6, top: 16, width: 38, height: 48 });
  expect(frame({ left: -50, top: 700, width: 100, height: 500 }, desk)).toEqual({ left: 2, top: 696, width: 52, height: 70 });
  expect(frame({ left: 10, top: 900, width: 30, height: 40 }, desk)).toBeUndefined();
});
