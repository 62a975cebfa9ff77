import { nearestName, userError, type MaillonError } from '@maillon/node-sdk'

/** What can be wrong with a workbook, each in one sentence. `field` is where the person mends it. */
const field = '/file'

export function fileNotChosen(): MaillonError {
  return userError({ code: 'EXCEL_FILE_MISSING', text: { fr: 'Aucun fichier n’est choisi pour cette étape.', en: 'No file is chosen for this step.' }, hint: { fr: 'Choisissez le classeur à ouvrir.', en: 'Choose the workbook to open.' }, field })
}

export function fileNotReceived(wanted: string | null, known: readonly string[], row: number): MaillonError {
  const has = known.join(', ')
  return userError({
    code: 'EXCEL_FILE_NOT_RECEIVED',
    text:
      wanted === null
        ? { fr: 'Cette ligne n’apporte aucun fichier.', en: 'This row brings no file.' }
        : { fr: `Cette ligne n’apporte pas de fichier « ${wanted} ».`, en: `This row brings no file “${wanted}”.` },
    hint:
      known.length > 0
        ? { fr: `Elle apporte : ${has}.`, en: `It brings: ${has}.` }
        : { fr: 'Reliez cette étape à une autre qui donne un fichier, ou choisissez un fichier.', en: 'Connect this step to one that gives a file, or choose a file.' },
    field: wanted === null ? '/source' : '/fileField',
    row,
  })
}

export function fileEmpty(name: string): MaillonError {
  return userError({ code: 'EXCEL_FILE_EMPTY', text: { fr: `Le fichier « ${name} » est vide (0 octet).`, en: `The file “${name}” is empty (0 bytes).` }, hint: { fr: 'Envoyez-le à nouveau, ou choisissez-en un autre.', en: 'Upload it again, or choose another one.' }, field })
}

/** @param place how far it was read; absent: not at all. */
export function fileCorrupt(name: string, details?: string, place?: { readonly sheet: string; readonly row: number }): MaillonError {
  const at =
    place === undefined
      ? { fr: '', en: '' }
      : { fr: `Feuille « ${place.sheet} », ${place.row === 0 ? 'dès la première ligne' : `après la ligne ${place.row}`} : `, en: `Sheet “${place.sheet}”, ${place.row === 0 ? 'from the first row on' : `after row ${place.row}`}: ` }
  return userError({
    code: 'EXCEL_FILE_CORRUPT',
    text: { fr: `${at.fr}${at.fr === '' ? 'Le' : 'le'} fichier « ${name} » est abîmé et ne peut pas être lu.`, en: `${at.en}${at.en === '' ? 'The' : 'the'} file “${name}” is damaged and cannot be read.` },
    hint: { fr: 'Ouvrez-le dans Excel, enregistrez-le à nouveau en .xlsx, puis réessayez.', en: 'Open it in Excel, save it again as .xlsx, and try again.' },
    field,
    ...(details === undefined ? {} : { details }),
  })
}

export function fileLocked(name: string): MaillonError {
  return userError({
    code: 'EXCEL_FILE_LOCKED',
    text: { fr: `Le classeur « ${name} » est protégé par un mot de passe.`, en: `The workbook “${name}” is protected by a password.` },
    hint: { fr: 'Enregistrez-le sans mot de passe (Fichier, Informations, Protéger le classeur).', en: 'Save it without a password (File, Info, Protect Workbook).' },
    field,
  })
}

export function notAWorkbook(name: string, what: 'other' | 'web' | 'xml' | 'xlsb' | 'ods'): MaillonError {
  const reasons = {
    other: { fr: `« ${name} » n’est pas un classeur.`, en: `“${name}” is not a workbook.` },
    web: { fr: `« ${name} » est en réalité une page web, et non un classeur.`, en: `“${name}” is in fact a web page, not a workbook.` },
    xml: { fr: `« ${name} » est un classeur au format XML 2003, qui n’est pas lu.`, en: `“${name}” is a workbook in the format XML 2003, which is not read.` },
    xlsb: { fr: `« ${name} » est un classeur binaire (.xlsb), qui n’est pas lu.`, en: `“${name}” is a binary workbook (.xlsb), which is not read.` },
    ods: { fr: `« ${name} » est un classeur OpenDocument (.ods), qui n’est pas lu.`, en: `“${name}” is an OpenDocument workbook (.ods), which is not read.` },
  }
  return userError({
    code: 'EXCEL_FILE_UNKNOWN',
    text: reasons[what],
    hint: { fr: 'Ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en .csv.', en: 'Open it in a spreadsheet program and save it as .xlsx or .csv.' },
    field,
  })
}

