import { useEffect } from "react";
import "../styles/patrol.css";
import { Gate } from "./Gate";
import { install } from "./install";
import { useLook } from "./useLook";
import { PatrolWordsProvider, useWords } from "./words";

/** The patrol's phone (联警巡车). */
export default function Patrol() {
  return (
    <PatrolWordsProvider>
      <Looked />
    </PatrolWordsProvider>
  );
}

function Looked() {
  const { offset } = useWords();
  useLook(offset);
  useEffect(install, []);
  return <Gate />;
}
