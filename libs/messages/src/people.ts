import type { MessageMap } from './message-map.js'

/** Who comes in, how, and what they may do. */
export const peopleMessages = {
  API_SECOND_FACTOR_NEEDED: {
    fr: 'Ce compte demande aussi un code.',
    en: 'This account asks for a code as well.',
    hint: { fr: 'Saisissez celui de votre application d’authentification, ou un code de secours.', en: 'Type the one of your authenticator app, or a recovery code.' },
  },
  API_SECOND_FACTOR_REFUSED: { fr: 'Ce code ne convient pas.', en: 'This code isn’t right.', hint: { fr: 'Attendez le code suivant, ou vérifiez l’heure de votre téléphone.', en: 'Wait for the next one, or check the time of your phone.' } },
  API_SECOND_FACTOR_STANDS: { fr: 'La double authentification est déjà activée.', en: 'The second factor is on already.', hint: { fr: 'Désactivez-la d’abord.', en: 'Switch it off first.' } },
  API_CODE_WRONG: { fr: 'Ce code ne convient pas.', en: 'This code isn’t right.', hint: { fr: 'Attendez le code suivant, ou vérifiez l’heure de votre téléphone.', en: 'Wait for the next one, or check the time of your phone.' } },
  API_PASSWORD_WRONG: { fr: 'Ce n’est pas votre mot de passe actuel.', en: 'This isn’t your current password.' },
  API_PASSWORD_ABSENT: {
    fr: 'Ce compte n’a pas de mot de passe.',
    en: 'This account has no password.',
    hint: { fr: 'Déconnectez-vous, puis choisissez-en un par « Mot de passe oublié ».', en: 'Log out, then choose one by “Forgotten password”.' },
  },
  API_RIGHTS_EXCEEDED: {
    fr: 'Vous ne pouvez donner ou retirer que des droits que vous avez, et jamais les vôtres.',
    en: 'You can give or take only rights that you have, and never your own.',
    hint: { fr: 'Demandez-le à un propriétaire de l’espace de travail.', en: 'Ask an owner of the workspace.' },
  },
  API_OWNER_LAST: {
    fr: 'C’est le dernier propriétaire : il en faut toujours un.',
    en: 'This is the last owner: there must always be one.',
    hint: { fr: 'Donnez d’abord ce rôle à quelqu’un d’autre.', en: 'Give this role to somebody else first.' },
  },
  API_MEMBER_KNOWN: { fr: '{email} fait déjà partie de l’espace de travail.', en: '{email} is in the workspace already.' },
  API_EMAIL_TAKEN: { fr: 'Cette adresse a déjà un compte.', en: 'This address has an account already.', hint: { fr: 'Demandez une invitation pour une autre adresse.', en: 'Ask for an invitation to another address.' } },
  API_LINK_VOID: {
    fr: 'Ce lien ne vaut plus : il a servi, il a été remplacé, ou son délai est passé.',
    en: 'This link is no longer good: it was used or replaced, or its time has passed.',
    hint: { fr: 'Demandez-en un nouveau.', en: 'Ask for a new one.' },
  },
  API_TOKEN_UNFIT: {
    fr: 'Un jeton ne donne pas accès à ceci : il faut une personne connectée.',
    en: 'A token doesn’t open this: it takes a person who is logged in.',
  },
  API_TOKENS_MANY: { fr: 'Vous avez déjà {most:number} jetons.', en: 'You have {most:number} tokens already.', hint: { fr: 'Révoquez ceux qui ne servent plus.', en: 'Revoke those that are no longer used.' } },
  API_RATE_EXCEEDED: { fr: 'Trop d’appels : réessayez dans {wait:duration}.', en: 'Too many calls: try again in {wait:duration}.' },
  API_MAIL_ACCOUNT_UNFIT: { fr: 'Ce n’est pas un compte d’envoi de courriel de cet espace de travail.', en: 'This isn’t a mail account of this workspace.', hint: { fr: 'Choisissez un identifiant de type SMTP.', en: 'Choose a credential of the type SMTP.' } },
  API_OPENID_REFUSED: {
    fr: 'La connexion par le service d’identité n’a pas abouti.',
    en: 'Logging in by the identity service didn’t work.',
    hint: { fr: 'Réessayez ; si cela se répète, demandez une invitation à un administrateur.', en: 'Try again; if it happens again, ask an administrator for an invitation.' },
  },
  API_OPENID_ABSENT: { fr: 'Aucun service d’identité n’est configuré.', en: 'No identity service is configured.' },
} satisfies MessageMap
