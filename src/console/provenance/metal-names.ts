import type { MessageKey, Say } from '../../messages/messages.js';

const NAMES: Readonly<Record<string, MessageKey>> = {
  Ta: 'metal.Ta',
  Nb: 'metal.Nb',
  Sn: 'metal.Sn',
  W: 'metal.W',
  Au: 'metal.Au',
};

/** Other metals keep the symbol of their assay. */
export function metalName(symbol: string, say: Say): string {
  const name = Object.hasOwn(NAMES, symbol) ? NAMES[symbol] : undefined;
  return name === undefined ? symbol : say(name);
}
