import { createApiClient, type ApiClient, type Fetch } from '@maillon/api-contract'

/** A client of a running server that keeps its session cookie, as a browser would. */
export interface SignedIn {
  readonly client: ApiClient
  /** Ask for answers in another language from now on, as a browser does whose screens changed it. */
  speak(locale: 'fr' | 'en'): void
  /** The cookie header, for requests outside the typed client. */
  readonly cookie: string
  /** Upload a file as the Files page does. */
  upload(name: string, mediaType: string, bytes: Uint8Array): Promise<{ readonly id: string; readonly name: string }>
}

export const firstUser = { name: 'Camille Durand', email: 'camille@example.org', password: 'trois petits chats' } as const

/** Make the first user of a fresh server (or log in where there is one) and give a client for it. */
export async function signIn(url: string, locale: 'fr' | 'en' = 'fr'): Promise<SignedIn> {
  let cookie = ''
  let spoken = locale
  const fetchWithCookie: Fetch = async (address, init) => {
    const answer = await fetch(address, { ...init, headers: { ...init.headers, ...(cookie === '' ? {} : { cookie }) } } as RequestInit)
    const set = answer.headers.getSetCookie().map((entry) => entry.split(';')[0] ?? '')
    if (set.length > 0) cookie = set.join('; ')
    return answer
  }
  const client = createApiClient({ baseUrl: url, fetch: fetchWithCookie, locale: () => spoken })
  const { needed } = await client.call('setupState', {})
  if (needed) await client.call('setup', { body: { ...firstUser, locale, timeZone: 'Europe/Paris' } })
  else await client.call('login', { body: { email: firstUser.email, password: firstUser.password } })
  return {
    client,
    speak: (next) => {
      spoken = next
    },
    get cookie() {
      return cookie
    },
    async upload(name, mediaType, bytes) {
      const form = new FormData()
      form.set('file', new Blob([Buffer.from(bytes)], { type: mediaType }), name)
      const answer = await fetch(`${url}/api/files`, { method: 'POST', body: form, headers: { cookie, 'x-maillon-csrf': '1' } })
      if (!answer.ok) throw new Error(`Upload refused: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as { id: string; name: string }
    },
  }
}
