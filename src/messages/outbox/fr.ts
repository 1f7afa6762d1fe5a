import type { Message } from '../messages.js';
import type { outbox as english } from './en.js';

/** What became of what was signed on this device, in French. */
export const outbox: Readonly<Record<keyof typeof english, Message>> = {
  'offline.unreadable':
    'La copie que ce navigateur a gardée le {time} est illisible : rien n’en est montré.',
  'post.sent.waiting': 'Signé, en attente d’envoi',
  'post.sent.recorded': 'Dans le journal',
  'post.sent.refused': 'Le registre l’a refusé',
  'post.sent.unproved': 'Le reçu ne tient pas',
  'post.waitingLong':
    'Il est conservé sur cet appareil et part dès que le registre est joignable et qu’une page de cette console est ouverte. Envoyé deux fois, il est inscrit une fois. Ne fermez pas la session avant.',
  'post.behind':
    'Un événement plus ancien sur les mêmes marchandises attend encore et part d’abord.',
  'post.notReached': 'Le registre était injoignable.',
  'post.faulty': 'Le registre, ou ce qui est devant lui, a répondu par une erreur ({status}).',
  'post.deviceFault': 'Cet appareil n’a pu l’envoyer ou vérifier le reçu.',
  'post.tries': {
    one: '{count} essai jusqu’ici ; le prochain à {at}.',
    other: '{count} essais jusqu’ici ; le prochain à {at}.',
  },
  'post.recordedLong':
    '✓ Entrée {index}. Ce navigateur a vérifié la preuve : l’événement est dans le journal signé par le registre.',
  'post.unprovedLong':
    '✕ Le registre dit l’avoir inscrit comme entrée {index}, mais sa preuve ne se vérifie pas ici. Ne vous y fiez pas : enregistrez le reçu et remettez-le à un auditeur.',
  'post.refusedLong': 'Rien n’a été inscrit. Corrigez les réponses et signez de nouveau.',
  'post.signedAt': 'Signé le',
  'post.recordedAt': 'Inscrit le',
  'post.save': 'Enregistrer le reçu',
  'post.mendAnswers': 'Corriger les réponses',
  'post.sendNow': 'Envoyer maintenant',
  'post.outbox': 'Signés sur cet appareil',
  'post.remove': 'Retirer de cette liste',
  'post.noSuch': 'Il n’y a pas un tel événement sur cet appareil.',
  'post.discardWaiting': 'Abandonner …',
  'post.discardWhy':
    'Il a été signé et n’est pas au journal. Abandonné, il n’est plus envoyé et rien d’autre ne le garde. Si un essai précédent a atteint le registre, il y reste inscrit.',
  'post.discardReason': 'Pourquoi ne doit-il pas être envoyé ?',
  'post.discardSure': 'Abandonner pour de bon',
  'post.discardKeep': 'Le garder',
  'post.sent.discarded': 'Abandonné, non envoyé',
  'post.discardedLong': 'Il a été abandonné le {at} et n’est pas envoyé.',
  'post.discardedReason': 'Motif',
};
