// English words for the server's codes. The server itself sends the Chinese ones.
export const words: Record<string, Record<string, string>> = {
  phase: {
    received: "Received", classified: "Classified", accepted: "Accepted", assigned: "Assigned",
    acknowledged: "Acknowledged", arrived: "Arrived", feedback_given: "Feedback given", disposed: "Disposed",
    reviewed: "Reviewed", referred: "Referred", referral_accepted: "Referral accepted",
    department_disposed: "Department done", followed_up: "Followed up", closed: "Closed",
    returned_to_police: "Returned to police", merged: "Merged", cancelled: "Cancelled",
  },
  command: {
    confirm: "Confirm and classify", return_to_police: "Return to police", accept: "Accept", assign: "Assign a car",
    acknowledge: "Acknowledge", arrive: "Arrived", feedback: "Give feedback", dispose: "Disposed",
    review: "Review", refer: "Refer", accept_referral: "Accept referral", department_dispose: "Department result",
    follow_up: "Follow up", close: "Close", reopen: "Reopen", reinforce: "Reinforce", intervene: "Intervene",
    reassign: "Reassign", merge: "Merge duplicate", cancel: "Cancel incident", pause_clock: "Pause a clock",
    resume_clock: "Resume a clock", explain_breach: "Explain a breach", reveal_caller: "Show caller",
  },
  kind: {
    "incident.received": "Call received", "incident.classified": "Classified",
    "incident.returned_to_police": "Returned to police", "incident.accepted": "Accepted",
    "incident.unit_assigned": "Car assigned", "incident.acknowledged": "Acknowledged", "incident.arrived": "Arrived",
    "incident.feedback_given": "Feedback", "incident.disposed": "Disposed", "incident.reviewed": "Reviewed",
    "incident.referred": "Referred", "incident.referral_accepted": "Referral accepted",
    "incident.department_disposed": "Department's result", "incident.followed_up": "Followed up",
    "incident.closed": "Closed", "incident.reopened": "Reopened", "incident.reinforced": "Reinforced",
    "incident.intervened": "Commander stepped in", "incident.reassigned": "Reassigned", "incident.merged": "Merged",
    "incident.cancelled": "Cancelled", "incident.clock_warned": "Clock warned",
    "incident.clock_breached": "Limit breached", "incident.breach_explained": "Breach explained",
    "incident.clock_paused": "Clock paused", "incident.clock_resumed": "Clock resumed",
    "incident.caller_revealed": "Caller's data read",
  },
  clock: {
    arrive: "Arrival", feedback: "Feedback", dispose: "Disposal", referral_accept: "Referral acceptance",
    referral_dispose: "Department's result", follow_up: "Follow-up",
  },
  category: {
    environment: "Environment", housing: "Housing", assistance: "Assistance", joint_response: "Joint response",
    dispute: "Dispute",
  },
  source: { police_110: "110", hotline_12345: "12345", by_hand: "By hand" },
  arrival: { position: "Position", radio: "Radio", phone: "Phone", by_hand: "By hand" },
  disposal: {
    resolved: "Resolved on scene", mediated: "Mediated on scene", needs_department: "Needs a department",
    nothing_found: "Nothing found",
  },
  grade: {
    very_dissatisfied: "Very dissatisfied", dissatisfied: "Dissatisfied", neutral: "Neutral", satisfied: "Satisfied",
    very_satisfied: "Very satisfied",
  },
  hazard: {
    injury: "Injury", violence: "Violence", weapon: "Weapon", crime: "Crime under way",
    fire: "Fire, gas, explosion", child_in_danger: "Child in danger",
  },
  role: {
    commander: "Commander", dispatcher: "Dispatcher", member: "Crew", department: "Department officer",
    follow_up: "Follow-up caller", duty_manager: "Duty manager", performance: "Performance officer",
    auditor: "Auditor", administrator: "Administrator", system: "System",
  },
  follow_up: { reached: "Reached", unreachable: "Not reached" },
};
