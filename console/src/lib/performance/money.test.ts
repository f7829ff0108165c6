import { expect, test } from "vitest";
import { fenOf, hundredthsText, toYuanField, yuan } from "./money";

test("fen are written as yuan, to the fen", () => {
  expect(yuan(180_000_000)).toBe("1,800,000.00");
  expect(yuan(-5)).toBe("−0.05");
  expect(yuan(0)).toBe("0.00");
  expect(yuan(99_999)).toBe("999.99");
});

test("yuan are read to the fen and no finer", () => {
  expect(fenOf("1,800,000")).toBe(180_000_000);
  expect(fenOf("0.1")).toBe(10);
  expect(fenOf("-12.05")).toBe(-1205);
  expect(fenOf("−12.05")).toBe(-1205);
  expect(fenOf("1.005")).toBeUndefined();
  expect(fenOf("")).toBeUndefined();
  expect(fenOf("1e3")).toBeUndefined();
});

test("a field's yuan are read back as they were", () => {
  for (const fen of [0, 5, 100, 180_000_050, -120]) expect(fenOf(toYuanField(fen))).toBe(fen);
});

test("hundredths keep their sign", () => {
  expect(hundredthsText(6667)).toBe("66.67");
  expect(hundredthsText(-9)).toBe("−0.09");
});
