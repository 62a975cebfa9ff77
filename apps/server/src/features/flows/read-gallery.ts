import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFlowDocument, type FlowDocument } from '@maillon/flow-document'
import type { Locale } from '@maillon/kernel'
import { inEnglish, type EnglishWords } from './english-words.js'

/** What `about.json` of a gallery folder says. */
export interface GalleryAbout {
  readonly title: { readonly [L in Locale]: string }
  readonly description: { readonly [L in Locale]: string }
  /** It runs at once: its accounts are the sample ones. Absent: no. */
  readonly isSample?: true
  /** Sample files beside it, which the flow names in its file parameters. */
  readonly files: readonly string[]
  /** The accounts that the flow asks for: which node uses them, in which slot, under which name. */
  readonly credentials: readonly { readonly node: string; readonly slot: string; readonly name: string; readonly type: string }[]
}

export interface GalleryFlow {
  /** The name of its folder. */
  readonly id: string
  readonly about: GalleryAbout
  readonly documents: { readonly [L in Locale]: FlowDocument }
}

/**
 * Ready flows: each a folder with `about.json`, `flow.json` (in French), `english.json` (its words in English) and its sample files.
 * @returns in the order of their folders' names; none where the folder is missing
 * @throws Error where one of them is not good
 */
export async function readGallery(root: string): Promise<readonly GalleryFlow[]> {
  const folders = await readdir(root, { withFileTypes: true }).catch(() => [])
  const ids = folders.filter((found) => found.isDirectory()).map(({ name }) => name)
  return Promise.all(ids.toSorted().map((id) => readFlow(root, id)))
}

async function readFlow(root: string, id: string): Promise<GalleryFlow> {
  const [about, words, text] = await Promise.all(['about.json', 'english.json', 'flow.json'].map((name) => readFile(join(root, id, name), 'utf8')))
  const parsed = parseFlowDocument(text ?? '')
  if (!parsed.ok) throw new Error(`The gallery flow ${id} is not a good document: ${parsed.diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`).join(', ')}`)
  return { id, about: JSON.parse(about ?? '') as GalleryAbout, documents: { fr: parsed.document, en: inEnglish(parsed.document, JSON.parse(words ?? '') as EnglishWords) } }
}
