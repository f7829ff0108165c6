import { useCallback } from "react";
import { useAct } from "./useAct";

/** A person's act whose way to the server is known only where it is pressed; otherwise as {@link useAct}. */
export function useSend() {
  // A function is no part of the content that a key stands for.
  const { run, ...state } = useAct((one: { content: unknown; send: (key: string) => Promise<unknown> }, key) => one.send(key), () => {});
  return { ...state, run: useCallback((content: unknown, send: (key: string) => Promise<unknown>) => run({ content, send }), [run]) };
}
