import type { MessageMap } from './message-map.js'

/** Texts of the compiler's findings (those of expressions and schedules by themselves stand in their own files). */
export const compilerMessages = {
  FLOW_EMPTY: {
    fr: 'Le flux est vide.',
    en: 'The flow is empty.',
    hint: { fr: 'Commencez par ce qui démarre le flux : un horaire, un webhook ou un bouton.', en: 'Begin with what starts the flow: a schedule, a webhook or a button.' },
  },
  FLOW_START_MISSING: {
    fr: 'Rien ne démarre ce flux : il lui faut un déclencheur.',
    en: 'Nothing starts this flow: it needs a trigger.',
    hint: { fr: 'Ajoutez une étape « Horaire », « Webhook » ou « À la main ».', en: 'Add a “Schedule”, “Webhook” or “By hand” step.' },
  },
  FLOW_TRIGGERS_SEVERAL: {
    fr: 'Le flux a {count} déclencheurs (« {first} », « {second} »…) : chaque exécution part d’un seul d’entre eux.',
    en: 'The flow has {count} triggers (“{first}”, “{second}”…): each run starts from only one of them.',
  },
  FLOW_CIRCLE: {
    fr: 'Ces étapes tournent en rond : {nodes}.',
    en: 'These steps go round in a circle: {nodes}.',
    hint: { fr: 'Supprimez une des liaisons : une étape ne peut pas attendre son propre résultat.', en: 'Remove one of the connections: a step can’t wait for its own result.' },
  },
  FLOW_TIME_ZONE_UNKNOWN: {
    fr: 'Le fuseau horaire du flux, « {zone} », n’existe pas.',
    en: 'The time zone of the flow, “{zone}”, doesn’t exist.',
    hint: { fr: 'Écrivez-le comme « Europe/Paris ».', en: 'Write it like “Europe/Paris”.' },
  },
  FLOW_LANE_UNKNOWN: { fr: 'La file « {lane} » n’existe pas (files connues : {known}).', en: 'There is no lane “{lane}” (known lanes: {known}).' },
  FLOW_TIMEOUT_OUT_OF_RANGE: { fr: 'La durée maximale du flux doit se situer entre {least:duration} et {most:duration}.', en: 'The time limit of the flow must be between {least:duration} and {most:duration}.' },

  FLOW_ERROR_FLOW_ITSELF: { fr: 'Un flux ne peut pas se lancer lui-même en cas d’échec.', en: 'A flow can’t start itself on failure.' },
  FLOW_ERROR_FLOW_UNKNOWN: {
    fr: 'Le flux à lancer en cas d’échec, « {flow} », n’existe pas ou n’est pas publié.',
    en: 'The flow to start on failure, “{flow}”, doesn’t exist or isn’t published.',
    hint: { fr: 'Choisissez-en un autre dans les réglages du flux, ou publiez-le.', en: 'Choose another one in the settings of the flow, or publish it.' },
  },
  FLOW_ERROR_FLOW_UNFIT: {
    fr: 'Le flux « {flow} » ne peut pas être lancé en cas d’échec : il n’a pas de déclencheur « En cas d’échec ».',
    en: 'The flow “{flow}” can’t be started on failure: it has no trigger “On failure”.',
    hint: { fr: 'Ajoutez-lui ce déclencheur et publiez-le.', en: 'Add that trigger to it, and publish it.' },
  },
  FLOW_RETURN_UNCALLED: {
    fr: 'L’étape « {name} » rend des lignes au flux appelant, mais aucun déclencheur « Appelé par un flux » ne permet d’appeler celui-ci.',
    en: 'The step “{name}” gives rows back to the calling flow, but without a trigger “Called by a flow” nobody can call this one.',
  },

  NODE_PLACEHOLDER: {
    fr: 'L’étape « {name} » était « {was} » dans {source}, et rien ne lui correspond ici.',
    en: 'The step “{name}” was “{was}” in {source}, and nothing corresponds to it here.',
    hint: { fr: 'Ouvrez-la et choisissez ce qui la remplace : ses réglages d’origine y sont gardés.', en: 'Open it and choose what replaces it: its original settings are kept in it.' },
  },
  NODE_TYPE_UNKNOWN: {
    fr: 'Le type de l’étape « {name} », {type}, n’est pas installé ici.',
    en: 'The type of the step “{name}”, {type}, isn’t installed here.',
    hint: { fr: 'Demandez à votre administrateur d’installer le module qui le contient, ou supprimez l’étape.', en: 'Ask your administrator to install the package that has it, or remove the step.' },
  },
  NODE_VERSION_UNKNOWN: {
    fr: 'L’étape « {name} » demande la version {version} de {type} ; la plus récente ici est la {newest}.',
    en: 'The step “{name}” asks for version {version} of {type}; the newest one here is {newest}.',
  },
  NODE_VERSION_UNMOVED: {
    fr: 'Les réglages de l’étape « {name} » datent de la version {version} de {type} et n’ont pas été repris par la {newest}.',
    en: 'The settings of the step “{name}” are those of version {version} of {type}; version {newest} hasn’t taken them over.',
    hint: { fr: 'Enregistrez le flux et ouvrez-le à nouveau : les réglages sont repris à l’ouverture. S’ils ne le sont toujours pas, passez à la nouvelle version et vérifiez-les vous-même.', en: 'Save the flow and open it again: settings are taken over when it is opened. If they still aren’t, use the new version and check them yourself.' },
  },
  NODE_SETTINGS_MOVED: {
    fr: 'Les réglages de l’étape « {name} » datent de la version {version} de {type} ; ils sont repris par la {newest}.',
    en: 'The settings of the step “{name}” are those of version {version} of {type}; version {newest} takes them over.',
    hint: { fr: 'Relisez-les avant de publier.', en: 'Look them over before you publish.' },
  },
  NODE_MODE_EACH_UNSUPPORTED: { fr: 'L’étape « {name} » ne sait pas traiter les lignes une par une.', en: 'The step “{name}” can’t work row by row.' },
  NODE_MODE_ALL_UNSUPPORTED: { fr: 'L’étape « {name} » ne sait pas traiter toutes les lignes ensemble.', en: 'The step “{name}” can’t take all rows together.' },
  NODE_INPUT_MISSING: {
    fr: 'Rien n’arrive à l’étape « {name} ».',
    en: 'Nothing comes into the step “{name}”.',
    hint: { fr: 'Reliez-la à celle qui doit la précéder, ou désactivez-la.', en: 'Connect it to the one that should come before it, or disable it.' },
  },
  NODE_INPUT_PORT_MISSING: {
    fr: 'Rien n’arrive à l’entrée « {label} » de l’étape « {name} ».',
    en: 'Nothing comes into the input “{label}” of the step “{name}”.',
    hint: { fr: 'Reliez cette entrée à l’étape qui doit la remplir.', en: 'Connect this input to the step that should fill it.' },
  },
  NODE_UNREACHABLE: {
    fr: 'L’étape « {name} » ne sera jamais exécutée : aucun déclencheur n’y mène.',
    en: 'The step “{name}” will never run: no trigger leads to it.',
  },
  NODE_PORT_DEAD: {
    fr: '« {target} » n’aura rien à faire : « {name} » est désactivé et ne donne rien par « {port} ».',
    en: '“{target}” will have nothing to do: “{name}” is disabled and gives nothing by “{port}”.',
  },
  NODE_ERROR_PORT_UNUSED: {
    fr: 'Les erreurs de l’étape « {name} » sortent par le port « error », mais rien n’y est relié : elles seraient perdues.',
    en: 'The errors of the step “{name}” leave by the port “error”, but nothing is connected there: they would be lost.',
  },
  NODE_LOOK_AGAIN_UNFIT: { fr: 'L’étape « {name} » ne peut pas chercher plusieurs fois de suite.', en: 'The step “{name}” can’t look several times in a row.' },
  NODE_PARENT_NOT_A_LOOP: { fr: 'L’étape « {name} » est rangée dans « {parent} », qui n’est pas une boucle.', en: 'The step “{name}” stands in “{parent}”, which is no loop.' },
  LOOP_BODY_EMPTY: {
    fr: 'La boucle « {name} » ne contient aucune étape.',
    en: 'The loop “{name}” holds no step.',
    hint: { fr: 'Ajoutez-y ce qui doit être fait pour chaque ligne, ou supprimez la boucle.', en: 'Add what is to be done for each row, or remove the loop.' },
  },
  LOOP_TOO_DEEP: {
    fr: 'La boucle « {name} » est imbriquée trop profondément : {most} niveaux au plus.',
    en: 'The loop “{name}” is nested too deeply: {most} levels at most.',
    hint: { fr: 'Faites-en un flux à part, et appelez-le par « Appeler un flux ».', en: 'Make a flow of its own out of it, and call that with “Call a flow”.' },
  },
  LOOP_TRIGGER_INSIDE: {
    fr: 'Le déclencheur « {name} » se trouve dans la boucle « {loop} » : rien ne peut démarrer au milieu d’une boucle.',
    en: 'The trigger “{name}” stands in the loop “{loop}”: nothing can start in the middle of a loop.',
    hint: { fr: 'Sortez-le de la boucle.', en: 'Take it out of the loop.' },
  },
  LOOP_RETURN_INSIDE: {
    fr: 'L’étape « {name} » rend des lignes au flux appelant depuis la boucle « {loop} », alors que la boucle n’est pas finie.',
    en: 'The step “{name}” gives rows back to the calling flow from inside the loop “{loop}”, before the loop is over.',
    hint: { fr: 'Placez-la après la boucle : elle y reçoit ce que tous les tours ont donné.', en: 'Put it behind the loop: there it gets what all turns gave.' },
  },
  LOOP_EACH_OUTSIDE: {
    fr: 'La boucle « {loop} » mène ses lignes une à une à « {name} », qui ne se trouve pas dans la boucle.',
    en: 'The loop “{loop}” leads its rows one by one to “{name}”, which doesn’t stand in the loop.',
    hint: { fr: 'Mettez cette étape dans la boucle, ou reliez-la à la sortie « terminé » pour la faire suivre.', en: 'Put that step into the loop, or connect it to the output “done” to let it follow.' },
  },
  LOOP_BODY_ENTERED: {
    fr: 'Une liaison mène de « {from} » droit à « {name} », dans la boucle « {loop} » : les lignes n’y entrent que par la boucle elle-même.',
    en: 'A connection leads from “{from}” straight to “{name}”, inside the loop “{loop}”: rows come in only through the loop itself.',
    hint: { fr: 'Les étapes d’avant la boucle peuvent y être lues par leurs champs, sans liaison.', en: 'Steps before the loop can be read in it by their fields, without a connection.' },
  },
  LOOP_BODY_LEFT: {
    fr: 'Une liaison mène de « {name} », dans la boucle « {loop} », à « {to} » au-dehors : les lignes ne sortent qu’une fois la boucle finie.',
    en: 'A connection leads from “{name}”, inside the loop “{loop}”, to “{to}” outside: rows leave only once the loop is over.',
    hint: { fr: 'Ce que donnent les dernières étapes de la boucle est recueilli : reliez la sortie « terminé » de la boucle.', en: 'What the last steps of the loop give is collected: connect the loop’s output “done”.' },
  },
  LOOP_BODY_LED_BACK: {
    fr: 'Une liaison ramène de « {name} » à sa boucle « {loop} » : c’est inutile, la boucle passe d’elle-même à la ligne suivante.',
    en: 'A connection leads from “{name}” back to its loop “{loop}”: there is no need, the loop goes on to the next row by itself.',
    hint: { fr: 'Supprimez cette liaison.', en: 'Remove that connection.' },
  },
  CALL_FLOW_UNCHOSEN: { fr: 'Choisissez le flux que l’étape « {name} » appelle.', en: 'Choose the flow that the step “{name}” calls.' },
  CALL_FLOW_ITSELF: { fr: 'L’étape « {name} » appelle le flux dans lequel elle se trouve : il ne finirait jamais.', en: 'The step “{name}” calls the flow that it stands in: it would never end.' },
  CALL_FLOW_UNKNOWN: {
    fr: 'Le flux « {flow} », appelé par l’étape « {name} », n’existe pas ou n’est pas publié.',
    en: 'The flow “{flow}”, called by the step “{name}”, doesn’t exist or isn’t published.',
    hint: { fr: 'Choisissez-en un autre, ou publiez-le.', en: 'Choose another one, or publish it.' },
  },
  CALL_FLOW_NOT_CALLABLE: {
    fr: 'Le flux « {flow} » ne peut pas être appelé par l’étape « {name} » : il n’a pas de déclencheur « Appelé par un flux ».',
    en: 'The flow “{flow}” can’t be called by the step “{name}”: it has no trigger “Called by a flow”.',
    hint: { fr: 'Ajoutez-lui ce déclencheur et publiez-le.', en: 'Add that trigger to it, and publish it.' },
  },
  CALL_FLOW_CIRCLE: {
    fr: 'L’étape « {name} » appelle des flux qui reviennent à celui-ci ({flows}) : ils ne finiraient jamais.',
    en: 'The step “{name}” calls flows that lead back to this one ({flows}): they would never end.',
    hint: { fr: 'Choisissez un autre flux, ou retirez un des appels de ce cercle.', en: 'Choose another flow, or take out one of the calls of this circle.' },
  },
  CALL_FIELD_MISSING: {
    fr: 'Le flux « {flow} », appelé par l’étape « {name} », attend le champ « {field} », que les lignes n’ont pas.',
    en: 'The flow “{flow}”, called by the step “{name}”, expects the field “{field}”, which the rows don’t have.',
    hint: { fr: 'Ajoutez-le auparavant par une étape « Définir des champs ».', en: 'Add it before, by a step “Set fields”.' },
  },
  CALL_FIELD_TYPE: {
    fr: 'Le flux « {flow} », appelé par l’étape « {name} », attend autre chose dans le champ « {field} » ({expected} au lieu de {given}).',
    en: 'The flow “{flow}”, called by the step “{name}”, expects something else in the field “{field}” ({expected} instead of {given}).',
  },
  EDGE_NODE_ITSELF: { fr: 'L’étape « {name} » est reliée à elle-même.', en: 'The step “{name}” is connected to itself.' },
  EDGE_INTO_TRIGGER: { fr: '« {name} » est un déclencheur : rien ne peut y arriver par une liaison.', en: '“{name}” is a trigger: no connection can lead into it.' },
  EDGE_INPUT_UNKNOWN: { fr: 'L’étape « {name} » n’a pas d’entrée « {port} ».', en: 'The step “{name}” has no input “{port}”.' },
  EDGE_OUTPUT_UNKNOWN: { fr: 'L’étape « {name} » n’a pas de sortie « {port} ».', en: 'The step “{name}” has no output “{port}”.' },
  EDGE_ERROR_PORT_OFF: {
    fr: 'Une liaison part du port « error » de « {name} », mais ses erreurs n’y sortent pas.',
    en: 'A connection leaves by the port “error” of “{name}”, but its errors don’t leave there.',
  },

  NODE_PARAM_MISSING: { fr: 'Le paramètre « {label} » doit être rempli.', en: 'The parameter “{label}” must be filled in.' },
  NODE_PARAM_EMPTY: { fr: 'Le paramètre « {label} » ne doit pas être vide.', en: 'The parameter “{label}” must not be empty.' },
  NODE_PARAM_TYPE: { fr: 'Le paramètre « {label} » doit être {expected}.', en: 'The parameter “{label}” must be {expected}.' },
  NODE_PARAM_CHOICE: { fr: 'La valeur de « {label} » n’est pas un des choix possibles ({allowed}).', en: 'The value of “{label}” is none of the possible choices ({allowed}).' },
  NODE_PARAM_TEXT_TOO_SHORT: { fr: 'Le texte de « {label} » doit avoir au moins {limit:number} caractères.', en: 'The text of “{label}” must have at least {limit:number} characters.' },
  NODE_PARAM_TEXT_TOO_LONG: { fr: 'Le texte de « {label} » doit avoir au plus {limit:number} caractères.', en: 'The text of “{label}” must have at most {limit:number} characters.' },
  NODE_PARAM_LIST_TOO_SHORT: { fr: 'La liste « {label} » doit avoir au moins {limit:number} éléments.', en: 'The list “{label}” must have at least {limit:number} elements.' },
  NODE_PARAM_LIST_TOO_LONG: { fr: 'La liste « {label} » doit avoir au plus {limit:number} éléments.', en: 'The list “{label}” must have at most {limit:number} elements.' },
  NODE_PARAM_LIST_DOUBLE: { fr: 'La liste « {label} » contient deux fois la même valeur.', en: 'The list “{label}” has the same value twice.' },
  NODE_PARAM_TOO_SMALL: { fr: 'La valeur de « {label} » est trop petite (au moins {limit:number}).', en: 'The value of “{label}” is too small (at least {limit:number}).' },
  NODE_PARAM_TOO_LARGE: { fr: 'La valeur de « {label} » est trop grande (au plus {limit:number}).', en: 'The value of “{label}” is too large (at most {limit:number}).' },
  NODE_PARAM_FORM: { fr: 'Le texte de « {label} » n’a pas la forme attendue.', en: 'The text of “{label}” doesn’t have the expected form.' },
  NODE_PARAM_INVALID: { fr: 'Le paramètre « {label} » ne convient pas.', en: 'The parameter “{label}” doesn’t fit.' },
  NODE_PARAM_UNKNOWN: { fr: 'Cette étape n’a pas de paramètre « {label} ».', en: 'This step has no parameter “{label}”.' },
  NODE_PARAM_LITERAL: {
    fr: '« {label} » est pris tel quel : les expressions {{…}} n’y sont pas calculées.',
    en: '“{label}” is taken as it is: expressions {{…}} aren’t worked out there.',
  },

  NODE_FIELD_UNKNOWN: { fr: 'Le champ « {field} » n’existe pas ici (champs connus : {known}).', en: 'There is no field “{field}” here (known fields: {known}).' },
  NODE_FIELD_MISSPELLED: { fr: 'Le champ « {field} » n’existe pas ici. Vouliez-vous dire « {suggestion} » ?', en: 'There is no field “{field}” here. Did you mean “{suggestion}”?' },
  NODE_FIELD_NONE: { fr: 'Le champ « {field} » n’existe pas ici : les données n’ont aucun champ.', en: 'There is no field “{field}” here: the data has no fields.' },
  NODE_FIELD_UNSEEN: {
    fr: 'Le champ « {field} » n’a pas encore été vu ici (champs vus : {known}).',
    en: 'The field “{field}” hasn’t been seen here so far (fields seen: {known}).',
    hint: { fr: 'Vérifiez son nom, ou essayez le flux jusqu’à cette étape.', en: 'Check its name, or try the flow up to this step.' },
  },
  NODE_FIELD_UNSEEN_NEAR: {
    fr: 'Le champ « {field} » n’a pas encore été vu ici. Vouliez-vous dire « {suggestion} » ?',
    en: 'The field “{field}” hasn’t been seen here so far. Did you mean “{suggestion}”?',
  },

  NODE_CREDENTIAL_MISSING: {
    fr: 'Choisissez un identifiant pour « {label} » dans l’étape « {name} ».',
    en: 'Choose a credential for “{label}” in the step “{name}”.',
    hint: { fr: 'S’il n’y en a pas encore, ajoutez-le dans l’étape ou sous « Identifiants ».', en: 'Where there is none yet, add it in the step or under “Credentials”.' },
  },
  NODE_CREDENTIAL_UNMAPPED: {
    fr: 'L’étape « {name} » attend l’identifiant « {credential} » : choisissez lequel des vôtres le remplace.',
    en: 'The step “{name}” expects the credential “{credential}”: choose which of yours takes its place.',
  },
  NODE_CREDENTIAL_UNKNOWN: {
    fr: 'L’identifiant « {credential} » de l’étape « {name} » n’existe plus, ou n’est pas partagé avec cet espace.',
    en: 'The credential “{credential}” of the step “{name}” no longer exists, or isn’t shared with this workspace.',
    hint: { fr: 'Choisissez-en un autre.', en: 'Choose another one.' },
  },
  NODE_CREDENTIAL_TYPE_WRONG: {
    fr: 'L’identifiant « {credential} » (type {type}) ne convient pas à l’étape « {name} », qui demande : {expected}.',
    en: 'The credential “{credential}” (type {type}) doesn’t fit the step “{name}”, which asks for: {expected}.',
  },

  NODE_ATTEMPTS_OUT_OF_RANGE: { fr: 'Le nombre d’essais de l’étape « {name} » doit se situer entre {least} et {most}.', en: 'The number of attempts of the step “{name}” must be between {least} and {most}.' },
  NODE_WAIT_OUT_OF_RANGE: { fr: 'L’attente entre deux essais de l’étape « {name} » est de {most:duration} au plus.', en: 'The wait between two attempts of the step “{name}” is {most:duration} at most.' },
  NODE_WAITS_OUT_OF_RANGE: { fr: 'Donnez entre 1 et {most} attentes à l’étape « {name} ».', en: 'Give between 1 and {most} waits to the step “{name}”.' },
  NODE_WAIT_ORDER: {
    fr: 'La première attente de l’étape « {name} » ({first:duration}) dépasse la plus longue ({longest:duration}).',
    en: 'The first wait of the step “{name}” ({first:duration}) is longer than the longest one ({longest:duration}).',
  },
  NODE_TIMEOUT_OUT_OF_RANGE: { fr: 'La durée maximale de l’étape « {name} » doit se situer entre {least:duration} et {most:duration}.', en: 'The time limit of the step “{name}” must be between {least:duration} and {most:duration}.' },
  NODE_REPLACEMENT_MISSING: { fr: 'Indiquez la valeur de remplacement de l’étape « {name} ».', en: 'Give the replacement value of the step “{name}”.' },
  NODE_FILE_UNCHOSEN: { fr: 'Choisissez un fichier pour « {label} ».', en: 'Choose a file for “{label}”.' },
  NODE_FILE_UNKNOWN: {
    fr: 'Le fichier « {file} » choisi pour « {label} » n’existe plus.',
    en: 'The file “{file}” chosen for “{label}” no longer exists.',
    hint: { fr: 'Choisissez-en un autre, ou téléversez-le à nouveau.', en: 'Choose another one, or upload it again.' },
  },

  WEBHOOK_PATH_RESERVED: { fr: 'Un chemin de webhook ne peut pas commencer par « {word} ».', en: 'A webhook path can’t begin with “{word}”.' },
  WEBHOOK_CALLER_MISFIT: {
    fr: 'L’identifiant « {credential} » n’est pas de la sorte que l’étape « {name} » attend de l’appelant.',
    en: 'The credential “{credential}” is not of the kind that the step “{name}” expects of the caller.',
    hint: { fr: 'Un secret partagé demande un jeton ; un nom et un mot de passe, un identifiant « nom et mot de passe » ; une signature, un identifiant « signature de webhook ».', en: 'A shared secret asks for a token; a user name and password for a credential of that kind; a signature for a “webhook signature”.' },
  },
  TRIGGER_FIELD_TWICE: {
    fr: 'L’étape « {name} » a deux champs « {field} ».',
    en: 'The step “{name}” has two fields “{field}”.',
    hint: { fr: 'Donnez un autre nom à l’un des deux : seul le premier serait vu.', en: 'Give one of the two another name: only the first would be seen.' },
  },
  TRIGGER_FIELD_FORBIDDEN: {
    fr: 'Dans l’étape « {name} », un champ ne peut pas s’appeler « {field} ».',
    en: 'In the step “{name}”, a field can’t be called “{field}”.',
    hint: { fr: 'Ce mot a un autre sens pour les programmes : choisissez un autre nom.', en: 'This word means something else to programs: choose another name.' },
  },
  FORM_CHOICES_MISSING: {
    fr: 'Le champ « {field} » de l’étape « {name} » n’a aucune réponse à proposer.',
    en: 'The field “{field}” of the step “{name}” has no answer to offer.',
    hint: { fr: 'Ajoutez les choix possibles : sans eux, le formulaire ne pourrait jamais être envoyé.', en: 'Add the possible choices: without them the form could never be sent.' },
  },
  WEBHOOK_PATH_TAKEN: { fr: 'L’adresse {method} « {path} » sert déjà à « {flow} ».', en: 'The address {method} “{path}” is already used by “{flow}”.' },

  EXPRESSION_IN_TRIGGER: {
    fr: '« {text} » n’existe pas encore au démarrage : un déclencheur ne peut lire aucune donnée du flux.',
    en: '“{text}” doesn’t exist yet at the start: a trigger can’t read any data of the flow.',
  },
  EXPRESSION_ITEM_IN_ALL_MODE: {
    fr: '« {text} » désigne une ligne, mais l’étape « {name} » travaille une seule fois pour toutes les lignes.',
    en: '“{text}” means one row, but the step “{name}” works only once for all rows.',
    hint: { fr: 'Faites travailler l’étape ligne par ligne, ou lisez « nodes.….first » d’une étape précédente.', en: 'Let the step work row by row, or read “nodes.….first” of an earlier step.' },
  },
  EXPRESSION_NODE_UNKNOWN: { fr: 'Aucune étape de ce flux n’a l’identifiant « {id} ».', en: 'No step of this flow has the id “{id}”.' },
  EXPRESSION_NODE_MISSPELLED: { fr: 'Aucune étape n’a l’identifiant « {id} ». Vouliez-vous dire « {suggestion} » ?', en: 'No step has the id “{id}”. Did you mean “{suggestion}”?' },
  EXPRESSION_NODE_ITSELF: { fr: 'L’étape « {name} » ne peut pas lire son propre résultat.', en: 'The step “{name}” can’t read its own result.' },
  EXPRESSION_NODE_NOT_UPSTREAM: {
    fr: '« {text} » : l’étape « {name} » n’est pas en amont, son résultat n’est pas disponible ici.',
    en: '“{text}”: the step “{name}” isn’t upstream, so its result isn’t available here.',
    hint: { fr: 'Reliez-les de sorte que « {name} » passe avant.', en: 'Connect them so that “{name}” comes first.' },
  },
  EXPRESSION_NODE_IN_LOOP: {
    fr: '« {text} » : l’étape « {name} » se trouve dans la boucle « {loop} » et donne des lignes à chaque tour.',
    en: '“{text}”: the step “{name}” stands in the loop “{loop}” and gives rows at each turn.',
    hint: { fr: 'Lisez ce que la boucle entière a donné : « nodes.{id}.first ».', en: 'Read what the whole loop gave: “nodes.{id}.first”.' },
  },
  EXPRESSION_LOOP_NOT_OVER: {
    fr: '« {text} » : la boucle « {name} » n’est pas finie ici, sa sortie « {port} » n’a encore rien donné.',
    en: '“{text}”: the loop “{name}” isn’t over here, its output “{port}” hasn’t given anything yet.',
  },
  EXPRESSION_LOOP_TURN_OUTSIDE: {
    fr: '« {text} » : les lignes d’un tour de la boucle « {name} » n’existent que dans la boucle.',
    en: '“{text}”: the rows of one turn of the loop “{name}” exist only inside of the loop.',
  },
  EXPRESSION_PORT_UNKNOWN: { fr: 'L’étape « {name} » n’a pas de sortie « {port} » (sorties : {known}).', en: 'The step “{name}” has no output “{port}” (outputs: {known}).' },
  EXPRESSION_SAME_ROW_DROPPED: {
    fr: '« {text} » : la même ligne de « {name} » ne peut pas être retrouvée, car « {between} » ajoute, retire ou déplace des lignes.',
    en: '“{text}”: the same row of “{name}” can’t be found again, because “{between}” adds, drops or moves rows.',
    hint: { fr: 'Gardez le champ utile dans les lignes, ou lisez « first ».', en: 'Keep the field that you need in the rows, or read “first”.' },
  },
  EXPRESSION_SAME_ROW_MERGED: {
    fr: '« {text} » : la même ligne de « {name} » ne peut pas être retrouvée, car « {between} » réunit plusieurs suites de lignes.',
    en: '“{text}”: the same row of “{name}” can’t be found again, because “{between}” brings several lots of rows together.',
  },
  EXPRESSION_SAME_ROW_APART: {
    fr: '« {text} » : les lignes de cette étape ne viennent pas de celles de « {name} ».',
    en: '“{text}”: the rows of this step don’t come from those of “{name}”.',
  },
  EXPRESSION_VARIABLE_UNKNOWN: {
    fr: 'La variable « {variable} » n’existe pas dans cet espace.',
    en: 'There is no variable “{variable}” in this workspace.',
    hint: { fr: 'Créez-la dans les réglages de l’espace.', en: 'Create it in the settings of the workspace.' },
  },
  EXPRESSION_VARIABLE_MISSPELLED: { fr: 'La variable « {variable} » n’existe pas. Vouliez-vous dire « {suggestion} » ?', en: 'There is no variable “{variable}”. Did you mean “{suggestion}”?' },
} as const satisfies MessageMap
