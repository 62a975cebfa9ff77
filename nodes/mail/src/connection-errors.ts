/** Why a mail server was not reached, or did not let us in: one sentence for each cause, so that the person knows what to mend. */
import { retryableError, userError, type LocalizedText, type MaillonError } from '@maillon/node-sdk'
import type { MailServer } from './mail-account.js'

const microsoft = /(^|\.)(office365\.com|outlook\.com|hotmail\.com|live\.com)$/i
const google = /(^|\.)(gmail\.com|googlemail\.com)$/i
const withAppPasswords = /(^|\.)(yahoo\.com|me\.com|icloud\.com|aol\.com|fastmail\.com|zoho\.com|zoho\.eu|gmx\.net|gmx\.com)$/i

/** The server refused the login. `details`: its own words. */
export function loginRefused(server: MailServer, details: string): MaillonError {
  const { host, login } = server
  if (login?.kind === 'token') return tokenRefused(details)
  if (/SmtpClientAuthentication is disabled/i.test(details)) return smtpSwitchedOff(details)
  if (microsoft.test(host) || /basic authentication is disabled/i.test(details)) return microsoftWantsToken(details)
  if (google.test(host) || withAppPasswords.test(host) || /application-specific password|app password/i.test(details)) return appPasswordNeeded(host, details)
  return userError({
    code: 'MAIL_LOGIN_REFUSED',
    text: { fr: `Le serveur de courriel ${host} refuse le nom d’utilisateur ou le mot de passe.`, en: `The mail server ${host} refuses the user name or the password.` },
    hint: {
      fr: 'Corrigez l’identifiant. Le nom d’utilisateur est souvent l’adresse complète ; certains services veulent un mot de passe d’application.',
      en: 'Correct the credential. The user name is often the whole address; some services want an app password.',
    },
    details,
  })
}

function microsoftWantsToken(details: string): MaillonError {
  return userError({
    code: 'MAIL_PASSWORD_NOT_ACCEPTED',
    text: { fr: 'Microsoft n’accepte plus les mots de passe pour le courriel.', en: 'Microsoft no longer accepts passwords for mail.' },
    hint: { fr: 'Dans l’identifiant, choisissez la connexion « Microsoft (OAuth2) ».', en: 'In the credential, choose the login “Microsoft (OAuth2)”.' },
    details,
  })
}

function smtpSwitchedOff(details: string): MaillonError {
  return userError({
    code: 'MAIL_SMTP_SWITCHED_OFF',
    text: { fr: 'L’envoi par SMTP est désactivé pour cette boîte Microsoft.', en: 'Sending by SMTP is switched off for this Microsoft mailbox.' },
    hint: { fr: 'Son administrateur peut l’autoriser (« SMTP authentifié » dans les réglages de la boîte).', en: 'Its administrator can allow it (“Authenticated SMTP” in the settings of the mailbox).' },
    details,
  })
}

function appPasswordNeeded(host: string, details: string): MaillonError {
  const name = google.test(host) ? 'Gmail' : host
  return userError({
    code: 'MAIL_APP_PASSWORD_NEEDED',
    text: { fr: `${name} refuse ce mot de passe : il veut un mot de passe d’application.`, en: `${name} refuses this password: it wants an app password.` },
    hint: google.test(host)
      ? { fr: 'Créez-en un dans les réglages de sécurité du compte Google (validation en deux étapes requise), ou choisissez la connexion « Google (OAuth2) ».', en: 'Make one in the security settings of the Google account (two-step verification is needed), or choose the login “Google (OAuth2)”.' }
      : { fr: 'Créez-en un dans les réglages de sécurité du compte, et mettez-le dans l’identifiant.', en: 'Make one in the security settings of the account, and put it into the credential.' },
    details,
  })
}

function tokenRefused(details: string): MaillonError {
  return userError({
    code: 'MAIL_TOKEN_REFUSED',
    text: { fr: 'Le serveur de courriel refuse le jeton OAuth2.', en: 'The mail server refuses the OAuth2 token.' },
    hint: {
      fr: 'Le nom d’utilisateur doit être l’adresse de la boîte, et l’application doit avoir le droit de l’ouvrir (IMAP ou SMTP).',
      en: 'The user name must be the address of the mailbox, and the application must have the right to open it (IMAP or SMTP).',
    },
    details,
  })
}

const certificate = /certificate|self.signed|altnames|CERT_|UNABLE_TO_|ALTNAME/i
const plainPort = /wrong version number|WRONG_VERSION_NUMBER|packet length too long|unknown protocol|record layer/i

/** What stood in the way before any login. `failure`: code and message of the library or of Node. */
export function connectionFailed(server: MailServer, failure: { readonly code?: string | undefined; readonly message?: string | undefined }): MaillonError {
  const { code = '', message = '' } = failure
  const details = [code, message].filter((part) => part !== '').join(' · ')
  const said = `${code} ${message}`
  if (plainPort.test(said)) return withoutTls(server, details)
  if (certificate.test(said)) return certificateRefused(server.host, details)
  if (/STARTTLS/i.test(said) && !/INJECTION/.test(code)) return withoutStarttls(server, details)
  if (/^invalid greeting/i.test(message)) return notSmtp(server, details)
  if (code === 'GREETING_TIMEOUT' || /greeting/i.test(message)) return silent(server, details)
  if (code === 'ETLS' || /INJECTION|SSL|TLS/.test(code)) return tlsFailed(server, details)
  return unreachable(server.host, details)
}

