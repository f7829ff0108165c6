import * as api from "../../api/performance";
import { useAct } from "../../state/useAct";
import { useAsked } from "../../state/useAsked";

type Given = { command: api.FilingCommand; version: number };

/** A filing with the way to give it commands: each under the version that was looked at. */
export function useFiling(id: string) {
  const asked = useAsked(`filing/${id}`, (signal) => api.filing(id, signal));
  const act = useAct(
    ({ command, version }: Given, key) => api.giveFiling(id, command, version, key),
    (filing) => asked.put(filing),
  );
  const version = asked.value?.version ?? 0;
  const give = {
    busy: act.busy,
    problem: act.problem,
    forget: act.forget,
    /** Whether the command was taken. */
    run: (command: api.FilingCommand) => act.run({ command, version }),
    /** Takes in what others have done; what is typed stays. */
    again: () => {
      act.forget();
      asked.again();
    },
    put: asked.put,
  };
  return { asked, give };
}

export type Give = ReturnType<typeof useFiling>["give"];
