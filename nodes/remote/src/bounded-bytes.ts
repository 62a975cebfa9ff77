import { fatalError } from '@maillon/node-sdk'

/** Bytes as they come, up to a size. @throws MaillonError `REMOTE_FILE_TOO_LARGE` */
export async function* bounded(bytes: AsyncIterable<Uint8Array>, path: string, megabytes: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const part of bytes) {
    size += part.byteLength
    if (size > megabytes * 1024 * 1024) {
      throw fatalError({
        code: 'REMOTE_FILE_TOO_LARGE',
        text: { fr: `Le fichier « ${path} » pèse plus de ${megabytes} Mo.`, en: `The file “${path}” is larger than ${megabytes} MB.` },
        hint: { fr: 'Augmentez la taille permise si c’est bien le bon fichier.', en: 'Raise the size allowed where it is the right file.' },
        field: '/maxMegabytes',
      })
    }
    yield part
  }
}
