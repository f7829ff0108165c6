import type { Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { Ways } from "../components/Ways";
import { useWords } from "../i18n/context";
import { type DeskRoute, deskRoute } from "../lib/deskRoute";
import { isMonth } from "../lib/duty";
import { mayReadAssessment, mayReadVendor } from "../lib/rights";
import { Formula } from "./Formula";
import { Month } from "./Month";
import { Months } from "./Months";
import { VendorMonthPage } from "./VendorMonthPage";
import { VendorMonths } from "./VendorMonths";

export type AssessmentProps = { route: DeskRoute; session: Session };

/** Assessments (考核): the members' months, the vendor's, and the formula. */
export default function AssessmentPage({ route, session, onLogOut }: AssessmentProps & { onLogOut: () => void }) {
  const { t } = useWords();
  const [first, second, third] = route.path;
  const vendor = first === "vendor" && mayReadVendor(session.role);
  const part = vendor ? "vendor" : first === "formula" ? "formula" : "members";
  const month = isMonth(first) ? first : undefined;
  const ways = (["members", ...(mayReadVendor(session.role) ? (["vendor"] as const) : []), "formula"] as const).map((one) => ({
    id: one, label: t(`assess.part.${one}`), route: deskRoute("assessment", one === "members" ? [] : [one]),
  }));
  const props = { route, session };
  return (
    <PaperPage
      session={session}
      title={t("assess.title")}
      announced={[t("assess.title"), t(`assess.part.${part}`), month ?? third].filter(Boolean).join(" · ")}
      may={mayReadAssessment(session.role)}
      denied={t("assess.no_right")}
      look="book"
      onLogOut={onLogOut}
    >
      <h1>{t("assess.title")}</h1>
      <Ways label={t("assess.parts")} ways={ways} here={part} />
      {part === "formula" ? <Formula /> : null}
      {part === "members" ? month ? <Month key={month} month={month} {...props} /> : <Months session={session} /> : null}
      {vendor ? (
        second && isMonth(third) ? <VendorMonthPage key={`${second}/${third}`} project={second} month={third} {...props} /> : <VendorMonths session={session} />
      ) : null}
    </PaperPage>
  );
}
