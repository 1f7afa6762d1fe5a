import type { Message } from '../messages.js';
import type { people as english } from './en.js';

/** Names of roles, and what a visitor of a rehearsal is told, in French. */
export const people: Readonly<Record<keyof typeof english, Message>> = {
  'role.producer': 'Producteur',
  'role.processor': 'Transformateur',
  'role.smelter': 'Fonderie',
  'role.refiner': 'Affineur',
  'role.exporter': 'Exportateur',
  'role.importer': 'Importateur',
  'role.carrier': 'Transporteur',
  'role.warehouse': 'Entrepôt',
  'role.endUser': 'Utilisateur final',
  'role.customs': 'Douane',
  'role.inspector': 'Inspection',
  'role.registrar': 'Registraire',
  'role.auditor': 'Auditeur',
  'role.prosecutor': 'Parquet',
  'rehearsal.note': 'L’horloge de la démonstration',
  'rehearsal.clock':
    'Démonstration : sa propre horloge indique le {time} ; nous sommes le {today}.',
  'rehearsal.title': 'Ceci est une démonstration : entrez',
  'rehearsal.intro':
    'Ses parties et ses envois sont inventés, et chacun peut prendre leurs clés. Choisissez qui vous voulez être :',
  'rehearsal.task':
    'L’inspection voit les alertes : quel envoi est signalé, pourquoi, et les preuves que ce navigateur vérifie. Elle les clôt aussi.',
  'rehearsal.key': 'Ou, dans cette démonstration, la clé de',
};
