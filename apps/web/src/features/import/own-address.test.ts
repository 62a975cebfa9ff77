import { describe, expect, it } from 'vitest'
import { ownExportPath } from './own-address.js'

const origin = 'https://maillon.example'
const id = '019f0000-0000-7000-8000-00000000000a'

describe('an address that an import is given', () => {
  it.each([
    [`${origin}/api/flows/${id}/export`, `/api/flows/${id}/export`],
    [` ${origin}/flow/?id=${id}&run=3 `, `/api/exports/flows?ids=${id}`],
    [`${origin}/api/exports/flows?ids=${id},${id}&samples=true`, `/api/exports/flows?ids=${id},${id}&samples=true`],
  ])('leads to a flow of this server: %s', (address, path) => {
    expect(ownExportPath(address, origin)).toBe(path)
  })

  it.each([
    `https://elsewhere.example/api/flows/${id}/export`, `http://169.254.169.254/latest`, 'file:///etc/passwd', `${origin}/api/flows/${id}/draft`, `${origin}/flow/?id=../../api/session`, `//elsewhere.example/flow/?id=${id}`, 'javascript:alert(1)', '',
    `${origin}@elsewhere.example/flow/?id=${id}`,
  ])('leads nowhere: %s', (address) => {
    expect(ownExportPath(address, origin)).toBeNull()
  })
})
