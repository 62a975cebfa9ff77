import type { HttpResponse } from '@maillon/node-sdk'

export interface AnswerHead {
  readonly status: number
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly url: string
}

/** An answer whose body nobody takes must be closed: it holds a connection and a timer. */
export type ClosableResponse = HttpResponse & { readonly close: () => void }

/** What a node gets of an answer. The body can be taken once. */
export function responseOf(head: AnswerHead, from: { readonly body: AsyncIterable<Uint8Array>; readonly close: () => void }): ClosableResponse {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(head.headers))
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  const bytes = async () => {
    const parts: Uint8Array[] = []
    for await (const part of from.body) parts.push(part)
    return Buffer.concat(parts)
  }
  return {
    status: head.status,
    headers,
    url: head.url,
    bytes,
    text: async () => decoderOf(headers['content-type']).decode(await bytes()),
    stream: () => from.body,
    close: from.close,
  }
}

function decoderOf(contentType: string | undefined): InstanceType<typeof TextDecoder> {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8')
  } catch {
    return new TextDecoder('utf-8')
  }
}
