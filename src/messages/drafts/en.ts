/** What is said of drafts, and of events that cannot happen now, in English. */
export const drafts = {
  'drafts.title': { one: '{count} draft', other: '{count} drafts' },
  'drafts.unkept':
    'This browser could not keep the draft. It is on this page alone: a reload or another page loses it.',
  'legal.item': 'Number of the lot or piece it is about',
  'legal.itemHint':
    'With it, what cannot happen to these goods now is closed below, with the reason.',
  'legal.unknown': 'Nothing under this number is on record that you may read: nothing is closed.',
  'legal.unreachable': 'The ledger did not answer: nothing is closed below.',
  'legal.is.none': 'On record, but nobody has held it yet.',
  'legal.is.held': 'Held by {who}.',
  'legal.is.offered': 'Offered by {who} to {to}.',
  'legal.is.consumed': 'Used up by {who}.',
  'legal.is.destroyed': 'Destroyed by {who}.',
  'legal.is.closed': 'Closed by {who}.',
  'legal.is.lost': 'Reported lost by {who}.',
  'legal.exists': 'It has come into being already.',
  'legal.consumed': 'It was used up by {who}.',
  'legal.destroyed': 'It was destroyed by {who}.',
  'legal.notOffered': 'It is offered to nobody.',
  'legal.offered': 'It is offered to {who} already: take that back first.',
  'legal.yours': 'You hold it already.',
  'legal.notHeld': 'No authority holds it.',
  'legal.notSeized': 'It is not seized.',
  'legal.held': 'It is held by {who} until they release it.',
  'legal.seized': 'It is seized by {who}.',
  'legal.holder': '{who} holds it: only who acts for them signs this.',
} as const;
