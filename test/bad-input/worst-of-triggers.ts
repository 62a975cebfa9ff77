import { compile } from '@maillon/compiler'
import type { FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { catalogueOf } from '@maillon/node-contract'
import { checkSubmission } from '../../apps/server/src/features/forms/check-submission.js'
import { readForm } from '../../apps/server/src/features/forms/read-form.js'
import { readWebhookBody } from '../../apps/server/src/features/webhooks/read-webhook-body.js'
import { nodeOf } from './house.js'
import { definitions, type EarlyCase } from './worst-of-nodes.js'

const catalogue = catalogueOf(definitions.map(({ descriptor }) => descriptor))

/** What the compiler says of a flow of this trigger and a step behind it. */
const drawn = (type: string, params: JsonObject, credentials: NonNullable<FlowNode['credentials']> = {}) => () => {
  const nodes = [nodeOf('start', type, params, { credentials }), nodeOf('then', 'core.no-op')]
  const { diagnostics } = compile({ format: 'maillon.flow/1', id: 'x', name: 'x', settings: {}, notes: [], requires: {}, nodes, edges: [{ from: 'start.main', to: 'then.main' }] }, catalogue, { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr', credentials: [{ id: 'c', name: 'Jeton', type: 'http-bearer' }] })
  return diagnostics.filter(({ severity }) => severity === 'error')
}

const called = (contentType: string, body: string | Uint8Array) => () => {
  const read = readWebhookBody(contentType, Buffer.from(body as string))
  return read.ok ? [] : [{ code: read.problem.code }]
}

const field = (more: JsonObject) => ({ name: 'a', label: 'A', type: 'text', ...more })
const form = (...fields: readonly JsonObject[]) => ({ title: 'Demande', path: 'demande', fields })
const filledIn = (asked: JsonObject, text: string) => () => {
  const checked = checkSubmission(readForm(form(field(asked))).fields, new Map([['a', text]]), new Map())
  return checked.ok ? [] : checked.problems.map(({ code, params, field: path }) => ({ code, params, path }))
}

const at = (schedule: JsonObject, more: JsonObject = {}) => drawn('core.schedule', { schedule, ...more })
const hook = (more: JsonObject) => drawn('core.webhook', { path: 'commandes', ...more })

/** The worst that can be done to what starts a flow: as it is drawn, and by whoever calls or fills in. */
export const earlyTriggerCases: readonly EarlyCase[] = [
  { node: 'core.schedule', what: 'a day that never comes', code: 'SCHEDULE_NEVER_FIRES', found: at({ every: 'cron', cron: '0 8 30 2 *' }) },
  { node: 'core.schedule', what: 'a cron of three fields', code: 'SCHEDULE_CRON_FIELDS', found: at({ every: 'cron', cron: '0 8 *' }) },
  { node: 'core.schedule', what: 'a cron in words', code: 'SCHEDULE_CRON_INVALID', found: at({ every: 'cron', cron: '0 8 * * lundi' }) },
  { node: 'core.schedule', what: 'a time zone with a typo', code: 'SCHEDULE_ZONE_UNKNOWN', found: at({ every: 'day', at: '08:00' }, { timeZone: 'Europe/Pari' }) },
  { node: 'core.schedule', what: 'a holiday that is no date', code: 'SCHEDULE_EXCEPTION_INVALID', found: at({ every: 'day', at: '08:00' }, { exceptDates: ['Noël'] }) },
  { node: 'core.schedule', what: 'an hour beyond the day', code: 'SCHEDULE_TIME_INVALID', found: at({ every: 'day', at: '24:30' }) },
  { node: 'core.schedule', what: 'no frequency at all', code: 'SCHEDULE_FREQUENCY_UNKNOWN', found: at({ every: 'parfois' }) },
  { node: 'core.webhook', what: 'a path of the server itself', code: 'WEBHOOK_PATH_RESERVED', found: hook({ path: 'api/flows' }) },
  { node: 'core.webhook', what: 'a path with a query in it', code: 'NODE_PARAM_FORM', found: hook({ path: 'commandes?x=1' }) },
  { node: 'core.webhook', what: 'a secret that nobody has chosen', code: 'NODE_CREDENTIAL_MISSING', found: hook({ authentication: 'secret' }) },
  { node: 'core.webhook', what: 'a secret of another kind', code: 'WEBHOOK_CALLER_MISFIT', found: drawn('core.webhook', { path: 'commandes', authentication: 'basic' }, { caller: { id: 'c', name: 'Jeton' } }) },
  { node: 'core.webhook', what: 'a call with half a JSON', code: 'JSON_NOT_JSON', found: called('application/json', '{"total":') },
  { node: 'core.webhook', what: 'a call with a JSON that would change the program', code: 'JSON_FORBIDDEN_KEY', found: called('application/json', '{"__proto__":{"admin":true}}') },
  { node: 'core.webhook', what: 'a call nested without end', code: 'JSON_TOO_DEEP', found: called('application/json', `${'['.repeat(5000)}${']'.repeat(5000)}`) },
  { node: 'core.webhook', what: 'a call with a picture', code: 'API_CONTENT_UNSUPPORTED', found: called('image/png', 'x') },
  { node: 'core.webhook', what: 'a call whose text is no UTF-8', code: 'WEBHOOK_BODY_INVALID', found: called('text/plain', Uint8Array.of(0xc3, 0x28)) },
  { node: 'core.form', what: 'two fields of one name', code: 'TRIGGER_FIELD_TWICE', found: drawn('core.form', form(field({}), field({ label: 'B' }))) },
  { node: 'core.form', what: 'a field that would change the program', code: 'TRIGGER_FIELD_FORBIDDEN', found: drawn('core.form', form(field({ name: '__proto__' }))) },
  { node: 'core.form', what: 'a choice of nothing', code: 'FORM_CHOICES_MISSING', found: drawn('core.form', form(field({ type: 'choice' }))) },
  { node: 'core.form', what: 'no field', code: 'NODE_PARAM_EMPTY', found: drawn('core.form', form()) },
  { node: 'core.form', what: 'an answer that is missing', code: 'FORM_FIELD_MISSING', found: filledIn({}, '  ') },
  { node: 'core.form', what: 'an answer beyond all length', code: 'FORM_TEXT_TOO_LONG', found: filledIn({}, 'x'.repeat(100_000)) },
  { node: 'core.form', what: 'an answer that was not offered', code: 'FORM_CHOICE_UNKNOWN', found: filledIn({ type: 'choice', choices: ['oui', 'non'] }, 'peut-être') },
  { node: 'core.form', what: 'a number in words', code: 'FORM_NUMBER_EXPECTED', found: filledIn({ type: 'number' }, 'douze') },
  { node: 'core.called', what: 'two fields of one name', code: 'TRIGGER_FIELD_TWICE', found: drawn('core.called', { fields: [{ name: 'a' }, { name: 'a' }] }) },
  { node: 'core.called', what: 'a field that would change the program', code: 'TRIGGER_FIELD_FORBIDDEN', found: drawn('core.called', { fields: [{ name: 'constructor' }] }) },
  { node: 'core.called', what: 'a kind of field that there is not', code: 'NODE_PARAM_CHOICE', found: drawn('core.called', { fields: [{ name: 'a', type: 'montant' }] }) },
]
