import { Injectable } from '@nestjs/common';

/**
 * Says that the process is about to stop. Long-lived answers (streams) end when {@link signal} aborts, so that
 * draining does not wait for them; readiness is refused from then on.
 */
@Injectable()
export class Draining {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get hasBegun(): boolean {
    return this.controller.signal.aborted;
  }

  begin(): void {
    this.controller.abort();
  }
}
