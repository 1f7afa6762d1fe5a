export const formats = {
  'text.label': '{name} :',
  'number.marks': '-|\u202f|,',
  'date.months': 'janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.',
  'date.day': '{day} {month} {year}',
  'date.time': '{day} à {clock} UTC',
  'duration.clock': '{count} min|{count} h',
  'duration.days': '{count} j',
};
