import { expect, it } from 'vitest'
import { drawFlow } from '../test-kit/draw-flow.js'
import { smallCatalogue } from '../test-kit/small-catalogue.js'
import { compile } from './compile.js'

const told = (disabled: boolean) =>
  compile(drawFlow('start -> lost -> set', { lost: { params: { was: 'Airtable', source: 'n8n' }, ...(disabled ? { disabled } : {}) } }), smallCatalogue, { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr' })

it('refuses a flow with a step that nobody has replaced, and says what it was', () => {
  expect(told(false)).toMatchObject({ ok: false, diagnostics: [{ code: 'NODE_PLACEHOLDER', severity: 'error', node: 'lost', params: { was: 'Airtable', source: 'n8n' } }] })
})

it('lets rows pass through one that is disabled', () => {
  expect(told(true).ok).toBe(true)
})
