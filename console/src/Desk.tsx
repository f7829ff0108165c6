import { App } from "./App";
import { WordsProvider } from "./i18n/context";

/** The console of those who sit at a desk. */
export default function Desk() {
  return (
    <WordsProvider>
      <App />
    </WordsProvider>
  );
}
