import { choiceParam, defineNode, type Json, type JsonObject, Type, ui, userError, withDefault } from '@maillon/node-sdk'

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const notInAHeader = /[^\t\x20-\x7e\u00a0-\u00ff]/

const params = Type.Object({
  status: withDefault(Type.Integer({ minimum: 200, maximum: 599, default: 200, ...ui({ label: { fr: 'Code HTTP', en: 'HTTP status' } }) })),
  bodyKind: choiceParam<'json' | 'text' | 'none'>(
    { json: { fr: 'JSON', en: 'JSON' }, text: { fr: 'texte', en: 'text' }, none: { fr: 'vide', en: 'empty' } },
    { label: { fr: 'Contenu', en: 'Content' } },
    'json',
  ),
  json: Type.Optional(
    Type.Unknown({
      ...ui({
        label: { fr: 'Valeur JSON', en: 'JSON value' },
        help: {
          fr: 'Vide : la ligne elle-même. Les expressions prennent la place de valeurs entières et ne peuvent pas changer la forme du JSON.',
          en: 'Empty: the row itself. Expressions stand for whole values and cannot change the shape of the JSON.',
        },
        widget: 'json',
        showWhen: { param: 'bodyKind', is: ['json'] },
      }),
    }),
  ),
  text: withDefault(Type.String({ default: '', ...ui({ label: { fr: 'Texte', en: 'Text' }, widget: 'text', showWhen: { param: 'bodyKind', is: ['text'] } }) })),
  headers: withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100, ...ui({ label: { fr: 'Nom', en: 'Name' }, expression: false }) }),
        value: Type.String({ maxLength: 4000, ...ui({ label: { fr: 'Valeur', en: 'Value' } }) }),
      }),
      { default: [], maxItems: 50, ...ui({ label: { fr: 'En-têtes', en: 'Headers' }, advanced: true }) },
    ),
  ),
})

interface Answer {
  readonly status: number
  readonly bodyKind: 'json' | 'text' | 'none'
  readonly json: unknown
  readonly text: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
}

export const respond = defineNode({
  type: 'core.respond',
  title: { fr: 'Répondre', en: 'Respond' },
  description: { fr: 'Répond à l’appel du webhook qui a démarré l’exécution. La première réponse compte.', en: 'Answers the webhook call that started the run. The first answer counts.' },
  keywords: { fr: ['réponse', 'webhook', 'retour', 'répondre', 'api'], en: ['answer', 'response', 'reply', 'webhook', 'return', 'api'] },
  icon: 'arrow-back-up',
  group: 'logic',
  params,
  effects: 'none',
  light: true,
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'status', type: 'number' }, { name: 'headers', type: 'object' }, { name: 'body', type: 'unknown' }], open: false },
    },
  },
  examples: [
    {
      title: { fr: 'Répondre avec une partie des données', en: 'Answer with part of the data' },
      params: { status: 201, json: { numero: '{{item.numero}}', reçu: true } },
      input: { main: [{ numero: 4512, total: 99.9 }] },
      output: { main: [{ status: 201, headers: { 'content-type': 'application/json; charset=utf-8' }, body: { numero: 4512, reçu: true } }] },
    },
    {
      title: { fr: 'Répondre par un texte', en: 'Answer with a text' },
      params: { bodyKind: 'text', text: 'Merci', headers: [{ name: 'Cache-Control', value: 'no-store' }] },
      input: { main: [{ numero: 4512 }] },
      output: { main: [{ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body: 'Merci' }] },
    },
  ],
  sample: { main: [{ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: { ok: true } }] },
  words: { fr: 'répond au webhook (code {{status}})', en: 'answers the webhook (status {{status}})' },
  runItem: ({ params: given, item }) => answerOf({ ...given, json: given.json ?? item.json }),
})

function answerOf(given: Answer): JsonObject {
  const contentType = { json: 'application/json; charset=utf-8', text: 'text/plain; charset=utf-8', none: null }[given.bodyKind]
  const headers: { [name: string]: string } = contentType === null ? {} : { 'content-type': contentType }
  given.headers.forEach(({ name, value }, index) => {
    if (!headerName.test(name)) throw badHeader(`/headers/${index}/name`)
    if (notInAHeader.test(value)) throw badHeader(`/headers/${index}/value`)
    Object.defineProperty(headers, name.toLowerCase(), { value, enumerable: true, configurable: true, writable: true })
  })
  const body: Json = { json: given.json as Json, text: given.text, none: null }[given.bodyKind]
  return { status: given.status, headers, body }
}

function badHeader(field: string) {
  return userError({
    code: 'HTTP_HEADER_INVALID',
    text: { fr: 'Cet en-tête contient un caractère interdit (retour à la ligne, par exemple).', en: 'This header holds a forbidden character (a line break, for example).' },
    hint: { fr: 'N’y mettez que des lettres, des chiffres et la ponctuation courante.', en: 'Use only letters, digits and common punctuation.' },
    field,
  })
}
