import { userError, type Json } from '@maillon/node-sdk'
import type { ReadParams } from './read-params.js'
import type { ReadPlace } from './sheet-table.js'
import type { CellProblem } from './typed-cell.js'

const wanted: { readonly [P in CellProblem]: { readonly fr: string; readonly en: string } } = {
  error: { fr: 'est une erreur d’Excel', en: 'is an error of Excel' },
  blank: { fr: 'ne peut pas être vide', en: 'may not be empty' },
  number: { fr: 'n’est pas un nombre', en: 'is not a number' },
  date: { fr: 'n’est pas une date', en: 'is not a date' },
  boolean: { fr: 'n’est pas un oui ou non', en: 'is not a yes or no' },
  text: { fr: 'n’est pas un texte', en: 'is not a text' },
}

interface BadCell {
  readonly address: string
  readonly shown: Json
  readonly problem: CellProblem
}

/** What happens with cells that are not of their type: the first stops everything, or each is warned of (the first 20 by name). */
export class BadCells {
  private count = 0

  constructor(
    private readonly sheet: string | null,
    private readonly choice: ReadParams['onBadCell'],
    private readonly place: ReadPlace,
  ) {}

  /** The value to go on with. */
  meet({ address, shown, problem }: BadCell): Json {
    const text = this.sentence(address, shown, problem)
    if (this.choice === 'fail') {
      throw userError({
        code: 'EXCEL_CELL_INVALID',
        text,
        hint: {
          fr: 'Corrigez la cellule dans le fichier, ou choisissez de la lire comme vide ou telle quelle.',
          en: 'Correct the cell in the file, or choose to read it as empty or as it is.',
        },
        field: '/onBadCell',
      })
    }
    this.count++
    if (this.count <= 20) this.place.warn(text[this.place.locale])
    return this.choice === 'keep' ? shown : null
  }

  finish(): void {
    if (this.count > 20) this.place.warn(this.place.locale === 'fr' ? `En tout, ${this.count} cellules ne sont pas du bon type.` : `In all, ${this.count} cells are not of the right type.`)
  }

  private sentence(address: string, shown: Json, problem: CellProblem) {
    const value = shown === null ? '' : String(shown).slice(0, 60)
    const fr = `${this.sheet === null ? '' : `Feuille « ${this.sheet} », `}cellule ${address} : ${value === '' ? 'elle' : `« ${value} »`} ${wanted[problem].fr}.`
    const en = `${this.sheet === null ? '' : `Sheet “${this.sheet}”, `}cell ${address}: ${value === '' ? 'it' : `“${value}”`} ${wanted[problem].en}.`
    return { fr: fr.charAt(0).toUpperCase() + fr.slice(1), en: en.charAt(0).toUpperCase() + en.slice(1) }
  }
}
