// Reports: listed, read, looked at beforehand, published anew.
import type { ReportKind } from "../lib/route";
import { file, json } from "./http";
import type { ReportPage, ReportView } from "./types";

/** A published report, or what it would be now. */
export type Which = { id: string; edition?: number } | { kind: ReportKind; day: string };

function path(which: Which, format: "json" | "pdf" | "xlsx"): string {
  const query = new URLSearchParams({ format });
  if ("id" in which) {
    if (which.edition !== undefined) query.set("edition", String(which.edition));
    return `/reports/${encodeURIComponent(which.id)}?${query}`;
  }
  query.set("kind", which.kind);
  query.set("day", which.day);
  return `/reports/preview?${query}`;
}

export function list(kind: ReportKind, cursor?: string | null, limit = 50): Promise<ReportPage> {
  const query = new URLSearchParams({ kind, limit: String(limit) });
  if (cursor) query.set("cursor", cursor);
  return json<ReportPage>(`/reports?${query}`);
}

export const read = (which: Which, signal?: AbortSignal) => json<ReportView>(path(which, "json"), signal ? { signal } : {});

export const download = (which: Which, format: "pdf" | "xlsx") => file(path(which, format));

export const publish = (id: string, key: string) =>
  json<ReportView>(`/reports/${encodeURIComponent(id)}/editions`, { method: "POST", key });
