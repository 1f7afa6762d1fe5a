/** Names of roles, and what a visitor of a rehearsal is told, in English. */
export const people = {
  'role.producer': 'Producer',
  'role.processor': 'Processor',
  'role.smelter': 'Smelter',
  'role.refiner': 'Refiner',
  'role.exporter': 'Exporter',
  'role.importer': 'Importer',
  'role.carrier': 'Carrier',
  'role.warehouse': 'Warehouse',
  'role.endUser': 'End user',
  'role.customs': 'Customs',
  'role.inspector': 'Inspector',
  'role.registrar': 'Registrar',
  'role.auditor': 'Auditor',
  'role.prosecutor': 'Prosecutor',
  'rehearsal.note': 'The clock of the demonstration',
  'rehearsal.clock': 'Demonstration: its own clock stands at {time}; today is {today}.',
  'rehearsal.title': 'This is a demonstration: come in',
  'rehearsal.intro':
    'Its parties and shipments are made up, and anybody may take their keys. Choose whom you want to be:',
  'rehearsal.task':
    'The inspector sees the alerts: which shipment is flagged, why, and the proofs that this browser checks. He resolves them too.',
  'rehearsal.key': 'Or, in this demonstration, the key of',
};
