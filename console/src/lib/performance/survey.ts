/** How many answers a survey's table has: its lines below the head. The server reads them and tells what is wrong. */
export function surveyFound(csv: string): number {
  return Math.max(0, csv.split(/\r?\n/).filter((line) => line.trim() !== "").length - 1);
}
