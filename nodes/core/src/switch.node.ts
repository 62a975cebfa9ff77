import { choiceParam, defineNode, ignoreCaseParam, matchParam, out, Type, ui, userError } from '@maillon/node-sdk'
import { rulesHold, rulesParam } from './rules-param.js'

export const switchCases = defineNode({
  type: 'core.switch',
  title: { fr: 'Aiguillage', en: 'Switch' },
  description: { fr: 'Envoie chaque ligne vers la sortie dont elle remplit les règles, ou vers « Sinon ».', en: 'Sends each row to the output whose rules it meets, or to “Otherwise”.' },
  keywords: { fr: ['aiguiller', 'cas', 'selon', 'trier', 'router', 'plusieurs', 'branche', 'sinon'], en: ['switch', 'case', 'route', 'sort', 'several', 'branch', 'else', 'router'] },
  icon: 'route',
  group: 'logic',
  params: Type.Object({
    cases: Type.Array(
      Type.Object({
        id: Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z][a-z0-9-]*$', ...ui({ label: { fr: 'Identifiant de la sortie', en: 'Id of the output' }, expression: false, advanced: true }) }),
        name: Type.String({ minLength: 1, maxLength: 100, ...ui({ label: { fr: 'Nom de la sortie', en: 'Name of the output' }, placeholder: { fr: 'Urgent', en: 'Urgent' }, expression: false }) }),
        rules: rulesParam(),
        match: matchParam(),
      }),
      { minItems: 1, maxItems: 50, ...ui({ label: { fr: 'Cas', en: 'Cases' } }) },
    ),
    several: choiceParam<'first' | 'every'>(
      { first: { fr: 'la première seulement', en: 'only the first of them' }, every: { fr: 'chacune d’elles', en: 'each of them' } },
      { label: { fr: 'Si plusieurs sorties conviennent', en: 'Where several outputs fit' }, advanced: true },
      'first',
    ),
    ignoreCase: ignoreCaseParam(),
  }),
  outputs: { each: 'cases', key: 'id', labelKey: 'name', also: [{ id: 'else', label: { fr: 'Sinon', en: 'Otherwise' } }] },
  effects: 'none',
  light: true,
  outputShapes: { '*': { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Trier des demandes', en: 'Sort requests' },
      params: {
        cases: [
          { id: 'urgent', name: 'Urgent', rules: [{ left: '{{item.priorite}}', operator: 'greater', value: 7 }] },
          { id: 'facture', name: 'Facture', rules: [{ left: '{{item.objet}}', operator: 'contains', value: 'facture' }] },
        ],
        ignoreCase: true,
      },
      input: { main: [{ objet: 'Facture 12', priorite: 9 }, { objet: 'FACTURE 13', priorite: 2 }, { objet: 'Bonjour', priorite: 1 }] },
      output: { urgent: [{ objet: 'Facture 12', priorite: 9 }], facture: [{ objet: 'FACTURE 13', priorite: 2 }], else: [{ objet: 'Bonjour', priorite: 1 }] },
    },
  ],
  words: { fr: 'aiguille chaque ligne vers la sortie qui lui convient', en: 'routes each row to the output that fits it' },
  runItem: ({ params, item, locale, timeZone }) => {
    if (params.cases.some(({ id }) => id === 'else')) throw elseTaken()
    const fitting: string[] = []
    for (const [index, { id, rules, match }] of params.cases.entries()) {
      if (!rulesHold(rules, { locale, timeZone, ignoreCase: params.ignoreCase, match, pointer: `/cases/${index}/rules` })) continue
      fitting.push(id)
      if (params.several === 'first') break
    }
    return (fitting.length === 0 ? ['else'] : fitting).map((port) => out(item.json, { port, ...(item.files === undefined ? {} : { files: item.files }) }))
  },
})

function elseTaken() {
  return userError({
    code: 'SWITCH_CASE_RESERVED',
    text: { fr: 'L’identifiant « else » est celui de la sortie « Sinon ».', en: 'The id “else” belongs to the output “Otherwise”.' },
    hint: { fr: 'Donnez un autre identifiant à ce cas.', en: 'Give this case another id.' },
    field: '/cases',
  })
}
