import { z } from 'zod';
import { SEVERITIES } from '../finding.js';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import { isContainerNumber, normaliseContainer, withCorrectDigit } from '../vocabulary/iso6346.js';
import { containerConflicts } from './container-conflict.js';
import { placeCase } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { actText, counted } from './wording.js';

const parameters = z.object({
  subcodes: z
    .object({
      INVALID: z.enum(SEVERITIES).default('LOW'),
      CONFLICT: z.enum(SEVERITIES).default('HIGH'),
    })
    .default({ INVALID: 'LOW', CONFLICT: 'HIGH' }),
  repeatedSeverity: z.enum(SEVERITIES).default('MEDIUM'),
  conflictKm: z.number().nonnegative().default(100),
  conflictKmh: z.number().positive().default(110),
  conflictSlackHours: z.number().nonnegative().default(2),
});
type Parameters = z.infer<typeof parameters>;

export const containerAnomaly = defineRule<Parameters>({
  id: 'R28',
  code: 'CONTAINER_ANOMALY',
  title: 'The container number cannot be right, or the container is at two places',
  explanation:
    'INVALID: a container is named by a number whose form or check digit is wrong by ISO 6346. A slip of the pen is the usual cause, so the number with the right digit is offered. CONFLICT: while a container stood at a place with one consignment, it was recorded more than 100 km away with another, or on its way with one it was recorded with another where it cannot have been in time, at 110 km/h and with two hours of slack; consignments that share a container and agree about places are a groupage load.',
  authority: 'ISO 6346',
  group: 'identity',
  decided: ['append'],
  severity: 'LOW',
  severities: {
    LOW: 'INVALID, once.',
    MEDIUM: 'INVALID, again and again.',
    HIGH: 'CONFLICT.',
  },
  commodities: ['*'],
  subject: 'container',
  anchor: 'hash of the first act of the consignment that names it, or of the act elsewhere',
  parameters,
  cases: ['country', 'site', 'place'],
  reasons: {
    subcodes:
      'One wrong digit is nearly always a typing error; one container at two places is not.',
    conflictKm: 'Terminals and depots of one port lie closer together.',
    conflictKmh: 'The fastest means of transport that carries containers is the train.',
    conflictSlackHours: 'As in IMPOSSIBLE_TRAVEL.',
    repeatedSeverity: 'A number that is written wrongly again and again is in use.',
  },
  autoClear: false,
  isOncePerConsignment: true,
  innocent: [
    'Two digits were swapped, or one mistyped.',
    'A shipper-owned box bears its own mark.',
  ],
  closedBy: 'An inspector, once the number on the box was read again.',
  owner: 'actor',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const wrong = new Map<string, Act[]>();
  for (const act of context.lineage.acts) {
    const number = act.event.transport?.container;
    if (number === undefined || isContainerNumber(number) || !isJudged(act, context)) continue;
    const where = act.consignment ?? act.hash;
    const key = JSON.stringify([where, normaliseContainer(number)]);
    wrong.set(key, [...(wrong.get(key) ?? []), act]);
  }
  return {
    findings: [
      ...[...wrong.values()].flatMap((acts) => invalid(acts, context)),
      ...containerConflicts(context, (place) => {
        const { conflictKm, conflictKmh, conflictSlackHours, subcodes } = context.parameters(
          placeCase(place, context.facts),
        );
        const pace = { kmh: conflictKmh, slackHours: conflictSlackHours };
        return { km: conflictKm, ...pace, severity: subcodes.CONFLICT };
      }),
    ],
    deadlines: [],
  };
}

function isJudged({ hash, consignment }: Act, { focus }: RuleContext<Parameters>): boolean {
  return consignment === undefined ? focus.acts.has(hash) : focus.consignments.has(consignment);
}

function invalid(
  acts: readonly Act[],
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Found[] {
  const [first] = acts;
  const number = first?.event.transport?.container;
  if (first === undefined || number === undefined) return [];
  const { subcodes, repeatedSeverity } = parametersFor(placeCase(first.event.place, facts));
  const right = withCorrectDigit(number);
  const offer =
    right === undefined
      ? 'it has not the form of three letters, U, J or Z, and seven digits'
      : `its check digit would be right as ${right}`;
  const times = acts.length === 1 ? '' : `; ${counted(acts.length, 'act')} name it`;
  return [
    {
      subject: normaliseContainer(number).slice(0, 64) || 'container',
      anchor: first.hash,
      severity: acts.length === 1 ? subcodes.INVALID : repeatedSeverity,
      ...(first.consignment !== undefined && { ucr: first.consignment }),
      items: itemIdsOf(first),
      sentence: `INVALID: In ${actText(first)} ${accountOf(first)} names container ${number.slice(0, 40)}, which is no number by ISO 6346: ${offer}${times}.`,
      evidence: hashesOf(...acts),
    },
  ];
}
