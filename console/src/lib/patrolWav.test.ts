import { expect, test } from "vitest";
import { RATE, scaled, wav } from "./patrolWav";

test("a WAV says what it is, and its samples are whole", () => {
  const bytes = wav(Float32Array.of(0, 1, -1, 2), RATE);
  const view = new DataView(bytes.buffer);
  expect(new TextDecoder().decode(bytes.slice(0, 12))).toMatch(/^RIFF.{4}WAVE$/s);
  expect(view.getUint32(4, true)).toBe(bytes.length - 8);
  expect(view.getUint32(24, true)).toBe(RATE);
  expect([0, 1, 2, 3].map((nth) => view.getInt16(44 + nth * 2, true))).toEqual([0, 32_767, -32_767, 32_767]);
});

test("pictures are made smaller, never larger", () => {
  expect(scaled(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(scaled(800, 600, 1600)).toEqual({ width: 800, height: 600 });
  expect(scaled(1, 9000, 1600)).toEqual({ width: 1, height: 1600 });
});
