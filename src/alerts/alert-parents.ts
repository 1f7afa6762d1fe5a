import { Injectable } from '@nestjs/common';
import type { Reader } from '../access/reader.js';
import { RULES } from '../custody/rules/catalogue.js';
import { AlertQueryStore } from './alert-query.store.js';
import { Readership } from './alert-readership.js';
import type { PlacedAlert } from './alerts.store.js';

const PARENT_OF: ReadonlyMap<string, string> = new Map(
  RULES.flatMap(({ code, parent }) => (parent === undefined ? [] : [[code, parent] as const])),
);

/** Which alert of the same incident tells the greater part of the story that an alert tells. */
@Injectable()
export class AlertParents {
  constructor(private readonly alerts: AlertQueryStore) {}

  /** By id of the child; alerts without a parent that the reader may know are left out. */
  async of(reader: Reader, alerts: readonly PlacedAlert[]): Promise<Map<string, string>> {
    const children = alerts.filter(({ rule }) => PARENT_OF.has(rule));
    const incidents = [...new Set(children.map(({ incident }) => incident))];
    const rules = [...new Set(children.flatMap(({ rule }) => PARENT_OF.get(rule) ?? []))];
    const found = await this.alerts.ofIncidents(new Readership(reader), incidents, rules);
    const parents = new Map<string, string>();
    for (const child of children) {
      const parent = found.find((other) => isParent(other, child));
      if (parent !== undefined) parents.set(child.id, parent.id);
    }
    return parents;
  }
}

function isParent(other: PlacedAlert, child: PlacedAlert): boolean {
  return other.incident === child.incident && other.rule === PARENT_OF.get(child.rule);
}
