/** A decimal text as a number where that loses nothing (no digit of it), else as it is. */
export function exactNumber(text: string): number | string {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return text
  return plain(text) === plain(String(number)) ? number : text
}

function plain(text: string): string {
  if (/e/i.test(text)) return text
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text) ?? [null, text]
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}
