import { userError, type MaillonError } from '@maillon/node-sdk'
import { addressOf, type CellPlace } from '../cell-address.js'

export function cellUnknown(address: string, field: string): MaillonError {
  return userError({
    code: 'EXCEL_CELL_UNKNOWN',
    text: { fr: `« ${address.slice(0, 60)} » n’est ni une cellule ni le nom d’une cellule de ce classeur.`, en: `“${address.slice(0, 60)}” is neither a cell nor the name of a cell of this workbook.` },
    hint: { fr: 'Écrivez une adresse comme B3, ou un nom défini dans le classeur.', en: 'Write an address such as B3, or a name that the workbook defines.' },
    field,
  })
}

/** A formula would be lost. */
export function cellHoldsFormula(sheet: string, place: CellPlace, field: string): MaillonError {
  const address = addressOf(place)
  return userError({
    code: 'EXCEL_CELL_FORMULA',
    text: { fr: `Feuille « ${sheet} », cellule ${address} : elle contient une formule, qui serait perdue.`, en: `Sheet “${sheet}”, cell ${address}: it holds a formula, which would be lost.` },
    hint: { fr: 'Choisissez une autre cellule, ou permettez de remplacer les formules.', en: 'Choose another cell, or allow formulas to be replaced.' },
    field,
  })
}

export function cellTooLong(sheet: string, place: CellPlace, about: { readonly length: number; readonly field: string }): MaillonError {
  const address = addressOf(place)
  return userError({
    code: 'EXCEL_TEXT_TOO_LONG',
    text: {
      fr: `Feuille « ${sheet} », cellule ${address} : le texte est trop long pour Excel (${about.length} caractères, 32 767 au plus).`,
      en: `Sheet “${sheet}”, cell ${address}: the text is too long for Excel (${about.length} characters, 32,767 at most).`,
    },
    hint: { fr: 'Raccourcissez ce champ avant cette étape.', en: 'Shorten this field before this step.' },
    field: about.field,
  })
}

export function tooManyForTemplate(sheet: string, most: number, field: string): MaillonError {
  return userError({
    code: 'EXCEL_TEMPLATE_TOO_LARGE',
    text: { fr: `Feuille « ${sheet} » : il y a trop de lignes pour un modèle (${most} cellules au plus).`, en: `Sheet “${sheet}”: there are too many rows for a template (${most} cells at most).` },
    hint: { fr: 'Totalisez ou filtrez les lignes avant, ou créez un classeur sans modèle.', en: 'Aggregate or filter the rows before, or create a workbook without a template.' },
    field,
  })
}

/** Beyond the last row or column of Excel a workbook can't be opened any more. */
export function outsideSheet(sheet: string, field: string): MaillonError {
  return userError({
    code: 'EXCEL_CELL_OUTSIDE',
    text: { fr: `Feuille « ${sheet} » : ce tableau irait au-delà de la dernière ligne (1 048 576) ou de la dernière colonne (XFD) d’Excel.`, en: `Sheet “${sheet}”: this table would go beyond the last row (1,048,576) or the last column (XFD) of Excel.` },
    hint: { fr: 'Commencez-le plus haut ou plus à gauche, ou écrivez moins de lignes.', en: 'Begin it further up or further left, or write fewer rows.' },
    field,
  })
}
