import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentReader, Roles } from '../access/auth.guard.js';
import type { Reader } from '../access/reader.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { ApiPage } from '../platform/http/api-page.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { nextLink } from '../platform/http/paging.js';
import { notFound } from '../platform/http/problem.js';
import { CarryingConsignments } from '../provenance/carrying-consignments.js';
import { LineageStore } from '../provenance/lineage.store.js';
import { type AlertFilter, AlertQueryStore } from './alert-query.store.js';
import { AlertParents } from './alert-parents.js';
import { Readership } from './alert-readership.js';
import { detailOf, summaryOf } from './alert-views.js';
import {
  type AlertCounts,
  alertCounts,
  type AlertCountsQuery,
  alertCountsQuery,
  type AlertDetail,
  alertDetail,
  alertIdParam,
  alertList,
  type AlertQuery,
  alertQuery,
  type AlertSummary,
  limitOf,
} from './alerts.schemas.js';
import { DeadlinesStore } from './deadlines.store.js';
import { cursorOf, positionOf } from './list-cursor.js';

@ApiTags('alerts')
@Roles('customs', 'inspector', 'auditor')
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertQueryStore,
    private readonly deadlines: DeadlinesStore,
    private readonly parents: AlertParents,
    private readonly lineages: LineageStore,
    private readonly carrying: CarryingConsignments,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listAlerts', summary: 'Alerts that concern you, the newest first' })
  @ApiPage(alertList)
  async list(
    @CurrentReader() reader: Reader,
    @Query({ schema: alertQuery }) query: AlertQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: AlertSummary[]; next: string | null }> {
    const limit = limitOf(query.limit);
    const found = await this.alerts.list(
      new Readership(reader),
      {
        states: query.state?.split(','),
        severities: query.severity?.split(','),
        rule: query.rule,
        country: query.country,
        assignee: query.assignee,
        incident: query.incident,
        consignment: query.consignment,
        about: await this.about(query.about),
        ...(query.dueBefore !== undefined && { dueBefore: Date.parse(query.dueBefore) }),
      },
      positionOf(query.cursor),
      limit + 1,
    );
    const now = this.clock.now();
    const shown = found.slice(0, limit);
    const parents = await this.parents.of(reader, shown);
    const items = shown.map((alert) => summaryOf(alert, parents.get(alert.id), now));
    const last = items.at(-1);
    if (found.length <= limit || last === undefined) return { items, next: null };
    const next = cursorOf(last.openedIndex);
    void reply.header('link', nextLink('/v1/alerts', { ...query, cursor: next }));
    return { items, next };
  }

  private async about(consignment: string | undefined): Promise<AlertFilter['about']> {
    if (consignment === undefined) return undefined;
    return { consignment, goods: await this.lineages.goodsBehind(consignment) };
  }

  @Get('counts')
  @ApiOperation({
    operationId: 'countAlerts',
    summary: 'How many alerts concern you, by what is to be done',
  })
  @ApiOkResponse({ description: 'The numbers.', standardSchema: alertCounts })
  async counts(
    @CurrentReader() reader: Reader,
    @Query({ schema: alertCountsQuery }) { dueBefore }: AlertCountsQuery,
  ): Promise<AlertCounts> {
    return this.alerts.count(new Readership(reader), Date.parse(dueBefore));
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getAlert',
    summary: 'One alert: what was found, why it matters, what would close it, history',
  })
  @ApiOkResponse({ description: 'The alert.', standardSchema: alertDetail })
  @ApiProblems({ 404: ['not-found'] })
  async one(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<AlertDetail> {
    if (!alertIdParam.safeParse(id).success) throw notFound();
    const alert = await this.alerts.find(new Readership(reader), id);
    if (alert === undefined) throw notFound();
    const [steps, deadline, parents, carried] = await Promise.all([
      this.alerts.history(id),
      this.deadlines.of(alert.rule, alert.subject),
      this.parents.of(reader, [alert]),
      this.carrying.of(reader, alert.items, alert.consignment),
    ]);
    const surroundings = { deadline, parent: parents.get(id), carried };
    return detailOf(alert, steps, surroundings, this.clock.now());
  }
}
