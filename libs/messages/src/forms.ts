import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const formMessages = {
  FORM_FIELD_MISSING: { fr: 'Cette réponse est obligatoire.', en: 'This answer is required.' },
  FORM_TEXT_TOO_LONG: { fr: 'Ce texte est trop long : {most:number} caractères au plus.', en: 'This text is too long: {most:number} characters at most.' },
  FORM_NUMBER_EXPECTED: { fr: 'Un nombre est attendu ici.', en: 'A number is expected here.' },
  FORM_DATE_EXPECTED: { fr: 'Une date est attendue ici.', en: 'A date is expected here.' },
  FORM_EMAIL_EXPECTED: { fr: 'Une adresse de courriel est attendue ici.', en: 'A mail address is expected here.' },
  FORM_CHOICE_UNKNOWN: { fr: 'Choisissez une des réponses proposées.', en: 'Choose one of the answers offered.' },
  FORM_FILE_TOO_LARGE: { fr: 'Ce fichier dépasse {most:number} Mo.', en: 'This file is over {most:number} MB.' },
  FORM_BUSY: {
    fr: 'Beaucoup de réponses arrivent en ce moment.',
    en: 'Many answers are coming in just now.',
    hint: { fr: 'Attendez quelques secondes, puis envoyez à nouveau.', en: 'Wait a few seconds, then send again.' },
  },
  FORM_CHANGED: {
    fr: 'Ce formulaire était celui d’un essai qui est terminé ; rien n’a été envoyé.',
    en: 'This form belonged to a trial that is over; nothing was sent.',
    hint: { fr: 'Rechargez la page pour remplir le formulaire en service.', en: 'Reload the page to fill in the form that is in use.' },
  },
} satisfies MessageMap
