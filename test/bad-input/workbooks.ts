import { writeXlsx } from 'hucre'

export type WorkbookKind = 'sound' | 'text-for-number' | 'locked' | 'cut' | 'noise' | 'web-page' | 'empty' | 'formula'

/** A price list as people send it: sound, or broken in one of the usual ways. */
export async function workbook(kind: WorkbookKind): Promise<Uint8Array> {
  switch (kind) {
    case 'sound':
      return prices('3,90')
    case 'text-for-number':
      return prices('à voir')
    case 'locked':
      return lockedContainer()
    case 'cut': {
      const bytes = await prices('3,90')
      return bytes.slice(0, Math.floor(bytes.length / 2))
    }
    case 'noise':
      return Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + 31) % 256)
    case 'web-page':
      return Buffer.from('<!doctype html><html><head><title>Login</title></head><body>Please log in</body></html>')
    case 'empty':
      return new Uint8Array()
    case 'formula':
      return writeXlsx({ sheets: [{ name: 'Facture', rows: [['Produit', 'Montant'], ['Café', null], ['Total', null]], cells: new Map([['1,1', { formula: '2*3.9', formulaResult: 7.8 }]]) }] })
  }
}

function prices(price: string): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: 'Tarifs', rows: [['Référence', 'Prix unitaire'], ['A1', 2.5], ['B2', price === '3,90' ? 3.9 : price]] }] })
}

/** What Excel writes for a workbook with a password: an OLE container whose directory names the encrypted package. */
function lockedContainer(): Buffer {
  const header = Buffer.alloc(512)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(1, 44)
  header.writeUInt32LE(9, 48)
  const content = Buffer.alloc(9 * 512, 0xa5)
  const directory = Buffer.concat([directoryEntry('Root Entry', 5), directoryEntry('EncryptionInfo', 2), directoryEntry('EncryptedPackage', 2), Buffer.alloc(128)])
  return Buffer.concat([header, content, directory])
}

function directoryEntry(name: string, kind: number): Buffer {
  const entry = Buffer.alloc(128)
  entry.write(name, 'utf16le')
  entry.writeUInt16LE((name.length + 1) * 2, 64)
  entry.writeUInt8(kind, 66)
  return entry
}
