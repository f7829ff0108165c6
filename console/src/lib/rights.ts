// What the page shows to whom. The server decides; these only spare people doors that stay shut.
import type { Role } from "../api/types";

const NO_INTAKE: Role[] = ["member", "department", "follow_up", "duty_manager", "performance", "auditor", "system"];
const READ_PERFORMANCE: Role[] = ["administrator", "commander", "dispatcher", "duty_manager", "performance", "leader", "auditor"];
const MANAGE_PERFORMANCE: Role[] = ["administrator", "performance"];

export const mayIntake = (role: Role) => !NO_INTAKE.includes(role);
/** The form, its check and the reports. */
export const mayReadPerformance = (role: Role) => READ_PERFORMANCE.includes(role);
/** Publishing reports anew. */
export const mayManagePerformance = (role: Role) => MANAGE_PERFORMANCE.includes(role);

const SEE_CARS: Role[] = ["administrator", "commander", "dispatcher", "duty_manager", "leader", "auditor"];
/** Positions of cars. */
export const maySeeCars = (role: Role) => SEE_CARS.includes(role);

const READ_REFERRALS: Role[] = ["administrator", "commander", "dispatcher", "department", "performance", "leader", "auditor"];
const READ_FOLLOW_UPS: Role[] = ["administrator", "commander", "dispatcher", "follow_up", "performance", "auditor"];
const READ_DUTY: Role[] = ["administrator", "commander", "dispatcher", "member", "duty_manager", "performance", "leader", "auditor"];
const READ_ASSESSMENT: Role[] = ["administrator", "commander", "member", "duty_manager", "performance", "leader", "auditor"];
const MANAGE_DUTY: Role[] = ["administrator", "duty_manager"];
const MANAGE_SCRIPTS: Role[] = ["administrator"];

/** The inbox of referrals; a department officer's has its own department's only. */
export const mayReadReferrals = (role: Role) => READ_REFERRALS.includes(role);
export const mayReadFollowUps = (role: Role) => READ_FOLLOW_UPS.includes(role);
/** Rosters, attendance, equipment; a member's own hours. */
export const mayReadDuty = (role: Role) => READ_DUTY.includes(role);
export const mayManageDuty = (role: Role) => MANAGE_DUTY.includes(role);
/** Assessments and trainings; a member's own lines. */
export const mayReadAssessment = (role: Role) => READ_ASSESSMENT.includes(role);
export const mayManageAssessment = mayManageDuty;
/** A vendor's month is read by all who read assessments, but not by the members whom it pays. */
export const mayReadVendor = (role: Role) => role !== "member" && mayReadAssessment(role);
export const mayManageScripts = (role: Role) => MANAGE_SCRIPTS.includes(role);

/** The address at which a role's work begins after login. */
export function home(role: Role): string {
  switch (role) {
    case "department":
      return "/inbox";
    case "follow_up":
      return "/follow-up";
    case "duty_manager":
      return "/duty";
    case "member":
      return "/patrol";
    default:
      return "/";
  }
}
/** Signing a reviewed form. */
export const maySignForms = (role: Role) => role === "leader";
/** The town's people and its log. */
export const mayReadAdministration = (role: Role) => role === "administrator" || role === "auditor";
/** Changing the town's people, lists, rules and connections. */
export const mayAdminister = (role: Role) => role === "administrator";
/** Those who sit in the command room: the cars, what waits, what is unanswered. */
export const worksRoom = (role: Role) => role === "commander" || role === "dispatcher" || role === "administrator";
/** Seeing what is suggested for a call is for those who may confirm it. */
export const mayConfirm = (role: Role) => role === "commander" || role === "administrator";
export const mayGiveRatingLink = (role: Role) => role === "follow_up" || role === "administrator";
