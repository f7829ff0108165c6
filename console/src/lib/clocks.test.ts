import { expect, test } from "vitest";
import { mostUrgent, read, urgency } from "./clocks";
import { clock, incident } from "./made.test-data";
import { day, duration, fromField, shortTime, time, toField } from "./time";

const at = (text: string) => Date.parse(`2024-08-31T${text}Z`);

test("a running clock counts down, warns, and counts on beyond its limit", () => {
  expect(read(clock(), at("08:00:00"))).toEqual({ tone: "calm", left: 900, used: 0, counting: true });
  expect(read(clock(), at("08:09:59")).tone).toBe("calm");
  expect(read(clock(), at("08:10:00"))).toMatchObject({ tone: "warn", left: 300, used: 67 });
  // The limit's last second is kept.
  expect(read(clock(), at("08:15:00"))).toMatchObject({ tone: "warn", left: 0, used: 100 });
  expect(read(clock(), at("08:15:01"))).toMatchObject({ tone: "over", left: -1, used: 100 });
});

test("what the server has decided is not decided again", () => {
  const kept = clock({ outcome: "kept", ended_at: "2024-08-31T08:05:00Z" });
  expect(read(kept, at("09:00:00"))).toEqual({ tone: "kept", left: 600, used: 33, counting: false });
  expect(read(clock({ outcome: "breached" }), at("08:20:00"))).toMatchObject({ tone: "over", left: -300, counting: true });
  const ended = clock({ outcome: "breached", ended_at: "2024-08-31T08:30:00Z" });
  expect(read(ended, at("09:00:00"))).toMatchObject({ tone: "breached", left: -900, counting: false });
  expect(read(clock({ outcome: "paused" }), at("08:20:00"))).toMatchObject({ tone: "paused", counting: false });
  expect(read(clock({ outcome: "void" }), at("08:20:00")).tone).toBe("void");
});

test("the most urgent clock is the first due that still counts", () => {
  const feedback = clock({ clock: "feedback", due_at: "2024-08-31T08:30:00Z" });
  const arrived = clock({ outcome: "kept", ended_at: "2024-08-31T08:05:00Z" });
  expect(mostUrgent(incident({ clocks: [feedback, clock()] }))?.clock).toBe("arrive");
  expect(mostUrgent(incident({ clocks: [arrived, feedback] }))?.clock).toBe("feedback");
  const paused = clock({ outcome: "paused" });
  expect(mostUrgent(incident({ clocks: [paused, feedback] }))?.clock).toBe("feedback");
  expect(mostUrgent(incident({ clocks: [paused, arrived] }))?.outcome).toBe("paused");
  expect(urgency(incident({ clocks: [paused] }))).toBe(Number.POSITIVE_INFINITY);
  expect(mostUrgent(incident())).toBeUndefined();
});

test("times are the town's, whatever the machine's", () => {
  expect(day("2024-08-31T16:00:00Z", 28_800)).toBe("2024-09-01");
  expect(time("2024-08-31T16:00:05Z", 28_800)).toBe("00:00:05");
  expect(shortTime("2024-08-31T15:59:05Z", 28_800, at("16:30:00"))).toBe("08-31 23:59");
  expect(shortTime("2024-08-31T16:10:05Z", 28_800, at("16:30:00"))).toBe("00:10:05");
  expect(duration(-61)).toBe("01:01");
  expect(duration(3_600)).toBe("1:00:00");
});

test("a field's time goes to the wire and back", () => {
  const field = toField(at("16:00:05"), 28_800);
  expect(field).toBe("2024-09-01T00:00:05");
  expect(fromField(field, 28_800)).toBe("2024-08-31T16:00:05Z");
  expect(fromField("2024-09-01T00:00", 28_800)).toBe("2024-08-31T16:00:00Z");
  expect(fromField("2024-09-01T00:00:05.000", 28_800)).toBe("2024-08-31T16:00:05Z");
  expect(fromField("", 28_800)).toBeUndefined();
});
