export interface SentForm {
  readonly status: number
  readonly retryAfter: string | null
  readonly tookMs: number
}

/** One press of a form's button. @param filling names the filling-in, as the page does: pressed again it is the same. */
export async function sendForm(url: string, path: string, { filling, cookie = '' }: { readonly filling: string; readonly cookie?: string }): Promise<SentForm> {
  const body = new FormData()
  body.append('what', filling)
  const from = performance.now()
  const answer = await fetch(`${url}/api/forms/${path}`, { method: 'POST', body, headers: { 'x-maillon-csrf': '1', 'x-maillon-submission': filling, cookie }, signal: AbortSignal.timeout(20_000) })
  await answer.arrayBuffer()
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), tookMs: performance.now() - from }
}
