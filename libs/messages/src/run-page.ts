import type { MessageMap } from './message-map.js'

/** What the page of a run says: rows to be mended, and what was done outside. */
export const runPageMessages = {
  RUN_FIELD_MISSING: {
    fr: 'Le flux « {flow} » attend le champ « {field} » : il manque à la ligne {row}.',
    en: 'The flow “{flow}” expects the field “{field}”: row {row} lacks it.',
    hint: { fr: 'Ajoutez ce champ avant l’appel, ou rendez-le facultatif dans le flux appelé.', en: 'Add this field before the call, or make it optional in the called flow.' },
  },
  RUN_FIELD_UNFIT: {
    fr: 'Le champ « {field} » de la ligne {row} n’a pas le type que le flux « {flow} » attend ({type}).',
    en: 'The field “{field}” of row {row} isn’t of the type that the flow “{flow}” expects ({type}).',
    hint: { fr: 'Convertissez ce champ avant l’appel.', en: 'Convert this field before the call.' },
  },
  TOFIX_ROW_TAKEN: {
    fr: '{count} {count|ligne a déjà été relancée|lignes ont déjà été relancées}.',
    en: '{count} {count|row has|rows have} been run again already.',
    hint: { fr: 'Choisissez les autres lignes, ou confirmez que celles-ci doivent passer une fois de plus.', en: 'Choose the other rows, or confirm that these shall go through once more.' },
  },
  TOFIX_ROW_UNKNOWN: {
    fr: 'Ces lignes ne correspondent pas à celles que l’étape a mises de côté.',
    en: 'These rows don’t match those that the step set aside.',
    hint: { fr: 'Rechargez la liste des lignes à corriger.', en: 'Reload the list of the rows to mend.' },
  },
  ACTION_STATE_SENT: { fr: 'Déjà envoyé {when}.', en: 'Already sent {when}.', hint: { fr: 'Une relance depuis l’échec ne l’enverra pas une seconde fois.', en: 'A retry from the failure won’t send it a second time.' } },
  ACTION_STATE_SENDING: { fr: 'Commencé {when}, toujours en cours.', en: 'Begun {when}, still going on.' },
  ACTION_STATE_UNKNOWN: {
    fr: 'Inconnu, à vérifier : l’envoi a été coupé {when}.',
    en: 'Unknown, please check: the sending was cut off {when}.',
    hint: { fr: 'Vérifiez auprès du destinataire, dites ici ce qu’il en est, puis relancez depuis l’échec.', en: 'Ask the recipient, say here what became of it, then retry from the failure.' },
  },
  ACTION_STATE_FAILED: { fr: 'Pas envoyé : échec {when}.', en: 'Not sent: it failed {when}.', hint: { fr: 'Une relance depuis l’échec l’enverra.', en: 'A retry from the failure will send it.' } },
  ACTION_STATE_KNOWN: {
    fr: 'On sait déjà ce que cette action est devenue.',
    en: 'It is known already what became of this action.',
    hint: { fr: 'Rechargez la page de l’exécution.', en: 'Reload the page of the run.' },
  },
} as const satisfies MessageMap
