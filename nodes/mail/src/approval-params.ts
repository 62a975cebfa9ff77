import { choiceParam, Type, ui, userError, withDefault, type Static } from '@maillon/node-sdk'

const shortText = (label: { fr: string; en: string }, placeholder: { fr: string; en: string }) =>
  withDefault(Type.String({ maxLength: 100, default: '', ...ui({ label, placeholder, advanced: true }) }))

export const approvalParams = Type.Object({
  to: withDefault(
    Type.Array(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Adresse', en: 'Address' }, placeholder: { fr: 'Jeanne Dupont <jeanne@exemple.fr>', en: 'Jane Doe <jane@example.com>' } }) }), {
      default: [],
      maxItems: 50,
      ...ui({
        label: { fr: 'À qui', en: 'Whom' },
        help: { fr: 'La première réponse compte. Vide : on répond depuis la page de l’exécution.', en: 'The first answer counts. Empty: one answers from the page of the run.' },
      }),
    }),
  ),
  title: Type.String({ minLength: 1, maxLength: 300, ...ui({ label: { fr: 'Question', en: 'Question' }, placeholder: { fr: 'Payer la facture {{nodes.lire.first.numero}} ?', en: 'Pay invoice {{nodes.read.first.number}}?' } }) }),
  text: withDefault(Type.String({ maxLength: 10_000, default: '', ...ui({ label: { fr: 'Explications', en: 'Explanation' }, widget: 'text' }) })),
  fields: withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100, ...ui({ label: { fr: 'Champ', en: 'Field' }, expression: false }) }),
        label: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Libellé', en: 'Label' } }) }),
        value: Type.Unknown({ ...ui({ label: { fr: 'Valeur proposée', en: 'Proposed value' }, placeholder: { fr: '{{nodes.lire.first.total}}', en: '{{nodes.read.first.total}}' } }) }),
      }),
      {
        default: [],
        maxItems: 30,
        ...ui({
          label: { fr: 'Valeurs à vérifier', en: 'Values to check' },
          help: { fr: 'Montrées à la personne, qui peut les corriger ; elles remplacent ces champs dans les lignes.', en: 'Shown to the person, who may correct them; they take the place of these fields in the rows.' },
        }),
      },
    ),
  ),
  comment: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Demander un commentaire', en: 'Ask for a comment' }, advanced: true }) })),
  amount: withDefault(Type.Number({ minimum: 1, maximum: 366, default: 3, ...ui({ label: { fr: 'Attendre au plus', en: 'Wait at most' } }) })),
  unit: choiceParam<'hours' | 'days'>({ hours: { fr: 'heures', en: 'hours' }, days: { fr: 'jours', en: 'days' } }, { label: { fr: 'Unité', en: 'Unit' } }, 'days'),
  atDeadline: choiceParam<'expired' | 'approved' | 'refused'>(
    {
      expired: { fr: 'sortir par « Sans réponse »', en: 'leave by “No answer”' },
      approved: { fr: 'faire comme si c’était approuvé', en: 'go on as if approved' },
      refused: { fr: 'faire comme si c’était refusé', en: 'go on as if refused' },
    },
    { label: { fr: 'Sans réponse à temps', en: 'Without an answer in time' } },
    'expired',
  ),
  approveLabel: shortText({ fr: 'Bouton pour approuver', en: 'Button to approve' }, { fr: 'Approuver', en: 'Approve' }),
  refuseLabel: shortText({ fr: 'Bouton pour refuser', en: 'Button to refuse' }, { fr: 'Refuser', en: 'Refuse' }),
  resultField: withDefault(
    Type.String({ minLength: 1, maxLength: 100, default: 'approval', ...ui({ label: { fr: 'Champ du résultat', en: 'Field of the result' }, expression: false, advanced: true }) }),
  ),
})

export type ApprovalParams = Static<typeof approvalParams>

/** How long the answer is waited for, milliseconds. */
export function approvalDeadlineMs({ amount, unit }: Pick<ApprovalParams, 'amount' | 'unit'>): number {
  return Math.round(amount * (unit === 'hours' ? 3_600_000 : 86_400_000))
}

/** Told before anybody is asked: after the answer it would be lost. @throws UserError `DATA_FIELD_FORBIDDEN` */
export function mustNameFields({ fields, resultField }: Pick<ApprovalParams, 'fields' | 'resultField'>): void {
  for (const [index, { name }] of fields.entries()) mustBeFieldName(name, `/fields/${index}/name`)
  mustBeFieldName(resultField, '/resultField')
}

function mustBeFieldName(name: string, field: string): void {
  // oxlint-disable-next-line no-control-regex
  if (!/^(?:__proto__|constructor|prototype)$|\u0000/.test(name)) return
  throw userError({
    code: 'DATA_FIELD_FORBIDDEN',
    text: { fr: `« ${name} » ne peut pas servir de nom de champ.`, en: `“${name}” cannot be used as a field name.` },
    hint: { fr: 'Choisissez un autre nom.', en: 'Choose another name.' },
    field,
  })
}
