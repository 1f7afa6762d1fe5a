import type { MessageKey, Say } from './messages.js';

/** By the names of the vocabulary; a test holds the two together. */
const NAMES: Readonly<Record<string, MessageKey>> = {
  producer: 'role.producer',
  processor: 'role.processor',
  smelter: 'role.smelter',
  refiner: 'role.refiner',
  exporter: 'role.exporter',
  importer: 'role.importer',
  carrier: 'role.carrier',
  warehouse: 'role.warehouse',
  endUser: 'role.endUser',
  customs: 'role.customs',
  inspector: 'role.inspector',
  registrar: 'role.registrar',
  auditor: 'role.auditor',
  prosecutor: 'role.prosecutor',
};

/** The role in the reader's language; one that is newer than this text by its own name. */
export function roleName(role: string, say: Say): string {
  const name = Object.hasOwn(NAMES, role) ? NAMES[role] : undefined;
  return name === undefined ? role : say(name);
}
