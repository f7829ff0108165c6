// What the page shows to whom. The server decides; these only spare people doors that stay shut.
import type { Role } from "../api/types";

const NO_INTAKE: Role[] = ["member", "department", "follow_up", "duty_manager", "performance", "auditor", "system"];
const NO_FORM: Role[] = ["member", "department", "follow_up", "system"];

export const mayIntake = (role: Role) => !NO_INTAKE.includes(role);
export const maySeeForm = (role: Role) => !NO_FORM.includes(role);
