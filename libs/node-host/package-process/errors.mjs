// Errors on their way between host and package: recognised by their brand, as the package carries an SDK of its own.
const brand = 'maillon.error/1'

/** What was thrown, as plain data. */
export function errorToPlain(thrown) {
  if (typeof thrown === 'object' && thrown !== null && thrown.brand === brand) return { info: thrown.info }
  if (thrown instanceof Error) return { message: String(thrown.message).slice(0, 2000), stack: String(thrown.stack).slice(0, 8000) }
  return { message: 'something that is no error was thrown', stack: '' }
}

/** An error of the host, as the package's SDK knows it. */
export function errorFromPlain({ info }) {
  const error = new Error(info.text?.en ?? info.code)
  error.name = 'MaillonError'
  return Object.assign(error, { brand, info })
}
