import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiError } from '@maillon/api-contract'
import { isMaillonError } from '@maillon/kernel'
import { packPackage } from '@maillon/node-host'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { explainRefusal, refusalOf } from '../remote/explain-refusal.js'
import type { RemoteServer } from '../remote/connect.js'
import type { Terminal } from '../terminal.js'
import { buildFailed, buildPackage, bundleOptions, type PackageSource } from './build-package.js'

export interface DevelopWish {
  readonly server: RemoteServer
  readonly terminal: Terminal
  /** Send once, and stop. */
  readonly once: boolean
  readonly asJson: boolean
}

/** Sends the package, and after each save again, until Ctrl-C. What fails on the way is said, and the next save is waited for. */
export async function developPackage(source: PackageSource, wish: DevelopWish): Promise<void> {
  if (wish.once) {
    await buildPackage(source)
    return sendPackage(source, wish)
  }
  const { context } = await import('esbuild')
  const watching = await context({
    ...bundleOptions(source),
    plugins: [{
      name: 'send',
      setup: (build) => build.onEnd(async (result) => {
        const trouble = result.errors.length > 0 ? buildFailed(result) : await sendPackage(source, wish).catch((error: unknown) => error)
        if (trouble !== undefined) explain(trouble, wish)
      }),
    }],
  })
  await watching.watch()
  await new Promise<void>((resolve) => wish.terminal.onInterrupt(resolve))
  await watching.dispose()
}

async function sendPackage({ folder, manifest }: PackageSource, { server, terminal, asJson }: DevelopWish): Promise<void> {
  const startedAt = performance.now()
  const files = await Promise.all(['package.json', manifest.entry].map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })))
  const { nodes } = await server.api.call('developPackage', { body: { file: (await packPackage(files)).toString('base64') } })
  const tookMs = Math.round(performance.now() - startedAt)
  const types = nodes.map(({ type }) => type)
  terminal.print(asJson ? JSON.stringify({ ok: true, server: server.address, nodes: types, tookMs }) : `${pc.green('✓')} ${types.join(', ')} → ${server.address} (${(tookMs / 1000).toFixed(1)} s)`)
}

function explain(trouble: unknown, { terminal, asJson }: DevelopWish): void {
  if (asJson) terminal.print(JSON.stringify({ ok: false, error: reasonOf(trouble, terminal) }))
  if (trouble instanceof ApiError) explainRefusal(trouble, terminal)
  else terminal.note(`${pc.red('✗')} ${reasonOf(trouble, terminal)}`)
}

function reasonOf(trouble: unknown, { locale }: Terminal): string {
  if (trouble instanceof ApiError) return refusalOf(trouble, locale).message
  if (trouble instanceof CliError) return trouble.text[locale]
  return isMaillonError(trouble) ? trouble.info.code : trouble instanceof Error ? trouble.message : ''
}
