import type { Message } from '../messages.js';
import type { drafts as english } from './en.js';

/** What is said of drafts, and of events that cannot happen now, in French. */
export const drafts: Readonly<Record<keyof typeof english, Message>> = {
  'drafts.title': { one: '{count} brouillon', other: '{count} brouillons' },
  'drafts.unkept':
    'Ce navigateur n’a pas pu garder le brouillon. Il n’est que sur cette page : recharger ou changer de page le perd.',
  'legal.item': 'Numéro du lot ou de la pièce concernée',
  'legal.itemHint':
    'Ce qui ne peut arriver maintenant à cette marchandise est alors fermé ci-dessous, avec la raison.',
  'legal.unknown':
    'Rien sous ce numéro n’est au registre que vous puissiez lire : rien n’est fermé.',
  'legal.unreachable': 'Le registre n’a pas répondu : rien n’est fermé ci-dessous.',
  'legal.is.none': 'Au registre, mais personne ne l’a encore détenu.',
  'legal.is.held': 'Détenu par {who}.',
  'legal.is.offered': 'Offert par {who} à {to}.',
  'legal.is.consumed': 'Consommé par {who}.',
  'legal.is.destroyed': 'Détruit par {who}.',
  'legal.is.closed': 'Clos par {who}.',
  'legal.is.lost': 'Déclaré perdu par {who}.',
  'legal.exists': 'Son existence est déjà enregistrée.',
  'legal.consumed': 'Consommé par {who}.',
  'legal.destroyed': 'Détruit par {who}.',
  'legal.notOffered': 'Il n’est offert à personne.',
  'legal.offered': 'Il est déjà offert à {who} : retirez d’abord cette offre.',
  'legal.yours': 'Vous le détenez déjà.',
  'legal.notHeld': 'Aucune autorité ne le retient.',
  'legal.notSeized': 'Il n’est pas saisi.',
  'legal.held': 'Il est retenu par {who} jusqu’à mainlevée.',
  'legal.seized': 'Il est saisi par {who}.',
  'legal.holder': '{who} le détient : ne signe ceci que qui agit en son nom.',
};
