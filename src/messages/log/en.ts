/** What is said of witnesses under the log, and of looking for an entry, in English. */
export const log = {
  'witness.none': 'The ledger names no witnesses: nobody but the ledger vouches for this state.',
  'witness.nobody':
    'No witness has signed this state of the log: nobody but the ledger vouches that everybody was shown the same one.',
  'witness.source':
    'Checked with the keys that the ledger names. Compare them with what the witnesses themselves publish: a ledger could name witnesses of its own.',
  'witness.verified': 'verified in this browser, signed {at}',
  'witness.failed': 'does not verify',
  'witness.unknown': 'unknown key, so not checked',
  'witness.missing': 'has not signed this state',
  'witness.quorum': 'As many have signed as the ledger itself asks for.',
  'witness.noQuorum': 'Fewer have signed than the ledger itself asks for.',
  'witness.unavailable': 'The signatures of the witnesses could not be checked in this browser.',
  'find.label': 'Number or hash of an entry',
  'find.hint':
    'A hash has 64 hexadecimal digits: of a statement, or of an entry. This browser looks through the log itself, so nobody learns what you look for.',
  'find.malformed': '“{text}” is neither a number nor a hash of 64 hexadecimal digits.',
  'find.all': 'All entries',
  'find.title': 'Looking for a hash',
  'find.looking': 'Looking through the entries …',
  'find.statement': 'It is the hash of the statement in entry {index}.',
  'find.entry': 'It is the hash of entry {index} itself.',
  'find.notYet': 'Not among the entries from {from} to the newest.',
  'find.nowhere': 'No entry that the ledger published has this hash.',
  'find.older': 'Look through older ones',
};
