import type { Message } from '../messages.js';
import type { lineage as english } from './en.js';

/** What is said of the lots that goods were made of, in French. */
export const lineage: Readonly<Record<keyof typeof english, Message>> = {
  'lineage.title': 'La chaîne en graphe : les lots et ce qu’ils sont devenus',
  'lineage.picture': 'Image des lots',
  'lineage.table': 'Ce que les lots sont devenus',
  'lineage.from': 'De',
  'lineage.act': 'Par quoi',
  'lineage.to': 'Devenu',
  'lineage.gap': 'Lacune',
  'lineage.nobody': 'personne au registre',
  'lineage.unchanged': {
    one: 'C’est {count} lot, qui ne fut ni divisé, ni réuni, ni transformé.',
    other: 'Il y a {count} lots ; aucun ne fut divisé, réuni ou transformé.',
  },
  'lineage.tooMany': 'Avec {count} lots une image ne montrerait rien ; le tableau les dit tous.',
  'lineage.own': 'Marchandises de cet envoi, au cadre épais :',
};
