import { choiceParam, defineNode, readDate, Type, ui, userError, type AllContext, type Static, type SuspendUntil } from '@maillon/node-sdk'
import { amountParam, durationMs, notTooLong, unitParam } from './duration-params.js'

const params = Type.Object({
  how: choiceParam<'delay' | 'until'>(
    { delay: { fr: 'une durée', en: 'for a while' }, until: { fr: 'jusqu’à une date', en: 'until a date' } },
    { label: { fr: 'Attendre', en: 'Wait' } },
    'delay',
  ),
  amount: amountParam({ fr: 'Durée', en: 'How long' }, 1, { showWhen: { param: 'how', is: ['delay'] } }),
  unit: unitParam('hours', { showWhen: { param: 'how', is: ['delay'] } }),
  until: Type.Optional(
    Type.String({
      maxLength: 100,
      ...ui({
        label: { fr: 'Date et heure', en: 'Date and time' },
        help: { fr: 'Dans le fuseau horaire du flux ; sans heure : à minuit. Une date passée n’attend pas.', en: 'In the time zone of the flow; without a time: at midnight. A date in the past doesn’t wait.' },
        placeholder: { fr: '2026-03-01T08:00', en: '2026-03-01T08:00' },
        showWhen: { param: 'how', is: ['until'] },
      }),
    }),
  ),
})

export const wait = defineNode({
  type: 'core.wait',
  title: { fr: 'Attendre', en: 'Wait' },
  description: { fr: 'Attend une durée ou une date, puis laisse passer les lignes. Une longue attente n’occupe rien et survit aux redémarrages.', en: 'Waits for a while or until a date, then lets the rows pass. A long wait occupies nothing and survives restarts.' },
  keywords: { fr: ['pause', 'délai', 'attente', 'différer', 'plus tard', 'date', 'minuterie'], en: ['pause', 'delay', 'sleep', 'later', 'date', 'timer', 'defer'] },
  icon: 'hourglass',
  group: 'logic',
  params,
  effects: 'none',
  keepsRows: true,
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [
    { title: { fr: 'Deux heures', en: 'Two hours' }, params: { amount: 2, unit: 'hours' }, input: { main: [{ a: 1 }] }, output: { main: [{ a: 1 }] } },
    { title: { fr: 'Jusqu’à la date d’une ligne', en: 'Until the date of a row' }, params: { how: 'until', until: '{{nodes.commande.first.livraison}}' }, input: { main: [{ a: 1 }] } },
  ],
  words: { fr: '{{#if until}}attend jusqu’au {{until}}{{else}}attend {{amount}} ({{unit}}){{/if}}', en: '{{#if until}}waits until {{until}}{{else}}waits {{amount}} ({{unit}}){{/if}}' },
  run: async (context) => {
    const until = context.resumed === null ? untilOf(context) : null
    if (until !== null) return context.suspend(until)
    for await (const item of context.input()) await context.emit(item)
    return undefined
  },
})

/** Null: no need to wait. */
function untilOf({ params: { how, amount, unit, until }, now, locale, timeZone }: AllContext<Static<typeof params>>): SuspendUntil | null {
  if (how === 'delay') {
    const afterMs = durationMs({ amount, unit })
    return afterMs === 0 ? null : { for: 'time', afterMs }
  }
  const date = readDate(until, { locale, timeZone })
  if (date === null) throw noDate(until ?? '')
  return notTooLong(date.at - now(), '/until') <= 0 ? null : { for: 'time', at: new Date(date.at).toISOString() }
}

function noDate(text: string) {
  return userError({
    code: 'WAIT_DATE_INVALID',
    text: text.trim() === '' ? { fr: 'La date à attendre manque.', en: 'The date to wait for is missing.' } : { fr: `« ${text.slice(0, 60)} » n’est pas une date.`, en: `“${text.slice(0, 60)}” is not a date.` },
    hint: { fr: 'Écrivez-la comme « 2026-03-01T08:00 ».', en: 'Write it like “2026-03-01T08:00”.' },
    field: '/until',
  })
}
