/** What is said of keys, their backups and their end, in English. */
export const keys = {
  'login.noStorage':
    'This browser keeps nothing for this page, so it can hold no key: its settings forbid it, or its storage is full or damaged. Allow it, or take an ordinary window, and try again.',
  'backup.with': 'Make a key with a backup',
  'backup.why':
    'A lost device is then no lost key. Whoever has the file and the passphrase signs in your name: keep the two apart. Without a backup the key stays in this browser alone, which is safer.',
  'backup.passphrase': 'Passphrase',
  'backup.passphraseHint':
    'At least {least} characters; five words that nobody guesses are good. It cannot be recovered.',
  'backup.again': 'The same passphrase again',
  'backup.differs': 'The two are not the same.',
  'backup.make': 'Make a key and save its backup',
  'backup.of': 'Passphrase of the backup for {party}',
  'backup.open': 'Open the backup',
  'backup.opening': 'Opening …',
  'backup.wrong': 'The passphrase is another one, or the file was changed.',
  'revoke.title': 'Revoke a key',
  'revoke.reason': 'Reason, for everybody to read',
  'revoke.since': 'In other hands since',
  'revoke.sinceHint':
    'Only where it was stolen or copied: what it signed from then on is in doubt. Left empty, only what it signs from now on is refused.',
  'revoke.sure': 'I know that this cannot be undone.',
  'revoke.preview': 'What would be in doubt?',
  'revoke.signed': {
    one: '{count} statement that you may read is signed with this key.',
    other: '{count} statements that you may read are signed with this key.',
  },
  'revoke.noDoubt': 'Without a date none of them comes into doubt: the key only signs no more.',
  'revoke.doubted': {
    one: '{count} of them was recorded since {at}: it comes into doubt, and is judged again.',
    other: '{count} of them were recorded since {at}: they come into doubt, and are judged again.',
  },
  'revoke.consignments': {
    one: 'They concern {count} consignment:',
    other: 'They concern {count} consignments:',
  },
  'revoke.partly': 'There is more than was looked through: it may be more of them.',
  'revoke.button': 'Sign and revoke',
  'revoke.thisKey':
    'This is the key of this browser: afterwards you can do nothing with it, and a registrar must register another.',
  'revoke.look': 'Show the keys as they are now',
  'revoke.asRegistrar': 'Revoke as a registrar',
  'leave.key':
    'The browser did not let the key be removed: you are still logged in here. Delete the data of this site in the settings of the browser.',
  'leave.copies':
    'Drafts and copies of what you read could not be removed from this device. Delete the data of this site in the settings of the browser.',
  'leave.session':
    'The service could not be told. Pages that it sends to this browser may show your verdicts for up to a quarter of an hour.',
  'language.lost':
    'The texts of that language did not come. Load the page anew, then choose it again.',
};
