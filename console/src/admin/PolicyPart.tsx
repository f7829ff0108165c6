import * as api from "../api/admin";
import { Loaded } from "../components/Loaded";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { PolicyEditor } from "./PolicyEditor";

/** The policy in force (规则), and its next version. */
export function PolicyPart({ may }: AdminProps) {
  const asked = useAsked("policy", (signal) => api.policy(signal));
  return <Loaded asked={asked}>{(policy) => <PolicyEditor key={policy.version} policy={policy} may={may} onAdopted={asked.put} />}</Loaded>;
}
