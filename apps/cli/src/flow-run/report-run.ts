import type { RunEvent } from '@maillon/engine'
import { errorSentence } from '@maillon/messages'
import type { Plan, RunStatus, StepStatus } from '@maillon/plan'
import pc from 'picocolors'
import { exitCodes, type ExitCode } from '../exit-codes.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Terminal } from '../terminal.js'
import type { RunAnswer } from './run-on-memory.js'

const statusTexts: { readonly [L in 'fr' | 'en']: { readonly [S in StepStatus | RunStatus]: string } } = {
  fr: {
    pending: 'en attente', ready: 'prête', running: 'en cours', retrying: 'nouvel essai', suspended: 'en pause', succeeded: 'réussie', warned: 'à vérifier', failed: 'en échec', skipped: 'passée', cancelled: 'annulée', queued: 'en file', waiting: 'en attente',
  },
  en: {
    pending: 'pending', ready: 'ready', running: 'running', retrying: 'retrying', suspended: 'suspended', succeeded: 'succeeded', warned: 'warned', failed: 'failed', skipped: 'skipped', cancelled: 'cancelled', queued: 'queued', waiting: 'waiting',
  },
}

export interface RunReport {
  event(event: RunEvent, plan: Plan): void
  end(answer: RunAnswer): Promise<ExitCode>
}

/** Say what a run does while it does it, then its table (or, with `asJson`, one object). */
export function reportRun(terminal: Terminal, asJson: boolean): RunReport {
  const { locale } = terminal
  const text = (fr: string, en: string): string => (locale === 'fr' ? fr : en)
  return {
    event(event, plan) {
      if (asJson || event.kind !== 'step') return
      const name = plan.nodes[event.node]?.name ?? String(event.node)
      if (event.status === 'running' || event.status === 'retrying') terminal.note(pc.dim(`  ${name} · ${statusTexts[locale][event.status]}`))
    },
    async end(answer) {
      if (answer.kind !== 'ended') return sayWhyNot(answer, { terminal, asJson })
      if (!asJson) printDiagnostics(terminal, answer.diagnostics)
      const steps = (await answer.reader.steps(answer.runId)).map((step) => ({
        node: answer.plan.nodes[step.node]?.id ?? '',
        name: answer.plan.nodes[step.node]?.name ?? '',
        status: step.status,
        attempts: step.attempts.length,
        items: Object.fromEntries((answer.plan.nodes[step.node]?.outputs ?? []).map((port, index) => [port, step.outputs?.[index]?.count ?? 0])),
        message: step.error === null ? step.message : errorSentence(step.error, locale).sentence,
        hint: step.error === null ? null : errorSentence(step.error, locale).hint,
      }))
      if (asJson) terminal.print(JSON.stringify({ status: answer.status, steps }))
      else {
        for (const step of steps) {
          const items = Object.entries(step.items).filter(([, count]) => count > 0).map(([port, count]) => `${port} ${count}`).join(', ')
          terminal.print(`${colour(step.status)(mark(step.status))} ${step.name.padEnd(34)} ${statusTexts[locale][step.status].padEnd(12)} ${pc.dim(items)}`)
          if (step.message !== null && step.message !== '') terminal.print(`    ${step.message}${step.hint === null ? '' : ` ${pc.dim(step.hint)}`}`)
        }
        terminal.print(`${text('Exécution', 'Run')} ${colour(answer.status)(statusTexts[locale][answer.status])}`)
      }
      return answer.status === 'succeeded' || answer.status === 'warned' ? exitCodes.ok : exitCodes.failed
    },
  }
}

/** Nothing ran. */
function sayWhyNot(answer: Exclude<RunAnswer, { readonly kind: 'ended' }>, { terminal, asJson }: { readonly terminal: Terminal; readonly asJson: boolean }): ExitCode {
  if (asJson) terminal.print(JSON.stringify({ status: answer.kind, ...(answer.kind === 'refused' ? { diagnostics: answer.diagnostics } : {}) }))
  if (answer.kind === 'refused') {
    printDiagnostics(terminal, answer.diagnostics)
    return exitCodes.failed
  }
  terminal.note(terminal.locale === 'fr' ? 'Ce flux n’a pas ce déclencheur : rien à exécuter.' : 'This flow has no such trigger: nothing to run.')
  return exitCodes.usage
}

function mark(status: StepStatus): string {
  return status === 'succeeded' ? '✓' : status === 'failed' ? '✗' : status === 'warned' ? '!' : '·'
}

function colour(status: StepStatus | RunStatus): (text: string) => string {
  return status === 'succeeded' ? pc.green : status === 'failed' ? pc.red : status === 'warned' ? pc.yellow : pc.dim
}
