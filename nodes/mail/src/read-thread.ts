import { userError } from '@maillon/node-sdk'
import type { MailParams } from './mail-params.js'
import type { MailAddress } from './read-address.js'

/** Where a mail stands in a conversation. */
export interface MailThread {
  readonly inReplyTo: string
  /** Oldest first; the mail that is answered is the last. */
  readonly references: readonly string[]
}

const messageId = /^<[^\s<>]{1,900}>$/
/** Mail from these is written by machines: an answer to it would be answered by a machine again. */
const machines = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/i

/** Null where the mail is no reply. @throws UserError for what is no Message-ID, and for a reply to a machine (which would answer for ever). */
export function readThread({ inReplyTo, references = [] }: Pick<MailParams, 'inReplyTo' | 'references'>, to: readonly MailAddress[]): MailThread | null {
  if (inReplyTo === undefined || inReplyTo.trim() === '') return null
  const id = readId(inReplyTo, '/inReplyTo')
  const machine = to.find(({ address }) => machines.test(address))
  if (machine !== undefined) throw toMachine(machine.address)
  const earlier = references.filter((one) => one.trim() !== '').map((one, index) => readId(one, `/references/${index}`))
  // The beginning of a thread and its end are what readers go by; a header of any length would be cut on the way.
  const kept = earlier.length <= 20 ? earlier : [...earlier.slice(0, 1), ...earlier.slice(-19)]
  return { inReplyTo: id, references: [...new Set([...kept.filter((one) => one !== id), id])] }
}

function readId(text: string, field: string): string {
  const trimmed = text.trim()
  const id = trimmed.startsWith('<') ? trimmed : `<${trimmed}>`
  if (messageId.test(id)) return id
  throw userError({
    code: 'MAIL_THREAD_INVALID',
    text: { fr: `« ${text.slice(0, 80)} » n’est pas un Message-ID.`, en: `“${text.slice(0, 80)}” is not a Message-ID.` },
    hint: { fr: 'Prenez le champ messageId du courriel lu.', en: 'Take the field messageId of the mail that was read.' },
    field,
  })
}

function toMachine(address: string) {
  return userError({
    code: 'MAIL_REPLY_TO_MACHINE',
    text: { fr: `${address} est l’adresse d’un automate : on n’y répond pas.`, en: `${address} is the address of a machine: it gets no reply.` },
    hint: { fr: 'Écartez les courriels automatiques par une condition sur le champ isAutomatic.', en: 'Sort automatic mails out with a condition on the field isAutomatic.' },
    field: '/to',
  })
}
