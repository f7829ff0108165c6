import { CaseCard } from "./CaseCard";
import { CheckIn } from "./CheckIn";
import { usePatrol } from "./context";
import { HelpCalls } from "./HelpCalls";
import { MoreActs } from "./MoreActs";
import { NewsCard } from "./NewsCard";
import { Pressed } from "./Pressed";
import { ProtocolCard } from "./ProtocolCard";
import { StandbyCard } from "./StandbyCard";
import { TourNote } from "./TourNote";
import { useWords } from "./words";

/** What is in hand now. */
export function NowView() {
  const { t } = useWords();
  const { known, incident, foreseen, part, acting, quiet, setQuiet, problem } = usePatrol();
  const proposed = part?.arrival_proposed_at && !part.arrived_at;
  return (
    <>
      <HelpCalls />
      <CheckIn />
      <NewsCard />
      {known?.own?.duty === "off" && !acting ? <OffDuty /> : null}
      {foreseen && part ? (
        <>
          {!part.acknowledged_at && !part.arrived_at ? (
            <div className="p-new" role="alert">
              <h2>{t("patrol.new")}</h2>
              {quiet ? null : (
                <button type="button" className="p-button" onClick={() => setQuiet(true)}>
                  {t("patrol.silence")}
                </button>
              )}
            </div>
          ) : null}
          {proposed ? (
            <p className="p-note good" role="status">
              {t("patrol.arrival_proposed")}
            </p>
          ) : null}
          <CaseCard incident={foreseen} part={part} />
          <MoreActs />
          <StandbyCard />
          {known?.protocol ? <ProtocolCard protocol={known.protocol} open={Boolean(part.acknowledged_at)} /> : null}
          <Pressed incident={incident ?? foreseen} part={part} />
        </>
      ) : (
        <>
          <StandbyCard />
          <Nothing waiting={!known && !problem} />
          {known ? <TourNote /> : null}
        </>
      )}
    </>
  );
}

function OffDuty() {
  const { t } = useWords();
  const { known } = usePatrol();
  const crew = known?.own?.car.crew.map((one) => one.name).join(t("patrol.words.join")) ?? "";
  return (
    <p className="p-note warn">
      {crew ? t("patrol.off_duty", { crew }) : t("patrol.off_duty.nobody")}
    </p>
  );
}

function Nothing({ waiting }: { waiting: boolean }) {
  const { t } = useWords();
  const { known } = usePatrol();
  const { own } = known ?? {};
  if (waiting) return <p className="p-empty" aria-busy="true">{t("patrol.loading")}</p>;
  if (!own) return <p className="p-empty">{t("patrol.no_car")}</p>;
  return (
    <div className="p-empty">
      <p className="p-big">{t("patrol.nothing")}</p>
      <p>{t("patrol.nothing.what", { area: own.car.area.name })}</p>
    </div>
  );
}
