import type { FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { salesApiAccount } from '../gallery/daily-report/sales-api.js'
import { nodeOf, type House } from './house.js'
import { workbook, type WorkbookKind } from './workbooks.js'

/** A flow that fails at its node `target`, and what people should read there. */
export interface RunCase {
  readonly title: string
  readonly code: string
  /** JSON pointer of the field to mend; null: the sentence alone says it. */
  readonly field: string | null
  readonly fr: string
  readonly en: string
  /** In the hint, in either language. */
  readonly hint?: readonly [fr: string, en: string]
  /** The outside is set for it alone: run it by itself. Default false. */
  readonly isAlone?: boolean
  /** Attempts altogether. Default 1. */
  readonly attempts?: number
  nodes(house: House): Promise<readonly FlowNode[]> | readonly FlowNode[]
  /** Puts the outside right, so that a retry goes through. Absent: the flow itself has to change. */
  mend?(house: House): Promise<unknown> | void
}

const soon = { retry: { attempts: 2, wait: { kind: 'fixed', ms: 100 } } } as const

async function excel(house: House, kind: WorkbookKind, params: JsonObject = {}): Promise<readonly FlowNode[]> {
  const file = await house.user.upload('tarifs.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', await workbook(kind))
  return [nodeOf('target', 'excel.read', { source: 'chosen', file: { id: file.id, name: file.name }, ...params })]
}

const made = new Map<string, { readonly id: string; readonly name: string; readonly type: string }>()

async function account({ user }: House, of: { readonly name: string; readonly type: string; readonly values: { readonly [field: string]: unknown } }): Promise<{ readonly id: string; readonly name: string }> {
  const { id, name } = await user.client.call('createCredential', { body: of })
  made.set(name, { id, name, type: of.type })
  return { id, name }
}

async function change({ user }: House, name: string, values: { readonly [field: string]: unknown }): Promise<void> {
  const known = made.get(name)
  if (known === undefined) throw new Error(`No account ${name}`)
  await user.client.call('changeCredential', { params: { id: known.id }, body: { name, type: known.type, values } })
}

function sales(house: House, credentials?: FlowNode['credentials'], params: JsonObject = {}): readonly FlowNode[] {
  return [nodeOf('target', 'http.request', { url: `${house.api.url}/sales`, itemsPath: 'sales', ...params }, { ...soon, ...(credentials === undefined ? {} : { credentials }) })]
}

async function loggedInSales(house: House, name: string, mode: House['api']['mode']): Promise<readonly FlowNode[]> {
  house.api.mode = mode
  return sales(house, { auth: await account(house, { name, type: 'login-token', values: { address: house.api.url, ...salesApiAccount } }) })
}

const heal = (house: House): void => void (house.api.mode = 'healthy')

async function mail(house: House, to: readonly string[], name: string): Promise<readonly FlowNode[]> {
  const smtp = await account(house, { name, type: 'smtp', values: { ...house.smtp.credential } })
  return [nodeOf('target', 'mail.send', { to: [...to], subject: 'Rapport', html: '<p>Bonjour</p>' }, { ...soon, credentials: { smtp } })]
}

const workbooks: readonly RunCase[] = [
  { title: 'a workbook with a password', code: 'EXCEL_FILE_LOCKED', field: '/file', fr: 'Le classeur « tarifs.xlsx » est protégé par un mot de passe.', en: 'The workbook “tarifs.xlsx” is protected by a password.', nodes: (house) => excel(house, 'locked') },
  { title: 'a workbook cut off half-way', code: 'EXCEL_FILE_CORRUPT', field: '/file', fr: 'Le fichier « tarifs.xlsx » est abîmé et ne peut pas être lu.', en: 'The file “tarifs.xlsx” is damaged and cannot be read.', nodes: (house) => excel(house, 'cut') },
  { title: 'noise that is called a workbook', code: 'EXCEL_FILE_UNKNOWN', field: '/file', fr: '« tarifs.xlsx » n’est pas un classeur.', en: '“tarifs.xlsx” is not a workbook.', nodes: (house) => excel(house, 'noise') },
  { title: 'a login page saved as a workbook', code: 'EXCEL_FILE_UNKNOWN', field: '/file', fr: '« tarifs.xlsx » est en réalité une page web, et non un classeur.', en: '“tarifs.xlsx” is in fact a web page, not a workbook.', nodes: (house) => excel(house, 'web-page') },
  { title: 'a file of no bytes', code: 'EXCEL_FILE_EMPTY', field: '/file', fr: 'Le fichier « tarifs.xlsx » est vide (0 octet).', en: 'The file “tarifs.xlsx” is empty (0 bytes).', hint: ['Envoyez-le à nouveau', 'Upload it again'], nodes: (house) => excel(house, 'empty') },
  {
    title: 'a sheet that isn’t there',
    code: 'EXCEL_SHEET_UNKNOWN',
    field: '/sheet',
    fr: 'Il n’y a pas de feuille « Tarif » dans ce classeur.',
    en: 'There is no sheet “Tarif” in this workbook.',
    hint: ['Vouliez-vous dire « Tarifs » ?', 'Did you mean “Tarifs”?'],
    nodes: (house) => excel(house, 'sound', { sheet: 'Tarif' }),
  },
  {
    title: 'a column that isn’t there',
    code: 'EXCEL_COLUMN_UNKNOWN',
    field: '/columns/0/name',
    fr: 'La colonne « Prix unitère » n’existe pas dans la feuille.',
    en: 'The sheet has no column “Prix unitère”.',
    hint: ['Vouliez-vous dire « Prix unitaire » ?', 'Did you mean “Prix unitaire”?'],
    nodes: (house) => excel(house, 'sound', { columns: [{ name: 'Prix unitère', type: 'number' }] }),
  },
  {
    title: 'a text where a number should be, in a workbook',
    code: 'EXCEL_CELL_INVALID',
    field: '/onBadCell',
    fr: 'Feuille « Tarifs », cellule B3 : « à voir » n’est pas un nombre.',
    en: 'Sheet “Tarifs”, cell B3: “à voir” is not a number.',
    hint: ['Corrigez la cellule dans le fichier', 'Correct the cell in the file'],
    nodes: (house) => excel(house, 'text-for-number', { columns: [{ name: 'Prix unitaire', type: 'number' }] }),
  },
]

const values: readonly RunCase[] = [
  { title: 'a text where a number should be, in a field', code: 'VALUE_TYPE_MISMATCH', field: '/fields/0/value', fr: 'Champ « n » : « before » n’est pas un nombre.', en: 'Field “n”: “before” is not a number.', nodes: () => [nodeOf('target', 'core.set', { fields: [{ name: 'n', type: 'number', value: '{{item.kept}}' }] })] },
  { title: 'a text where a number should be, in a calculation', code: 'EXPRESSION_NUMBER_EXPECTED', field: '/fields/0/value', fr: 'La fonction « multiply » attend un nombre pour « values », et non "before".', en: 'The function “multiply” takes a number for “values”, not "before".', nodes: () => [nodeOf('target', 'core.set', { fields: [{ name: 'n', value: '{{multiply item.kept 2}}' }] })] },
  { title: 'a text where a number should be, in a total', code: 'TABLE_NUMBER_EXPECTED', field: '/totals/0/field', fr: 'Ligne 1 : « before » n’est pas un nombre.', en: 'Row 1: “before” is not a number.', nodes: () => [nodeOf('target', 'table.aggregate', { totals: [{ field: 'kept', function: 'sum', name: 'total' }] })] },
]

/** What can only be seen at the run: the shape of the rows wasn’t known when it was published. */
const references: readonly RunCase[] = [
  { title: 'a field with a typo', code: 'EXPRESSION_FIELD_MISSPELLED', field: '/fields/0/value', fr: 'Le champ « kpet » n’existe pas (nodes.keep.first.kpet). Vouliez-vous dire « kept » ?', en: 'There is no field “kpet” (nodes.keep.first.kpet). Did you mean “kept”?', nodes: () => [nodeOf('target', 'core.set', { fields: [{ name: 'n', value: '{{nodes.keep.first.kpet}}' }] })] },
  { title: 'a field with a typo, of the row itself', code: 'EXPRESSION_FIELD_MISSPELLED', field: '/fields/0/value', fr: 'Le champ « kpet » n’existe pas (item.kpet). Vouliez-vous dire « kept » ?', en: 'There is no field “kpet” (item.kpet). Did you mean “kept”?', nodes: () => [nodeOf('target', 'core.set', { fields: [{ name: 'n', value: '{{item.kpet}}' }] })] },
  { title: 'a sorting by a field with a typo', code: 'DATA_FIELD_UNKNOWN', field: '/by/0/field', fr: 'Le champ « kpet » n’existe pas dans les données reçues.', en: 'There is no field “kpet” in the incoming data.', hint: ['« kept »', '“kept”'], nodes: () => [nodeOf('target', 'table.sort', { by: [{ field: 'kpet' }] })] },
  { title: 'an address that comes out empty', code: 'NODE_PARAM_EMPTY', field: '/url', fr: 'Le paramètre « Adresse » ne doit pas être vide.', en: 'The parameter “Address” must not be empty.', nodes: () => [nodeOf('target', 'http.request', { url: '{{default item.nothing ""}}' })] },
]

const services: readonly RunCase[] = [
  { isAlone: true, title: 'an API that answers 500', code: 'HTTP_SERVER_FAILED', field: null, attempts: 2, fr: 'L’API a un problème de son côté (500).', en: 'The API has a problem on its side (500).', nodes: (house) => loggedInSales(house, 'CORTEX 500', 'error-500'), mend: heal },
  { isAlone: true, title: 'an API that answers with a web page', code: 'HTTP_ANSWER_HTML', field: '/url', fr: 'L’API a répondu par une page web au lieu de données JSON.', en: 'The API answered with a web page instead of JSON data.', nodes: (house) => loggedInSales(house, 'CORTEX html', 'html'), mend: heal },
  { isAlone: true, title: 'an API that answers with nothing', code: 'HTTP_ANSWER_EMPTY', field: '/response', fr: 'L’API a répondu sans rien envoyer (200).', en: 'The API answered with nothing (200).', nodes: (house) => loggedInSales(house, 'CORTEX empty', 'empty'), mend: heal },
  {
    title: 'a wrong token',
    code: 'HTTP_ACCESS_REFUSED',
    field: null,
    fr: 'L’API refuse l’accès (401).',
    en: 'The API refuses access (401).',
    nodes: async (house) => sales(house, { auth: await account(house, { name: 'Jeton périmé', type: 'http-bearer', values: { address: house.api.url, token: 'canary-bearer-7f3a9' } }) }),
  },
  {
    title: 'a wrong login',
    code: 'VAULT_LOGIN_REFUSED',
    field: null,
    fr: 'Le service refuse la connexion avec « CORTEX faux » (réponse 401).',
    en: 'The service refuses the login with “CORTEX faux” (answer 401).',
    nodes: async (house) => sales(house, { auth: await account(house, { name: 'CORTEX faux', type: 'login-token', values: { address: house.api.url, user: salesApiAccount.user, password: 'canary-login-7f3a9' } }) }),
    mend: (house) => change(house, 'CORTEX faux', { address: house.api.url, ...salesApiAccount }),
  },
  {
    title: 'a service that isn’t running',
    code: 'EGRESS_CONNECTION_REFUSED',
    field: '/url',
    attempts: 2,
    fr: 'Le serveur 127.0.0.1:1 refuse la connexion.',
    en: 'The server 127.0.0.1:1 refuses the connection.',
    nodes: () => [nodeOf('target', 'http.request', { url: 'http://127.0.0.1:1/sales' }, soon)],
  },
]

const mails: readonly RunCase[] = [
  {
    isAlone: true,
    title: 'a mail server that refuses the login',
    code: 'MAIL_LOGIN_REFUSED',
    field: null,
    fr: 'Le serveur de courriel 127.0.0.1 refuse le nom d’utilisateur ou le mot de passe.',
    en: 'The mail server 127.0.0.1 refuses the user name or the password.',
    nodes: (house) => (house.smtp.trouble('refuse-login'), mail(house, ['a@exemple.test'], 'Courriel A')),
    mend: (house) => house.smtp.trouble('none'),
  },
  {
    isAlone: true,
    title: 'a mail server that refuses the recipient',
    code: 'MAIL_RECIPIENT_REFUSED',
    field: '/to',
    fr: 'Le serveur de courriel refuse le destinataire b@exemple.test.',
    en: 'The mail server refuses the recipient b@exemple.test.',
    nodes: (house) => (house.smtp.trouble('refuse-recipients'), mail(house, ['b@exemple.test'], 'Courriel B')),
    mend: (house) => house.smtp.trouble('none'),
  },
  {
    isAlone: true,
    title: 'a mail server that is too busy',
    code: 'MAIL_SERVER_BUSY',
    field: null,
    attempts: 2,
    fr: 'Le serveur de courriel demande d’attendre (421).',
    en: 'The mail server asks to wait (421).',
    nodes: (house) => (house.smtp.trouble('busy'), mail(house, ['c@exemple.test'], 'Courriel C')),
    mend: (house) => house.smtp.trouble('none'),
  },
  { title: 'a recipient without an at sign', code: 'MAIL_ADDRESS_INVALID', field: '/to/0', fr: '« jeanne » n’est pas une adresse de courriel.', en: '“jeanne” is not a mail address.', nodes: (house) => mail(house, ['jeanne'], 'Courriel D') },
]

export const runCases: readonly RunCase[] = [...workbooks, ...values, ...references, ...services, ...mails]
