import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { parse } from "./lib/route";

// A patrol's phone loads neither the desk nor its library of components.
const onPatrol = parse(window.location.pathname, window.location.search).page === "patrol";
const patrol = () => import("./patrol/Patrol");
const desk = () => import("./Desk");
const Page = lazy(onPatrol ? patrol : desk);

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Suspense>
        <Page />
      </Suspense>
    </StrictMode>,
  );
}
