/** Sending of mail as a library, for node packages that send some beside their own work. */
export type { ComposedMail } from './compose-mail.js'
export { deliver } from './deliver.js'
export { smtpAccount, type SmtpAccount } from './mail-account.js'
export { readAddress } from './read-address.js'
