import { expect, test } from "vitest";
import { awardsOf } from "./awards";
import { surveyFound } from "./survey";

test("shares are read in hundredths of a percent, and need a reason", () => {
  expect(awardsOf({ a: { share: "92.5", reason: "r" }, b: { share: "", reason: "" } })).toEqual({
    awards: [{ indicator: "a", share: 9250, reason: "r" }],
    bad: [],
  });
  expect(awardsOf({ a: { share: "92", reason: " " }, b: { share: "101", reason: "r" }, c: { share: "", reason: "r" } }).bad).toEqual(["a", "b", "c"]);
});

test("a survey's answers are its lines below the head", () => {
  expect(surveyFound("number,day,grade\n1,2024-03-01,x\r\n\n2,2024-03-02,y\n")).toBe(2);
  expect(surveyFound("")).toBe(0);
});
