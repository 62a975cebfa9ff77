// Lines of JSON: what the host says comes in at 0, what the package says goes out at 3. Plain files to Node: sockets don't exist here.
import { createReadStream, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * @param {(message: any) => void} receive
 * @returns {(message: object) => void}
 */
export function openChannel(receive) {
  const lines = createInterface({ input: createReadStream('', { fd: 0 }), crlfDelay: Infinity })
  const { parse, stringify } = JSON
  const { exit } = process
  lines.on('line', (line) => receive(parse(line)))
  lines.on('close', () => exit(0))
  return (message) => write(`${stringify(message)}\n`)
}

function write(text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(3, bytes, at)
    } catch (error) {
      // The host is behind with reading: wait for it rather than lose a line.
      if (error.code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}
