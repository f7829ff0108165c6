import { Alert, Button } from "antd";
import { type ChangeEvent, useRef, useState } from "react";
import type { Present } from "../api/plan.types";
import { save } from "../forms/save";
import { useWords } from "../i18n/context";
import { costsOf, promiseOf, typedPromise, variantsOf } from "../lib/planning/draft";
import { type FileFault, fileText, readFile, type RoadsSaid } from "../lib/planning/file";
import { typedOf } from "../lib/planning/variants";
import type { Planning } from "./usePlanning";

/** Scenarios as a file: taken away, and brought back. */
export function FileTools({ planning, present }: { planning: Planning; present: Present }) {
  const { t } = useWords();
  const { draft, change, carried, carry } = planning;
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState<{ name: string; faults: FileFault[]; count: number; roads?: RoadsSaid | undefined }>();

  const take = () => {
    const promise = promiseOf(draft.promise) ?? { of: "arrived_in_time", share: 9500, confidence: 95 };
    const { variants } = variantsOf(draft, present);
    const costs = (draft.costs && costsOf(draft.costs)) ?? carried?.costs;
    const text = fileText({ promise, variants }, carried && { ...carried, costs });
    save({ name: "scenarios.json", content: new Blob([text], { type: "application/json" }) });
  };
  const bring = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file, mended, may be chosen again.
    event.target.value = "";
    if (!file) return;
    const read = readFile(await file.text(), present);
    if ("faults" in read) return setTold({ name: file.name, faults: read.faults, count: 0 });
    change({ promise: typedPromise(read.file.promise), variants: read.file.variants.map((one, nth) => typedOf(one, present, nth + 1)) });
    carry(read.carried);
    setTold({ name: file.name, faults: [], count: read.file.variants.length, roads: read.roads });
  };
  const words = (fault: FileFault) => t(`plan.file.${fault.kind}`, { at: "at" in fault ? fault.at : "", name: "name" in fault ? fault.name : "" });
  return (
    <div className="plan-file">
      <div className="row">
        <Button onClick={() => field.current?.click()}>{t("plan.file_bring")}</Button>
        <Button onClick={take}>{t("plan.file_take")}</Button>
      </div>
      <input ref={field} type="file" accept=".json,application/json" className="hidden" tabIndex={-1} aria-label={t("plan.file_bring")} onChange={(event) => void bring(event)} />
      {told ? (
        <Alert
          type={told.faults.length > 0 ? "error" : "success"}
          showIcon
          role={told.faults.length > 0 ? "alert" : "status"}
          closable={{ onClose: () => setTold(undefined) }}
          title={told.faults.length > 0 ? t("plan.file_faults", { name: told.name }) : t("plan.file_read", { name: told.name, count: told.count })}
          description={
            told.faults.length > 0 ? (
              <ul className="bulleted">
                {told.faults.map((one) => (
                  <li key={JSON.stringify(one)}>{words(one)}</li>
                ))}
              </ul>
            ) : told.roads ? (
              t(`plan.file_roads.${told.roads}`)
            ) : undefined
          }
        />
      ) : null}
    </div>
  );
}
