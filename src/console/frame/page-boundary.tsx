import type { ReactNode } from 'react';
import { Boundary } from './boundary.js';

interface PageBoundaryProps {
  readonly children: ReactNode;
}

/** A page whose code could not be fetched, or that failed, says so instead of leaving nothing. */
export function PageBoundary({ children }: PageBoundaryProps) {
  return <Boundary around={(fault) => <main id="content">{fault}</main>}>{children}</Boundary>;
}
