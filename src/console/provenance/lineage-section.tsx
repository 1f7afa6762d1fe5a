import { Suspense, useEffect, useRef, useState } from 'react';
import { Boundary } from '../frame/boundary.js';
import { useSay } from '../language/language.js';
import { fetched } from '../page-file.js';
import type { SignedAnswer } from '../proof/signed-answer.js';

const LineageView = fetched(async () => (await import('./lineage-view.js')).LineageView);

/** The custody chain as a graph of lots; drawn, and its code fetched, for who opens it. */
export function LineageSection({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  // Who comes for it finds it open; the browser looked for the place before there was one.
  const [isAskedFor] = useState(() => location.hash === '#lineage');
  const [isWanted, setWanted] = useState(isAskedFor);
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isAskedFor) place.current?.scrollIntoView();
  }, [isAskedFor]);
  return (
    <details
      ref={place}
      open={isAskedFor}
      className="panel fold lineage"
      id="lineage"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) setWanted(true);
      }}
    >
      <summary>
        <h2>{say('lineage.title')}</h2>
      </summary>
      <div className="column">
        {isWanted ? (
          <Boundary>
            <Suspense fallback={<p role="status">{say('state.loading')} …</p>}>
              <LineageView answer={answer} />
            </Suspense>
          </Boundary>
        ) : null}
      </div>
    </details>
  );
}
