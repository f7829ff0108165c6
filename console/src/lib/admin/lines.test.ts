import { expect, test } from "vitest";
import { questionsOf, questionsText, stepsOf, stepsText, subcategoriesOf, subcategoriesText } from "./lines";

test("subcategories, questions and steps are read back as they were written", () => {
  const subcategories = [{ id: "env-noise", name: "Noise of the street" }];
  expect(subcategoriesOf(subcategoriesText(subcategories))).toEqual(subcategories);
  const questions = [{ ask: "Where?" }, { ask: "Hurt?", danger_if: "yes" }];
  expect(questionsOf(questionsText(questions))).toEqual(questions);
  const steps = [{ by: "desk" as const, text: "call: back" }, { by: "crew" as const, text: "go" }];
  expect(stepsOf(stepsText(steps))).toEqual(steps);
});

test("lines that say too little are not read", () => {
  expect(subcategoriesOf("only-an-id")).toBeUndefined();
  expect(stepsOf("somebody: go")).toBeUndefined();
  expect(stepsOf("go")).toBeUndefined();
});
