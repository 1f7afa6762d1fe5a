import type { Message } from '../messages.js';
import type { lineage as english } from './en.js';

/** What is said of lots, gaps, balances and the proof of each event, in French. */
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
  'gap.closed': 'Rien au registre pendant {duration} : du {from} au {to}.',
  'gap.open': 'Rien au registre pendant {duration} jusqu’ici : depuis le {from}.',
  'gap.unknown': 'Rien au registre ne dit pendant combien de temps.',
  'balance.share': ' ({percent} %)',
  'balance.allowed': 'Aucune règle n’objecte à ces quantités.',
  'balance.tolerance': '– admis par la règle : {amount}',
  'balance.csv': 'Enregistrer le bilan (CSV)',
  'steps.title': {
    one: 'Événement par événement : {count} événement',
    other: 'Événement par événement : {count} événements',
  },
  'steps.signature': {
    one: '{count} signature, par une clé enregistrée avant et non révoquée avant',
    other: '{count} signatures, par des clés enregistrées avant et non révoquées avant',
  },
  'steps.statement': 'La déclaration est bien celle de l’entrée {index}',
  'steps.inclusion': {
    one: 'Son entrée est au registre : {count} empreinte mène à la racine',
    other: 'Son entrée est au registre : {count} empreintes mènent à la racine',
  },
  'steps.noWitness': 'Aucun témoin connu de ce navigateur ne devait signer l’état',
  'steps.unseen': 'non vérifié',
  'steps.copyHash': 'Copier l’empreinte',
  'steps.copyProof': 'Copier la preuve',
  'steps.copied': 'Copié',
};
