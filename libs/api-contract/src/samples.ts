/** A mail or message that a sample account caught instead of sending it. */
export interface SampleMailView {
  readonly id: string
  readonly kind: 'mail' | 'message'
  readonly receivedAt: string
  readonly sender: string
  /** Empty for a message. */
  readonly recipients: readonly string[]
  readonly subject: string
}

export interface SampleMailDetail extends SampleMailView {
  /** As it was sent: to be shown in a closed frame only. Empty: none. */
  readonly html: string
  readonly text: string
  /** Downloaded by their place in this list. */
  readonly attachments: readonly { readonly name: string; readonly size: number }[]
}
