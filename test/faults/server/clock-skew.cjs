// Preloaded (`node --require`) into a process whose clock is to be wrong: adds the milliseconds that stand in the file CLOCK_SKEW_FILE to `Date`.
'use strict'
const { readFileSync } = require('node:fs')
const RealDate = Date
let offset = 0
let readAt = -Infinity
function skew() {
  if (performance.now() - readAt > 200) {
    readAt = performance.now()
    try {
      offset = Number(readFileSync(process.env.CLOCK_SKEW_FILE, 'utf8')) || 0
    } catch {
      offset = 0
    }
  }
  return offset
}
globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + skew())
    else super(...args)
  }
  static now() {
    return RealDate.now() + skew()
  }
}
