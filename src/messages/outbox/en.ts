/** What became of what was signed on this device, in English. */
export const outbox = {
  'offline.unreadable':
    'The copy that this browser kept on {time} cannot be read, so nothing of it is shown.',
  'post.sent.waiting': 'Signed, waiting to be sent',
  'post.sent.recorded': 'In the log',
  'post.sent.refused': 'The ledger refused it',
  'post.sent.unproved': 'The receipt does not hold',
  'post.waitingLong':
    'It is kept on this device, and sent when the ledger can be reached while a page of this console is open. Sent twice it is recorded once. Do not log out before.',
  'post.behind': 'An older event about the same goods still waits and is sent first.',
  'post.notReached': 'The ledger could not be reached.',
  'post.faulty': 'The ledger, or what stands before it, answered with a fault ({status}).',
  'post.deviceFault': 'This device could not send it or check the receipt.',
  'post.tries': {
    one: '{count} try so far; the next at {at}.',
    other: '{count} tries so far; the next at {at}.',
  },
  'post.recordedLong':
    '✓ Entry {index}. This browser has checked the proof: the event is in the log that the ledger signed.',
  'post.unprovedLong':
    '✕ The ledger says it recorded this as entry {index}, but its proof does not verify here. Do not rely on it: save the receipt and give it to an auditor.',
  'post.refusedLong': 'Nothing was recorded. Mend the answers and sign anew.',
  'post.signedAt': 'Signed on',
  'post.recordedAt': 'Recorded on',
  'post.save': 'Save receipt',
  'post.mendAnswers': 'Mend the answers',
  'post.sendNow': 'Send now',
  'post.outbox': 'Signed on this device',
  'post.remove': 'Remove from this list',
  'post.noSuch': 'There is no such event on this device.',
  'post.discardWaiting': 'Discard …',
  'post.discardWhy':
    'It was signed and is not in the log. Discarded, it is not sent any more and nothing else keeps it. Should an earlier try have reached the ledger, it stays recorded there.',
  'post.discardReason': 'Why is it not to be sent?',
  'post.discardSure': 'Discard for good',
  'post.discardKeep': 'Keep it',
  'post.sent.discarded': 'Discarded, not sent',
  'post.discardedLong': 'It was discarded on {at} and is not sent.',
  'post.discardedReason': 'Reason',
};
