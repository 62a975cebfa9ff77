import type { FileCursor } from '@maillon/storage'
import { apiError } from '../../http/api-error.js'

export function cursorText({ createdAt, id }: FileCursor): string {
  return `${createdAt.getTime()}.${id}`
}

/** @throws MaillonError API_CURSOR_INVALID for what we never gave out */
export function readFileCursor(text: string): FileCursor {
  const found = /^([0-9]{10,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)
  if (found?.[1] === undefined || found[2] === undefined || Number(found[1]) > 8.64e15) throw apiError('API_CURSOR_INVALID')
  return { createdAt: new Date(Number(found[1])), id: found[2] }
}
