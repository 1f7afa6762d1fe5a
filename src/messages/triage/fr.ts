import type { Message } from '../messages.js';
import type { triage as english } from './en.js';

/** What is said where several alerts are decided at once, and in the box of commands, in French. */
export const triage: Readonly<Record<keyof typeof english, Message>> = {
  'several.title': 'Alertes choisies',
  'several.select': 'Choisir : {title}',
  'several.all': 'Choisir toutes celles qui sont affichées',
  'several.count': { one: '{count} alerte choisie', other: '{count} alertes choisies' },
  'several.clear': 'N’en choisir aucune',
  'several.soon': {
    one: '{what} : {count} décision sera signée et envoyée dans 8 secondes.',
    other: '{what} : {count} décisions seront signées et envoyées dans 8 secondes.',
  },
  'several.undo': 'Annuler',
  'several.now': 'Envoyer maintenant',
  'several.sending': 'Signature et envoi …',
  'several.undone': 'Annulé. Rien n’a été signé.',
  'several.nothing': 'C’est déjà fait pour ces alertes. Rien n’a été signé.',
  'several.offline':
    'L’appareil n’a pas de réseau. Rien n’a été signé ; recommencez quand il sera revenu.',
  'several.recorded': {
    one: '✓ {count} décision enregistrée ; sa preuve a été vérifiée dans ce navigateur.',
    other: '✓ {count} décisions enregistrées ; chaque preuve a été vérifiée dans ce navigateur.',
  },
  'several.notProved': {
    one: '✕ {count} décision a reçu une preuve qui ne tient pas.',
    other: '✕ {count} décisions ont reçu des preuves qui ne tiennent pas.',
  },
  'several.failed': 'Non décidée : {title}',
  'decide.ledgerUnknown':
    'La clé du registre n’est pas encore connue ici : son reçu ne pourrait pas être vérifié. Rien n’a été signé ; réessayez, puis décidez de nouveau.',
  'decide.second': 'Seconde personne',
  'decide.secondWhy':
    'Une alerte aussi grave se clôt à deux. La seconde personne, des douanes ou d’une inspection, signe ici avec sa propre clé, utilisée une fois et non conservée.',
  'decide.secondKey': 'Fichier de clé de la seconde personne (.jwk.json)',
  'decide.incomplete': 'Pour continuer, choisissez une conclusion et écrivez le motif.',
  'decide.incompleteSecond':
    'Pour continuer, choisissez une conclusion, écrivez le motif et ajoutez la clé de la seconde personne.',
  'views.title': 'Vues',
  'views.due': 'En retard, ou à accuser réception sous un jour',
  'views.escalated': 'Transmises plus haut',
  'views.waiting': 'Attendent des informations',
  'filter.label': 'Filtre',
  'filter.hint': 'Les mots sont complétés à la saisie. Par exemple :',
  'filter.set': 'Ce qui restreint la liste',
  'filter.remove': 'Retirer : {what}',
  'filter.unread': 'Non compris, et laissé de côté :',
  'peek.look': 'Aperçu',
  'peek.lookAt': 'Aperçu : {title}',
  'peek.open': 'Ouvrir l’alerte',
  'peek.close': 'Fermer',
  'keys.title': 'Touches',
  'keys.this': 'Cette liste',
  'keys.move': 'Alerte suivante et précédente',
  'keys.select': 'Choisir',
  'keys.range': 'Choisir toutes jusqu’ici',
  'keys.toButton': 'Une lettre mène à son bouton et ne signe rien ; Entrée ou Espace l’actionne.',
  'commands.open': 'Aller à …',
  'commands.input': 'Une page, une règle, une partie ou le numéro d’un envoi',
  'commands.results': { one: '{count} résultat', other: '{count} résultats' },
  'commands.list': 'Résultats',
  'commands.consignment': 'Envoi {text}',
  'commands.alertsOn': 'Alertes sur {text}',
  'commands.party': 'Partie {text}',
  'commands.rule': 'Règle : {title}',
};
