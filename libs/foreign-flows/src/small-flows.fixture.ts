import type { JsonObject } from '@maillon/kernel'

const node = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  id: name.toLowerCase(), name, type: kind.includes('/') || kind.includes('.') ? kind : `n8n-nodes-base.${kind}`, typeVersion: 1, position: [0, 0], parameters: {}, ...more,
})

const to = (...targets: readonly string[]) => targets.map((target) => ({ node: target, type: 'main', index: 0 }))

/** Orders come in by a webhook; large ones go through a loop, small ones are put aside; one step has no counterpart here. */
export const smallN8n: JsonObject = {
  name: 'Commandes',
  active: true,
  settings: { timezone: 'Europe/Paris', executionTimeout: 120 },
  nodes: [
    node('Webhook', 'webhook', { typeVersion: 2, position: [0, 300], parameters: { httpMethod: 'POST', path: 'commandes/nouvelle', responseMode: 'responseNode', options: {} } }),
    node('Big', 'if', {
      typeVersion: 2.2, position: [220, 300], notes: 'Au-dessus de 100 €',
      parameters: { conditions: { options: { caseSensitive: true }, combinator: 'and', conditions: [{ leftValue: '={{ $json.body.total }}', rightValue: 100, operator: { type: 'number', operation: 'gt' } }] } },
    }),
    node('Lines', 'code', { typeVersion: 2, position: [440, 200], parameters: { jsCode: 'const items = $input.all()\nreturn items.flatMap(({ json }) => json.body.lines.map((line) => ({ json: { line, total: json.body.total } })))' } }),
    node('Loop', 'splitInBatches', { typeVersion: 3, position: [660, 200], parameters: { batchSize: 2, options: {} } }),
    node('Call', 'httpRequest', {
      typeVersion: 4.2, position: [880, 300], credentials: { httpHeaderAuth: { id: '9', name: 'Stock API' } }, retryOnFail: true, maxTries: 5, onError: 'continueErrorOutput',
      parameters: {
        method: 'POST', url: '=https://api.example.com/stock/{{ $json.line }}', authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth', sendBody: true, specifyBody: 'json',
        jsonBody: '={ "line": "{{ $json.line }}", "total": {{ $json.total }}, "by": "{{ $(\'Webhook\').item.json.headers[\'x-user\'] }}" }', options: {},
      },
    }),
    node('Table', 'notion', { typeVersion: 2, position: [1100, 300], parameters: { operation: 'create', apiKey: '{{7*7}}' } }),
    node('Small', 'set', { typeVersion: 3.4, position: [440, 400], parameters: { assignments: { assignments: [{ name: 'who', type: 'string', value: "={{ $('Webhook').item.json.body.name.toUpperCase() }}" }, { name: 'odd', type: 'string', value: '={{ $json.body.list.find((one) => one.ok) }}' }] }, options: {} } }),
    node('Answer', 'respondToWebhook', { typeVersion: 1.1, position: [880, 100], disabled: true, parameters: { respondWith: 'json', responseBody: '={ "ok": true }', options: { responseCode: 201 } } }),
    node('Note', 'stickyNote', { parameters: { content: '## À savoir', width: 300, height: 120 } }),
  ],
  connections: {
    Webhook: { main: [to('Big')] },
    Big: { main: [to('Lines'), to('Small')] },
    Lines: { main: [to('Loop')] },
    Loop: { main: [to('Answer'), to('Call')] },
    Call: { main: [to('Table'), to('Loop')] },
    Table: { main: [to('Loop')] },
  },
}

/** Two tabs joined by links, a subflow that is used, shared settings. */
export const smallNodeRed: readonly JsonObject[] = [
  { id: 't1', type: 'tab', label: 'Relevés', info: 'Chaque matin' },
  { id: 't2', type: 'tab', label: 'Alertes' },
  { id: 's1', type: 'subflow', name: 'Arrondir', in: [{ x: 40, y: 40, wires: [{ id: 'sf' }] }], out: [{ x: 400, y: 40, wires: [{ id: 'sf', port: 0 }] }] },
  { id: 'sf', type: 'function', z: 's1', name: 'arrondi', func: 'msg.payload = Math.round(msg.payload)\nreturn msg', outputs: 1, x: 200, y: 40, wires: [[]] },
  { id: 'b1', type: 'mqtt-broker', name: 'Courtier', broker: 'localhost' },
  { id: 'i1', type: 'inject', z: 't1', name: 'Matin', props: [{ p: 'payload' }, { p: 'topic', vt: 'str' }], payload: '{"temp":21.6}', payloadType: 'json', topic: 'salle', crontab: '30 07 * * *', repeat: '', once: true, x: 100, y: 100, wires: [['c1']] },
  { id: 'c1', type: 'change', z: 't1', name: '', rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'payload.temp', tot: 'msg' }, { t: 'set', p: 'double', pt: 'msg', to: 'payload', tot: 'msg' }, { t: 'delete', p: 'topic', pt: 'msg' }], x: 260, y: 100, wires: [['u1']] },
  { id: 'u1', type: 'subflow:s1', z: 't1', name: '', env: [], x: 420, y: 100, wires: [['w1']] },
  { id: 'w1', type: 'switch', z: 't1', name: 'chaud ?', property: 'payload', propertyType: 'msg', rules: [{ t: 'gte', v: '21', vt: 'num' }, { t: 'else' }], checkall: 'true', outputs: 2, x: 580, y: 100, wires: [['l1'], ['j1']] },
  { id: 'j1', type: 'junction', z: 't1', x: 700, y: 140, wires: [['d1']] },
  { id: 'l1', type: 'link out', z: 't1', name: 'vers les alertes', mode: 'link', links: ['l2'], x: 740, y: 80, wires: [] },
  { id: 'd1', type: 'debug', z: 't1', name: 'journal', active: false, complete: 'payload', targetType: 'msg', x: 760, y: 140, wires: [] },
  { id: 'l2', type: 'link in', z: 't2', name: 'alertes', links: ['l1'], x: 100, y: 100, wires: [['p1']] },
  { id: 'p1', type: 'template', z: 't2', name: 'texte', field: 'payload', fieldType: 'msg', syntax: 'mustache', template: 'Il fait {{{payload}}} °C', output: 'str', x: 260, y: 100, wires: [['m1']] },
  { id: 'm1', type: 'mqtt out', z: 't2', name: 'sirène', broker: 'b1', topic: 'sirene', x: 420, y: 100, wires: [] },
  { id: 'k1', type: 'comment', z: 't2', name: 'À savoir', info: 'La sirène est dans la cour.', x: 100, y: 40, wires: [] },
]
