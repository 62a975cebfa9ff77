import { choiceParam, defineNode, fatalError, retryableError, sendOnce, Type, ui, withDefault, type AllContext, type Json, type JsonObject, type Static } from '@maillon/node-sdk'
import { amountParam, durationMs, unitParam } from './duration-params.js'

const slot = 'auth'

const params = Type.Object({
  announce: choiceParam<'post' | 'none'>(
    {
      post: { fr: 'par un appel HTTP à l’autre programme', en: 'by an HTTP call to the other program' },
      none: { fr: 'à personne : elle est écrite au journal de l’exécution', en: 'to nobody: it is written to the log of the run' },
    },
    { label: { fr: 'Donner l’adresse de réponse', en: 'Give the address for the answer' } },
    'post',
  ),
  url: withDefault(
    Type.String({ maxLength: 4000, default: '', ...ui({ label: { fr: 'Adresse de l’autre programme', en: 'Address of the other program' }, placeholder: { fr: 'https://api.exemple.fr/taches', en: 'https://api.example.com/jobs' }, showWhen: { param: 'announce', is: ['post'] } }) }),
  ),
  body: Type.Optional(
    Type.Unknown({
      ...ui({
        label: { fr: 'Données envoyées', en: 'Data sent' },
        help: { fr: 'Un objet JSON ; l’adresse de réponse y est ajoutée.', en: 'A JSON object; the address for the answer is added to it.' },
        widget: 'json',
        showWhen: { param: 'announce', is: ['post'] },
      }),
    }),
  ),
  field: withDefault(
    Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z_][A-Za-z0-9_-]*$', default: 'callbackUrl', ...ui({ label: { fr: 'Champ de l’adresse de réponse', en: 'Field of the address for the answer' }, expression: false, advanced: true, showWhen: { param: 'announce', is: ['post'] } }) }),
  ),
  amount: amountParam({ fr: 'Attendre au plus', en: 'Wait at most' }, 1),
  unit: unitParam('days'),
})

export const callback = defineNode({
  type: 'core.callback',
  title: { fr: 'Attendre un rappel', en: 'Wait for a callback' },
  description: {
    fr: 'Donne une adresse de réponse à un autre programme et attend qu’il y envoie ses données (POST, JSON).',
    en: 'Gives another program an address for its answer and waits until it sends its data there (POST, JSON).',
  },
  keywords: { fr: ['rappel', 'callback', 'réponse', 'attente', 'webhook', 'asynchrone', 'api'], en: ['callback', 'answer', 'wait', 'webhook', 'asynchronous', 'api', 'resume'] },
  icon: 'phone-incoming',
  group: 'logic',
  params,
  effects: 'write',
  effectsWhen: { param: 'announce', is: ['none'], effects: 'none' },
  credentials: [{ slot, types: ['login-token', 'oauth2-client', 'oauth2-code', 'http-bearer', 'http-basic', 'http-api-key'], label: { fr: 'Compte de l’autre programme', en: 'Account of the other program' }, required: false }],
  outputs: [
    { id: 'main', label: { fr: 'Réponse', en: 'Answer' } },
    { id: 'expired', label: { fr: 'Trop tard', en: 'Too late' } },
  ],
  outputShapes: { expired: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Faire traiter un fichier ailleurs', en: 'Have a file processed elsewhere' },
      params: { url: 'https://api.exemple.fr/taches', body: { document: '{{nodes.lire.first.numero}}' }, amount: 2, unit: 'hours' },
      input: { main: [{ numero: 4512 }] },
    },
    { title: { fr: 'Adresse donnée à la main', en: 'An address given by hand' }, params: { announce: 'none' }, input: { main: [{ numero: 4512 }] }, output: { main: [{}] } },
  ],
  sample: { main: [{ status: 'done', result: 42 }] },
  words: { fr: 'attend qu’un autre programme réponde', en: 'waits until another program answers' },
  run: async (context) => {
    const { resumed, suspend, emit, input } = context
    if (resumed?.by === 'answer') return emit({ json: resumed.answer })
    if (resumed !== null) {
      for await (const item of input()) await emit(item, 'expired')
      return undefined
    }
    await announce(context)
    return suspend({ for: 'answer', deadlineMs: durationMs(context.params) })
  },
})

type Context = AllContext<Static<typeof params>>

async function announce(context: Context): Promise<void> {
  const { params: { announce: how, url, body, field }, answerLinks, log, locale } = context
  const link = answerLinks().callback
  if (how === 'none') return log.info(locale === 'fr' ? `Adresse de réponse : ${link}` : `Address for the answer: ${link}`)
  if (url === '') throw fatalError({ code: 'CALLBACK_ADDRESS_MISSING', text: { fr: 'L’adresse de l’autre programme manque.', en: 'The address of the other program is missing.' }, hint: { fr: 'Indiquez-la, ou choisissez de donner l’adresse de réponse vous-même.', en: 'Give it, or choose to hand the address for the answer on yourself.' }, field: '/url' })
  const text = JSON.stringify({ ...objectOf(body as Json | undefined), [field]: link })
  await sendOnce(context, 'again', () => post(context, { url, text }))
}

function objectOf(body: Json | undefined): JsonObject {
  if (body === undefined || body === null) return {}
  return typeof body === 'object' && !Array.isArray(body) ? (body as JsonObject) : { data: body }
}

async function post({ http, credential, idempotencyKey }: Context, { url, text }: { readonly url: string; readonly text: string }): Promise<JsonObject> {
  const chosen = await credential(slot)
  const response = await http.request({ url, method: 'POST', body: text, headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }, ...(chosen === null ? {} : { credential: slot }) })
  const { status } = response
  const said = await response.text()
  if (status >= 200 && status < 300) return { status }
  const mayPass = status === 408 || status === 425 || status === 429 || status >= 500
  const about = {
    code: 'CALLBACK_CALL_REFUSED',
    text: { fr: `L’autre programme a refusé l’appel (${status}).`, en: `The other program refused the call (${status}).` },
    hint: mayPass
      ? { fr: 'Réessayez plus tard ; si cela dure, prévenez ceux qui s’en occupent.', en: 'Try again later; if it lasts, tell those who look after it.' }
      : { fr: 'Vérifiez son adresse, le compte choisi et les données envoyées ; sa réponse est dans les détails.', en: 'Check its address, the chosen account and the data sent; its answer is in the details.' },
    field: '/url',
    details: said.slice(0, 1000),
  }
  throw mayPass ? retryableError(about) : fatalError(about)
}
