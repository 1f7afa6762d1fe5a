import type { Findings } from './findings.js';

/** What each finding means, in French, beside the sentence that was signed in English. */
export const findings: Findings = {
  rules: {
    HANDOVER_UNCONFIRMED:
      'Une remise a été signée par celui qui donne ; ni réception, ni refus, ni retrait n’a été enregistré dans le délai.',
    ORPHAN_RECEIPT:
      'Des marchandises ont été reçues sous une remise dont personne n’a enregistré le départ dans le délai.',
    CUSTODY_BREAK:
      'Quelqu’un a agi sur des marchandises alors que, d’après le registre, il ne les détenait pas.',
    CUSTODY_FORK:
      'Les mêmes marchandises ont été utilisées deux fois, au-delà de leur quantité, ou reçues par deux remises à la fois.',
    ORIGIN_MISSING:
      'Aucun enregistrement ne dit d’où viennent ces marchandises : ni première écriture, ni acte qui les aurait produites.',
    HOLD_BREACHED:
      'Les marchandises ont bougé ou ont été utilisées alors qu’une autorité les retenait et sans mainlevée enregistrée.',
    POST_TERMINAL_ACTIVITY:
      'Un acte porte sur des marchandises détruites, consommées ou saisies auparavant.',
    SELF_DEALING_HANDOVER:
      'Les deux côtés d’une remise ont le même propriétaire ou le même appareil : deux signatures n’y prouvent pas plus qu’une.',
    DWELL_EXCEEDED:
      'Les marchandises sont restées à un lieu de transit plus longtemps qu’un tel lieu ne le demande, sans départ enregistré.',
    TRANSIT_OVERDUE:
      'Les marchandises sont parties et aucune arrivée n’a été enregistrée à l’heure annoncée, tolérance comprise.',
    IMPOSSIBLE_TRAVEL:
      'Deux actes successifs placent les mêmes marchandises en deux lieux qu’aucun moyen de transport ne relie en si peu de temps.',
    ROUTE_DEVIATION:
      'Les marchandises ont été vues dans un pays que leur plan de route ne nomme pas.',
    TIME_ORDER_VIOLATION:
      'Un acte est daté avant sa cause, ou après le moment où il a été enregistré.',
    LATE_RECORDING:
      'Des actes ont été enregistrés bien plus tard que leur signataire n’y est autorisé.',
    SITE_LOCATION_MISMATCH:
      'L’origine a été signée à un endroit trop éloigné du site qu’elle nomme.',
    QTY_HANDOVER_VARIANCE:
      'La quantité reçue ou contrôlée diffère de la quantité remise au-delà de ce que pesage et humidité expliquent.',
    MASS_GAIN:
      'Il est sorti d’une transformation plus de marchandise, ou plus du métal contenu, qu’il n’y en était entré, tolérance comprise. S’il s’agit du métal contenu, le poids peut avoir baissé.',
    SPLIT_MERGE_IMBALANCE:
      'Les lots issus d’une division ou d’une réunion ne font pas la somme de ceux qui y sont entrés.',
    MASS_BALANCE_OVERDRAWN:
      'Une partie a expédié en douze mois plus que ce qu’elle avait et a reçu d’origine connue.',
    YIELD_ANOMALY: 'Le rendement d’une transformation n’est pas celui que donne ce procédé.',
    VALUE_UNIT_ANOMALY:
      'L’unité, le poids par pièce ou le prix ne sont pas ceux de telles marchandises.',
    SERIAL_DUPLICATE:
      'La même identité (fabricant, modèle, numéro de série) est enregistrée pour deux armes.',
    MARKING_DEFICIENT: 'Les marques que portent les armes à feu manquent ou ont été altérées.',
    ITEM_SET_MISMATCH:
      'Ce qui est arrivé n’est pas ce qui est parti : des pièces, numéros de série ou étiquettes diffèrent.',
    TAG_REUSE: 'Un numéro d’étiquette ou de scellé a été utilisé deux fois.',
    TAG_NOT_ISSUED:
      'Un numéro d’étiquette ou de scellé n’a été délivré à personne, ou l’a été à un autre que celui qui l’a utilisé.',
    SEAL_DISCREPANCY:
      'Les scellés vus ne sont pas ceux qui ont été posés, et aucun contrôle entre les deux ne l’explique.',
    CONTAINER_ANOMALY:
      'Le numéro du conteneur ne peut être juste, ou le conteneur est enregistré à deux endroits à la fois.',
    DOC_MISSING:
      'Les marchandises ont passé la frontière sans qu’un document exigé soit enregistré.',
    DOC_NOT_VALID:
      'Un document exigé était expiré, pas encore valable ou révoqué au moment du passage.',
    DOC_REUSE:
      'Un document à usage unique sert à plusieurs envois, ou couvre moins de marchandises que celles expédiées.',
    DOC_CONTENT_MISMATCH:
      'Ce que dit le document ne correspond pas aux marchandises expédiées ou contrôlées.',
    PARTY_SANCTIONED:
      'Une partie, un propriétaire ou un moyen de transport figure sur une liste de sanctions. Une ressemblance de nom seule ne prouve rien.',
    DESTINATION_PROHIBITED:
      'Les marchandises vont, ou ont été vues, dans un pays où elles ne peuvent pas aller.',
    PARTY_OR_SITE_INELIGIBLE: 'Une partie ou un site n’avait pas, ce jour-là, le droit d’agir.',
    END_USER_MISMATCH: 'Les marchandises ne sont pas, ou plus, chez l’utilisateur final déclaré.',
    DELIVERY_UNVERIFIED:
      'Aucune autorité n’a confirmé dans le délai que les marchandises sont arrivées.',
    PRODUCTION_IMPLAUSIBLE:
      'Un site a déclaré plus qu’il ne peut produire, ou a produit alors qu’il était arrêté.',
    FLOW_ASYMMETRY:
      'Les flux entre pays ou parties ne peuvent être vrais tous les deux : ce qui est parti et ce qui est arrivé diffèrent trop.',
    LINKED_FLOWS:
      'La même partie, le même compte ou le même véhicule apparaît derrière des armes et des ressources signalées. C’est une piste, jamais un verdict.',
    KEY_COMPROMISE_RETRO:
      'Des écritures ont été signées par une clé qui était peut-être en d’autres mains.',
    DEVICE_SEQUENCE_GAP:
      'Un appareil qui numérote ses écritures en a retenu une, ou en a donné deux versions.',
    CORRECTION_ABUSE:
      'Une correction tardive ferait disparaître un défaut, ou une partie corrige trop souvent.',
  },
  verdicts: {
    SUPPORTED:
      'Toutes les remises dues sont signées des deux côtés, toute origine est enregistrée et aucun défaut n’est ouvert. Cela ne dit pas que les marchandises sont licites.',
    PENDING: 'Rien ne manque jusqu’ici ; des délais courent encore.',
    UNKNOWN: 'Le registre ne contient rien sur cet envoi.',
  },
};
