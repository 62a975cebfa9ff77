import type { RecipientType } from '@maillon/api-contract'

export interface ReadAddress {
  /** As it is used. */
  readonly whole: string
  /** As it may be shown. */
  readonly shown: string
  /** Whoever has it may write there: it is sealed. */
  readonly isSecret: boolean
}

const mail = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/
const phone = /^\+[1-9]\d{6,14}$/
const written = /[\s.()\u00a0\u202f/-]/g

/** An address as its type asks for it; null: it does not fit. */
export function readRecipientAddress(type: RecipientType, text: string): ReadAddress | null {
  const trimmed = text.trim()
  switch (type) {
    case 'email':
      return mail.test(trimmed) && trimmed.length <= 320 ? plain(trimmed) : null
    case 'whatsapp':
    case 'sms': {
      const number = trimmed.replaceAll(written, '').replace(/^00/, '+')
      return phone.test(number) ? plain(number) : null
    }
    default:
      return webhook(trimmed)
  }
}

function plain(whole: string): ReadAddress {
  return { whole, shown: whole, isSecret: false }
}

function webhook(text: string): ReadAddress | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' ? { whole: url.href, shown: `${url.host}/…${url.href.slice(-4)}`, isSecret: true } : null
}
