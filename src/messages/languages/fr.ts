import type { Texts } from '../texts.js';

/** French. */
export const texts: Texts = {
  name: 'Français',
  direction: 'ltr',
  incomplete:
    'Une partie de cette page n’a pas pu être chargée. Ce qui se trouve ici n’a pas été vérifié.',
  reload: 'Recharger la page',
  findings: {
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
  },
  ruleTexts: {
    HANDOVER_UNCONFIRMED: {
      explanation:
        'Un détenteur a signé qu’il remettait des marchandises à une partie nommée, et ni réception, ni refus, ni retrait de cette remise n’a été enregistré dans le jour qui suit l’heure attendue (12 heures pour les armes ; deux semaines de plus pour un destinataire enregistré comme hors ligne). La réception par une autre partie que celle nommée relève de la règle CUSTODY_BREAK. Tant que personne ne répond, celui qui donne répond encore des marchandises. À partir de la moitié du délai, la réponse sur l’envoi le rappelle par une note.',
      severities: {
        INFO: 'Le destinataire n’est pas inscrit au registre.',
        MEDIUM: 'Le délai est passé.',
        HIGH: 'Armes, or ou diamants ; ou deux fois le délai est passé.',
      },
      innocent: [
        'Le destinataire a les marchandises et signe en retard, ou n’a pas de réseau.',
        'Le destinataire n’est pas inscrit au registre.',
        'Le transport a du retard et personne n’a repoussé l’heure annoncée.',
      ],
      closedBy:
        'Une réception ou un refus par la partie nommée, ou un retrait par celui qui donne.',
    },
    ORPHAN_RECEIPT: {
      explanation:
        'Une partie a signé la réception de marchandises par une remise dont aucun départ n’a été enregistré dans les 48 heures de la réception, ou dans les 14 jours si celui qui donne est enregistré comme hors ligne. Le délai laisse les deux moitiés d’une remise honnête arriver dans n’importe quel ordre.',
      innocent: [
        'L’appareil de celui qui donne n’a pas encore été en ligne.',
        'Celui qui donne n’est pas inscrit et a remis les marchandises sur papier.',
        'Le numéro de la remise a été saisi différemment des deux côtés.',
      ],
      closedBy: 'L’acte de celui qui donne, avec la même remise et le nom du destinataire.',
    },
    CUSTODY_BREAK: {
      explanation:
        'La chaîne de garde ne mène pas à la partie qui a agi : elle a remis, déplacé, utilisé ou clos un article détenu par une autre, accepté une remise destinée à une autre, introduit un article déjà connu ; ou une autorité a trouvé l’article, ou une arme qui en fait partie sous un autre identifiant, hors de sa garde enregistrée, ou l’a vu dans un autre pays que celui où il est censé se trouver. Un mandataire agit pour le compte de son mandant ; des parties enregistrées comme un même groupe peuvent agir sur ce que détient l’une d’elles.',
      severities: {
        HIGH: 'Autres marchandises.',
        CRITICAL: 'Armes ; ou trouvé ou vu hors de la garde enregistrée (RECOVERED_OUTSIDE).',
      },
      innocent: [
        'Un mandataire a agi sans délégation enregistrée.',
        'Les enregistrements d’une remise sont en retard, ou un groupe de sociétés n’est pas enregistré comme tel.',
        'Une partie a signé avec la clé d’une autre succursale.',
      ],
      closedBy:
        'Les enregistrements de la remise à celui qui a agi, s’ils arrivent dans le délai ; sinon, et toujours lorsqu’un article a été reçu par une autre partie que celle nommée, introduit deux fois ou retrouvé, un inspecteur, une fois la remise manquante ou la délégation montrée, ou le sort des marchandises établi.',
    },
    CUSTODY_FORK: {
      explanation:
        'Un article a été utilisé plus d’une fois, ou plus de 1 % au-delà de sa quantité mesurée (marchandises comptées : pas une pièce de plus), ou accepté par une seconde remise que son détenteur n’avait pas signée. Une partie d’un lot peut être utilisée à la fois, tant que les parts ne dépassent pas le lot ; une seule pesée du tout peut différer autant que le permet QTY_HANDOVER_VARIANCE, si c’est davantage.',
      innocent: [
        'Une partie du lot a été utilisée et le lot entier a été inscrit.',
        'Un même acte a été signé deux fois sous deux numéros d’événement.',
        'Un retour au premier détenteur a été enregistré tard, ou jamais.',
      ],
      closedBy:
        'L’enregistrement d’un retour, ou de la taille du lot si aucune n’était connue, s’il arrive dans le délai ; sinon un inspecteur, une fois montré quelle branche a les marchandises.',
    },
    ORIGIN_MISSING: {
      explanation:
        'Un article a été accepté, expédié ou utilisé alors qu’aucune première écriture ne l’a introduit et qu’aucune transformation, division ou réunion ne l’a produit. Les stocks d’avant le registre doivent être introduits comme solde d’ouverture dans la période prévue pour cela. Du minerai, de l’or et des diamants dits extraits doivent nommer un site, là où des sites du pays sont enregistrés. Les marchandises introduites comme recyclées ont une origine ; la réponse sur l’envoi le note.',
      severities: {
        MEDIUM: 'Extraites, et aucun site n’est nommé.',
        HIGH: 'Aucune origine.',
        CRITICAL: 'Déclarées recyclées dans un pays à haut risque.',
      },
      innocent: [
        'Le producteur n’a pas encore été en ligne.',
        'Le numéro de l’article a été saisi différemment à l’origine.',
        'Les marchandises sont plus anciennes que le registre et n’ont jamais été reprises en solde d’ouverture.',
      ],
      closedBy: 'Un inspecteur, une fois les papiers d’origine montrés.',
    },
    HOLD_BREACHED: {
      explanation:
        'Des marchandises ont été remises, déplacées, utilisées ou closes entre leur retenue par une autorité et la mainlevée : celle de la même autorité ou, puisque seules les douanes signent des mainlevées, celle des douanes du même pays lorsqu’un inspecteur avait ordonné la retenue. Ce qui compte est le moment de la retenue, de la mainlevée et du mouvement, non celui de leur enregistrement.',
      innocent: [
        'La retenue a été levée sur papier, et la mainlevée enregistrée tard ou jamais.',
        'Les marchandises sont allées dans un entrepôt douanier sans mainlevée pour la procédure de transfert.',
      ],
      closedBy:
        'Une mainlevée antérieure au mouvement, si elle est enregistrée dans le délai ; sinon un inspecteur, avec l’autorité qui a ordonné la retenue.',
    },
    POST_TERMINAL_ACTIVITY: {
      explanation:
        'Un acte porte sur un article après qu’il a été détruit, épuisé dans une transformation, clos comme consommé, ou, pour quiconque n’est pas une autorité, pendant sa saisie. Des papiers sur l’article peuvent suivre sa fin ; une levée de saisie met fin à la saisie. Cela vaut pour un article, et pour une arme de mêmes fabricant, modèle, calibre et numéro de série qui est nommée comme partie d’un autre article après avoir été détruite ou saisie ; un numéro de série sans son fabricant n’est comparé à rien.',
      severities: { HIGH: 'Autres marchandises.', CRITICAL: 'Armes.' },
      innocent: [
        'La fin a été enregistrée pour le mauvais article.',
        'Seule une partie du lot a été épuisée, et l’enregistrement ne dit pas combien.',
        'Des marchandises saisies ont été rendues, et la levée n’a pas été enregistrée.',
      ],
      closedBy:
        'Un inspecteur, une fois l’article lui-même vu ou l’enregistrement de sa fin corrigé.',
    },
    SELF_DEALING_HANDOVER: {
      explanation:
        'Les deux parties d’une remise ont le même bénéficiaire effectif enregistré, ou l’ont signée sur le même appareil. Deux signatures ne prouvent alors pas plus qu’une. Des parties enregistrées comme un même groupe (même identifiant du schéma « group ») peuvent se remettre des marchandises ; cela est seulement noté.',
      severities: {
        INFO: 'Les parties sont enregistrées comme un même groupe.',
        MEDIUM: 'Autres marchandises.',
        HIGH: 'Or et armes ; ou une autre lacune de gravité MEDIUM ou plus se trouve sur les mêmes marchandises.',
      },
      innocent: [
        'Un transfert entre sociétés d’un groupe qui n’est pas enregistré comme tel.',
        'Les deux parties ont partagé un appareil parce que l’une n’en avait pas.',
        'Le bénéficiaire effectif a changé et le registre des parties n’en a rien su.',
      ],
      closedBy: 'Un inspecteur, une fois le lien entre les parties enregistré ou réfuté.',
    },
    DWELL_EXCEEDED: {
      explanation:
        'Après une arrivée hors du pays de destination, ni départ ni réception par le destinataire n’a suivi dans le temps qu’un tel lieu demande : 30 jours dans un port maritime, 14 à l’intérieur des terres, 5 dans un aéroport, 3 à un poste frontière, et la moitié de cela dans un pays à haut risque. Les jours de retenue officielle et ceux où le lieu était fermé ne comptent pas. Lorsqu’une remise attend sa réponse en ce lieu, c’est la règle HANDOVER_UNCONFIRMED qui parle, sauf si la réponse est annoncée pour plus de 45 jours après. Redire que les marchandises sont arrivées, ou partir pour le lieu où elles sont, n’ouvre pas un nouveau séjour.',
      severities: {
        LOW: 'Au-delà de la limite.',
        MEDIUM: 'Au-delà d’une fois et demie la limite.',
        HIGH: 'Au-delà de deux fois la limite, ou au-delà de la limite dans un pays à haut risque.',
      },
      innocent: [
        'Une grève, une frontière fermée ou un navire manqué.',
        'Un litige sur des droits ou des papiers.',
        'Le départ n’est pas encore signé.',
      ],
      closedBy:
        'L’enregistrement d’un départ à temps ; sinon un inspecteur, une fois les marchandises vues.',
    },
    TRANSIT_OVERDUE: {
      explanation:
        'Après un départ, aucune arrivée n’a été enregistrée à l’heure annoncée, tolérance comprise (48 heures par la route, 96 par le rail ou par barge, 7 jours par mer, 24 heures par avion), ou l’arrivée a eu lieu après. Une nouvelle heure d’arrivée annoncée et enregistrée avant l’échéance la déplace, deux fois au plus. Quoi qu’on annonce, un trajet est dû 60 jours après le départ par la route ou le rail, 120 par mer, 90 par barge et 30 par avion.',
      severities: {
        MEDIUM: 'Au-delà de la tolérance.',
        HIGH: 'Armes.',
        CRITICAL: 'Au-delà de trois fois la tolérance.',
      },
      innocent: [
        'Le mauvais temps, une panne ou une frontière fermée.',
        'L’arrivée n’est pas encore signée.',
      ],
      closedBy: 'Une arrivée à temps, ou un inspecteur pour une arrivée tardive.',
    },
    IMPOSSIBLE_TRAVEL: {
      explanation:
        'Deux actes qui se suivent placent le même article si loin l’un de l’autre qu’il aurait dû aller plus vite que son moyen de transport ne le peut : plus de 100 km à plus de 90 km/h par la route, 110 par le rail, 46 par mer, 30 par barge ou 950 par avion, après deux heures de marge. Les distances sont des orthodromies ; des coordonnées mesurées passent avant celles d’un site ou d’un lieu, compte tenu de la précision que l’appareil indique, 50 km au plus, et un lieu sans bonnes coordonnées n’est pas pris en compte. Si le moyen de transport n’est pas connu, on suppose un avion. Les actes dans le mauvais ordre relèvent de la règle TIME_ORDER_VIOLATION.',
      innocent: [
        'Le lieu est celui où le papier a été signé, non celui où étaient les marchandises.',
        'Les coordonnées d’un lieu sont mal enregistrées.',
        'Une horloge ou une date était fausse.',
      ],
      closedBy: 'Un inspecteur, une fois le vrai lieu ou la vraie heure montrés.',
    },
    ROUTE_DEVIATION: {
      explanation:
        'Un acte place les marchandises d’un envoi dans un pays que son plan, tel qu’il était à ce moment, ne nomme pas. Une modification faite avant l’arrivée compte ; les positions en haute mer, et les coordonnées sans lieu ni site, n’ont pas de pays et ne sont pas prises en compte.',
      severities: {
        MEDIUM: 'Autres marchandises.',
        HIGH: 'Armes.',
        CRITICAL: 'Un pays sous embargo pour de telles marchandises.',
      },
      innocent: [
        'La compagnie a décidé en route de transborder dans un autre port.',
        'Le plan a été modifié sur papier et non dans le registre.',
        'Le code du lieu a été mal saisi.',
      ],
      closedBy:
        'L’enregistrement d’une modification faite avant l’arrivée, s’il arrive dans le délai ; sinon un inspecteur, une fois l’accord du pays ou l’ordre de la compagnie montré.',
    },
    TIME_ORDER_VIOLATION: {
      explanation:
        'Une réception est datée de plus de dix minutes avant sa remise, un acte sur des marchandises d’autant avant qu’elles n’existent, un acte quelconque d’autant après son enregistrement ; ou un document a été délivré après l’acte qu’il aurait dû permettre. Le décalage d’horloge mesuré par un appareil est d’abord déduit.',
      innocent: [
        'L’horloge d’un appareil était fausse.',
        'Une heure a été saisie dans le mauvais fuseau.',
      ],
      closedBy: 'Un inspecteur, une fois la vraie heure montrée.',
    },
    LATE_RECORDING: {
      explanation:
        'Un acte a été enregistré plus de 48 heures après avoir eu lieu, ou plus de 14 jours après si son signataire est enregistré comme hors ligne. BACKFILL : une partie a enregistré avec plus d’un jour de retard un acte daté d’avant un contrôle, une retenue ou une saisie des mêmes marchandises, et enregistré après. Une alerte n’est pas un tel contrôle : à une alerte sur un enregistrement manquant, c’est cet enregistrement même qui répond, et il est par nature tardif ; ce qui fait disparaître une alerte par correction relève de la règle CORRECTION_ABUSE. Tous les enregistrements tardifs d’une partie en un jour comptent une fois.',
      severities: {
        LOW: 'En retard.',
        HIGH: 'BACKFILL : daté d’avant un contrôle des marchandises et enregistré après.',
      },
      innocent: [
        'Le site est resté hors ligne plus longtemps que d’habitude.',
        'Un appareil a été réparé ou remplacé.',
      ],
      closedBy: 'Un inspecteur, avec la raison du retard.',
    },
    SITE_LOCATION_MISMATCH: {
      explanation:
        'Les coordonnées d’une première écriture sont à plus de 5 km (petites mines), 10 km (grandes mines) ou 25 km (forêts) du site qu’elle nomme, compte tenu de la précision que l’appareil indique, 10 km au plus : de son point enregistré ou, si le jeu de règles donne ses limites, du bord de celles-ci. Sans coordonnées dans l’enregistrement, il n’y a pas d’alerte ; la réponse sur l’envoi note que le lieu n’est pas attesté.',
      innocent: [
        'Les marchandises ont été étiquetées dans un dépôt qui n’est pas enregistré comme point d’étiquetage du site.',
        'L’appareil a pris sa position d’une antenne et n’a pas donné sa précision.',
        'Les coordonnées du site sont mal enregistrées.',
      ],
      closedBy:
        'Un inspecteur, après une visite, ou une fois le dépôt enregistré comme point d’étiquetage.',
    },
    QTY_HANDOVER_VARIANCE: {
      explanation:
        'La quantité du destinataire ou d’un inspecteur diffère de celle du donneur plus que balances, humidité et manutention ne l’expliquent : 1 % ou 2 kg pour les minerais (2,5 % si l’humidité n’est pas connue), 0,1 % ou 1 g pour l’or, 0,02 % ou 0,05 carat pour les diamants bruts, 3 % pour le bois, 1 % pour les autres marchandises. Les poids secs sont comparés lorsque les deux côtés indiquent l’humidité, ou que l’un est sec et qu’un enregistrement du lot l’indique. Des marchandises mesurées autrement (brut et net, humide et sec, bois au poids et au volume) ne diffèrent que de ce qui dépasse le plus que l’emballage, l’eau et le bois puissent expliquer ; ce qui ne peut être comparé du tout est signalé. Les marchandises comptées doivent concorder exactement. Ce qui est arrivé en plusieurs fois, ou a été refusé lors de la même remise, est additionné ; un tel enregistrement peut suivre. Ce qu’un destinataire a signé en plusieurs reçus ne peut dépasser ce qui a été remis.',
      severities: {
        INFO: 'Mesures incomparables, pour des marchandises qui se mesurent de plusieurs façons.',
        MEDIUM:
          'Moins, en poids ou en volume ; au-delà de ce que l’emballage, l’eau et le bois expliquent d’ordinaire ; une mesure dans laquelle de telles marchandises ne se mesurent pas.',
        HIGH: 'Plus, en poids ou en volume ; marchandises comptées.',
        CRITICAL: 'Armes.',
      },
      innocent: [
        'Un des côtés a pesé avec l’emballage.',
        'Le minerai a séché en route.',
        'Une faute de frappe.',
      ],
      closedBy:
        'L’enregistrement que le reste a été reçu ou refusé, s’il arrive dans le délai ; sinon un inspecteur, une fois les deux pesées expliquées.',
    },
    MASS_GAIN: {
      explanation:
        'Les produits d’une transformation, résidus compris, contiennent plus d’un métal que ses entrées d’après les analyses enregistrées : plus de 3 % de plus pour les minerais, de 0,3 % pour l’or ; leur poids peut être moindre quand même, et l’alerte le dit à côté. Sans analyses, ils pèsent plus, si peu que ce soit : ce dont les laboratoires diffèrent n’explique aucun poids, et ce qui a été ajouté est une entrée. Une entrée sans analyse compte pour autant que de telles marchandises peuvent contenir, et un produit pour ce que son auteur en dit plus tard. Les marchandises mesurées en volume peuvent faire 1 % de plus. Le bois scié, même appelé résidu, fait plus de 80 % de ses grumes, ou des grumes font 3 % de plus que celles dont elles ont été coupées ; le bois au poids est aussi lourd que du bois peut l’être. Ou ce qui est entré et ce qui est sorti se mesure de façons incomparables. Ou il a été fabriqué plus d’armes à feu que les pièces ne le permettent : plus qu’il n’est entré d’unités, plus qu’il n’en est entré avec un numéro de série s’il y en avait (c’est la carcasse ou la boîte de culasse qui fait l’arme à feu), ou plus que n’en donne une nomenclature du jeu de règles.',
      severities: {
        INFO: 'Du bois dans des mesures incomparables.',
        MEDIUM: 'Minerai, métal ou pierres mesurés autrement qu’au poids.',
        CRITICAL: 'Il est sorti davantage.',
      },
      innocent: [
        'Un lot d’entrée a été oublié dans l’enregistrement.',
        'L’analyse d’une entrée était mauvaise, ou portait sur un autre composé.',
        'Des fondants ou réactifs n’ont pas été déclarés comme entrées.',
      ],
      closedBy: 'Un inspecteur, une fois l’entrée manquante ou une meilleure analyse montrée.',
    },
    SPLIT_MERGE_IMBALANCE: {
      explanation:
        'Les lots issus d’une division ou d’une réunion, résidus compris, font plus ou moins que les lots entrés, au-delà de la tolérance de la règle QTY_HANDOVER_VARIANCE pour de telles marchandises. Les marchandises comptées doivent concorder exactement. Des parts et un tout dans des mesures incomparables sont signalés.',
      severities: {
        INFO: 'Mesures incomparables, pour des marchandises qui se mesurent de plusieurs façons.',
        MEDIUM:
          'Au-delà de ce que l’emballage, l’eau et le bois expliquent d’ordinaire ; une mesure dans laquelle de telles marchandises ne se mesurent pas.',
        HIGH: 'Plus ou moins.',
      },
      innocent: [
        'Une perte d’échantillonnage ou de manutention n’a pas été enregistrée comme lot de résidus.',
        'Une des parts a été oubliée dans l’enregistrement.',
        'Plusieurs pesées ont été arrondies dans le même sens.',
      ],
      closedBy: 'Un inspecteur, une fois les parts repesées ou la part manquante montrée.',
    },
    MASS_BALANCE_OVERDRAWN: {
      explanation:
        'Ce qu’une partie a expédié d’une matière en douze mois dépasse de plus de 1 % ce qu’elle avait, a reçu et a introduit dans le registre. Seuls comptent comme reçus les lots dont l’origine est enregistrée, chacun selon la mesure de celui qui reçoit. Lorsque chaque lot du compte a une analyse du même métal, c’est le métal contenu qui est comparé, sinon la masse ou le volume ; les résidus comptent comme les autres marchandises, sauf la sciure et les copeaux en vrac. Un lot dont l’origine peut encore être enregistrée compte entre-temps ; là où le métal est comparé, il est supposé aussi riche que ce qui a été expédié. Un lot qui était sous une alerte CRITICAL lors de sa réception ne compte pas, quel que soit le moment où cela s’est su : d’après les heures des actes, si bien que l’ordre d’arrivée ne change rien. Ce que celui qui reçoit un lot enregistre lui-même en le recevant, comme un autre scellé que celui posé, ne lui est pas reproché. Ce qui arrive à un lot plus tard concerne ses détenteurs suivants. Une lacune de la matière dont un lot a été fait n’est pas héritée ici : elle compte une fois, chez celui qui a reçu cette matière. Chaque mois est jugé dont les douze mois contiennent une écriture ; un stock d’ouverture attesté par un inspecteur (première écriture sur la base opening-balance) rend complet un compte jeune.',
      severities: {
        MEDIUM:
          'Le compte a moins de douze mois et pas de stock d’ouverture attesté : du stock antérieur peut manquer.',
        CRITICAL: 'Le compte est plus ancien, ou son stock d’ouverture a été attesté.',
      },
      innocent: [
        'Le stock d’avant le registre n’a pas été enregistré.',
        'De la matière a été affinée pour une autre partie et n’appartient pas à celui qui expédie.',
      ],
      closedBy: 'Un inspecteur, après un inventaire ou un rapprochement du compte.',
    },
    YIELD_ANOMALY: {
      explanation:
        'Une transformation a donné plus ou moins que ne donne son procédé : bois scié 35 à 65 % du volume des grumes, concentré 60 à 103 % et métal affiné 99,5 à 100,3 % du métal que contenaient les entrées selon leurs analyses enregistrées, résidus non comptés. Lorsque MASS_GAIN parle, cette règle se tait ; les procédés sans fourchette et les lots sans analyse ne sont pas jugés. Un passage dans la fourchette, ou d’un procédé sans fourchette, est comparé aux derniers passages du même procédé par la même partie au même lieu, s’il y en a au moins douze d’enregistrés, et signalé s’il s’écarte de leur médiane de plus de trois écarts habituels ; les très petits lots sont laissés de côté dans les deux sens.',
      innocent: [
        'Un nouveau gisement, ou des grumes de taille inhabituelle.',
        'Une part de la production est restée en stock et sera enregistrée plus tard.',
        'L’analyse d’une entrée était mauvaise.',
      ],
      closedBy:
        'Un inspecteur, une fois le passage expliqué par son journal ou par une nouvelle analyse.',
    },
    VALUE_UNIT_ANOMALY: {
      explanation:
        'Un article est expédié dans une unité qui ne dit rien de telles marchandises (des armes à feu au poids), une arme à feu pèse moins de 0,3 kg ou plus de 25 kg, ou son document donne une valeur par unité inférieure à la moitié ou supérieure au double du prix médian : celui du jeu de règles, ou sinon celui des papiers des mêmes marchandises de même origine dans les quatre-vingt-dix jours d’avant, si une douzaine au moins en donnent un. Les papiers disent un prix par leurs champs `valueUSD`, `qty` et `hs`, et l’origine par `origin`, sinon c’est l’autorité qui les a délivrés ; sans prix connu, rien n’est dit des prix. L’or est comparé d’après l’or qu’il contient, à 15 % près : le champ `fineness` (en millièmes), sinon l’analyse enregistrée du lot, dit combien ; à défaut des deux, un prix du jeu de règles ne le borne que par le haut. Les diamants bruts sont comparés à la fourchette de leur origine, si le jeu de règles en a une. Une alerte dit tout ce qui est étrange dans un article.',
      severities: { LOW: 'Unité ou poids par pièce.', MEDIUM: 'Prix.' },
      innocent: [
        'Échantillons, pièces de musée ou armes neutralisées.',
        'L’unité a été reprise de la lettre de voiture.',
        'Un prix d’une autre année ou d’une autre qualité.',
      ],
      closedBy: 'Un inspecteur, une fois la facture ou les marchandises vues.',
    },
    SERIAL_DUPLICATE: {
      explanation:
        'Des armes ont été enregistrées sous un fabricant, un modèle et un numéro de série déjà enregistrés et non annulés, ou deux articles d’un même enregistrement portent les mêmes : d’une première écriture, ou de ce qu’une transformation, une division ou une réunion a produit, si bien qu’une même arme pourrait suivre deux chemins. De même des armes que quelqu’un a reçues comme partie d’un article qui ne les a pas introduites, alors qu’elles sont enregistrées comme partie d’un autre (dit quand l’enregistrement qui l’expliquerait a deux jours de retard, 14 si le remettant peut être hors ligne). Les numéros sont comparés sans espaces, traits d’union ni zéros initiaux, O étant lu comme 0, I et L comme 1 parmi les chiffres de la fin ; ce qui est montré reste tel qu’écrit. Si les deux enregistrements nomment un modèle ou un calibre, un autre fait une autre arme ; un modèle que l’un d’eux omet, ou écrit avec un mot de plus, laisse un doute. Des marchandises saisies qui reviennent comme le même article ne sont pas une seconde arme.',
      severities: {
        MEDIUM: 'Un modèle est omis, ou écrit autrement.',
        CRITICAL: 'Tout le reste.',
      },
      innocent: [
        'Des fabricants répètent leurs numéros d’un calibre ou d’une année à l’autre, que les enregistrements ne nomment pas.',
        'Un stock a été enregistré de nouveau comme solde d’ouverture dans un autre État.',
        'Un numéro de série a été mal saisi.',
      ],
      closedBy: 'Un inspecteur, après avoir vu les marques des deux armes.',
    },
    MARKING_DEFICIENT: {
      explanation:
        'Des armes à feu ont été introduites sans fabricant, pays ou numéro de série ; ou ont été admises dans un pays et ne portent 90 jours après aucune marque d’importation (un nouveau marquage du même envoi, ou signé dans ce pays, compte aussi avant la mainlevée) ; ou une autorité a trouvé des marques altérées ou effacées. Une exemption pour l’article (importation temporaire, arme neutralisée ou ancienne) est respectée si elle valait à la première écriture ou à la mainlevée et a été émise à temps, si aucune partie commerciale ne l’a émise, et si une autorité, le fabricant, l’exportateur, le destinataire ou l’utilisateur final l’a enregistrée. Les munitions et les pièces ne sont pas jugées.',
      severities: {
        HIGH: 'Marques absentes ou altérées ; pas de marque d’importation.',
        CRITICAL: 'Marques effacées.',
      },
      innocent: [
        'Une importation temporaire, ou une arme neutralisée ou plus ancienne que les règles de marquage.',
        'Les marques y sont et n’ont pas été saisies dans l’enregistrement.',
        'Le nouveau marquage a été signé pour un autre article.',
      ],
      closedBy:
        'L’enregistrement d’une exemption, si des marques manquent et s’il arrive dans le délai ; sinon un inspecteur, une fois les marques vues ou l’exemption montrée.',
    },
    ITEM_SET_MISMATCH: {
      explanation:
        'Les articles, numéros de série ou étiquettes reçus ou contrôlés ne sont pas ceux qui ont été remis, même si le compte est juste. Ce qui n’est pas arrivé est signalé quand le délai de la remise est passé d’un jour (deux semaines de plus pour un destinataire enregistré comme hors ligne), et pendant autant de temps encore l’enregistrement du reste le lève ; de même lorsque des numéros de série ont été remis et qu’un destinataire qui n’est pas seulement transporteur ou entrepôt n’en dit aucun, ni aucun contrôle depuis. Ce qui est arrivé sans avoir été remis est signalé aussitôt. D’un contrôle par échantillon, seuls comptent les numéros qui ne sont pas enregistrés ; les étiquettes d’un contrôle sont comparées à celles de la dernière remise des mêmes marchandises qui en nomme. Les numéros sont comparés sans séparateurs, et O, I et L comptent comme chiffres là où un nombre est attendu.',
      severities: {
        MEDIUM: 'Le destinataire ne dit aucun numéro de série.',
        HIGH: 'Autres marchandises.',
        CRITICAL: 'Armes.',
      },
      innocent: [
        'Un numéro de série a été mal saisi.',
        'Deux remises ont été confondues à la signature.',
      ],
      closedBy:
        'L’enregistrement du reste, s’il arrive dans le délai ; sinon un inspecteur qui a vu les marchandises.',
    },
    TAG_REUSE: {
      explanation:
        'Une étiquette qui marque un article a été mise sur un autre, ou un numéro de scellé a été posé de nouveau : sur un autre envoi, ou après avoir été retiré. Une étiquette qui reste avec des marchandises pendant qu’elles sont divisées, réunies ou transformées n’est pas une seconde utilisation, si chacun de ces actes la nomme. Si deux enregistrements nomment un émetteur ou un type, les deux doivent nommer le même, quelle que soit l’écriture ; un pays n’est pas un autre émetteur que son autorité. Les numéros de scellé sans lettres se répètent d’une autorité à l’autre ; ils ne sont donc comparés que parmi les enregistrements d’une même partie.',
      innocent: [
        'Le numéro a été mal saisi dans l’un des deux enregistrements.',
        'Une étiquette abîmée a été remplacée et l’ancienne enregistrée de nouveau.',
      ],
      closedBy:
        'Un inspecteur, l’étiquette ou le scellé en main, ou un nouvel étiquetage enregistré.',
    },
    TAG_NOT_ISSUED: {
      explanation:
        'Une étiquette sur des marchandises, celle qui la remplace, ou un scellé posé, porte un numéro d’aucune série délivrée à ce moment, ou d’une série délivrée à un autre site ou à une autre partie que celle qui l’a utilisé ; c’est signalé deux jours après l’utilisation, car une série peut être enregistrée tard. Les étiquettes sont comparées aux séries d’étiquettes enregistrées, les scellés à celles de scellés ; un numéro dont le début ne figure dans aucun registre n’est signalé que si son utilisateur a reçu des numéros enregistrés. Lorsqu’un émetteur enregistre des numéros de nouveau un jour ultérieur, ils appartiennent au nouveau titulaire à partir de ce jour : c’est ainsi qu’une cession est enregistrée, et des numéros annulés sont délivrés en retour à l’émetteur lui-même. Une étiquette qui en remplace une autre peut venir du stock du lieu d’origine des marchandises, ou du témoin. Là où aucun registre n’est tenu, rien n’est dit.',
      innocent: [
        'L’émetteur n’a pas encore enregistré la série.',
        'Des étiquettes ont été cédées à un autre site, et la cession n’a pas été enregistrée.',
        'Un numéro a été mal saisi.',
      ],
      closedBy:
        'Un inspecteur, une fois les numéros expliqués par le livre de stock de l’émetteur.',
    },
    SEAL_DISCREPANCY: {
      explanation:
        'On a vu des scellés qui ne sont pas les derniers posés, ou un scellé a été trouvé rompu, et aucun contrôle entre les deux ne l’explique. Les numéros sont comparés sans séparateurs, avec ou sans les lettres qui les précèdent ; un écart d’un seul caractère compte comme une possible faute de frappe. Un état tel que « unbroken » (non rompu) ou « tamper-evident » (inviolable) ne dit pas une rupture. Un changement de scellé par les douanes est un contrôle qui dit ce qui a été ôté et posé. Hormis les agents, seul qui détient les marchandises change ce qui est attendu, et qui les a envoyées tant qu’elles ne bougent pas ; ce qui est ôté entre départ et arrivée sans agent reste attendu.',
      severities: {
        MEDIUM: 'Une possible faute de frappe.',
        HIGH: 'Autres marchandises.',
        CRITICAL: 'Armes et diamants.',
      },
      innocent: [
        'Les douanes ont changé le scellé, et l’ont enregistré tard ou jamais.',
        'Le numéro a été mal saisi.',
        'Les scellés d’un autre conteneur ont été lus.',
      ],
      closedBy:
        'L’enregistrement d’un changement de scellé antérieur, s’il arrive dans le délai ; sinon, et toujours lorsqu’un scellé a été trouvé rompu, un inspecteur, une fois le changement montré ou les marchandises comptées.',
    },
    CONTAINER_ANOMALY: {
      explanation:
        'INVALID : un conteneur est nommé par un numéro dont la forme ou le chiffre de contrôle est faux d’après ISO 6346. Une faute de plume en est la cause ordinaire ; le numéro au bon chiffre est donc proposé. CONFLICT : pendant qu’un conteneur se trouvait en un lieu avec un envoi, il a été enregistré à plus de 100 km de là avec un autre, ou, en route avec un envoi, là où il ne peut pas avoir été à temps avec un autre, à 110 km/h et avec deux heures de marge ; des envois qui partagent un conteneur et s’accordent sur les lieux sont du groupage.',
      severities: {
        LOW: 'INVALID, une fois.',
        MEDIUM: 'INVALID, à plusieurs reprises.',
        HIGH: 'CONFLICT.',
      },
      innocent: [
        'Deux chiffres ont été intervertis, ou un mal saisi.',
        'Un conteneur appartenant au chargeur porte sa propre marque.',
      ],
      closedBy: 'Un inspecteur, une fois relu le numéro sur le conteneur.',
    },
    DOC_MISSING: {
      explanation:
        'Des marchandises ont reçu la mainlevée d’exportation ou d’importation, ou quitté leur pays, sans les documents que leur nature et leur itinéraire exigent à cette date. Les marchandises que personne n’a expédiées sous un envoi sont jugées une à une : au premier départ par une frontière, à l’arrivée sans départ et, pour les armes, à la réception. Ce que sont les marchandises se lit dans les mots de l’ouverture de l’envoi et dans ceux de leur entrée ou de leur fabrication. Les armes veulent le consentement des pays de transit du plan et de ceux, entre le premier et le dernier, où elles ont été. Une espèce de la liste, ou la parole de l’exportateur, exige un permis CITES ; celui dont le champ `appendix` dit I exige un CITES_IMPORT_PERMIT à l’importation où que ce soit, comme tout permis dans l’Union européenne. Une empreinte enregistrée compte. Si l’enregistrement dit que le fichier suivra, par le champ `content` avec la valeur `pending`, il compte pendant un temps, jusqu’à ce que le même numéro soit enregistré sans cela. Trois jours avant que les marchandises ne doivent quitter leur premier pays selon les étapes du plan, ce qui manque encore est signalé (AHEAD) : elles doivent partir lorsque s’achève l’étape d’avant ou, à la première étape, lorsque leur moyen de transport peut tout juste tenir l’arrivée annoncée. Sans une telle date, et avant elle, la réponse sur l’envoi note ce qui manque.',
      severities: {
        INFO: 'Pas encore enregistré, et les marchandises vont partir.',
        HIGH: 'Autres marchandises.',
        CRITICAL: 'Armes.',
      },
      innocent: [
        'Le document existe sur papier et n’a pas encore été enregistré.',
        'Il n’a été enregistré que pour l’article ou pour l’autre envoi.',
      ],
      closedBy: 'Le document, enregistré pour cet envoi.',
    },
    DOC_NOT_VALID: {
      explanation:
        'Un document nécessaire à une mainlevée ou à un départ était alors expiré, pas encore valable ou révoqué, et aucun autre de son genre n’était valable. Le dernier jour de validité compte en entier. Quels documents doivent être enregistrés à quelle frontière, la règle DOC_MISSING le dit. Une semaine avant la fin du dernier papier d’un genre, cela est signalé (AHEAD), tant que la mainlevée qui l’exige est à venir et que les marchandises n’ont pas atteint leur destinataire : d’abord pour la mainlevée d’exportation, puis pour celle d’importation.',
      severities: {
        INFO: 'Le papier expire bientôt, ou a expiré, et la mainlevée est à venir.',
        HIGH: 'La mainlevée a eu lieu.',
      },
      innocent: [
        'L’émetteur a prolongé le document, et la prolongation n’a pas été enregistrée.',
        'Les marchandises ont passé à temps, et la mainlevée a été signée un jour plus tard.',
        'Une date a été mal saisie.',
      ],
      closedBy:
        'Un document valable du même genre, s’il est enregistré dans le délai ; sinon un inspecteur, une fois montrée la prolongation de l’émetteur ou la vraie date.',
    },
    DOC_REUSE: {
      explanation:
        'Un papier à usage unique est enregistré pour un second envoi (ou, si aucun envoi n’est nommé, pour d’autres articles), ou ce qui a été expédié sous une licence dépasse ce qu’elle autorise. Si de telles marchandises ont été expédiées dans une mesure que la licence ne permet pas de comparer, comme des pièces sous une licence en kilogrammes, c’est signalé. Enregistrer de nouveau le même papier pour le même envoi en est une version, non un second usage ; un papier dont l’émetteur a écrit `partialShipments: allowed` dans ses champs peut en couvrir plusieurs.',
      severities: {
        MEDIUM: 'Une licence dans une autre mesure que les marchandises.',
        HIGH: 'Autres papiers à usage unique ; une licence dépassée.',
        CRITICAL: 'Papiers d’utilisateur final, de Kimberley, de la CIRGL et FLEGT.',
      },
      innocent: [
        'L’émetteur a permis des envois partiels et le champ n’a pas été rempli.',
        'Un envoi a été rouvert sous un autre numéro (UCR) pour les mêmes marchandises.',
        'Le numéro a été mal saisi.',
      ],
      closedBy: 'Un inspecteur, après avoir interrogé l’émetteur.',
    },
    DOC_CONTENT_MISMATCH: {
      explanation:
        'Ce qui est enregistré d’un document diffère de ce qui a été expédié ou de ce qu’un inspecteur a mesuré en entier : quantité au-delà de la tolérance de la règle QTY_HANDOVER_VARIANCE, code du Système harmonisé, espèce, exportateur, importateur, utilisateur final, ou un pays qui n’est pas dans le plan. Les parties sont comparées par leurs identifiants, jamais par l’orthographe de leurs noms. La quantité d’un document à plusieurs usages est une limite, non une description. Un même numéro enregistré deux fois avec des champs différents est aussi un désaccord.',
      innocent: [
        'Le papier a été délivré pour le lot entier et le reste est parti dans un autre envoi.',
        'Un champ a été mal saisi à l’enregistrement du papier.',
        'Les quantités ont été données avant séchage ou avec l’emballage.',
      ],
      closedBy:
        'Une modification du plan, si rien d’autre qu’un pays ne diffère et si elle est enregistrée dans le délai ; sinon un inspecteur, une fois le papier lui-même lu ou confirmé par son émetteur.',
    },
    PARTY_SANCTIONED: {
      explanation:
        'Une partie qui signe, détient, doit recevoir ou est déclarée destinataire ou utilisateur final, son bénéficiaire effectif enregistré, ou le moyen de transport figure sur une liste de sanctions au moment d’un acte. Une concordance par identifiant (numéro d’immatriculation, OMI, passeport, LEI) est forte ; par le nom seul, avec le pays ou la date de naissance, elle est faible. Le filtrage dit laquelle, au chargement de la liste, et à quel point les noms se ressemblent : si le jeu de règles demande davantage, une concordance faible ne dit rien. Qui n’a été inscrit qu’après ses actes est mentionné dans la réponse sur l’envoi et non accusé ; qui détient encore les marchandises ou les attend est jugé sur ce qui suit.',
      severities: {
        MEDIUM: 'Le nom seul concorde.',
        CRITICAL: 'Un identifiant concorde.',
      },
      innocent: [
        'Une autre partie du même nom.',
        'L’inscription a été retirée de la liste, et la liste utilisée est ancienne.',
        'Le navire a changé de mains et gardé son nom ; son numéro OMI le dit.',
      ],
      closedBy:
        'L’enregistrement de la remise, si la partie ne faisait que sembler détenir les marchandises et s’il arrive dans le délai ; sinon un inspecteur, une fois l’identité comparée à l’inscription de la liste.',
    },
    DESTINATION_PROHIBITED: {
      explanation:
        'Des armes (et toute marchandise pour laquelle un embargo est enregistré) sont prévues pour un pays alors sous embargo, y sont envoyées ou vues, ou leur destinataire ou utilisateur final y est établi ; ou des diamants bruts touchent un pays qui ne participe pas au Processus de Kimberley. Une exemption enregistrée fait d’un embargo une note si elle l’a été par qui envoie les marchandises ou doit les recevoir, ou par une autorité, si aucune partie commerciale n’y figure comme émetteur, si elle couvre les marchandises et si elle vaut quand elles vont pour la première fois dans le pays ou y sont ; tant qu’elles ne sont pas parties, il suffit qu’elle soit encore valable alors. L’Union européenne est un seul participant du processus.',
      severities: {
        INFO: 'Une exemption qui le couvre est enregistrée.',
        CRITICAL: 'Aucune exemption qui le couvre n’est enregistrée.',
      },
      innocent: [
        'L’embargo ne vise que des forces non gouvernementales, et l’utilisateur final est le gouvernement.',
        'La livraison était exemptée, et l’exemption n’a pas été enregistrée.',
        'L’embargo a été levé, et la liste utilisée est ancienne.',
      ],
      closedBy: 'Un inspecteur, une fois l’exemption ou la portée de l’embargo montrée.',
    },
    PARTY_OR_SITE_INELIGIBLE: {
      explanation:
        'Des marchandises ont été introduites depuis un site qui était ce jour-là rouge ou suspendu, jaune depuis plus de trois mois ou bleu depuis plus de trois ans ; une partie a introduit des marchandises extraites ou récoltées depuis un site d’un autre exploitant, qui n’est pas de son groupe et ne la laisse pas signer pour lui, ou depuis un site qui deux jours plus tard n’est enregistré pour personne, là où des sites de son pays le sont ; ou une partie dont les licences sont enregistrées a agi alors qu’aucune n’était valable. Un site est jugé au jour de la première écriture : un statut qui a changé plus tard ne reprend rien, et un mot sur l’activité du site ne change aucune couleur. Les parties sans licence enregistrée ne sont pas jugées. Si une clé peut signer un genre d’événement, c’est vérifié à l’admission.',
      severities: {
        MEDIUM: 'Le site est enregistré pour un autre exploitant, ou ne l’est pas.',
        HIGH: 'Pas de licence valable ; jaune ou bleu depuis trop longtemps.',
        CRITICAL: 'Le site était rouge ou suspendu.',
      },
      innocent: [
        'La licence a été renouvelée, et le registre des parties n’en a rien su.',
        'Les marchandises ont été extraites avant le changement de statut et étiquetées après.',
        'Un statut a été enregistré pour le mauvais jour.',
        'La partie exploite le site pour son titulaire, et le registre n’en a rien su.',
      ],
      closedBy: 'Un inspecteur, une fois montrés la licence ou le vrai jour de production.',
    },
    END_USER_MISMATCH: {
      explanation:
        'Dans le pays de destination, des armes restent plus de 14 jours chez une partie qui n’est ni l’utilisateur final, ni le destinataire, ni de leur groupe, sont closes par une telle partie, ou quittent l’utilisateur final sans autorisation de réexportation qui valait alors, qu’aucune partie commerciale n’a émise et qu’une autorité ou une partie à la livraison (exportateur, destinataire ou utilisateur final) a enregistrée. La garde pour le compte de l’utilisateur final est la sienne, et une partie qu’une délégation en vigueur laisse recevoir pour l’utilisateur final ou le destinataire n’est pas un tiers. D’autres marchandises restées aussi longtemps chez un tiers sont notées dans la réponse sur l’envoi, sans alerte.',
      innocent: [
        'Un dépôt central du même ministère, qui n’est pas enregistré comme un groupe avec l’utilisateur final.',
        'La livraison a été faite, et sa remise n’est pas encore signée.',
        'L’État exportateur a consenti à la réexportation, et son papier n’a pas été enregistré.',
      ],
      closedBy:
        'L’enregistrement de la remise ou de l’autorisation, s’il arrive dans le délai ; sinon un inspecteur, une fois les marchandises vues chez l’utilisateur final ou l’autorisation montrée.',
    },
    DELIVERY_UNVERIFIED: {
      explanation:
        'Après la réception d’armes ou de diamants bruts par l’utilisateur final, aucune autorité d’un autre pays que celui d’exportation n’a attesté la livraison des armes dans les 45 jours, ou l’importation des diamants dans les 21 jours. Si aucune réception n’est enregistrée, le délai court depuis la mainlevée d’importation. Une confirmation sur papier téléversée par une partie est acceptée, avec la note que son émetteur ne l’a pas signée.',
      severities: {
        INFO: 'Confirmée sur papier seulement.',
        MEDIUM: 'Diamants bruts.',
        HIGH: 'Armes.',
      },
      innocent: [
        'L’autorité n’est pas inscrite, ou confirme par courrier.',
        'La visite a eu lieu, et son enregistrement tarde.',
      ],
      closedBy: 'L’attestation de l’autorité.',
    },
    PRODUCTION_IMPLAUSIBLE: {
      explanation:
        'Ce qui a été enregistré comme venant d’un site dépasse sa capacité, d’un quart en un mois (MONTH) ou d’un dixième en douze (YEAR) ; ou dépasse la médiane de ses propres mois d’avant augmentée de quatre fois leur écart habituel, s’il y en a six au moins (SPIKE) ; ou le site ne travaillait pas à ce moment (INACTIVE) ; ou cela a été enregistré dans une mesure à laquelle la capacité ne se compare pas, comme des pièces de minerai (UNIT). Le mois est celui de l’heure déclarée, UTC ; une production enregistrée en retard fait juger de nouveau les onze mois suivants. Les sites voisins ne sont pas comparés : ce qu’un site peut donner dépend de son propre sol, et c’est un inspecteur qui les compare lorsqu’il enregistre la capacité.',
      severities: {
        INFO: 'UNIT, si de telles marchandises se mesurent de plusieurs façons.',
        MEDIUM: 'SPIKE ; UNIT, si de telles marchandises ne se mesurent pas ainsi.',
        HIGH: 'MONTH, YEAR et INACTIVE.',
      },
      innocent: [
        'Un nouveau filon ou une bonne saison : un inspecteur évalue de nouveau la capacité.',
        'Le stock de mois antérieurs a été enregistré d’un coup.',
      ],
      closedBy: 'Un inspecteur, après une visite ou une nouvelle évaluation de la capacité.',
    },
    FLOW_ASYMMETRY: {
      explanation:
        'MIRROR : sur trois mois, ce qui a été expédié d’un pays vers un autre et ce que les destinataires y ont reçu diffèrent de plus de 15 % et de plus d’un seuil ; jugé deux mois après la période, et seulement si la plupart des envois allaient à des destinataires enregistrés et qu’il y en eut trois au moins. Ce sont des sommes par mois et par destinataire qui sont comparées, si bien qu’aucun flux n’est trop grand ; l’alerte nomme les envois les plus proches dans le temps. NATIONAL : un pays a exporté en douze mois plus que la production inscrite au jeu de règles. ROUND_TRIP : des marchandises d’un même genre, en quantité presque égale, reviennent en six mois dans le pays d’où elles avaient été expédiées, ou de là où elles allaient à la partie qui les avait expédiées ; dans un flux dense, chaque envoi est comparé aux cent envois les plus proches dans le temps.',
      severities: {
        MEDIUM: 'NATIONAL, ROUND_TRIP, et MIRROR pour la première fois.',
        HIGH: 'MIRROR, lorsque chacun de trois mois de suite est faux à lui seul.',
      },
      innocent: [
        'Les marchandises ont été réexportées, refusées par l’acheteur ou gardées en zone franche.',
        'Le destinataire signe en retard.',
        'La production inscrite est périmée.',
      ],
      closedBy: 'Un inspecteur, avec les statistiques des deux pays.',
    },
    LINKED_FLOWS: {
      explanation:
        'Une partie, un bénéficiaire effectif, un compte bancaire, une adresse, un véhicule ou un appareil apparaît en un an dans un envoi d’armes et dans un envoi de minerais, d’or, de diamants, de bois ou d’espèces sauvages, et des alertes HIGH ou CRITICAL pèsent sur les deux. C’est une piste et jamais un verdict ; comme toute alerte, elle est montrée aux autorités et aux auditeurs, et à aucune partie des deux envois. Qui apparaît dans plus de cinquante envois, et dans plus d’un sur cent, est laissé de côté : les grands transporteurs touchent à tout.',
      severities: { INFO: 'Une ou deux choses en commun.', MEDIUM: 'Trois ou plus.' },
      innocent: [
        'Un transporteur ou un mandataire qui sert beaucoup de clients.',
        'Un appareil ou un véhicule qui a été revendu.',
      ],
      closedBy: 'Un inspecteur mandaté pour les deux flux.',
    },
    KEY_COMPROMISE_RETRO: {
      explanation:
        'Une clé a été révoquée, avec l’heure depuis laquelle d’autres ont pu l’avoir. Ce qu’elle a signé et que le registre a reçu depuis lors n’est peut-être pas la parole de sa partie ; chaque envoi touché est nommé, et les marchandises sans envoi par leur article. C’est l’heure d’enregistrement qui compte, car qui a une clé peut déclarer n’importe quelle autre.',
      innocent: ['La partie a signé elle-même ces enregistrements avant de remarquer la perte.'],
      closedBy:
        'Un inspecteur, une fois que la partie a confirmé chaque enregistrement par une autre clé ou par ses propres papiers.',
    },
    DEVICE_SEQUENCE_GAP: {
      explanation:
        'Un appareil numérote ses enregistrements et nomme l’empreinte du précédent. GAP : le précédent n’est pas là et n’est pas venu en deux semaines. FORK : un autre enregistrement a le même numéro, ou le précédent n’est pas celui qui est nommé. Une chaîne commence par le numéro 0 ou 1 ; ce qu’un appareil a fait avant son premier enregistrement ne peut se voir.',
      innocent: [
        'L’appareil a été perdu ou réinitialisé avant de pouvoir envoyer.',
        'Une sauvegarde restaurée a compté depuis un numéro plus ancien.',
      ],
      closedBy: 'Un inspecteur, après examen de l’appareil.',
    },
    CORRECTION_ABUSE: {
      explanation:
        'Un enregistrement a été corrigé plus d’un jour après avoir été fait, ou après qu’une autorité eut examiné les marchandises (contrôle, retenue ou saisie), et par les nouveaux mots disparaîtrait une lacune qui existait avant. La lacune elle-même n’est pas guérie : là où elle pourrait se clore seule, elle attend un inspecteur, comme toutes les autres de toute façon. Les autres corrections du premier jour sont ce à quoi servent les corrections. Sur une partie qui corrige beaucoup, une alerte le dit une fois par mois : lorsque plus d’un vingtième de ce qu’elle a enregistré dans les trente jours jusqu’à une correction étaient des corrections, et qu’il y en eut dix au moins.',
      innocent: [
        'Un inspecteur ou un acheteur a signalé une faute de frappe au signataire.',
        'La balance ou le laboratoire a envoyé son certificat plus tard.',
        'Un appareil était mal réglé, et tous ses enregistrements ont dû être rectifiés.',
      ],
      closedBy: 'Un inspecteur, après avoir comparé les deux versions avec les papiers.',
    },
  },
  messages: {
    'frame.skip': 'Aller au contenu',
    'frame.pages': 'Pages',
    'frame.language': 'Langue',
    'frame.theme': 'Apparence',
    'theme.system': 'Comme l’appareil',
    'theme.light': 'Clair',
    'theme.dark': 'Sombre',
    'nav.check': 'Vérifier',
    'nav.post': 'Enregistrer',
    'nav.alerts': 'Alertes',
    'nav.openAlerts': { one: '{count} ouverte', other: '{count} ouvertes' },
    'nav.log': 'Journal',
    'nav.rules': 'Règles',
    'nav.parties': 'Les parties',
    'nav.login': 'Se connecter',
    'foot.ledger': 'Registre',
    'foot.api': 'Référence de l’API (en anglais)',
    'foot.health': 'État du service',
    'foot.developers': 'Pour les développeurs',
    'state.loading': 'Chargement',
    'state.loadingLong': 'Le registre est interrogé …',
    'state.retry': 'Réessayer',
    'state.unreachable':
      'Le registre est injoignable. Les fichiers de preuve présents sur cet appareil restent vérifiables.',
    'state.failed': 'Le registre a répondu par une erreur.',
    'state.refused': 'Le registre a refusé cela.',
    'state.shownOf': 'Ce qui est affiché ici date du {time}.',
    'state.loginNeeded': 'La session est terminée. Reconnectez-vous pour continuer.',
    'state.needsNetwork': 'Il faut un réseau pour cela, et l’appareil n’en a pas.',
    'state.denied': 'Votre rôle ne permet pas de voir ceci.',
    'state.otherKey': 'Prendre une autre clé',
    'nothing.title': 'Cette page n’existe pas',
    'nothing.intro': 'L’adresse contient peut-être une faute, ou la page a été déplacée.',

    'check.title': 'Vérifier un envoi',
    'check.intro': 'Qui l’a détenu, ce qui manque à son dossier, et si les preuves tiennent.',
    'check.id': 'Numéro de l’envoi (RUE)',
    'check.idHint': 'Il figure sur l’étiquette et dans les documents, par exemple',
    'check.picture': 'Une étiquette : le numéro figure en grands caractères à côté du code',
    'check.button': 'Vérifier',
    'scan.title': 'Scanner un code QR',
    'scan.stop': 'Arrêter de scanner',
    'scan.view': 'Ce que voit la caméra',
    'scan.starting': 'Démarrage de la caméra …',
    'scan.on': 'Tenez l’étiquette devant la caméra. L’image reste sur cet appareil.',
    'scan.denied':
      'La caméra n’est pas permise à cette page. Autorisez-la dans les réglages du navigateur, prenez une photo ou tapez le numéro.',
    'scan.none': 'Il n’y a pas de caméra. Prenez une photo de l’étiquette ou tapez le numéro.',
    'scan.broken': 'La caméra ne répond pas. Prenez une photo de l’étiquette ou tapez le numéro.',
    'scan.picture': 'Ou une photo de l’étiquette',
    'scan.unread':
      'Il n’y a pas de code QR lisible sur cette photo. Prenez-la de plus près, bien droite et éclairée.',
    'check.foreign': 'Ceci mène ailleurs et n’a pas été suivi :',
    'check.openFile': 'Ouvrir un fichier de preuve',
    'check.recent': 'Vérifiés sur cet appareil',
    'check.clear': 'Effacer cette liste',
    'check.loginFirst': 'Connectez-vous pour voir ce que le registre sait de cet envoi.',
    'check.loginWhy':
      'Les envois sont confidentiels : le registre ne dit même pas si l’un d’eux existe à qui ne peut le savoir. Un fichier de preuve se vérifie sans connexion.',
    'check.offline':
      'Le registre est injoignable. Ce que vous avez vérifié sur cet appareil s’ouvre tel qu’il était alors ; les fichiers de preuve se vérifient aussi.',
    'check.noRecord':
      'Cet envoi n’existe pas, ou il ne vous concerne pas : le registre donne la même réponse aux deux cas. Cela ne prouve aucune fraude. Vérifiez le numéro, puis interrogez l’autorité qui a délivré les documents.',
    'check.another': 'Vérifier un autre numéro',

    'banner.consignment': 'Envoi',
    'banner.serverOnly': 'C’est la parole du registre ; ce navigateur vérifie ensuite les preuves.',
    'banner.proved': {
      one: '✓ {count} contrôle de la preuve est bon dans ce navigateur.',
      other: '✓ {count} contrôles de la preuve sont bons dans ce navigateur.',
    },
    'banner.notProved': {
      one: '✕ {count} contrôle de la preuve sur {all} a échoué dans ce navigateur.',
      other: '✕ {count} contrôles de la preuve sur {all} ont échoué dans ce navigateur.',
    },
    'banner.seeProof': 'Voir chaque contrôle',
    'banner.differ':
      'Le registre et ce navigateur arrivent à des verdicts différents ; le pire des deux est affiché.',
    'banner.asOf': 'État du {time}, entrée {index} du journal.',
    'offline.asOf': 'Hors ligne : état du {time}, entrée {index} du journal',
    'offline.notCurrent':
      'C’est ce que le registre a dit auparavant, vérifié de nouveau dans ce navigateur. Ce qui a été enregistré depuis n’y est pas.',
    'offline.copy': 'Pas de réseau : ce qui est affiché ici a été reçu le {time}.',
    'offline.copyLong':
      'Ce qui a changé depuis n’y figure pas, et rien ne peut être décidé tant qu’il n’y a pas de réseau.',
    'offline.seen': 'Reçu le {time}.',

    'verdict.supported': 'Chaîne de possession complète',
    'verdict.pending': 'Complète à ce jour, des délais courent encore',
    'verdict.review': 'Points faibles dans le dossier',
    'verdict.alert': 'Lacune grave dans le dossier',
    'verdict.broken': 'Chaîne de possession rompue',
    'verdict.tampered': 'La preuve ne se vérifie pas',
    'verdict.unknown': 'Aucune trace de cet envoi',
    'verdict.party': 'Votre partie du dossier',
    'action.normal': 'Recommandé : procédure normale',
    'action.documents': 'Recommandé : contrôler les documents',
    'action.inspect': 'Recommandé : contrôle physique',
    'action.detain': 'Recommandé : retenir et signaler',
    'action.tampered':
      'Ne vous fiez pas à cette page. Enregistrez le fichier de preuve et signalez-le à l’exploitant et à un auditeur.',
    'action.unknown': 'Recommandé : contrôler documents et marchandise',
    'action.party':
      'Les parties voient leurs propres événements et les remises voisines, et aucun verdict.',

    'severity.CRITICAL': 'Critique',
    'severity.HIGH': 'Élevée',
    'severity.MEDIUM': 'Moyenne',
    'severity.LOW': 'Faible',
    'severity.INFO': 'Info',

    'chain.title': 'Chaîne de possession',
    'chain.empty': 'Aucun événement n’est enregistré.',
    'chain.events': { one: '{count} événement', other: '{count} événements' },
    'chain.gaps': { one: '{count} lacune', other: '{count} lacunes' },
    'chain.gap': 'Lacune : personne n’est enregistré ici',
    'chain.to': 'à',
    'chain.witness': 'témoin {party}',
    'chain.twoSigned': 'signé par deux',
    'chain.oneSigned': 'signé par un seul',
    'chain.later': '{duration} plus tard',
    'chain.entry': 'entrée {index}',
    'event.COMMISSION': 'Origine',
    'event.CONSIGN': 'Mis en envoi',
    'event.AMEND_PLAN': 'Plan modifié',
    'event.PACK': 'Emballé',
    'event.UNPACK': 'Déballé',
    'event.SEAL': 'Scellé',
    'event.DISPATCH': 'Remis',
    'event.RECEIVE': 'Reçu',
    'event.REFUSE': 'Refusé',
    'event.WITHDRAW': 'Remise retirée',
    'event.DEPART': 'Parti',
    'event.ARRIVE': 'Arrivé',
    'event.ETA_UPDATE': 'Nouvelle heure d’arrivée',
    'event.CUSTOMS_DECLARE': 'Déclaré en douane',
    'event.CUSTOMS_HOLD': 'Retenu par la douane',
    'event.CUSTOMS_RELEASE': 'Libéré par la douane',
    'event.INSPECT': 'Inspecté',
    'event.OBSERVE': 'Observé',
    'event.TRANSFORM': 'Transformé',
    'event.SPLIT': 'Divisé',
    'event.MERGE': 'Réuni',
    'event.RETAG': 'Étiqueté à nouveau',
    'event.REMARK': 'Marqué à nouveau',
    'event.ATTACH_DOCUMENT': 'Document joint',
    'event.REVOKE_DOCUMENT': 'Document révoqué',
    'event.ATTEST': 'Attesté',
    'event.REPORT_LOSS': 'Perte signalée',
    'event.SEIZE': 'Saisi',
    'event.RELEASE_SEIZED': 'Saisie levée',
    'event.RECOVER': 'Retrouvé',
    'event.DESTROY': 'Détruit',
    'event.CLOSE': 'Clos',
    'event.CORRECT': 'Correction',

    'why.title': 'Pourquoi ce verdict',
    'why.party': 'Le registre ne dit aucun verdict aux parties.',
    'why.more': { one: '{count} autre constat', other: '{count} autres constats' },
    'why.closed': {
      one: '{count} constat expliqué ou clos',
      other: '{count} constats expliqués ou clos',
    },
    'why.upstream': 'en amont, dans les matières d’origine',
    'why.rule': 'Ce que cherche la règle',
    'why.alert': 'Ouvrir l’alerte',
    'why.notes': 'Bon à savoir, sans être une lacune',
    'why.notGuilt': 'Une lacune dit ce qui n’est pas enregistré. Elle n’accuse personne.',

    'now.title': 'Maintenant',
    'now.custodian': 'Répond de la marchandise',
    'now.nobody': 'personne d’enregistré',
    'now.place': 'Dernier lieu connu',
    'now.unknown': 'inconnu',
    'now.moving': 'en route de {from} à {to}',
    'now.control': 'Contrôle officiel',
    'control.free': 'libre',
    'control.held': 'retenu par',
    'control.seized': 'saisi par',
    'now.coverage': 'Remises',
    'now.coverageOf': {
      one: '{count} sur {due} échues est signée des deux côtés',
      other: '{count} sur {due} échues sont signées des deux côtés',
    },
    'now.origins': 'Origines',
    'now.originsOf': {
      one: '{count} sur {all} est enregistrée',
      other: '{count} sur {all} sont enregistrées',
    },

    'balance.title': 'Bilan des quantités',
    'balance.none': 'Rien n’a été transformé, ou les parts n’ont pas d’unité commune.',
    'balance.goods': 'Les biens eux-mêmes',
    'balance.metal': '{metal} dans les biens, d’après les analyses enregistrées',
    'balance.goodsLess': 'Il est sorti {amount} de moins qu’il n’est entré.',
    'balance.goodsMore': 'Il est sorti {amount} de plus qu’il n’est entré.',
    'balance.metalLess':
      'Ce qui est sorti contient {amount} de {metal} de moins que ce qui est entré.',
    'balance.metalMore':
      'Ce qui est sorti contient {amount} de {metal} de plus que ce qui est entré. Le poids des biens ne le montre pas.',
    'metal.Ta': 'tantale',
    'metal.Nb': 'niobium (Nb)',
    'metal.Sn': 'étain',
    'metal.W': 'tungstène',
    'metal.Au': 'or',
    'balance.lot': 'Lot',
    'balance.side': 'Côté',
    'balance.in': 'entré',
    'balance.out': 'sorti',
    'balance.missing': 'Non justifié',
    'balance.surplus': 'Sorti en trop',
    'balance.unproven': 'origine non enregistrée',

    'route.title': 'Itinéraire',
    'route.none': 'Aucun enregistrement ne nomme un lieu dont la position est connue.',
    'route.leg': '{from} – {to}',
    'route.announced': '{from} – {to} : annoncé, aucune arrivée enregistrée',
    'route.unplaced': 'Sans position connue : {places}',

    'documents.title': 'Documents',
    'documents.none': 'Aucun document n’est enregistré.',
    'documents.document': 'Document',
    'documents.issuer': 'Délivré par',
    'documents.expires': 'Expire le',
    'documents.state': 'État',
    'document.valid': 'valable',
    'document.notYetValid': 'pas encore valable',
    'document.expired': 'expiré',
    'document.revoked': 'révoqué',
    'documents.compare': 'Comparer une copie à l’enregistrement',
    'documents.match': '✓ {name} est, octet pour octet, le document {number} enregistré.',
    'documents.noMatch': '✕ {name} n’est aucun des documents enregistrés.',

    'seals.title': 'Scellés',
    'seals.none': 'Aucun scellé n’est enregistré.',
    'seals.when': 'Heure',
    'seals.what': 'Acte',
    'seals.numbers': 'Scellés',
    'seals.by': 'Signé par',
    'seals.foreign': '– jamais posé',
    'seals.expected': 'D’après le dossier, devraient s’y trouver maintenant :',
    'seal.applied': 'posé',
    'seal.observed': 'vu',
    'seal.removed': 'retiré',

    'take.evidence': 'Enregistrer la preuve',
    'take.needsNetwork': 'Le rapport demande un réseau, et l’appareil n’en a pas.',
    'take.report': 'Enregistrer le rapport (PDF)',
    'take.print': 'Imprimer',
    'take.label': 'Étiquette avec code QR',
    'label.title': 'Étiquette de l’envoi',
    'label.intro':
      'Pour la marchandise ou ses papiers. Le code contient l’adresse où vérifier l’envoi, et rien d’autre.',
    'label.back': 'Vers l’envoi',
    'label.check': 'Scannez pour vérifier sa garde :',
    'label.code': 'Code QR de {address}',
    'take.link': 'Copier le lien',
    'take.copied': 'Lien copié',

    'proof.forked':
      'Deux histoires : ce qui est dit ici repose sur un état du journal qui exclut ce que ce navigateur a vu le {at} (taille {size}). Ne vous y fiez pas ; enregistrez les deux points de contrôle et signalez-les.',
    'proof.seenFirst':
      'Ce navigateur voit le journal pour la première fois et comparera désormais.',
    'proof.seenBefore':
      'L’état du journal sur lequel ceci repose et celui que ce navigateur a vu le {at} (taille {size}) sont d’une même histoire.',
    'proof.title': 'Preuves, vérifiées dans ce navigateur',
    'proof.intro':
      'Ce navigateur a pris la preuve signée et vérifié lui-même chaque signature et chaque preuve. Il n’a pas demandé au registre si elles tiennent.',
    'proof.checking': 'Vérification des signatures et des preuves …',
    'proof.unavailable':
      'La preuve n’a pas pu être obtenue ; rien n’a donc été vérifié dans ce navigateur.',
    'proof.holds': 'bon',
    'proof.fails': 'échec',
    'proof.again': 'Vérifier encore',
    'proof.elsewhere': 'Vérifier sans ce site',
    'proof.elsewhereLong': 'Enregistrez la preuve et vérifiez-la sur une machine de confiance :',
    'verifier.what':
      'Ou avec une page qui s’ouvre depuis un disque, sans réseau, et ne demande rien à personne :',
    'verifier.save': 'Enregistrer le vérificateur hors ligne',
    'verifier.hash': 'SHA-256 du fichier qui vient d’être enregistré :',
    'verifier.compare':
      'Qui ne se fie à aucun service construit le même fichier depuis les sources (npm run build:verifier) et compare les empreintes.',
    'proof.form': 'Le fichier est complet et bien formé',
    'proof.ledger': 'Il vient du registre dont la clé est nommée ci-dessous',
    'proof.rotations': 'Ses clés se sont succédé, signatures à l’appui',
    'proof.checkpoint': 'L’état du journal est signé par le registre',
    'proof.witnesses': 'Des témoins indépendants l’ont signé aussi',
    'proof.attestation': 'Le registre a signé le fichier entier',
    'proof.entries': 'Chaque déclaration appartient à son entrée du journal',
    'proof.order': 'Les entrées sont dans l’ordre et enchaînées',
    'proof.signatures': 'Chaque signature est bonne, par une clé valable alors',
    'proof.roles': 'Qui a signé avait le rôle ou la délégation pour cela',
    'proof.inclusion': 'Chaque entrée est dans le journal',
    'proof.answer': 'La réponse parle exactement de ces événements',
    'proof.completeness': 'Aucun événement n’a été omis',
    'proof.consignment': 'Il est de l’envoi demandé',
    'proof.keyNew': 'Clé du registre, vue par ce navigateur pour la première fois le {since} :',
    'proof.keyKnown': 'Clé du registre, telle que ce navigateur la connaît depuis le {since} :',
    'proof.keyOther':
      'Ce navigateur connaissait un autre registre à cette adresse. La clé de celui-ci a été vue pour la première fois le {since} ; comparez-la à celle d’une source sûre :',

    'file.title': 'Ouvrir un fichier de preuve',
    'file.intro':
      'Un fichier que l’on vous a remis est vérifié ici, sans connexion et sans réseau.',
    'file.choose': 'Fichier de preuve (.custody.json)',
    'file.stays': 'Choisissez ou déposez un fichier. Il reste sur cet appareil.',
    'file.anywhere':
      'Choisissez un fichier, collez-le, ou déposez-le n’importe où sur cette page. Il est vérifié sur cet appareil et y reste.',
    'file.letGo': 'Lâchez : le fichier est vérifié sur cet appareil.',
    'file.fault': 'Le fichier n’a pas pu être lu.',
    'file.consistent':
      'Chaque vérification tient, mais seulement sous la clé que le fichier nomme lui-même : le registre de cette adresse n’est pas encore connu ici, donc n’importe qui a pu le faire. Ouvrez-le de nouveau quand le registre est joignable, ou comparez la clé à celle d’une source sûre.',

    'login.title': 'Se connecter avec une clé',
    'login.intro': 'Il n’y a pas de mot de passe : une clé signe ce que le registre demande.',
    'login.insecure':
      'Les clés ne fonctionnent qu’en HTTPS. Ouvrez cette page par son adresse https://.',
    'login.file': 'Fichier de clé ou sauvegarde (.json)',
    'login.or':
      'Pas de fichier de clé ? Indiquez la partie et créez une clé qui ne quitte jamais ce navigateur.',
    'login.make': 'Créer une clé sur cet appareil',
    'login.read': 'La clé a été lue :',
    'login.party': 'Partie',
    'login.partyHint': 'L’identifiant sous lequel la clé est enregistrée.',
    'login.button': 'Se connecter',
    'login.badFile': 'Ce n’est pas un fichier contenant une clé Ed25519.',
    'login.noKeys':
      'Ce navigateur ne sait pas créer de clés Ed25519. Prenez-en un plus récent, ou un fichier de clé.',
    'login.refused':
      'Le registre n’a pas accepté la clé pour cette partie. La partie est-elle juste, la clé enregistrée et non révoquée ?',
    'login.heldRefused':
      'Le registre n’accepte pas la clé que ce navigateur détient pour {party} : elle n’est pas encore enregistrée, ou révoquée.',
    'login.waiting':
      'Enregistrez la demande et remettez-la à votre bureau d’enregistrement ; une fois la clé enregistrée, réessayez.',
    'login.request': 'Enregistrer la demande de clé',
    'login.forget': 'Se déconnecter et retirer la clé de ce navigateur',
    'login.kept':
      'La clé reste dans ce navigateur jusqu’à la déconnexion ; aucun script ne peut la lire. Sur un appareil partagé, déconnectez-vous à la fin.',
    'login.inTitle': 'Vous êtes connecté',
    'login.roles': 'Rôles',
    'login.key': 'Clé',
    'login.since': 'Dans ce navigateur depuis',
    'login.first': 'Connectez-vous pour voir cette page.',

    'alerts.title': 'Alertes',
    'alerts.intro':
      'Ce que les règles ont trouvé, le pire en premier. Une lacune n’est pas une faute.',
    'alerts.filterShow': 'Afficher',
    'alerts.open': 'Ouvertes',
    'alerts.mine': 'Les miennes',
    'alerts.unassigned': 'Prises par personne',
    'alerts.closed': 'Closes',
    'alerts.all': 'Toutes',
    'alerts.any': 'Toutes',
    'alerts.severity': 'Gravité',
    'alerts.what': 'Ce qui s’est passé',
    'alerts.due': 'Accuser réception avant',
    'alerts.overdue': 'en retard',
    'alerts.assignee': 'Confiée à',
    'alerts.nobody': 'personne',
    'alerts.state': 'État',
    'alerts.count': { one: '{count} alerte', other: '{count} alertes' },
    'alerts.news': {
      one: '{count} nouveau message d’alerte',
      other: '{count} nouveaux messages d’alerte',
    },
    'alerts.show': 'Afficher',
    'alerts.none':
      'Aucune alerte ne correspond. Les règles jugent chaque événement dès son enregistrement.',
    'alerts.more': 'Montrer plus d’alertes',
    'alerts.live': 'Les nouvelles alertes sont annoncées ici aussitôt.',
    'alerts.notLive':
      'Cette liste ne suit pas d’elle-même ; rechargez-la pour voir les nouveautés.',
    'alerts.keys': 'Touches :',
    'alerts.webhooks': 'Faire envoyer les alertes à l’un de vos systèmes',
    'alertState.OPEN': 'ouverte',
    'alertState.ASSIGNED': 'confiée',
    'alertState.ACKNOWLEDGED': 'vue',
    'alertState.INVESTIGATING': 'en enquête',
    'alertState.WAITING_INFO': 'attend des informations',
    'alertState.ESCALATED': 'transmise plus haut',
    'alertState.RESOLVED': 'résolue',
    'alertState.CURED_LATE': 'expliquée par un enregistrement tardif',
    'alertState.REOPENED': 'rouverte',

    'alert.title': 'Alerte',
    'alert.missing': 'Cette alerte n’existe pas, ou elle ne vous concerne pas.',
    'alert.back': 'Aux alertes',
    'alert.opened': 'Trouvée',
    'alert.means': 'Ce que cherche la règle',
    'alert.innocent': 'Explications innocentes',
    'alert.closes': 'Ce qui la clorait',
    'alert.history': 'Historique',
    'alert.byRules': 'par les règles',
    'alert.with': 'avec',
    'change.opened': 'Trouvée',
    'change.changed': 'Modifiée',
    'change.cured': 'Expliquée par un enregistrement ultérieur',
    'change.assign': 'Confiée',
    'change.acknowledge': 'Vue',
    'change.investigate': 'Enquête commencée',
    'change.wait': 'En attente d’informations',
    'change.escalate': 'Transmise plus haut',
    'change.resolve': 'Résolue',
    'change.reopen': 'Rouverte',
    'finding.confirmed-illicit': 'Confirmé : illicite',
    'finding.confirmed-irregular': 'Confirmé : irrégulier',
    'finding.data-error': 'Erreur de données',
    'finding.offline-delay': 'Retard d’une partie hors ligne',
    'finding.legitimate-exception': 'Exception légitime',
    'finding.duplicate': 'Doublon',
    'finding.unfounded': 'Sans fondement',
    'finding.insufficient-evidence': 'Preuves insuffisantes',
    'finding.referred-prosecution': 'Transmis au parquet',

    'decide.title': 'Décider',
    'decide.signed':
      'Une décision est signée par la clé de {party} et reste pour toujours dans le journal.',
    'decide.readOnly': 'Votre rôle lit les alertes sans en décider.',
    'decide.acknowledge': 'Accuser réception',
    'decide.toMe': 'Me la confier',
    'decide.investigate': 'Enquêter',
    'decide.resolve': 'Résoudre',
    'decide.finding': 'Conclusion',
    'decide.choose': 'Choisir …',
    'decide.reason': 'Motif',
    'decide.resolveButton': 'Signer et résoudre',
    'decide.reopen': 'Rouvrir',
    'decide.handOn': 'Transmettre ou différer',
    'decide.what': 'Ce qu’il faut faire',
    'decide.assign': 'Confier à quelqu’un',
    'decide.wait': 'Attendre des informations',
    'decide.escalate': 'Faire remonter',
    'decide.to': 'À qui',
    'decide.signButton': 'Signer',
    'decide.recorded':
      '✓ Enregistré comme entrée {index} ; la preuve a été vérifiée dans ce navigateur.',
    'decide.notProved':
      '✕ Le registre a répondu par l’entrée {index}, mais sa preuve ne tient pas.',

    'holds.stopping': 'Le processus n’est pas sur le point de s’arrêter',
    'holds.postgres': 'La base de données répond',
    'holds.durability': 'Ce qui est confirmé est sur disque',
    'holds.migrations': 'La base de données convient à cette version',
    'holds.queue': 'La file des travaux répond',
    'holds.log-signer': 'Le journal continue ce qui a été signé',
    'holds.ledger-integrity': 'Le journal stocké est inchangé',
    'holds.witnesses': 'Témoins indépendants',
    'mend.stopping': 'Attendez : un autre processus prend le relais, ou celui-ci revient.',
    'mend.postgres': 'Vérifiez que PostgreSQL tourne et que DATABASE_URL est juste.',
    'mend.durability': 'Mettez fsync, synchronous_commit et full_page_writes à on dans PostgreSQL.',
    'mend.migrations': 'Redémarrez le service de cette version : il migre la base de données.',
    'mend.queue':
      'Vérifiez que Redis tourne. Rien n’est perdu : les travaux sont refaits à partir du journal.',
    'mend.log-signer':
      'Arrêtez tous les processus, puis lancez « custody recover » (docs/how-to/recover-after-a-crash.md).',
    'mend.ledger-integrity':
      'Arrêtez tous les processus, gardez une copie, lancez « custody audit » (docs/how-to/operate-a-ledger.md).',
    'mend.witnesses': 'Interrogez les exploitants des témoins en retard.',
    'mend.other': 'Voyez les messages du service.',

    'dev.title': 'Pour les développeurs',
    'dev.intro':
      'Vérifiez ce que vous allez envoyer. Tout se passe dans ce navigateur, avec le code que le registre exécute : rien de ce que vous collez ne quitte la page.',
    'dev.input': 'Événement, enregistrement, décision ou enveloppe (JSON)',
    'dev.example': 'Prendre un exemple',
    'dev.choose': 'Choisir un événement …',
    'dev.empty': 'Collez quelque chose, ou prenez un exemple.',
    'dev.valid': 'Est-ce valide ?',
    'dev.fits':
      '✓ Conforme à son schéma. L’acceptation par le registre dépend aussi des clés, des rôles et de ce qui précède.',
    'dev.misfits': {
      one: '✕ {count} chose est fausse :',
      other: '✕ {count} choses sont fausses :',
    },
    'dev.payload': 'le contenu entier',
    'dev.none': '✕ Ce n’est pas une déclaration.',
    'dev.form': 'Lu comme',
    'dev.formEnvelope': 'enveloppe d’une déclaration signée',
    'dev.formPayload': 'contenu pas encore signé',
    'dev.kind': 'Genre',
    'dev.canonical': 'Forme canonique (RFC 8785)',
    'dev.canonicalWhy':
      'Voici les octets qui sont signés. Un registre n’en accepte aucune autre écriture.',
    'dev.bytes': 'Octets',
    'dev.payloadHash': 'SHA-256 du contenu',
    'dev.statementHash': 'Hachage de la déclaration',
    'dev.hashLater': 'C’est celui de l’enveloppe : signez d’abord le contenu.',
    'dev.hex': 'En hexadécimal',
    'dev.signatures': 'Les signatures',
    'dev.needEnvelope': 'Collez une enveloppe pour vérifier ses signatures.',
    'dev.key': 'Clé publique',
    'dev.keyHint': 'Une JWK, son x, une clé de vérification ou un keyid.',
    'dev.holds': 'tient',
    'dev.fails': 'ne tient pas',
    'dev.otherKey': 'd’une autre clé',
    'dev.unchecked': 'non vérifiée : il faut sa clé publique',
    'dev.more': 'Pour aller plus loin',
    'dev.api': 'Référence de l’API (en anglais)',
    'dev.openapi': 'Description OpenAPI',
    'dev.wellKnown': 'Qui est ce registre',

    'parties.title': 'Les parties',
    'parties.intro': 'Qui participe, dans quels rôles, et si leurs clés sont bonnes.',
    'parties.find': 'Chercher par nom, identifiant, pays ou rôle',
    'parties.count': { one: '{count} partie', other: '{count} parties' },
    'parties.more': 'En charger d’autres',
    'parties.back': 'Vers les parties',
    'party.missing': 'Aucune partie de ce nom n’est enregistrée.',
    'party.country': 'Pays',
    'party.keys': 'Clés',
    'party.noKey': 'sans clé',
    'party.noKeyLong':
      'Cette partie n’a pas de clé : elle ne peut ni signer ni se connecter. Elle en crée une à la page de connexion et vous remet la demande.',
    'party.validKeys': { one: '{count} valide', other: '{count} valides' },
    'party.revokedKeys': '({count} révoquées)',
    'party.owner': 'Bénéficiaire effectif',
    'party.identifiers': 'Identifiants',
    'party.licences': 'Permis',
    'party.licence': '{type}, jusqu’au {until}',
    'key.valid': 'valide',
    'key.revoked': 'révoquée',
    'key.suspect': 'compromise',
    'key.registered': 'Enregistrée par l’entrée {index}',
    'key.revokedAt': 'Révoquée par l’entrée {index}',
    'key.since': 'Ce qu’elle a signé et qui fut enregistré depuis le {at} est douteux.',

    'copy.refused':
      'Le navigateur n’a pas permis la copie : sélectionnez le texte et copiez-le à la main.',
    'foot.logAway': 'Le journal n’a pas pu être lu',
    'foot.logBad': 'Le journal raconte deux histoires',
    'health.title': 'État du service',
    'health.asOf': 'Vu le {at} ; regardé de nouveau toutes les 15 secondes.',
    'health.ready': 'Tout fonctionne',
    'health.readyLong': 'Le service accepte les déclarations et les signe.',
    'health.notReady': 'Le service n’est pas prêt',
    'health.notReadyLong':
      'Des déclarations peuvent être refusées pour l’instant : renvoyez-les plus tard, elles ne comptent qu’une fois. Le contrôle en échec est nommé ci-dessous.',
    'health.halted': 'Le journal stocké a été modifié',
    'health.haltedLong':
      'Plus rien n’est ajouté. Que les parties gardent leurs reçus : ils prouvent ce que contenait le journal. Exploitant : arrêtez tous les processus, gardez une copie, lancez « custody audit ».',
    'health.rollback': 'Le journal est revenu en deçà de ce qui était signé',
    'health.rollbackLong':
      'Plus rien n’est ajouté ni signé. Gardez reçus et points de contrôle : ils prouvent ce que contenait le journal. Exploitant : arrêtez tous les processus, puis lancez « custody recover ».',
    'health.checks': 'Contrôles',
    'health.check': 'Contrôle',
    'health.state': 'État',
    'health.up': 'tient',
    'health.down': 'échoue',
    'health.nextEntry': 'reprend à l’entrée {index}',
    'health.passedAt': 'a atteint la fin le {at}',
    'health.published': 'État publié du journal',
    'health.size': 'Entrées',
    'health.newest': 'Dernière entrée',
    'health.ago': '{time} (il y a {duration})',
    'health.empty': 'aucune encore',
    'health.witness': 'Témoin',
    'health.lag': 'Entrées de retard',
    'health.failures': 'Échecs de suite',
    'health.quorum': '✓ Assez de témoins ont signé le dernier état proposé.',
    'health.noQuorum':
      '! Trop peu de témoins ont signé le dernier état proposé. Les reçus ne les attendent pas.',
    'health.noWitnesses':
      'Aucun témoin n’est configuré : hors le registre, personne n’atteste que tous voient le même journal.',
    'health.work': 'Travail en attente',
    'health.workDenied':
      'Réservé à l’exploitant : donnez l’OPERATOR_TOKEN du service. Il reste dans cette page jusqu’à ce que vous la quittiez.',
    'health.token': 'Jeton d’exploitant',
    'health.show': 'Afficher',
    'health.tokenRefused': 'Le service n’accepte pas ce jeton.',
    'health.measure': 'Mesure',
    'health.value': 'Maintenant',
    'health.projector': 'Entrées pas encore dans les pages des envois',
    'health.map': 'Entrées pas encore dans la carte de complétude',
    'health.judgements': 'Jugements en attente : les alertes ont ce retard',
    'health.parked': 'Jugements mis de côté parce qu’ils échouent toujours',
    'health.jobsWaiting': 'Travaux en attente',
    'health.jobsFailed': 'Travaux en échec',
    'health.skipped': 'Déclarations que la provenance a dû sauter',
    'health.late': 'à regarder',
    'registry.title': 'Bureau du greffier',
    'registry.intro':
      'Le greffier dit qui sont les parties et quelles clés sont les leurs. Chaque enregistrement est une déclaration signée, dans le journal pour toujours.',
    'registry.key': 'Clé du greffier',
    'registry.keyWhy':
      'La clé signe dans ce navigateur tant que cette page est ouverte. Elle n’est ni envoyée ni gardée.',
    'registry.party': 'Enregistrer une partie',
    'registry.id': 'Identifiant',
    'registry.idHint':
      'Court et unique, comme HILL-MINE. L’enregistrer de nouveau remplace ce qu’on sait de la partie.',
    'registry.name': 'Nom',
    'registry.nameHint': 'Comme dans les papiers.',
    'registry.countryHint': 'Deux lettres (ISO 3166-1), comme RW.',
    'registry.offline': 'Elle travaille souvent sans réseau : délais plus longs',
    'registry.approve': 'Approuver une clé',
    'registry.approveWhy':
      'Le détenteur crée une clé à la page de connexion et vous remet la demande. Vous la signez aussi ; la clé est alors enregistrée.',
    'registry.request': 'Demande de clé (.key-request.json)',
    'registry.unfit': 'Ce n’est pas une demande de clé.',
    'registry.compare': 'Comparez avec le détenteur, par un autre canal, avant de signer :',
    'registry.sign': 'Signer et enregistrer',
    'registry.refused': 'Le registre a refusé :',
    'webhooks.title': 'Vos webhooks',
    'webhooks.intro':
      'Faites envoyer les alertes à l’un de vos systèmes dès qu’elles surviennent (Standard Webhooks).',
    'webhooks.none':
      'Vous n’avez pas encore de destination. Créez-en une ci-dessous : les alertes y arrivent en quelques secondes, signées avec le secret qui vous est montré.',
    'webhooks.new': 'Nouvelle destination',
    'webhooks.create': 'Créer',
    'webhooks.back': 'Vers les webhooks',
    'webhook.title': 'Un webhook',
    'webhook.missing': 'Cette destination n’existe pas, ou n’est pas la vôtre.',
    'webhook.url': 'Adresse',
    'webhook.urlHint': 'https, port 443 ou 8443, une adresse publique.',
    'webhook.description': 'À quoi elle sert',
    'webhook.least': 'Gravité minimale',
    'webhook.secret':
      'Copiez le secret maintenant : il ne sera plus montré. Le destinataire vérifie les signatures avec lui.',
    'webhook.copy': 'Copier le secret',
    'webhook.works': 'délivre',
    'webhook.failing': 'en échec',
    'webhook.idle': 'rien d’envoyé encore',
    'webhook.disabled': 'arrêté',
    'webhook.never': 'jamais',
    'webhook.lastSuccess': 'Dernière livraison',
    'webhook.lastFailure': 'Dernier échec',
    'webhook.paused': 'Attend jusqu’au',
    'webhook.change': 'Modifier cette destination',
    'webhook.disable': 'Arrêter',
    'webhook.disableWhy':
      'Tant qu’il est arrêté, les nouvelles alertes ne sont pas gardées pour lui ; ce qui attend part dès la remise en marche. Supprimer annule ce qui attend.',
    'webhook.enable': 'Remettre en marche',
    'webhook.enableWhy':
      'Il est arrêté : rien n’est envoyé. Remis en marche, il reçoit ce qui attend encore et ce qui entre dans le journal dès lors.',
    'webhook.delete': 'Supprimer …',
    'webhook.deleteSure': 'Supprimer définitivement',
    'deliveries.title': 'Livraisons',
    'deliveries.none': 'Rien n’a encore été envoyé. La prochaine alerte figurera ici.',
    'delivery.created': 'Heure',
    'delivery.attempts': 'Tentatives',
    'delivery.answer': 'Dernière réponse',
    'delivery.again': 'Renvoyer',
    'delivery.next': 'prochain essai {at}',
    'delivery.digest': 'plusieurs à la fois',
    'delivery.pending': 'en attente',
    'delivery.delivered': 'livré',
    'delivery.failed': 'échoué',
    'delivery.cancelled': 'annulé',
    'delivery.more': 'Ce qui fut envoyé',
    'delivery.request': 'Requête',
    'delivery.response': 'Réponse',
    'delivery.none': 'Aucune tentative n’a encore été faite.',
    'delivery.signed':
      'Chaque tentative a sa propre heure et sa propre signature ; elles ne sont pas conservées.',
    'delivery.notKept':
      'Le texte d’une réponse n’est jamais conservé : il pourrait contenir un secret du destinataire.',
    'delivery.network': 'pas de réponse : {word}',
    'webhook.test': 'Envoyer un message d’essai',
    'webhook.rotate': 'Changer le secret',
    'webhook.rotated':
      'Le nouveau secret, montré cette seule fois. Pendant 24 heures, les messages sont aussi signés par le précédent : changez le récepteur d’ici là.',

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
    'revoke.partly':
      'Il y en a plus que ce qui fut parcouru : elles sont peut-être plus nombreuses.',
    'revoke.button': 'Signer et révoquer',
    'revoke.thisKey':
      'C’est la clé de ce navigateur : ensuite vous ne pourrez plus rien en faire, et un registraire devra en inscrire une autre.',
    'revoke.look': 'Montrer les clés telles qu’elles sont',
    'revoke.asRegistrar': 'Révoquer en tant que registraire',

    'text.label': '{name} :',
    'number.marks': '-|\u202f|,',
    'date.months': 'janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.',
    'date.day': '{day} {month} {year}',
    'date.time': '{day} à {clock} UTC',
    'duration.clock': '{count} min|{count} h',
    'duration.days': '{count} j',

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
    'carried.none': 'aucun enregistré que vous puissiez lire',
    'carried.goods': 'a transporté ces marchandises',
    'carried.made': 'a transporté ce qui en a été fait',
    'carried.more': 'Il y en a plus que ce qui est affiché.',

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

    'rule.HANDOVER_UNCONFIRMED': 'Une remise est restée sans réponse',
    'rule.ORPHAN_RECEIPT': 'Des biens ont été acceptés que personne n’a remis',
    'rule.CUSTODY_BREAK': 'Quelqu’un a agi sur des biens qu’il n’est pas censé détenir',
    'rule.CUSTODY_FORK': 'Les mêmes biens continuent dans deux directions',
    'rule.ORIGIN_MISSING': 'Rien d’enregistré ne dit d’où viennent les biens',
    'rule.HOLD_BREACHED': 'Des biens ont bougé alors qu’une autorité les retenait',
    'rule.POST_TERMINAL_ACTIVITY': 'Des biens ont été manipulés après leur fin enregistrée',
    'rule.SELF_DEALING_HANDOVER': 'Celui qui remet et celui qui reçoit sont le même intérêt',
    'rule.DWELL_EXCEEDED': 'Des biens restent trop longtemps dans un lieu de transit',
    'rule.TRANSIT_OVERDUE': 'Des biens sont partis et ne sont pas arrivés à temps',
    'rule.IMPOSSIBLE_TRAVEL': 'Deux lieux, et trop peu de temps entre eux',
    'rule.ROUTE_DEVIATION': 'Des biens ont été vus hors de l’itinéraire autorisé',
    'rule.TIME_ORDER_VIOLATION': 'Un effet est daté avant sa cause, ou dans l’avenir',
    'rule.LATE_RECORDING': 'Des actes ont été enregistrés longtemps après',
    'rule.SITE_LOCATION_MISMATCH': 'L’origine a été signée loin de son site',
    'rule.QTY_HANDOVER_VARIANCE': 'Ce qui a été reçu n’est pas ce qui a été remis',
    'rule.MASS_GAIN': 'Il est sorti plus qu’il n’est entré',
    'rule.SPLIT_MERGE_IMBALANCE': 'Les parts ne font pas le tout',
    'rule.MASS_BALANCE_OVERDRAWN': 'Une partie déclare plus qu’elle n’a reçu',
    'rule.YIELD_ANOMALY': 'Le rendement n’est pas celui du procédé',
    'rule.VALUE_UNIT_ANOMALY':
      'L’unité, le poids par pièce ou le prix ne sont pas ceux de tels biens',
    'rule.SERIAL_DUPLICATE': 'Une identité, deux armes',
    'rule.MARKING_DEFICIENT': 'Des marques obligatoires manquent ou ont été altérées',
    'rule.ITEM_SET_MISMATCH': 'Ce ne sont pas les mêmes objets qui sont arrivés',
    'rule.TAG_REUSE': 'Une étiquette ou un scellé a servi deux fois',
    'rule.TAG_NOT_ISSUED': 'L’étiquette ou le scellé n’a pas été délivré à celui qui l’a utilisé',
    'rule.SEAL_DISCREPANCY': 'Les scellés ne sont pas ceux qui ont été posés',
    'rule.CONTAINER_ANOMALY': 'Le numéro du conteneur est impossible, ou il est à deux endroits',
    'rule.DOC_MISSING': 'Un document exigé n’est pas enregistré au passage',
    'rule.DOC_NOT_VALID': 'Un document exigé n’était pas valable au passage',
    'rule.DOC_REUSE': 'Un document pour plus de biens qu’il n’en couvre',
    'rule.DOC_CONTENT_MISMATCH': 'Le document ne décrit pas ces biens',
    'rule.PARTY_SANCTIONED':
      'Une partie, un propriétaire ou un navire figure sur une liste de sanctions',
    'rule.DESTINATION_PROHIBITED': 'Ces biens ne peuvent pas aller dans ce pays',
    'rule.PARTY_OR_SITE_INELIGIBLE':
      'Une partie ou un site n’avait pas le droit d’agir à ce moment',
    'rule.END_USER_MISMATCH': 'Les biens ne sont pas, ou plus, chez l’utilisateur final déclaré',
    'rule.DELIVERY_UNVERIFIED': 'Aucune autorité n’a confirmé l’arrivée des biens',
    'rule.PRODUCTION_IMPLAUSIBLE': 'Un site a produit plus qu’il ne peut',
    'rule.FLOW_ASYMMETRY': 'Des flux qui ne peuvent pas être vrais tous les deux',
    'rule.LINKED_FLOWS': 'Les mêmes mains derrière des armes et des ressources',
    'rule.KEY_COMPROMISE_RETRO': 'Des actes ont été signés par une clé tombée en d’autres mains',
    'rule.DEVICE_SEQUENCE_GAP':
      'Un appareil a retenu des enregistrements, ou a donné deux versions',
    'rule.CORRECTION_ABUSE':
      'Une correction fait disparaître une lacune, ou il y a trop de corrections',

    'post.title': 'Enregistrer un événement',
    'post.intro':
      'Dites ce qui s’est passé. C’est signé par votre clé sur cet appareil et reste pour toujours dans le journal.',
    'post.begin':
      'Qui produit, expédie, reçoit ou contrôle des marchandises l’enregistre ici, signé par une clé.',
    'post.beginHow':
      'Pour commencer, créez une clé sur cet appareil ou prenez un fichier de clé. Remettez la demande à votre registraire ; une fois la clé inscrite, vous pouvez enregistrer.',
    'post.beginKey': 'Vers la clé',
    'post.noRole': 'Les rôles de {party} n’enregistrent pas d’événements ici.',
    'post.offline':
      'Le registre est injoignable. Ce que vous signez reste sur cet appareil et part dès le retour du réseau.',
    'post.draft': 'Vous avez commencé : {event}',
    'post.draftHint': 'Dernière modification {at}. Conservé seulement sur cet appareil.',
    'post.goOn': 'Poursuivre',
    'post.discard': 'Abandonner',
    'post.what': 'Que s’est-il passé ?',
    'post.continue': 'Continuer',
    'post.back': 'Retour',
    'post.step': 'Question {step} sur {all}',
    'post.optional': '(facultatif)',
    'post.choose': 'Choisir …',
    'post.mend': 'Il y a quelque chose à corriger',
    'post.missing': '{field} : la réponse manque',
    'post.wrong': '{field} : la forme n’est pas celle attendue',
    'post.q.goods': 'Quelles marchandises ?',
    'post.q.goodsNumber': 'Marchandise {number}',
    'post.addGoods': 'Ajouter une marchandise',
    'post.removeGoods': 'Retirer la marchandise {number}',
    'post.q.ucr': 'Quel envoi ?',
    'post.q.basis': 'D’où viennent les marchandises ?',
    'post.q.commodity': 'De quel genre de marchandises s’agit-il ?',
    'post.q.parties': 'À qui sont destinées les marchandises ?',
    'post.q.route': 'Par quels pays ?',
    'post.q.place': 'Où était-ce ?',
    'post.q.toPlace': 'Où vont-elles et quand arrivent-elles ?',
    'post.q.when': 'Quand était-ce ?',
    'post.q.handTo': 'Qui prend les marchandises en charge ?',
    'post.q.handover': 'Quelle remise ?',
    'post.q.seals': 'Quels scellés ont été posés, vus ou retirés ?',
    'post.q.transport': 'Par quoi les marchandises sont-elles transportées ?',
    'post.q.reason': 'Pourquoi ?',
    'post.q.eta': 'Quand arrivera-t-il ?',
    'post.q.declaration': 'Quelle déclaration ?',
    'post.q.procedure': 'Pour quel régime ?',
    'post.q.finding': 'Qu’a-t-on constaté ?',
    'post.f.itemId': 'Numéro du lot ou de la pièce',
    'post.f.itemIdHint': 'Comme sur l’étiquette : lettres, chiffres et . _ : - sans espaces',
    'post.f.hs': 'Code douanier (SH)',
    'post.f.hsHint': '4 à 10 chiffres, par exemple 261590',
    'post.f.qty': 'Quantité',
    'post.f.qtyHint': 'Avec un point décimal, par exemple 12.5',
    'post.f.unit': 'Unité',
    'post.f.ucr': 'Numéro de l’envoi (RUE)',
    'post.f.ucrHint':
      'Dernier chiffre de l’année, pays, puis jusqu’à 32 lettres et chiffres, par exemple 6RW311900264-GS2605',
    'post.f.basis': 'Origine',
    'post.f.commodity': 'Genre de marchandises',
    'post.f.consignee': 'Destinataire',
    'post.f.endUser': 'Utilisateur final',
    'post.f.partyHint': 'L’identifiant sous lequel la partie est inscrite',
    'post.f.countries': 'Pays dans l’ordre, la destination en dernier',
    'post.f.countriesHint': 'Deux lettres chacun, séparés par des virgules, par exemple RW, TZ, BE',
    'post.f.transit': 'Dont simplement traversés',
    'post.f.locode': 'Lieu (UN/LOCODE)',
    'post.f.locodeHint': 'Cinq lettres ou chiffres, par exemple RWKGL',
    'post.f.site': 'Ou un site inscrit',
    'post.f.siteHint':
      'L’identifiant de la mine, de l’usine ou de l’entrepôt ; l’un des deux suffit',
    'post.f.when': 'Jour et heure',
    'post.f.whenHint': 'Dans le fuseau horaire de cet appareil ({zone})',
    'post.f.to': 'Qui les prend en charge',
    'post.f.expectedBy': 'Prise en charge au plus tard le',
    'post.f.handover': 'Numéro de la remise',
    'post.f.handoverHint':
      'Les deux côtés signent le même numéro : dites-le à l’autre, ou reprenez celui de ses papiers',
    'post.f.seals': 'Numéros des scellés posés',
    'post.f.listHint': 'Séparés par des virgules',
    'post.f.sealClass': 'Classe des scellés (ISO 17712)',
    'post.f.mode': 'Mode',
    'post.f.meansId': 'Véhicule, train, navire ou vol',
    'post.f.container': 'Conteneur',
    'post.f.textHint': 'Au plus 200 caractères',
    'post.f.eta': 'Arrivée prévue',
    'post.f.declaration': 'Numéro de la déclaration',
    'post.f.procedure': 'Régime',
    'post.f.procedureHint': 'Code du régime, par exemple 1000',
    'post.f.reason': 'Motif',
    'post.f.finding': 'Résultat',
    'post.c.mined': 'extraites',
    'post.c.manufactured': 'fabriquées',
    'post.c.harvested': 'récoltées',
    'post.c.recycled': 'recyclées',
    'post.c.seizedReturned': 'saisies puis restituées',
    'post.c.ARMS': 'Armes et munitions',
    'post.c.3T': 'Étain, tantale, tungstène',
    'post.c.GOLD': 'Or',
    'post.c.DIAMOND': 'Diamants',
    'post.c.TIMBER': 'Bois',
    'post.c.WILDLIFE': 'Faune et flore sauvages',
    'post.c.OTHER': 'Autre chose',
    'post.c.KGM': 'kilogrammes',
    'post.c.TNE': 'tonnes métriques',
    'post.c.GRM': 'grammes',
    'post.c.CTM': 'carats métriques',
    'post.c.MTQ': 'mètres cubes',
    'post.c.NAR': 'pièces',
    'post.c.road': 'route',
    'post.c.rail': 'rail (train)',
    'post.c.sea': 'mer',
    'post.c.inland': 'voie navigable',
    'post.c.air': 'air (avion)',
    'post.c.sealI': 'indicatif (I)',
    'post.c.sealS': 'sécurité (S)',
    'post.c.sealH': 'haute sécurité (H)',
    'post.c.export': 'exportation',
    'post.c.import': 'importation',
    'post.c.transit': 'en transit',
    'post.c.reExport': 'réexportation',
    'post.c.warehouse': 'entrepôt',
    'post.c.transfer': 'transfert',
    'post.c.conform': 'conforme',
    'post.c.nonConform': 'non conforme',
    'post.c.inconclusive': 'non concluant',
    'post.g.begin': 'Marchandises et envois',
    'post.g.custody': 'De main en main',
    'post.g.way': 'En chemin',
    'post.g.change': 'Travail sur les marchandises',
    'post.g.customs': 'Douane et contrôle',
    'post.g.papers': 'Papiers',
    'post.g.end': 'Perte, saisie, fin',
    'post.g.mend': 'Erreurs',
    'post.q.anyGoods': 'Quelles marchandises, si ce n’est tout l’envoi ?',
    'post.q.inputs': 'Quelles marchandises sont entrées ?',
    'post.q.outputs': 'Quelles marchandises sont sorties ?',
    'post.q.tags': 'Quelles étiquettes portent-elles ?',
    'post.q.tagsNumber': 'Série d’étiquettes {number}',
    'post.addTags': 'Ajouter une série',
    'post.removeTags': 'Retirer la série {number}',
    'post.q.pack': 'Dans quoi sont-elles emballées ?',
    'post.q.marking': 'Comment les armes sont-elles marquées ?',
    'post.q.origin': 'D’où viennent-elles selon les papiers ?',
    'post.q.source': 'Qui ou quoi les a vues ?',
    'post.q.attestation': 'Qu’est-ce qui est attesté ?',
    'post.q.process': 'Qu’en a-t-on fait ?',
    'post.q.mark': 'Quelle marque a été ajoutée ?',
    'post.q.witness': 'Qui était présent comme témoin ?',
    'post.q.paper': 'Quel document est-ce ?',
    'post.q.paperFile': 'Où est le document, et que dit-il ?',
    'post.q.paperName': 'Quel document n’est plus valable ?',
    'post.q.loss': 'Que leur est-il arrivé ?',
    'post.q.seizure': 'Sur quel fondement ?',
    'post.q.recovery': 'Dans quelle affaire ont-elles été retrouvées ?',
    'post.q.disposition': 'Comment cela s’est-il terminé ?',
    'post.q.correction': 'Que doit devenir l’événement ?',
    'post.q.corrected': 'Quel événement était faux ?',
    'post.q.more': 'Y a-t-il quelque chose à ajouter ?',
    'post.f.onBehalfOf': 'Fait pour une autre partie',
    'post.f.note': 'Remarque',
    'post.f.noteHint': 'Au plus 500 caractères',
    'post.f.serials': 'Numéros de série',
    'post.f.residue': 'Déchet ou reste',
    'post.f.numberHint': 'Un nombre entier',
    'post.f.tagPrefix': 'Lettres avant les numéros',
    'post.f.tagPrefixHint': 'Comme imprimées, par exemple RW-MT-',
    'post.f.tagFrom': 'Premier numéro',
    'post.f.tagTo': 'Dernier numéro',
    'post.f.tagIssuer': 'Délivrées par',
    'post.f.voyage': 'Numéro de voyage ou de vol',
    'post.f.containerHint': 'Par exemple CSQU3054383',
    'post.f.packageId': 'Numéro du colis',
    'post.f.packageIdHint': 'Ou nommez un conteneur ; l’un des deux suffit',
    'post.f.manufacturer': 'Fabricant',
    'post.f.country': 'Pays',
    'post.f.countryHint': 'Deux lettres, par exemple RW',
    'post.f.year': 'Année',
    'post.f.model': 'Modèle',
    'post.f.calibre': 'Calibre (mm)',
    'post.f.declaredOrigin': 'Origine déclarée',
    'post.f.declaredOriginHint': 'Seulement si elle est indiquée, par exemple recycled',
    'post.f.cites': 'Inscrites à la CITES',
    'post.f.sealsSeen': 'Numéros des scellés trouvés',
    'post.f.sealsRemoved': 'Numéros des scellés retirés',
    'post.f.sealCondition': 'État des scellés',
    'post.f.legalBasis': 'Base légale',
    'post.f.coverage': 'Étendue du contrôle',
    'post.f.coverageHint': 'Par exemple full ou sample',
    'post.f.source': 'Source de l’observation',
    'post.f.sourceHint': 'Par exemple registre d’entrée, pont-bascule, caméra',
    'post.f.attestation': 'Objet de l’attestation',
    'post.f.process': 'Procédé',
    'post.f.processHint': 'Un code sans espaces, par exemple smelting',
    'post.f.cocModel': 'Modèle de chaîne de contrôle',
    'post.f.cocModelHint': 'Par exemple segregated ou mass-balance',
    'post.f.analyte': 'Analyse : de quoi',
    'post.f.analyteHint': 'Par exemple Ta2O5',
    'post.f.pct': 'Analyse : pour cent',
    'post.f.addedMark': 'La nouvelle marque',
    'post.f.witness': 'Témoin',
    'post.f.docType': 'Genre de document',
    'post.f.docTypeHint': 'Un code sans espaces, par exemple ICGLR_CERT',
    'post.f.docNumber': 'Numéro du document',
    'post.f.docIssuer': 'Autorité qui l’a délivré',
    'post.f.issuedOn': 'Délivré le',
    'post.f.expiresOn': 'Valable jusqu’au',
    'post.f.singleUse': 'Pour un seul envoi',
    'post.f.file': 'Le document en fichier',
    'post.f.fileHint': 'Il reste sur cet appareil ; seul son SHA-256 est signé',
    'post.f.docFields': 'Ce que dit le document',
    'post.f.docFieldsHint': 'Une ligne chacun, par exemple exporter: P-MINE ou qty: 12.5 KGM',
    'post.f.circumstances': 'Circonstances',
    'post.f.caseRef': 'Numéro de l’affaire',
    'post.f.markingCondition': 'État des marques',
    'post.f.disposition': 'Issue',
    'post.f.dispositionHint': 'Un code sans espaces, par exemple delivered',
    'post.f.correction': 'L’événement',
    'post.c.yes': 'oui',
    'post.c.no': 'non',
    'post.c.openingBalance': 'déjà là au début du registre',
    'post.c.DELIVERY_VERIFICATION': 'que les marchandises ont été livrées',
    'post.c.IMPORT_CONFIRMATION': 'qu’elles ont été importées',
    'post.c.ASSAY': 'ce qu’elles contiennent (analyse)',
    'post.c.NO_OBJECTION': 'qu’il n’y a pas d’objection',
    'post.c.ORIGIN_VISIT': 'une visite sur le lieu d’origine',
    'post.c.replace': 'a eu lieu, mais autrement',
    'post.c.annul': 'n’a pas eu lieu',
    'post.correctIntro':
      'L’événement faux reste dans le journal ; désormais compte ce que vous signez ici.',
    'post.correctHint':
      '64 lettres et chiffres, comme sur le reçu. Sur la page d’un envoi, un lien près de vos propres événements mène ici',
    'post.correctForm': 'Une empreinte a 64 chiffres de 0 à 9 et lettres de a à f',
    'post.correctMissing': 'Il n’y a pas de tel événement que vous puissiez lire',
    'post.correctUnreachable':
      'Le registre est injoignable et l’événement n’est pas sur cet appareil. Réessayez plus tard',
    'post.correctOther': 'Une autre partie l’a signé ; {party} ne peut le corriger',
    'post.correctTwice': 'C’est déjà une correction ; corrigez de nouveau le premier événement',
    'post.correctStatement': 'Ce n’est pas un événement',
    'post.correctThis': 'Corriger cet événement',
    'post.kept': 'Repris tel quel',
    'post.witness': 'Signature du témoin',
    'post.witnessHint': '{party} signe ici aussi, avec une clé utilisée une fois et non conservée.',
    'post.witnessKey': 'Fichier de clé du témoin',
    'post.check': 'Vérifiez vos réponses',
    'post.checkIntro':
      'Voici ce que vous signez. On ne peut le reprendre, seulement le corriger par un autre événement.',
    'post.event': 'Événement',
    'post.signedBy': 'Signé par',
    'post.change': 'Modifier',
    'post.bytes': 'Montrer les octets à signer',
    'post.declare': 'En signant, {party} déclare que c’est exact et complet.',
    'post.sign': 'Signer et envoyer',
    'post.signFault':
      'La signature ou la conservation sur cet appareil a échoué : rien n’est parti. Vos réponses sont toujours là.',
    'post.noLedger':
      'Ce navigateur ne connaît pas encore le registre ; connectez-vous une fois, puis poursuivez.',
    'post.hash': 'Empreinte de la déclaration',
    'post.another': 'Enregistrer un autre événement',
    'post.toConsignment': 'Vers l’envoi',
    'post.q.details': 'Que sait-on d’autre des marchandises ?',
    'post.q.inputDetails': 'Que sait-on d’autre de ce qui est entré ?',
    'post.q.outputDetails': 'Que sait-on d’autre de ce qui est sorti ?',
    'post.q.legs': 'Par quelles étapes voyagent-elles ?',
    'post.q.legsNumber': 'Étape {number}',
    'post.addLegs': 'Ajouter une étape',
    'post.removeLegs': 'Retirer l’étape {number}',
    'post.q.device': 'Quel appareil l’a enregistré ?',
    'post.f.serialsHint':
      'Séparés par des virgules ; une série du premier au dernier, par exemple BO26-001001..BO26-001040',
    'post.f.assayMethod': 'Analyse : méthode',
    'post.f.assayMethodHint': 'Par exemple XRF ou coupellation',
    'post.f.assayLab': 'Analyse : laboratoire',
    'post.f.legFrom': 'De',
    'post.f.legTo': 'À',
    'post.f.legHint': 'Lieu (UN/LOCODE) ou site inscrit, par exemple RWKGL',
    'post.f.deviceId': 'Appareil',
    'post.f.deviceIdHint':
      'Son identifiant. Laissez cette page vide si aucun appareil ne numérote les écritures',
    'post.f.deviceSeq': 'Numéro de cette écriture',
    'post.f.deviceSeqHint': 'Un de plus que la précédente ; la première porte 0 ou 1',
    'post.f.devicePrev': 'Écriture précédente',
    'post.f.devicePrevHint':
      'L’empreinte de sa déclaration, 64 lettres et chiffres ; none pour la première',
    'post.f.deviceClock': 'Son horloge avance de (ms)',
    'post.f.deviceClockHint': 'En millièmes de seconde ; négatif si elle retarde',

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

    'log.title': 'Journal',
    'log.intro':
      'Tout ce que le registre a accepté, dans l’ordre, dans un arbre de hachages qu’on ne peut récrire sans être vu.',
    'log.bad':
      'Le point de contrôle n’est pas signé par la clé que ce navigateur connaît. Ne vous fiez pas à ce registre.',
    'log.first': 'Ce navigateur voit ce journal pour la première fois et comparera désormais.',
    'log.same': 'Rien n’a été ajouté depuis que ce navigateur a regardé le {at} (taille {size}).',
    'log.grown': 'Il contient, inchangé, ce que ce navigateur a vu le {at} (taille {size}).',
    'log.shorter':
      'Le journal est plus court que le {at}, quand sa taille était {size}. Des entrées manquent : enregistrez les deux points de contrôle et signalez-les.',
    'log.forked':
      'Deux histoires : ce que ce navigateur a vu le {at} (taille {size}) n’est pas dans ce journal. Enregistrez les deux points de contrôle ; ils sont la preuve.',
    'log.saveBoth': 'Enregistrer les deux points de contrôle',
    'log.saveBothLong':
      'Les deux tels qu’ils ont été signés, avec la preuve qu’ils s’excluent si le journal la donne encore. Chacun vérifie le fichier avec',
    'log.both': 'Les deux points de contrôle',
    'log.state': 'État du journal',
    'log.ledger': 'Registre',
    'log.size': 'Entrées',
    'log.age': 'Dernière entrée',
    'log.root': 'Hachage racine',
    'log.signature': 'Signature',
    'log.signed': 'du registre, vérifiée dans ce navigateur',
    'log.witnesses': 'Témoins',
    'log.again': 'Regarder encore',
    'log.entries': 'Entrées',
    'log.commitments':
      'Le journal est public et ne contient que des hachages et des heures. Ce qu’ils représentent n’est dit qu’à ceux que cela concerne.',
    'log.index': 'Entrée',
    'log.show': 'Afficher',
    'log.noEntry': 'L’état signé contient {size} entrées ; il n’y a pas encore cette entrée.',
    'log.included':
      '✓ Cette entrée figure dans l’état que le registre a signé ; ce navigateur a suivi les empreintes d’elle jusqu’à la racine.',
    'log.notIncluded':
      '✕ Les empreintes ne mènent pas de cette entrée à la racine que le registre a signée.',
    'log.path': 'Le chemin vers la racine ({count} empreintes)',
    'log.recorded': 'Enregistrée',
    'log.hash': 'Hachage de la déclaration',
    'log.newer': 'Plus récentes',
    'log.older': 'Plus anciennes',

    'rules.title': 'Règles',
    'rules.intro':
      'Les {count} règles par lesquelles le registre trouve des lacunes, et ce que chacune signifie.',
    'rules.list': 'Toutes les règles',
    'leave.key':
      'Le navigateur n’a pas laissé retirer la clé : vous êtes toujours connecté ici. Effacez les données de ce site dans les réglages du navigateur.',
    'leave.copies':
      'Les brouillons et les copies de ce que vous avez lu n’ont pas pu être retirés de cet appareil. Effacez les données de ce site dans les réglages du navigateur.',
    'leave.session':
      'Le service n’a pu être averti. Les pages qu’il envoie à ce navigateur peuvent montrer vos verdicts pendant un quart d’heure au plus.',
    'language.lost':
      'Les textes de cette langue ne sont pas venus. Rechargez la page, puis choisissez-la de nouveau.',
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
    'deliveries.bars':
      'Ci-dessous depuis le {from} : {delivered} livrés, {failed} échoués, {other} en attente ou annulés.',
    'inbox.age': 'Ouverte depuis',
    'inbox.left': 'encore {duration}',
    'inbox.late': '{duration} de retard',
    'inbox.back': 'De la décision, revenir à l’alerte',
    'decide.ownKey': 'C’est votre propre clé. La seconde personne signe avec une autre.',

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
  },
};
