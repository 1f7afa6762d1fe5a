export const formats = {
  'text.label': '{name}:',
  // The mark before the minus keeps it in front of its figure.
  'number.marks': '\u200e-|,|.',
  'date.months': 'يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر',
  'date.day': '{day} {month} {year}',
  'date.time': '{day}، {clock} UTC',
  'duration.clock': '{count} د|{count} س',
  'duration.days': {
    one: 'يوم واحد ({count})',
    two: 'يومان ({count})',
    few: '{count} أيام',
    many: '{count} يومًا',
    other: '{count} يوم',
  },
};
