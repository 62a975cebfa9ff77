import { userError } from '@maillon/node-sdk'

/**
 * A path as it may be sent: `/` between names, no control characters (each could end a command and begin another), no `..`.
 * @throws UserError `REMOTE_PATH_INVALID`
 */
export function checkPath(text: string, field?: string): string {
  const path = text.trim().replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
  const names = path.split('/')
  if (!/[\p{Cc}\u2028\u2029]/u.test(path) && path.length <= 4000 && !names.includes('..')) return path === '' ? '.' : path
  throw userError({
    code: 'REMOTE_PATH_INVALID',
    text: { fr: `« ${path.slice(0, 100)} » n’est pas un chemin qui peut être envoyé.`, en: `“${path.slice(0, 100)}” is not a path that can be sent.` },
    hint: { fr: 'Écrivez des noms séparés par /, sans « .. » ni retour à la ligne.', en: 'Write names separated by /, without “..” or line breaks.' },
    ...(field === undefined ? {} : { field }),
  })
}

/** Whether a name that a server gave is one name of one file, and nothing that leads elsewhere. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= 1000 && !/[/\p{Cc}\u2028\u2029]/u.test(name)
}

export function joinPath(folder: string, name: string): string {
  if (folder === '.' || folder === '') return name
  return folder === '/' ? `/${name}` : `${folder}/${name}`
}

/** Folder (`.` where there is none) and name. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/')
  if (slash < 0) return { folder: '.', name: path }
  return { folder: slash === 0 ? '/' : path.slice(0, slash), name: path.slice(slash + 1) }
}

/** A name beside the real one, for the time of the transfer. */
export function temporaryPath(path: string, key: string): string {
  const { folder, name } = splitPath(path)
  return joinPath(folder, `.${name.slice(0, 150)}.${key.replace(/[^a-zA-Z0-9]/g, '').slice(-12)}.part`)
}

/** Names with `*` and `?`, upper and lower case alike. Empty: every name. */
export function namesLike(pattern: string): (name: string) => boolean {
  const parts = pattern.trim().toLowerCase()
  if (parts === '' || parts === '*') return () => true
  return (name) => isLike(name.toLowerCase(), parts)
}

/** By two fingers: at worst the length of one times the other. */
function isLike(name: string, pattern: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let starAt = 0
  while (at < name.length) {
    const sign = pattern[inPattern]
    if (sign === '*') {
      star = inPattern
      starAt = at
      inPattern += 1
    } else if (sign === '?' || sign === name[at]) {
      at += 1
      inPattern += 1
    } else if (star >= 0) {
      starAt += 1
      at = starAt
      inPattern = star + 1
    } else return false
  }
  return /^\**$/.test(pattern.slice(inPattern))
}
