import { Injectable } from '@nestjs/common';

/** Resolves when healthy, perhaps with details; rejects with the reason. Both are shown to operators. */
export type HealthCheck = () => Promise<void | Readonly<Record<string, unknown>>>;

/** What must hold for the process to be ready. Features register their own checks at start. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, HealthCheck>();

  /** @param name kebab-case, unique */
  register(name: string, check: HealthCheck): void {
    if (this.checks.has(name)) throw new Error(`health check ${name} is registered twice`);
    this.checks.set(name, check);
  }

  entries(): readonly (readonly [name: string, check: HealthCheck])[] {
    return [...this.checks];
  }
}
