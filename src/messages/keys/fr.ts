import type { Message } from '../messages.js';
import type { keys as english } from './en.js';

/** What is said of keys, their backups and their end, in French. */
export const keys: Readonly<Record<keyof typeof english, Message>> = {
  'login.noStorage':
    'Ce navigateur ne garde rien pour cette page et ne peut donc détenir aucune clé : ses réglages l’interdisent, ou son stockage est plein ou endommagé. Autorisez-le, ou prenez une fenêtre ordinaire, et réessayez.',
  'backup.with': 'Créer une clé avec une sauvegarde',
  'backup.why':
    'Un appareil perdu n’est alors pas une clé perdue. Qui a le fichier et la phrase secrète signe en votre nom : gardez-les séparés. Sans sauvegarde, la clé reste dans ce seul navigateur, ce qui est plus sûr.',
  'backup.passphrase': 'Phrase secrète',
  'backup.passphraseHint':
    'Au moins {least} caractères ; cinq mots que personne ne devine conviennent. Elle ne peut être retrouvée.',
  'backup.again': 'La même phrase secrète encore',
  'backup.differs': 'Les deux ne sont pas les mêmes.',
  'backup.make': 'Créer une clé et enregistrer sa sauvegarde',
  'backup.of': 'Phrase secrète de la sauvegarde pour {party}',
  'backup.open': 'Ouvrir la sauvegarde',
  'backup.opening': 'Ouverture …',
  'backup.wrong': 'La phrase secrète est une autre, ou le fichier a été modifié.',
  'revoke.title': 'Révoquer une clé',
  'revoke.reason': 'Motif, lisible par tous',
  'revoke.since': 'En d’autres mains depuis',
  'revoke.sinceHint':
    'Seulement si elle a été volée ou copiée : ce qu’elle a signé depuis devient douteux. Laissé vide, seul ce qu’elle signe désormais est refusé.',
  'revoke.sure': 'Je sais que c’est irrévocable.',
  'revoke.preview': 'Qu’est-ce qui serait mis en doute ?',
  'revoke.signed': {
    one: '{count} déclaration que vous pouvez lire est signée avec cette clé.',
    other: '{count} déclarations que vous pouvez lire sont signées avec cette clé.',
  },
  'revoke.noDoubt': 'Sans date aucune n’est mise en doute : la clé ne signe plus, c’est tout.',
  'revoke.doubted': {
    one: '{count} d’elles fut enregistrée depuis le {at} : elle est mise en doute et jugée à nouveau.',
    other:
      '{count} d’elles furent enregistrées depuis le {at} : elles sont mises en doute et jugées à nouveau.',
  },
  'revoke.consignments': {
    one: 'Elles concernent {count} envoi :',
    other: 'Elles concernent {count} envois :',
  },
  'revoke.partly': 'Il y en a plus que ce qui fut parcouru : elles sont peut-être plus nombreuses.',
  'revoke.button': 'Signer et révoquer',
  'revoke.thisKey':
    'C’est la clé de ce navigateur : ensuite vous ne pourrez plus rien en faire, et un registraire devra en inscrire une autre.',
  'revoke.look': 'Montrer les clés telles qu’elles sont',
  'revoke.asRegistrar': 'Révoquer en tant que registraire',
  'leave.key':
    'Le navigateur n’a pas laissé retirer la clé : vous êtes toujours connecté ici. Effacez les données de ce site dans les réglages du navigateur.',
  'leave.copies':
    'Les brouillons et les copies de ce que vous avez lu n’ont pas pu être retirés de cet appareil. Effacez les données de ce site dans les réglages du navigateur.',
  'leave.session':
    'Le service n’a pu être averti. Les pages qu’il envoie à ce navigateur peuvent montrer vos verdicts pendant un quart d’heure au plus.',
  'language.lost':
    'Les textes de cette langue ne sont pas venus. Rechargez la page, puis choisissez-la de nouveau.',
};
