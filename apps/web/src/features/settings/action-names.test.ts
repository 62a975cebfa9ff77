import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import english from '../../../locales/en/settings.json' with { type: 'json' }
import french from '../../../locales/fr/settings.json' with { type: 'json' }

const features = fileURLToPath(new URL('../../../../server/src/features/', import.meta.url))

/** The actions that the server writes down under a name of their own. */
function actionsOfServer(): readonly string[] {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const found = files.flatMap((file) => [...readFileSync(features + file, 'utf8').matchAll(/record\([^{]*\{ action: (?:[^'{}]*\? )?'([\w.-]+)'(?: : '([\w.-]+)')?/g)].flatMap(([, one, other]) => [one, other]))
  return [...new Set(found.filter((action) => action !== undefined))].toSorted()
}

function nameIn(texts: object, action: string): unknown {
  return action.split('.').reduce<unknown>((place, part) => (typeof place === 'object' && place !== null && part in place ? (place as Record<string, unknown>)[part] : undefined), texts)
}

it('calls every action of the audit log by a name in both languages', () => {
  const actions = actionsOfServer()
  expect(actions.length).toBeGreaterThan(20)
  expect(actions.filter((action) => typeof nameIn(french.did, action) !== 'string' || typeof nameIn(english.did, action) !== 'string')).toEqual([])
})
