import { choiceParam, Type, ui, withDefault } from '@maillon/node-sdk'

export const documentParam = Type.String({
  minLength: 1,
  maxLength: 2000,
  ...ui({
    label: { fr: 'Feuille Google', en: 'Google sheet' },
    help: {
      fr: 'Son adresse dans le navigateur. Elle doit être partagée avec le compte de service.',
      en: 'Its address in the browser. It has to be shared with the service account.',
    },
    placeholder: { fr: 'https://docs.google.com/spreadsheets/d/…', en: 'https://docs.google.com/spreadsheets/d/…' },
  }),
})

export const tabParam = Type.String({
  minLength: 1,
  maxLength: 100,
  ...ui({ label: { fr: 'Onglet', en: 'Tab' }, placeholder: { fr: 'Feuille 1', en: 'Sheet1' } }),
})

/** How texts are written: as they are, or as if typed into the sheet. */
export const writtenAsParam = choiceParam<'RAW' | 'USER_ENTERED'>(
  {
    RAW: { fr: 'tels quels (une formule reste un texte)', en: 'as they are (a formula stays a text)' },
    USER_ENTERED: { fr: 'comme saisis au clavier (formules et dates comprises)', en: 'as if typed (formulas and dates are understood)' },
  },
  {
    label: { fr: 'Les textes sont écrits', en: 'Texts are written' },
    help: { fr: 'Des données venues d’ailleurs ne devraient jamais devenir des formules.', en: 'Data from elsewhere should never become formulas.' },
    advanced: true,
  },
  'RAW',
)

export const columnsParam = withDefault(
  Type.Array(Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' } }) }), {
    default: [],
    maxItems: 500,
    ...ui({
      label: { fr: 'Colonnes', en: 'Columns' },
      help: {
        fr: 'Dans cet ordre. Vide : celles de l’onglet, ou tous les champs des premières lignes.',
        en: 'In this order. Empty: those of the tab, or all fields of the first rows.',
      },
      widget: 'fields',
      expression: false,
      advanced: true,
    }),
  }),
)
