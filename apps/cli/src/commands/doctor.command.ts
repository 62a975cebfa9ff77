import type { Command } from 'commander'
import pc from 'picocolors'
import type { Finding } from '../doctor/finding.js'
import { exitCodes } from '../exit-codes.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

const signs: { readonly [State in Finding['state']]: string } = { good: pc.green('✓'), watch: pc.yellow('!'), broken: pc.red('✗') }

/** `maillon doctor`: what an installation stands on, and what to do where something is wrong. */
export function addDoctor(program: Command, terminal: Terminal, finish: Finish): void {
  const { locale } = terminal
  program
    .command('doctor')
    .description(locale === 'fr' ? 'Examiner une installation, et dire quoi faire' : 'Look at an installation, and say what to do')
    .option('--json', locale === 'fr' ? 'répondre en JSON' : 'answer as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      // Loaded here: what needs no database must not wait for its libraries.
      const [{ openInstallation }, { lookAround }] = await Promise.all([import('../installation/open-installation.js'), import('../doctor/look-around.js')])
      const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
      try {
        const findings = await lookAround(installation)
        for (const { check, state, text, advice } of findings) {
          if (options.json === true) terminal.print(JSON.stringify({ check, state, text: text[locale], advice: advice?.[locale] ?? null }))
          else terminal.print(`${signs[state]} ${text[locale]}${advice === null ? '' : `\n  → ${advice[locale]}`}`)
        }
        finish(findings.some(({ state }) => state === 'broken') ? exitCodes.failed : exitCodes.ok)
      } finally {
        await installation.close()
      }
    })
}
