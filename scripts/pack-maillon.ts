// Maillon as one file that npm installs: `npm run pack:maillon -- [FOLDER]` writes maillon-VERSION.tgz (default: dist/). Prints the path.
import { resolve } from 'node:path'
import { packMaillon } from './packing/pack-maillon.js'

process.stdout.write(`${await packMaillon(resolve(process.argv[2] ?? 'dist'))}\n`)
