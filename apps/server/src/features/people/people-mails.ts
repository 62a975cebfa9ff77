import type { Locale } from '@maillon/kernel'
import type { ProductMail } from '../mail/product-mailer.js'

const texts = {
  fr: {
    resetSubject: 'Maillon : choisir un nouveau mot de passe',
    reset: ['Un nouveau mot de passe a été demandé pour votre compte Maillon.', 'Le lien ci-dessous vaut une heure et une seule fois. Si vous n’avez rien demandé, ignorez ce courriel : votre mot de passe ne change pas.'],
    resetLink: 'Choisir un nouveau mot de passe',
    inviteSubject: (workspace: string) => `Maillon : invitation dans « ${workspace} »`,
    invite: (by: string, workspace: string) => [`${by} vous invite à rejoindre « ${workspace} » sur Maillon.`, 'Le lien ci-dessous vaut sept jours et une seule fois : il est pour vous seul.'],
    inviteLink: 'Accepter l’invitation',
  },
  en: {
    resetSubject: 'Maillon: choose a new password',
    reset: ['A new password was asked for your Maillon account.', 'The link below is good for an hour, and once. If you didn’t ask for it, ignore this mail: your password stays as it is.'],
    resetLink: 'Choose a new password',
    inviteSubject: (workspace: string) => `Maillon: invitation to “${workspace}”`,
    invite: (by: string, workspace: string) => [`${by} invites you to join “${workspace}” on Maillon.`, 'The link below is good for seven days, and once: it is for you alone.'],
    inviteLink: 'Accept the invitation',
  },
} as const

export function resetMail({ email, locale }: { readonly email: string; readonly locale: Locale }, url: string): ProductMail {
  const { resetSubject, reset, resetLink } = texts[locale]
  return { to: email, subject: resetSubject, paragraphs: reset, link: { text: resetLink, url }, locale }
}

export function invitationMail(to: { readonly email: string; readonly locale: Locale }, from: { readonly name: string; readonly workspace: string }, url: string): ProductMail {
  const { inviteSubject, invite, inviteLink } = texts[to.locale]
  // Names are typed by people: on one line, they can't begin another header.
  const workspace = from.workspace.replaceAll(/\p{C}/gu, ' ')
  return { to: to.email, subject: inviteSubject(workspace), paragraphs: invite(from.name, workspace), link: { text: inviteLink, url }, locale: to.locale }
}
