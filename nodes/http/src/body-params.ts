import { choiceParam, Type, ui, withDefault } from '@maillon/node-sdk'
import { pairsParam } from './pairs-param.js'

/** What is sent with a request that writes. */
export const bodyParams = {
  bodyKind: choiceParam<'none' | 'json' | 'form' | 'multipart' | 'text' | 'file'>(
    {
      none: { fr: 'aucun', en: 'none' },
      json: { fr: 'JSON', en: 'JSON' },
      form: { fr: 'formulaire', en: 'form' },
      multipart: { fr: 'formulaire avec fichiers', en: 'form with files' },
      text: { fr: 'texte', en: 'text' },
      file: { fr: 'un fichier', en: 'a file' },
    },
    { label: { fr: 'Contenu envoyé', en: 'Content to send' }, showWhen: { param: 'method', is: ['POST', 'PUT', 'PATCH', 'DELETE'] } },
    'none',
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
  form: pairsParam({ fr: 'Champs du formulaire', en: 'Form fields' }, { showWhen: { param: 'bodyKind', is: ['form'] } }),
  text: withDefault(Type.String({ default: '', ...ui({ label: { fr: 'Texte', en: 'Text' }, widget: 'text', showWhen: { param: 'bodyKind', is: ['text'] } }) })),
  file: withDefault(
    Type.String({
      default: 'file',
      minLength: 1,
      ...ui({
        label: { fr: 'Fichier de la ligne', en: 'File of the row' },
        help: { fr: 'Le nom sous lequel la ligne porte le fichier.', en: 'The name under which the row carries the file.' },
        showWhen: { param: 'bodyKind', is: ['file'] },
      }),
    }),
  ),
  parts: withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 500, ...ui({ label: { fr: 'Nom', en: 'Name' } }) }),
        kind: choiceParam<'text' | 'file'>(
          { text: { fr: 'texte', en: 'text' }, file: { fr: 'fichier', en: 'file' } },
          { label: { fr: 'Genre', en: 'Kind' } },
          'text',
        ),
        value: Type.Optional(Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' }, showWhen: { param: 'kind', is: ['text'] } }) })),
        file: withDefault(
          Type.String({
            default: 'file',
            minLength: 1,
            ...ui({ label: { fr: 'Fichier de la ligne', en: 'File of the row' }, showWhen: { param: 'kind', is: ['file'] } }),
          }),
        ),
      }),
      { default: [], maxItems: 100, ...ui({ label: { fr: 'Parties', en: 'Parts' }, showWhen: { param: 'bodyKind', is: ['multipart'] } }) },
    ),
  ),
}
