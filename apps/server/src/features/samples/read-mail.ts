import PostalMime from 'postal-mime'

export interface ReadMail {
  readonly from: string
  readonly subject: string
  /** Empty: none. */
  readonly html: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[]
}

/** A caught mail in its parts. Never throws for what a message holds. */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024 })
  const { from } = mail
  return {
    from: from === undefined ? '' : from.name === '' || from.name === undefined ? (from.address ?? '') : `${from.name} <${from.address ?? ''}>`,
    subject: mail.subject ?? '',
    html: mail.html ?? '',
    text: mail.text ?? '',
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? 'file',
      mediaType: mimeType,
      bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content as ArrayBuffer),
    })),
  }
}
