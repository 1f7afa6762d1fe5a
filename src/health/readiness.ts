import { Injectable } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { HealthChecks } from '../platform/health/health-checks.js';

const CHECK_LIMIT_MS = 3000;

/** May this process be sent work? Every registered check must hold, each within 3 s. */
@Injectable()
export class Readiness {
  constructor(
    private readonly checks: HealthChecks,
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /** @throws ServiceUnavailableException with the state of each check */
  async check(): Promise<HealthCheckResult> {
    return this.health.check(
      this.checks.entries().map(
        ([name, check]) =>
          async () =>
            this.indicators.check(name).attempt(check).withTimeout(CHECK_LIMIT_MS),
      ),
    );
  }
}
