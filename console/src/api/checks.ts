// The form check: a file goes there, findings come back; nothing of it is kept.
import { json } from "./http";
import type { FormCheckResult, FormCheckRule } from "./types";

export const check = (bytes: Blob, signal: AbortSignal) =>
  json<FormCheckResult>("/form-checks", { method: "POST", bytes, signal });

export const rules = async () => (await json<{ rules: FormCheckRule[] }>("/form-check-rules")).rules;
