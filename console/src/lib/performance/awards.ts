// Grades that an officer gives targets in words.

export type TypedAward = { share: string; reason: string };
export type Award = { indicator: string; share: number; reason: string };

/** Shares in hundredths of a percent. What is half written (a share without a reason, a reason without a share) is bad. */
export function awardsOf(typed: Record<string, TypedAward>): { awards: Award[]; bad: string[] } {
  const awards: Award[] = [];
  const bad: string[] = [];
  for (const [indicator, one] of Object.entries(typed)) {
    const [share, reason] = [one.share.trim(), one.reason.trim()];
    if (!share && !reason) continue;
    const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(share);
    const hundredths = found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : undefined;
    if (hundredths === undefined || hundredths > 10_000 || !reason) bad.push(indicator);
    else awards.push({ indicator, share: hundredths, reason });
  }
  return { awards, bad };
}
