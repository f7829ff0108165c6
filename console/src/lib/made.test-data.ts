// Incidents and clocks for the unit tests, whole and true to the contract's types.
import type { Clock, Incident, LoggedEvent, Sos, Town, Unit } from "../api/types";

export function clock(part: Partial<Clock> = {}): Clock {
  return {
    clock: "arrive", name: "arrival", nth: 1, started_at: "2024-08-31T08:00:00Z", warn_at: "2024-08-31T08:10:00Z",
    due_at: "2024-08-31T08:15:00Z", outcome: "running", warned: false, late: false, ...part,
  };
}

export function incident(part: Partial<Incident> = {}): Incident {
  return {
    id: "20240831-00001", version: 1, phase: "received", phase_name: "received", source: "police_110",
    source_name: "110", received_at: "2024-08-31T07:59:00Z", recorded_at: "2024-08-31T07:59:00Z",
    address: "1 Test Road", text: "noise", hazards: [], units: [], clocks: [], referrals: [], follow_ups: [],
    case: { updates: [], joined: [], attachments: [] }, round: 1, late_entries: 0, intervened: false, refusals: [],
    alerts: [], rank: 0, next: [], ...part,
  };
}

export function sos(part: Partial<Sos> = {}): Sos {
  return {
    id: "sos-1", version: 1, member: "m1", member_name: "Member 1", raised_at: "2024-08-31T08:00:00Z", told: [], told_units: [], level: 1,
    ...part,
  };
}

export function event(version: number, kind: string, part: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    position: version, version, kind, kind_name: kind, occurred_at: "2024-08-31T08:00:00Z",
    recorded_at: "2024-08-31T08:00:00Z", late: false, account: "a", role: "commander", role_name: "c",
    payload: {}, hash: "00", ...part,
  };
}

export function town(part: Partial<Town> = {}): Town {
  const limit = { seconds: 900, warn_before_seconds: 300 };
  const unit = (id: string, area: string, busy?: string) => ({
    id, area, name: `Car ${id}`, call_sign: id, ...(busy ? { incident: busy } : {}),
  });
  const area = (id: string, station: string, car: string) => ({ id, name: `Area ${id}`, station, unit: car, outline: [] });
  return {
    id: "t", name: "T", utc_offset_seconds: 28_800,
    stations: [{ code: "s1", name: "Station 1" }, { code: "s2", name: "Station 2" }],
    areas: [area("a1", "s1", "u1"), area("a2", "s2", "u2")],
    units: [unit("u1", "a1"), unit("u2", "a2", "20240831-00009"), unit("u3", "a2")],
    departments: [{ code: "d1", name: "Department 1" }],
    categories: [{ code: "dispute", name: "dispute", subcategories: [{ code: "x", name: "Neighbours" }] }],
    policy: {
      version: 1, arrive: limit, feedback: limit, dispose: limit, referral_accept: limit, referral_dispose: limit,
      follow_up: limit, entry_grace_seconds: 120, pause_max_seconds: 1800, follow_up_attempts: 3,
    },
    phases: [], commands: [], sources: [], arrival_sources: [], disposal_outcomes: [], grades: [], hazards: [],
    clocks: [], clock_outcomes: [], roles: [], matters: [], crew_answers: [], sos_outcomes: [], ...part,
  };
}

export function unit(id: string, part: Partial<Unit> = {}): Unit {
  return { unit: id, name: `Car ${id}`, lead: true, crew: [], relieved: [], assigned_at: "2024-08-31T08:00:00Z", arrival_late: false, ...part };
}
