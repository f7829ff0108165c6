// What a new town needs before its first call.
import { file, json } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Setup = Schemas["Setup"];
export type SetupStep = Schemas["SetupStep"];
export type SetupWorkbook = Schemas["SetupWorkbook"];

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const setup = (signal?: AbortSignal) => json<Setup>("/setup", signal ? { signal } : {});

export const template = () => file("/setup/template");

/** Checks a filled workbook, or records it: all of it or nothing. Browsers may not know what a workbook is. */
export const bringWorkbook = (content: Blob, dryRun: boolean, key: string) =>
  json<SetupWorkbook>(`/setup/workbook?dry_run=${dryRun}`, { method: "POST", bytes: new Blob([content], { type: XLSX }), key });
