import type { MessageMap } from './message-map.js'

/** What is said of alerts: what is wrong, that it is over, and why nobody could be told. */
export const alertMessages = {
  ALERT_STATE_FINAL: { fr: 'Cette alerte est déjà terminée.', en: 'This alert is over already.' },
  ALERT_ENDS_ITSELF: {
    fr: 'Cette alerte se termine d’elle-même quand tout va de nouveau bien.',
    en: 'This alert ends by itself when all is well again.',
    hint: { fr: 'Pour ne plus être prévenu, désactivez sa règle.', en: 'To hear no more of it, switch its rule off.' },
  },
  ALERT_RECIPIENT_NONE: {
    fr: 'Cette règle ne prévient personne.',
    en: 'This rule tells nobody.',
    hint: { fr: 'Choisissez des destinataires de l’annuaire, ou un rôle.', en: 'Choose recipients of the directory, or a role.' },
  },
  ALERT_RECIPIENT_GONE: { fr: '« {name} » n’est plus dans l’annuaire.', en: '“{name}” is no longer in the directory.' },
  ALERT_RECIPIENT_INACTIVE: { fr: '« {name} » est inactif dans l’annuaire.', en: '“{name}” is inactive in the directory.' },
  ALERT_MAIL_ACCOUNT_MISSING: {
    fr: 'Aucun compte d’envoi n’est choisi pour les courriels de Maillon.',
    en: 'No mail account is chosen for Maillon’s own mails.',
    hint: { fr: 'Choisissez-en un dans les réglages, sous « Personnes ».', en: 'Choose one in the settings, under “People”.' },
  },
  ALERT_FLOW_UNKNOWN: { fr: 'Un flux choisi n’existe plus.', en: 'A flow that was chosen no longer exists.' },
  ALERT_TWILIO_UNFIT: { fr: 'Ce n’est pas un compte Twilio de cet espace de travail.', en: 'This isn’t a Twilio account of this workspace.' },
  ALERT_NOTICE_POSTPONED: { fr: 'Le compte a un rythme : l’envoi attend son tour.', en: 'The account has a pace: the message waits for its turn.' },
} satisfies MessageMap
