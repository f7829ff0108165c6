import { expect, test } from "vitest";
import { EMPTY_RATING, lacks, ratingOf } from "./rating";

test("a complaint needs words, and a wish a complaint", () => {
  const rating = { ...EMPTY_RATING, grade: "dissatisfied" };
  expect(ratingOf(rating)).toEqual({ grade: "dissatisfied", complaint: false, reopen: false });
  expect(ratingOf({ ...rating, words: " 没来 ", complaint: true, reopen: true })).toEqual({ grade: "dissatisfied", words: "没来", complaint: true, reopen: true });
  expect(ratingOf({ ...rating, words: "谢谢", reopen: true })).toMatchObject({ complaint: false, reopen: false });
  expect([lacks(EMPTY_RATING), lacks(rating), lacks({ ...rating, complaint: true })]).toEqual(["grade", undefined, "words"]);
});
