import { writeXlsx } from 'hucre'

export interface OrderLine {
  readonly reference: string
  readonly quantity: number | string
}

export interface OrderMail {
  readonly id: string
  readonly from?: string
  readonly subject?: string
  readonly lines: readonly OrderLine[]
  /** Default: a workbook of these lines. */
  readonly attachment?: Uint8Array
  readonly isAutomatic?: boolean
}

/** A customer's mail with the order form as a workbook, as it comes over the wire. */
export async function orderMail({ id, from = 'Jeanne Dupont <jeanne@client.test>', subject = 'Commande de janvier', lines, attachment, isAutomatic = false }: OrderMail): Promise<string> {
  const bytes = attachment ?? (await writeXlsx({ sheets: [{ name: 'Commande', rows: [['Référence', 'Quantité'], ...lines.map(({ reference, quantity }) => [reference, quantity])] }] }))
  const base64 = Buffer.from(bytes).toString('base64').replace(/(.{76})/g, '$1\r\n')
  return [
    `From: ${from}`, 'To: commandes@exemple.fr', `Subject: ${subject}`, `Message-ID: ${id}`, 'References: <thread-0@client.test>', 'Date: Thu, 15 Jan 2026 08:00:00 +0100', ...(isAutomatic ? ['Auto-Submitted: auto-replied'] : []),
    'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b1"', '',
    '--b1', 'Content-Type: text/plain; charset=utf-8', '', 'Bonjour, voici notre commande.', '',
    '--b1', 'Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name="commande.xlsx"', 'Content-Disposition: attachment; filename="../../commande.xlsx"', 'Content-Transfer-Encoding: base64', '', base64, '--b1--', '',
  ].join('\r\n')
}
