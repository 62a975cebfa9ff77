import type { MessageMap } from './message-map.js'

/** Texts of the gate for JSON from outside (`@maillon/kernel`). */
export const jsonMessages = {
  JSON_NOT_JSON: {
    fr: 'Ce texte n’est pas du JSON valide.',
    en: 'This text isn’t valid JSON.',
    hint: { fr: 'Vérifiez que le fichier est complet et qu’il n’a pas été modifié à la main.', en: 'Check that the file is complete and hasn’t been edited by hand.' },
  },
  JSON_TOO_DEEP: {
    fr: 'Le document contient trop de niveaux imbriqués.',
    en: 'The document is nested too deeply.',
    hint: { fr: 'Il est permis d’imbriquer 64 niveaux au plus.', en: 'At most 64 levels are allowed.' },
  },
  JSON_TOO_LARGE: {
    fr: 'Le document contient trop d’éléments.',
    en: 'The document has too many elements.',
    hint: { fr: 'Partagez-le en plusieurs documents plus petits.', en: 'Split it into several smaller documents.' },
  },
  JSON_FORBIDDEN_KEY: {
    fr: 'Le document contient un nom de propriété interdit (__proto__, constructor ou prototype).',
    en: 'The document has a forbidden property name (__proto__, constructor or prototype).',
    hint: { fr: 'Renommez cette propriété, ou méfiez-vous de l’origine du document.', en: 'Rename this property, or be wary of where the document comes from.' },
  },
  JSON_FORBIDDEN_TEXT: {
    fr: 'Le document contient un caractère nul ou incomplet (U+0000, demi-caractère), qui ne peut pas être enregistré.',
    en: 'The document has a null or broken character (U+0000, half a surrogate pair), which can’t be stored.',
    hint: { fr: 'Retirez ce caractère dans le programme qui a écrit le document.', en: 'Take this character out in the program that has written the document.' },
  },
} as const satisfies MessageMap
