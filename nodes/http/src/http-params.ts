import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { bodyParams } from './body-params.js'
import { pairsParam } from './pairs-param.js'

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const
export type HttpMethod = (typeof httpMethods)[number]

const verbatim = (text: string) => ({ fr: text, en: text })
const writing = ['POST', 'PUT', 'PATCH', 'DELETE']
const listing = ['link', 'page', 'cursor']

export const httpParams = Type.Object({
  method: choiceParam<HttpMethod>(
    { GET: verbatim('GET'), POST: verbatim('POST'), PUT: verbatim('PUT'), PATCH: verbatim('PATCH'), DELETE: verbatim('DELETE'), HEAD: verbatim('HEAD') },
    {
      label: { fr: 'Méthode', en: 'Method' },
      help: { fr: 'GET lit ; les autres peuvent changer quelque chose.', en: 'GET reads; the others may change something.' },
    },
    'GET',
  ),
  url: Type.String({
    minLength: 1,
    maxLength: 8000,
    ...ui({ label: { fr: 'Adresse', en: 'Address' }, placeholder: verbatim('https://api.example.com/sales') }),
  }),
  query: pairsParam({ fr: 'Paramètres de l’adresse', en: 'Query parameters' }),
  headers: pairsParam({ fr: 'En-têtes', en: 'Headers' }, { advanced: true }),
  ...bodyParams,
  response: choiceParam<'json' | 'text' | 'file'>(
    { json: { fr: 'des lignes (JSON)', en: 'rows (JSON)' }, text: { fr: 'un texte', en: 'a text' }, file: { fr: 'un fichier', en: 'a file' } },
    { label: { fr: 'La réponse est', en: 'The answer is' } },
    'json',
  ),
  itemsPath: withDefault(
    Type.String({
      default: '',
      maxLength: 500,
      ...ui({
        label: { fr: 'Où se trouve la liste', en: 'Where the list is' },
        help: {
          fr: 'Chemin dans la réponse, par exemple data.items. Vide : la réponse entière (une ligne pour chaque élément si c’est une liste).',
          en: 'Path inside the answer, for example data.items. Empty: the whole answer (a row for each element where it is a list).',
        },
        placeholder: verbatim('data.items'),
        showWhen: { param: 'response', is: ['json'] },
        expression: false,
      }),
    }),
  ),
  paging: choiceParam<'none' | 'link' | 'page' | 'cursor'>(
    {
      none: { fr: 'une seule page', en: 'a single page' },
      link: { fr: 'lien « next » dans l’en-tête', en: '“next” link in the header' },
      page: { fr: 'numéro de page', en: 'page number' },
      cursor: { fr: 'curseur donné par la réponse', en: 'cursor given by the answer' },
    },
    { label: { fr: 'Pages suivantes', en: 'Further pages' }, advanced: true, showWhen: { param: 'response', is: ['json'] } },
    'none',
  ),
  pageParam: withDefault(
    Type.String({
      default: 'page',
      minLength: 1,
      ...ui({
        label: { fr: 'Paramètre de la page ou du curseur', en: 'Parameter of the page or cursor' },
        advanced: true,
        expression: false,
        showWhen: { param: 'paging', is: ['page', 'cursor'] },
      }),
    }),
  ),
  firstPage: withDefault(
    Type.Integer({
      default: 1,
      minimum: 0,
      maximum: 1,
      ...ui({ label: { fr: 'Numéro de la première page', en: 'Number of the first page' }, advanced: true, showWhen: { param: 'paging', is: ['page'] } }),
    }),
  ),
  cursorPath: withDefault(
    Type.String({
      default: 'next',
      ...ui({
        label: { fr: 'Où se trouve le curseur suivant', en: 'Where the next cursor is' },
        advanced: true,
        expression: false,
        showWhen: { param: 'paging', is: ['cursor'] },
      }),
    }),
  ),
  maxPages: withDefault(
    Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 10_000,
      ...ui({
        label: { fr: 'Nombre de pages au plus', en: 'Pages at most' },
        help: {
          fr: 'Au-delà, l’étape échoue plutôt que de couper les données sans le dire.',
          en: 'Beyond it the step fails rather than cut the data silently.',
        },
        advanced: true,
        showWhen: { param: 'paging', is: listing },
      }),
    }),
  ),
  onStatus: choiceParam<'fail' | 'pass'>(
    {
      fail: { fr: 'signaler une erreur', en: 'report an error' },
      pass: { fr: 'continuer avec le code et la réponse', en: 'go on with the status and the answer' },
    },
    { label: { fr: 'Si l’API répond par une erreur (4xx, 5xx)', en: 'If the API answers with an error (4xx, 5xx)' }, advanced: true },
    'fail',
  ),
  repeat: choiceParam<'once' | 'again'>(
    {
      once: { fr: 'ne renvoyer que ce qui n’est pas parti', en: 'send only what has not been sent' },
      again: { fr: 'tout renvoyer : l’API reconnaît les répétitions', en: 'send again: the API recognises repeats' },
    },
    {
      label: { fr: 'Si l’étape est recommencée', en: 'If the step is tried again' },
      help: {
        fr: 'Chaque envoi porte une clé (en-tête Idempotency-Key) ; peu d’API en tiennent compte.',
        en: 'Each sending carries a key (header Idempotency-Key); few APIs look at it.',
      },
      advanced: true,
      showWhen: { param: 'method', is: writing },
    },
    'once',
  ),
  ifUnknown: choiceParam<'stop' | 'again'>(
    { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'envoyer à nouveau', en: 'send again' } },
    {
      label: { fr: 'Si un envoi précédent a été coupé', en: 'If an earlier sending was cut off' },
      help: { fr: 'On ne sait alors pas si l’API a fait le travail.', en: 'Nobody then knows whether the API did the work.' },
      advanced: true,
      showWhen: { param: 'repeat', is: ['once'] },
    },
    'stop',
  ),
  perMinute: withDefault(
    Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 6000,
      ...ui({
        label: { fr: 'Appels par minute, au plus', en: 'Calls a minute, at most' },
        help: { fr: '0 : sans limite. Un « Retry-After » de l’API est toujours respecté.', en: '0: no limit. A `Retry-After` of the API is always honoured.' },
        advanced: true,
      }),
    }),
  ),
  timeoutSeconds: withDefault(
    Type.Integer({
      default: 60,
      minimum: 1,
      maximum: 3600,
      ...ui({ label: { fr: 'Attendre au plus (secondes)', en: 'Wait at most (seconds)' }, advanced: true }),
    }),
  ),
  maxMegabytes: withDefault(
    Type.Integer({
      default: 50,
      minimum: 1,
      maximum: 1000,
      ...ui({ label: { fr: 'Taille de la réponse au plus (Mo)', en: 'Size of the answer at most (MB)' }, advanced: true }),
    }),
  ),
})

export type HttpParams = Static<typeof httpParams>
