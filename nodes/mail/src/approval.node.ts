import { defineNode, sendOnce, userError, type AllContext, type AnswerForm, type Json, type JsonObject, type Resumed } from '@maillon/node-sdk'
import { approvalHtml } from './approval-mail.js'
import { approvalDeadlineMs, approvalParams, mustNameFields, type ApprovalParams } from './approval-params.js'
import { composeMail } from './compose-mail.js'
import { deliver } from './deliver.js'
import { smtpAccount } from './mail-account.js'

const slot = 'smtp'

/**
 * Stands in the mail package because it sends its question itself: a step before it couldn't, since only the step that waits knows its
 * link, and one box that asks, waits and sorts is what people expect.
 */
export const approval = defineNode({
  type: 'mail.approval',
  title: { fr: 'Demander une approbation', en: 'Ask for approval' },
  description: {
    fr: 'Envoie une question par courriel, attend la réponse d’une personne, et mène les lignes vers « Approuvé », « Refusé » ou « Sans réponse ».',
    en: 'Sends a question by mail, waits for a person’s answer, and leads the rows to “Approved”, “Refused” or “No answer”.',
  },
  keywords: {
    fr: ['approuver', 'valider', 'accord', 'validation', 'humain', 'décision', 'signature', 'attendre', 'confirmer', 'corriger', 'approbation', 'autorisation', 'autoriser', 'bon à payer'],
    en: ['approve', 'validate', 'consent', 'review', 'human', 'decision', 'sign off', 'wait', 'confirm', 'correct', 'approval', 'authorise', 'authorisation', 'sign'],
  },
  icon: 'user-check',
  group: 'logic',
  params: approvalParams,
  effects: 'write',
  credentials: [{ slot, types: ['smtp'], label: { fr: 'Compte d’envoi', en: 'Mail account' }, required: false }],
  outputs: [
    { id: 'approved', label: { fr: 'Approuvé', en: 'Approved' } },
    { id: 'refused', label: { fr: 'Refusé', en: 'Refused' } },
    { id: 'expired', label: { fr: 'Sans réponse', en: 'No answer' } },
  ],
  keepsRows: true,
  outputShapes: { '*': { kind: 'computed', rule: 'with-result' } },
  examples: [
    {
      title: { fr: 'Faire approuver un paiement', en: 'Have a payment approved' },
      params: { to: ['Jeanne Dupont <jeanne@exemple.fr>'], title: 'Payer la facture {{nodes.lire.first.numero}} ?', fields: [{ name: 'total', label: 'Montant', value: '{{nodes.lire.first.total}}' }], amount: 2 },
      input: { main: [{ numero: 4512, total: 99.9 }] },
    },
  ],
  sample: { approved: [{ numero: 4512, total: 99.9, approval: { choice: 'approved', comment: 'D’accord', at: '2026-01-15T09:12:00.000Z' } }] },
  words: { fr: 'demande « {{title}} » et attend la réponse', en: 'asks “{{title}}” and waits for the answer' },
  run: async (context) => {
    const { params, resumed, suspend, emit, input } = context
    mustNameFields(params)
    if (resumed === null) {
      const form = formOf(context)
      await ask(context, form)
      return suspend({ for: 'answer', deadlineMs: approvalDeadlineMs(params), about: form })
    }
    const outcome = outcomeOf(context, resumed)
    for await (const item of input()) {
      const json: JsonObject = { ...item.json, ...outcome.values, [params.resultField]: outcome.result }
      await emit(item.files === undefined ? { json } : { json, files: item.files }, outcome.port)
    }
    return undefined
  },
  preview: (context) => {
    mustNameFields(context.params)
    const { to, title, text, fields } = context.params
    return { to, title, text, fields: fields.map(({ name, value }) => ({ name, value: value as Json })) }
  },
})

type Context = AllContext<ApprovalParams>

function formOf({ params, locale }: Context): AnswerForm {
  const labels = locale === 'fr' ? { approve: 'Approuver', refuse: 'Refuser' } : { approve: 'Approve', refuse: 'Refuse' }
  return {
    title: params.title,
    text: params.text,
    choices: [
      { id: 'approved', label: params.approveLabel || labels.approve, look: 'good' },
      { id: 'refused', label: params.refuseLabel || labels.refuse, look: 'bad' },
    ],
    fields: params.fields.map(({ name, label, value }) => ({ name, label, value: (value ?? null) as Json })),
    comment: params.comment,
  }
}

async function ask(context: Context, form: AnswerForm): Promise<void> {
  const { params, answerLinks, locale, timeZone, now, log, idempotencyKey, credential } = context
  const { page } = answerLinks()
  if (params.to.length === 0) return log.info(locale === 'fr' ? `Réponse attendue ici : ${page}` : `Waiting for an answer here: ${page}`)
  const account = smtpAccount(await credential(slot))
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(now() + approvalDeadlineMs(params))
  const mail = composeMail(
    { to: params.to, recipients: [], cc: [], bcc: [], subject: form.title.replaceAll(/\s+/g, ' '), html: approvalHtml(form, { page, until, locale }), attach: 'none', images: [], priority: 'normal', maxMegabytes: 20, ifUnknown: 'again' },
    { from: account.from, idempotencyKey, files: { byName: new Map(), attachments: [] } },
  )
  // The same question twice does no harm: the first answer counts.
  await sendOnce(context, 'again', () => deliver(mail, account, context))
}

interface Outcome {
  readonly port: 'approved' | 'refused' | 'expired'
  readonly values: JsonObject
  readonly result: JsonObject
}

function outcomeOf({ params, now }: Context, resumed: Resumed): Outcome {
  const at = new Date(now()).toISOString()
  if (resumed.by !== 'answer') return { port: params.atDeadline, values: {}, result: { choice: 'expired', comment: '', at } }
  const { choice, comment = '', values } = resumed.answer
  if (choice !== 'approved' && choice !== 'refused') throw unknownChoice()
  const given = typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as JsonObject) : {}
  const corrected = params.fields.flatMap(({ name }) => (Object.hasOwn(given, name) ? [[name, given[name] as Json] as const] : []))
  return { port: choice, values: Object.fromEntries(corrected), result: { choice, comment, at } }
}

function unknownChoice() {
  return userError({
    code: 'APPROVAL_ANSWER_UNKNOWN',
    text: { fr: 'La réponse reçue n’est ni une approbation ni un refus.', en: 'The answer received is neither an approval nor a refusal.' },
    hint: { fr: 'Relancez le flux : la question sera posée à nouveau.', en: 'Run the flow again: the question will be asked again.' },
  })
}
