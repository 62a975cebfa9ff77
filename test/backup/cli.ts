import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The `maillon` command as a process of its own, in English. @throws Error where it fails and was not expected to be refused */
export function cli(args: readonly string[], env: { readonly [name: string]: string }, expected: 'done' | 'refused' = 'done'): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ['--conditions=source', '--import', 'tsx', `${root}apps/cli/src/main.ts`, ...args], { cwd: root, env: { ...process.env, MAILLON_LOCALE: 'en', NO_COLOR: '1', ...env } }, (error, stdout, stderr) => {
      const output = stdout + stderr
      if (error !== null && expected === 'done') reject(new Error(`maillon ${args[0] ?? ''}: ${output}`))
      else resolve({ code: error === null ? 0 : (child.exitCode ?? 1), output })
    })
  })
}
