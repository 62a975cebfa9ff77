import type { MessageMap } from './message-map.js'

/** Texts of what can be wrong with an expression, when it is read and when it is worked out. */
export const expressionsMessages = {
  EXPRESSION_TEXT_REQUIRED: { fr: 'Une expression doit être un texte.', en: 'An expression has to be a text.' },
  EXPRESSION_TEXT_TOO_LONG: {
    fr: 'Ce texte est trop long pour contenir des expressions : au plus {limit:size}.',
    en: 'This text is too long to hold expressions: at most {limit:size}.',
    hint: { fr: 'Répartissez-le sur plusieurs champs ou plusieurs étapes.', en: 'Spread it over several fields or several steps.' },
  },
  EXPRESSION_TAGS_TOO_MANY: {
    fr: 'Ce texte contient {count:number} balises, pour {limit:number} au plus.',
    en: 'This text holds {count:number} tags, with {limit:number} at most.',
    hint: { fr: 'Répartissez-le sur plusieurs champs ou plusieurs étapes.', en: 'Spread it over several fields or several steps.' },
  },
  EXPRESSION_CALLS_TOO_MANY: {
    fr: 'Ce texte contient {count:number} parenthèses ouvrantes, pour {limit:number} au plus.',
    en: 'This text holds {count:number} opening brackets, with {limit:number} at most.',
    hint: { fr: 'Répartissez-le sur plusieurs champs ou plusieurs étapes.', en: 'Spread it over several fields or several steps.' },
  },
  EXPRESSION_NESTING_TOO_DEEP: {
    fr: 'Cette expression est trop imbriquée : {limit} niveaux au plus.',
    en: 'This expression is nested too deeply: {limit} levels at most.',
    hint: {
      fr: 'Calculez une partie dans une étape « Définir des champs » avant celle-ci.',
      en: 'Work out a part of it in a “Set fields” step before this one.',
    },
  },
  EXPRESSION_SYNTAX_INVALID: {
    fr: 'L’expression ne se lit plus à cet endroit (« {found} »).',
    en: 'The expression can’t be read any further from here (“{found}”).',
    hint: { fr: 'Vérifiez les accolades, les guillemets et les parenthèses.', en: 'Check the braces, quotes and brackets.' },
  },
  EXPRESSION_INDEX_BARE: {
    fr: 'À la fin d’un chemin, une position s’écrit entre crochets : .[{index}].',
    en: 'At the end of a path, a position is written in square brackets: .[{index}].',
  },
  EXPRESSION_TAG_UNCLOSED: {
    fr: 'Il manque les accolades fermantes }} de cette expression.',
    en: 'The closing braces }} of this expression are missing.',
    hint: { fr: 'Une expression s’écrit {{…}}.', en: 'An expression is written {{…}}.' },
  },
  EXPRESSION_BLOCK_UNCLOSED: {
    fr: 'Le bloc « {name} » n’est pas refermé.',
    en: 'The block “{name}” isn’t closed.',
    hint: { fr: 'Ajoutez sa balise de fin, par exemple {{/if}}.', en: 'Add its closing tag, for example {{/if}}.' },
  },
  EXPRESSION_BLOCK_MISMATCHED: {
    fr: 'Le bloc « {open} » est refermé par « {close} ».',
    en: 'The block “{open}” is closed by “{close}”.',
    hint: { fr: 'La balise de fin porte le nom du bloc qu’elle referme.', en: 'A closing tag carries the name of the block that it closes.' },
  },
  EXPRESSION_BLOCK_UNKNOWN: {
    fr: 'Il n’y a pas de bloc « {name} » (peut-être « {suggestion} » ?).',
    en: 'There is no block “{name}” (perhaps “{suggestion}”?).',
    hint: { fr: 'Les blocs sont #if, #unless, #each et #with.', en: 'The blocks are #if, #unless, #each and #with.' },
  },
  EXPRESSION_BLOCK_ARGUMENTS: {
    fr: 'Le bloc « {name} » demande une seule valeur.',
    en: 'The block “{name}” takes exactly one value.',
    hint: { fr: 'Mettez un calcul entre parenthèses : {{#if (gt item.total 100)}}.', en: 'Put a calculation in brackets: {{#if (gt item.total 100)}}.' },
  },
  EXPRESSION_PARTIAL_FORBIDDEN: { fr: 'Les modèles partiels ({{> …}}) ne sont pas acceptés ici.', en: 'Partials ({{> …}}) are not accepted here.' },
  EXPRESSION_DECORATOR_FORBIDDEN: { fr: 'Les balises {{* …}} et {{#* …}} ne sont pas acceptées.', en: 'The tags {{* …}} and {{#* …}} are not accepted.' },
  EXPRESSION_RAW_FORBIDDEN: {
    fr: 'Quatre accolades de suite ne sont pas acceptées.',
    en: 'Four braces in a row are not accepted.',
    hint: { fr: 'Pour écrire des accolades telles quelles, mettez \\ devant : \\{{…}}.', en: 'To write braces as they are, put \\ in front: \\{{…}}.' },
  },
  EXPRESSION_FUNCTION_UNKNOWN: {
    fr: 'La fonction « {name} » n’existe pas.',
    en: 'There is no function “{name}”.',
    hint: { fr: 'Choisissez-en une dans la liste des fonctions.', en: 'Choose one from the list of functions.' },
  },
  EXPRESSION_FUNCTION_MISSPELLED: {
    fr: 'La fonction « {name} » n’existe pas. Vouliez-vous dire « {suggestion} » ?',
    en: 'There is no function “{name}”. Did you mean “{suggestion}”?',
  },
  EXPRESSION_FUNCTION_ARGUMENTS: {
    fr: 'La fonction « {name} » attend : {expected} ({given|valeur donnée|valeurs données} : {given}).',
    en: 'The function “{name}” takes: {expected} ({given|value given|values given}: {given}).',
    hint: {
      fr: 'Ce qui est entre crochets peut être laissé de côté ; … peut être répété.',
      en: 'What stands in square brackets may be left out; … may be repeated.',
    },
  },
  EXPRESSION_ARGUMENT_UNKNOWN: {
    fr: 'La fonction « {function} » n’a pas de paramètre « {name} », ou il est donné deux fois.',
    en: 'The function “{function}” has no parameter “{name}”, or it is given twice.',
    hint: { fr: 'Ses paramètres sont : {known}.', en: 'Its parameters are: {known}.' },
  },
  EXPRESSION_CALL_INVALID: {
    fr: '« {name} » n’est pas une fonction et ne peut pas être suivi d’autres valeurs.',
    en: '“{name}” isn’t a function and can’t be followed by further values.',
    hint: {
      fr: 'Un nom de champ qui contient des espaces s’écrit entre crochets : item.[Prix HT].',
      en: 'A field name with spaces is written in square brackets: item.[Net price].',
    },
  },
  EXPRESSION_NAME_UNKNOWN: {
    fr: '« {name} » ne désigne rien ici.',
    en: '“{name}” means nothing here.',
    hint: { fr: 'Commencez par : {known}. Un champ de la ligne s’écrit item.nom.', en: 'Begin with: {known}. A field of the row is written item.name.' },
  },
  EXPRESSION_NAME_MISSPELLED: {
    fr: '« {name} » ne désigne rien ici. Vouliez-vous dire « {suggestion} » ?',
    en: '“{name}” means nothing here. Did you mean “{suggestion}”?',
    hint: { fr: 'Commencez par : {known}.', en: 'Begin with: {known}.' },
  },
  EXPRESSION_LEVEL_MISSING: {
    fr: '« {path} » n’a de sens qu’à l’intérieur d’un bloc #each ou #with.',
    en: '“{path}” only means something inside a block #each or #with.',
    hint: { fr: 'Ailleurs, un champ de la ligne s’écrit item.nom.', en: 'Elsewhere, a field of the row is written item.name.' },
  },
  EXPRESSION_NODE_PATH_INCOMPLETE: {
    fr: '« {path} » ne dit pas quelle ligne de l’étape est voulue.',
    en: '“{path}” doesn’t say which row of the step is meant.',
    hint: {
      fr: 'Écrivez nodes.{node}.first.champ (première ligne), nodes.{node}.same.champ (même ligne) ou nodes.{node}.all (toutes).',
      en: 'Write nodes.{node}.first.field (first row), nodes.{node}.same.field (same row) or nodes.{node}.all (all of them).',
    },
  },

  EXPRESSION_VALUE_MISSING: {
    fr: '« {path} » n’a pas de valeur ici.',
    en: '“{path}” has no value here.',
    hint: {
      fr: 'item et index n’existent que dans une étape qui travaille ligne par ligne ; pour accepter l’absence, écrivez default {path} "…".',
      en: 'item and index exist only in a step that works row by row; to accept that it is missing, write default {path} "…".',
    },
  },
  EXPRESSION_FIELD_MISSING: {
    fr: 'Le champ « {field} » n’existe pas ({path}).',
    en: 'There is no field “{field}” ({path}).',
    hint: {
      fr: 'Champs présents : {known}. Pour accepter son absence, utilisez la fonction default.',
      en: 'Fields that are there: {known}. To accept that it is missing, use the function default.',
    },
  },
  EXPRESSION_FIELD_MISSPELLED: {
    fr: 'Le champ « {field} » n’existe pas ({path}). Vouliez-vous dire « {suggestion} » ?',
    en: 'There is no field “{field}” ({path}). Did you mean “{suggestion}”?',
    hint: { fr: 'Champs présents : {known}.', en: 'Fields that are there: {known}.' },
  },
  EXPRESSION_NODE_MISSING: {
    fr: 'L’étape « {node} » ne donne rien à cet endroit.',
    en: 'The step “{node}” gives nothing here.',
    hint: {
      fr: 'Il doit se trouver avant celui-ci et avoir été exécuté dans cette branche.',
      en: 'It has to stand before this one and to have run in this branch.',
    },
  },
  EXPRESSION_ROW_MISSING: {
    fr: 'L’étape « {node} » n’a donné aucune ligne pour « {path} ».',
    en: 'The step “{node}” gave no row for “{path}”.',
    hint: { fr: 'Pour accepter ce cas, utilisez la fonction default.', en: 'To accept this case, use the function default.' },
  },
  EXPRESSION_LIST_EMPTY: {
    fr: 'La fonction « {function} » ne peut rien donner : la liste est vide.',
    en: 'The function “{function}” has nothing to give: the list is empty.',
    hint: { fr: 'Pour accepter ce cas, utilisez la fonction default.', en: 'To accept this case, use the function default.' },
  },
  EXPRESSION_TEXT_EXPECTED: {
    fr: 'La fonction « {function} » attend un texte pour « {argument} », pas {given}.',
    en: 'The function “{function}” takes a text for “{argument}”, not {given}.',
  },
  EXPRESSION_NUMBER_EXPECTED: {
    fr: 'La fonction « {function} » attend un nombre pour « {argument} », et non {given}.',
    en: 'The function “{function}” takes a number for “{argument}”, not {given}.',
    hint: {
      fr: 'Corrigez la donnée ; un texte comme « 1 234,56 » devient un nombre avec la fonction NOMBRE.',
      en: 'Correct the data; a text such as “1,234.56” becomes a number with the function number.',
    },
  },
  EXPRESSION_INTEGER_EXPECTED: {
    fr: 'La fonction « {function} » attend un nombre entier pour « {argument} », pas {given}.',
    en: 'The function “{function}” takes a whole number for “{argument}”, not {given}.',
    hint: { fr: 'Arrondissez-le avec la fonction ARRONDI.', en: 'Round it with the function round.' },
  },
  EXPRESSION_LIST_EXPECTED: {
    fr: 'La fonction « {function} » attend une liste pour « {argument} », pas {given}.',
    en: 'The function “{function}” takes a list for “{argument}”, not {given}.',
    hint: { fr: 'Toutes les lignes d’une étape s’écrivent nodes.nom-de-l’étape.all.', en: 'All rows of a step are written nodes.name-of-the-node.all.' },
  },
  EXPRESSION_DATE_EXPECTED: {
    fr: 'La fonction « {function} » attend une date pour « {argument} », pas {given}.',
    en: 'The function “{function}” takes a date for “{argument}”, not {given}.',
    hint: {
      fr: 'Un texte comme "21/11/2026" devient une date avec la fonction LIRE_DATE.',
      en: 'A text such as "21/11/2026" becomes a date with the function parseDate.',
    },
  },
  EXPRESSION_OBJECT_EXPECTED: {
    fr: 'La fonction « {function} » attend un objet ou une liste pour « {argument} », pas {given}.',
    en: 'The function “{function}” takes an object or a list for “{argument}”, not {given}.',
  },
  EXPRESSION_EACH_EXPECTED: {
    fr: 'Le bloc #each parcourt une liste ou un objet, pas {given}.',
    en: 'The block #each goes through a list or an object, not {given}.',
  },
  EXPRESSION_VALUES_NOT_COMPARABLE: {
    fr: 'La fonction « {function} » ne peut pas comparer {left} et {right}.',
    en: 'The function “{function}” can’t compare {left} and {right}.',
    hint: { fr: 'Comparez deux nombres, deux dates ou deux textes.', en: 'Compare two numbers, two dates or two texts.' },
  },
  EXPRESSION_NUMBER_UNREADABLE: {
    fr: '{given} ne se lit pas comme un nombre.',
    en: '{given} can’t be read as a number.',
    hint: {
      fr: 'En français on attend par exemple 1 234,56, en anglais 1,234.56 ; la langue peut être donnée à la fonction.',
      en: 'In English 1,234.56 is understood, in French 1 234,56; the language can be given to the function.',
    },
  },
  EXPRESSION_DATE_UNREADABLE: {
    fr: '{given} ne se lit pas comme une date (format : « {format} »).',
    en: '{given} can’t be read as a date (format: “{format}”).',
    hint: { fr: 'Donnez le format du texte, par exemple "jj/MM/aaaa HH:mm".', en: 'Give the format of the text, for example "dd/MM/yyyy HH:mm".' },
  },
  EXPRESSION_DATE_OUT_OF_RANGE: {
    fr: 'La fonction « {function} » donne une date qui sort des années 1 à 9999.',
    en: 'The function “{function}” gives a date outside the years 1 to 9999.',
  },
  EXPRESSION_NUMBER_OVERFLOW: { fr: 'Ce nombre devient trop grand pour être calculé.', en: 'This number gets too large to be worked out.' },
  EXPRESSION_DIVISION_BY_ZERO: {
    fr: 'Division par zéro dans la fonction « {function} ».',
    en: 'Division by zero in the function “{function}”.',
    hint: {
      fr: 'Prévoyez ce cas : {{if (eq item.nombre 0) 0 (divide item.total item.nombre)}}.',
      en: 'Provide for it: {{if (eq item.count 0) 0 (divide item.total item.count)}}.',
    },
  },
  EXPRESSION_ARGUMENT_OUT_OF_RANGE: {
    fr: 'Dans la fonction « {function} », « {argument} » doit être compris entre {min:number} et {max:number}.',
    en: 'In the function “{function}”, “{argument}” has to be between {min:number} and {max:number}.',
  },
  EXPRESSION_ZONE_UNKNOWN: {
    fr: 'Le fuseau horaire {zone} n’existe pas.',
    en: 'There is no time zone {zone}.',
    hint: { fr: 'Écrivez-le comme « Europe/Paris ».', en: 'Write it like “Europe/Paris”.' },
  },
  EXPRESSION_LOCALE_UNKNOWN: {
    fr: 'La langue « {locale} » n’est pas connue.',
    en: 'The language “{locale}” isn’t known.',
    hint: { fr: 'Écrivez par exemple fr, en ou de-CH.', en: 'Write for example fr, en or de-CH.' },
  },
  EXPRESSION_CURRENCY_UNKNOWN: {
    fr: 'La monnaie « {currency} » n’est pas connue.',
    en: 'The currency “{currency}” isn’t known.',
    hint: { fr: 'Écrivez son code de trois lettres : EUR, USD, CHF…', en: 'Write its code of three letters: EUR, USD, CHF…' },
  },
  EXPRESSION_FORMAT_INVALID: {
    fr: 'Le format de date {format} n’est pas utilisable.',
    en: 'The date format {format} can’t be used.',
    hint: { fr: 'Écrivez par exemple "jj/MM/aaaa HH:mm", ou "long".', en: 'Write for example "dd/MM/yyyy HH:mm", or "long".' },
  },
  EXPRESSION_CHOICE_UNKNOWN: {
    fr: 'Dans la fonction « {function} », « {argument} » ne peut pas valoir {given}. Vouliez-vous dire « {suggestion} » ?',
    en: 'In the function “{function}”, “{argument}” can’t be {given}. Did you mean “{suggestion}”?',
    hint: { fr: 'Valeurs possibles : {known}.', en: 'Possible values: {known}.' },
  },
  EXPRESSION_PATTERN_INVALID: {
    fr: 'Le motif {pattern} n’est pas utilisable.',
    en: 'The pattern {pattern} can’t be used.',
    hint: {
      fr: 'Les motifs suivent la syntaxe RE2 : 500 caractères au plus, sans retour en arrière ni regard autour.',
      en: 'Patterns follow the RE2 syntax: 500 characters at most, without back-references or look-around.',
    },
  },
  EXPRESSION_OPERATIONS_EXCEEDED: {
    fr: 'Cette expression demande trop de calculs : plus de {limit:number} opérations.',
    en: 'This expression takes too much work: more than {limit:number} operations.',
    hint: {
      fr: 'Pour de grandes listes, utilisez les étapes de table (agréger, trier, joindre).',
      en: 'For large lists, use the table steps (aggregate, sort, join).',
    },
  },
  EXPRESSION_OUTPUT_EXCEEDED: {
    fr: 'Le texte produit est trop long : plus de {limit:size}.',
    en: 'The text that comes out is too long: more than {limit:size}.',
    hint: { fr: 'Écrivez plutôt un fichier, et joignez-le.', en: 'Write a file instead, and attach it.' },
  },
  EXPRESSION_LIST_EXCEEDED: {
    fr: 'La liste produite est trop longue : plus de {limit:number} éléments.',
    en: 'The list that comes out is too long: more than {limit:number} elements.',
    hint: { fr: 'Pour de grandes listes, utilisez les étapes de table.', en: 'For large lists, use the table steps.' },
  },
  EXPRESSION_DEPTH_EXCEEDED: {
    fr: 'Cette valeur est trop imbriquée pour être mise en texte : plus de {limit} niveaux.',
    en: 'This value is nested too deeply to be put into text: more than {limit} levels.',
  },
} as const satisfies MessageMap
