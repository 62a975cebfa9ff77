import { first, unless, type Attack } from '../attack.js'
import { password } from '../attack-world.js'

const guesses = Number(process.env['MAILLON_ATTACK_GUESSES'] ?? 10_000)

/** Runs `count` times, twenty at once. */
async function many(count: number, one: (index: number) => Promise<{ readonly status: number }>): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>()
  let next = 0
  const work = async () => {
    for (let index = next++; index < count; index = next++) {
      const { status } = await one(index)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 20 }, work))
  return statuses
}

/** A01 to A03, A18: coming in. */
export const accountAttacks: readonly Attack[] = [
  {
    id: 'A01', title: 'a session id that the attacker set before the login',
    async run({ visitor, forgetGuesses }) {
      await forgetGuesses()
      const victim = visitor()
      victim.cookie = `maillon_session=${'A'.repeat(43)}`
      await victim.post('/api/session', { email: 'ana@example.com', password })
      const thief = visitor()
      thief.cookie = `maillon_session=${'A'.repeat(43)}`
      return unless([401], await thief.get('/api/session'), 'the old id')
    },
  },
  {
    id: 'A01', title: 'a session that outlives a change of role or password',
    async run({ join, owner, visitor }) {
      const { visitor: person, id } = await join('editor')
      const old = visitor()
      old.cookie = person.cookie
      await person.post('/api/me/password', { current: password, next: `${password}-next` })
      const afterPassword = unless([401], await old.get('/api/session'), 'after the password')
      old.cookie = person.cookie
      const { members } = (await owner.get('/api/members')).body as { members: { id: string; revision: number }[] }
      await owner.send('PATCH', `/api/members/${id}`, { body: { revision: members.find((member) => member.id === id)?.revision, role: 'viewer' } })
      return first(afterPassword, unless([401], await old.get('/api/session'), 'after the role'))
    },
  },
  {
    id: 'A02', title: `${guesses} guesses at one account, with a new X-Forwarded-For each`,
    async run({ visitor, forgetGuesses, owner }) {
      await forgetGuesses()
      const statuses = await many(guesses, (index) => visitor().post('/api/session', { email: 'ana@example.com', password: `guess ${index}` }, { 'x-forwarded-for': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`, 'x-real-ip': `10.0.0.${index & 255}` }))
      await forgetGuesses()
      const looked = statuses.get(401) ?? 0
      return looked > 10 || (statuses.get(429) ?? 0) !== guesses - looked ? `${JSON.stringify([...statuses])}` : unless([200], await owner.get('/api/session'), 'the owner’s own session')
    },
  },
  {
    id: 'A02', title: `one guess each at ${guesses} accounts from one address`,
    async run({ visitor, forgetGuesses }) {
      await forgetGuesses()
      const statuses = await many(guesses, (index) => visitor().post('/api/session', { email: `person${index}@example.com`, password: 'Summer2026!' }))
      await forgetGuesses()
      return (statuses.get(401) ?? 0) > 50 ? `${statuses.get(401)} were looked at` : null
    },
  },
  {
    id: 'A02', title: 'telling known addresses from unknown ones by words or time',
    async run({ visitor, forgetGuesses }) {
      const times: number[][] = [[], []]
      const texts = new Set<string>()
      for (let round = 0; round < 5; round += 1) {
        for (const [index, email] of ['ana@example.com', 'nobody@example.com'].entries()) {
          await forgetGuesses()
          const startedAt = performance.now()
          const { status, text } = await visitor().post('/api/session', { email, password: 'wrong password' })
          times[index]?.push(performance.now() - startedAt)
          texts.add(`${status} ${text}`)
        }
      }
      const [known = 0, unknown = 0] = times.map((list) => list.toSorted((a, b) => a - b)[2] ?? 0)
      // Argon2 takes 20 ms; without it an answer takes 3.
      return texts.size > 1 ? 'the answers differ' : unknown < known / 3 ? `unknown ${unknown.toFixed(0)} ms, known ${known.toFixed(0)} ms` : null
    },
  },
  {
    id: 'A03', title: 'a reset: token in an answer, Host and Origin that point elsewhere, use it twice, for another workspace',
    async run({ visitor, owner, stranger, join }) {
      const { id } = await join('viewer')
      const asked = await visitor().post('/api/password-reset', { email: 'ana@example.com' }, { 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' })
      const link = await owner.post(`/api/members/${id}/reset-link`, undefined, { 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' })
      const { url } = link.body as { url: string }
      const token = url.split('#')[1]
      const reset = () => visitor().post('/api/password-reset/finish', { token, password: `${password}-x` })
      return first(
        asked.text === '' && asked.status === 204 ? null : 'the answer says something',
        url.startsWith('https://maillon.example/') ? null : `the link leads to ${url.split('#')[0]}`,
        unless([404], await stranger.post(`/api/members/${id}/reset-link`), 'a stranger’s link'),
        unless([204], await reset(), 'the right link'),
        unless([410], await reset(), 'the second use'),
      )
    },
  },
  {
    id: 'A18', title: 'the same address in other spellings as a second account',
    async run({ owner, visitor, forgetGuesses }) {
      await forgetGuesses()
      for (const email of ['ANA@example.com', ' ana@EXAMPLE.com', 'ａna@example.com']) {
        const found = unless([409], await owner.post('/api/invitations', { email, role: 'viewer', permissions: [] }), JSON.stringify(email))
        if (found !== null) return found
      }
      return unless([401], await visitor().post('/api/session', { email: 'аna@example.com', password }), 'a Cyrillic letter')
    },
  },
]
