import type { HttpResponse, MaillonError } from '@maillon/node-sdk'
import { SaxesParser } from 'saxes'
import type { S3Account } from './remote-account.js'
import { accessDenied, accountMissing, busy, clockWrong, fileMissing, loginRefused, noSpace, notUnderstood, refused } from './remote-errors.js'

export interface S3Entry {
  readonly key: string
  readonly size: number | null
  readonly modifiedAt: string | null
  readonly isFolder: boolean
}

export interface S3Listing {
  readonly entries: readonly S3Entry[]
  /** Null: this was all. */
  readonly next: string | null
}

/** One page of a listing. @throws MaillonError `REMOTE_ANSWER_BROKEN` */
export function readListing(xml: string, host: string): S3Listing {
  const entries: S3Entry[] = []
  let next: string | null = null
  let isCut = false
  let isListing = false
  let at: { key: string; size: string; modified: string } = { key: '', size: '', modified: '' }
  readElements(xml, host, (path, text) => {
    isListing ||= path.startsWith('/ListBucketResult')
    if (path.endsWith('/Contents/Key') || path.endsWith('/CommonPrefixes/Prefix')) at.key = decoded(text)
    else if (path.endsWith('/Contents/Size')) at.size = text
    else if (path.endsWith('/Contents/LastModified')) at.modified = text
    else if (path.endsWith('/NextContinuationToken')) next = text
    else if (path.endsWith('/IsTruncated')) isCut = text === 'true'
    else if (path.endsWith('/Contents') || path.endsWith('/CommonPrefixes')) {
      entries.push(entryOf(at, path.endsWith('/CommonPrefixes')))
      at = { key: '', size: '', modified: '' }
    }
  })
  // A page of a proxy that wants a login is well-formed too, and would pass for an empty folder.
  if (!isListing) throw notUnderstood(host, xml.slice(0, 300))
  if (isCut && next === null) throw notUnderstood(host, 'a cut listing without its continuation')
  return { entries, next: isCut ? next : null }
}

function entryOf({ key, size, modified }: { readonly key: string; readonly size: string; readonly modified: string }, isFolder: boolean): S3Entry {
  const date = new Date(modified)
  return { key, isFolder, size: /^\d{1,15}$/.test(size) ? Number(size) : null, modifiedAt: Number.isNaN(date.getTime()) ? null : date.toISOString() }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** The text of the first element of this name; null: there is none. */
export function readText(xml: string, name: string, host: string): string | null {
  let found: string | null = null
  readElements(xml, host, (path, text) => {
    if (found === null && path.endsWith(`/${name}`)) found = text
  })
  return found
}

/** Calls with the path and the text of each element when it ends. No DOCTYPE, no entities of its own. */
function readElements(xml: string, host: string, onElement: (path: string, text: string) => void): void {
  const parser = new SaxesParser()
  const path: string[] = []
  let text = ''
  const fail = (why: string): never => {
    throw notUnderstood(host, why)
  }
  parser.on('error', (error) => fail(error.message))
  parser.on('doctype', () => fail('a DOCTYPE'))
  parser.on('opentag', ({ name }) => {
    if (path.length >= 20) fail('nested too deeply')
    path.push(name)
    text = ''
  })
  parser.on('text', (more) => void (text += more))
  parser.on('closetag', () => {
    onElement(`/${path.join('/')}`, text)
    path.pop()
    text = ''
  })
  parser.write(xml).close()
}

const logins: ReadonlySet<string> = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken'])
const waits: ReadonlySet<string> = new Set(['SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'ThrottlingException'])

/** What an answer that is no success means. Reads its body. */
export async function s3Error(answer: HttpResponse, account: S3Account, path: string): Promise<MaillonError> {
  const host = new URL(account.address).host
  const body = await answer.text().catch(() => '')
  const code = codeOf(body, host)
  const details = `${answer.status} · ${code ?? body.slice(0, 300)}`
  if (answer.status >= 500 || answer.status === 429 || (code !== null && waits.has(code))) return busy(host, details)
  return (code === null ? null : ofCode(code, { account, host, path, details })) ?? ofStatus(answer.status, { host, path, details })
}

function codeOf(body: string, host: string): string | null {
  try {
    return body === '' ? null : readText(body, 'Code', host)
  } catch {
    return null
  }
}

function ofCode(code: string, { account, host, path, details }: { readonly account: S3Account; readonly host: string; readonly path: string; readonly details: string }): MaillonError | null {
  if (logins.has(code)) return loginRefused(host, details)
  switch (code) {
    case 'NoSuchKey':
      return fileMissing(path)
    case 'NoSuchBucket':
      return accountMissing({ fr: `Il n’y a pas de bucket « ${account.bucket} » sur ${host}.`, en: `There is no bucket “${account.bucket}” at ${host}.` })
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return accountMissing({ fr: `Le bucket « ${account.bucket} » n’est pas dans la région « ${account.region} ».`, en: `The bucket “${account.bucket}” is not in the region “${account.region}”.` })
    case 'RequestTimeTooSkewed':
      return clockWrong(host, details)
    case 'QuotaExceeded':
    case 'XMinioStorageFull':
      return noSpace(host, details)
    default:
      return null
  }
}

function ofStatus(status: number, { host, path, details }: { readonly host: string; readonly path: string; readonly details: string }): MaillonError {
  if (status === 401) return loginRefused(host, details)
  if (status === 403) return accessDenied(path, details)
  return refused(host, details)
}
