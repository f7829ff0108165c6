// English words for the codes of referrals, follow-ups, duty, equipment, trainings and assessments.
export const deskWords: Record<string, Record<string, string>> = {
  referral_state: { waiting: "Waiting", accepted: "Accepted", disposed: "Done", refused: "Refused", returned: "Given back" },
  extension_state: { asked: "Asked", granted: "Granted", denied: "Denied" },
  draw_reason: { lot: "Drawn by lot", complaint: "Complaint or reopened", breached: "Limit breached" },
  day_kind: { workday: "Workday", rest_day: "Rest day", holiday: "Public holiday" },
  roster_finding: {
    nobody_on_duty: "Nobody on duty", area_uncovered: "Area without a car", crew_too_small: "Crew too small",
    double_duty: "Double duty", too_little_rest: "Too little rest", no_calendar: "No calendar for the year",
  },
  turn_mark: {
    pending: "Not yet checked in", on_duty: "On duty", present: "Present", late: "Late", left_early: "Left early",
    absent: "Absent", no_check_out: "No check-out",
  },
  marked_by: { phone: "Phone", by_hand: "By hand" },
  wish: { leave: "Leave", swap: "Swap", cover: "Cover", extra: "Extra member" },
  request_status: {
    asked: "Asked", agreed: "Other agrees", approved: "Approved", declined: "Other declines", refused: "Refused",
    withdrawn: "Withdrawn", revoked: "Revoked",
  },
  request_command: {
    agree: "Agree", decline: "Decline", approve: "Approve", refuse: "Refuse", withdraw: "Withdraw", revoke: "Revoke",
    cut_short: "Back earlier",
  },
  leave: {
    annual: "Annual leave", personal: "Personal leave", sick: "Sick leave", injury: "Work injury", marriage: "Marriage leave",
    maternity: "Maternity leave", care: "Child-care leave", bereavement: "Bereavement", in_lieu: "Time in lieu",
    official: "Official business",
  },
  condition: { in_stock: "In stock", in_use: "In use", faulty: "Faulty", lost: "Lost", written_off: "Written off" },
  equipment_finding: {
    missing: "Missing", calibration_overdue: "Calibration overdue", calibration_due: "Calibration due soon",
    faulty_in_use: "Faulty, not replaced", not_given_back: "Not given back",
  },
  training_kind: { induction: "Induction", in_service: "In service" },
  session_stage: { planned: "Planned", held: "Held", cancelled: "Cancelled" },
  training_command: { plan: "Change plan", cancel: "Cancel", hold: "Enter attendance", amend: "Correct attendance", examine: "Enter examination" },
  overdue_reason: {
    no_induction: "No induction", inducted_late: "Inducted after duty began", not_passed: "Examination not passed",
    missed: "Missed, to be made up",
  },
  stage: { draft: "Draft", published: "Published", final: "Final" },
  assessment_command: {
    draft: "Compute", publish: "Publish", appeal: "Appeal", decide_appeal: "Decide appeal", correct: "Correct",
    recompute: "Recompute", decide_revision: "Decide recomputation", finalise: "Finalise",
  },
  measure: {
    arrival_kept: "Arrived in time", feedback_kept: "Feedback in time", disposal_kept: "Disposed in time",
    follow_up: "Callers' grades", attendance: "Attendance", complaints: "Complaints",
    training_attended: "Trainings attended", examination_passed: "Examinations passed",
  },
  clause_measure: {
    clock_kept: "Limits kept", satisfied: "Callers satisfied", attendance: "Shifts attended",
    training_attended: "Trainings attended", crew_holes: "Shifts with too small a crew",
    missing_equipment: "Members lacking equipment", complaints: "Complaints", training_minutes: "Members with too little training",
  },
  left_out: {
    capacity: "Not counted in this capacity", other_led: "Another crew led", still_running: "Limit not reached yet",
    clock_void: "Limit does not count", no_clock: "No limit", not_followed_up: "Not followed up", unreachable: "Caller not reached",
  },
  no_score: { no_evidence: "No data", too_little_evidence: "Too little evidence" },
  vendor_stage: { draft: "Draft", heard: "Vendor heard", decided: "Decided" },
  vendor_command: { draft: "Compute", hear: "Hear the vendor", decide: "Decide" },
};
