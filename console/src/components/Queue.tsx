import { Button, Empty, Input, type InputRef, Radio, Spin } from "antd";
import type { ReactNode, Ref } from "react";
import type { Problem } from "../api/http";
import type { Incident, Selection } from "../api/types";
import { useWords } from "../i18n/context";
import type { Order, Wanted } from "../lib/queue";
import { ProblemAlert } from "./ProblemAlert";
import { QueueItem } from "./QueueItem";
import { type Scroller, Windowed } from "./Windowed";

type Props = {
  shown: Incident[];
  counts: [string, number][];
  wanted: Wanted;
  onWanted: (wanted: Wanted) => void;
  chosen: string | undefined;
  onChoose: (id: string) => void;
  now: number;
  loading: boolean;
  problem: Problem | undefined;
  onRetry: () => void;
  onMore: (() => void) | undefined;
  searchRef: Ref<InputRef>;
  scroller: Ref<Scroller>;
  /** What stands above the list. */
  notice?: ReactNode;
};

/** The height of `.item` in styles/queue.css. */
const ROW = 78;

export function Queue(props: Props) {
  const { t, name } = useWords();
  const { wanted, onWanted, shown, counts } = props;
  const change = (part: Partial<Wanted>) => onWanted({ ...wanted, ...part });
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return (
    <section className="queue" aria-label={t("queue.title")} data-tour="queue">
      <div className="queue-head">
        <h2 className="hidden">{t("queue.title")}</h2>
        <div className="row">
          <Radio.Group
            aria-label={t("queue.selection")}
            optionType="button"
            buttonStyle="solid"
            size="small"
            value={wanted.selection}
            onChange={(event) => change({ selection: event.target.value as Selection, phase: undefined })}
            options={(["open", "over", "all"] as const).map((value) => ({ value, label: t(`queue.${value}`) }))}
          />
          <Radio.Group
            aria-label={t("queue.order")}
            optionType="button"
            size="small"
            value={wanted.order}
            onChange={(event) => change({ order: event.target.value as Order })}
            options={(["urgent", "newest"] as const).map((value) => ({ value, label: t(`queue.${value}`) }))}
          />
        </div>
        <Input
          ref={props.searchRef}
          type="search"
          allowClear
          aria-label={t("queue.search")}
          aria-keyshortcuts="/"
          placeholder={t("queue.search")}
          suffix={<kbd>/</kbd>}
          value={wanted.words}
          onChange={(event) => change({ words: event.target.value })}
        />
        <div className="phases" role="group" aria-label={t("queue.phases")}>
          <PhaseButton text={t("queue.all")} count={all} pressed={!wanted.phase} onPress={() => change({ phase: undefined })} />
          {counts.map(([phase, count]) => (
            <PhaseButton
              key={phase}
              text={name("phase", phase)}
              count={count}
              pressed={wanted.phase === phase}
              onPress={() => change({ phase: wanted.phase === phase ? undefined : phase })}
            />
          ))}
        </div>
      </div>
      {props.notice}
      <Windowed
        items={shown}
        rowHeight={ROW}
        label={t("queue.title")}
        scroller={props.scroller}
        row={(incident, at) => (
          <QueueItem
            key={incident.id}
            incident={incident}
            top={at * ROW}
            place={at + 1}
            of={shown.length}
            chosen={incident.id === props.chosen}
            onChoose={props.onChoose}
            now={props.now}
          />
        )}
        before={<Above loading={props.loading} empty={shown.length === 0} problem={props.problem} onRetry={props.onRetry} narrowed={Boolean(wanted.words || wanted.phase)} />}
        after={
          props.onMore ? (
            <Button block onClick={props.onMore}>
              {t("queue.more")}
            </Button>
          ) : null
        }
      />
    </section>
  );
}

type AboveProps = { loading: boolean; empty: boolean; problem: Problem | undefined; onRetry: () => void; narrowed: boolean };

/** What is said in place of rows, or over them. */
function Above({ loading, empty, problem, onRetry, narrowed }: AboveProps) {
  const { t } = useWords();
  if (problem) return <ProblemAlert problem={problem} action={<Button onClick={onRetry}>{t("app.retry")}</Button>} />;
  if (!empty) return null;
  if (loading) {
    return (
      <div className="middle" aria-busy="true">
        <Spin /> {t("app.loading")}
      </div>
    );
  }
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(narrowed ? "queue.empty_search" : "queue.empty")} />;
}

function PhaseButton(props: { text: string; count: number; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" className="phase-button" aria-pressed={props.pressed} onClick={props.onPress}>
      {props.text} <b>{props.count}</b>
    </button>
  );
}
