import type { Message } from '../messages.js';
import type { log as english } from './en.js';

/** What is said of witnesses under the log, and of looking for an entry, in French. */
export const log: Readonly<Record<keyof typeof english, Message>> = {
  'witness.none':
    'Le registre ne nomme aucun témoin : personne d’autre que lui ne répond de cet état.',
  'witness.nobody':
    'Aucun témoin n’a signé cet état du journal : personne d’autre que le registre ne répond de ce que tous ont vu le même.',
  'witness.source':
    'Vérifié avec les clés que le registre nomme. Comparez-les à celles que les témoins publient eux-mêmes : un registre pourrait nommer des témoins à lui.',
  'witness.verified': 'vérifiée dans ce navigateur, signée le {at}',
  'witness.failed': 'ne se vérifie pas',
  'witness.unknown': 'clé inconnue, donc non vérifiée',
  'witness.missing': 'n’a pas signé cet état',
  'witness.quorum': 'Autant ont signé que le registre lui-même le demande.',
  'witness.noQuorum': 'Moins ont signé que le registre lui-même ne le demande.',
  'witness.unavailable':
    'Les signatures des témoins n’ont pas pu être vérifiées dans ce navigateur.',
  'find.label': 'Numéro ou empreinte d’une écriture',
  'find.hint':
    'Une empreinte a 64 chiffres hexadécimaux : celle d’une déclaration ou d’une écriture. Ce navigateur parcourt lui-même le journal ; personne n’apprend ce que vous cherchez.',
  'find.malformed': '« {text} » n’est ni un numéro ni une empreinte de 64 chiffres hexadécimaux.',
  'find.all': 'Toutes les écritures',
  'find.title': 'Recherche d’une empreinte',
  'find.looking': 'Les écritures sont parcourues …',
  'find.statement': 'C’est l’empreinte de la déclaration de l’écriture {index}.',
  'find.entry': 'C’est l’empreinte de l’écriture {index} elle-même.',
  'find.notYet': 'Pas parmi les écritures de {from} à la plus récente.',
  'find.nowhere': 'Aucune écriture publiée par le registre n’a cette empreinte.',
  'find.older': 'Parcourir les plus anciennes',
  'said.title': 'Ce qu’elle dit',
  'said.what': 'Quoi',
  'said.who': 'Signé par',
  'said.for': 'Pour le compte de',
  'said.witness': 'Témoin',
  'said.when': 'Quand',
  'said.goods': 'Marchandises',
  'said.inputs': 'Entré',
  'said.outputs': 'Sorti',
  'said.place': 'Où',
  'said.toPlace': 'Vers où',
  'said.to': 'Remis à',
  'said.assignee': 'Confiée à',
  'said.finding': 'Constat',
  'said.alert': 'Alerte',
  'said.sentence': 'Dans ses mots',
  'said.note': 'Remarque',
  'said.map': 'État de la carte qui prouve que rien ne manque',
  'said.registered': 'Inscription : {kind}',
  'said.whole': 'La déclaration telle que signée',
  'said.closed':
    'Le journal est public et contient des empreintes. Ce que cette écriture représente n’est dit qu’à ceux qu’elle concerne :',
  'said.notYours':
    'Ce que cette écriture représente ne vous concerne pas : le registre ne vous le dit pas.',
  'said.other':
    'Le registre a donné une autre déclaration que celle dont l’empreinte est dans le journal. Ne vous y fiez pas.',
};
