import { Button, Dropdown } from "antd";
import { useWords } from "../i18n/context";
import { SILENCES } from "../lib/sound";
import { time } from "../lib/time";
import type { Sounds } from "./useSounds";

/** Whether the room sounds, and until when it does not. */
export function SoundSwitch({ sounds }: { sounds: Sounds }) {
  const { t, town } = useWords();
  const { until, waits, silence } = sounds;
  const clock = until === undefined ? undefined : time(until, town?.utc_offset_seconds ?? 0).slice(0, 5);
  const state = clock ? t("sound.silent", { time: clock }) : t(waits ? "sound.waits" : "sound.on");
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "0", label: t("sound.on_again"), disabled: until === undefined },
          ...SILENCES.map((minutes) => ({ key: String(minutes), label: t("sound.for", { minutes }) })),
          { type: "divider" as const },
          { key: "note", label: t("sound.sos"), disabled: true },
        ],
        onClick: ({ key }) => silence(key === "0" ? undefined : Number(key)),
      }}
    >
      <Button type="text" className={`sound ${clock ? "silent" : ""}`} aria-haspopup="menu" data-tour="sound">
        <span aria-hidden="true">♪</span> <span className={clock ? "" : "sound-word"}>{state}</span>
      </Button>
    </Dropdown>
  );
}
