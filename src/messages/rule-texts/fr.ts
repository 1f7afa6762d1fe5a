import type { RuleTexts } from './rule-texts.js';

/** What each rule looks for and what may explain or close its alerts, in French. */
export const ruleTexts: RuleTexts = {
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
    closedBy: 'Une réception ou un refus par la partie nommée, ou un retrait par celui qui donne.',
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
    closedBy: 'Un inspecteur, une fois les numéros expliqués par le livre de stock de l’émetteur.',
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
};
