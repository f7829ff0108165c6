// The parts of the console in the order of the navigation, each for those who may read it.
import type { Role } from "../api/types";
import type { Key } from "../i18n/zh";
import { deskRoute } from "./deskRoute";
import { mayReadAdministration, mayReadAssessment, mayReadDuty, mayReadFollowUps, mayReadPerformance, mayReadReferrals } from "./rights";
import type { Place, Route } from "./route";

export type Way = { place: Place; route: Route; label: Key; may: (role: Role) => boolean };

const everybody = () => true;

export const WAYS: readonly Way[] = [
  { place: "desk", route: { page: "desk" }, label: "nav.desk", may: everybody },
  { place: "map", route: { page: "map" }, label: "nav.map", may: mayReadPerformance },
  { place: "wall", route: { page: "wall" }, label: "nav.wall", may: mayReadPerformance },
  { place: "inbox", route: deskRoute("inbox"), label: "nav.inbox", may: mayReadReferrals },
  { place: "follow-up", route: deskRoute("follow-up"), label: "nav.follow_up", may: mayReadFollowUps },
  { place: "duty", route: deskRoute("duty"), label: "nav.duty", may: mayReadDuty },
  { place: "assessment", route: deskRoute("assessment"), label: "nav.assessment", may: mayReadAssessment },
  { place: "reports", route: { page: "reports", kind: "daily" }, label: "nav.reports", may: mayReadPerformance },
  { place: "performance", route: { page: "performance" }, label: "nav.performance", may: mayReadPerformance },
  { place: "planning", route: { page: "planning", part: "what-if" }, label: "nav.planning", may: mayReadPerformance },
  { place: "check", route: { page: "check" }, label: "nav.check", may: mayReadPerformance },
  { place: "admin", route: { page: "admin", part: "accounts" }, label: "nav.admin", may: mayReadAdministration },
];

/** Where a role may go. */
export const waysOf = (role: Role) => WAYS.filter((way) => way.may(role));
