import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sealedColumns } from '@maillon/storage'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Who seals something, and where that is kept. What lies in no column lives for minutes in a cookie or an address. */
const sealers: Readonly<Record<string, string | null>> = {
  'apps/server/src/features/credentials/credentials.service.ts': 'credential.sealed',
  'apps/server/src/features/credentials/stored-credential-reader.ts': 'credential.sealed',
  'apps/server/src/features/recipients/recipients.service.ts': 'recipient.sealed',
  'apps/server/src/features/people/second-factor.ts': 'app_user.factor',
  'apps/server/src/features/credentials/consent/consent-state.ts': null,
  'apps/server/src/features/openid/login-journey.ts': null,
}

it('knows where everything that is sealed is kept, so that a change of the master key leaves nothing behind', () => {
  const sources = ['apps/server/src', 'apps/cli/src', 'libs'].flatMap((area) => readdirSync(`${root}${area}`, { recursive: true, encoding: 'utf8' }).map((file) => `${area}/${file}`))
  const found = sources.filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\/dist\/|node_modules|^libs\/vault\//.test(file) && /\bsealCredential\(/.test(readFileSync(`${root}${file}`, 'utf8')))
  // A new one: give its column the type `sealed` and add it to `sealedColumns`, then name both here.
  expect(found.toSorted()).toEqual(Object.keys(sealers).toSorted())
  expect([...new Set(Object.values(sealers).filter((column) => column !== null))].toSorted()).toEqual(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted())
})
