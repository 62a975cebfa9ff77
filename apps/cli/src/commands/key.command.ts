import type { Command } from 'commander'
import pc from 'picocolors'
import { confirmed } from '../confirmed.js'
import { exitCodes, type ExitCode } from '../exit-codes.js'
import type { KeyDesk, KeyStatus, Rotation } from '../key/key-desk.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

interface Options {
  readonly json?: boolean
  readonly yes?: boolean
}

/** `maillon key …`: the master key that everything secret is sealed with. */
export function addKey(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const key = program.command('key').description(text('La clé qui chiffre identifiants, adresses et doubles authentifications', 'The key that seals credentials, addresses and second factors'))
  const command = (name: string, description: string): Command => key.command(name).description(description).option('--json', text('répondre en JSON', 'answer as JSON'))

  command('status', text('Quelles clés sont ici, et ce qu’elles ouvrent', 'Which keys are here, and what they open')).action((options: Options) =>
    atDesk(terminal, async (desk) => {
      const status = await desk.status()
      if (options.json === true) terminal.print(JSON.stringify(status))
      else showStatus(status, terminal)
      finish(status.lost > 0 ? exitCodes.failed : exitCodes.ok)
    }),
  )

  command('rotate', text('Faire une nouvelle clé et tout mettre sous elle, serveurs en marche ou non ; reprend un changement interrompu', 'Make a new key and put everything under it, whether servers run or not; takes up a change that was cut off'))
    .option('-y, --yes', text('ne pas demander de confirmation', 'don’t ask for confirmation'))
    .action((options: Options) =>
      atDesk(terminal, async (desk) => {
        const question = { fr: 'Changer la clé de cette installation ? Les sauvegardes d’avant auront toujours besoin de l’ancienne.', en: 'Change the key of this installation? Backups from before will go on needing the old one.' }
        if (!(await confirmed(terminal, question, options))) return
        const done = await desk.rotate(({ column, done: count }) => {
          if (terminal.isInteractive) terminal.note(pc.dim(`${column}: ${count}`))
        })
        finish(showRotation(done, options, terminal))
      }),
    )

  command('forget', text('Retirer du fichier les anciennes clés, quand plus rien n’en dépend', 'Take older keys out of the file, once nothing hangs on them'))
    .option('-y, --yes', text('ne pas demander de confirmation', 'don’t ask for confirmation'))
    .action((options: Options) =>
      atDesk(terminal, async (desk) => {
        const { openAnswers } = await desk.status()
        const question = {
          fr: `Retirer les anciennes clés ? Les liens de réponse envoyés avant le changement ne vaudront plus (${openAnswers} étapes attendent une réponse), et les sauvegardes d’avant ne s’ouvriront qu’avec une copie de l’ancien fichier.`,
          en: `Take the older keys away? Answer links that were sent before the change will be void (${openAnswers} steps wait for an answer), and backups from before open only with a copy of the old file.`,
        }
        if (!(await confirmed(terminal, question, options))) return
        const forgotten = await desk.forget()
        terminal.print(options.json === true ? JSON.stringify({ forgotten }) : `${pc.green('✓')} ${text(`${forgotten} ancienne(s) clé(s) retirée(s).`, `${forgotten} older key(s) taken away.`)}`)
      }),
    )
}

async function atDesk(terminal: Terminal, work: (desk: KeyDesk) => Promise<void>): Promise<void> {
  // Loaded here: what needs no database must not wait for its libraries.
  const [{ openInstallation }, { openTables }, { KeyDesk: Desk }] = await Promise.all([import('../installation/open-installation.js'), import('../installation/open-tables.js'), import('../key/key-desk.js')])
  const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
  try {
    const database = await openTables(installation)
    try {
      await work(await Desk.open(installation, database))
    } finally {
      await database.destroy()
    }
  } finally {
    await installation.close()
  }
}

function showStatus({ place, keys, counts, lost, left, openAnswers }: KeyStatus, terminal: Terminal): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  terminal.print(text(`Clés de ${place} :`, `Keys of ${place}:`))
  for (const { id, isCurrent, sealed } of keys) terminal.print(`  ${isCurrent ? pc.green('●') : '○'} ${id}  ${isCurrent ? text('actuelle', 'current') : text('ancienne', 'older')}, ${text(`${sealed} secrets`, `${sealed} secrets`)}`)
  for (const { column, keyId, count } of counts) terminal.print(pc.dim(`    ${column}  ${keyId}  ${count}`))
  if (openAnswers > 0) terminal.print(text(`${openAnswers} étapes attendent une réponse par un lien signé.`, `${openAnswers} steps wait for an answer by a signed link.`))
  if (left > 0) terminal.note(`${pc.yellow('!')} ${text(`${left} secrets sont encore sous une ancienne clé : « maillon key rotate » finit le changement.`, `${left} secrets still lie under an older key: "maillon key rotate" finishes the change.`)}`)
  if (lost > 0) terminal.note(`${pc.red('✗')} ${text(`${lost} secrets sont chiffrés avec une clé qui n’est pas ici.`, `${lost} secrets are sealed with a key that is not here.`)}`)
}

function showRotation({ isNewKey, keyId, sealed, unopened }: Rotation, { json }: Options, terminal: Terminal): ExitCode {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  if (json === true) {
    terminal.print(JSON.stringify({ isNewKey, keyId, sealed, unopened }))
    return unopened.length === 0 ? exitCodes.ok : exitCodes.failed
  }
  terminal.print(`${pc.green('✓')} ${isNewKey ? text(`Nouvelle clé ${keyId}`, `New key ${keyId}`) : text(`Changement repris, clé ${keyId}`, `Change taken up, key ${keyId}`)} : ${text(`${sealed} secrets sont passés sous elle.`, `${sealed} secrets went under it.`)}`)
  terminal.note(text('Gardez une copie du nouveau keys.json à part. L’ancienne clé y reste jusqu’à « maillon key forget » : des liens de réponse déjà envoyés et les sauvegardes d’avant en dépendent.', 'Keep a copy of the new keys.json elsewhere. The old key stays in it until "maillon key forget": answer links that were sent, and backups from before, hang on it.'))
  for (const { column, id, code } of unopened) terminal.note(`${pc.red('✗')} ${text('Pas ouvert, laissé tel quel', 'Not opened, left as it is')} : ${column} ${id} (${code})`)
  return unopened.length === 0 ? exitCodes.ok : exitCodes.failed
}
