import { fatalError } from '@maillon/node-sdk'
import type { ImapFlow, SearchObject } from 'imapflow'
import { refusalOf } from './refusal-of.js'

/** UIDs of the selected folder that fit, ascending, each once. @throws MaillonError `MAIL_SEARCH_REFUSED`; what `imapError` takes for a lost connection */
export async function foundUids(client: ImapFlow, query: SearchObject): Promise<readonly number[]> {
  const found = await client.search(Object.keys(query).length === 0 ? { all: true } : query, { uid: true })
  if (!Array.isArray(found)) {
    throw refusalOf(client, fatalError({
      code: 'MAIL_SEARCH_REFUSED',
      text: { fr: 'Le serveur de courriel refuse cette recherche.', en: 'The mail server refuses this search.' },
      hint: { fr: 'Essayez avec moins de critères ; certains serveurs ne cherchent pas dans le message.', en: 'Try with fewer criteria; some servers do not search in the message.' },
    }))
  }
  return [...new Set(found.filter((uid) => Number.isSafeInteger(uid) && uid > 0))].sort((a, b) => a - b)
}
