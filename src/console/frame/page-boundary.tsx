import { Component, type ReactNode } from 'react';
import { Fault } from './fault.js';

interface PageBoundaryProps {
  readonly children: ReactNode;
}

interface PageBoundaryState {
  readonly error?: unknown;
}

/** A page whose code could not be fetched, or that failed, says so instead of leaving nothing. */
export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override state: PageBoundaryState = {};

  static getDerivedStateFromError(error: unknown): PageBoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <main id="content">
        <Fault error={error} retry={() => location.reload()} />
      </main>
    );
  }
}
