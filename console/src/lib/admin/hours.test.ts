import { expect, test } from "vitest";
import { hoursOf, rowsOf, secondOf } from "./hours";

const hours = [
  {
    station: "huacao",
    areas: ["qianwan"],
    windows: [
      { weekdays: [1, 7], from_second: 0, to_second: 21_600 },
      { weekdays: [1, 7], from_second: 79_200, to_second: 86_400 },
    ],
  },
];

test("hours are read back as they were written", () => {
  expect(rowsOf(hours)[1]).toEqual({ station: "huacao", areas: ["qianwan"], weekdays: ["1", "7"], from: "22:00", to: "24:00" });
  expect(hoursOf(rowsOf(hours))).toEqual(hours);
});

test("a time that is none, or runs backwards, is no window", () => {
  expect(secondOf("24:01")).toBeUndefined();
  expect(secondOf("7:60")).toBeUndefined();
  const row = { station: "s", areas: ["a"], weekdays: ["1"], from: "08:00", to: "07:00" };
  expect(hoursOf([row])).toBeUndefined();
  expect(hoursOf([{ ...row, to: "09:00", areas: [] }])).toBeUndefined();
});
