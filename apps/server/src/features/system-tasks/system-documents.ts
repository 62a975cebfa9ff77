import type { CredentialRef, FlowDocument, FlowNode } from '@maillon/flow-document'
import type { JsonObject, Locale } from '@maillon/kernel'
import type { SystemTask } from '@maillon/plan'

/** What a workspace brings along for its own tasks. */
export interface SystemSurroundings {
  readonly locale: Locale
  /** IANA name. */
  readonly timeZone: string
  /** The account that Maillon sends its own mails by; null: none was chosen. */
  readonly mailAccount: CredentialRef | null
  /** Who gets the daily report. */
  readonly reportTo: readonly string[]
}

/** What each task begins with; the report is switched on by whoever has chosen an account and recipients. */
export const isOnByItself: { readonly [T in SystemTask]: boolean } = { 'clean-up': true, archive: true, sessions: true, 'daily-report': false }

/** The original form of a task: an ordinary flow, in the language of the workspace. Pure. */
export function systemDocument(task: SystemTask, id: string, on: SystemSurroundings): FlowDocument {
  return documents[task](id, on)
}

const documents: { readonly [T in SystemTask]: (id: string, on: SystemSurroundings) => FlowDocument } = {
  'clean-up': (id, on) => {
    const { name, description, every, clean } = {
      fr: { name: 'Nettoyage', description: 'Toutes les six heures : supprime ce que des envois coupés et des fichiers remplacés ont laissé.', every: 'Toutes les six heures', clean: 'Supprimer les restes' },
      en: { name: 'Clean-up', description: 'Every six hours: removes what uploads that were cut off and replaced files have left.', every: 'Every six hours', clean: 'Remove what is left over' },
    }[on.locale]
    return chain(id, { name, description, timeZone: on.timeZone, locale: on.locale }, [schedule(every, { every: 'cron', cron: '17 */6 * * *' }), nodeOf('clean', 'maillon.clean-up', { name: clean, params: { what: 'leftovers' } })])
  },
  archive: (id, on) => {
    const { name, description, every, runs, file, fileName, forget } = {
      fr: {
        name: 'Archivage', description: 'Chaque nuit : écrit les exécutions de la veille dans un fichier, puis supprime celles que l’espace de travail ne garde plus.', every: 'Chaque nuit', runs: 'Exécutions de la veille',
        file: 'Écrire le journal', fileName: 'journal', forget: 'Supprimer les trop anciennes',
      },
      en: {
        name: 'Archive', description: 'Every night: writes the runs of the day before to a file, then removes those that the workspace doesn’t keep any longer.', every: 'Every night', runs: 'Runs of the day before',
        file: 'Write the journal', fileName: 'journal', forget: 'Remove those that are too old',
      },
    }[on.locale]
    const day = '{{formatDate (addDays (default run.instant now) -1) "yyyy-MM-dd"}}'
    const document = chain(id, { name, description, timeZone: on.timeZone, locale: on.locale }, [
      schedule(every, { every: 'day', at: '02:30' }),
      nodeOf('runs', 'maillon.runs', { name: runs, params: { period: 'yesterday', trials: true } }),
      nodeOf('file', 'files.write', { name: file, params: { content: 'csv', name: `${fileName}-${day}.csv` } }),
      nodeOf('forget', 'maillon.clean-up', { name: forget, params: { what: 'retention' } }),
    ])
    // Where there was nothing to write, there may be something to remove all the same.
    return { ...document, edges: [...document.edges, { from: 'runs.main', to: 'forget.main' }] }
  },
  sessions: (id, on) => {
    const { name, description, every, clean } = {
      fr: { name: 'Connexions expirées', description: 'Deux fois par jour : supprime les connexions et les liens expirés, et les essais de mot de passe qui ne comptent plus.', every: 'Deux fois par jour', clean: 'Supprimer ce qui est expiré' },
      en: { name: 'Expired logins', description: 'Twice a day: removes logins and links that have expired, and guesses of passwords that no longer count.', every: 'Twice a day', clean: 'Remove what has expired' },
    }[on.locale]
    return chain(id, { name, description, timeZone: on.timeZone, locale: on.locale }, [schedule(every, { every: 'cron', cron: '41 5,17 * * *' }), nodeOf('clean', 'maillon.clean-up', { name: clean, params: { what: 'sessions' } })])
  },
  'daily-report': (id, on) => {
    const texts = reportTexts[on.locale]
    const account = on.mailAccount === null ? {} : { credentials: { smtp: on.mailAccount } }
    return chain(id, { name: texts.name, description: texts.description, timeZone: on.timeZone, locale: on.locale }, [
      schedule(texts.every, { every: 'day', at: '08:00' }),
      nodeOf('runs', 'maillon.runs', { name: texts.runs, params: { period: 'yesterday' } }),
      nodeOf('by-flow', 'table.aggregate', { name: texts.byFlow, params: { groupBy: ['flow', 'status'], totals: [{ function: 'count', name: 'runs' }] } }),
      nodeOf('send', 'mail.send', { name: texts.send, params: { to: [...on.reportTo], subject: texts.subject, html: texts.html, attach: 'none' }, mode: 'all', ...account }),
    ])
  },
}

