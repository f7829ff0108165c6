// What is different between two documents, path by path: for people who are about to adopt the second.

export type Change = { path: string; before: string; after: string };

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object" && !Array.isArray(value);
const isPlainList = (value: unknown): value is unknown[] => Array.isArray(value) && value.every((one) => !isObject(one) && !Array.isArray(one));
const text = (value: unknown) => (value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));

/** Every value that differs. Of lists of words what was added and taken away is told, not the whole list. */
export function changes(before: unknown, after: unknown, path = ""): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const under = (name: string) => (path ? `${path}.${name}` : name);
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changes(before[name], after[name], under(name)));
  }
  if (isPlainList(before) && isPlainList(after)) {
    const gone = before.filter((one) => !after.includes(one));
    const come = after.filter((one) => !before.includes(one));
    if (gone.length + come.length > 0) return [{ path, before: gone.map(text).join(", "), after: come.map(text).join(", ") }];
  }
  if (Array.isArray(before) && Array.isArray(after) && !isPlainList(before) && !isPlainList(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, nth) => changes(before[nth], after[nth], `${path}[${nth}]`)).flat();
  }
  return [{ path, before: text(before), after: text(after) }];
}
