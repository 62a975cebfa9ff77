import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { pairsParam } from '../pairs-param.js'

export type CortexOperation = 'get' | 'units' | 'send' | 'acknowledge'

const reading = ['get', 'units']
const writing = ['send', 'acknowledge']

export const cortexParams = Type.Object({
  operation: choiceParam<CortexOperation>(
    {
      units: { fr: 'lister les unités', en: 'list units' },
      get: { fr: 'lire des données', en: 'get data' },
      send: { fr: 'envoyer des résultats', en: 'send results' },
      acknowledge: { fr: 'accuser réception', en: 'acknowledge' },
    },
    { label: { fr: 'Opération', en: 'Operation' } },
    'units',
  ),
  dataset: withDefault(
    Type.String({
      default: '',
      maxLength: 200,
      ...ui({
        label: { fr: 'Données', en: 'Data' },
        help: { fr: 'Leur nom dans CORTEX.', en: 'Their name in CORTEX.' },
        placeholder: { fr: 'sales', en: 'sales' },
        showWhen: { param: 'operation', is: ['get'] },
      }),
    }),
  ),
  query: pairsParam({ fr: 'Critères', en: 'Criteria' }, { showWhen: { param: 'operation', is: reading } }),
  limit: withDefault(
    Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 1_000_000,
      ...ui({
        label: { fr: 'Nombre de lignes au plus', en: 'Rows at most' },
        help: { fr: '0 : toutes.', en: '0: all of them.' },
        showWhen: { param: 'operation', is: reading },
      }),
    }),
  ),
  pageSize: withDefault(
    Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 1000,
      ...ui({ label: { fr: 'Lignes par page', en: 'Rows a page' }, advanced: true, showWhen: { param: 'operation', is: reading } }),
    }),
  ),
  idField: withDefault(
    Type.String({
      default: 'id',
      minLength: 1,
      ...ui({
        label: { fr: 'Champ de l’identifiant', en: 'Field of the identifier' },
        widget: 'field',
        expression: false,
        showWhen: { param: 'operation', is: ['acknowledge'] },
      }),
    }),
  ),
  batchSize: withDefault(
    Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 1000,
      ...ui({ label: { fr: 'Lignes par envoi', en: 'Rows a call' }, advanced: true, showWhen: { param: 'operation', is: writing } }),
    }),
  ),
  path: withDefault(
    Type.String({
      default: '',
      maxLength: 1000,
      pattern: '^(/.*)?$',
      ...ui({
        label: { fr: 'Chemin', en: 'Path' },
        help: { fr: 'Vide : le chemin habituel de cette opération.', en: 'Empty: the usual path of this operation.' },
        placeholder: { fr: '/units', en: '/units' },
        advanced: true,
      }),
    }),
  ),
  itemsPath: withDefault(
    Type.String({
      default: '',
      maxLength: 500,
      ...ui({
        label: { fr: 'Où se trouve la liste', en: 'Where the list is' },
        help: { fr: 'Vide : à sa place habituelle.', en: 'Empty: at its usual place.' },
        advanced: true,
        expression: false,
        showWhen: { param: 'operation', is: reading },
      }),
    }),
  ),
  ifUnknown: choiceParam<'stop' | 'again'>(
    { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'envoyer à nouveau', en: 'send again' } },
    {
      label: { fr: 'Si un envoi précédent a été coupé', en: 'If an earlier sending was cut off' },
      help: { fr: 'On ne sait alors pas si CORTEX l’a reçu.', en: 'Nobody then knows whether CORTEX received it.' },
      advanced: true,
      showWhen: { param: 'operation', is: writing },
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
        help: { fr: '0 : sans limite.', en: '0: no limit.' },
        advanced: true,
      }),
    }),
  ),
})

export type CortexParams = Static<typeof cortexParams>
