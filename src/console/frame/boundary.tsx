import { Component, type ReactNode } from 'react';
import { Fault } from './fault.js';

interface BoundaryProps {
  readonly children: ReactNode;
  /** What stands around the words; without it they stand where the part would. */
  readonly around?: (fault: ReactNode) => ReactNode;
}

interface BoundaryState {
  readonly error?: unknown;
}

/** A part whose code could not be fetched, or that failed, says so instead of leaving nothing. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {};

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { children, around } = this.props;
    if (error === undefined) return children;
    const fault = <Fault error={error} retry={() => location.reload()} />;
    return around === undefined ? fault : around(fault);
  }
}
