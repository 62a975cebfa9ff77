// `npm start`: from a fresh clone to the product at http://localhost:5555.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, checkNode, installPackages, root } from './setup/prepare.mjs'

checkNode()
await installPackages()
await build()
// In this very process: one Node process less to keep in memory.
process.chdir(root)
await import(pathToFileURL(join(root, 'apps', 'server', 'dist', 'main.js')).href)
