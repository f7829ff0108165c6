// A caller's grade as it is filled in and as it is sent.
import type { RatingGiven } from "../api/ratings";

export type Rating = { grade: string; words: string; complaint: boolean; reopen: boolean };

export const EMPTY_RATING: Rating = { grade: "", words: "", complaint: false, reopen: false };

/** A wish to take the matter up again needs a complaint, and a complaint needs words. */
export function ratingOf({ grade, words, complaint, reopen }: Rating): RatingGiven {
  const text = words.trim();
  const told = complaint && text !== "";
  return { grade: grade as RatingGiven["grade"], ...(text ? { words: text } : {}), complaint: told, reopen: told && reopen };
}

/** What must still be said. */
export const lacks = ({ grade, words, complaint }: Rating): "grade" | "words" | undefined =>
  grade === "" ? "grade" : complaint && words.trim() === "" ? "words" : undefined;
