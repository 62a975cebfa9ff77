/** Where to go after the login: only a path of this site, whatever a link says (`//elsewhere`, `/\elsewhere`, `javascript:` are refused). */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\u0000-\u001f]/.test(next)) return '/'
  return next
}
