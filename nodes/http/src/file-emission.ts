import { out, type Emission, type HttpResponse, type NodeContext } from '@maillon/node-sdk'

/** Keep the answer as a file; the name comes from the answer or from the address. */
export async function fileEmission(response: HttpResponse, { files }: Pick<NodeContext<unknown>, 'files'>): Promise<Emission> {
  const mediaType = (response.headers['content-type'] ?? 'application/octet-stream').split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'
  const file = await files.create({ name: nameOf(response), mediaType }, response.stream())
  return out({ fileName: file.name, mediaType: file.mediaType, size: file.size, status: response.status }, { files: { file } })
}

/** Only the last part of any path counts; the file store cleans the rest. */
export function nameOf(response: Pick<HttpResponse, 'headers' | 'url'>): string {
  const named = namedBy(response.headers['content-disposition'] ?? '') ?? decoded(new URL(response.url).pathname)
  const last = named.slice(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1).trim()
  return ['', '.', '..'].includes(last) ? 'download' : last.slice(0, 150)
}

/** The name in a Content-Disposition header (RFC 6266); null where there is none. */
function namedBy(disposition: string): string | null {
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1]
  if (extended !== undefined) return decoded(extended)
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition)
  return plain?.[1] ?? plain?.[2] ?? null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
