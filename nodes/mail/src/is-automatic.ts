/** What tells whether a person wrote a mail. */
export interface MailOrigin {
  readonly from: string
  /** Null where the mail has none. */
  readonly header: (lowerCaseName: string) => string | null
}

const machines = /^(?:mailer-daemon|postmaster)@/i
const bulk = /^(?:bulk|junk|list|auto_reply)$/i

/** Mail that a machine or a list sent (RFC 3834): an automatic answer to it would go round in circles. */
export function isAutomatic({ from, header }: MailOrigin): boolean {
  const submitted = header('auto-submitted')?.trim().toLowerCase() ?? 'no'
  return (
    !submitted.startsWith('no') ||
    bulk.test(header('precedence')?.trim() ?? '') ||
    header('list-id') !== null ||
    header('x-auto-response-suppress') !== null ||
    header('x-autoreply') !== null ||
    header('return-path')?.trim() === '<>' ||
    machines.test(from)
  )
}