/** What is changed in place has to be .xlsx: an old .xls, a workbook with a password or a text file is none. */
export function notEditable(name: string): MaillonError {
  return userError({
    code: 'EXCEL_FILE_NOT_EDITABLE',
    text: { fr: `« ${name} » n’est pas un classeur .xlsx : il ne peut pas être rempli ni modifié.`, en: `“${name}” is not an .xlsx workbook: it can neither be filled nor changed.` },
    hint: { fr: 'Ouvrez-le dans un tableur et enregistrez-le en .xlsx, sans mot de passe.', en: 'Open it in a spreadsheet program and save it as .xlsx, without a password.' },
    field,
  })
}

export function fileTooLarge(name: string, megabytes: number): MaillonError {
  return userError({
    code: 'EXCEL_FILE_TOO_LARGE',
    text: { fr: `Le fichier « ${name} » est trop grand (plus de ${megabytes} Mo).`, en: `The file “${name}” is too large (over ${megabytes} MB).` },
    hint: { fr: 'Partagez-le en plusieurs fichiers, ou enregistrez-le en .csv.', en: 'Split it into several files, or save it as .csv.' },
    field,
  })
}

/** A zip bomb, or something built like one. */
export function fileSuspicious(name: string, details: string): MaillonError {
  return userError({
    code: 'EXCEL_FILE_SUSPICIOUS',
    text: { fr: `Par sécurité, le classeur « ${name} » n’est pas ouvert : son contenu est construit de façon anormale.`, en: `To be safe, the workbook “${name}” is not opened: its content is built in an abnormal way.` },
    hint: { fr: 'Ouvrez-le dans Excel et enregistrez-le à nouveau si vous connaissez son origine.', en: 'Open it in Excel and save it again if you know where it comes from.' },
    field,
    details,
  })
}

export function sheetUnknown(wanted: string, names: readonly string[], pointer = '/sheet'): MaillonError {
  const near = nearestName(wanted, names)
  const list = { fr: names.map((name) => `« ${name} »`).join(', '), en: names.map((name) => `“${name}”`).join(', ') }
  return userError({
    code: 'EXCEL_SHEET_UNKNOWN',
    text: { fr: `Il n’y a pas de feuille « ${wanted} » dans ce classeur.`, en: `There is no sheet “${wanted}” in this workbook.` },
    hint:
      near === null
        ? { fr: `Ses feuilles : ${list.fr}.`, en: `Its sheets: ${list.en}.` }
        : { fr: `Vouliez-vous dire « ${near} » ? Ses feuilles : ${list.fr}.`, en: `Did you mean “${near}”? Its sheets: ${list.en}.` },
    field: pointer,
  })
}

export function columnUnknown(wanted: string, names: readonly string[], pointer: string): MaillonError {
  const near = nearestName(wanted, names)
  const list = { fr: names.slice(0, 30).map((name) => `« ${name} »`).join(', '), en: names.slice(0, 30).map((name) => `“${name}”`).join(', ') }
  return userError({
    code: 'EXCEL_COLUMN_UNKNOWN',
    text: { fr: `La colonne « ${wanted} » n’existe pas dans la feuille.`, en: `The sheet has no column “${wanted}”.` },
    hint:
      near === null
        ? { fr: `Ses colonnes : ${list.fr}.`, en: `Its columns: ${list.en}.` }
        : { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` },
    field: pointer,
  })
}

export function headerMissing(row: number | null): MaillonError {
  return userError({
    code: 'EXCEL_HEADER_MISSING',
    text: row === null ? { fr: 'La feuille est vide : il n’y a pas de ligne de titres.', en: 'The sheet is empty: there is no row of titles.' } : { fr: `La ligne ${row}, qui devait porter les titres, est vide.`, en: `Row ${row}, which should hold the titles, is blank.` },
    hint: { fr: 'Vérifiez la feuille, la plage et le numéro de la ligne des titres.', en: 'Check the sheet, the range and the number of the title row.' },
    field: row === null ? '/sheet' : '/headerRow',
  })
}

export function headerForbidden(name: string, address: string): MaillonError {
  return userError({
    code: 'EXCEL_HEADER_FORBIDDEN',
    text: { fr: `Cellule ${address} : « ${name} » ne peut pas servir de titre de colonne.`, en: `Cell ${address}: “${name}” cannot be used as a column title.` },
    hint: { fr: 'Renommez cette colonne dans le classeur.', en: 'Rename this column in the workbook.' },
    field,
  })
}

/** Two inputs of a node would have one name. */
export function idTwice(id: string, pointer: string): MaillonError {
  return userError({
    code: 'EXCEL_INPUT_DUPLICATE',
    text: { fr: `Deux entrées s’appellent « ${id} ».`, en: `Two inputs are called “${id}”.` },
    hint: { fr: 'Donnez un nom différent à chacune.', en: 'Give each its own name.' },
    field: pointer,
  })
}
