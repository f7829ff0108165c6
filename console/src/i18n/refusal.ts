// Refusals by the page itself, before the server is asked: in both languages, as the server's are.
import { Problem } from "../api/http";
import { translate } from "./translate";
import type { Key } from "./zh";

/** A refusal that names its field. */
export function refusal(code: string, key: Key, field?: string): Problem {
  return new Problem({
    type: `urn:liandong:problem:${code}`,
    title: "",
    status: 422,
    code,
    detail: translate("zh-CN", key),
    detail_en: translate("en", key),
    ...(field === undefined ? {} : { field }),
  });
}