function withoutTls(server: MailServer, details: string): MaillonError {
  const other = server.protocol === 'imap' ? 143 : 587
  return userError({
    code: 'MAIL_PORT_WITHOUT_TLS',
    text: { fr: `Le port ${server.port} de ${server.host} ne parle pas TLS dès la connexion.`, en: `Port ${server.port} of ${server.host} does not speak TLS from the start.` },
    hint: { fr: `Dans l’identifiant, choisissez STARTTLS (souvent avec le port ${other}).`, en: `In the credential, choose STARTTLS (often with port ${other}).` },
    details,
  })
}

function withoutStarttls(server: MailServer, details: string): MaillonError {
  const other = server.protocol === 'imap' ? 993 : 465
  return userError({
    code: 'MAIL_STARTTLS_MISSING',
    text: { fr: `Le serveur ${server.host} n’offre pas STARTTLS sur le port ${server.port}.`, en: `The server ${server.host} does not offer STARTTLS on port ${server.port}.` },
    hint: { fr: `Dans l’identifiant, choisissez « TLS dès la connexion » avec le port ${other}.`, en: `In the credential, choose “TLS from the start” with port ${other}.` },
    details,
  })
}

function silent(server: MailServer, details: string): MaillonError {
  const other = server.protocol === 'imap' ? 993 : 465
  return retryableError({
    code: 'MAIL_GREETING_MISSING',
    text: { fr: `Le serveur ${server.host} a pris l’appel sur le port ${server.port}, mais ne dit rien.`, en: `The server ${server.host} took the call on port ${server.port}, but says nothing.` },
    hint: { fr: `Si cela dure, ce port attend sans doute TLS dès la connexion (souvent le port ${other}).`, en: `If it lasts, this port probably expects TLS from the start (often port ${other}).` },
    details,
  })
}

function notSmtp(server: MailServer, details: string): MaillonError {
  return userError({
    code: 'MAIL_SERVER_NOT_SMTP',
    text: { fr: `Ce qui répond sur ${server.host}, port ${server.port}, n’est pas un serveur d’envoi de courriel.`, en: `What answers at ${server.host}, port ${server.port}, is no mail server for sending.` },
    hint: { fr: 'Vérifiez le serveur et le port de l’identifiant (587 avec STARTTLS, 465 avec TLS).', en: 'Check server and port of the credential (587 with STARTTLS, 465 with TLS).' },
    details,
  })
}

/** The server answered, and will have nothing of us: its lists of addresses, most often. `details`: its own words. */
export function turnedAway(server: MailServer, details: string): MaillonError {
  return userError({
    code: 'MAIL_CONNECTION_REFUSED',
    text: { fr: `Le serveur de courriel ${server.host} ne veut rien recevoir de cette machine.`, en: `The mail server ${server.host} takes nothing from this machine.` },
    hint: {
      fr: 'Sa réponse, dans les détails, dit pourquoi ; souvent, l’adresse de la machine est sur une liste de blocage. Demandez à son administrateur, ou passez par un autre serveur d’envoi.',
      en: 'Its answer, in the details, says why; often the address of the machine is on a block list. Ask its administrator, or send by another mail server.',
    },
    details,
  })
}

function certificateRefused(host: string, details: string): MaillonError {
  return userError({
    code: 'MAIL_CERTIFICATE_REFUSED',
    text: { fr: `Le certificat du serveur ${host} n’est pas valable.`, en: `The certificate of the server ${host} is not valid.` },
    hint: { fr: 'Vérifiez le nom du serveur dans l’identifiant ; sinon, son administrateur doit renouveler ou corriger le certificat.', en: 'Check the name of the server in the credential; otherwise its administrator must renew or correct the certificate.' },
    details,
  })
}

function tlsFailed(server: MailServer, details: string): MaillonError {
  return userError({
    code: 'MAIL_TLS_FAILED',
    text: { fr: `La connexion chiffrée avec ${server.host} ne s’établit pas.`, en: `The encrypted connection with ${server.host} cannot be made.` },
    hint: portHint(server.protocol),
    details,
  })
}

function portHint(protocol: MailServer['protocol']): LocalizedText {
  return protocol === 'imap'
    ? { fr: 'Dans l’identifiant, vérifiez le port et le chiffrement (993 avec TLS, 143 avec STARTTLS).', en: 'In the credential, check port and encryption (993 with TLS, 143 with STARTTLS).' }
    : { fr: 'Dans l’identifiant, vérifiez le port et le chiffrement (587 avec STARTTLS, 465 avec TLS).', en: 'In the credential, check port and encryption (587 with STARTTLS, 465 with TLS).' }
}

function unreachable(host: string, details: string): MaillonError {
  return retryableError({
    code: 'MAIL_SERVER_UNREACHABLE',
    text: { fr: `Le serveur de courriel ${host} ne répond pas.`, en: `The mail server ${host} does not answer.` },
    hint: { fr: 'Réessayez plus tard ; si cela dure, vérifiez le serveur et le port de l’identifiant.', en: 'Try again later; if it lasts, check server and port of the credential.' },
    details,
  })
}
