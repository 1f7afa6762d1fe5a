import type { Message } from '../messages.js';
import type { incidents as english } from './en.js';

/** What is said of incidents, and of the proofs of an alert, in French. */
export const incidents: Readonly<Record<keyof typeof english, Message>> = {
  'incident.group': {
    one: 'Incident : {count} alerte',
    other: 'Incident : {count} alertes sur les mêmes marchandises',
  },
  'incident.all': 'Tout l’incident',
  'incident.only': 'Un seul incident est montré, avec ses alertes closes.',
  'incident.leave': 'Montrer toutes les alertes',
  'incident.partOf': 'partie de : {title}',
  'incident.title': 'L’incident',
  'incident.why':
    'Les alertes sur les mêmes marchandises en 48 heures racontent une seule histoire.',
  'incident.alone': 'Aucune autre alerte n’en fait partie.',
  'incident.first': 'a ouvert l’incident',
  'incident.parent': 'Cette alerte en est une partie',
  'incident.child': 'Une partie de cette alerte',
  'incident.beside': 'Sur les mêmes marchandises',
  'record.title': 'Au dossier',
  'record.alert': 'Alerte',
  'record.version': '{id}, dans sa version {version}',
  'record.rule': 'Règle',
  'record.ruleOf': '{rule}, des règles {set}',
  'record.entries': 'Écritures du journal',
  'record.entriesOf': 'trouvée par {first}, modifiée en dernier par {last}',
  'record.subject': 'Au sujet de',
  'record.goods': 'Marchandises',
  'record.countries': 'Pays',
  'record.judged': 'Jugée à nouveau',
  'proofs.title': 'Preuves pour un tribunal',
  'proofs.why':
    'Le constat, chaque décision et les événements sur lesquels il repose sont des déclarations signées du journal. Ce navigateur va chercher chacune d’elles et vérifie lui-même sa signature et sa place dans le journal.',
  'proofs.check': 'Chercher et vérifier',
  'proofs.checking': 'Recherche et vérification …',
  'proofs.finding': 'Constat : {what}',
  'proofs.decision': 'Décision : {what}',
  'proofs.event': 'Événement : {what}, signé par {party}',
  'proofs.statement': 'Déclaration',
  'proofs.holds': 'tient : écriture {index}, enregistrée le {at}',
  'proofs.fails': 'ne tient pas',
  'proofs.missing': 'pas lisible pour vous',
  'proofs.save': 'Enregistrer',
  'proofs.how': 'Chaque fichier enregistré se vérifie sans ce site par :',
  'term.code': 'Dans l’enregistrement : {code}',
  'finding.signed': 'Texte signé (en anglais) :',
  'finding.records': 'Écritures sur lesquelles elle repose :',
  'rules.severity':
    'La gravité indiquée à côté d’une règle est celle d’ordinaire. Une alerte peut en avoir une autre : la nature des marchandises, l’ampleur du retard ou la répétition peuvent l’aggraver, et chaque règle dit quand.',
  'rules.upTo': 'jusqu’à « {severity} »',
  'alert.severityWhy': 'Pourquoi cette gravité',
};
