import * as api from "../api/admin";
import { useWords } from "../i18n/context";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { Named } from "./Named";

/** The functional departments (职能部门). */
export function Departments({ id, may }: AdminProps) {
  const { t } = useWords();
  const asked = useAsked("departments", () => api.departments());
  return <Named part="departments" asked={asked} id={id} may={may} make={t("departments.new")} send={api.putDepartment} />;
}