const statusWord = (words: readonly (readonly [string, string])[]) => words.map(([status, word]) => `{{#if (eq status "${status}")}}${word}{{/if}}`).join('')
const reportTable = (heads: readonly string[], status: string) =>
  `<table border="1" cellpadding="6" cellspacing="0">\n<tr>${heads.map((head) => `<th align="left">${head}</th>`).join('')}</tr>\n{{#each nodes.by-flow.all}}<tr><td>{{flow}}</td><td>${status}</td><td align="right">{{runs}}</td></tr>\n{{/each}}</table>`

const reportTexts = {
  fr: {
    name: 'Rapport quotidien de Maillon', description: 'Chaque jour à 8 heures : les exécutions de la veille par courriel. Choisissez le compte d’envoi et les destinataires, puis publiez avec « Activer ».', every: 'Chaque jour à 8 heures',
    runs: 'Exécutions de la veille', byFlow: 'Compter par flux', send: 'Envoyer le rapport', subject: 'Maillon : les exécutions du {{formatDate (addDays (default run.instant now) -1) "date"}}',
    html: `<p>Bonjour,</p>\n<p>Voici ce qui s’est passé hier :</p>\n${reportTable(['Flux', 'État', 'Exécutions'], statusWord([['succeeded', 'réussi'], ['warned', 'avec avertissement'], ['failed', 'échoué'], ['cancelled', 'annulé'], ['running', 'en cours'], ['waiting', 'en attente'], ['queued', 'en file']]))}`,
  },
  en: {
    name: 'Daily report of Maillon', description: 'Every day at 8 o’clock: the runs of the day before by mail. Choose the mail account and the recipients, then publish with “Switch on”.', every: 'Every day at 8 o’clock',
    runs: 'Runs of the day before', byFlow: 'Count by flow', send: 'Send the report', subject: 'Maillon: the runs of {{formatDate (addDays (default run.instant now) -1) "date"}}',
    html: `<p>Hello,</p>\n<p>This is what happened yesterday:</p>\n${reportTable(['Flow', 'Status', 'Runs'], statusWord([['succeeded', 'succeeded'], ['warned', 'with a warning'], ['failed', 'failed'], ['cancelled', 'cancelled'], ['running', 'running'], ['waiting', 'waiting'], ['queued', 'queued']]))}`,
  },
} as const

type Piece = Pick<FlowNode, 'id' | 'type' | 'name' | 'params'> & Partial<Pick<FlowNode, 'mode' | 'credentials'>>

function nodeOf(id: string, type: string, about: Omit<Piece, 'id' | 'type'>): Piece {
  return { id, type, ...about }
}

function schedule(name: string, when: JsonObject): Piece {
  return nodeOf('schedule', 'core.schedule', { name, params: { schedule: when, catchUp: 'one' } })
}

function chain(id: string, { name, description, timeZone, locale }: { readonly name: string; readonly description: string; readonly timeZone: string; readonly locale: Locale }, pieces: readonly Piece[]): FlowDocument {
  const nodes = pieces.map((piece, at) => ({ ...piece, version: 1, position: { x: at * 280, y: 0 } }))
  const edges = pieces.slice(1).map((piece, at) => ({ from: `${pieces[at]?.id}.main`, to: `${piece.id}.main` }))
  return { format: 'maillon.flow/1', id, name, description, settings: { timeZone, locale, overlap: 'skip' }, nodes, edges, notes: [], requires: {} }
}
