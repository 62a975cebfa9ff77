import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { NextConfig } from 'next'

const root = path.join(import.meta.dirname, '../..')

/**
 * The libs are taken from their source, as tests and type check take them, so that the web app builds without their `dist`
 * (Turbopack has no setting for export conditions, hence one alias for each lib).
 */
function libsFromSource(): Record<string, string> {
  const entries = readdirSync(path.join(root, 'libs')).map((folder) => {
    const { name } = JSON.parse(readFileSync(path.join(root, 'libs', folder, 'package.json'), 'utf8')) as { name: string }
    return [name, `../../libs/${folder}/src/index.ts`] as const
  })
  return Object.fromEntries(entries)
}

const config: NextConfig = {
  output: 'export',
  trailingSlash: true,
  // The page of one thing is `/run/?id=…`: static files can't have ids in their path.
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.turbopack.json' },
  turbopack: { root, resolveAlias: libsFromSource() },
}

export default config
